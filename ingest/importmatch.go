package ingest

import (
	"context"
	"encoding/json"
	"sync/atomic"

	"reelscore/exchange"
	"reelscore/internal/fault"
	"reelscore/models"
)

// Settled is what became of a row whose film a person has named.
type Settled struct {
	Row    int64
	Status models.RowStatus
	Film   int64
	Review int64
	// Rows counts all rows that were settled with it: those of the same import that name the film in the same way.
	Rows int
}

// MatchRow says which film a row of an import means. The row, and every other one of the import that means the same, is
// taken in, and the decision is remembered for imports to come.
func MatchRow(ctx context.Context, store *models.Store, id, row int64, film models.Ref) (Settled, error) {
	job, err := store.Import(ctx, id)
	if err != nil {
		return Settled{}, err
	}
	if job.DryRun {
		return Settled{}, fault.New(fault.Conflict, "Import %d is a dry run, of which nothing is stored; import the file, then name the film there.", id)
	}
	filmID, err := store.FilmID(ctx, film)
	if fault.Is(err, fault.NotFound) {
		return Settled{}, fault.New(fault.Unprocessable, "The film is not known.").At("/film", "there is no film %q; create the film first", string(film))
	}
	if err != nil {
		return Settled{}, err
	}
	var done Settled
	r := &run{target: store, reportTo: store, job: job, read: &atomic.Int64{}, own: job.Options.Format == string(exchange.FormatNDJSON)}
	err = store.WriteBatch(ctx, &r.known, func(b *models.Batch) error {
		open, err := b.OpenRows(id, row)
		if err != nil {
			return err
		}
		if err := b.Decide(open[0].HintKey, filmID); err != nil {
			return err
		}
		done = Settled{Row: row, Film: filmID, Rows: len(open)}
		for i := range open {
			out, err := r.settle(b, &open[i], filmID)
			if err != nil {
				return err
			}
			if open[i].RowNumber == row {
				done.Status, done.Review = out.Status, out.ID
			}
		}
		return nil
	})
	return done, err
}

// settle takes in one row whose film is known now.
func (r *run) settle(b *models.Batch, u *models.Unmatched, film int64) (models.ReportRow, error) {
	e := entry{occurrence: u.Occurrence}
	e.row.Number = u.RowNumber
	if err := json.Unmarshal([]byte(u.Record), &e.row.Record); err != nil {
		return e.report, err
	}
	if err := r.prepare(&e); err != nil {
		return e.report, err
	}
	row := e.report
	var p *pending
	if row.Status == "" {
		var err error
		p, _, err = r.review(b, &e, &row, film)
		if err := refused(&row, err); err != nil {
			return row, err
		}
	}
	if row.Status == models.RowRejected {
		return row, fault.New(fault.Unprocessable, "The row cannot be taken in: %s", row.Reason)
	}
	rows := []models.ReportRow{row}
	if err := r.store(b, rows, []*pending{p}); err != nil {
		return row, err
	}
	return rows[0], b.Settle(u, rows[0].Status, film, rows[0].ID)
}
