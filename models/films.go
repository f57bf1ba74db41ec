package models

import (
	"context"
	"slices"
	"strconv"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"reelscore/internal/fault"
	"reelscore/rating"
)

// Film is one film. Empty texts, zero years and zero minutes are unknown.
type Film struct {
	ID            int64
	Slug          string
	Title         string
	SortTitle     string
	OriginalTitle string
	Year          int
	Released      Date
	Runtime       int // minutes
	Tagline       string
	Synopsis      string
	Languages     []string          `gorm:"serializer:json"` // BCP 47
	Countries     []string          `gorm:"serializer:json"` // ISO 3166-1 alpha-2
	Genres        []string          `gorm:"serializer:json"` // canonical names, see Genres
	ExternalIDs   map[string]string `gorm:"serializer:json"` // namespace -> value
	Videos        []Video           `gorm:"serializer:json"`
	Links         []Link            `gorm:"serializer:json"`
	// Placeholder tells that the title stands for one that is not known yet.
	Placeholder bool
	Stamp
}

// texts are what the film is found by.
func (f *Film) texts() (title, body string) {
	return f.Title + "\n" + f.OriginalTitle, f.Tagline + "\n" + f.Synopsis
}

// Video is a moving picture about a film: a trailer, a clip, a video review.
type Video struct {
	Kind  string `json:"kind"`
	Site  string `json:"site"`
	Key   string `json:"key"`
	URL   string `json:"url"`
	Title string `json:"title"`
}

// Link is a page about something.
type Link struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

// FilmFilter narrows a list of films; zero values do not.
type FilmFilter struct {
	Genres, NotGenres      []string
	YearFrom, YearTo       int
	RuntimeFrom, RuntimeTo int
	Person                 Ref
	Role                   string
	Outlet                 Ref
	ScoreFrom, ScoreTo     *rating.Score
	SpreadFrom, SpreadTo   *rating.Score
	RatedFrom              int
	Verdict                string
}

// filmRow is a film with the figures of its rollup that lists sort by.
type filmRow struct {
	Film
	Mean, Bayes, Spread, Reviews int64
}

var filmList = listing[filmRow]{
	orders: map[string]order[filmRow]{
		"added":   {"films.id", "", func(f *filmRow) any { return f.ID }, nil},
		"title":   {"films.sort_title", "", func(f *filmRow) any { return f.SortTitle }, nil},
		"year":    {"films.year", "", func(f *filmRow) any { return int64(f.Year) }, int64(0)},
		"score":   {"film_scores.mean", "film_scores.film_id", func(f *filmRow) any { return f.Mean }, int64(-1)},
		"bayes":   {"film_scores.bayes", "film_scores.film_id", func(f *filmRow) any { return f.Bayes }, int64(-1)},
		"spread":  {"film_scores.spread", "film_scores.film_id", func(f *filmRow) any { return f.Spread }, int64(-1)},
		"reviews": {"film_scores.reviews", "film_scores.film_id", func(f *filmRow) any { return f.Reviews }, nil},
	},
	initial: "-added",
	id:      "films.id",
	key:     func(f *filmRow) int64 { return f.ID },
}

// Films reads a page of films.
func (s *Store) Films(ctx context.Context, f FilmFilter, list List) (Page[Film], error) {
	db := s.read(ctx)
	q := db.Table("films").Joins("JOIN film_scores ON film_scores.film_id = films.id").
		Select("films.*, film_scores.mean, film_scores.bayes, film_scores.spread, film_scores.reviews")
	for _, g := range f.NotGenres {
		q = q.Where("NOT EXISTS (SELECT 1 FROM film_genres WHERE genre = ? AND film_id = films.id)", genreKey(g))
	}
	for _, lookup := range f.lookups(db) {
		var err error
		if q, err = lookup.narrow(db, q, "films.id", s.few); err != nil {
			return Page[Film]{}, err
		}
	}
	q, err := narrowBy(db, q, filmList.column(list.Sort), "films.id", s.few, f.conditions())
	if err != nil {
		return Page[Film]{}, err
	}
	rows, err := filmList.page(q, list)
	page := Page[Film]{Next: rows.Next, Total: rows.Total, Items: make([]Film, len(rows.Items))}
	for i := range rows.Items {
		page.Items[i] = rows.Items[i].Film
	}
	return page, err
}

