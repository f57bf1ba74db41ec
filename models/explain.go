package models

import (
	"context"

	"reelscore/rating"
)

// CountedReviews reads what every review of a film adds to its score, and their ids, in the order of the ids.
func (s *Store) CountedReviews(ctx context.Context, film int64) (ids []int64, entries []rating.Entry, err error) {
	restOn(ctx, film)
	rows, err := s.readOf(ctx).Raw("SELECT reviews.id, "+countedColumns+` FROM reviews LEFT JOIN outlets ON outlets.id = reviews.outlet_id
		WHERE reviews.film_id = ? ORDER BY reviews.id`, film).Rows()
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var r countedRow
		if err := rows.Scan(&id, &r.Scale, &r.Score, &r.Verdict, &r.Weight); err != nil {
			return nil, nil, err
		}
		ids, entries = append(ids, id), append(entries, r.entry())
	}
	return ids, entries, rows.Err()
}

// Source is where a rating in a film's score comes from.
type Source struct {
	ReviewID   int64
	URL        string
	OutletID   int64 // 0 for none
	OutletSlug string
	OutletName string
	Raw        string
	Flags      rating.Flags
	Critics    []string `gorm:"-"`
}

// Sources reads where the ratings of reviews come from, by review. The films of the reviews have been read before.
func (s *Store) Sources(ctx context.Context, reviews []int64) (map[int64]Source, error) {
	sources := make(map[int64]Source, len(reviews))
	var rows []Source
	db := s.readOf(ctx)
	err := db.Raw(`SELECT reviews.id AS review_id, reviews.url, COALESCE(outlets.id, 0) AS outlet_id, COALESCE(outlets.slug, '') AS outlet_slug,
		COALESCE(outlets.name, '') AS outlet_name, reviews.rating_raw AS raw, reviews.rating_flags AS flags
		FROM reviews LEFT JOIN outlets ON outlets.id = reviews.outlet_id WHERE reviews.id IN ?`, reviews).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	var critics []struct {
		ReviewID int64
		Name     string
	}
	err = db.Raw(`SELECT review_voices.review_id, COALESCE(critics.name, review_voices.name) AS name
		FROM review_voices LEFT JOIN critics ON critics.id = review_voices.critic_id
		WHERE review_voices.review_id IN ? AND review_voices.role IN ('author', 'host') ORDER BY review_voices.review_id, review_voices.position`,
		reviews).Scan(&critics).Error
	if err != nil {
		return nil, err
	}
	by := make(map[int64][]string, len(critics))
	for _, c := range critics {
		by[c.ReviewID] = append(by[c.ReviewID], c.Name)
	}
	for _, row := range rows {
		row.Critics = by[row.ReviewID]
		sources[row.ReviewID] = row
	}
	return sources, nil
}
