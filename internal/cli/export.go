package cli

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"

	"reelscore/exchange"
	"reelscore/ingest"
	"reelscore/models"
)

type exportCmd struct {
	Format string `default:"ndjson" enum:"ndjson,csv,letterboxd" help:"ndjson (all of the collection), csv (its reviews) or letterboxd (for import there)."`
	Output string `default:"-" help:"The file to write; - is the standard output." placeholder:"FILE"`
	Film   string `help:"Only this film: id, slug or prefixed outside id." placeholder:"FILM"`
	Outlet string `help:"Only reviews of this outlet: id or slug." placeholder:"OUTLET"`
}

// Run writes the collection. A file appears under its name when it is whole.
func (e exportCmd) Run(ctx context.Context, p *program) error {
	return p.withStored(ctx, func(store *models.Store) (err error) {
		filter := models.ExportFilter{Film: models.Ref(e.Film), Outlet: models.Ref(e.Outlet)}
		if err := store.CheckFilter(ctx, filter); err != nil {
			return err
		}
		if e.Output == "-" {
			return e.write(ctx, store, filter, p.out)
		}
		partial := e.Output + ".part"
		f, err := os.Create(partial) //nolint:gosec // The file that the user names.
		if err != nil {
			return err
		}
		if err := errors.Join(e.write(ctx, store, filter, f), f.Close()); err != nil {
			return errors.Join(err, os.Remove(partial))
		}
		return os.Rename(partial, e.Output)
	})
}

func (e exportCmd) write(ctx context.Context, store *models.Store, filter models.ExportFilter, to io.Writer) error {
	w := bufio.NewWriterSize(to, 64<<10)
	if err := ingest.Export(ctx, store, exchange.Format(e.Format), filter, w); err != nil {
		return err
	}
	return w.Flush()
}
