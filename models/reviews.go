package models

import (
	"context"
	"strconv"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// Review is what one outlet, or somebody without one, wrote or said about one film.
type Review struct {
	ID        int64
	FilmID    int64
	OutletID  *int64
	Title     string
	URL       string
	URLKey    string // what the address is compared by, see urlKey
	Language  string // BCP 47
	Published Date
	Excerpt   string
	RatingColumns
	Spoiler    bool
	Rights     string // what may be shown: full, excerpt or link
	Licence    string
	Venue      string
	Tags       []string `gorm:"serializer:json"`
	Categories []string `gorm:"serializer:json"`
	Videos     []Video  `gorm:"serializer:json"`
	// DeclaredComments is how many comments the page says it has; nil when it does not say.
	DeclaredComments *int
	StoredComments   int
	LiveNoteCount    int
	PreviousTitle    string
	PreviousURL      string
	NextTitle        string
	NextURL          string
	Source           string // where it was taken from, with the id that it has there
	SourceID         string
	RetrievedAt      int64 // milliseconds since 1970 in UTC; 0 when unknown
	Stamp
	// Body is not read by lists unless they are asked to.
	Body string

	// What stands in tables of its own.
	Voices []Voice `gorm:"-"`
	Liked  []Liked `gorm:"-"`

	// In a write: the film, the outlet (empty for none), and the rating as it was stated (nil for none). Lenient keeps a
	// rating that cannot be taken as it is, without a score and with the flags that say why, as bulk writes want it.
	FilmRef   Ref     `gorm:"-"`
	OutletRef Ref     `gorm:"-"`
	Stating   *Stated `gorm:"-"`
	Lenient   bool    `gorm:"-"`

	// In a read: the film, the outlet if there is one, and the reviews that come before and after it in the outlet's
	// reading order, 0 when they are not in the collection.
	Film       Film    `gorm:"-"`
	Outlet     *Outlet `gorm:"-"`
	PreviousID int64   `gorm:"-"`
	NextID     int64   `gorm:"-"`
}

var reviewList = listing[Review]{
	orders: map[string]order[Review]{
		"added":     {"reviews.id", "", func(r *Review) any { return r.ID }, nil},
		"published": {"reviews.published", "", func(r *Review) any { return string(r.Published) }, ""},
		"score":     {"reviews.score", "", func(r *Review) any { return int64(r.Score) }, int64(-1)},
	},
	initial: "-published",
	id:      "reviews.id",
	key:     func(r *Review) int64 { return r.ID },
}

// Reviews reads a page of reviews, with their bodies when they are asked for.
func (s *Store) Reviews(ctx context.Context, f ReviewFilter, bodies bool, list List) (Page[Review], error) {
	db := s.readOf(ctx)
	if film, err := strconv.ParseInt(string(f.Film), 10, 64); err == nil {
		restOn(ctx, film)
	} else {
		restOnAll(ctx)
	}
	q, err := s.narrowReviews(db, f, reviewList.column(list.Sort))
	if err != nil {
		return Page[Review]{}, err
	}
	if !bodies {
		q = q.Omit("Body")
	}
	page, err := reviewList.page(q, list)
	if err != nil {
		return page, err
	}
	return page, completeReviews(db, page.Items)
}

// Review reads the review with that id, its body included.
func (s *Store) Review(ctx context.Context, ref Ref) (Review, error) {
	r, err := oneReview(s.readOf(ctx), ref)
	restOn(ctx, r.FilmID)
	return r, err
}

func oneReview(db *gorm.DB, ref Ref) (Review, error) {
	id, err := reviewID(ref)
	if err != nil {
		return Review{}, err
	}
	rows := make([]Review, 1)
	found := db.Where("id = ?", id).Limit(1).Find(&rows)
	if found.Error == nil && found.RowsAffected == 0 {
		return Review{}, noReview(ref)
	}
	if found.Error != nil {
		return Review{}, found.Error
	}
	return rows[0], completeReviews(db, rows)
}

// reviewID reads the number that alone names a review.
func reviewID(ref Ref) (int64, error) {
	id, err := strconv.ParseInt(string(ref), 10, 64)
	if err != nil {
		return 0, noReview(ref)
	}
	return id, nil
}

func noReview(ref Ref) error {
	return fault.New(fault.NotFound, "There is no review %q; reviews are named by their numbers.", string(ref))
}
