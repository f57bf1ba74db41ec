package exchange

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"reelscore/rating"
)

// column is a column of a table that is written.
type column struct {
	name string
	cell func(*Review) string
	// number says that the cell is a number or an id of our own making, which needs no guard.
	number bool
}

// reviewColumns are the columns of the CSV of reviews; their names are recognised when the file is read again.
var reviewColumns = [...]column{
	{name: "film_slug", cell: func(r *Review) string { return r.Film.Slug }},
	{name: "imdb_id", cell: func(r *Review) string { return r.Film.ExternalIDs["imdb"] }},
	{name: "tmdb_id", cell: func(r *Review) string { return r.Film.ExternalIDs["tmdb"] }},
	{name: "wikidata_id", cell: func(r *Review) string { return r.Film.ExternalIDs["wikidata"] }},
	{name: "film_title", cell: func(r *Review) string { return r.Film.Title }},
	{name: "year", cell: func(r *Review) string { return orBlank(r.Film.Year) }, number: true},
	{name: "outlet", cell: func(r *Review) string { return r.Outlet.Name }},
	{name: "critic", cell: func(r *Review) string { return strings.Join(r.authors(), "; ") }},
	{name: "date", cell: func(r *Review) string { return string(r.Published) }},
	{name: "rating_raw", cell: rated(func(r *Rating) string { return r.Raw })},
	{name: "rating_value", cell: rated(func(r *Rating) string { return orNone(r.read().Value).String() }), number: true},
	{name: "rating_best", cell: rated(func(r *Rating) string { return orNone(r.read().Best).String() }), number: true},
	{name: "rating_scale", cell: rated(func(r *Rating) string { return r.read().Scale })},
	{name: "score", cell: rated(func(r *Rating) string { return r.score().String() }), number: true},
	{name: "verdict", cell: rated(func(r *Rating) string { return string(r.read().Verdict) })},
	{name: "title", cell: func(r *Review) string { return r.Title }},
	{name: "url", cell: func(r *Review) string { return r.URL }},
	{name: "language", cell: func(r *Review) string { return r.Language }},
	{name: "excerpt", cell: func(r *Review) string { return r.Excerpt }},
	{name: "body", cell: (*Review).publicBody},
	{name: "tags", cell: func(r *Review) string { return strings.Join(r.Tags, "|") }},
	{name: "categories", cell: func(r *Review) string { return strings.Join(r.Categories, "|") }},
	{name: "venue", cell: func(r *Review) string { return r.Venue }},
	{name: "spoiler", cell: func(r *Review) string { return map[bool]string{true: "yes"}[r.Spoiler] }},
	{name: "rights", cell: func(r *Review) string { return r.Rights }},
	{name: "licence", cell: func(r *Review) string { return r.Licence }},
	{name: "source", cell: func(r *Review) string { return r.Source }},
	{name: "source_id", cell: func(r *Review) string { return r.SourceID }},
}

// letterboxdColumns are those of Letterboxd's import.
var letterboxdColumns = [...]column{
	{name: "imdbID", cell: func(r *Review) string { return r.Film.ExternalIDs["imdb"] }},
	{name: "tmdbID", cell: func(r *Review) string { return r.Film.ExternalIDs["tmdb"] }},
	{name: "Title", cell: func(r *Review) string { return r.Film.Title }},
	{name: "Year", cell: func(r *Review) string { return orBlank(r.Film.Year) }, number: true},
	{name: "Rating", cell: rated((*Rating).halfStars), number: true},
	{name: "WatchedDate", cell: wholeDay, number: true},
	{name: "Tags", cell: func(r *Review) string { return strings.Join(r.Tags, ", ") }},
	{name: "Review", cell: (*Review).publicBody},
}

// csvWriter writes the reviews of a collection as a table.
type csvWriter struct {
	w       *csv.Writer
	columns []column
	guard   func(string) string
	cells   []string
	begun   bool
}

// NewCSVWriter writes reviews as CSV (RFC 4180, UTF-8, a header) with the rating as written, as value and best, and as
// score. Cells that a spreadsheet would run begin with an apostrophe, which the reader of this package takes back. The
// body of a review is written when there is the right to all of it.
func NewCSVWriter(w io.Writer) Writer {
	return &csvWriter{w: csv.NewWriter(w), columns: reviewColumns[:], guard: Guard}
}

// NewLetterboxdWriter writes reviews as a file that Letterboxd imports. A rating becomes half stars; none is written for
// a score of 0, which Letterboxd's stars cannot say. The date is written when its day is known. Cells that a spreadsheet
// would run begin with a space, which Letterboxd drops.
func NewLetterboxdWriter(w io.Writer) Writer {
	space := func(cell string) string {
		if runs(cell) {
			return " " + cell
		}
		return cell
	}
	return &csvWriter{w: csv.NewWriter(w), columns: letterboxdColumns[:], guard: space}
}

func (c *csvWriter) Write(r *Record) error {
	if err := c.begin(); err != nil || r.Review == nil {
		return err
	}
	c.cells = c.cells[:0]
	for i := range c.columns {
		cell := c.columns[i].cell(r.Review)
		if !c.columns[i].number {
			cell = c.guard(cell)
		}
		c.cells = append(c.cells, cell)
	}
	return c.w.Write(c.cells)
}

// begin writes the header, once.
func (c *csvWriter) begin() error {
	if c.begun {
		return nil
	}
	c.begun = true
	for i := range c.columns {
		c.cells = append(c.cells, c.columns[i].name)
	}
	return c.w.Write(c.cells)
}

func (c *csvWriter) Close() error {
	if err := c.begin(); err != nil {
		return err
	}
	c.w.Flush()
	return c.w.Error()
}

// authors are the names of the authors of a review.
func (r *Review) authors() []string {
	var names []string
	for _, v := range r.Voices {
		name := v.Critic.Name
		if name == "" {
			name = v.Name
		}
		if v.Role == RoleAuthor && name != "" {
			names = append(names, name)
		}
	}
	return names
}

// publicBody is the body where there is the right to publish all of it.
func (r *Review) publicBody() string {
	if r.Rights == "" || r.Rights == "full" {
		return r.Body
	}
	return ""
}

func rated(cell func(*Rating) string) func(*Review) string {
	return func(r *Review) string {
		if r.Rating == nil {
			return ""
		}
		return cell(r.Rating)
	}
}

// read is the reading of a rating; of one that was not read, what was stated.
func (r *Rating) read() *Reading {
	if r.Reading != nil {
		return r.Reading
	}
	return &Reading{Best: r.Best, Scale: r.Scale, Lowest: r.Lowest, Worst: r.Worst, Verdict: r.Verdict}
}

func (r *Rating) score() rating.Score {
	if s := r.read().Score; s != nil {
		return *s
	}
	return rating.NoScore
}

// halfStars is the rating in stars from 0.5 to 5; empty where there is none to say.
func (r *Rating) halfStars() string {
	scale, ok := rating.LookupScale("stars-5-half")
	stars, err := rating.Convert(r.score(), scale)
	if !ok || err != nil || stars.Value <= 0 {
		return ""
	}
	return stars.Value.String()
}

func wholeDay(r *Review) string {
	if len(r.Published) < len("2013-12-18") {
		return ""
	}
	return string(r.Published[:len("2013-12-18")])
}

func orBlank(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
