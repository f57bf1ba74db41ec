package models

import (
	"context"

	"gorm.io/gorm"
)

// LiveNote is what somebody noted while they watched, with its time into the film.
type LiveNote struct {
	Remark
	FilmID        int64
	OffsetSeconds int // into the film, 0 to 3600000
	Text          string
	// Review is, in a list of all notes of a film, the review that the note is from; its outlet comes with it.
	Review Review `gorm:"-"`
}

var (
	noteKind = remarkKind{table: "live_notes", resource: "live_note", noun: "live note", count: "live_note_count"}
	noteList = listing[LiveNote]{
		orders:  map[string]order[LiveNote]{"offset": {"live_notes.offset_seconds", "", func(n *LiveNote) any { return n.OffsetSeconds }, nil}},
		initial: "offset",
		id:      "live_notes.id",
		key:     func(n *LiveNote) int64 { return n.ID },
	}
)

// LiveNotes reads a page of the live notes of a review, by time into the film.
func (s *Store) LiveNotes(ctx context.Context, review Ref, list List) (Page[LiveNote], error) {
	db := s.readOf(ctx)
	r, err := remarked(db, review)
	if err != nil {
		return Page[LiveNote]{}, err
	}
	restOn(ctx, r.FilmID)
	return noteList.page(db.Table("live_notes").Where("live_notes.review_id = ?", r.ID), list)
}

// FilmLiveNotes reads a page of the live notes of all reviews of a film, by time into the film, with their reviews.
func (s *Store) FilmLiveNotes(ctx context.Context, film Ref, list List) (Page[LiveNote], error) {
	id, err := s.FilmID(ctx, film)
	if err != nil {
		return Page[LiveNote]{}, err
	}
	db := s.readOf(ctx)
	page, err := noteList.page(db.Table("live_notes").Where("live_notes.film_id = ?", id), list)
	if err != nil {
		return page, err
	}
	ids := make([]int64, len(page.Items))
	for i := range page.Items {
		ids[i] = page.Items[i].ReviewID
	}
	var reviews []Review
	if err := db.Table("reviews").Select("id, film_id, outlet_id, title, url").Where("id IN ?", ids).Find(&reviews).Error; err != nil {
		return page, err
	}
	if err := nameFilmsAndOutlets(db, reviews); err != nil {
		return page, err
	}
	by := make(map[int64]Review, len(reviews))
	for i := range reviews {
		by[reviews[i].ID] = reviews[i]
	}
	for i := range page.Items {
		page.Items[i].Review = by[page.Items[i].ReviewID]
	}
	return page, nil
}

// FirstLiveNotes reads the first live notes of reviews by time into the film, ExpandedRemarks of each, by review. The
// reviews have been read before.
func (s *Store) FirstLiveNotes(ctx context.Context, reviews ...int64) (map[int64][]LiveNote, error) {
	return firstRemarks[LiveNote](s.readOf(ctx), "live_notes", "offset_seconds, id", reviews)
}

// LiveNote reads one live note of a review.
func (s *Store) LiveNote(ctx context.Context, review, ref Ref) (LiveNote, error) {
	n, _, err := oneRemark[LiveNote](s.read(ctx), noteKind, review, ref)
	return n, err
}

// CreateLiveNote stores a new live note of a review, and gives it its id.
func (s *Store) CreateLiveNote(ctx context.Context, review Ref, n *LiveNote) error {
	return createRemark(ctx, s, noteKind, review, n, func(_ *gorm.DB, r *Review) error {
		n.FilmID = r.FilmID
		return nil
	})
}

// createNotes stores the live notes that come with a new review.
func (s *Store) createNotes(tx *gorm.DB, r *Review, notes []LiveNote) error {
	for i := range notes {
		notes[i].FilmID = r.FilmID
		if err := addRemark(s, tx, noteKind, r, &notes[i]); err != nil {
			return err
		}
	}
	return nil
}

// UpdateLiveNote stores what edit makes of a live note. The version is the one that the client saw, or AnyVersion.
func (s *Store) UpdateLiveNote(ctx context.Context, review, ref Ref, version int64, edit func(*LiveNote) error) (LiveNote, error) {
	return updateRemark(ctx, s, noteKind, review, ref, version, func(_ *gorm.DB, n *LiveNote) error { return edit(n) })
}

// DeleteLiveNote deletes a live note.
func (s *Store) DeleteLiveNote(ctx context.Context, review, ref Ref, version int64) error {
	return deleteRemark[LiveNote](ctx, s, noteKind, review, ref, version)
}
