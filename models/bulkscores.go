package models

import (
	"fmt"
	"maps"
	"slices"

	"reelscore/rating"
)

// added is what a batch adds to the score of one film.
type added struct {
	tally      rating.Tally
	rated, sum int64
}

// count adds a new review to the score of its film, which is written at the end of the batch.
func (b *Batch) count(film int64, e rating.Entry) error {
	a := b.added[film]
	if a == nil {
		a = &added{}
		b.added[film] = a
	}
	if e.Score.Known() {
		a.rated, a.sum = a.rated+1, a.sum+int64(e.Score)
	}
	return a.tally.Add(e)
}

// keepScores writes the scores of the films that have got reviews. The prior moves once, with all of them.
func (b *Batch) keepScores() error {
	if len(b.added) == 0 {
		return nil
	}
	var rated, sum int64
	for _, a := range b.added {
		rated, sum = rated+a.rated, sum+a.sum
	}
	prior, stepped, err := movePrior(b.tx, rated, sum)
	if err != nil {
		return err
	}
	for _, film := range slices.Sorted(maps.Keys(b.added)) {
		b.giveWay()
		if err := b.keepScore(film, b.added[film], prior); err != nil {
			return fmt.Errorf("score of film %d: %w; repair the scores", film, err)
		}
	}
	clear(b.added)
	if stepped {
		return b.s.rewriteBayes(b.tx, prior)
	}
	return nil
}

func (b *Batch) keepScore(film int64, a *added, prior rating.Prior) error {
	row := FilmScore{FilmID: film}
	var stored []byte
	if err := b.row("SELECT tally, sum FROM film_scores WHERE film_id = ?", film).Scan(&stored, &row.Sum); err != nil {
		return err
	}
	var t rating.Tally
	if err := t.UnmarshalBinary(stored); err != nil {
		return err
	}
	t.Merge(a.tally)
	row.Sum += a.sum
	if err := row.derive(t, prior); err != nil {
		return err
	}
	return b.exec(saveScoreText, row.saved(b.now)...)
}
