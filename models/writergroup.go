package models

import (
	"context"
	"errors"

	"gorm.io/gorm"
)

// How the units of a transaction get their turns, and what is done once for all of them.

// finish does what the units have left to the end, and tells of what they touch; see transactionWords.tell.
func (w *writer) finish(units []*unit) (write uint64, err error) {
	if err := w.followUp(); err != nil {
		return 0, err
	}
	tx := w.conn.session(context.Background(), w.db, nil)
	all := touched{told: true}
	for _, u := range units {
		for _, do := range u.later {
			if err := do(tx); err != nil {
				return 0, err
			}
		}
		all.add(touchedBy(u.ctx))
	}
	if w.words.tell == nil {
		return 0, nil
	}
	return w.words.tell(w.conn, &all)
}

// atEnd does something behind all units of the transaction: what costs less when it is done for many of them together.
// Nothing may read it before, and it fails only when the transaction is lost.
func atEnd(tx *gorm.DB, do func(tx *gorm.DB) error) error {
	if at, ok := tx.Statement.ConnPool.(turn); ok && at.unit != nil {
		at.unit.later = append(at.unit.later, do)
		return nil
	}
	return do(tx)
}

// errNothing ends a transaction in which nothing has been written.
var errNothing = errors.New("nothing was written")

// unit gives one unit its turn: err is what it ended with, and nothing of it is left then; lost is set when the whole
// transaction is.
func (w *writer) unit(u *unit, shared bool) (err, lost error) {
	if lost = w.ready(u, shared); lost != nil {
		u.turn <- nil
		return nil, lost
	}
	f := &w.conn.follows
	before := f.at()
	w.conn.holds = u.kind == bulk && w.conn.sends()
	u.turn <- w.conn
	err = <-u.worked
	w.conn.holds = false
	switch {
	case !shared:
	case err == nil:
		lost = w.conn.run("RELEASE SAVEPOINT unit")
	default:
		lost = w.conn.run("ROLLBACK TO SAVEPOINT unit", "RELEASE SAVEPOINT unit")
	}
	switch {
	case u.kind != steady:
		f.forget()
	case err == nil:
		f.by = u.ctx
	case lost == nil && shared:
		lost = f.back(turn{context.Background(), w.conn, nil}, before)
	}
	return err, lost
}

// ready makes the transaction ready for a unit.
func (w *writer) ready(u *unit, shared bool) error {
	if u.kind != steady { // It may read what the others have left to do, and change what they know, which is forgotten behind it.
		if err := w.followUp(); err != nil {
			return err
		}
	}
	if !shared {
		return nil
	}
	return w.conn.run("SAVEPOINT unit")
}

// followUp writes what follows from the units so far. It says what it touches in the name of one of them.
func (w *writer) followUp() error {
	f := &w.conn.follows
	if f.by == nil {
		return nil
	}
	return w.follow(w.conn.session(context.WithoutCancel(f.by), w.db, nil), f)
}
