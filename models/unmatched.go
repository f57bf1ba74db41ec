package models

import (
	"context"

	"reelscore/internal/fault"
)

// MatchCandidate is a film that a row may mean, with the reason in words.
type MatchCandidate struct {
	Film   int64  `json:"film"`
	Slug   string `json:"slug"`
	Title  string `json:"title"`
	Year   int    `json:"year,omitempty"`
	Reason string `json:"reason"`
}

// Unmatched is a row whose film a person has to name.
type Unmatched struct {
	ImportID   int64
	RowNumber  int64
	HintKey    string // rows with the same one mean the same film
	Occurrence int
	Record     string           // JSON
	Candidates []MatchCandidate `gorm:"serializer:json"`
	// Status is empty until the row is settled.
	Status           RowStatus
	FilmID, ReviewID int64
}

// TableName implements GORM's Tabler.
func (Unmatched) TableName() string { return "import_unmatched" }

// KeepUnmatched keeps a row until somebody names its film.
func (b *Batch) KeepUnmatched(u *Unmatched) error {
	candidates, err := jsonText(orNone(u.Candidates))
	if err != nil {
		return err
	}
	return b.exec("INSERT INTO import_unmatched (import_id, row_number, hint_key, occurrence, record, candidates) VALUES (?, ?, ?, ?, ?, ?)",
		u.ImportID, u.RowNumber, u.HintKey, u.Occurrence, u.Record, candidates)
}

// OpenRows reads the rows of an import that mean the same film as row does and are not settled, itself first.
func (b *Batch) OpenRows(id, row int64) ([]Unmatched, error) {
	var first, rows []Unmatched
	if err := b.tx.Where("import_id = ? AND row_number = ?", id, row).Find(&first).Error; err != nil {
		return nil, err
	}
	if len(first) == 0 {
		return nil, fault.New(fault.NotFound, "Row %d of import %d is not one that waits for its film to be named.", row, id)
	}
	if first[0].Status != "" {
		return nil, fault.New(fault.Conflict, "Row %d was settled already; change its review instead.", row)
	}
	err := b.tx.Where("import_id = ? AND hint_key = ? AND status = ''", id, first[0].HintKey).Order("row_number").Find(&rows).Error
	return rows, err
}

// Settle keeps what became of a row when its film was named.
func (b *Batch) Settle(u *Unmatched, status RowStatus, film, review int64) error {
	if err := b.exec("UPDATE import_unmatched SET status = ?, film_id = ?, review_id = ? WHERE import_id = ? AND row_number = ?",
		string(status), film, review, u.ImportID, u.RowNumber); err != nil {
		return err
	}
	return b.exec("UPDATE imports SET unmatched = unmatched - 1, "+string(status)+" = "+string(status)+" + 1, version = version + 1, updated_at = ? WHERE id = ?", b.now, u.ImportID)
}

func (s *Store) settledRows(ctx context.Context, id int64) (map[int64]Unmatched, error) {
	var rows []Unmatched
	err := s.read(ctx).Select("import_id, row_number, status, film_id, review_id").Where("import_id = ? AND status <> ''", id).Find(&rows).Error
	settled := make(map[int64]Unmatched, len(rows))
	for _, r := range rows {
		settled[r.RowNumber] = r
	}
	return settled, err
}

// CandidatesOf reads the films that unmatched rows of an import may mean, by row.
func (s *Store) CandidatesOf(ctx context.Context, id int64, rows []int64) (map[int64][]MatchCandidate, error) {
	var found []Unmatched
	err := s.read(ctx).Select("import_id, row_number, candidates").Where("import_id = ? AND row_number IN ? AND status = ''", id, rows).Find(&found).Error
	by := make(map[int64][]MatchCandidate, len(found))
	for _, u := range found {
		by[u.RowNumber] = u.Candidates
	}
	return by, err
}
