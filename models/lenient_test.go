package models

import (
	"testing"

	"reelscore/internal/fault"
)

// TestLenientReviewsKeepWhatCannotBeTaken is about what only bulk writes do, so it speaks to the store itself.
func TestLenientReviewsKeepWhatCannotBeTaken(t *testing.T) {
	ctx := t.Context()
	s, err := Open(ctx, newAddress(t))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.CreateFilm(ctx, &Film{
		Title: "Her", Languages: []string{}, Countries: []string{}, Genres: []string{}, ExternalIDs: map[string]string{}, Videos: []Video{}, Links: []Link{},
	}, nil); err != nil {
		t.Fatal(err)
	}
	st := NewStated("5.5/5")
	review := func(lenient bool) *Review {
		return &Review{FilmRef: "1", Rights: "full", Tags: []string{}, Categories: []string{}, Videos: []Video{}, Stating: &st, Lenient: lenient}
	}
	if err := s.CreateReview(ctx, review(false), nil, nil); !fault.Is(err, fault.Unprocessable) {
		t.Fatalf("strict: %v", err)
	}
	kept := review(true)
	if err := s.CreateReview(ctx, kept, nil, nil); err != nil {
		t.Fatal(err)
	}
	if r := kept.Rating(); r.Raw != "5.5/5" || r.Score.Known() || r.Flags.String() != "out_of_range" {
		t.Errorf("kept as %+v", r)
	}
	// A change of something else leaves it alone; a new rating is checked again.
	changed, err := s.UpdateReview(ctx, "1", AnyVersion, func(r *Review) error { r.Title = "Renamed"; return nil })
	if err != nil || changed.Title != "Renamed" || changed.RatingRaw != "5.5/5" {
		t.Errorf("changed to %+v, %v", changed, err)
	}
	_, err = s.UpdateReview(ctx, "1", AnyVersion, func(r *Review) error { worse := NewStated("7/5"); r.Stating = &worse; return nil })
	if !fault.Is(err, fault.Unprocessable) {
		t.Errorf("a worse rating: %v", err)
	}
}
