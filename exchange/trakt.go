package exchange

import (
	"encoding/json"
	"strconv"

	"reelscore/rating"
)

// trakt reads a list of ratings: [{"rated_at": ..., "rating": 8, "movie": {"title": ..., "year": ..., "ids": {...}}}].
type trakt struct {
	o      *Options
	values *values
	number int64
}

type traktEntry struct {
	RatedAt string      `json:"rated_at"`
	Rating  json.Number `json:"rating"`
	Type    string      `json:"type"`
	Movie   *struct {
		Title   string                     `json:"title"`
		Year    int                        `json:"year"`
		IDs     map[string]json.RawMessage `json:"ids"`
		Runtime int                        `json:"runtime"`
		Genres  []string                   `json:"genres"`
		Tagline string                     `json:"tagline"`
	} `json:"movie"`
}

func (t *trakt) next() (Row, error) {
	raw, err := t.values.next()
	if err != nil {
		return Row{}, err
	}
	t.number++
	row := Row{Number: t.number, Line: raw.line, Offset: raw.offset}
	b, err := t.values.decode(raw.b, t.o.Limits.Items)
	row.Text = string(b)
	if err != nil {
		row.Err = err
		return row, nil //nolint:nilerr // The error is the row's, and the file goes on.
	}
	var e traktEntry
	if err := json.Unmarshal(b, &e); err != nil {
		row.Err = plain(err, "entry")
		return row, nil
	}
	row.Skip, row.Err = t.read(&e, &row.Record)
	return row, nil
}

func (t *trakt) read(e *traktEntry, record *Record) (skip string, err error) {
	switch {
	case e.Movie == nil && e.Type != "":
		return "not a film: " + e.Type, nil
	case e.Movie == nil:
		return "not a film", nil
	case e.Rating == "" || e.Rating == "0":
		return "there is no rating", nil
	}
	best := rating.Whole(10)
	d := newDraft(t.o)
	d.rating = Rating{Raw: e.Rating.String(), Best: &best, Scale: "points-10"}
	d.film.Title, d.film.Year, d.film.Runtime, d.film.Genres, d.film.Tagline = e.Movie.Title, e.Movie.Year, e.Movie.Runtime, e.Movie.Genres, e.Movie.Tagline
	d.review.Outlet.Name, d.review.Source = "Trakt", "trakt"
	for namespace, raw := range e.Movie.IDs {
		id := string(raw)
		if text, err := strconv.Unquote(id); err == nil {
			id = text
		}
		if namespace == "slug" || id == "null" || id == "" {
			continue
		}
		if err := d.outsideID(namespace, id); err != nil {
			return "", err
		}
	}
	if e.RatedAt != "" {
		if err := setDate(&d, e.RatedAt); err != nil {
			return "", err
		}
	}
	if err := d.personal(d.film.ExternalIDs["trakt"]); err != nil {
		return "", err
	}
	*record, err = d.finish(true)
	return "", err
}
