package models

import (
	"strings"

	"gorm.io/gorm"
)

// reserve implements bulkEngine. There is nothing to keep free: ids are given on from the highest that there has been.
func (sqliteEngine) reserve(t turn, table string, _ int) (int64, error) {
	var last int64
	_, err := t.ask("SELECT seq FROM sqlite_sequence WHERE name = ?", []any{table}, &last)
	return last + 1, err
}

// onDays implements bulkEngine.
func (sqliteEngine) onDays(n int) string {
	return `SELECT reviews.id, reviews.film_id, reviews.published, COALESCE(reviews.outlet_id, 0), COALESCE(v.critic_id, 0), COALESCE(v.name, ''), v.role IS NOT NULL
		FROM reviews LEFT JOIN review_voices AS v ON v.review_id = reviews.id AND v.role = 'author'
		WHERE (reviews.film_id, reviews.published) IN (VALUES (?, ?)` + strings.Repeat(", (?, ?)", n-1) + `)
		AND reviews.source_id = '' ORDER BY reviews.id, v.position`
}

// load implements bulkEngine; foreign keys are not checked in a bulk unit.
func (sqliteEngine) load(turn) error { return nil }

// continueIDs implements bulkEngine. It is for the tables alone whose ids are never given again; the others go on behind
// the highest id.
func (sqliteEngine) continueIDs(t turn, table string, ids bool, from *gorm.DB) error {
	if !ids {
		return nil
	}
	last, err := engineOf(from).lastID(from, table)
	if err != nil {
		return err
	}
	if err := t.exec("DELETE FROM sqlite_sequence WHERE name = ?", table); err != nil {
		return err
	}
	return t.exec("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", table, last)
}

// lastID implements bulkEngine.
func (sqliteEngine) lastID(db *gorm.DB, table string) (last int64, err error) {
	err = db.Raw("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = ?", table).Scan(&last).Error
	return last, err
}
