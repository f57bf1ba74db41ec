package cli

import (
	"context"
	_ "embed"
	"errors"
	"fmt"

	"reelscore/handlers"
	"reelscore/models"
)

// The sample data: facts about real films, and made-up reviews by made-up outlets.
//
//go:embed demo/collection.json
var sample []byte

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
		_, err = fmt.Fprintf(p.out, "%d films with %d reviews are in the database; start the server to look at them.\n", films, reviews)
		return err
	})
}
