package exchange

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"reelscore/rating"
)

// draft is a row of a table on its way to a record.
type draft struct {
	o      *Options
	order  DateOrder // of the column that is read
	film   Film
	review *Review
	rating Rating
	// verdict is the verdict as written.
	verdict string
	notes   []string
}

func (d *draft) note(format string, args ...any) {
	d.notes = append(d.notes, fmt.Sprintf(format, args...))
}

var errNoFilm = errors.New("film_title: the row names no film; give film_title, or film_id, imdb_id or tmdb_id, and year where you can")

func newDraft(o *Options) draft { return draft{o: o, review: new(Review)} }

// finish makes the record. reviews tells whether the table is one of reviews or of films.
func (d *draft) finish(reviews bool) (Record, error) {
	f := &d.film
	if f.Year == 0 && f.Title != "" {
		if title, year, ok := yearInTitle(f.Title); ok {
			f.Title, f.Year = title, year
		}
	}
	if f.Year == 0 && len(f.Released) >= 4 {
		if year, err := strconv.Atoi(string(f.Released[:4])); err == nil {
			f.Year = year
		}
	}
	ref := FilmRef{ExternalIDs: f.ExternalIDs, OriginalTitle: f.OriginalTitle, Slug: f.Slug, Title: f.Title, Year: f.Year}
	if !ref.Named() {
		return Record{}, errNoFilm
	}
	if !reviews {
		film := *f
		return Record{Kind: KindFilm, Film: &film}, nil
	}
	r := d.review
	r.Film = ref
	if d.rating.Raw == "" {
		d.rating.Raw = d.verdict
	}
	if d.rating.Raw != "" {
		rating := d.rating
		r.Rating = &rating
	}
	record := Record{Kind: KindReview, Review: r}
	if f.detailed() {
		film := *f
		record.Film = &film
	}
	return record, nil
}

// detailed reports whether more is known of a film than a reference says.
func (f *Film) detailed() bool {
	return f.Released != "" || f.Runtime != 0 || f.Tagline != "" || f.Synopsis != "" || len(f.Genres)+len(f.Countries)+len(f.Languages)+len(f.Credits)+len(f.Links) > 0
}

// yearInTitle takes the year off a title that ends in one: "Her (2013)".
func yearInTitle(title string) (string, int, bool) {
	title = strings.TrimSpace(title)
	i := strings.LastIndexByte(title, '(')
	if i < 1 || len(title)-i != 6 || title[len(title)-1] != ')' {
		return title, 0, false
	}
	year, err := strconv.Atoi(title[i+1 : i+5])
	if err != nil || year < 1870 || year > 2200 {
		return title, 0, false
	}
	return strings.TrimSpace(title[:i]), year, true
}

// nothing reports whether a cell is a program's word for an empty one.
func nothing(v string) bool {
	if len(v) > 4 {
		return false
	}
	switch strings.ToLower(v) {
	case "null", `\n`, "n/a", "na", "nan", "none", "-", "–", "nat":
		return true
	}
	return false
}

func setYear(d *draft, v string) error {
	if nothing(v) {
		return nil
	}
	whole, _, _ := strings.Cut(v, ".0")
	year, err := strconv.Atoi(whole)
	if err != nil || year < 1870 || year > 2200 {
		return fmt.Errorf("year: %q is not a year; write it like 2013", clip(v, 40))
	}
	d.film.Year = year
	return nil
}

// date reads a date of the row; one that has two readings keeps its year, with a note.
func (d *draft) date(name, v string) (Date, error) {
	if nothing(v) {
		return "", nil
	}
	date, ambiguous, err := ParseDate(v, d.order)
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	if ambiguous {
		d.note("%s: %q may be two dates, so only the year was kept; say whether days or months come first", name, v)
	}
	return date, nil
}

func setDate(d *draft, v string) (err error) {
	d.review.Published, err = d.date("date", v)
	return err
}

