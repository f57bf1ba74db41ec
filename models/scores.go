package models

import "gorm.io/gorm"

// startScore gives a new film its rollup row: no reviews yet.
func (s *Store) startScore(tx *gorm.DB, film int64) error {
	return tx.Exec("INSERT INTO film_scores (film_id, tally, updated_at) VALUES (?, x'', ?)", film, s.now().UnixMilli()).Error
}
