package exchange

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// table reads rows of cells under a header.
type table struct {
	o        *Options
	lines    *lines
	preset   *preset
	header   []string
	keys     map[string]int // headerKey -> column
	bindings []binding
	defaults []binding
	reviews  bool
	unused   []string // the columns that feed no field, where they are not known from elsewhere
	number   int64
	cells    []string
	draft    draft // of the present row
}

// binding gives a field the cells of a column, or one value.
type binding struct {
	*field
	place  int // in fields
	column int
	value  string
	order  DateOrder
}

// openTable reads the header and settles what each column is.
func openTable(t *text, o *Options, p *preset) (*table, error) {
	delim := o.Delimiter
	if delim == 0 {
		delim = detectDelimiter(t)
	}
	if !strings.ContainsRune(delimiters, rune(delim)) {
		return nil, fmt.Errorf("delimiter: %q is not one of comma, tab, semicolon and pipe", string(rune(delim)))
	}
	tab := &table{o: o, lines: newLines(t, o.Limits.Record, delim), preset: p, keys: map[string]int{}}
	for tab.header == nil {
		raw, err := tab.lines.next()
		if errors.Is(err, io.EOF) {
			return nil, &PositionError{Line: 1, Err: errors.New("the file is empty")}
		} else if err != nil {
			return nil, err
		}
		s, _, err := tab.lines.decode(raw.b)
		if err = errors.Join(raw.err, err); err != nil {
			return nil, &PositionError{Line: raw.line, Offset: raw.offset, Err: fmt.Errorf("the header cannot be read: %w", err)}
		}
		if strings.TrimSpace(s) == "" || strings.HasPrefix(s, "sep=") && raw.line == 1 {
			continue
		}
		cells, _, ok := splitCells(s, delim, nil, o.Limits.Columns)
		if !ok {
			return nil, &PositionError{Line: raw.line, Offset: raw.offset, Err: fmt.Errorf("the header has more than %d cells", o.Limits.Columns)}
		}
		tab.header = cells
	}
	for i, h := range tab.header {
		if key := headerKey(h); key != "" {
			if _, there := tab.keys[key]; !there {
				tab.keys[key] = i
			}
		}
	}
	return tab, tab.bind(t)
}

// bind settles which column feeds which field.
func (t *table) bind(sample *text) error {
	taken := make([]bool, len(t.header))
	bound := make([]int, len(fields))
	for i := range bound {
		bound[i] = -1
	}
	if err := t.bindNamed(bound, taken); err != nil {
		return err
	}
	for i := range fields {
		headers := fields[i].headers
		if t.preset != nil {
			headers = t.preset.columns[fields[i].name]
		}
		if _, named := t.o.Map[fields[i].name]; named {
			continue
		}
		for _, h := range headers {
			if c, there := t.keys[h]; there && !taken[c] {
				bound[i], taken[c] = c, true
				break
			}
		}
	}
	rows := sampleRows(sample, t.lines.delim, 500)
	film := false
	for i, c := range bound {
		if c < 0 {
			continue
		}
		f := &fields[i]
		t.bindings = append(t.bindings, binding{field: f, place: i, column: c, order: t.orderOf(f, c, rows)})
		film, t.reviews = film || f.names, t.reviews || f.review
	}
	if err := t.bindDefaults(); err != nil {
		return err
	}
	for _, d := range t.defaults {
		film = film || d.names
	}
	for c, h := range t.header {
		if t.preset == nil && !taken[c] && strings.TrimSpace(h) != "" {
			t.unused = append(t.unused, h)
		}
	}
	if t.preset != nil {
		t.reviews = !t.preset.films
		for _, n := range t.preset.needs {
			if _, there := t.keys[n]; !there {
				return fmt.Errorf("columns: this is no %s file; it has %s", t.preset.name, clip(strings.Join(t.header, ", "), 300))
			}
		}
	}
	if !film {
		return fmt.Errorf("columns: no column names the film; the file has %s; map film_title or film_id to one of them", clip(strings.Join(t.header, ", "), 300))
	}
	return nil
}

// bindNamed takes the columns that the caller named.
func (t *table) bindNamed(bound []int, taken []bool) error {
	for name, header := range t.o.Map {
		i := slices.IndexFunc(fields[:], func(f field) bool { return f.name == name })
		if i < 0 {
			return fmt.Errorf("map: %q is not a field; the fields are %s", name, strings.Join(Fields(), ", "))
		}
		if header == "" {
			continue
		}
		c := slices.Index(t.header, header)
		if c < 0 {
			var there bool
			if c, there = t.keys[headerKey(header)]; !there {
				return fmt.Errorf("map: there is no column %q for %s; the file has %s", header, name, clip(strings.Join(t.header, ", "), 300))
			}
		}
		bound[i], taken[c] = c, true
	}
	return nil
}

// bindDefaults takes the values for what rows do not say, and tries each once.
func (t *table) bindDefaults() error {
	given := map[string]string{}
	if t.preset != nil {
		for name, value := range t.preset.defaults {
			given[name] = value
		}
	}
	for name, value := range t.o.Defaults {
		given[name] = value
	}
	for i := range fields {
		f := &fields[i]
		value, there := given[f.name]
		if !there || value == "" {
			continue
		}
		b := binding{field: f, place: i, value: value, order: t.o.Dates}
		try := newDraft(t.o)
		try.order = b.order
		if err := f.set(&try, value); err != nil {
			return fmt.Errorf("default %w", err)
		}
		t.defaults = append(t.defaults, b)
		t.reviews = t.reviews || f.review
	}
	for name := range t.o.Defaults {
		if !slices.ContainsFunc(fields[:], func(f field) bool { return f.name == name }) {
			return fmt.Errorf("default: %q is not a field; the fields are %s", name, strings.Join(Fields(), ", "))
		}
	}
	return nil
}

// orderOf finds how the dates of a column are written, from those of the sample that have only one reading.
func (t *table) orderOf(f *field, column int, rows [][]string) DateOrder {
	if !f.date || t.o.Dates != DateAny {
		return t.o.Dates
	}
	found := DateAny
	for _, r := range rows {
		if column >= len(r) {
			continue
		}
		if o := orderIn(r[column]); o != DateAny {
			if found != DateAny && found != o {
				return DateAny
			}
			found = o
		}
	}
	return found
}
