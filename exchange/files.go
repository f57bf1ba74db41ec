package exchange

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// OpenFS reads a directory as one input: an unpacked export of Letterboxd or MovieLens, or files of any format, in the
// order of their names.
func OpenFS(fsys fs.FS, name string, o Options) (Reader, error) {
	o.Limits = o.Limits.filled()
	return openFiles(fsys, name, o, newBudget(o.Limits, 0))
}

// files reads several files one after the other.
type files struct {
	fsys   fs.FS
	names  []string
	open   func(t *text, name string) (func() (Row, error), error)
	limits Limits
	budget *budget

	at     string
	file   fs.File
	read   func() (Row, error)
	number int64
}

func openFiles(fsys fs.FS, name string, o Options, b *budget) (Reader, error) {
	names, err := listFiles(fsys, o.Limits.Files)
	if err != nil {
		return nil, err
	}
	f := &files{fsys: fsys, limits: o.Limits, budget: b}
	switch has := func(file string) bool { return find(names, file) != "" }; {
	case o.Format == FormatLetterboxd, o.Format == "" && has("watched.csv") || has("diary.csv"), o.Format == "" && has("profile.csv") && has("ratings.csv"):
		f.names = pick(slices.DeleteFunc(names, leftOut), "profile.csv", "watched.csv", "reviews.csv", "diary.csv", "ratings.csv")
		f.open = letterboxdFiles(o, name)
	case o.Format == FormatMovieLens, o.Format == "" && has("movies.csv") && has("ratings.csv"):
		f.names = pick(names, "links.csv", "movies.csv", "ratings.csv")
		m := &movielens{limit: o.Limits.Joins, links: map[string]map[string]string{}, films: map[string]Film{}}
		open := openPreset(m.preset)
		f.open = func(t *text, _ string) (func() (Row, error), error) { return open(t, &o) }
	default:
		f.names = names
		f.open = func(t *text, name string) (func() (Row, error), error) { return openFormat(t, name, &o) }
	}
	if len(f.names) == 0 {
		return nil, fmt.Errorf("%s holds none of the files that are read; the formats are %s", name, formatNames())
	}
	return skipping{reader{next: f.next, closer: f}, o.Skip}, nil
}

// letterboxdFiles opens the files of an export; the name of its owner is in profile.csv.
func letterboxdFiles(o Options, name string) func(*text, string) (func() (Row, error), error) {
	l := newLetterboxd(o.Limits.Joins)
	if o.Critic == "" {
		o.Critic = ownerOf(name)
	}
	open := openPreset(l.preset)
	return func(t *text, name string) (func() (Row, error), error) {
		if path.Base(name) != "profile.csv" {
			return open(t, &o)
		}
		rows := sampleRows(t, ',', 2)
		if len(rows) == 2 {
			for i, h := range rows[0] {
				if headerKey(h) == "username" && i < len(rows[1]) && strings.TrimSpace(rows[1][i]) != "" {
					o.Critic = strings.TrimSpace(rows[1][i])
				}
			}
		}
		return func() (Row, error) { return Row{}, io.EOF }, nil
	}
}

// ownerOf finds the owner in the name of an export: letterboxd-NAME-2024-01-02-03-04-utc.zip.
func ownerOf(name string) string {
	rest, ok := strings.CutPrefix(strings.ToLower(path.Base(name)), "letterboxd-")
	if !ok {
		return ""
	}
	owner, _, ok := strings.Cut(rest, "-20")
	if !ok {
		return ""
	}
	return owner
}

// next reads on, from file to file. What is wrong with one file is told in a row, and costs the others nothing.
func (f *files) next() (Row, error) {
	for {
		if f.read == nil {
			if len(f.names) == 0 {
				return Row{}, io.EOF
			}
			f.at, f.names = f.names[0], f.names[1:]
			if err := f.openFile(); err != nil {
				f.read = unread(err)
			}
		}
		row, err := f.read()
		switch {
		case errors.Is(err, io.EOF):
			if err := f.Close(); err != nil {
				return Row{}, err
			}
			continue
		case errors.Is(err, ErrBomb), errors.Is(err, ErrTooLarge):
			return Row{}, err
		case err != nil:
			f.read = unread(err)
			continue
		}
		f.number++
		row.Number, row.File = f.number, f.at
		return row, nil
	}
}

func (f *files) openFile() error {
	file, err := f.fsys.Open(f.at)
	if err != nil {
		return err
	}
	f.file = file
	t, err := openText(file, f.limits, f.budget)
	if err != nil {
		return err
	}
	f.read, err = f.open(t, f.at)
	return err
}

// unread tells in one row why a file was not read, or not to its end.
func unread(err error) func() (Row, error) {
	row := Row{Line: 1, Err: err}
	var broken *PositionError
	switch {
	case errors.As(err, &broken):
		row.Line, row.Offset = broken.Line, broken.Offset
	case errors.Is(err, ErrUnknown):
		row.Err, row.Skip = nil, "the format of this file was not recognised"
	}
	told := false
	return func() (Row, error) {
		switch {
		case errors.Is(err, ErrBomb), errors.Is(err, ErrTooLarge):
			return Row{}, err
		case told:
			return Row{}, io.EOF
		}
		told = true
		return row, nil
	}
}

// Close closes the file that is being read.
func (f *files) Close() error {
	f.read = nil
	if f.file == nil {
		return nil
	}
	file := f.file
	f.file = nil
	return file.Close()
}

// leftOut tells the parts of a Letterboxd export that are nobody's word: what was deleted, and lists of films.
func leftOut(name string) bool {
	top, _, _ := strings.Cut(strings.TrimPrefix(name, "./"), "/")
	dir := path.Base(path.Dir(name))
	return slices.ContainsFunc([]string{top, dir}, func(d string) bool {
		return d == "deleted" || d == "orphaned" || d == "likes" || d == "lists"
	})
}

// listFiles lists the files that may be read, in the order of their names.
func listFiles(fsys fs.FS, limit int) ([]string, error) {
	var names []string
	seen := 0
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if seen++; seen > 2*limit {
			return fmt.Errorf("there are more than %d files and directories", 2*limit)
		}
		switch base := path.Base(name); {
		case d.IsDir() && base == "__MACOSX":
			return fs.SkipDir
		case d.IsDir(), strings.HasPrefix(base, "."):
		default:
			switch extension(base) {
			case "csv", "tsv", "json", "ndjson", "jsonl", "jsonld", "txt":
				names = append(names, name)
			}
		}
		return nil
	})
	return names, err
}

// find is the file of a base name that lies least deep; empty for none.
func find(names []string, base string) string {
	found := ""
	for _, n := range names {
		if path.Base(n) == base && (found == "" || strings.Count(n, "/") < strings.Count(found, "/")) {
			found = n
		}
	}
	return found
}

// pick finds files by their base names, in that order.
func pick(names []string, bases ...string) []string {
	var found []string
	for _, b := range bases {
		if n := find(names, b); n != "" {
			found = append(found, n)
		}
	}
	return found
}
