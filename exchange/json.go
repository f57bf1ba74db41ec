package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// kindOf is how a kind is made in a Record, found in it, and put in order.
type kindOf struct {
	kind  Kind
	fresh func(*Record) any
	held  func(*Record) any
	key   func(*Record) string
}

// kinds are all kinds, in the order of a file.
var kinds = [...]kindOf{
	{KindScale, func(r *Record) any { r.Scale = new(Scale); return r.Scale }, func(r *Record) any { return r.Scale }, func(r *Record) string { return r.Scale.ID }},
	{KindPerson, func(r *Record) any { r.Person = new(Person); return r.Person }, func(r *Record) any { return r.Person }, func(r *Record) string { return r.Person.Slug }},
	{KindOutlet, func(r *Record) any { r.Outlet = new(Outlet); return r.Outlet }, func(r *Record) any { return r.Outlet }, func(r *Record) string { return r.Outlet.Slug }},
	{KindCritic, func(r *Record) any { r.Critic = new(Critic); return r.Critic }, func(r *Record) any { return r.Critic }, func(r *Record) string { return r.Critic.Slug }},
	{KindFilm, func(r *Record) any { r.Film = new(Film); return r.Film }, func(r *Record) any { return r.Film }, func(r *Record) string { return r.Film.Slug }},
	{KindReview, func(r *Record) any { r.Review = new(Review); return r.Review }, func(r *Record) any { return r.Review }, func(r *Record) string { return r.Review.Film.Slug }},
}

// kindHead is how every line that is written begins.
const kindHead = `{"kind":"`

// encodeRecord writes the one canonical form of a record: the kind, then its fields by name, nothing that is unknown,
// no needless escapes, a newline.
func encodeRecord(r *Record) ([]byte, error) {
	var b []byte
	for _, k := range kinds {
		if k.kind != r.Kind {
			continue
		}
		var body bytes.Buffer
		if err := encode(&body, k.held(r)); err != nil {
			return b, fmt.Errorf("%s: %w", r.Kind, err)
		}
		if !bytes.HasPrefix(body.Bytes(), []byte("{")) {
			return b, fmt.Errorf("the record says that it is a %s and holds none", r.Kind)
		}
		b = append(append(append(b, kindHead...), r.Kind...), '"', ',')
		return append(b, body.Bytes()[1:]...), nil
	}
	return b, fmt.Errorf("%q is not a kind of record", r.Kind)
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// parseRecord reads one line of own NDJSON. The error names the field and the remedy.
func parseRecord(line []byte, r *Record) error {
	kind, body, err := splitKind(line)
	if err != nil {
		return err
	}
	for _, k := range kinds {
		if string(k.kind) == kind {
			*r = Record{Kind: k.kind}
			return strict(body, k.fresh(r), kind)
		}
	}
	return fmt.Errorf("kind: %q is not one of scale, person, outlet, critic, film, review", kind)
}

// splitKind takes the kind out of an object.
func splitKind(line []byte) (string, []byte, error) {
	if rest, ok := bytes.CutPrefix(line, []byte(kindHead)); ok {
		if kind, after, ok := bytes.Cut(rest, []byte(`",`)); ok && !bytes.ContainsAny(kind, `"\`) {
			return string(kind), append([]byte{'{'}, after...), nil
		}
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(line, &fields); err != nil {
		return "", nil, plain(err, "record")
	}
	var kind string
	if raw, ok := fields["kind"]; !ok {
		return "", nil, errors.New(`kind: it is missing; give "kind": "film", "review", "outlet", "critic", "person" or "scale"`)
	} else if err := json.Unmarshal(raw, &kind); err != nil {
		return "", nil, errors.New("kind: it is not a text")
	}
	delete(fields, "kind")
	body, err := json.Marshal(fields)
	return kind, body, err
}

// strict decodes one object in which every field must be known.
func strict(b []byte, v any, what string) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return plain(err, what)
	}
	if rest := bytes.TrimSpace(b[d.InputOffset():]); len(rest) > 0 {
		return fmt.Errorf("%s: %q stands behind its end; write one object a line", what, clip(string(rest), 40))
	}
	return nil
}

// plain words an error of the JSON decoder for people who do not know Go.
func plain(err error, what string) error {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong):
		return fmt.Errorf("%s: field %q cannot be a %s", what, wrong.Field, wrong.Value)
	case errors.As(err, &syntax):
		return fmt.Errorf("%s: it is not JSON from byte %d on: %s", what, syntax.Offset, strings.TrimPrefix(err.Error(), "json: "))
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("%s: the JSON breaks off; the file may have been cut", what)
	}
	return fmt.Errorf("%s: %s", what, strings.TrimPrefix(err.Error(), "json: "))
}

// UnmarshalJSON reads a rating as an object, or in short as its text or number.
func (r *Rating) UnmarshalJSON(b []byte) error {
	*r = Rating{}
	switch {
	case len(b) > 0 && b[0] == '{':
		type bare Rating
		return strict(b, (*bare)(r), "rating")
	case len(b) > 0 && b[0] == '"':
		return json.Unmarshal(b, &r.Raw)
	case len(b) > 0 && (b[0] == '-' || b[0] >= '0' && b[0] <= '9'):
		r.Raw = string(b)
		return nil
	}
	return fmt.Errorf("rating: write it as an object, a text or a number, not as %s", clip(string(b), 20))
}

// clip shortens a text for a message.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "..."
}
