package models

import (
	"context"

	"gorm.io/gorm"
)

// Similar is a film that reviews name in one breath with another ("see it if you liked ...").
type Similar struct {
	// Film is nil when the title that reviews give is not that of a known film.
	Film  *Film
	Title string
	// Reviews is how many reviews say so: Here of them review the film that was asked about and name this one, There review
	// this one and name that.
	Reviews, Here, There int64
	Evidence             []Likening
}

// Likening is one review that names two films in one breath.
type Likening struct {
	ReviewID int64
	// FilmID is the film that the review is about.
	FilmID     int64
	OutletID   int64
	OutletSlug string
	OutletName string
	Title, URL string // of the review
	LikedTitle string // the other film, as the review names it
	Name       string `json:"-"` // of the group, see similarGroups
	OtherID    int64
}

// likenings lists, for a film given three times, which other film (0 when it is not known, and then its folded title)
// is named with it in which review.
const likenings = `WITH likenings AS (
	SELECT COALESCE(review_likes.film_id, 0) AS other_id, CASE WHEN review_likes.film_id IS NULL THEN LOWER(review_likes.title) ELSE '' END AS name,
		review_likes.title AS liked_title, reviews.id AS review_id, 1 AS here
	FROM reviews JOIN review_likes ON review_likes.review_id = reviews.id
	WHERE reviews.film_id = ? AND COALESCE(review_likes.film_id, 0) <> reviews.film_id
	UNION ALL
	SELECT reviews.film_id, '', review_likes.title, reviews.id, 0
	FROM review_likes JOIN reviews ON reviews.id = review_likes.review_id
	WHERE review_likes.film_id = ? AND reviews.film_id <> review_likes.film_id
)`

// evidencePerFilm is how many reviews are shown for each similar film, the newest first.
const evidencePerFilm = 5

// Similar ranks the films that reviews name in one breath with a film, by the number of those reviews.
func (s *Store) Similar(ctx context.Context, ref Ref, limit int) ([]Similar, error) {
	film, err := s.FilmID(ctx, ref)
	if err != nil {
		return nil, err
	}
	db := s.read(ctx)
	var groups []struct {
		OtherID              int64
		Name, LikedTitle     string
		Reviews, Here, There int64
	}
	err = db.Raw(likenings+`SELECT other_id, name, MAX(liked_title) AS liked_title, COUNT(DISTINCT review_id) AS reviews,
		COUNT(DISTINCT CASE WHEN here = 1 THEN review_id END) AS here, COUNT(DISTINCT CASE WHEN here = 0 THEN review_id END) AS there
		FROM likenings GROUP BY other_id, name ORDER BY reviews DESC, other_id = 0, other_id, name LIMIT ?`, film, film, limit).Scan(&groups).Error
	if err != nil || len(groups) == 0 {
		return []Similar{}, err
	}
	similar := make([]Similar, len(groups))
	at := make(map[likened]int, len(groups))
	for i, g := range groups {
		similar[i] = Similar{Title: g.LikedTitle, Reviews: g.Reviews, Here: g.Here, There: g.There}
		at[likened{g.OtherID, g.Name}] = i
	}
	if err := nameFilms(db, similar, at); err != nil {
		return nil, err
	}
	var evidence []Likening
	err = db.Raw(likenings+`SELECT ranked.*, reviews.film_id, reviews.title, reviews.url, COALESCE(outlets.id, 0) AS outlet_id,
		COALESCE(outlets.slug, '') AS outlet_slug, COALESCE(outlets.name, '') AS outlet_name
		FROM (SELECT other_id, name, liked_title, review_id, ROW_NUMBER() OVER (PARTITION BY other_id, name ORDER BY review_id DESC) AS place
			FROM likenings WHERE other_id IN ? OR (other_id = 0 AND name IN ?)) AS ranked
		JOIN reviews ON reviews.id = ranked.review_id LEFT JOIN outlets ON outlets.id = reviews.outlet_id
		WHERE ranked.place <= ? ORDER BY ranked.review_id DESC`, film, film, others(at), names(at), evidencePerFilm).Scan(&evidence).Error
	for _, e := range evidence {
		if i, found := at[likened{e.OtherID, e.Name}]; found {
			similar[i].Evidence = append(similar[i].Evidence, e)
		}
	}
	return similar, err
}

// likened is the other film by its id, or by its folded title when it is not known.
type likened struct {
	film int64
	name string
}

func others(at map[likened]int) []int64 {
	ids := []int64{}
	for l := range at {
		if l.film != 0 {
			ids = append(ids, l.film)
		}
	}
	return ids
}

func names(at map[likened]int) []string {
	names := []string{}
	for l := range at {
		if l.film == 0 {
			names = append(names, l.name)
		}
	}
	return names
}

// nameFilms fills in the similar films that are known.
func nameFilms(db *gorm.DB, similar []Similar, at map[likened]int) error {
	var films []Film
	if err := db.Select("id", "slug", "title", "year").Where("id IN ?", others(at)).Find(&films).Error; err != nil {
		return err
	}
	for i := range films {
		place := at[likened{film: films[i].ID}]
		similar[place].Film, similar[place].Title = &films[i], films[i].Title
	}
	return nil
}
