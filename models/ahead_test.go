package models

import (
	"context"
	"errors"
	"testing"
	"time"
)

// answers is an answerer that asks for the newest film under the batch's context.
type answers struct {
	s          *Store
	seen       string
	basis      *Basis
	kept, made int
	meanwhile  func()
	err        error
}

func (a *answers) answer(ctx context.Context) func() {
	a.made++
	ctx, a.basis = a.s.Resting(ctx, 0)
	page, err := a.s.Films(ctx, FilmFilter{}, List{Limit: 1, Sort: "-added"})
	if a.err = err; err == nil && len(page.Items) > 0 {
		a.seen = page.Items[0].Title
	}
	if a.meanwhile != nil {
		a.meanwhile()
	}
	return func() { a.kept++ }
}

func openAhead(t *testing.T) (*Store, *answers) {
	t.Helper()
	s, err := Open(t.Context(), newAddress(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	a := &answers{s: s}
	s.AnswerAhead(a.answer)
	return s, a
}

func bareFilm(title string) *Film {
	return &Film{Title: title, Genres: []string{}, ExternalIDs: map[string]string{}, Languages: []string{}, Countries: []string{}, Videos: []Video{}, Links: []Link{}}
}

func addFilm(title string) func(*Batch) error {
	return func(b *Batch) error { return b.CreateFilm(bareFilm(title), nil) }
}

// TestAnswersAheadKnowOfTheirBatch reads within a batch what nobody else sees yet.
func TestAnswersAheadKnowOfTheirBatch(t *testing.T) {
	s, a := openAhead(t)
	var known Known
	others := 0
	a.meanwhile = func() {
		page, err := s.Films(t.Context(), FilmFilter{}, List{Limit: 100})
		if others = len(page.Items); err != nil {
			t.Error(err)
		}
	}
	for before := range 20 { // What another program may have written in between is thought of now and then, and ends what was made.
		a.kept = 0
		must(t, s.WriteBatch(t.Context(), &known, addFilm("Heat")))
		if a.err != nil || a.seen != "Heat" || others != before {
			t.Fatalf("%q %v; others saw %d films, not %d", a.seen, a.err, others, before)
		}
		if a.kept == 1 && s.Holds(a.basis) {
			break
		}
	}
	if a.kept != 1 || !s.Holds(a.basis) {
		t.Errorf("kept %d, holds %v", a.kept, s.Holds(a.basis))
	}
	must(t, s.CreateFilm(t.Context(), bareFilm("Her"), nil))
	if s.Holds(a.basis) {
		t.Error("the answer holds behind a later write")
	}
	made := a.made
	must(t, s.WriteBatch(t.Context(), &known, func(*Batch) error { return nil }))
	if a.made != made {
		t.Error("a batch that changes nothing was answered for")
	}
}

// TestAnswersAheadAreLostWithTheirBatch: they are not used when the batch is not kept, nor when they may not know of a write.
func TestAnswersAheadAreLostWithTheirBatch(t *testing.T) {
	s, a := openAhead(t)
	var known Known
	ctx, cancel := context.WithCancel(t.Context())
	a.meanwhile = cancel // The unit ends with its context.
	if err := s.WriteBatch(ctx, &known, addFilm("Heat")); !errors.Is(err, context.Canceled) || a.kept != 0 {
		t.Errorf("%v, kept %d", err, a.kept)
	}
	a.meanwhile = s.Doubt
	must(t, s.WriteBatch(t.Context(), &known, addFilm("Brazil")))
	if a.seen != "Brazil" || a.kept != 0 || s.Holds(a.basis) {
		t.Errorf("%q kept %d times", a.seen, a.kept)
	}
}

// TestBulkWritesRestWhileRequestsCome, and only then, and not while another write waits for them.
func TestBulkWritesRestWhileRequestsCome(t *testing.T) {
	waits := false
	p := &pace{waited: func() bool { return waits }}
	took := func() (least time.Duration) {
		least = time.Hour
		for range 50 {
			p.began.Store(int64(time.Since(epoch) - 2*paceWork))
			begin := time.Now()
			p.giveWay()
			least = min(least, time.Since(begin))
		}
		return least
	}
	ask := func() { p.asked.Store(int64(time.Since(epoch) + time.Hour)) } // as if requests never ended
	if n := took(); n >= paceRest {
		t.Errorf("rested for %v though nobody asks", n)
	}
	ask()
	if n := took(); n < paceRest {
		t.Errorf("rested for %v while requests come", n)
	}
	waits = true
	if n := took(); n >= paceRest {
		t.Errorf("rested for %v while another write waits", n)
	}
	waits = false
	least := time.Hour
	for range 50 {
		p.began.Store(int64(time.Since(epoch) + time.Hour))
		begin := time.Now()
		p.giveWay()
		least = min(least, time.Since(begin))
	}
	if least >= paceRest {
		t.Errorf("rested for %v within its time to work", least)
	}
}
