package models

import "time"

// How the writer gets the database: its connection, and turns with the writers of other programs.

// begin begins a transaction.
func (w *writer) begin(kind unitKind) error {
	if err := w.connect(); err != nil {
		return err
	}
	w.conn.held, w.conn.holds = nil, false
	if w.words.others == "" { // Nothing tells whether others have written meanwhile.
		w.conn.follows.forget()
	}
	if w.relaxed.Load() && !w.conn.relaxed { // The connection may be older than the wish.
		if err := w.conn.script(w.words.relaxed); err != nil {
			return err
		}
		w.conn.relaxed = true
	}
	w.conn.hurried, w.conn.pace = w.hurried.Load(), w.pace
	if !w.conn.hurried && !w.conn.calm {
		if err := w.conn.script(w.words.calm); err != nil {
			return err
		}
		w.conn.calm = true
	}
	if kind == bulk && w.conn.hurried {
		if err := w.conn.script(w.words.hurry); err != nil {
			return err
		}
	}
	if kind == bulk {
		if err := w.conn.script(w.words.trust); err != nil {
			return err
		}
	}
	if err := w.lock(); err != nil {
		return err
	}
	if err := w.look(); err != nil {
		return err
	}
	w.looks.alone.Store(true)
	return nil
}

const (
	// lockPatience is how long another program may write before the writes that wait for it are refused.
	lockPatience = 10 * time.Second
	// lockPause is between two tries.
	lockPause = time.Millisecond
	// A program that writes much leaves others a gap behind each bulk unit, in which they can get the lock: a short one, and
	// a longer one for as long as they have been writing lately.
	shortGap, longGap, lately = 2 * time.Millisecond, 20 * time.Millisecond, 5 * time.Second
)

// lock begins the transaction. SQLite's own waiting looks ten times a second, and may never see the gaps that another
// program leaves between its transactions.
func (w *writer) lock() error {
	for end := time.Now().Add(lockPatience); ; time.Sleep(lockPause) {
		err := w.conn.run(w.words.begin...)
		if err == nil || w.words.busy == nil || !w.words.busy(err) || time.Now().After(end) {
			return err
		}
		if _, waits := w.first(); !waits {
			return err
		}
	}
}

// leaveGap lets other programs have the lock.
func (w *writer) leaveGap(kind unitKind) {
	if kind != bulk || w.words.busy == nil {
		return
	}
	if time.Since(w.othersAt) < lately {
		time.Sleep(longGap)
	} else {
		time.Sleep(shortGap)
	}
}

func (w *writer) connect() error {
	if w.conn != nil {
		return nil
	}
	var err error
	w.conn, err = newWriterConn(w.db, &w.words, w.name)
	w.version = -1 // What a new connection says cannot be compared with what the last one said.
	if err == nil {
		err = w.conn.script(w.words.opened)
	}
	return err
}

// look looks for the commits of other programs. On this connection its own do not count.
func (w *writer) look() error {
	if w.words.others == "" {
		return nil
	}
	w.looks.begun.Add(1)
	st, err := w.conn.prepared(w.words.others)
	if err != nil {
		return err
	}
	var version int64
	if err := st.QueryRow().Scan(&version); err != nil { //nolint:noctx // See writerConn.prepared.
		return err
	}
	if version != w.version {
		if w.version != -1 {
			w.othersAt = time.Now()
		}
		w.version = version
		w.conn.follows.forget()
		w.others()
	}
	w.looks.ended.Add(1)
	return nil
}

// drop gives a connection up whose state is not certain; the next transaction has a new one.
func (w *writer) drop() {
	if w.conn != nil {
		w.conn.discard()
		w.conn = nil
	}
}
