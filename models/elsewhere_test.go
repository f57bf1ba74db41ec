package models

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"gorm.io/gorm"
)

// TestOtherProgramsAreSeenWhileTheyHoldTheLock commits from another program that takes the lock again at once, while the
// writer waits for it and cannot look.
func TestOtherProgramsAreSeenWhileTheyHoldTheLock(t *testing.T) {
	onSQLite(t)
	path := filepath.Join(t.TempDir(), "test.db")
	s, err := Open(t.Context(), path)
	must(t, err)
	defer func() { must(t, s.Close()) }()
	must(t, s.CreateFilm(t.Context(), newFilm("Her"), nil))
	pool, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)")
	must(t, err)
	defer pool.Close() //nolint:errcheck // A test.
	other, err := pool.Conn(t.Context())
	must(t, err)
	run := func(statements string) {
		_, err := other.ExecContext(t.Context(), statements)
		must(t, err)
	}
	run("BEGIN IMMEDIATE; UPDATE films SET tagline = 'from elsewhere'")
	waiting := make(chan error, 1)
	go func() {
		waiting <- s.write(t.Context(), func(tx *gorm.DB) error { touch(tx); return nil })
	}()
	time.Sleep(3 * watchEvery) // What came before is no longer in doubt.
	ctx, basis := s.Resting(t.Context(), s.Moment())
	f, err := s.Film(ctx, "1")
	must(t, err)
	if f.Tagline != "" || !s.Holds(basis) {
		t.Errorf("before the commit the film is %+v", f)
	}
	run("COMMIT; BEGIN IMMEDIATE")
	for committed := time.Now(); s.Holds(basis); time.Sleep(watchEvery / 10) {
		if time.Since(committed) > 3*time.Second {
			t.Error("the commit of another program is not seen while it has the lock")
			break
		}
	}
	run("ROLLBACK")
	must(t, <-waiting)
}
