package models

import (
	"bytes"
	"context"
	"fmt"

	"gorm.io/gorm"

	"reelscore/rating"
)

// ScoreProblem is a figure of the rollup that differs from what the reviews tell.
type ScoreProblem struct {
	// FilmID is 0 for the prior, which is of all films.
	FilmID           int64
	Column           string
	Stored, Computed string
}

// checkedRow is a film's stored rollup beside those of its reviews that are alike.
type checkedRow struct {
	FilmScore
	missing bool
	prior   priorRow
	reviews countedRow
}

// One statement, so that all of it is of one moment.
const checkQuery = `SELECT COALESCE(films.id, 0), film_scores.film_id IS NULL,
	COALESCE(film_scores.reviews, 0), COALESCE(film_scores.rated, 0), COALESCE(film_scores.positive, 0), COALESCE(film_scores.mixed, 0),
	COALESCE(film_scores.negative, 0), COALESCE(film_scores.mean, -1), COALESCE(film_scores.bayes, -1), COALESCE(film_scores.spread, -1),
	COALESCE(film_scores.sum, 0), COALESCE(film_scores.verdict, ''), film_scores.tally, score_prior.rated, score_prior.sum, score_prior.mean,
	COALESCE(counted.scale, ''), COALESCE(counted.score, -1), COALESCE(counted.verdict, ''), COALESCE(counted.weight, 0), COALESCE(counted.alike, 0)
	FROM score_prior LEFT JOIN films ON TRUE LEFT JOIN film_scores ON film_scores.film_id = films.id
	LEFT JOIN (SELECT reviews.film_id, ` + countedColumns + `, COUNT(*) AS alike FROM reviews LEFT JOIN outlets ON outlets.id = reviews.outlet_id
		GROUP BY reviews.film_id, reviews.rating_scale, reviews.score, reviews.verdict, COALESCE(outlets.weight, 1000)) AS counted ON counted.film_id = films.id
	ORDER BY films.id`

// CheckScores computes every rollup anew from the reviews and compares it with the stored one, bit for bit. The prior in
// force depends on the way that the collection has gone: of it, only that it has not fallen behind is checked.
func (s *Store) CheckScores(ctx context.Context) ([]ScoreProblem, error) {
	rows, err := s.read(ctx).Raw(checkQuery).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var check scoreCheck
	for rows.Next() {
		var row checkedRow
		f, p, r := &row.FilmScore, &row.prior, &row.reviews
		err := rows.Scan(&f.FilmID, &row.missing, &f.Reviews, &f.Rated, &f.Positive, &f.Mixed, &f.Negative, &f.Mean, &f.Bayes, &f.Spread,
			&f.Sum, &f.Verdict, &f.Tally, &p.Rated, &p.Sum, &p.Mean, &r.Scale, &r.Score, &r.Verdict, &r.Weight, &r.Alike)
		if err != nil {
			return nil, err
		}
		if err := check.add(row); err != nil {
			return nil, err
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return check.found, check.end()
}

// scoreCheck compares film by film, from rows in the order of the films.
type scoreCheck struct {
	found      []ScoreProblem
	at         checkedRow
	tally      rating.Tally
	sum        int64    // of the scores of the film at hand
	stored     priorRow // the running total of all films
	rated, all int64    // what it should be
}

func (c *scoreCheck) add(row checkedRow) error {
	c.stored = row.prior
	if row.FilmID != c.at.FilmID {
		if err := c.film(); err != nil {
			return err
		}
		c.at, c.tally, c.sum = row, rating.Tally{}, 0
	}
	r := row.reviews
	if n := int64(r.Alike); r.Score.Known() {
		c.sum, c.all, c.rated = c.sum+n*int64(r.Score), c.all+n*int64(r.Score), c.rated+n
	}
	for range r.Alike {
		if err := c.tally.Add(r.entry()); err != nil {
			return err
		}
	}
	return nil
}

// film compares the film whose rows have all been read.
func (c *scoreCheck) film() error {
	if c.at.FilmID == 0 {
		return nil
	}
	if c.at.missing {
		c.differ("film_id", "", fmt.Sprint(c.at.FilmID))
		return nil
	}
	have, want := c.at.FilmScore, FilmScore{Sum: c.sum}
	if err := want.derive(c.tally, priorOf(c.stored.Mean)); err != nil {
		return err
	}
	for _, f := range []struct {
		column     string
		have, want any
	}{
		{"reviews", have.Reviews, want.Reviews}, {"rated", have.Rated, want.Rated}, {"positive", have.Positive, want.Positive},
		{"mixed", have.Mixed, want.Mixed}, {"negative", have.Negative, want.Negative}, {"mean", have.Mean, want.Mean},
		{"bayes", have.Bayes, want.Bayes}, {"spread", have.Spread, want.Spread}, {"sum", have.Sum, want.Sum}, {"verdict", have.Verdict, want.Verdict},
	} {
		if f.have != f.want {
			c.differ(f.column, fmt.Sprint(f.have), fmt.Sprint(f.want))
		}
	}
	if !bytes.Equal(have.Tally, want.Tally) {
		c.differ("tally", fmt.Sprintf("%x", have.Tally), fmt.Sprintf("%x", want.Tally))
	}
	return nil
}

// end compares the last film, and the running total of all of them.
func (c *scoreCheck) end() error {
	if err := c.film(); err != nil {
		return err
	}
	c.at = checkedRow{}
	if c.stored.Rated != c.rated || c.stored.Sum != c.all {
		c.differ("prior total", fmt.Sprintf("%d ratings, sum %d", c.stored.Rated, c.stored.Sum), fmt.Sprintf("%d ratings, sum %d", c.rated, c.all))
	}
	if due := (priorRow{Rated: c.rated, Sum: c.all, Mean: c.stored.Mean}).due(); due != c.stored.Mean {
		c.differ("prior mean", c.stored.Mean.String(), due.String())
	}
	return nil
}

func (c *scoreCheck) differ(column, stored, computed string) {
	c.found = append(c.found, ScoreProblem{FilmID: c.at.FilmID, Column: column, Stored: stored, Computed: computed})
}

// RepairScores writes every rollup anew from the reviews, and puts the prior at the mean of all ratings.
func (s *Store) RepairScores(ctx context.Context) error {
	return s.writeAlone(ctx, func(tx *gorm.DB) error {
		now := s.now().UnixMilli()
		err := tx.Exec("INSERT INTO film_scores (film_id, tally, updated_at) SELECT id, ?, ? FROM films WHERE id NOT IN (SELECT film_id FROM film_scores)", []byte{}, now).Error
		if err != nil {
			return err
		}
		if err := tx.Exec("UPDATE film_scores SET rated = 0, sum = 0, updated_at = ?", now).Error; err != nil {
			return err
		}
		if err := tx.Exec("UPDATE score_prior SET rated = 0, sum = 0, mean = -1").Error; err != nil {
			return err
		}
		var films []int64
		if err := tx.Table("films").Order("id").Pluck("id", &films).Error; err != nil {
			return err
		}
		return s.rebuildScores(tx, films...)
	})
}
