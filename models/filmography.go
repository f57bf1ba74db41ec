package models

import (
	"context"

	"gorm.io/gorm"
)

var filmographyList = listing[Film]{
	orders: map[string]order[Film]{
		"year":  {"films.year", "", func(f *Film) any { return int64(f.Year) }, int64(0)},
		"title": {"films.sort_title", "", func(f *Film) any { return f.SortTitle }, nil},
	},
	initial: "-year",
	id:      "films.id",
	key:     func(f *Film) int64 { return f.ID },
}

// Filmography reads a page of the films that credit a person, in a role when one is given, and that person's credits in
// them, by film.
func (s *Store) Filmography(ctx context.Context, person int64, role string, list List) (Page[Film], map[int64][]Credit, error) {
	db := s.read(ctx)
	parts := db.Table("film_credits").Where("film_credits.person_id = ?", person)
	if role != "" {
		parts = parts.Where("film_credits.role = ?", role)
	}
	q, err := lookup{rows: parts.Select("film_credits.film_id").Session(&gorm.Session{}), key: "film_id"}.narrow(db, db.Table("films"), "films.id", s.few)
	if err != nil {
		return Page[Film]{}, nil, err
	}
	page, err := filmographyList.page(q, list)
	if err != nil {
		return page, nil, err
	}
	ids := make([]int64, len(page.Items))
	for i := range page.Items {
		ids[i] = page.Items[i].ID
	}
	var rows []Credit
	err = db.Table("film_credits").Where("person_id = ? AND film_id IN ?", person, ids).Order("film_id, position").Find(&rows).Error
	credits := make(map[int64][]Credit, len(ids))
	for _, c := range rows {
		if role == "" || c.Role == role {
			credits[c.FilmID] = append(credits[c.FilmID], c)
		}
	}
	return page, credits, err
}
