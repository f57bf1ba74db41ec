package models

import (
	"cmp"
	"strings"

	"gorm.io/gorm"
)

// FoundReview is what a search shows of a review, beside the snippet.
type FoundReview struct {
	ID        int64
	Title     string
	URL       string
	Published string
	Score     int64 // thousandths; -1 for none
	Verdict   string
	Spoiler   bool
}

// describe reads the rows that were found, with one query for each kind among them, and marks what was searched for.
func describe(db *gorm.DB, found []ranked, phrases []phrase) ([]Hit, error) {
	ids := map[textKind][]int64{}
	for _, f := range found {
		kind, id := textOf(f.Rowid)
		ids[kind] = append(ids[kind], id)
	}
	rows := map[int64]Hit{}
	for kind, read := range [...]func(*gorm.DB, []int64, []phrase, map[int64]Hit) error{
		filmText: foundFilms, personText: foundPeople, outletText: foundOutlets, criticText: foundCritics, reviewText: foundReviews,
	} {
		if k := textKind(kind); len(ids[k]) > 0 {
			if err := read(db, ids[k], phrases, rows); err != nil {
				return nil, err
			}
		}
	}
	hits := make([]Hit, 0, len(found))
	for _, f := range found {
		// A row that was deleted between the two queries is left out.
		if h, there := rows[f.Rowid]; there {
			kind, _ := textOf(f.Rowid)
			h.Kind = kindNames[kind]
			hits = append(hits, h)
		}
	}
	return hits, nil
}

func foundFilms(db *gorm.DB, ids []int64, phrases []phrase, hits map[int64]Hit) error {
	var rows []Film
	err := db.Where("id IN ?", ids).Find(&rows).Error
	for i := range rows {
		f := &rows[i]
		hits[filmText.rowid(f.ID)] = Hit{Film: f, Title: mark(f.Title, phrases), Snippet: snippet([]string{f.Tagline, f.Synopsis, f.OriginalTitle}, phrases)}
	}
	return err
}

func foundPeople(db *gorm.DB, ids []int64, phrases []phrase, hits map[int64]Hit) error {
	var rows []Person
	err := db.Table("people").Where("id IN ?", ids).Find(&rows).Error
	for i := range rows {
		p := &rows[i]
		hits[personText.rowid(p.ID)] = Hit{Person: p, Title: mark(p.Name, phrases), Snippet: snippet([]string{p.Bio}, phrases)}
	}
	return err
}

func foundOutlets(db *gorm.DB, ids []int64, phrases []phrase, hits map[int64]Hit) error {
	var rows []Outlet
	err := db.Where("id IN ?", ids).Find(&rows).Error
	for i := range rows {
		o := &rows[i]
		hits[outletText.rowid(o.ID)] = Hit{Outlet: o, Title: mark(o.Name, phrases), Snippet: snippet([]string{o.Description}, phrases)}
	}
	return err
}

func foundCritics(db *gorm.DB, ids []int64, phrases []phrase, hits map[int64]Hit) error {
	var rows []Critic
	err := db.Where("id IN ?", ids).Find(&rows).Error
	for i := range rows {
		c := &rows[i]
		hits[criticText.rowid(c.ID)] = Hit{Critic: c, Title: mark(c.Name, phrases), Snippet: snippet([]string{c.Bio}, phrases)}
	}
	return err
}

// foundReviews reads reviews with their films, outlets and voices. Texts that the rights of a review do not let be shown
// are not even read.
func foundReviews(db *gorm.DB, ids []int64, phrases []phrase, hits map[int64]Hit) error {
	var rows []struct {
		FoundReview
		Body, Excerpt, RatingBlurb string

		FilmID              int64
		FilmSlug, FilmTitle string
		FilmYear            int

		OutletID               int64
		OutletSlug, OutletName string
	}
	err := db.Table("reviews").Where("reviews.id IN ?", ids).
		Joins("JOIN films ON films.id = reviews.film_id").Joins("LEFT JOIN outlets ON outlets.id = reviews.outlet_id").
		Select(`reviews.id, reviews.title, reviews.url, reviews.published, reviews.score, reviews.verdict, reviews.spoiler, reviews.rating_blurb,
			CASE WHEN reviews.rights = 'full' THEN reviews.body ELSE '' END AS body,
			CASE WHEN reviews.rights <> 'link' THEN reviews.excerpt ELSE '' END AS excerpt,
			films.id AS film_id, films.slug AS film_slug, films.title AS film_title, films.year AS film_year,
			COALESCE(outlets.id, 0) AS outlet_id, COALESCE(outlets.slug, '') AS outlet_slug, COALESCE(outlets.name, '') AS outlet_name`).
		Find(&rows).Error
	if err != nil {
		return err
	}
	names, err := voiceNames(db, ids...)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		h := Hit{Review: &r.FoundReview, Film: &Film{ID: r.FilmID, Slug: r.FilmSlug, Title: r.FilmTitle, Year: r.FilmYear}}
		if r.OutletID != 0 {
			h.Outlet = &Outlet{Named: Named{ID: r.OutletID, Slug: r.OutletSlug, Name: r.OutletName}}
		}
		h.Title = mark(cmp.Or(r.Title, r.FilmTitle), phrases)
		h.Snippet = snippet([]string{r.Body, r.Excerpt, r.RatingBlurb, strings.Join(names[r.ID], ", ")}, phrases)
		hits[reviewText.rowid(r.ID)] = h
	}
	return nil
}
