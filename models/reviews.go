package models

import (
	"context"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"reelscore/internal/fault"
	"reelscore/rating"
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

// ReviewFilter narrows a list of reviews; zero values do not.
type ReviewFilter struct {
	Film, Outlet, Critic       Ref
	Rated                      *bool // has a score
	ScoreFrom, ScoreTo         *rating.Score
	Verdict                    string
	PublishedFrom, PublishedTo Date
	Tag                        string
	Language                   string // and what is narrower: "en" is also en-GB
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
	q, err := f.narrow(db, db.Table("reviews"))
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

// narrow applies the filter to a query of reviews.
func (f ReviewFilter) narrow(db, q *gorm.DB) (*gorm.DB, error) {
	if f.Film != "" {
		q = q.Where("reviews.film_id = (?)", f.Film.where(db.Table("films").Select("films.id"), "films", filmByOutsideID))
	}
	if f.Outlet != "" {
		q = q.Where("reviews.outlet_id = (?)", f.Outlet.where(db.Table("outlets").Select("outlets.id"), "outlets", ""))
	}
	if f.Rated != nil && *f.Rated {
		q = q.Where("reviews.score >= 0")
	}
	if f.Rated != nil && !*f.Rated {
		q = q.Where("reviews.score < 0")
	}
	if f.Verdict != "" {
		q = q.Where("reviews.verdict = ?", f.Verdict)
	}
	if f.PublishedFrom != "" {
		q = q.Where("reviews.published >= ?", f.PublishedFrom.Start())
	}
	if f.PublishedTo != "" {
		q = q.Where("reviews.published > '' AND reviews.published <= ?", f.PublishedTo.End())
	}
	if f.Language != "" {
		tag := strings.ToLower(f.Language)
		q = q.Where("(LOWER(reviews.language) = ? OR LOWER(reviews.language) LIKE ?)", tag, tag+"-%")
	}
	q = within(q, "reviews.score", f.ScoreFrom, f.ScoreTo)
	for _, lookup := range f.lookups(db) {
		var err error
		if q, err = lookup.narrow(db, q, "reviews.id"); err != nil {
			return nil, err
		}
	}
	return q, nil
}

// lookups are the filters that another table answers.
func (f ReviewFilter) lookups(db *gorm.DB) []lookup {
	var lookups []lookup
	if f.Critic != "" {
		critic := f.Critic.where(db.Table("critics").Select("critics.id"), "critics", "")
		lookups = append(lookups, lookup{rows: db.Table("review_voices").Select("review_id").Where("critic_id = (?)", critic), key: "review_id"})
	}
	if f.Tag != "" {
		lookups = append(lookups, lookup{rows: db.Table("review_tags").Select("review_id").Where("tag = ?", fold(f.Tag)), key: "review_id"})
	}
	return lookups
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
