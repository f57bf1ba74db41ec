package models

import (
	"context"

	"gorm.io/gorm"
)

// FilmHint is what somebody else knows of a film: enough, perhaps, to find it among ours.
type FilmHint struct {
	ExternalIDs   map[string]string // namespace -> value
	Title         string
	OriginalTitle string
	Year          int
	Directors     []string
}

// Candidate is a film that a hint may mean, with what tells it from others of its title.
type Candidate struct {
	Film      Film
	Directors []string
	// ByID tells that one of the hint's outside ids is the film's.
	ByID bool
}

// candidates finds the films that share an outside id or a title with the hint. Whether one of them is meant, and which,
// is for the caller to decide.
func candidates(tx *gorm.DB, h FilmHint) ([]Candidate, error) {
	known := map[int64]bool{}
	ids := []int64{}
	for namespace, value := range h.ExternalIDs {
		id, err := idOf(tx, Ref(namespace+":"+value), "films", filmByOutsideID)
		if err != nil {
			return nil, err
		}
		if id != 0 {
			known[id] = true
			ids = append(ids, id)
		}
	}
	keys := []string{}
	for _, title := range []string{h.Title, h.OriginalTitle} {
		if title != "" {
			keys = append(keys, TitleKey(title))
		}
	}
	var films []Film
	err := tx.Table("films").Where("id IN ? OR id IN (SELECT film_id FROM film_titles WHERE title_key IN ?)", ids, keys).Order("id").Find(&films).Error
	if err != nil {
		return nil, err
	}
	ids = ids[:0]
	for i := range films {
		ids = append(ids, films[i].ID)
	}
	credits, err := creditsOf(tx, ids...)
	if err != nil {
		return nil, err
	}
	found := make([]Candidate, len(films))
	for i, f := range films {
		found[i] = Candidate{Film: f, ByID: known[f.ID]}
		for _, c := range credits[f.ID] {
			if c.Role == "director" {
				found[i].Directors = append(found[i].Directors, c.Name)
			}
		}
	}
	return found, nil
}

// FilmCandidates reads the films that a hint may mean.
func (s *Store) FilmCandidates(ctx context.Context, h FilmHint) ([]Candidate, error) {
	return candidates(s.read(ctx), h)
}
