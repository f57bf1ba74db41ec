package ingest

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"

	"reelscore/internal/fault"
	"reelscore/models"
)

// outcome is what became of the rows of a batch.
type outcome struct {
	rows      []models.ReportRow
	unmatched []models.Unmatched
}

// counts counts the rows by what became of them.
func (o *outcome) counts() models.ImportCounts {
	var c models.ImportCounts
	for i := range o.rows {
		row := &o.rows[i]
		c.Add(row.Status, 1)
		if len(row.Flags) > 0 && (row.Status == models.RowCreated || row.Status == models.RowUpdated || row.Status == models.RowUnchanged) {
			c.Flagged++
		}
	}
	return c
}

// rowsBetween is after how many rows the writer gives way: a tenth of a millisecond.
const rowsBetween = 16

// take takes the rows of a batch into the collection.
func (r *run) take(b *models.Batch, entries []entry) (*outcome, error) {
	out := &outcome{rows: make([]models.ReportRow, len(entries))}
	var reviews []*pending
	for i := range entries {
		if i%rowsBetween == 0 {
			r.gate.giveWay()
		}
		e, row := &entries[i], &out.rows[i]
		if e.taken { // A batch with it has failed, and it comes again.
			if err := r.prepare(e); err != nil {
				return nil, err
			}
		}
		e.taken = true
		if *row = e.report; row.Status != "" {
			continue
		}
		if e.review == nil {
			if err := refused(row, r.takeOther(b, &e.row.Record, row)); err != nil {
				return nil, err
			}
			continue
		}
		p, open, err := r.review(b, e, row, 0)
		if err := refused(row, err); err != nil {
			return nil, err
		}
		if open != nil {
			u, err := r.unmatched(e, row, open)
			if err != nil {
				return nil, err
			}
			out.unmatched = append(out.unmatched, u)
		}
		if p != nil {
			p.at = i
			reviews = append(reviews, p)
		}
	}
	return out, r.store(b, out.rows, reviews)
}

// refused turns what is wrong with a row into its status; other errors are given back.
func refused(row *models.ReportRow, err error) error {
	if err == nil { // Nearly always; what follows needs memory.
		return nil
	}
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	row.Status, row.Reason = models.RowRejected, f.Detail
	for _, field := range f.Fields {
		row.Reason += " " + field.Pointer + ": " + field.Message
	}
	return nil
}

func (r *run) unmatched(e *entry, row *models.ReportRow, open *undecided) (models.Unmatched, error) {
	row.Status, row.Reason = models.RowUnmatched, open.reason
	record, err := json.Marshal(&e.row.Record)
	u := models.Unmatched{
		ImportID: r.job.ID, RowNumber: e.row.Number, HintKey: hintKey(&e.row.Record.Review.Film, e.row.Record.Film), Occurrence: e.occurrence, Record: string(record),
	}
	for _, m := range open.matches {
		u.Candidates = append(u.Candidates, models.MatchCandidate{Film: m.Film.ID, Slug: m.Film.Slug, Title: m.Film.Title, Year: m.Film.Year, Reason: m.Reason})
	}
	return u, err
}

// store stores the reviews of a batch: the new ones together, film by film, and what has changed of the others.
func (r *run) store(b *models.Batch, rows []models.ReportRow, reviews []*pending) error {
	if len(reviews) == 0 {
		return nil
	}
	slices.SortStableFunc(reviews, func(p, q *pending) int {
		return cmp.Or(cmp.Compare(p.key.Film, q.key.Film), cmp.Compare(p.key.Published, q.key.Published))
	})
	keys := make([]models.ReviewKey, len(reviews))
	for i, p := range reviews {
		keys[i] = p.key
	}
	found, err := b.FindReviews(keys)
	if err != nil {
		return err
	}
	var known []int64
	for i := range found {
		if known = append(known, found[i].Among...); found[i].ID != 0 {
			known = append(known, found[i].ID)
		}
	}
	slices.Sort(known)
	stored, err := b.Reviews(slices.Compact(known))
	if err != nil {
		return err
	}
	ids := assign(reviews, found, stored)
	var fresh []*models.NewReview
	for i, p := range reviews {
		if ids[i] == 0 {
			fresh = append(fresh, p.review)
			rows[p.at].Status = models.RowCreated
		} else if err := update(b, stored, ids[i], p, &rows[p.at]); err != nil {
			return err
		}
	}
	if err := b.InsertReviews(fresh); err != nil {
		return err
	}
	for i, p := range reviews {
		if ids[i] == 0 {
			rows[p.at].ID = p.review.ID
		}
	}
	return nil
}

// assign decides which of the stored reviews that it may be of each row is of; 0 for none. Of several, it is the one that
// says the same, in whatever order the file has them; else the one in the row's place.
func assign(reviews []*pending, found []models.KeyMatch, stored map[int64]*models.StoredReview) []int64 {
	ids := make([]int64, len(reviews))
	taken := map[int64]bool{}
	give := func(i int, id int64) bool {
		if ids[i] != 0 || taken[id] {
			return false
		}
		ids[i], taken[id] = id, len(found[i].Among) > 0
		return true
	}
	for i, p := range reviews {
		if ids[i] = found[i].ID; ids[i] != 0 {
			continue
		}
		for _, id := range found[i].Among {
			if (len(found[i].Among) > 1 || p.key.Occurrence > 1) && same(stored[id], p.review) && give(i, id) {
				break
			}
		}
	}
	for i, p := range reviews {
		among := found[i].Among
		at := p.key.Occurrence - 1
		if at < 0 || at >= len(among) || give(i, among[at]) { // With more rows than reviews, those are of the rows before.
			continue
		}
		for _, id := range among {
			if len(among) > 1 && give(i, id) {
				break
			}
		}
	}
	return ids
}

// same tells whether a row says nothing else than a stored review.
func same(stored *models.StoredReview, row *models.NewReview) bool {
	_, changed := merge(stored, row)
	return !changed && newNotes(stored.Notes, row.Notes) == nil && newComments(stored.Comments, row.Comments) == nil
}

// update stores what a row changes of a stored review.
func update(b *models.Batch, stored map[int64]*models.StoredReview, id int64, p *pending, row *models.ReportRow) error {
	old := stored[id]
	row.ID, row.Film, row.Status = id, old.FilmID, models.RowUnchanged
	merged, changed := merge(old, p.review)
	notes, comments := newNotes(old.Notes, p.review.Notes), newComments(old.Comments, p.review.Comments)
	if !changed && notes == nil && comments == nil {
		return nil
	}
	if err := refused(row, b.UpdateReview(old, &merged, notes, comments)); err != nil || row.Status == models.RowRejected {
		return err
	}
	row.Status = models.RowUpdated
	again, err := b.Reviews([]int64{id}) // Another row of the batch may be of the same review.
	if err == nil {
		stored[id] = again[id]
	}
	return err
}