// What a row tells about its film beside naming it does not cost the row when it cannot be read.

func setReleased(d *draft, v string) error {
	released, err := d.date("released", v)
	if err != nil {
		d.note("%v; it was left out", err)
	}
	d.film.Released = released
	return nil
}

func setRuntime(d *draft, v string) error {
	if nothing(v) {
		return nil
	}
	minutes, ok := parseMinutes(v)
	if !ok {
		d.note("runtime: %q is not a running time and was left out; write the minutes", clip(v, 40))
	}
	d.film.Runtime = minutes
	return nil
}

// parseMinutes reads "104", "104 min", "1h 44m", "1:44", "PT1H44M".
func parseMinutes(v string) (int, bool) {
	minutes, hours := 0, false
	rest := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(v)), "pt")
	rest = strings.TrimSuffix(rest, ".0") // tables that hold gaps write 104.0
	for rest != "" {
		i := 0
		for i < len(rest) && rest[i] >= '0' && rest[i] <= '9' {
			i++
		}
		n, err := strconv.Atoi(rest[:i])
		if err != nil || n > 60000 {
			return 0, false
		}
		rest = strings.TrimLeft(rest[i:], " .")
		switch {
		case strings.HasPrefix(rest, "h"), strings.HasPrefix(rest, ":") && !hours:
			minutes, hours = minutes+60*n, true
		case strings.HasPrefix(rest, "s"), strings.HasPrefix(rest, ":"): // seconds are dropped
		case rest == "", strings.HasPrefix(rest, "m"):
			minutes += n
		default:
			return 0, false
		}
		rest = strings.TrimLeft(rest, "abcdefghijklmnopqrstuvwxyz.:, ")
	}
	return minutes, minutes > 0 && minutes <= 60000
}

// setCritic reads the authors; several have semicolons or bars between them, for commas stand within names.
func setCritic(d *draft, v string) error {
	d.review.Voices = nil
	for _, name := range strings.FieldsFunc(v, func(r rune) bool { return r == ';' || r == '|' }) {
		if name = strings.TrimSpace(name); name != "" {
			d.review.Voices = append(d.review.Voices, Voice{Role: RoleAuthor, Critic: NameRef{Name: name}})
		}
	}
	return nil
}

func setRating(d *draft, v string) error {
	if !nothing(v) {
		d.rating.Raw = v
	}
	return nil
}

// setVerdict reads a verdict in words: positive, negative, fresh, rotten, recommended.
func setVerdict(d *draft, v string) error {
	if nothing(v) {
		return nil
	}
	d.verdict = v
	switch known := rating.Verdict(strings.ToLower(v)); known {
	case rating.VerdictPositive, rating.VerdictMixed, rating.VerdictNegative:
		d.rating.Verdict = known
		return nil
	}
	r, _ := rating.Parse(v, rating.NewContext()) // what is wrong with it is told below
	if r.Verdict == rating.VerdictNone {
		return fmt.Errorf("verdict: %q is not a verdict; write positive, mixed or negative", clip(v, 40))
	}
	d.rating.Verdict = r.Verdict
	return nil
}

func setSpoiler(d *draft, v string) error {
	switch strings.ToLower(v) {
	case "1", "true", "yes", "y", "x":
		d.review.Spoiler = true
	case "0", "false", "no", "n":
	default:
		return fmt.Errorf("spoiler: %q is neither yes nor no", clip(v, 40))
	}
	return nil
}

func setRights(d *draft, v string) error {
	switch v {
	case "full", "excerpt", "link":
		d.review.Rights = v
		return nil
	}
	return fmt.Errorf("rights: %q is not one of full, excerpt, link", clip(v, 40))
}

func setComments(d *draft, v string) error {
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 {
		return fmt.Errorf("declared_comments: %q is not a count", clip(v, 40))
	}
	d.review.DeclaredComments = &n
	return nil
}
