package models

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// writer carries out the writes of a store one after the other, on one connection. Those that wait at the same time share
// a transaction, each behind a savepoint of its own, and are answered when it is committed: so many writes cost one sync
// of the disk. Nobody waits for others to come: a lone write begins at once. See docs/adr/0105-group-commit.md.
type writer struct {
	db *gorm.DB
	// name tells this writer from those of other programs.
	name  string
	words transactionWords
	// others is called when another program may have written.
	others func()
	// wrote gets what tell has returned, behind the commit; nil for nothing.
	wrote func(write uint64)
	// follow writes what follows from the writes of steady units.
	follow func(tx *gorm.DB, f *followup) error
	// tidy is called between transactions; nil for nothing.
	tidy func(*writerConn) error
	// longest is longestGroup, but in tests.
	longest time.Duration
	pace    *pace
	// relaxed is set by Relax, hurried by OpenToFill.
	relaxed, hurried atomic.Bool

	mu      sync.Mutex
	waiting []*unit
	closed  bool
	// wake holds a token when something may wait.
	wake  chan struct{}
	ended chan struct{}
	// conn belongs to run; nil until it is needed.
	conn *writerConn
	// version is what the connection last said of the commits of others, othersAt when it last said something new.
	version  int64
	othersAt time.Time
	looks    looks
	last     error
	// commits and units count what was committed, groups the commits by their size; busy is the time in transactions.
	commits, units, busy atomic.Int64
	groups               groupCounts
}

// transactionWords are what differs between the databases.
type transactionWords struct {
	// begin begins a transaction that no other writer can get in the way of.
	begin []string
	// others asks for a number that changes with the commits of other programs; empty where they are heard of otherwise.
	others string
	// tell tells the stores of other programs what the transaction touches, and returns its id, 0 when it touches nothing; nil
	// where they find out otherwise.
	tell func(c *writerConn, t *touched) (write uint64, err error)
	// gone tells that a transaction could not begin because the connection was lost; nil where that does not happen.
	gone func(err error) bool
	// trust and distrust are scripts around the transaction of a bulk unit; empty for none.
	trust, distrust string
	// hurry is the script before trust of a writer that is hurried, and calm that of one that is not, once for its connection.
	hurry, calm string
	// relaxed is a script that lets commits return before they would survive a loss of power.
	relaxed string
	// opened is a script for new connections, and busy tells that a transaction could not begin because another program is in
	// one; nil where the database lets the writers of several programs take turns by itself.
	opened string
	busy   func(error) bool
	// form reads the text of a statement; nil when texts go to the engine as they are.
	form func(text string) *statementForm
	// send runs what a bulk unit has written, on a connection of the driver; nil when each statement is run at once.
	send func(conn any, held []heldStatement) error
}

// unitKind is with whom a unit shares a transaction.
type unitKind int

const (
	// together is a short unit: it may share its transaction.
	together unitKind = iota
	// steady is together, and changes nothing of what a followup remembers but by way of it.
	steady
	// alone is a unit that may take long, which others shall not have to wait for.
	alone
	// bulk is alone, and trusted to keep references and checks by itself.
	bulk
)

// joins tells whether a unit may share its transaction with one of another kind.
func (k unitKind) joins(o unitKind) bool { return k == o || k <= steady && o <= steady }

// unit is one write: all of it is committed, or nothing. It is worked by the goroutine of its caller, when its turn comes.
type unit struct {
	ctx  context.Context //nolint:containedctx // It is the caller's, who waits.
	kind unitKind
	// later is what the unit leaves to the end of the transaction, see atEnd.
	later []func(tx *gorm.DB) error
	// turn gets the connection, worked what came of the work, and done what came of the unit.
	turn   chan *writerConn
	worked chan error
	done   chan error
}

const (
	// A group takes in what waits, also what comes while it is at work, within these bounds: the first of it waits for
	// the last.
	longestGroup = 25 * time.Millisecond
	largestGroup = 256
)

var (
	errClosed   = errors.New("the store is closed")
	errPanicked = errors.New("the write ended in a panic")
)

// newWriter starts a writer, which runs until close. others is called when another program may have written.
func newWriter(db *gorm.DB, words transactionWords, others func()) *writer {
	w := &writer{db: db, name: rand.Text(), words: words, others: others, longest: longestGroup, wake: make(chan struct{}, 1), ended: make(chan struct{})}
	w.pace = &pace{waited: w.waits}
	go w.run()
	return w
}

// do carries out one unit. When ctx ends before its turn, it leaves the queue; when ctx ends during the work, that ends at
// its next statement, and nothing of it stays. From then on the commit is waited for.
func (w *writer) do(ctx context.Context, kind unitKind, work func(tx *gorm.DB) error) error {
	u := &unit{ctx: ctx, kind: kind, turn: make(chan *writerConn, 1), worked: make(chan error, 1), done: make(chan error, 1)}
	if err := w.join(u); err != nil {
		return err
	}
	var c *writerConn
	select {
	case c = <-u.turn:
	case <-ctx.Done():
		if w.leave(u) {
			return ctx.Err()
		}
		c = <-u.turn
	}
	if c == nil { // There is no connection to work with.
		return <-u.done
	}
	u.worked <- u.work(w.db, c, work)
	return <-u.done
}