// lookups are the filters that another table answers.
func (f FilmFilter) lookups(db *gorm.DB) []lookup {
	var lookups []lookup
	for _, g := range f.Genres {
		lookups = append(lookups, lookup{rows: db.Table("film_genres").Select("film_id").Where("genre = ?", genreKey(g)), key: "film_id"})
	}
	if f.Person != "" {
		person := f.Person.where(db.Table("people").Select("people.id"), "people", personByOutsideID)
		credits := db.Table("film_credits").Select("film_id").Where("person_id = (?)", person)
		if f.Role != "" {
			credits = credits.Where("role = ?", f.Role)
		}
		lookups = append(lookups, lookup{rows: credits, key: "film_id"})
	}
	if f.Outlet != "" {
		outlet := f.Outlet.where(db.Table("outlets").Select("outlets.id"), "outlets", "")
		reviews := db.Table("reviews").Select("film_id").Session(&gorm.Session{})
		lookups = append(lookups, lookup{
			rows: reviews.Where("outlet_id = (?)", outlet), key: "film_id",
			// The sum keeps SQLite from going through all reviews of the outlet for each film.
			walked: reviews.Where("outlet_id + 0 = (?)", outlet),
		})
	}
	return lookups
}

// conditions are the filters on figures.
func (f FilmFilter) conditions() []condition {
	given := func(n int) *int64 {
		if n == 0 {
			return nil
		}
		bound := int64(n)
		return &bound
	}
	all := slices.Concat(
		between("films", "id", "films.year", 1, given(f.YearFrom), given(f.YearTo)),
		between("films", "id", "films.runtime", 1, given(f.RuntimeFrom), given(f.RuntimeTo)),
		between("film_scores", "film_id", "film_scores.mean", 0, points(f.ScoreFrom), points(f.ScoreTo)),
		between("film_scores", "film_id", "film_scores.spread", 0, points(f.SpreadFrom), points(f.SpreadTo)),
	)
	if f.RatedFrom > 0 { // There is an index on the number of reviews, which is never less.
		all = append(all, condition{
			indexed: "film_scores.reviews >= ? AND film_scores.rated >= ?", stretches: []string{"film_scores.reviews"},
			walked: "film_scores.reviews + 0 >= ? AND film_scores.rated >= ?", args: []any{f.RatedFrom, f.RatedFrom}, table: "film_scores", key: "film_id",
		})
	}
	if f.Verdict != "" {
		all = append(all, condition{
			indexed: "film_scores.verdict = ?", stretches: []string{"film_scores.mean"}, walked: "film_scores.verdict || '' = ?", args: []any{f.Verdict}, table: "film_scores", key: "film_id",
		})
	}
	return all
}

// Film reads the film that ref names.
func (s *Store) Film(ctx context.Context, ref Ref) (Film, error) {
	f, err := one[Film](s.readOf(ctx), ref, "films", filmByOutsideID, "film")
	restOn(ctx, f.ID)
	return f, err
}

// CreateFilm stores a new film with its credits, and gives it its id and slug.
func (s *Store) CreateFilm(ctx context.Context, f *Film, credits []Credit) error {
	return s.write(ctx, func(tx *gorm.DB) error { return s.createFilm(tx, f, credits) })
}

