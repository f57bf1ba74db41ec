package models

import (
	"gorm.io/gorm"

	"reelscore/rating"
)

// PriorWeight is for how many reviews the mean of all films counts in a film's bayes figure: with five rated reviews of
// its own, a film stands halfway between its mean and that of all films. See docs/adr/0030-prior-in-steps.md.
const PriorWeight = 5

// priorStep is how far, in thousandths of a point, the mean of all ratings may move away from the prior in force.
const priorStep = 1000

func priorOf(mean rating.Score) rating.Prior { return rating.Prior{Mean: mean, Weight: PriorWeight} }

// priorRow is the running total of all ratings, and the prior in force.
type priorRow struct {
	Rated, Sum int64
	Mean       rating.Score
}

// due is the mean that the prior should be at: the one in force, unless the true one has moved away from it.
func (p priorRow) due() rating.Score {
	if p.Rated == 0 {
		return rating.NoScore
	}
	now := rating.Score((2*p.Sum + p.Rated) / (2 * p.Rated))
	if p.Mean.Known() && max(now-p.Mean, p.Mean-now) <= priorStep {
		return p.Mean
	}
	return now
}

func readPrior(tx *gorm.DB) (p priorRow, err error) {
	err = turnOf(tx).row("SELECT rated, sum, mean FROM score_prior WHERE id = 1").Scan(&p.Rated, &p.Sum, &p.Mean)
	return p, err
}

// move adds to the running total of all ratings. It returns the prior in force from now on, and whether it has stepped, so
// that the bayes figures of all films must follow.
func (p *priorRow) move(tx *gorm.DB, rated, sum int64) (prior rating.Prior, stepped bool, err error) {
	was := *p
	p.Rated, p.Sum = p.Rated+rated, p.Sum+sum
	p.Mean = p.due()
	if stepped = p.Mean != was.Mean; stepped {
		touchAll(tx)
	}
	if *p != was {
		err = turnOf(tx).exec("UPDATE score_prior SET rated = ?, sum = ?, mean = ? WHERE id = 1", p.Rated, p.Sum, int64(p.Mean))
	}
	return priorOf(p.Mean), stepped, err
}

// movePrior is move for those who have not read the row.
func movePrior(tx *gorm.DB, rated, sum int64) (prior rating.Prior, stepped bool, err error) {
	p, err := readPrior(tx)
	if err != nil {
		return prior, false, err
	}
	return p.move(tx, rated, sum)
}

// rewriteBayes puts the bayes figure of every film on a prior that has stepped. It is the sum of rating.Summarise:
// rounded half up, in integers.
func (s *Store) rewriteBayes(tx *gorm.DB, prior rating.Prior) error {
	if !prior.Mean.Known() { // There is no rating left, and no film with a bayes figure.
		return nil
	}
	return tx.Exec(`UPDATE film_scores SET bayes = (2 * (sum + ?) + rated + ?) / (2 * (rated + ?)), version = version + 1, updated_at = ?
		WHERE rated > 0`, int64(prior.Mean)*prior.Weight, prior.Weight, prior.Weight, s.now().UnixMilli()).Error
}
