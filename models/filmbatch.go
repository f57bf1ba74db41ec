package models

import (
	"context"
	"strconv"
	"strings"

	"gorm.io/gorm"
)

// FilmsNamed reads the films that the refs name, in their order; refs that name none are missing.
func (s *Store) FilmsNamed(ctx context.Context, refs []Ref) (films []Film, missing []Ref, err error) {
	db := s.readOf(ctx)
	outside, err := filmsByOutsideID(db, refs)
	if err != nil {
		return nil, nil, err
	}
	var ids []int64
	var slugs []string
	for _, r := range refs {
		if id, err := strconv.ParseInt(string(r), 10, 64); err == nil {
			ids = append(ids, id)
		} else if id, found := outside[r]; found {
			ids = append(ids, id)
		} else if storable(string(r)) {
			slugs = append(slugs, string(r))
		}
	}
	var rows []Film
	if err := db.Where("id IN ? OR slug IN ?", ids, slugs).Find(&rows).Error; err != nil {
		return nil, nil, err
	}
	named := make(map[Ref]*Film, 2*len(rows))
	for i := range rows {
		named[Ref(strconv.FormatInt(rows[i].ID, 10))], named[Ref(rows[i].Slug)] = &rows[i], &rows[i]
	}
	for _, r := range refs {
		by := r
		if id, found := outside[r]; found {
			by = Ref(strconv.FormatInt(id, 10))
		} else if id, err := strconv.ParseInt(string(r), 10, 64); err == nil {
			by = Ref(strconv.FormatInt(id, 10)) // "+7" and "007" are film 7 in a path, too
		}
		if f := named[by]; f != nil {
			films = append(films, *f)
			restOn(ctx, f.ID)
		} else {
			missing = append(missing, r)
			restOnAll(ctx)
		}
	}
	return films, missing, nil
}

// filmsByOutsideID finds the films that the outside ids among the refs name.
func filmsByOutsideID(db *gorm.DB, refs []Ref) (map[Ref]int64, error) {
	any := db.Where("1 = 0")
	asked := false
	for _, r := range refs {
		if namespace, value, found := strings.Cut(string(r), ":"); found && storable(value) {
			any, asked = any.Or("namespace = ? AND value = ?", namespace, value), true
		}
	}
	found := map[Ref]int64{}
	if !asked {
		return found, nil
	}
	var rows []struct {
		Namespace, Value string
		FilmID           int64
	}
	err := db.Table("film_ids").Where(any).Find(&rows).Error
	for _, row := range rows {
		found[Ref(row.Namespace+":"+row.Value)] = row.FilmID
	}
	return found, err
}
