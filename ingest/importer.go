package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync/atomic"

	"reelscore/exchange"
	"reelscore/internal/fault"
	"reelscore/models"
)

// run is one run of an import.
type run struct {
	target   *models.Store // where the rows go
	job      models.Import
	known    models.Known
	reporter *models.Reporter
	// base is how many reviews there were when the job began; see baseOf.
	base int64
	gate *gate
	read *atomic.Int64 // bytes of the input
	// unused is memory for batches.
	unused memories
	// reportTo is where the report goes: another store than the rows' in a dry run.
	reportTo    *models.Store
	reportKnown models.Known
	watch       func(models.Import)
	// own tells that the input is in the own format, whose reviews say themselves where they are from.
	own bool
}

// Input is what an import reads: a file, or a directory.
type Input struct {
	Name string
	File interface {
		io.Reader
		io.ReaderAt
		io.Seeker
	}
	Dir fs.FS
}

// BaseName is a file's name without directories and extensions, in the letters that a namespace may have: what an
// import calls its source when nothing else is said.
func BaseName(name string) string {
	base := path.Base(strings.ReplaceAll(name, "\\", "/"))
	if i := strings.IndexByte(base, '.'); i > 0 {
		base = base[:i]
	}
	clean := strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '_', c == '-':
			return c
		case c >= 'A' && c <= 'Z':
			return c + 'a' - 'A'
		}
		return '-'
	}, base)
	if clean = strings.Trim(clean, "-_"); clean == "" {
		return "import"
	}
	return clean[:min(len(clean), 60)]
}

// readerOptions are the options of an import as exchange takes them.
func readerOptions(i *models.Import) exchange.Options {
	o := exchange.Options{
		Format: exchange.Format(i.Options.Format), Preset: i.Options.Preset, Map: i.Options.Map, Defaults: i.Options.Defaults, Namespace: i.Source,
		Critic: i.Options.Critic, Dates: exchange.DateOrder(i.Options.Dates),
	}
	if i.Options.Delimiter != "" {
		o.Delimiter = i.Options.Delimiter[0]
	}
	return o
}

// counted counts the bytes that are read of a file.
type counted struct {
	io.ReaderAt
	io.ReadSeeker
	n *atomic.Int64
}

func (c counted) Read(b []byte) (int, error) {
	n, err := c.ReadSeeker.Read(b)
	c.n.Add(int64(n))
	return n, err
}

func (c counted) ReadAt(b []byte, at int64) (int, error) {
	n, err := c.ReaderAt.ReadAt(b, at)
	c.n.Add(int64(n))
	return n, err
}

func (r *run) open(in Input) (exchange.Reader, error) {
	o := readerOptions(&r.job)
	if in.Dir != nil {
		return exchange.OpenFS(in.Dir, in.Name, o)
	}
	head := make([]byte, 64<<10)
	n, err := in.File.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	format := o.Format
	if format == "" && len(o.Map) == 0 && o.Preset == "" {
		format, _ = exchange.Detect(head[:n], in.Name)
	}
	r.own = format == exchange.FormatNDJSON
	return exchange.Open(counted{in.File, in.File, r.read}, in.Name, o)
}

// RunImport runs an import, or goes on with it where it was left, until it ends; watch, which may be nil, is told of
// every batch. An import that is stopped by ctx stays as it is, to go on later. The error is one of the collection; what
// is wrong with the input is told by the import.
func RunImport(ctx context.Context, store *models.Store, id int64, in Input, watch func(models.Import)) (models.Import, error) {
	job, err := store.StartImport(ctx, id)
	if err != nil {
		return job, err
	}
	r := &run{target: store, reportTo: store, job: job, watch: watch, read: &atomic.Int64{}, gate: gateFor(store, &job), unused: make(memories, 4)}
	if r.reporter, err = models.NewReporter(); err != nil {
		return job, err
	}
	if job.DryRun {
		copied, drop, err := scratch(ctx, store)
		if err != nil {
			return job, err
		}
		defer drop()
		r.target = copied
	}
	if r.base, err = baseOf(ctx, store, &job); err != nil {
		return job, err
	}
	problem, err := r.all(ctx, in)
	switch {
	case models.Elsewhere(err):
		return store.Import(context.WithoutCancel(ctx), id)
	case err != nil:
		return r.job, err
	}
	state := models.ImportDone
	if problem != "" {
		state = models.ImportFailed
	}
	return store.EndImport(context.WithoutCancel(ctx), id, state, problem)
}

// all takes in the whole input; problem is what is wrong with it.
func (r *run) all(ctx context.Context, in Input) (problem string, err error) {
	for {
		problem, err = r.once(ctx, in)
		if !errors.Is(err, errTogether) {
			return problem, err
		}
		r.base = alone // From here on the row that the collection refuses can be found.
	}
}

// once reads the input, and takes in what is behind the job's position.
func (r *run) once(ctx context.Context, in Input) (problem string, err error) {
	reader, err := r.open(in)
	if err != nil {
		return inputProblem(err)
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	batches := readBatches(ctx, reader, r.job.Position, r.prepare, r.gate, r.unused)
	defer func() { // The reader is in use until they are at their end.
		stop()
		for range batches {
		}
	}()
	for b := range batches {
		if b, err = r.transaction(ctx, b, batches); err != nil {
			return "", err
		}
		switch {
		case b.ended():
			return "", nil
		case b.err != nil && ctx.Err() == nil:
			return inputProblem(b.err)
		}
	}
	return "", ctx.Err()
}

// inputProblem tells an input that cannot be read from a collection that cannot.
func inputProblem(err error) (string, error) {
	var f *fault.Error
	if errors.As(err, &f) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return "", err
	}
	return err.Error(), nil
}

// scratch copies the collection, for a dry run to write into what nobody will see.
func scratch(ctx context.Context, store *models.Store) (copied *models.Store, drop func(), err error) {
	dir, err := os.MkdirTemp("", "reelscore-dry-run-")
	if err != nil {
		return nil, nil, fmt.Errorf("make room for the dry run: %w", err)
	}
	file := path.Join(dir, "copy.db")
	if err = store.CopyTo(ctx, file); err == nil {
		copied, err = models.Open(ctx, file)
	}
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("copy the collection for the dry run: %w", err), os.RemoveAll(dir))
	}
	copied.PaceBy(store)
	return copied, func() {
		// What is left of a copy is in the directory for temporary files, and is nobody's data.
		_ = errors.Join(copied.Close(), os.RemoveAll(dir))
	}, nil
}
