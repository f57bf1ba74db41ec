package ingest

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"reelscore/internal/fault"
	"reelscore/models"
)

// Imports runs the uploaded imports, one at a time and in their order.
type Imports struct {
	store *models.Store
	log   *slog.Logger
	wake  chan struct{}
	made  time.Time
}

// NewImports makes a runner, which Run sets to work.
func NewImports(store *models.Store, log *slog.Logger) *Imports {
	return &Imports{store: store, log: log, wake: make(chan struct{}, 1), made: time.Now()}
}

// Wake tells that there is an import to run.
func (i *Imports) Wake() {
	select {
	case i.wake <- struct{}{}:
	default: // It is awake.
	}
}

// Imports that another server has taken in or had at work, or that could not go on, are looked for this often.
const (
	lookEvery  = 3 * time.Second
	retryAfter = 5 * time.Second
)

// Run runs imports until ctx ends, first the ones that were not brought to their end before.
func (i *Imports) Run(ctx context.Context) {
	if err := i.store.DropHalfReceived(ctx, i.made); err != nil && ctx.Err() == nil {
		i.log.ErrorContext(ctx, "imports that came in only in part are not deleted", "error", err)
	}
	for ctx.Err() == nil {
		wait := lookEvery
		more, err := i.next(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			i.log.ErrorContext(ctx, "imports do not go on", "error", err)
			wait = retryAfter
		case more:
			continue
		}
		select {
		case <-i.wake:
		case <-time.After(wait):
		case <-ctx.Done():
		}
	}
}

// next runs the next import; false when there is none, or when another server is at one.
func (i *Imports) next(ctx context.Context) (more bool, err error) {
	if job, err := i.store.NextImport(ctx); err != nil || job == nil {
		return false, err
	}
	_, err = i.store.Alone(ctx, models.ImportTask, func(ctx context.Context) error {
		more, err = i.run(ctx)
		return err
	})
	return more, err
}

// run runs the next import, which no other server does meanwhile.
func (i *Imports) run(ctx context.Context) (bool, error) {
	job, err := i.store.NextImport(ctx)
	if err != nil || job == nil {
		return false, err
	}
	log := i.log.With("import", job.ID, "name", job.Name)
	log.InfoContext(ctx, "import runs", "behind_row", job.Position)
	done, err := RunImport(ctx, i.store, job.ID, Input{Name: job.Name, File: i.store.Spool(ctx, job)}, nil)
	switch {
	case err == nil:
		log.InfoContext(ctx, "import has ended", "state", done.State, "rows", done.Position, "rows_per_second", done.Rate())
		return true, nil
	case ctx.Err() != nil:
		return false, nil //nolint:nilerr // The program ends; the import goes on at its next start.
	}
	now, lost := i.store.Import(ctx, job.ID)
	if lost != nil || now.State.Ended() { // It was cancelled or deleted meanwhile.
		return true, nil //nolint:nilerr // Whatever went wrong concerns nobody any more.
	}
	if fault.Is(err, fault.Unavailable) {
		return false, err
	}
	log.ErrorContext(ctx, "import has failed", "error", err)
	_, ended := i.store.EndImport(ctx, job.ID, models.ImportFailed, "the import could not go on; the operator finds the cause in the log")
	return true, errors.Join(ended)
}