// createFilm is CreateFilm in the caller's transaction.
func (s *Store) createFilm(tx *gorm.DB, f *Film, credits []Credit) error {
	words := f.Title
	if f.Year != 0 {
		words += " " + strconv.Itoa(f.Year)
	}
	var err error
	if f.Slug, err = freeSlug(tx, "films", words); err != nil {
		return err
	}
	f.ID, f.Stamp, f.SortTitle = 0, s.born(), sortKey(f.Title)
	if err := tx.Create(f).Error; err != nil {
		return err
	}
	if err := s.startScore(tx, f.ID); err != nil {
		return err
	}
	if err := s.keepFilmLookups(tx, f, credits); err != nil {
		return err
	}
	return s.note(tx, "film", f.ID, f.ID, Created, f.Version)
}

// UpdateFilm changes a film: edit gets the stored film and its credits and returns the credits to keep. The version is
// the one that the client saw, or AnyVersion.
func (s *Store) UpdateFilm(ctx context.Context, ref Ref, version int64, edit func(*Film, []Credit) ([]Credit, error)) (Film, error) {
	var f Film
	err := s.write(ctx, func(tx *gorm.DB) error {
		var err error
		if f, err = one[Film](tx, ref, "films", filmByOutsideID, "film"); err != nil {
			return err
		}
		if err := fresh(f.Version, version); err != nil {
			return err
		}
		stored, err := creditsOf(tx, f.ID)
		if err != nil {
			return err
		}
		id, slug, title, stamp := f.ID, f.Slug, f.Title, s.changed(f.Stamp)
		credits, err := edit(&f, stored[f.ID])
		if err != nil {
			return err
		}
		f.Placeholder = f.Placeholder && f.Title == title
		f.ID, f.Slug, f.Stamp, f.SortTitle = id, slug, stamp, sortKey(f.Title)
		if err := tx.Select("*").Updates(&f).Error; err != nil {
			return err
		}
		if err := s.keepFilmLookups(tx, &f, credits); err != nil {
			return err
		}
		return s.note(tx, "film", f.ID, f.ID, Updated, f.Version)
	})
	return f, err
}

// DeleteFilm deletes a film without reviews; one that has some is a conflict.
func (s *Store) DeleteFilm(ctx context.Context, ref Ref, version int64) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		f, err := one[Film](tx, ref, "films", filmByOutsideID, "film")
		if err != nil {
			return err
		}
		if err := fresh(f.Version, version); err != nil {
			return err
		}
		var reviews int64
		if err := tx.Table("reviews").Where("film_id = ?", f.ID).Count(&reviews).Error; err != nil {
			return err
		}
		if reviews > 0 {
			return fault.New(fault.Conflict, "The film has %s; move what there is to another film, or delete it, first.", fault.Count(reviews, "review"))
		}
		if err := tx.Delete(&f).Error; err != nil {
			return err
		}
		if err := unindex(tx, filmText, f.ID); err != nil {
			return err
		}
		return s.note(tx, "film", f.ID, f.ID, Deleted, f.Version)
	})
}

// keepFilmLookups writes what finds a film again: genres, outside ids, credits, search.
func (s *Store) keepFilmLookups(tx *gorm.DB, f *Film, credits []Credit) error {
	for _, table := range []string{"film_genres", "film_credits"} {
		if err := tx.Exec("DELETE FROM "+table+" WHERE film_id = ?", f.ID).Error; err != nil {
			return err
		}
	}
	for _, g := range f.Genres {
		row := map[string]any{"film_id": f.ID, "genre": genreKey(g)}
		if err := tx.Table("film_genres").Clauses(clause.OnConflict{DoNothing: true}).Create(row).Error; err != nil {
			return err
		}
	}
	if err := keepOutsideIDs(tx, filmIDs, f.ID, f.ExternalIDs); err != nil {
		return err
	}
	if err := keepTitles(tx, f); err != nil {
		return err
	}
	if err := s.keepCredits(tx, f.ID, credits); err != nil {
		return err
	}
	title, body := f.texts()
	return index(tx, filmText, f.ID, title, body)
}
