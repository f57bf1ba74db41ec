package models

import (
	"context"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// The write-ahead log of a SQLite file. The engine copies it back into the file by itself (every 1000 pages) and begins it
// anew when nobody reads from it. Where somebody always reads, it would grow without end: it is then begun anew by force,
// which waits a moment for those who read and makes new ones read the file.
const (
	// walTidy is from which size the log is begun anew by force, in bytes.
	walTidy = 6 << 20
	// walHigh is from which size that waits for longer.
	walHigh = 12 << 20
	// walFull is up to which size a bulk write may begin.
	walFull = 12 << 20
	// walPatience is how long one that may not waits, at most, for a reader that keeps the log from beginning anew. When that
	// was in vain, as it is beside a program that always reads, the next ones do not wait until the log has begun anew.
	walPatience = 30 * time.Second
	// walOld and walLarge are from which age of a reader, and size of the log, that reader is cut off.
	walOld   = time.Minute
	walLarge = 48 << 20
	// walPause is between two tries. It doubles with each that was in vain, up to walPauseMost: writes wait while it is tried.
	walPause     = 250 * time.Millisecond
	walPauseMost = 4 * time.Second
)

// walTruncate waits for readers: for a moment, or, when the log is becoming too large, for longer than a usual read takes,
// while writes wait; not when that was in vain several times.
func walTruncate(size int64, pause time.Duration) string {
	patience := 100
	if size >= walHigh && pause < walPauseMost {
		patience = 1000
	}
	return fmt.Sprintf("PRAGMA busy_timeout = %d; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = 0", patience)
}

// wal keeps the log of a file small.
type wal struct {
	path string
	// next is when it may be tried again, and pause how long that is from the last try.
	next  time.Time
	pause time.Duration
	// patience is how long a bulk write waits; given tells that this was in vain since the log last began anew.
	patience time.Duration
	given    atomic.Bool
}

func newWAL(database string) *wal {
	return &wal{path: database + "-wal", pause: walPause, patience: walPatience}
}

// size is how many bytes the log takes on disk; 0 when there is none.
func (w *wal) size() int64 {
	at, err := os.Stat(w.path)
	if err != nil {
		return 0
	}
	return at.Size()
}

// tidy begins the log anew when it has become large. It runs on the writer's connection, outside of transactions.
func (w *wal) tidy(c *writerConn) error {
	size, from := w.size(), int64(walTidy)
	if c.hurried { // It is not copied back at each commit, so that what is written twice is copied once.
		from = walFull
	}
	if size < from || time.Now().Before(w.next) {
		return nil
	}
	if c.hurried { // Nearly all of it is copied while others may write; they wait for the rest alone.
		if err := c.script("PRAGMA wal_checkpoint(PASSIVE)"); err != nil {
			return err
		}
	}
	err := c.script(walTruncate(size, w.pause))
	w.next = time.Time{}
	if w.size() < walTidy {
		w.pause = walPause
		w.given.Store(false)
	} else {
		w.pause = min(2*w.pause, walPauseMost)
		w.next = time.Now().Add(w.pause)
	}
	return err
}

// cutOff ends a reader of an old state by its stop, when it is old and the log is large; done ends the watch.
func (w *wal) cutOff(stop context.CancelCauseFunc) (done func()) {
	look := time.NewTimer(walOld)
	ended := make(chan struct{})
	go func() {
		for {
			select {
			case <-ended:
				return
			case <-look.C:
			}
			if w.size() >= walLarge {
				stop(fault.New(fault.Unavailable, "Much was written while the collection was read as it was %s ago; read it faster, or at another time.", walOld))
				return
			}
			look.Reset(walPause)
		}
	}()
	return func() { look.Stop(); close(ended) }
}

// awaitLog waits until the log has room for a bulk write, and then for a while: a reader that holds on to an old state of
// the collection, as an export does, makes it keep everything that is written since.
func (s *Store) awaitLog(ctx context.Context) error {
	if s.wal == nil || s.wal.given.Load() {
		return nil
	}
	for end := time.Now().Add(s.wal.patience); s.wal.size() >= walFull; {
		if time.Now().After(end) {
			s.wal.given.Store(true)
			return nil
		}
		if err := s.writer.do(ctx, alone, func(*gorm.DB) error { return nil }); err != nil { // Behind which it is tidied.
			return err
		}
		if s.wal.size() < walFull { // Nearly always: nobody reads for long.
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(walPause):
		}
	}
	return nil
}
