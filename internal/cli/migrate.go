package cli

import (
	"context"
	"fmt"

	"reelscore/internal/config"
	"reelscore/models"
)

type migrateCmd struct {
	Status bool `help:"Only tell the state; change nothing."`
}

// Run brings the schema up to date, or tells how far it is.
func (m migrateCmd) Run(ctx context.Context, p *program) error {
	address, err := config.Database(p.DB)
	if err != nil {
		return err
	}
	if m.Status {
		return p.tellSchema(ctx, address)
	}
	store, err := models.Open(ctx, address)
	if err != nil {
		return err
	}
	if err := store.Close(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.out, "%s is at schema version %d, the newest\n", config.Shown(address), store.Schema())
	return err
}

func (p *program) tellSchema(ctx context.Context, address string) error {
	schema, err := models.SchemaOf(ctx, address)
	if err != nil {
		return err
	}
	state := "the newest"
	switch {
	case schema.Stored < schema.Newest:
		state = fmt.Sprintf("behind %d; reelscore migrate or the next start brings it there", schema.Newest)
	case schema.Stored > schema.Newest:
		state = fmt.Sprintf("written by a newer reelscore; this one knows %d", schema.Newest)
	}
	_, err = fmt.Fprintf(p.out, "%s is at schema version %d, %s\n", config.Shown(address), schema.Stored, state)
	return err
}
