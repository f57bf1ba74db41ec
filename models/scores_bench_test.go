package models

import (
	"fmt"
	"testing"

	"gorm.io/gorm"

	"reelscore/rating"
)

// crowd is a collection of one film with n rated reviews.
func crowd(b *testing.B, n int) *Store {
	b.Helper()
	s := openTest(b)
	must(b, s.CreateFilm(b.Context(), newFilm("Crowded"), nil))
	must(b, s.write(b.Context(), func(tx *gorm.DB) error {
		err := tx.Exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
			INSERT INTO reviews (film_id, rating_raw, rating_scale, score, verdict, created_at, updated_at)
			SELECT 1, i % 11 || '/10', 'points-10', 10000 * (i % 11), CASE WHEN i % 11 > 6 THEN 'positive' ELSE 'negative' END, 0, 0 FROM n`, n).Error
		if err != nil {
			return err
		}
		return s.rebuildScores(tx, 1)
	}))
	return s
}

// BenchmarkWriteReview compares a bare insert with one that keeps the rollup, and with the whole of CreateReview.
func BenchmarkWriteReview(b *testing.B) {
	for _, n := range []int{10, 100_000} {
		s := crowd(b, n)
		insert := func(keep bool) func(*testing.B) {
			return func(b *testing.B) {
				for b.Loop() {
					must(b, s.write(b.Context(), func(tx *gorm.DB) error {
						r := newReview()
						r.FilmID, r.RatingColumns = 1, RatingColumns{RatingRaw: "7/10", RatingScale: "points-10", Score: 70_000, Verdict: rating.VerdictPositive}
						if err := tx.Create(r).Error; err != nil || !keep {
							return err
						}
						return s.keepScore(tx, nil, r)
					}))
				}
			}
		}
		b.Run(fmt.Sprintf("bare/%d", n), insert(false))
		b.Run(fmt.Sprintf("rollup/%d", n), insert(true))
		b.Run(fmt.Sprintf("whole/%d", n), func(b *testing.B) {
			for b.Loop() {
				r, stated := newReview(), NewStated("7/10")
				r.FilmRef, r.Stating = "1", &stated
				must(b, s.CreateReview(b.Context(), r, nil, nil))
			}
		})
	}
}

// BenchmarkScore reads the score of a film from the rollup, and from its reviews.
func BenchmarkScore(b *testing.B) {
	for _, n := range []int{10, 100_000} {
		s := crowd(b, n)
		b.Run(fmt.Sprintf("rollup/%d", n), func(b *testing.B) {
			for b.Loop() {
				scores, err := s.Scores(b.Context(), 1)
				must(b, err)
				if scores[1].Reviews != int64(n) {
					b.Fatal(scores)
				}
			}
		})
		b.Run(fmt.Sprintf("reviews/%d", n), func(b *testing.B) {
			for b.Loop() {
				_, entries, err := s.CountedReviews(b.Context(), 1)
				must(b, err)
				_, err = rating.Explain("mean", entries, rating.Prior{Mean: 60_000, Weight: PriorWeight})
				must(b, err)
			}
		})
		b.Run(fmt.Sprintf("newest/%d", n), func(b *testing.B) {
			for b.Loop() {
				_, err := s.FirstReviews(b.Context(), 1)
				must(b, err)
			}
		})
	}
}

// BenchmarkCheckScores computes all rollups of 100,000 reviews anew.
func BenchmarkCheckScores(b *testing.B) {
	s := crowd(b, 100_000)
	for b.Loop() {
		checkScores(b, s, "benchmark")
	}
}
