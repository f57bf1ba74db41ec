package models

import (
	"fmt"

	"gorm.io/gorm"

	"reelscore/rating"
)

// countedColumns are what a review adds to the score of its film; they read into a countedRow.
const countedColumns = "reviews.rating_scale AS scale, reviews.score, reviews.verdict, COALESCE(outlets.weight, 1000) AS weight"

// countedRow is a review as far as the score of its film goes.
type countedRow struct {
	FilmID  int64
	Scale   string
	Score   rating.Score
	Verdict rating.Verdict
	Weight  rating.Weight
	// Alike is how many reviews the row stands for, where reviews are grouped.
	Alike int
}

func (r countedRow) entry() rating.Entry {
	return rating.EntryOf(rating.Rating{Scale: r.Scale, Score: r.Score, Verdict: r.Verdict}, r.Weight)
}

// chunk is how many films one statement names.
const chunk = 500

// chunks calls do with the films in groups that a statement can name.
func chunks(films []int64, do func([]int64) error) error {
	for len(films) > 0 {
		n := min(chunk, len(films))
		if err := do(films[:n]); err != nil {
			return err
		}
		films = films[n:]
	}
	return nil
}

// rebuildScores computes the rollups of films anew from their reviews: after a bulk write, which does not count review
// by review, and for repairs.
func (s *Store) rebuildScores(tx *gorm.DB, films ...int64) error {
	var rated, sum int64
	rows := make([]FilmScore, 0, len(films))
	tallies := make([]rating.Tally, 0, len(films))
	err := chunks(films, func(some []int64) error {
		var reviews []countedRow
		err := tx.Raw("SELECT reviews.film_id, "+countedColumns+` FROM reviews LEFT JOIN outlets ON outlets.id = reviews.outlet_id
			WHERE reviews.film_id IN ?`, some).Scan(&reviews).Error
		if err != nil {
			return err
		}
		var stored []FilmScore
		if err := tx.Raw("SELECT film_id, rated, sum FROM film_scores WHERE film_id IN ?", some).Scan(&stored).Error; err != nil {
			return err
		}
		at := make(map[int64]int, len(stored))
		for _, row := range stored {
			rated, sum = rated-row.Rated, sum-row.Sum
			at[row.FilmID] = len(rows)
			rows = append(rows, FilmScore{FilmID: row.FilmID})
			tallies = append(tallies, rating.Tally{})
		}
		for _, r := range reviews {
			i, found := at[r.FilmID]
			if !found {
				return fmt.Errorf("film %d has no score row: repair the scores", r.FilmID)
			}
			if err := tallies[i].Add(r.entry()); err != nil {
				return fmt.Errorf("score of film %d: %w", r.FilmID, err)
			}
			if r.Score.Known() {
				rated, sum, rows[i].Sum = rated+1, sum+int64(r.Score), rows[i].Sum+int64(r.Score)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	prior, stepped, err := movePrior(tx, rated, sum)
	if err != nil {
		return err
	}
	for i := range rows {
		if err := rows[i].derive(tallies[i], prior); err != nil {
			return err
		}
		if err := s.saveScore(tx, &rows[i]); err != nil {
			return err
		}
	}
	if stepped {
		return s.rewriteBayes(tx, prior)
	}
	return nil
}

// reweigh gives the reviews of an outlet another weight in the scores of their films.
func (s *Store) reweigh(tx *gorm.DB, outlet int64, was, is rating.Weight) error {
	if was == is {
		return nil
	}
	// A review without a score has no weight in any figure.
	var reviews []countedRow
	err := tx.Raw(`SELECT film_id, rating_scale AS scale, score, verdict, COUNT(*) AS alike FROM reviews
		WHERE outlet_id = ? AND score >= 0 GROUP BY film_id, rating_scale, score, verdict ORDER BY film_id`, outlet).Scan(&reviews).Error
	if err != nil {
		return err
	}
	for len(reviews) > 0 {
		film, n := reviews[0].FilmID, 0
		for n < len(reviews) && reviews[n].FilmID == film {
			n++
		}
		err := s.changeTally(tx, film, func(t *rating.Tally) error {
			for _, r := range reviews[:n] {
				less, more := r.entry(), r.entry()
				less.Weight, more.Weight = was, is
				for range r.Alike {
					if err := t.Remove(less); err != nil {
						return err
					}
					if err := t.Add(more); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("score of film %d: %w; repair the scores", film, err)
		}
		reviews = reviews[n:]
	}
	return nil
}

// changeTally changes the weights in the tally of a film. No other column of the rollup depends on them.
func (s *Store) changeTally(tx *gorm.DB, film int64, change func(*rating.Tally) error) error {
	var row FilmScore
	if err := tx.Raw("SELECT tally FROM film_scores WHERE film_id = ?", film).Scan(&row).Error; err != nil {
		return err
	}
	var t rating.Tally
	err := t.UnmarshalBinary(row.Tally)
	if err == nil {
		err = change(&t)
	}
	if err == nil {
		row.Tally, err = t.MarshalBinary()
	}
	if err != nil {
		return err
	}
	return tx.Exec("UPDATE film_scores SET tally = ?, version = version + 1, updated_at = ? WHERE film_id = ?", row.Tally, s.now().UnixMilli(), film).Error
}
