package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// Reader reads a collection row by row.
type Reader interface {
	// Next reads the next row; io.EOF when there is none. A row that cannot be used has its own Err and never stops the
	// rest. Any other error is the end: a *PositionError for input that cannot be read further, or the context's.
	Next(ctx context.Context) (Row, error)
	// Close frees what the reader opened itself; not the input that it was given.
	Close() error
}

// Row is one row of the input: a record, a reason to leave it out, or what is wrong with it.
type Row struct {
	Record Record
	// Number counts the rows of the whole input from 1, without headers and blank lines. The same input gives the same
	// numbers, so that Options.Skip can go on behind any of them.
	Number int64
	// File is the file within an archive or directory; empty for a single file.
	File string
	// Line is the line on which the row begins, from 1; Offset its first byte in the unpacked file (of UTF-16: in the
	// file as UTF-8).
	Line, Offset int64
	// Text is the row as it stands in the input.
	Text string
	// Notes are remarks on a row that was read: an ambiguous date, a repaired quote.
	Notes []string
	// Skip says why the row is no record of a film or review, when it is none: a series, a repeated row.
	Skip string
	// Err says what is wrong with the row, with the field and the remedy.
	Err error
}

// PositionError says where a file cannot be read further. It ends the reading, or, for one file of several, is the Err of
// a row.
type PositionError struct {
	Line, Offset int64 // the last place that could be read
	Err          error
}

func (e *PositionError) Error() string {
	return fmt.Sprintf("line %d, byte %d: %v", e.Line, e.Offset, e.Err)
}

func (e *PositionError) Unwrap() error { return e.Err }

// Options say how to read. The zero value detects everything.
type Options struct {
	// Format is the format; empty to detect it.
	Format Format
	// Preset names a set of columns of a known file, see Presets. Only for CSV.
	Preset string
	// Map says which column holds a field: field -> column header. An empty column leaves the field unread. Columns that
	// it does not name are recognised by their header. Fields lists the fields. Only for CSV.
	Map map[string]string
	// Defaults are the values of fields of which the row says nothing: field -> value. Only for tables.
	Defaults map[string]string
	// Namespace is the namespace of plain film ids; "local" when empty.
	Namespace string
	// Critic is who wrote the reviews of a personal export that does not say so itself.
	Critic string
	// Dates is how 10/11/2018 is to be read.
	Dates DateOrder
	// Delimiter is the delimiter of cells: a comma, tab, semicolon or pipe; 0 to detect it. Only for CSV.
	Delimiter byte
	// Skip leaves out the rows up to this number.
	Skip int64
	// Limits bound what hostile input can cost; zero fields take the value of DefaultLimits.
	Limits Limits
}

// Limits bound what hostile input can cost. All are inclusive.
type Limits struct {
	// Record is the longest row, and the longest JSON value, in bytes.
	Record int
	// Columns is the highest number of cells in a row.
	Columns int
	// Items is the highest number of objects within one JSON value.
	Items int
	// Total is the highest number of bytes after unpacking, over all files.
	Total int64
	// Ratio is how many times larger than packed the unpacked bytes may be, from 16 MiB on.
	Ratio int64
	// Files is the highest number of files in an archive.
	Files int
	// Joins is the highest number of rows that are held to join files: films of a MovieLens or Letterboxd export.
	Joins int
}

// DefaultLimits bound memory to about 200 MB for the worst input.
func DefaultLimits() Limits {
	return Limits{Record: 16 << 20, Columns: 1000, Items: 100_000, Total: 16 << 30, Ratio: 250, Files: 10_000, Joins: 500_000}
}

// filled replaces what is not set by the defaults.
func (l Limits) filled() Limits {
	d := DefaultLimits()
	return Limits{
		Record: orInt(l.Record, d.Record), Columns: orInt(l.Columns, d.Columns), Items: orInt(l.Items, d.Items), Total: orInt(l.Total, d.Total),
		Ratio: orInt(l.Ratio, d.Ratio), Files: orInt(l.Files, d.Files), Joins: orInt(l.Joins, d.Joins),
	}
}

func orInt[T int | int64](v, otherwise T) T {
	if v <= 0 {
		return otherwise
	}
	return v
}

// The reasons for which input is refused as a whole.
var (
	ErrTooLarge = errors.New("the unpacked input is larger than the limit; split it")
	ErrBomb     = errors.New("the input unpacks to far more than its own size; unpack it yourself if you trust it")
	ErrUnknown  = errors.New("the format was not recognised; name it")
)

// skipping leaves out the first rows.
type skipping struct {
	Reader
	upTo int64
}

func (s skipping) Next(ctx context.Context) (Row, error) {
	for {
		row, err := s.Reader.Next(ctx)
		if err != nil || row.Number > s.upTo {
			return row, err
		}
	}
}

// reader joins what reads rows with what has to be closed.
type reader struct {
	next   func() (Row, error)
	closer io.Closer
}

func (r reader) Next(ctx context.Context) (Row, error) {
	if err := ctx.Err(); err != nil {
		return Row{}, err
	}
	return r.next()
}

func (r reader) Close() error {
	if r.closer == nil {
		return nil
	}
	return r.closer.Close()
}
