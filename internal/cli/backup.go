package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"

	"reelscore/internal/config"
	"reelscore/models"
)

type backupCmd struct {
	File      string `arg:"" help:"The file to write."`
	Overwrite bool   `help:"Take the place of a file that is there already."`
}

// Run copies the database while it is served. The file appears under its name when it is whole and checked.
func (b backupCmd) Run(ctx context.Context, p *program) error {
	database, err := p.file()
	if err != nil {
		return err
	}
	if _, err := os.Stat(b.File); err == nil && !b.Overwrite {
		return fmt.Errorf("%s is there already: give another name, or --overwrite", b.File)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	bar := newPageBar(p.log, "copying "+database, "pages")
	copied, err := models.Backup(ctx, database, b.File, bar.tell)
	bar.end()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.out, "%s: %s, %s rows, schema version %d; checked\n", b.File, humanize.IBytes(uint64(copied.Bytes)), humanize.Comma(copied.Rows), copied.Schema)
	return err
}

type restoreCmd struct {
	File string `arg:"" help:"The backup."`
}

// Run puts a backup in the place of the database.
func (r restoreCmd) Run(ctx context.Context, p *program) error {
	database, err := p.file()
	if err != nil {
		return err
	}
	bar := newPageBar(p.log, "copying "+r.File, "pages")
	copied, err := models.Restore(ctx, r.File, database, bar.tell)
	bar.end()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.out, "%s is now what %s holds: %s, %s rows, schema version %d; checked\n", database, r.File, humanize.IBytes(uint64(copied.Bytes)), humanize.Comma(copied.Rows), copied.Schema)
	return err
}

// file is the SQLite file that --db names.
func (p *program) file() (string, error) {
	database, err := config.Database(p.DB)
	if err == nil && strings.Contains(database, "://") {
		err = errors.New("--db (REELSCORE_DB): names a PostgreSQL database: use pg_dump and pg_restore, or a base backup (pg_basebackup)")
	}
	return database, err
}

// pageBar shows how far a copy is: a bar on a terminal, plain lines otherwise.
type pageBar struct {
	out  io.Writer
	name string
	unit string
	bar  *progressbar.ProgressBar
	last time.Time
}

func newPageBar(out io.Writer, name, unit string) *pageBar {
	b := &pageBar{out: out, name: name, unit: unit, last: time.Now()}
	if f, is := out.(*os.File); is && isatty.IsTerminal(f.Fd()) {
		b.bar = progressbar.NewOptions(1, progressbar.OptionSetWriter(out), progressbar.OptionSetDescription(name), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	}
	return b
}

func (b *pageBar) tell(done, all int) {
	if b.bar != nil {
		b.bar.ChangeMax(all)
		_ = b.bar.Set(done) // A bar that cannot be drawn is no reason to stop.
		return
	}
	if time.Since(b.last) >= barEvery {
		b.last = time.Now()
		fmt.Fprintf(b.out, "%s: %s of %s %s\n", b.name, humanize.Comma(int64(done)), humanize.Comma(int64(all)), b.unit) //nolint:errcheck // Words for people.
	}
}

func (b *pageBar) end() {
	if b.bar != nil {
		_ = b.bar.Finish() // As above.
	}
}
