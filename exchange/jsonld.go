package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// node is an object of a JSON-LD document.
type node map[string]any

// jsonld reads films and reviews out of schema.org documents, one top-level value at a time.
type jsonld struct {
	o       *Options
	values  *values
	number  int64
	pending []Row
}

func (j *jsonld) next() (Row, error) {
	for len(j.pending) == 0 {
		raw, err := j.values.next()
		if err != nil {
			return Row{}, err
		}
		j.unfold(raw)
	}
	row := j.pending[0]
	j.pending = j.pending[1:]
	j.number++
	row.Number = j.number
	return row, nil
}

// unfold makes the rows of one value.
func (j *jsonld) unfold(raw rawRow) {
	at := Row{Line: raw.line, Offset: raw.offset}
	b, err := j.values.decode(raw.b, j.o.Limits.Items)
	var document any
	if err == nil {
		d := json.NewDecoder(bytes.NewReader(b))
		d.UseNumber() // 4.50 stays as it was written
		if err = d.Decode(&document); err != nil {
			err = plain(err, "document")
		}
	}
	if err != nil {
		at.Text, at.Err = string(b), err
		j.pending = append(j.pending, at)
		return
	}
	w := walk{o: j.o, at: at, byID: map[string]node{}, done: map[string]bool{}}
	w.index(document, 0)
	w.visit(document, nil, 0)
	if len(w.rows) == 0 {
		at.Text, at.Skip = string(b), "it holds no film and no review"
		w.rows = append(w.rows, at)
	}
	j.pending = w.rows
}

// walk collects the rows of a document.
type walk struct {
	o    *Options
	at   Row
	byID map[string]node // the nodes that others may point to
	done map[string]bool // the reviews and films that were read already
	rows []Row
}

const maxDepth = 64

// index finds the nodes that have an @id and more than that.
func (w *walk) index(v any, depth int) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			w.index(e, depth+1)
		}
	case map[string]any:
		if id, ok := v["@id"].(string); ok && len(v) > 1 && w.byID[id] == nil {
			w.byID[id] = v
		}
		if depth < maxDepth {
			for _, e := range v {
				w.index(e, depth+1)
			}
		}
	}
}

// containers are the properties through which a document leads to films and reviews.
var containers = [...]string{"@graph", "mainEntity", "mainEntityOfPage", "review", "reviews", "hasPart", "itemListElement", "item", "about"}

// notWorks are the types whose reviews are of no film; notReviews are no reviews in spite of their name.
var (
	notWorks = [...]string{"TVSeries", "TVSeason", "TVEpisode", "Book", "Game", "VideoGame", "MusicAlbum", "MusicRecording", "Restaurant", "LocalBusiness",
		"Organization", "Hotel", "Place", "Event", "Course", "Recipe", "SoftwareApplication", "Podcast", "PodcastSeries"}
	notReviews = [...]string{"ClaimReview", "EmployerAggregateRating"}
)

func (w *walk) visit(v any, film *Film, depth int) {
	if depth > maxDepth {
		return
	}
	if list, ok := v.([]any); ok {
		for _, e := range list {
			w.visit(e, film, depth+1)
		}
		return
	}
	n := w.resolve(v)
	if n == nil {
		return
	}
	switch {
	case n.is("Movie"):
		w.movie(n, depth)
	case n.isReview():
		w.review(n, film)
	case n.isAny(notReviews[:]) || n.isAny(notWorks[:]):
	default:
		if film == nil && n.text("name") != "" && (n["review"] != nil || n["reviews"] != nil) {
			f := n.film() // a Product or a mere Thing with reviews
			film = &f
		}
		for _, c := range containers {
			w.visit(n[c], film, depth+1)
		}
	}
}

// resolve follows a reference to another node of the document.
func (w *walk) resolve(v any) node {
	n, _ := v.(map[string]any)
	if id, ok := n["@id"].(string); ok && len(n) == 1 {
		return w.byID[id]
	}
	return n
}

// once reports whether a node is met for the first time.
func (w *walk) once(n node) bool {
	id, _ := n["@id"].(string)
	if id == "" {
		return true
	}
	met := w.done[id]
	w.done[id] = true
	return !met
}

func (w *walk) movie(n node, depth int) {
	if !w.once(n) {
		return
	}
	f := n.film()
	row := w.row(n)
	if f.Title == "" && len(f.ExternalIDs) == 0 {
		row.Err = errors.New("name: the Movie has none")
	} else {
		row.Record = Record{Kind: KindFilm, Film: &f}
	}
	w.rows = append(w.rows, row)
	for _, p := range [...]string{"review", "reviews"} {
		w.visit(n[p], &f, depth+1)
	}
}

func (w *walk) row(n node) Row {
	row := w.at
	rest := make(node, len(n))
	for k, v := range n {
		if k != "review" && k != "reviews" {
			rest[k] = v
		}
	}
	if b, err := json.Marshal(rest); err == nil { // it was made from JSON, so it can be written as such
		row.Text = string(b)
	}
	return row
}

func (w *walk) review(n node, film *Film) {
	if !w.once(n) {
		return
	}
	row := w.row(n)
	item, title := w.item(n)
	switch {
	case item != nil && item.isAny(notWorks[:]):
		row.Skip = "not a film: " + item.kind()
		w.rows = append(w.rows, row)
		return
	case item != nil:
		if f := item.film(); film == nil || f.Title != "" || len(f.ExternalIDs) > 0 {
			film = &f
		}
	case title != "":
		film = &Film{Title: title}
	}
	if film == nil || film.Title == "" && len(film.ExternalIDs) == 0 {
		row.Err = errors.New("itemReviewed: the review names no film; give it a name or sameAs")
		w.rows = append(w.rows, row)
		return
	}
	row.Record, row.Notes, row.Err = n.review(film, w.o)
	w.rows = append(w.rows, row)
}

// item is what a review is of: a node or a bare title.
func (w *walk) item(n node) (node, string) {
	v := first(n["itemReviewed"])
	if s, ok := v.(string); ok {
		return nil, clean(s)
	}
	return w.resolve(v), ""
}

// kind is the type of a node without the vocabulary's address.
func (n node) kind() string { return strings.Join(n.kinds(), ", ") }

func (n node) kinds() []string {
	var kinds []string
	for _, v := range each(n["@type"]) {
		if s, ok := v.(string); ok {
			s = s[strings.LastIndexAny(s, "/:#")+1:]
			kinds = append(kinds, s)
		}
	}
	return kinds
}

func (n node) is(kind string) bool { return slices.Contains(n.kinds(), kind) }

func (n node) isAny(kinds []string) bool {
	return slices.ContainsFunc(n.kinds(), func(k string) bool { return slices.Contains(kinds, k) })
}

func (n node) isReview() bool {
	return !n.isAny(notReviews[:]) && slices.ContainsFunc(n.kinds(), func(k string) bool { return strings.HasSuffix(k, "Review") })
}

// each is v as a list: a lone value is a list of one.
func each(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

func first(v any) any {
	if list := each(v); len(list) > 0 {
		return list[0]
	}
	return nil
}

// scalarText is a text or a number as text.
func scalarText(v any) string {
	switch v := v.(type) {
	case string:
		return clean(v)
	case json.Number:
		return v.String()
	case bool, nil:
		return ""
	case map[string]any: // {"@value": ..., "@language": ...}
		return scalarText(v["@value"])
	case []any:
		return scalarText(first(v))
	}
	return fmt.Sprint(v)
}
