package cli

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/dustin/go-humanize"

	"reelscore/internal/config"
	"reelscore/models"
)

type copyCmd struct {
	From string `required:"" help:"The database to copy: a SQLite file, or the URL of a PostgreSQL database." placeholder:"FILE|URL"`
	To   string `required:"" help:"The empty database to copy it to." placeholder:"FILE|URL"`
}

// Run copies a collection from one database to another, and proves the copy equal.
func (c copyCmd) Run(ctx context.Context, p *program) (err error) {
	from, err := openNamed(ctx, "--from", c.From, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	to, err := openNamed(ctx, "--to", c.To, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	bar := newPageBar(p.log, "copying to "+config.Shown(c.To), "rows")
	tables, err := models.Copy(ctx, from, to, bar.tell)
	bar.end()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	var rows int64
	for _, t := range tables {
		rows += t.Rows
		fmt.Fprintf(w, "%s\t%d\t%s\n", t.Name, t.Rows, t.Checksum) //nolint:errcheck // Flush tells.
	}
	fmt.Fprintf(w, "%s rows in %d tables; the same rows and checksums on both sides\n", humanize.Comma(rows), len(tables)) //nolint:errcheck // As above.
	return w.Flush()
}

// openNamed opens the database that a flag names; there says that it must be there already.
func openNamed(ctx context.Context, flag, text string, there bool) (*models.Store, error) {
	address, err := config.Database(text)
	if err == nil && there {
		_, err = models.SchemaOf(ctx, address)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", flag, err)
	}
	store, err := models.Open(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", flag, err)
	}
	return store, nil
}
