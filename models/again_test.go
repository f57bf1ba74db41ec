package models

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// other is another program's connection to the database of a store. It is never the one that a deadlock is told to.
type other struct {
	*testing.T
	*pgx.Conn
}

func otherOn(t *testing.T, address string) other {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	must(t, err)
	t.Cleanup(func() { conn.Close(t.Context()) })
	o := other{t, conn}
	o.run("SET deadlock_timeout = '1min'")
	return o
}

func (o other) run(statements ...string) {
	o.Helper()
	for _, statement := range statements {
		if _, err := o.Exec(o.Context(), statement); err != nil {
			o.Fatalf("%s: %v", statement, err)
		}
	}
}

// awaitWait waits until somebody else waits for a lock in the database.
func (o other) awaitWait() {
	o.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		var waits bool
		must(o.T, o.QueryRow(o.Context(), "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')").Scan(&waits))
		if waits {
			return
		}
		if time.Now().After(end) {
			o.Fatal("nobody waits")
		}
	}
}

// TestWritesAreRunAgain makes writes fail by what others do at the same time: by deadlock, and by serialisation failure
// where the transactions of the database are repeatable reads.
func TestWritesAreRunAgain(t *testing.T) {
	onPostgres(t)
	address := newAddress(t)
	s, err := Open(t.Context(), address+"&default_transaction_isolation=repeatable%20read")
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	for _, title := range []string{"One", "Two"} {
		must(t, s.CreateFilm(t.Context(), newFilm(title), nil))
	}
	o := otherOn(t, address)
	ended := make(chan error, 1)
	runs := 0
	patch := func() {
		_, err := s.UpdateFilm(t.Context(), "1", AnyVersion, func(f *Film, c []Credit) ([]Credit, error) {
			runs++
			f.Tagline += "ours"
			return c, nil
		})
		ended <- err
	}

	o.run("BEGIN", "UPDATE films SET tagline = 'theirs and ' WHERE id = 1")
	go patch()
	o.awaitWait()
	o.run("COMMIT")
	must(t, <-ended)
	if f, err := s.Film(t.Context(), "1"); err != nil || f.Tagline != "theirs and ours" || runs != 2 {
		t.Errorf("after %d runs the film says %q, %v", runs, f.Tagline, err)
	}

	// Ours has the first film and waits for the second, which the other has, who then waits for the first.
	runs = 0
	o.run("BEGIN", "UPDATE films SET tagline = 'theirs' WHERE id = 2")
	go func() {
		ended <- s.write(t.Context(), func(tx *gorm.DB) error {
			runs++
			return errors.Join(tx.Exec("UPDATE films SET tagline = 'ours' WHERE id = 1").Error, tx.Exec("UPDATE films SET tagline = tagline || ' and ours' WHERE id = 2").Error)
		})
	}()
	o.awaitWait()
	o.run("UPDATE films SET tagline = 'theirs' WHERE id = 1", "COMMIT")
	must(t, <-ended)
	if f, err := s.Film(t.Context(), "2"); err != nil || f.Tagline != "theirs and ours" || runs < 2 {
		t.Errorf("after %d runs the film says %q, %v", runs, f.Tagline, err)
	}
}

// TestReadsAreRunAgain makes a read fail by deadlock: it has locked one table and waits for another.
func TestReadsAreRunAgain(t *testing.T) {
	onPostgres(t)
	address := newAddress(t)
	s, err := Open(t.Context(), address)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	for name, read := range map[string]func(query string, to *int64) error{
		"rows": func(query string, to *int64) error { return s.read(t.Context()).Raw(query).Scan(to).Error },
		"row":  func(query string, to *int64) error { return s.read(t.Context()).Raw(query).Row().Scan(to) },
	} {
		o := otherOn(t, address)
		ended := make(chan error, 1)
		o.run("BEGIN", "LOCK TABLE films")
		var n int64
		go func() { ended <- read("SELECT COUNT(*) FROM people, films", &n) }()
		o.awaitWait()
		o.run("LOCK TABLE people", "COMMIT")
		if err := <-ended; err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestWhatFailsEachTimeIsTold makes every write fail: after some runs it is told as unavailable.
func TestWhatFailsEachTimeIsTold(t *testing.T) {
	onPostgres(t)
	address := newAddress(t)
	s, err := Open(t.Context(), address)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	o := otherOn(t, address)
	for _, code := range []string{"40001", "40P01"} {
		o.run("DROP SEQUENCE IF EXISTS tries", "CREATE SEQUENCE tries",
			fmt.Sprintf("CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('tries'); RAISE EXCEPTION 'no' USING ERRCODE = '%s'; END $$", code),
			"DROP TRIGGER IF EXISTS refuse ON films", "CREATE TRIGGER refuse BEFORE INSERT ON films EXECUTE FUNCTION refuse()")
		err = s.CreateFilm(t.Context(), newFilm("Her"), nil)
		var tries int
		must(t, o.QueryRow(t.Context(), "SELECT last_value FROM tries").Scan(&tries))
		if !fault.Is(err, fault.Unavailable) || tries != runs {
			t.Errorf("%s: %v after %d runs, want %d", code, err, tries, runs)
		}
	}
	o.run("DROP TRIGGER refuse ON films")
	must(t, s.CreateFilm(t.Context(), newFilm("Her"), nil))
}

// TestReadsGivenUpLeaveOthersAlone gives up many reads at once, whose connections are closed by that, while others read.
func TestReadsGivenUpLeaveOthersAlone(t *testing.T) {
	onPostgres(t)
	s := openTest(t)
	ended := make(chan struct{})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for {
				select {
				case <-ended:
					return
				default:
				}
				ctx, cancel := context.WithTimeout(t.Context(), 3*time.Millisecond)
				var n int
				_ = s.read(ctx).Raw("SELECT 1 FROM pg_sleep(0.01)").Scan(&n).Error // It is given up.
				cancel()
			}
		})
	}
	for range 30 {
		var n int
		if err := s.read(t.Context()).Raw("SELECT 1").Scan(&n).Error; err != nil || n != 1 {
			t.Errorf("read %d: %v", n, err)
			break
		}
	}
	close(ended)
	all.Wait()
}
