package models

import (
	"strings"

	"gorm.io/gorm"

	"reelscore/rating"
)

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

// narrowReviews is a query of the reviews that the filter leaves, for a list in an order, by its column.
func (s *Store) narrowReviews(db *gorm.DB, f ReviewFilter, order string) (*gorm.DB, error) {
	conditions, none, err := f.conditions(db)
	if err != nil {
		return nil, err
	}
	q := db.Table("reviews")
	if none {
		return q.Where("1 = 0"), nil
	}
	for _, lookup := range f.lookups(db) {
		var err error
		if q, err = lookup.narrow(db, q, "reviews.id", s.few); err != nil {
			return nil, err
		}
	}
	return narrowBy(db, q, order, "reviews.id", s.few, conditions)
}

// The columns that lists of reviews are sorted by.
const byDate, byScore = "reviews.published", "reviews.score"

// conditions are the filters on a review's own columns; none tells that nothing can pass them. The indexes that they name
// are in the migrations.
func (f ReviewFilter) conditions(db *gorm.DB) (all []condition, none bool, err error) {
	is := func(column string, value any, stretches ...string) condition {
		plain := column + " + 0 = ?"
		if _, text := value.(string); text {
			plain = column + " || '' = ?"
		}
		return condition{indexed: column + " = ?", walked: plain, args: []any{value}, stretches: stretches, table: "reviews", key: "id"}
	}
	for _, ref := range []struct {
		ref                    Ref
		column, table, outside string
		stretches              []string
	}{{f.Film, "reviews.film_id", "films", filmByOutsideID, []string{byDate, byScore}}, {f.Outlet, "reviews.outlet_id", "outlets", "", []string{byDate}}} {
		if ref.ref == "" {
			continue
		}
		id, err := idOf(db, ref.ref, ref.table, ref.outside)
		if err != nil || id == 0 {
			return nil, true, err
		}
		all = append(all, is(ref.column, id, ref.stretches...))
	}
	if f.Rated != nil && *f.Rated {
		known := int64(0)
		all = append(all, between("reviews", "id", byScore, 0, &known, nil)...)
	}
	if f.Rated != nil && !*f.Rated {
		all = append(all, condition{ // Values that a partial index is for stand in the text: the engine has to see them.
			indexed: "reviews.score = -1", walked: "reviews.score + 0 = -1", stretches: []string{byDate, byScore, "reviews.id"}, table: "reviews", key: "id",
		})
	}
	all = append(all, between("reviews", "id", byScore, 0, points(f.ScoreFrom), points(f.ScoreTo))...)
	if f.Verdict != "" {
		c := is("reviews.verdict", f.Verdict, byScore)
		c.indexed += " AND reviews.verdict <> ''"
		all = append(all, c)
	}
	if f.PublishedFrom != "" || f.PublishedTo != "" {
		c := condition{indexed: "reviews.published >= ?", walked: "reviews.published || '' >= ?", args: []any{f.PublishedFrom.Start()}, stretches: []string{byDate}, table: "reviews", key: "id"}
		if f.PublishedFrom == "" {
			c.indexed, c.walked, c.args = "reviews.published > ''", "reviews.published || '' > ''", nil
		}
		if f.PublishedTo != "" {
			c.indexed, c.walked, c.args = c.indexed+" AND reviews.published <= ?", c.walked+" AND reviews.published || '' <= ?", append(c.args, f.PublishedTo.End())
		}
		all = append(all, c)
	}
	if f.Language != "" {
		among, err := languagesLike(db, f.Language)
		if err != nil || len(among) == 0 {
			return nil, true, err
		}
		c := condition{indexed: "reviews.language IN ? AND reviews.language <> ''", walked: "reviews.language || '' IN ?", args: []any{among}, table: "reviews", key: "id"}
		if len(among) == 1 {
			c = is("reviews.language", among[0], byDate)
			c.indexed += " AND reviews.language <> ''"
		}
		all = append(all, c)
	}
	return all, false, nil
}

// languagesLike are the languages of reviews, as they are written, that are a language or narrower: "en" is also en-GB. There
// are few, which the index on them is asked for one after the other.
func languagesLike(db *gorm.DB, language string) ([]string, error) {
	var all, like []string
	err := db.Raw(`WITH RECURSIVE known (language) AS (
		SELECT MIN(language) FROM reviews WHERE language <> ''
		UNION ALL SELECT (SELECT MIN(reviews.language) FROM reviews WHERE reviews.language <> '' AND reviews.language > known.language) FROM known WHERE known.language IS NOT NULL
	) SELECT language FROM known WHERE language IS NOT NULL`).Scan(&all).Error
	tag := strings.ToLower(language)
	for _, l := range all {
		if lower := strings.ToLower(l); lower == tag || strings.HasPrefix(lower, tag+"-") {
			like = append(like, l)
		}
	}
	return like, err
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