// work is the unit's turn.
func (u *unit) work(db *gorm.DB, c *writerConn, work func(tx *gorm.DB) error) error {
	returned := false
	defer func() {
		if !returned { // It panics, here, with its own stack; the others go on.
			u.worked <- errPanicked
		}
	}()
	err := work(c.session(u.ctx, db, u))
	if err == nil {
		err = u.ctx.Err()
	}
	returned = true
	return err
}

func (w *writer) join(u *unit) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return errClosed
	}
	w.waiting = append(w.waiting, u)
	w.rouse()
	return nil
}

func (w *writer) rouse() {
	select {
	case w.wake <- struct{}{}:
	default: // It will look anyway.
	}
}

// leave takes a unit out of the queue; false when its turn has come.
func (w *writer) leave(u *unit) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	at := slices.Index(w.waiting, u)
	if at >= 0 {
		w.waiting = slices.Delete(w.waiting, at, at+1)
	}
	return at >= 0
}

// first is the kind of the unit that waits longest.
func (w *writer) first() (kind unitKind, waits bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.waiting) == 0 {
		return 0, false
	}
	return w.waiting[0].kind, true
}

// waits tells whether a unit waits.
func (w *writer) waits() bool {
	_, waits := w.first()
	return waits
}

// next takes the unit that waits longest; nil when that is of another kind, or when nothing waits.
func (w *writer) next(kind unitKind) *unit {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.waiting) == 0 || !w.waiting[0].kind.joins(kind) {
		return nil
	}
	u := w.waiting[0]
	w.waiting = slices.Delete(w.waiting, 0, 1)
	return u
}

// close lets what waits be written, and ends the writer.
func (w *writer) close() error {
	w.mu.Lock()
	w.closed = true
	w.rouse()
	w.mu.Unlock()
	<-w.ended
	return w.last
}

func (w *writer) run() {
	defer close(w.ended)
	var idle <-chan time.Time
	if w.words.others != "" {
		tick := time.NewTicker(watchEvery / 2)
		defer tick.Stop()
		idle = tick.C
	}
	for {
		for kind, waits := w.first(); waits; kind, waits = w.first() {
			w.group(kind)
		}
		w.mu.Lock()
		end := w.closed && len(w.waiting) == 0
		w.mu.Unlock()
		if end {
			w.last = w.conn.close()
			return
		}
		select {
		case <-w.wake:
		case <-idle:
			if w.connect() != nil || w.look() != nil {
				w.drop()
			}
		}
	}
}

// group carries out what waits, in one transaction.
func (w *writer) group(kind unitKind) {
	err := w.begin(kind)
	if err != nil && w.words.gone != nil && w.words.gone(err) { // The connection was lost while nobody used it.
		w.drop()
		err = w.begin(kind)
	}
	if err != nil {
		w.refuse(kind, err)
		return
	}
	var kept []*unit
	began := time.Now()
	defer func() { w.busy.Add(int64(time.Since(began))) }()
	for len(kept) < largestGroup && time.Since(began) < w.longest {
		u := w.next(kind)
		if u == nil {
			break
		}
		err, lost := w.unit(u, len(kept) > 0)
		if err != nil {
			u.done <- err
		} else {
			kept = append(kept, u)
		}
		if lost != nil {
			w.end(kind, kept, lost)
			return
		}
		if len(kept) == 0 || !kind.joins(together) { // One that failed without a savepoint leaves a transaction to roll back.
			break
		}
	}
	if len(kept) == 0 {
		w.end(kind, nil, errNothing)
		return
	}
	write, err := w.finish(kept)
	w.looks.alone.Store(false)
	if err == nil {
		err = w.conn.run("COMMIT")
	}
	if write != 0 && w.wrote != nil { // Even where the commit failed, as who knows.
		w.wrote(write)
	}
	w.end(kind, kept, err)
}

// end answers the units of a transaction that was committed, unless there is an error: it is then rolled back.
func (w *writer) end(kind unitKind, units []*unit, err error) {
	unsure := false
	w.looks.alone.Store(false)
	if err != nil && w.conn.run("ROLLBACK") != nil {
		unsure = true // The connection may have been lost in the midst of the commit.
		w.drop()
	}
	if kind == bulk && w.conn != nil && w.conn.script(w.words.distrust) != nil {
		w.drop()
	}
	if err == nil {
		w.commits.Add(1)
		w.units.Add(int64(len(units)))
		w.groups.add(len(units))
	} else {
		err = lostUnit(err, unsure)
		if w.conn != nil {
			w.conn.follows.forget()
		}
	}
	for _, u := range units {
		u.done <- err
	}
	if w.tidy != nil && w.conn != nil && w.tidy(w.conn) != nil {
		w.drop() // What is wrong with the file, the next transaction will tell.
	}
	w.leaveGap(kind)
}

// lostUnit is what a unit that was in order is told when the transaction around it could not be committed.
func lostUnit(err error, unsure bool) error {
	if unsure {
		return fault.New(fault.Unavailable, "The database was lost while it kept the write: it may be stored or not. Look before you try again.").Because(err)
	}
	return fault.New(fault.Unavailable, "The database could not keep the write, and nothing of it is stored; try again.").Because(err)
}

// refuse tells the units that wait that there is no transaction to be had. Those that come meanwhile get another try.
func (w *writer) refuse(kind unitKind, err error) {
	w.drop()
	for u := w.next(kind); u != nil; u = w.next(kind) {
		u.turn <- nil
		u.done <- err
	}
}
