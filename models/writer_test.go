package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"reelscore/internal/fault"
	"reelscore/internal/testkit/database"
)

// held starts a write that keeps the writer busy until release is called, so that what is started meanwhile waits.
func held(t *testing.T, s *Store) (release func()) {
	t.Helper()
	busy, free, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- s.writeAlone(t.Context(), func(tx *gorm.DB) error { touch(tx); close(busy); <-free; return nil })
	}()
	<-busy
	return func() { close(free); must(t, <-ended) }
}

// queued starts a write behind those that wait already, and returns what it ends with.
func queued(ctx context.Context, s *Store, do func(tx *gorm.DB) error) <-chan error {
	return queuedBehind(s, func() error { return s.write(ctx, do) })
}

// queuedBehind is queued for what writes once.
func queuedBehind(s *Store, write func() error) <-chan error {
	s.writer.mu.Lock()
	before := len(s.writer.waiting)
	s.writer.mu.Unlock()
	ended := make(chan error, 1)
	go func() { ended <- write() }()
	for {
		s.writer.mu.Lock()
		now := len(s.writer.waiting)
		s.writer.mu.Unlock()
		if now > before {
			return ended
		}
		time.Sleep(time.Millisecond)
	}
}

// film writes a film that has this slug.
func film(slug string) func(tx *gorm.DB) error {
	return func(tx *gorm.DB) error {
		return tx.Exec("INSERT INTO films (slug, title, sort_title, created_at, updated_at) VALUES (?, 'x', 'x', 0, 0)", slug).Error
	}
}

// slugs are the films that are stored.
func slugs(t *testing.T, s *Store) []string {
	t.Helper()
	found := []string{}
	must(t, s.read(t.Context()).Table("films").Order("slug").Pluck("slug", &found).Error)
	return found
}

func wantSlugs(t *testing.T, s *Store, want ...string) {
	t.Helper()
	if got := slugs(t, s); !slices.Equal(got, want) {
		t.Errorf("stored are %q, want %q", got, want)
	}
}

func TestWritesOfOneGroupHaveTheirOwnFates(t *testing.T) {
	s := openTest(t)
	mine := errors.New("mine")
	ctx, cancel := context.WithCancel(t.Context())
	release := held(t, s)
	before := s.Moment()
	first := queued(t.Context(), s, film("first"))
	refused := queued(t.Context(), s, func(tx *gorm.DB) error { return errors.Join(film("refused")(tx), mine) })
	double := queued(t.Context(), s, film("first"))
	cancelled := queued(ctx, s, func(tx *gorm.DB) error {
		must(t, film("cancelled")(tx))
		cancel()
		return film("cancelled too")(tx)
	})
	late, lateCancel := context.WithCancel(t.Context())
	ignoring := queued(late, s, func(tx *gorm.DB) error { must(t, film("ignoring")(tx)); lateCancel(); return nil })
	last := queued(t.Context(), s, film("last"))
	release()
	must(t, <-first)
	must(t, <-last)
	if s.Moment() == before {
		t.Error("a write was acknowledged, and the generation is the one from before it")
	}
	if err := <-refused; !errors.Is(err, mine) {
		t.Errorf("the refused write ended with %v", err)
	}
	if err := <-double; !fault.Is(err, fault.Conflict) {
		t.Errorf("the second film of that slug ended with %v", err)
	}
	for _, ended := range []<-chan error{cancelled, ignoring} {
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("a write whose context ended meanwhile ended with %v", err)
		}
	}
	wantSlugs(t, s, "first", "last")
}

func TestAWriteThatFailsFirstDoesNotTakeTheOthersWithIt(t *testing.T) {
	s := openTest(t)
	release := held(t, s)
	mine := errors.New("mine")
	refused := queued(t.Context(), s, func(tx *gorm.DB) error { return errors.Join(film("refused")(tx), mine) })
	good := queued(t.Context(), s, film("good"))
	release()
	if err := <-refused; !errors.Is(err, mine) {
		t.Error(err)
	}
	must(t, <-good)
	wantSlugs(t, s, "good")
}

