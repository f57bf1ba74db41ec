package models

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"reelscore/rating"
)

// followup is what follows from new reviews, and is written once for all of those that share a transaction: the scores of
// their films, and their changes. It holds what was read for that, and which films, outlets and critics reviews name: all of
// that stays right from transaction to transaction, until somebody else writes. Units that are steady use it; the writer
// forgets it for all others.
type followup struct {
	films   map[Ref]*Film
	outlets map[Ref]namedOutlet
	critics map[Ref]Named
	scores  map[int64]*heldScore
	prior   *priorRow
	// What is to be written: the scores that have changed, what is added to the running total of all ratings, the new reviews
	// that have no change row yet.
	changed    []*heldScore
	rated, sum int64
	reviews    []int64
	// counted are the reviews that the scores have got since they were written; units that fail take theirs back.
	counted []place
	// by is the context of a unit of which something is to be written.
	by context.Context //nolint:containedctx // What is touched is told to it.
}

// heldScore is the score of a film as far as the reviews change it.
type heldScore struct {
	film    int64
	tally   rating.Tally
	sum     int64
	verdict rating.Verdict // as it is stored
	// changes are how many entries went in or out since it was written; listed tells that it is among those that have changed.
	changes int
	listed  bool
}

// namedOutlet is what a review needs of its outlet: its name, its weight and its default scale, nil for none.
type namedOutlet struct {
	Outlet
	scale *rating.Scale
}

// maxHeld bounds each of the maps.
const maxHeld = 2_000

func (f *followup) forget() { *f = followup{} }

// rememberIn keeps v for k, in a map that is made with the first.
func rememberIn[K comparable, V any](m *map[K]V, k K, v V) {
	if *m == nil || len(*m) >= maxHeld {
		*m = map[K]V{}
	}
	(*m)[k] = v
}

// steady is what is remembered between steady units; nil in others, which may change what it holds.
func (t turn) steady() *followup {
	if t.unit == nil || t.unit.kind != steady {
		return nil
	}
	return &t.conn.follows
}

// score is the score of a film, with what is not written yet.
func (f *followup) score(t turn, film int64) (*heldScore, error) {
	if h, there := f.scores[film]; there {
		return h, nil
	}
	h := &heldScore{film: film}
	var tally []byte
	found, err := t.ask("SELECT tally, sum, verdict FROM film_scores WHERE film_id = ?", []any{film}, &tally, &h.sum, &h.verdict)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fmt.Errorf("film %d has no score row: repair the scores", film)
	}
	if err := h.tally.UnmarshalBinary(tally); err != nil {
		return nil, fmt.Errorf("score of film %d: %w; repair the scores", film, err)
	}
	if f.scores == nil {
		f.scores = map[int64]*heldScore{}
	}
	f.scores[film] = h
	return h, nil
}

// count puts a review where it counts; with a sign of -1 it takes it out.
func (f *followup) count(t turn, p place, sign int64) error {
	h, err := f.score(t, p.film)
	if err != nil {
		return err
	}
	if sign < 0 {
		err = h.tally.Remove(p.entry)
	} else {
		err = h.tally.Add(p.entry)
	}
	if err != nil {
		return fmt.Errorf("score of film %d: %w; repair the scores", p.film, err)
	}
	if p.entry.Score.Known() {
		h.sum += sign * int64(p.entry.Score)
		f.rated += sign
		f.sum += sign * int64(p.entry.Score)
	}
	h.changes++
	if !h.listed {
		h.listed, f.changed = true, append(f.changed, h)
	}
	return nil
}

// followed is how far a followup has come; see back.
type followed struct{ counted, reviews int }

func (f *followup) at() followed { return followed{len(f.counted), len(f.reviews)} }

// back takes back what a unit has added that has failed.
func (f *followup) back(t turn, to followed) error {
	for _, p := range f.counted[to.counted:] {
		if err := f.count(t, p, -1); err != nil {
			return err
		}
		f.scores[p.film].changes -= 2
	}
	f.counted, f.reviews = f.counted[:to.counted], f.reviews[:to.reviews]
	return nil
}

// noteReview records that a review was created.
func (s *Store) noteReview(tx *gorm.DB, r *Review) error {
	f := turnOf(tx).steady()
	if f == nil {
		return s.note(tx, "review", r.ID, r.FilmID, Created, r.Version)
	}
	touchNoted(tx, &Change{Resource: "review", FilmID: r.FilmID, Action: Created})
	f.reviews = append(f.reviews, r.ID)
	return nil
}

// noteReviews is the statement that records that reviews were created, those with ids from one to another.
const noteReviews = "INSERT OR FAIL INTO changes (at, resource, resource_id, film_id, action, version) " +
	"SELECT created_at, 'review', CAST(id AS TEXT), film_id, 'created', version FROM reviews WHERE id BETWEEN ? AND ? ORDER BY reviews.id" // Else PostgreSQL sorts by the text.

// follow writes what follows, if there is anything.
func (s *Store) follow(tx *gorm.DB, f *followup) error {
	if len(f.changed) > 0 {
		if err := s.saveScores(tx, f); err != nil {
			return err
		}
	}
	for ids := f.reviews; len(ids) > 0; {
		n := 1
		for n < len(ids) && ids[n] == ids[n-1]+1 {
			n++
		}
		if err := turnOf(tx).exec(noteReviews, ids[0], ids[n-1]); err != nil {
			return err
		}
		ids = ids[n:]
	}
	f.changed, f.rated, f.sum, f.reviews, f.counted, f.by = f.changed[:0], 0, 0, f.reviews[:0], f.counted[:0], nil
	if len(f.scores) >= maxHeld {
		f.scores = nil
	}
	return nil
}

func (s *Store) saveScores(tx *gorm.DB, f *followup) error {
	if f.prior == nil {
		p, err := readPrior(tx)
		if err != nil {
			return err
		}
		f.prior = &p
	}
	prior, stepped, err := f.prior.move(tx, f.rated, f.sum)
	if err != nil {
		return err
	}
	for _, h := range f.changed {
		h.listed = false
		if h.changes == 0 {
			continue
		}
		h.changes = 0
		row := FilmScore{FilmID: h.film, Sum: h.sum}
		if err := row.derive(h.tally, prior); err != nil {
			return fmt.Errorf("score of film %d: %w; repair the scores", h.film, err)
		}
		save := s.saveScore
		if row.Verdict == h.verdict {
			save = s.saveJudged
		}
		if err := save(tx, &row); err != nil {
			return err
		}
		h.verdict = row.Verdict
	}
	if stepped {
		return s.rewriteBayes(tx, prior)
	}
	return nil
}
