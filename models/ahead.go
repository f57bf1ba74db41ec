package models

import (
	"context"

	"gorm.io/gorm"
)

// ahead is what is answered again at the end of a bulk write, in its transaction: what was kept would be old by it, and asked
// for at once. See docs/adr/0111-exact-invalidation.md.
type ahead struct {
	tx     *gorm.DB
	moment uint64
	bases  []*Basis
	keep   func()
}

type aheadKey struct{}

// AnswerAhead lets answer be called at the end of every bulk write. It answers again what rests on anything, under ctx, whose reads
// see what has been written. keep is called once that is committed, and makes the new answers be used: they hold from
// then on. It is not called when the write failed, or when another was counted since, which they may not know of.
func (s *Store) AnswerAhead(answer func(ctx context.Context) (keep func())) { s.answer.Store(&answer) }

// answerAhead is the end of a bulk write.
func (s *Store) answerAhead(tx *gorm.DB) error {
	touched := touches(tx)
	answer := s.answer.Load()
	if answer == nil || touched.nothing() {
		return nil
	}
	t := turnOf(tx)
	for len(t.unit.later) > 0 { // Nobody shares the transaction of a bulk write: its end is now.
		later := t.unit.later
		t.unit.later = nil
		for _, do := range later {
			if err := do(tx); err != nil {
				return err
			}
		}
	}
	if err := t.conn.flush(); err != nil {
		return err
	}
	a := &ahead{tx: tx, moment: s.Moment()}
	// An answer that fails must not take the transaction with it.
	if err := t.conn.run("SAVEPOINT answers"); err != nil {
		return err
	}
	a.keep = (*answer)(context.WithValue(tx.Statement.Context, aheadKey{}, a))
	touched.ahead = a
	return t.conn.run("ROLLBACK TO SAVEPOINT answers", "RELEASE SAVEPOINT answers")
}

// within is GORM on the connection of the write at the end of which ctx reads; nil for other reads.
func within(ctx context.Context) *gorm.DB {
	a, ahead := ctx.Value(aheadKey{}).(*ahead)
	if !ahead {
		return nil
	}
	return a.tx.Session(&gorm.Session{NewDB: true, Context: ctx})
}

// counted makes the answers be used that know of write n, which follows on moment.
func (a *ahead) counted(n uint64) {
	if a == nil || a.moment != n-1 {
		return
	}
	for _, b := range a.bases {
		b.since = n
	}
	a.keep()
}
