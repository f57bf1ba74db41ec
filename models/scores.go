package models

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"reelscore/rating"
)

// FilmScore is the rollup row of one film: the exact tally of its ratings, and the figures derived from it that lists
// walk. Scores are NoScore where there is none.
type FilmScore struct {
	FilmID                    int64 `gorm:"primaryKey"`
	Reviews, Rated            int64
	Positive, Mixed, Negative int64
	Mean, Bayes, Spread       rating.Score
	Sum                       int64 // of the scores, in thousandths
	Verdict                   rating.Verdict
	Tally                     []byte
	Version                   int64
	UpdatedAt                 int64 `gorm:"autoUpdateTime:false"`
}

// place is where a review counts, and what it adds there.
type place struct {
	film  int64
	entry rating.Entry
}

// keepScore keeps the score of the film, or of both films, in step with a review that was (nil for a new one) and is now
// (nil for a deleted one). It is called once by every write of a review, behind the write itself.
func (s *Store) keepScore(tx *gorm.DB, before, after *Review) error {
	from, err := s.placeOf(tx, before)
	if err != nil {
		return err
	}
	to, err := s.placeOf(tx, after)
	if err != nil {
		return err
	}
	return s.recount(tx, from, to)
}

// placeOf is where a review counts, and what it adds there; nil for no review.
func (s *Store) placeOf(tx *gorm.DB, r *Review) (*place, error) {
	if r == nil {
		return nil, nil
	}
	weight := rating.NormalWeight
	if r.OutletID != nil {
		if err := turnOf(tx).row("SELECT weight FROM outlets WHERE id = ?", *r.OutletID).Scan(&weight); err != nil {
			return nil, err
		}
	}
	return r.place(weight), nil
}

// place is where a review counts, from an outlet of that weight.
func (r *Review) place(weight rating.Weight) *place {
	return &place{film: r.FilmID, entry: rating.EntryOf(r.Rating(), weight)}
}

// startScore gives a new film its rollup row: no reviews yet.
func (s *Store) startScore(tx *gorm.DB, film int64) error {
	var none rating.Tally
	tally, err := none.MarshalBinary()
	if err != nil {
		return err
	}
	return tx.Exec("INSERT INTO film_scores (film_id, tally, updated_at) VALUES (?, ?, ?)", film, tally, s.now().UnixMilli()).Error
}

// recount takes a review out of where it counted and puts it where it counts now; nil is nowhere. What it costs depends
// on the distinct ratings of the films, never on the number of their reviews. Steady units leave the writing to the end.
func (s *Store) recount(tx *gorm.DB, from, to *place) error {
	if from != nil && to != nil && *from == *to {
		return nil
	}
	t := turnOf(tx)
	f := t.steady()
	if f != nil && from == nil && to != nil {
		if err := f.count(t, *to, 1); err != nil {
			return err
		}
		f.counted = append(f.counted, *to)
		return nil
	}
	f = &followup{}
	for _, side := range []struct {
		place *place
		sign  int64
	}{{from, -1}, {to, 1}} {
		if side.place != nil {
			if err := f.count(t, *side.place, side.sign); err != nil {
				return err
			}
		}
	}
	return s.follow(tx, f)
}

// derive fills in everything that follows from the tally and the prior. The sum is kept apart.
func (f *FilmScore) derive(t rating.Tally, prior rating.Prior) error {
	m := rating.Summarise(t, prior)
	f.Reviews, f.Rated, f.Positive, f.Mixed, f.Negative = m.Reviews, m.Rated, m.Positive, m.Mixed, m.Negative
	f.Mean, f.Bayes, f.Spread, f.Verdict = m.Mean, m.Bayes, m.Spread, FilmVerdict(m.Mean)
	var err error
	f.Tally, err = t.MarshalBinary()
	return err
}

// FilmVerdict judges the mean of a film by the cut-offs for scales that have none of their own: a mean of many scales is
// on none of them. VerdictNone without a mean.
func FilmVerdict(mean rating.Score) rating.Verdict {
	var common rating.Scale
	common.Positive, common.Negative = rating.GeneralCuts()
	return common.Verdict(mean)
}

// saveScoreText writes a rollup; its values are those of saved. saveJudgedText is the same for a film whose verdict stays: SQLite
// makes a table of what a verdict may be each time that one is written, to look it up in.
const (
	saveScoreText  = "UPDATE film_scores SET verdict = ?, " + savedFigures
	saveJudgedText = "UPDATE film_scores SET " + savedFigures

	savedFigures = `reviews = ?, rated = ?, positive = ?, mixed = ?, negative = ?, mean = ?, bayes = ?, spread = ?,
	sum = ?, tally = ?, version = version + 1, updated_at = ? WHERE film_id = ?`
)

func (f *FilmScore) saved(now int64) []any {
	return []any{string(f.Verdict), f.Reviews, f.Rated, f.Positive, f.Mixed, f.Negative, int64(f.Mean), int64(f.Bayes), int64(f.Spread), f.Sum, f.Tally, now, f.FilmID}
}

func (s *Store) saveScore(tx *gorm.DB, f *FilmScore) error {
	return turnOf(tx).exec(saveScoreText, f.saved(s.now().UnixMilli())...)
}

// saveJudged is saveScore for a film whose verdict is stored.
func (s *Store) saveJudged(tx *gorm.DB, f *FilmScore) error {
	return turnOf(tx).exec(saveJudgedText, f.saved(s.now().UnixMilli())[1:]...)
}

// Score is the score of one film.
type Score struct {
	rating.Summary
	Verdict rating.Verdict
	Prior   rating.Prior
	Version int64
}

// Scores reads the scores of films, by film.
func (s *Store) Scores(ctx context.Context, films ...int64) (map[int64]Score, error) {
	var rows []struct {
		FilmID, Version int64
		Tally           []byte
		PriorMean       rating.Score
	}
	restOn(ctx, films...)
	err := s.readOf(ctx).Raw(`SELECT film_id, version, tally, score_prior.mean AS prior_mean
		FROM film_scores CROSS JOIN score_prior WHERE film_id IN ?`, films).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	scores := make(map[int64]Score, len(rows))
	for _, row := range rows {
		var t rating.Tally
		if err := t.UnmarshalBinary(row.Tally); err != nil {
			return nil, fmt.Errorf("score of film %d: %w", row.FilmID, err)
		}
		prior := priorOf(row.PriorMean)
		m := rating.Summarise(t, prior)
		scores[row.FilmID] = Score{Summary: m, Verdict: FilmVerdict(m.Mean), Prior: prior, Version: row.Version}
	}
	return scores, nil
}
