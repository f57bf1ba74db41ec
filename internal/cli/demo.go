package cli

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"

	"reelscore/handlers"
	"reelscore/ingest"
	"reelscore/models"
)

// The sample data: facts about real films, and made-up reviews by made-up outlets.
//
//go:embed demo/collection.json
var sample []byte

// A table that an import of samples only tries, so that there is a report to look at.
//
//go:embed demo/ratings.csv
var sampleTable []byte

type demoCmd struct{}

// Run fills an empty database with the sample data.
func (demoCmd) Run(ctx context.Context, p *program) error {
	return p.withStore(ctx, func(store *models.Store) error {
		page, err := store.Films(ctx, models.FilmFilter{}, models.List{Limit: 1})
		if err != nil {
			return err
		}
		if len(page.Items) > 0 {
			return errors.New("the database has films already: the samples are for an empty one, such as --db demo.db")
		}
		films, reviews, err := (&handlers.API{Store: store}).Load(ctx, sample)
		if err != nil {
			return fmt.Errorf("the samples are stored in part only; delete the database and try again: %w", err)
		}
		if err := tryImport(ctx, store); err != nil {
			return err
		}
		_, err = fmt.Fprintf(p.out, "%d films with %d reviews are in the database; start the server to look at them.\n", films, reviews)
		return err
	})
}

// tryImport leaves the report of a dry run, which stores no review.
func tryImport(ctx context.Context, store *models.Store) error {
	job := models.Import{
		Name: "ratings.csv", Origin: models.OriginFile, Source: "samples", DryRun: true, State: models.ImportWaiting, Size: int64(len(sampleTable)),
	}
	if err := ingest.CheckImport(&job); err != nil {
		return err
	}
	if err := store.CreateImport(ctx, &job); err != nil {
		return err
	}
	_, err := ingest.RunImport(ctx, store, job.ID, ingest.Input{Name: job.Name, File: bytes.NewReader(sampleTable)}, func(models.Import) {})
	return err
}
