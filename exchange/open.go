package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Open reads a file, packed with gzip or not; name is its name, which helps to recognise it. A ZIP archive (an export of
// Letterboxd or MovieLens, or files of any format) must be an io.ReaderAt and io.Seeker as well, as files are.
func Open(r io.Reader, name string, o Options) (Reader, error) {
	o.Limits = o.Limits.filled()
	if at, ok := r.(interface {
		io.ReaderAt
		io.ReadSeeker
	}); ok {
		magic := make([]byte, 4)
		if n, err := at.ReadAt(magic, 0); err == nil && n == 4 && bytes.Equal(magic, []byte("PK\x03\x04")) {
			size, err := at.Seek(0, io.SeekEnd)
			if err != nil {
				return nil, err
			}
			return openZip(at, size, name, o)
		}
	}
	t, err := openText(r, o.Limits, nil)
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(t.head, []byte("PK\x03\x04")) {
		return nil, errors.New("a ZIP archive must be a file that can be read at any place; save it first")
	}
	next, err := openFormat(t, name, &o)
	if err != nil {
		return nil, err
	}
	return skipping{reader{next: next}, o.Skip}, nil
}

func openZip(r io.ReaderAt, size int64, name string, o Options) (Reader, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("the ZIP archive cannot be read: %w", err)
	}
	if len(z.File) > o.Limits.Files {
		return nil, fmt.Errorf("the ZIP archive holds %d files, the limit is %d", len(z.File), o.Limits.Files)
	}
	return openFiles(z, name, o, newBudget(o.Limits, size))
}

// opener opens a text as one format.
type opener func(t *text, o *Options) (func() (Row, error), error)

// openers are the formats that need no more than their own text.
var openers = map[Format]opener{
	FormatNDJSON: func(t *text, o *Options) (func() (Row, error), error) {
		n := ndjson{o: o, lines: newLines(t, o.Limits.Record, 0)}
		return n.next, nil
	},
	FormatTrakt: func(t *text, o *Options) (func() (Row, error), error) {
		r := trakt{o: o, values: newValues(t, o.Limits.Record)}
		return r.next, nil
	},
	FormatJSONLD: func(t *text, o *Options) (func() (Row, error), error) {
		r := jsonld{o: o, values: newValues(t, o.Limits.Record)}
		return r.next, nil
	},
	FormatCSV:        openCSV,
	FormatIMDb:       openPreset(func([]string) *preset { p := imdb; return &p }),
	FormatLetterboxd: openPreset((&letterboxd{}).preset),
	FormatMovieLens:  openPreset((&movielens{}).preset),
}

func openFormat(t *text, name string, o *Options) (func() (Row, error), error) {
	format := o.Format
	if format == "" && (o.Preset != "" || len(o.Map) > 0) {
		format = FormatCSV
	}
	if format == "" {
		format, _ = detectText(t, name)
	}
	open, ok := openers[format]
	switch {
	case format == "" && len(bytes.TrimSpace(t.head)) == 0:
		return nil, &PositionError{Line: 1, Err: errors.New("the file is empty")}
	case format == "":
		return nil, fmt.Errorf("format: %w; it is one of %s", ErrUnknown, formatNames())
	case !ok:
		return nil, fmt.Errorf("format: %q is not one of %s", format, formatNames())
	}
	return open(t, o)
}

func formatNames() string {
	var names []string
	for _, f := range Formats() {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

func openCSV(t *text, o *Options) (func() (Row, error), error) {
	var p *preset
	if o.Preset != "" {
		i := slices.IndexFunc(presets[:], func(p preset) bool { return p.name == o.Preset })
		if i < 0 {
			return nil, fmt.Errorf("preset: %q is not one of %s", o.Preset, strings.Join(Presets(), ", "))
		}
		p = &presets[i]
	}
	tab, err := openTable(t, o, p)
	if err != nil {
		return nil, err
	}
	return tab.next, nil
}

// openPreset opens a table whose columns choose how it is read.
func openPreset(choose func(header []string) *preset) opener {
	return func(t *text, o *Options) (func() (Row, error), error) {
		rows := sampleRows(t, detectDelimiter(t), 1)
		if len(rows) == 0 {
			return nil, &PositionError{Line: 1, Err: errors.New("the file is empty")}
		}
		p := choose(rows[0])
		if p == nil {
			return nil, fmt.Errorf("columns: the file holds neither films nor ratings; it has %s", clip(strings.Join(rows[0], ", "), 300))
		}
		own := *o
		if p.name == "MovieLens" {
			own.Namespace = "movielens"
		}
		tab, err := openTable(t, &own, p)
		if err != nil {
			return nil, err
		}
		return tab.next, nil
	}
}
