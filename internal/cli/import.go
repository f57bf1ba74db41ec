package cli

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"

	"reelscore/ingest"
	"reelscore/internal/config"
	"reelscore/models"
)

// exitRows is the exit code of an import that ended well and has rows that are unmatched or rejected.
const exitRows = 3

type importCmd struct {
	File      string            `arg:"" help:"The file, packed or not, or the directory of an unpacked export." placeholder:"FILE"`
	Format    string            `help:"Its format: ndjson, csv, letterboxd, imdb, movielens, trakt or json-ld (recognised when left out)." placeholder:"NAME"`
	Preset    string            `help:"A set of columns of a known table: rotten-tomatoes, tmdb." placeholder:"NAME"`
	Map       map[string]string `mapsep:"none" help:"Which column holds a field; repeat it for more." placeholder:"FIELD=COLUMN"`
	Default   map[string]string `mapsep:"none" help:"The value of a field that rows leave open; repeat it for more." placeholder:"FIELD=VALUE"`
	Source    string            `help:"Where the reviews are from, and the namespace of plain film ids (the file's name when left out)." placeholder:"NAME"`
	Critic    string            `help:"Who wrote the reviews of a personal export that does not say it." placeholder:"NAME"`
	Dates     string            `help:"How 10/11/2018 is to be read: dmy or mdy (found out when left out)." placeholder:"ORDER"`
	Delimiter string            `help:"What stands between cells (found out when left out)." placeholder:"CHARACTER"`
	DryRun    bool              `help:"Store nothing; only report what would be done."`
	Report    string            `help:"Write what became of every row into this CSV file." placeholder:"FILE"`
	JSON      bool              `name:"json" help:"Print the result as JSON."`
}

// Help implements kong.HelpProvider.
func (importCmd) Help() string {
	return "An import that was killed goes on where it was when it is started again with the same file and flags. " +
		"Importing a file again changes only what has changed in it.\n\n" +
		"Exit codes: 0 all rows are fine, 1 the import failed, 3 it ended and some rows were rejected or need their film named (see --report)."
}

// importMemory lets the heap grow to a limit before it is collected in earnest: an import makes much garbage from little that lives.
var importMemory = config.GC{Percent: 400, Limit: 144 << 20}

// codeError ends the program with that exit code, without a message.
type codeError int

func (c codeError) Error() string { return "exit code " + strconv.Itoa(int(c)) }

// Run imports a file.
func (c importCmd) Run(ctx context.Context, p *program) error {
	in, size, closeFile, err := openInput(c.File)
	if err != nil {
		return err
	}
	defer closeFile()
	importMemory.Apply()
	if err := standBack(); err != nil {
		fmt.Fprintf(p.log, "reelscore: the import keeps the priority of other programs: %v\n", err) //nolint:errcheck // A terminal that is gone is told nothing.
	}
	open := opener(models.OpenToFill)
	if c.DryRun {
		open = models.Open
	}
	return p.withOpened(ctx, open, func(store *models.Store) error {
		job, err := c.job(ctx, store, in, size)
		if err != nil {
			return err
		}
		bar := newImportBar(p.log, job)
		job, err = ingest.RunImport(ctx, store, job.ID, in, bar.tell)
		bar.end()
		if err == nil {
			err = store.BuildIndexes(ctx)
		}
		if err != nil {
			return err
		}
		return c.tell(ctx, p, store, job)
	})
}

// openInput opens the file or directory.
func openInput(name string) (in ingest.Input, size int64, closeFile func(), err error) {
	about, err := os.Stat(name)
	if err != nil {
		return in, 0, nil, err
	}
	in.Name = filepath.Base(name)
	if about.IsDir() {
		in.Dir = os.DirFS(name)
		return in, 0, func() {}, nil
	}
	f, err := os.Open(name) //nolint:gosec // The file that the user names.
	if err != nil {
		return in, 0, nil, err
	}
	in.File = f
	return in, about.Size(), func() { f.Close() }, nil //nolint:errcheck // It was only read.
}

