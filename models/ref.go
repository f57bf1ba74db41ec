package models

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// Ref is how an address names a row: by its id ("12"), its slug ("her-2013") or, for films and people, an outside id
// ("imdb:tt1798709").
type Ref string

// refOf names a row by its id.
func refOf(id int64) Ref { return Ref(strconv.FormatInt(id, 10)) }

// condition holds for the row that the ref names. outside is the lookup of outside ids, empty where there is none.
func (r Ref) condition(table, outside string) (text string, args []any) {
	if !storable(string(r)) {
		return "1 = 0", nil
	}
	if id, err := strconv.ParseInt(string(r), 10, 64); err == nil {
		return table + ".id = ?", []any{id}
	}
	if namespace, value, found := strings.Cut(string(r), ":"); found && outside != "" {
		return table + ".id = (" + outside + ")", []any{namespace, value}
	}
	return table + ".slug = ?", []any{string(r)}
}

// where narrows q to the row that the ref names.
func (r Ref) where(q *gorm.DB, table, outside string) *gorm.DB {
	text, args := r.condition(table, outside)
	return q.Where(text, args...)
}

// storable tells whether a text can be one that is stored. PostgreSQL refuses to look for any other.
func storable(text string) bool {
	return utf8.ValidString(text) && strings.IndexByte(text, 0) < 0
}

// longestName is how many bytes of a name that names nothing are repeated.
const longestName = 200

// missing tells that there is no such row, and what was taken for its name: a title that is a number is not found by it.
func (r Ref) missing(noun, outside string) error {
	kind := "slug"
	if _, err := strconv.ParseInt(string(r), 10, 64); err == nil {
		kind = "id"
	} else if strings.Contains(string(r), ":") && outside != "" {
		kind = "outside id"
	}
	name := string(r)
	if len(name) > longestName {
		name = strings.ToValidUTF8(name[:longestName], "") + "..."
	}
	return fault.New(fault.NotFound, "There is no %s with the %s %q; GET /v1/search finds it by its name.", noun, kind, name)
}

// filmByOutsideID finds a film's id by namespace and value.
const filmByOutsideID = "SELECT film_id FROM film_ids WHERE namespace = ? AND value = ?"

// one reads the row that ref names.
func one[T any](db *gorm.DB, ref Ref, table, outside, noun string) (T, error) {
	var row T
	found := ref.where(db.Table(table), table, outside).Limit(1).Find(&row)
	if found.Error == nil && found.RowsAffected == 0 {
		return row, ref.missing(noun, outside)
	}
	return row, found.Error
}

// idOf is the id of the row that ref names; zero for none.
func idOf(db *gorm.DB, ref Ref, table, outside string) (int64, error) {
	condition, args := ref.condition(table, outside)
	var id int64
	err := db.Raw("SELECT id FROM "+table+" WHERE "+condition, args...).Row().Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return id, err
}

// FilmID is the id of the film that ref names.
func (s *Store) FilmID(ctx context.Context, ref Ref) (int64, error) {
	id, err := idOf(s.readOf(ctx), ref, "films", filmByOutsideID)
	restOn(ctx, id)
	if err == nil && id == 0 {
		err = ref.missing("film", filmByOutsideID)
	}
	return id, err
}
