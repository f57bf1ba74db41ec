package models

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"
)

// largestLog watches the size of the log until stop is called.
func largestLog(s *Store) (stop func() int64) {
	ctx, cancel := context.WithCancel(context.Background())
	seen := make(chan int64, 1)
	go func() {
		var most int64
		for ctx.Err() == nil {
			most = max(most, s.wal.size())
			time.Sleep(5 * time.Millisecond)
		}
		seen <- max(most, s.wal.size())
	}()
	return func() int64 { cancel(); return <-seen }
}

// keepReading reads until stop is called, so that the log is never without a reader for long.
func keepReading(t *testing.T, s *Store) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for ctx.Err() == nil {
				var ids []int64
				if err := s.read(ctx).Table("reviews").Order("id DESC").Limit(20).Pluck("id", &ids).Error; err != nil && ctx.Err() == nil {
					t.Error(err)
				}
				time.Sleep(time.Millisecond)
			}
		})
	}
	return func() { cancel(); readers.Wait() }
}

func TestTheLogStaysSmallUnderManyCreates(t *testing.T) {
	onSQLite(t)
	creates := 20_000
	if testing.Short() {
		creates = 2_000
	}
	s := openTest(t)
	s.Relax()
	must(t, s.CreateFilm(t.Context(), newFilm("Crowded"), nil))
	stopReading, largest := keepReading(t, s), largestLog(s)
	var left atomic.Int64
	left.Store(int64(creates))
	var writers sync.WaitGroup
	for range 8 {
		writers.Go(func() {
			for left.Add(-1) >= 0 {
				err := s.write(t.Context(), func(tx *gorm.DB) error {
					r := newReview()
					r.FilmID, r.RatingColumns, r.Body = 1, RatingColumns{RatingStated: NewStated("")}, strings.Repeat("Such a film. ", 20)
					return r.insert(tx)
				})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	writers.Wait()
	stopReading()
	if got := largest(); got > 16<<20 {
		t.Errorf("the log took %d bytes", got)
	}
}

// A reader that holds on to an old state keeps all that is written since in the log: bulk writes wait for it.
func TestBulkWritesWaitForALongReader(t *testing.T) {
	onSQLite(t)
	s := openTest(t)
	s.Relax()
	must(t, s.CreateFilm(t.Context(), newFilm("Crowded"), nil))
	largest := largestLog(s)
	batches := make(chan error, 1)
	var known Known
	batch := func(b *Batch) error {
		for range 64 {
			if err := b.exec("INSERT INTO import_chunks (import_id, start, bytes) VALUES (1, abs(random()), ?)", make([]byte, 64<<10)); err != nil {
				return err
			}
		}
		return nil
	}
	var written atomic.Int64
	must(t, s.ReadAll(t.Context(), func(snapshot *Snapshot) error {
		var n int64
		must(t, snapshot.db.Table("films").Count(&n).Error) // From here on it reads as of now.
		go func() {
			for range 16 {
				if err := s.WriteBatch(t.Context(), &known, batch); err != nil {
					batches <- err
					return
				}
				written.Add(1)
			}
			batches <- nil
		}()
		for s.wal.size() < walFull {
			time.Sleep(time.Millisecond)
		}
		before := written.Load()
		// Single writes go on meanwhile.
		must(t, s.write(t.Context(), film("meanwhile")))
		time.Sleep(2 * walPause)
		if now := written.Load(); now > before+1 {
			t.Errorf("%d batches were written while the log was full", now-before)
		}
		return nil
	}))
	must(t, <-batches)
	if got := largest(); got > walFull+16<<20 {
		t.Errorf("the log took %d bytes", got)
	}
	for end := time.Now().Add(10 * time.Second); s.wal.size() > walTidy; time.Sleep(walPause) {
		if time.Now().After(end) {
			t.Fatalf("the log has still %d bytes", s.wal.size())
		}
		must(t, s.write(t.Context(), func(*gorm.DB) error { return nil }))
	}
}

// Beside a program that always reads, bulk writes wait once and in vain, and then go on; behind it the log becomes small again.
func TestBulkWritesGoOnBesideAReaderThatNeverEnds(t *testing.T) {
	onSQLite(t)
	s := openTest(t)
	s.Relax()
	s.wal.patience = time.Second
	must(t, s.CreateFilm(t.Context(), newFilm("Crowded"), nil))
	var known Known
	must(t, s.ReadAll(t.Context(), func(snapshot *Snapshot) error {
		var n int64
		must(t, snapshot.db.Table("films").Count(&n).Error)
		began := time.Now()
		for range 24 {
			must(t, s.WriteBatch(t.Context(), &known, func(b *Batch) error {
				return b.exec("INSERT INTO import_chunks (import_id, start, bytes) VALUES (1, abs(random()), ?)", make([]byte, 2<<20))
			}))
			must(t, s.write(t.Context(), film("meanwhile "+strconv.Itoa(int(s.wal.size())))))
		}
		if took := time.Since(began); took > 15*time.Second { // Each on its own would wait for a second.
			t.Errorf("24 batches took %s", took)
		}
		must(t, s.write(t.Context(), func(*gorm.DB) error { // Where the writer waits, so that it can be looked at.
			if s.wal.pause <= walPause {
				t.Errorf("beside the reader it is still tried every %s", s.wal.pause)
			}
			return nil
		}))
		return nil
	}))
	if !s.wal.given.Load() {
		t.Error("no bulk write has waited")
	}
	for end := time.Now().Add(3 * walPauseMost); s.wal.size() > walTidy || s.wal.given.Load(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the log has still %d bytes", s.wal.size())
		}
		must(t, s.write(t.Context(), func(*gorm.DB) error { return nil }))
	}
}

func TestDurabilityIsOfTheWriter(t *testing.T) {
	onSQLite(t)
	for want, relax := range map[int]bool{2: false, 1: true} { // FULL and NORMAL
		s := openTest(t)
		for s.Moment() == 0 { // The writer's connection is open: it has looked for other programs.
			time.Sleep(time.Millisecond)
		}
		if relax {
			s.Relax()
		}
		var got int
		must(t, s.write(t.Context(), func(tx *gorm.DB) error { return tx.Raw("PRAGMA synchronous").Scan(&got).Error }))
		if got != want {
			t.Errorf("relaxed %v: synchronous is %d, not %d", relax, got, want)
		}
	}
}