// job finds the import of this file that was not brought to its end, or makes a new one.
func (c importCmd) job(ctx context.Context, store *models.Store, in ingest.Input, size int64) (models.Import, error) {
	job := models.Import{
		Name: in.Name, Origin: models.OriginFile, Source: c.Source, DryRun: c.DryRun, State: models.ImportWaiting, Size: size,
		Options: models.ImportOptions{Format: c.Format, Preset: c.Preset, Map: c.Map, Defaults: c.Default, Critic: c.Critic, Dates: c.Dates, Delimiter: c.Delimiter},
	}
	if job.Source == "" {
		job.Source = ingest.BaseName(in.Name)
	}
	if err := ingest.CheckImport(&job); err != nil {
		return job, err
	}
	if in.File != nil { // A directory may change while it is read, so its import always begins anew.
		sum := sha256.New()
		if _, err := io.Copy(sum, io.NewSectionReader(in.File, 0, size)); err != nil {
			return job, fmt.Errorf("read %s: %w", c.File, err)
		}
		job.Fingerprint = hex.EncodeToString(sum.Sum(nil))
		begun, err := store.UnfinishedImport(ctx, &job)
		if err != nil || begun != nil {
			if begun != nil {
				job = *begun
			}
			return job, err
		}
	}
	return job, store.CreateImport(ctx, &job)
}

// importResult is what --json prints.
type importResult struct {
	Import    int64  `json:"import"`
	State     string `json:"state"`
	Error     string `json:"error,omitempty"`
	DryRun    bool   `json:"dry_run"`
	Rows      int64  `json:"rows"`
	Created   int64  `json:"created"`
	Updated   int64  `json:"updated"`
	Unchanged int64  `json:"unchanged"`
	Duplicate int64  `json:"duplicate"`
	Skipped   int64  `json:"skipped"`
	Unmatched int64  `json:"unmatched"`
	Rejected  int64  `json:"rejected"`
	Flagged   int64  `json:"flagged"`
	Seconds   string `json:"seconds"`
	Rate      int64  `json:"rows_per_second"`
}

// tell prints what has become of the rows.
func (c importCmd) tell(ctx context.Context, p *program, store *models.Store, job models.Import) error {
	if c.Report != "" {
		if err := writeReport(ctx, store, job.ID, c.Report); err != nil {
			return err
		}
	}
	r := importResult{
		job.ID, string(job.State), job.Error, job.DryRun, job.Position, job.Created, job.Updated, job.Unchanged, job.Duplicate, job.Skipped, job.Unmatched,
		job.Rejected, job.Flagged, strconv.FormatFloat(float64(job.BusyMS)/1000, 'f', 3, 64), job.Rate(),
	}
	if c.JSON {
		if err := json.NewEncoder(p.out).Encode(r); err != nil {
			return err
		}
	} else if _, err := fmt.Fprintf(p.out, "import %d of %s is %s: %s\n", job.ID, job.Name, job.State, importWords(&job)); err != nil {
		return err
	}
	switch {
	case job.State == models.ImportFailed:
		return fmt.Errorf("%s: %s; %s rows before that are taken in", job.Name, job.Error, humanize.Comma(job.Position))
	case job.State != models.ImportDone:
		return fmt.Errorf("the import is %s", job.State)
	case job.Unmatched+job.Rejected > 0:
		return codeError(exitRows)
	}
	return nil
}

// importWords are the counts in words, those that are not 0.
func importWords(job *models.Import) string {
	words := []string{}
	if job.DryRun {
		words = append(words, "nothing was stored;")
	}
	for _, n := range []struct {
		count int64
		what  string
	}{
		{job.Created, "created"}, {job.Updated, "updated"}, {job.Unchanged, "unchanged"}, {job.Duplicate, "duplicates"}, {job.Skipped, "skipped"},
		{job.Unmatched, "unmatched"}, {job.Rejected, "rejected"}, {job.Flagged, "with flags on the rating"},
	} {
		if n.count > 0 {
			words = append(words, humanize.Comma(n.count)+" "+n.what+",")
		}
	}
	if len(words) == 0 {
		return "it has no rows"
	}
	return strings.TrimRight(strings.Join(words, " "), ",") + fmt.Sprintf(" (%s rows/s)", humanize.Comma(job.Rate()))
}

// writeReport writes what became of every row, as CSV.
func writeReport(ctx context.Context, store *models.Store, id int64, file string) (err error) {
	f, err := os.Create(file) //nolint:gosec // The file that the user names.
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := csv.NewWriter(f)
	if err := ingest.WriteReport(ctx, store, id, nil, w); err != nil {
		return err
	}
	w.Flush()
	return w.Error()
}
