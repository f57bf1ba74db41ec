package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"reelscore/internal/fault"
	"reelscore/rating"
)

// endsSoon is a context that has ended when it was asked often enough.
type endsSoon struct {
	context.Context //nolint:containedctx // It is one.
	left            atomic.Int64
}

func (e *endsSoon) Err() error {
	if e.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// rated is a review of a film, from an outlet where it is not 0, with a rating.
func rated(film, outlet int64, raw, url string) *Review {
	r, stated := newReview(), NewStated(raw)
	r.FilmRef, r.Stating, r.URL = refOf(film), &stated, url
	if outlet != 0 {
		r.OutletRef = refOf(outlet)
	}
	return r
}

// TestOneOfAGroupFailsAtAnyPoint lets a review fail at each of its statements, among others of the same film in one
// transaction, with and without an outlet that gets another weight between them.
func TestOneOfAGroupFailsAtAnyPoint(t *testing.T) {
	s := openTest(t)
	s.writer.longest = 1 << 40
	for _, title := range []string{"One", "Two"} {
		must(t, s.CreateFilm(t.Context(), newFilm(title), nil))
	}
	must(t, s.CreateOutlet(t.Context(), &Outlet{Named: Named{Name: "Lamp"}, Weight: 1000}))
	var stored []int64
	for asks := range int64(12) {
		for _, first := range []bool{true, false} {
			for _, reweigh := range []bool{false, true} {
				what := fmt.Sprintf("%d-%t-%t", asks, first, reweigh)
				good := []*Review{rated(1, 0, "9/10", "https://a.example/"+what), rated(1, 1, "2/10", "https://b.example/"+what), rated(2, 1, "4/10", "https://c.example/"+what)}
				bad := rated(1, 1, "1/10", "https://bad.example/"+what)
				ctx := &endsSoon{Context: t.Context()}
				ctx.left.Store(asks)
				var lost <-chan error
				release := held(t, s)
				fail := func() { lost = queuedBehind(s, func() error { return s.CreateReview(ctx, bad, nil, nil) }) }
				if first {
					fail()
				}
				ends := []<-chan error{
					queuedBehind(s, func() error { return s.CreateReview(t.Context(), good[0], nil, nil) }),
					queuedBehind(s, func() error { return s.CreateReview(t.Context(), good[1], nil, nil) }),
				}
				if !first {
					fail()
				}
				if reweigh {
					ends = append(ends, queuedBehind(s, func() error {
						_, err := s.UpdateOutlet(t.Context(), "lamp", AnyVersion, func(o *Outlet) error { o.Weight = rating.Weight(500 + asks); return nil })
						return err
					}))
				}
				ends = append(ends, queuedBehind(s, func() error { return s.CreateReview(t.Context(), good[2], nil, nil) }))
				twin := queuedBehind(s, func() error { return s.CreateReview(t.Context(), rated(1, 0, "3/10", good[0].URL), nil, nil) })
				release()
				for i, end := range ends {
					if err := <-end; err != nil {
						t.Fatalf("%s: write %d ended with %v", what, i, err)
					}
				}
				if err := <-twin; !fault.Is(err, fault.Conflict) {
					t.Fatalf("%s: a second review of that address ended with %v", what, err)
				}
				for _, r := range good {
					stored = append(stored, r.ID)
				}
				switch err := <-lost; {
				case err == nil:
					stored = append(stored, bad.ID)
				case !errors.Is(err, context.Canceled):
					t.Fatalf("%s: the review that was given up ended with %v", what, err)
				}
				checkScores(t, s, what)
			}
		}
	}
	page, err := s.Changes(t.Context(), ChangeFilter{Resources: []string{"review"}}, 0, len(stored)+1)
	must(t, err)
	told := make([]int64, len(page.Items))
	for i, c := range page.Items {
		_, err := fmt.Sscan(c.ResourceID, &told[i])
		must(t, err)
		r, err := s.Review(t.Context(), Ref(c.ResourceID))
		must(t, err)
		if c.Action != Created || c.Version != 1 || c.FilmID != r.FilmID || c.At != r.CreatedAt {
			t.Fatalf("of review %+v the change is %+v", r, c)
		}
	}
	if !slices.IsSorted(told) {
		t.Error("the changes are not in the order of the reviews")
	}
	if slices.Sort(stored); !slices.Equal(told, stored) {
		t.Errorf("stored are the reviews %v, the changes tell of %v", stored, told)
	}
}

// TestWhatTheWriterRemembersIsForgotten changes what reviews name, by the same store and by another on the same database.
func TestWhatTheWriterRemembersIsForgotten(t *testing.T) {
	address := newAddress(t)
	s, err := Open(t.Context(), address)
	must(t, err)
	defer func() { must(t, s.Close()) }()
	other, err := Open(t.Context(), address)
	must(t, err)
	defer func() { must(t, other.Close()) }()
	must(t, s.CreateFilm(t.Context(), newFilm("Her"), nil))
	must(t, s.CreateOutlet(t.Context(), &Outlet{Named: Named{Name: "Lamp"}, Weight: 1000}))
	must(t, s.CreateCritic(t.Context(), &Critic{Named: Named{Name: "Ana"}, Links: []Link{}}, nil))
	named := "her"
	review := func(of *Store, film string) (*Review, error) {
		r, stated := newReview(), NewStated("7")
		r.FilmRef, r.OutletRef, r.Stating, r.Lenient = Ref(film), "1", &stated, true
		r.Voices = []Voice{{Role: "author", Critic: "ana"}}
		return r, of.CreateReview(t.Context(), r, nil, nil)
	}
	for i, writer := range []*Store{s, other, s, other, other} {
		for range 2 { // The second is made of what the first has read.
			_, err := review(s, named)
			must(t, err)
		}
		was, title, id := named, fmt.Sprint("Her ", i), fmt.Sprintf("tt000000%d", i)
		named = "imdb:" + id
		_, err := writer.UpdateFilm(t.Context(), "1", AnyVersion, func(f *Film, credits []Credit) ([]Credit, error) {
			f.Title, f.ExternalIDs = title, map[string]string{"imdb": id}
			return credits, nil
		})
		must(t, err)
		_, err = writer.UpdateOutlet(t.Context(), "1", AnyVersion, func(o *Outlet) error {
			o.Weight, o.DefaultScale = rating.Weight(100*i), []string{"points-10", "stars-5-half"}[i%2]
			return nil
		})
		must(t, err)
		critic := fmt.Sprint("Ana ", i)
		_, err = writer.UpdateCritic(t.Context(), "ana", AnyVersion, func(c *Critic, _ []Outlet) ([]Ref, error) { c.Name = critic; return nil, nil })
		must(t, err)
		_, err = review(writer, named)
		must(t, err)
		if _, err := review(s, was); i > 0 && !fault.Is(err, fault.Unprocessable) {
			t.Errorf("a review of %q, which is %q now, ended with %v", was, named, err)
		}
		r, err := review(s, named)
		must(t, err)
		if r.Film.Title != title || r.Voices[0].Name != critic {
			t.Errorf("the film is %q, want %q; the critic is %q, want %q", r.Film.Title, title, r.Voices[0].Name, critic)
		}
		if want := []string{"points-10", "stars-5-half"}[i%2]; r.RatingScale != want || int(r.Outlet.Weight) != 100*i {
			t.Errorf("the rating was read on the scale %q of an outlet %+v, want %s", r.RatingScale, r.Outlet, want)
		}
		checkScores(t, s, fmt.Sprint("after change ", i))
	}
}

// TestAPriorThatStepsInAGroupMakesAllAnswersOld has a film without new reviews, whose bayes figure moves with the others.
func TestAPriorThatStepsInAGroupMakesAllAnswersOld(t *testing.T) {
	s := openTest(t)
	for _, title := range []string{"One", "Two"} {
		must(t, s.CreateFilm(t.Context(), newFilm(title), nil))
	}
	for i := range int64(100) {
		must(t, s.CreateReview(t.Context(), rated(1+i%2, 0, "5/10", ""), nil, nil))
	}
	for _, c := range []struct {
		reviews int
		raw     string
		holds   bool
	}{{2, "5/10", true}, {4, "10/10", false}} {
		var kept bool
		for range 3 { // A server that lost sight of its database forgets all, as it must, but not three times in a row.
			ctx, basis := s.Resting(t.Context(), s.Moment())
			before, err := s.Scores(ctx, 2)
			must(t, err)
			release := held(t, s)
			var ends []<-chan error
			for range c.reviews {
				ends = append(ends, queuedBehind(s, func() error { return s.CreateReview(t.Context(), rated(1, 0, c.raw, ""), nil, nil) }))
			}
			release()
			for _, end := range ends {
				must(t, <-end)
			}
			after, err := s.Scores(t.Context(), 2)
			must(t, err)
			if same := before[2].Bayes == after[2].Bayes; same != c.holds {
				t.Errorf("%d reviews of %s: the other film's figure was %s and is %s", c.reviews, c.raw, before[2].Bayes, after[2].Bayes)
			}
			if kept = s.Holds(basis); kept == c.holds || kept {
				break
			}
		}
		if kept != c.holds {
			t.Errorf("after %d reviews of %s the other film's answer holds: %t", c.reviews, c.raw, kept)
		}
		checkScores(t, s, c.raw)
	}
}
