package exchange

import (
	"fmt"
	"strings"
)

// next reads a row of the table.
func (t *table) next() (Row, error) {
	for {
		raw, err := t.lines.next()
		if err != nil {
			return Row{}, err
		}
		s, note, err := t.lines.decode(raw.b)
		if raw.err == nil && err == nil && strings.TrimSpace(s) == "" {
			continue
		}
		t.number++
		row := Row{Number: t.number, Line: raw.line, Offset: raw.offset, Text: s, Err: err}
		if note != "" {
			row.Notes = append(row.Notes, note)
		}
		if t.number == 1 && len(t.unused) > 0 {
			row.Notes = append(row.Notes, "columns: nothing was taken from "+clip(strings.Join(t.unused, ", "), 300)+"; map a field to those that are to be kept")
		}
		if err == nil {
			t.read(&row, raw.err)
		}
		return row, nil
	}
}

// read fills a row from its text. broken is what is wrong with its quotation marks or length.
func (t *table) read(row *Row, broken error) {
	cells, repaired, ok := splitCells(row.Text, t.lines.delim, t.cells, t.o.Limits.Columns)
	t.cells = cells
	switch {
	case broken != nil && !(repaired && ok && len(cells) == len(t.header)):
		row.Err = broken
		return
	case !ok && len(cells) >= t.o.Limits.Columns:
		row.Err = fmt.Errorf("the row has more than %d cells", t.o.Limits.Columns)
		return
	case !ok:
		row.Err = errQuote
		return
	case repaired:
		row.Notes = append(row.Notes, "a quotation mark within a cell was not doubled; it was taken as a part of the text")
	}
	for _, extra := range cells[min(len(cells), len(t.header)):] {
		if strings.TrimSpace(extra) != "" {
			row.Err = fmt.Errorf("the row has %d cells and the header %d; put cells that hold the delimiter into quotation marks", len(cells), len(t.header))
			return
		}
	}
	if len(cells) < len(t.header) {
		row.Notes = append(row.Notes, fmt.Sprintf("the row has only %d of %d cells; the others were taken as empty", len(cells), len(t.header)))
	}
	t.draft = newDraft(t.o)
	t.draft.notes = row.Notes
	row.Skip, row.Err = t.fill(&t.draft, &row.Record)
	row.Notes = t.draft.notes
}

// fill makes the record of the cells.
func (t *table) fill(d *draft, record *Record) (skip string, err error) {
	var set [len(fields)]bool // the fields that the row gave
	for i := range t.bindings {
		b := &t.bindings[i]
		v := t.cell(b.column)
		if v == "" {
			continue
		}
		d.order = b.order
		if err := b.set(d, v); err != nil {
			return "", err
		}
		set[b.place] = true
	}
	for i := range t.defaults {
		if b := &t.defaults[i]; !set[b.place] {
			d.order = b.order
			if err := b.set(d, b.value); err != nil {
				return "", err
			}
		}
	}
	if t.preset != nil && t.preset.finish != nil {
		skip, err = t.preset.finish(d, func(key string) string {
			if c, there := t.keys[key]; there {
				return t.cell(c)
			}
			return ""
		})
		if skip != "" || err != nil {
			return skip, err
		}
	}
	*record, err = d.finish(t.reviews)
	return "", err
}

// cell is the value of a column in the present row, without the mark that keeps spreadsheets from running it.
func (t *table) cell(column int) string {
	if column >= len(t.cells) {
		return ""
	}
	return unguard(strings.TrimSpace(t.cells[column]))
}
