package ingest

import (
	"context"
	"errors"
	"math"
	"runtime"
	"sync"
	"time"

	"reelscore/internal/fault"
	"reelscore/models"
)

// largeTransactions are, by the number of reviews in the collection, how many rows a command's transaction holds. Few large
// transactions write each page of the indexes fewer times; but those of a large collection touch more pages, all of which
// the log of the database has to hold: 10,000 rows were seen to need 99 MiB of it at 110,000 reviews, 5,000 never more than 43.
var largeTransactions = [...]struct{ below, rows int64 }{{50_000, 10_000}}

// withoutIndexes is how many rows a command's transaction holds while the collection has few indexes (see models.OpenToFill): it
// touches few pages then.
const withoutIndexes = 20_000

// baseOf is how many reviews, nearly, the collection held when a job began, which no kill changes; alone for the jobs of a
// server, whose batches do not share transactions: other writes wait for them.
func baseOf(ctx context.Context, store *models.Store, job *models.Import) (int64, error) {
	if job.Origin != models.OriginFile {
		return alone, nil
	}
	last, err := store.LastReview(ctx)
	return max(last-job.Created, 0), err
}

// alone takes the place of a number of reviews where each batch shall have a transaction of its own.
const alone = math.MaxInt64 / 2

// most is how many rows the next transaction may hold, if more than one batch.
func (r *run) most() int64 {
	if r.base < alone && r.target.WithoutIndexes() {
		return withoutIndexes
	}
	for _, l := range largeTransactions {
		if r.base+r.job.Position < l.below {
			return l.rows
		}
	}
	return 0
}

// gate lets no more parts of an import work at once than it has room: behind a server, half of the processors, so that
// requests find one that is free. The nil gate, that of a command, lets all of them.
type gate struct {
	room  chan struct{}
	store *models.Store
}

func gateFor(store *models.Store, job *models.Import) *gate {
	if job.Origin == models.OriginFile {
		return nil
	}
	return &gate{make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2)), store}
}

// enter waits for room; leave makes it again, and does nothing the second time.
func (g *gate) enter() (leave func()) {
	if g == nil {
		return func() {}
	}
	g.room <- struct{}{}
	return sync.OnceFunc(func() { <-g.room })
}

// giveWay lets those go first who answer requests.
func (g *gate) giveWay() {
	if g != nil {
		g.store.GiveWay()
	}
}

// errTogether tells that one of several batches in a transaction could not be taken in.
var errTogether = errors.New("the batches of a transaction are to be taken in one by one")

// transaction takes in a batch, and those behind it as far as they share its transaction; last is the last of them. A row
// that the collection refuses, against all checks, is found by halves and rejected alone.
func (r *run) transaction(ctx context.Context, b inputBatch, more <-chan inputBatch) (last inputBatch, err error) {
	last = b
	if len(b.entries) == 0 {
		return last, ctx.Err()
	}
	rows := int64(len(b.entries))
	next := func() ([]entry, error) {
		if last.err != nil || rows+batchRows > r.most() {
			return nil, nil //nolint:nilerr // The transaction's caller looks at it, behind the rows before it.
		}
		if last.memory != b.memory { // It was taken in, and should the transaction fail, it is read again.
			r.unused.give(last)
		}
		var open bool
		if last, open = <-more; !open {
			return nil, ctx.Err()
		}
		rows += int64(len(last.entries))
		return last.entries, nil
	}
	start := time.Now()
	err = r.write(ctx, b.entries, next, start)
	if err == nil {
		r.unused.give(b)
		if last.memory != nil && last.memory != b.memory {
			r.unused.give(last)
		}
	}
	if refusal(err) == nil {
		return last, err
	}
	if rows > int64(len(b.entries)) {
		return last, errTogether
	}
	return last, r.halves(ctx, b.entries, start, refusal(err))
}

// refusal is the error of a row that the collection does not take; nil for others.
func refusal(err error) *fault.Error {
	var f *fault.Error
	if models.Elsewhere(err) || !errors.As(err, &f) || f.Code != fault.Conflict && f.Code != fault.Unprocessable {
		return nil
	}
	return f
}

// halves takes in rows among which at least one is refused.
func (r *run) halves(ctx context.Context, entries []entry, start time.Time, why *fault.Error) error {
	if len(entries) == 1 {
		entries[0].row.Err = errors.New(why.Detail) // Which prepare finds.
		return r.write(ctx, entries, noMore, start)
	}
	half := len(entries) / 2
	for _, part := range [][]entry{entries[:half], entries[half:]} {
		err := r.write(ctx, part, noMore, start)
		if f := refusal(err); f != nil {
			err = r.halves(ctx, part, start, f)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func noMore() ([]entry, error) { return nil, nil }

// taken is a batch that was taken in, with its report.
type taken struct {
	unmatched []models.Unmatched
	report    chan packedReport
}

// write writes batches with their reports in one transaction: the first, and what next gives until it gives none.
func (r *run) write(ctx context.Context, first []entry, next func() ([]entry, error), start time.Time) error {
	var all []taken
	p := models.Progress{From: r.job.Position}
	leave := func() {}
	defer func() { leave() }()
	rows := func(b *models.Batch) error {
		leave = r.gate.enter()
		for entries := first; len(entries) > 0; {
			out, err := r.take(b, entries)
			if err != nil {
				return err
			}
			all = append(all, taken{out.unmatched, r.pack(out.rows)})
			p.To, p.Counts = entries[len(entries)-1].row.Number, p.Counts.Plus(out.counts())
			if entries, err = next(); err != nil {
				return err
			}
		}
		return nil
	}
	report := func(b *models.Batch) error {
		leave() // What packs needs room as well.
		for _, t := range all {
			if err := r.report(b, t); err != nil {
				return err
			}
		}
		p.BytesRead, p.BusyMS = min(r.read.Load(), r.job.Size), time.Since(start).Milliseconds()
		return b.Advance(r.job.ID, p)
	}
	var err error
	if r.target == r.reportTo {
		err = r.target.WriteBatch(ctx, &r.known, rows, report)
	} else if err = r.target.WriteBatch(ctx, &r.known, rows); err == nil {
		err = r.reportTo.WriteBatch(ctx, &r.reportKnown, report)
	}
	if err != nil {
		return err
	}
	r.advance(p)
	return nil
}

func (r *run) report(b *models.Batch, t taken) error {
	report := <-t.report
	if report.err != nil {
		return report.err
	}
	if err := b.Report(r.job.ID, report.PackedReport); err != nil {
		return err
	}
	for i := range t.unmatched {
		if err := b.KeepUnmatched(&t.unmatched[i]); err != nil {
			return err
		}
	}
	return nil
}

type packedReport struct {
	models.PackedReport
	err error
}

// pack packs the report of a batch while others are written.
func (r *run) pack(rows []models.ReportRow) chan packedReport {
	packed := make(chan packedReport, 1)
	go func() {
		defer r.gate.enter()()
		report, err := r.reporter.Pack(rows)
		packed <- packedReport{report, err}
	}()
	return packed
}

// advance brings the job at hand to where the stored one is.
func (r *run) advance(p models.Progress) {
	r.job.Position, r.job.BytesRead, r.job.BusyMS = p.To, p.BytesRead, r.job.BusyMS+p.BusyMS
	r.job.ImportCounts = r.job.ImportCounts.Plus(p.Counts)
	if r.watch != nil {
		r.watch(r.job)
	}
}