func TestAWriteThatIsCancelledWhileItWaitsIsNotBegun(t *testing.T) {
	s := openTest(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	release := held(t, s)
	gone := queued(ctx, s, film("gone"))
	after := queued(t.Context(), s, film("after"))
	cancel()
	if err := <-gone; !errors.Is(err, context.Canceled) { // While the writer is still held.
		t.Error(err)
	}
	release()
	must(t, <-after)
	wantSlugs(t, s, "after")
}

func TestAWriteThatPanicsDoesSoInItsOwnCaller(t *testing.T) {
	s := openTest(t)
	release := held(t, s)
	caught := make(chan any, 1)
	before := queued(t.Context(), s, film("before"))
	go func() {
		defer func() { caught <- recover() }()
		_ = s.write(t.Context(), func(tx *gorm.DB) error { must(t, film("panics")(tx)); panic("mine") })
	}()
	for len(waiting(s)) < 2 {
		time.Sleep(time.Millisecond)
	}
	after := queued(t.Context(), s, film("after"))
	release()
	if got := <-caught; got != "mine" {
		t.Errorf("caught %v", got)
	}
	must(t, <-before)
	must(t, <-after)
	wantSlugs(t, s, "after", "before")
}

func waiting(s *Store) []*unit {
	s.writer.mu.Lock()
	defer s.writer.mu.Unlock()
	return slices.Clone(s.writer.waiting)
}

// A group that cannot be committed is told so to each of its writes, and the next one is in order again.
func TestALostTransactionIsToldToAllOfItsWrites(t *testing.T) {
	ways := map[string]string{
		// Checked at the commit only.
		"commit fails": "PRAGMA defer_foreign_keys = 1; INSERT INTO film_titles (title_key, film_id) VALUES ('x', 999)",
		// As a full disk does.
		"rolled back by the engine": "ROLLBACK",
	}
	if database.Postgres() {
		ways = map[string]string{"rolled back by the engine": "ROLLBACK", "server gone": "SELECT pg_terminate_backend(pg_backend_pid())"}
	}
	for name, lose := range ways {
		t.Run(name, func(t *testing.T) {
			s := openTest(t)
			release := held(t, s)
			s.writer.longest = time.Minute // All three are in one group, however busy the machine is.
			commits := s.writer.commits.Load()
			lost := []<-chan error{
				queued(t.Context(), s, film("a")), queued(t.Context(), s, film("b")),
				queued(t.Context(), s, func(tx *gorm.DB) error { return tx.Exec(lose).Error }),
			}
			release()
			for i, ended := range lost {
				if err := <-ended; !fault.Is(err, fault.Unavailable) {
					t.Errorf("write %d ended with %v", i, err)
				}
			}
			if now := s.writer.commits.Load(); now != commits+1 { // The write that held the writer.
				t.Errorf("the commits went from %d to %d", commits, now)
			}
			wantSlugs(t, s)
			must(t, s.write(t.Context(), film("after")))
			wantSlugs(t, s, "after")
		})
	}
}

func TestManyWritersShareCommits(t *testing.T) {
	s := openTest(t)
	must(t, s.CreateFilm(t.Context(), newFilm("Crowded"), nil))
	release := held(t, s)
	before := s.writer.commits.Load()
	var writers sync.WaitGroup
	const each, of = 20, 16
	for range of {
		writers.Go(func() {
			for range each {
				r, stated := newReview(), NewStated("7/10")
				r.FilmRef, r.Stating = "1", &stated
				if err := s.CreateReview(t.Context(), r, nil, nil); err != nil {
					t.Error(err)
					return
				}
				if _, err := s.Review(t.Context(), refOf(r.ID)); err != nil {
					t.Errorf("review %d was acknowledged: %v", r.ID, err)
				}
			}
		})
	}
	for len(waiting(s)) < of {
		time.Sleep(time.Millisecond)
	}
	release()
	writers.Wait()
	if commits := s.writer.commits.Load() - before; commits > each*of/2 {
		t.Errorf("%d writes took %d commits", each*of, commits)
	}
	checkScores(t, s, "after concurrent writes")
	var changes int64
	must(t, s.read(t.Context()).Table("changes").Where("resource = 'review'").Count(&changes).Error)
	if changes != each*of {
		t.Errorf("%d changes for %d reviews", changes, each*of)
	}
}

func TestCloseLetsWaitingWritesEnd(t *testing.T) {
	s := openTest(t)
	release := held(t, s)
	var ends []<-chan error
	for i := range 5 {
		ends = append(ends, queued(t.Context(), s, film(fmt.Sprint("film-", i))))
	}
	closed := make(chan error, 1)
	go func() { closed <- s.writer.close() }()
	release()
	must(t, <-closed)
	for _, ended := range ends {
		must(t, <-ended)
	}
	if err := s.write(t.Context(), film("late")); !errors.Is(err, errClosed) {
		t.Errorf("a write behind the close ended with %v", err)
	}
}

// The engine's checks are off in a batch, and only there, also for statements that were prepared before.
func TestABatchLeavesTheChecksAsTheyWere(t *testing.T) {
	onSQLite(t)
	s := openTest(t)
	orphan := func(tx *gorm.DB) error {
		return tx.Exec("INSERT INTO film_titles (title_key, film_id) VALUES ('x', 999)").Error
	}
	for range 2 {
		if err := s.write(t.Context(), orphan); !fault.Is(err, fault.Conflict) {
			t.Fatalf("a title of no film ended with %v", err)
		}
		err := s.WriteBatch(t.Context(), &Known{}, func(b *Batch) error { return errors.Join(orphan(b.tx), errors.New("mine")) })
		if err == nil || err.Error() != "mine" {
			t.Fatalf("in a batch, it ended with %v", err)
		}
	}
}

// A program that writes without a pause, as an import does, lets another one have its turn.
func TestTwoProgramsTakeTurns(t *testing.T) {
	server, path := openFile(t)
	command, err := Open(t.Context(), path)
	must(t, err)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		var known Known
		for ctx.Err() == nil {
			err := command.WriteBatch(t.Context(), &known, func(b *Batch) error {
				time.Sleep(50 * time.Millisecond)
				return b.exec("UPDATE score_prior SET rated = rated")
			})
			if err != nil {
				ended <- err
				return
			}
		}
		ended <- nil
	}()
	for command.writer.commits.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	began := time.Now()
	for i := range 10 {
		must(t, server.write(t.Context(), film(fmt.Sprint("film-", i))))
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("10 writes beside an import took %s", took)
	}
	stop()
	must(t, <-ended)
	must(t, command.Close())
	must(t, server.Close())
}
