package exchange

import (
	"bytes"
	"errors"
	"fmt"
)

var errItems = errors.New("the row holds more objects than the limit; split it")

// ndjson reads own records, one a line.
type ndjson struct {
	o      *Options
	lines  *lines
	number int64
	quick  canonical
}

func (n *ndjson) next() (Row, error) {
	for {
		raw, err := n.lines.next()
		if err != nil {
			return Row{}, err
		}
		s, note, err := n.lines.decode(raw.b)
		if raw.err == nil && err == nil && len(bytes.TrimSpace(raw.b)) == 0 {
			continue
		}
		n.number++
		row := Row{Number: n.number, Line: raw.line, Offset: raw.offset, Text: s, Err: errors.Join(raw.err, err)}
		if note != "" {
			row.Notes = append(row.Notes, note)
		}
		if row.Err == nil {
			row.Err = n.read(s, &row.Record)
		}
		return row, nil
	}
}

func (n *ndjson) read(text string, r *Record) error {
	if len(text) > n.o.Limits.Items || !n.quick.read(text, r) { // One that is shorter cannot hold more objects.
		line := []byte(text)
		if err := checkJSON(line, n.o.Limits.Items); err != nil {
			return err
		}
		if err := parseRecord(line, r); err != nil {
			return err
		}
	}
	switch {
	case r.Review != nil && !r.Review.Film.Named():
		return errors.New("review: film: it names no film; give slug, external_ids or title")
	case r.Film != nil && r.Film.Title == "" && r.Film.Slug == "" && len(r.Film.ExternalIDs) == 0:
		return errors.New("film: title: it is missing")
	case r.Person != nil && r.Person.Name == "", r.Outlet != nil && r.Outlet.Name == "", r.Critic != nil && r.Critic.Name == "":
		return fmt.Errorf("%s: name: it is missing", r.Kind)
	case r.Scale != nil && r.Scale.ID == "":
		return errors.New("scale: id: it is missing")
	}
	return nil
}

// checkJSON refuses what would cost far more memory than its own size, and NUL characters in disguise.
func checkJSON(b []byte, items int) error {
	if bytes.Count(b, []byte{'{'})+bytes.Count(b, []byte("null")) > items {
		return fmt.Errorf("%w of %d", errItems, items)
	}
	for rest := b; ; {
		i := bytes.Index(rest, []byte(`\u0000`))
		if i < 0 {
			return nil
		}
		slashes := len(rest[:i]) - len(bytes.TrimRight(rest[:i], `\`))
		if slashes%2 == 0 {
			return errors.New(`a text holds a NUL character (\u0000); remove it`)
		}
		rest = rest[i+6:]
	}
}
