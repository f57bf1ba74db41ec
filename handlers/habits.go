package handlers

import (
	"slices"

	"reelscore/models"
	"reelscore/rating"
)

// RatingStats are how an outlet or a critic rates.
type RatingStats struct {
	Reviews  int64    `json:"reviews" binding:"required" minimum:"0" example:"12"`
	Rated    int64    `json:"rated" binding:"required" minimum:"0" example:"10"`
	Verdicts Verdicts `json:"verdicts" binding:"required"`
	// The mean score of the rated reviews; null without any.
	Mean rating.Score `json:"mean" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"62.5"`
	// How many of them are of films that others rated too.
	Compared int64 `json:"compared" binding:"required" minimum:"0" example:"8"`
	// By how much their scores lie above the mean of the film's other reviews, on average: below 0 is stricter than others,
	// above 0 is milder. Null when there is nothing to compare with.
	Leaning *float64 `json:"leaning" binding:"required" extensions:"x-nullable" minimum:"-100" maximum:"100" example:"-4.2"`
} //@name RatingStats

// StatsQuery picks what an outlet or a critic is sent with.
type StatsQuery struct {
	// Send how it rates, too; computed from all its reviews.
	Expand []string `form:"expand" enums:"stats" maxItems:"1"`
}

// stats computes the figures when they are asked for.
func (q StatsQuery) stats(compute func() (models.Habits, error)) (*RatingStats, error) {
	if !slices.Contains(q.Expand, "stats") {
		return nil, nil
	}
	h, err := compute()
	if err != nil {
		return nil, err
	}
	wire := RatingStats{
		Reviews: h.Reviews, Rated: h.Rated, Verdicts: Verdicts{Positive: h.Positive, Mixed: h.Mixed, Negative: h.Negative},
		Mean: h.Mean, Compared: h.Compared,
	}
	if h.Compared > 0 {
		leaning := float64(h.Leaning) / 1000
		wire.Leaning = &leaning
	}
	return &wire, nil
}
