package models

import (
	"context"

	"gorm.io/gorm"

	"reelscore/rating"
)

// Habits are how an outlet or a critic rates.
type Habits struct {
	Reviews, Rated            int64
	Positive, Mixed, Negative int64
	// Mean is the mean score of the rated reviews.
	Mean rating.Score
	// Compared is how many of them are of films that others rated too. Leaning is by how many thousandths of a point their
	// scores lie above the means of the films' other reviews, on average; it is below 0 for who is stricter than others.
	Compared, Leaning int64
}

// habits computes the habits in the reviews that q narrows "reviews" to. All sums are of whole thousandths.
func habits(q *gorm.DB) (Habits, error) {
	var row struct {
		Habits
		Sum, Apart int64
	}
	err := q.Table("reviews").Joins("JOIN film_scores ON film_scores.film_id = reviews.film_id").Select(`COUNT(*) AS reviews,
		COUNT(CASE WHEN reviews.score >= 0 THEN 1 END) AS rated,
		COUNT(CASE reviews.verdict WHEN 'positive' THEN 1 END) AS positive,
		COUNT(CASE reviews.verdict WHEN 'mixed' THEN 1 END) AS mixed,
		COUNT(CASE reviews.verdict WHEN 'negative' THEN 1 END) AS negative,
		COALESCE(SUM(CASE WHEN reviews.score >= 0 THEN reviews.score END), 0) AS sum,
		COUNT(CASE WHEN reviews.score >= 0 AND film_scores.rated > 1 THEN 1 END) AS compared,
		COALESCE(SUM(CASE WHEN reviews.score >= 0 AND film_scores.rated > 1 THEN
			reviews.score - (2 * (film_scores.sum - reviews.score) + film_scores.rated - 1) / (2 * (film_scores.rated - 1)) END), 0) AS apart`).
		Scan(&row).Error
	h := row.Habits
	h.Mean = rating.NoScore
	if h.Rated > 0 {
		h.Mean = rating.Score(roundedMean(row.Sum, h.Rated))
	}
	if h.Compared > 0 {
		h.Leaning = roundedMean(row.Apart, h.Compared)
	}
	return h, err
}

// roundedMean is sum / n, halves rounded up.
func roundedMean(sum, n int64) int64 {
	twice := 2*sum + n
	mean := twice / (2 * n)
	if twice%(2*n) < 0 {
		mean--
	}
	return mean
}

// OutletHabits computes how an outlet rates, in one query over its reviews.
func (s *Store) OutletHabits(ctx context.Context, outlet int64) (Habits, error) {
	return habits(s.read(ctx).Where("reviews.outlet_id = ?", outlet))
}

// CriticHabits computes how a critic rates, in one query over the reviews that the critic is an author or host of.
func (s *Store) CriticHabits(ctx context.Context, critic int64) (Habits, error) {
	return habits(s.read(ctx).Where("reviews.id IN (SELECT review_id FROM review_voices WHERE critic_id = ? AND role IN ('author', 'host'))", critic))
}
