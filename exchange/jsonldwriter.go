package exchange

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"

	"reelscore/rating"
)

// Aggregate is the score of a film, for its JSON-LD.
type Aggregate struct {
	Score rating.Score // NoScore for none
	// Rated and Reviews count the reviews with a score, and all.
	Rated, Reviews int
}

// jsonldWriter writes one film with its reviews.
type jsonldWriter struct {
	w         *bufio.Writer
	aggregate Aggregate
	begun     bool
	reviews   int
}

// NewJSONLDWriter writes a schema.org document of one film: a Movie with its aggregateRating on the scale of 0 to 100,
// and a CriticReview for each review. The film is written first, then its reviews. The text can stand within an HTML
// script element. Of a review to which there is no full right only the excerpt is written.
func NewJSONLDWriter(w io.Writer, a Aggregate) Writer {
	return &jsonldWriter{w: bufio.NewWriter(w), aggregate: a}
}

func (j *jsonldWriter) Write(r *Record) error {
	switch {
	case r.Kind == KindFilm && !j.begun:
		j.begun = true
		b, err := json.Marshal(movieLD(r.Film, j.aggregate))
		if err != nil {
			return err
		}
		if _, err = j.w.Write(b[:len(b)-1]); err != nil { // without its last bracket, which Close writes
			return err
		}
		_, err = j.w.WriteString(`,"review":[`)
		return err
	case r.Kind == KindFilm:
		return errors.New("film: a JSON-LD document holds one film; write each into its own")
	case r.Kind == KindReview && !j.begun:
		return errors.New("film: it comes first, then its reviews")
	case r.Kind != KindReview:
		return nil
	}
	b, err := json.Marshal(reviewLD(r.Review))
	if err != nil {
		return err
	}
	if j.reviews++; j.reviews > 1 {
		b = append([]byte{','}, b...)
	}
	_, err = j.w.Write(b)
	return err
}

func (j *jsonldWriter) Close() error {
	if !j.begun {
		return errors.New("film: a JSON-LD document needs one")
	}
	if _, err := j.w.WriteString("]}\n"); err != nil {
		return err
	}
	return j.w.Flush()
}

// ld is an object of JSON-LD; put leaves out what is not known.
type ld map[string]any

func (l ld) put(property, value string) {
	if value != "" {
		l[property] = value
	}
}

func (l ld) putAll(property string, values []any) {
	if len(values) > 0 {
		l[property] = values
	}
}

func things(kind string, names []string) []any {
	list := make([]any, len(names))
	for i, n := range names {
		list[i] = ld{"@type": kind, "name": n}
	}
	return list
}

func texts(values []string) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v
	}
	return list
}

func movieLD(f *Film, a Aggregate) ld {
	m := ld{"@context": "https://schema.org", "@type": "Movie", "name": f.Title}
	m.put("alternateName", f.OriginalTitle)
	m.put("description", f.Synopsis)
	m.put("datePublished", string(f.Released))
	if f.Released == "" {
		m.put("datePublished", orBlank(f.Year))
	}
	if f.Runtime > 0 {
		m["duration"] = "PT" + orBlank(f.Runtime) + "M"
	}
	m.putAll("genre", texts(f.Genres))
	m.putAll("inLanguage", texts(f.Languages))
	m.putAll("countryOfOrigin", things("Country", f.Countries))
	for role, property := range map[string]string{"director": "director", "writer": "author", "actor": "actor"} {
		var names []string
		for _, c := range f.Credits {
			if c.Role == role {
				names = append(names, c.Person.Name)
			}
		}
		m.putAll(property, things("Person", names))
	}
	var same, other []any
	for _, namespace := range slices.Sorted(maps.Keys(f.ExternalIDs)) {
		if base, known := idPages[namespace]; known {
			same = append(same, base+f.ExternalIDs[namespace])
		} else {
			other = append(other, ld{"@type": "PropertyValue", "propertyID": namespace, "value": f.ExternalIDs[namespace]})
		}
	}
	m.putAll("sameAs", same)
	m.putAll("identifier", other)
	if a.Score.Known() && a.Rated > 0 {
		m["aggregateRating"] = ld{
			"@type": "AggregateRating", "ratingValue": a.Score, "bestRating": 100, "worstRating": 0, "ratingCount": a.Rated, "reviewCount": a.Reviews,
		}
	}
	return m
}

// idPages are the pages whose address ends in an outside id.
var idPages = map[string]string{
	"imdb": "https://www.imdb.com/title/", "tmdb": "https://www.themoviedb.org/movie/", "wikidata": "https://www.wikidata.org/wiki/",
}

func reviewLD(r *Review) ld {
	l := ld{"@type": "CriticReview"}
	l.put("name", r.Title)
	l.put("url", r.URL)
	l.put("inLanguage", r.Language)
	l.put("datePublished", string(r.Published))
	l.put("reviewBody", r.publicBody())
	l.put("description", r.Excerpt)
	l.put("license", r.Licence)
	l.putAll("author", things("Person", r.authors()))
	if r.Outlet.Name != "" {
		l["publisher"] = ld{"@type": "Organization", "name": r.Outlet.Name}
	}
	if r.Rating != nil {
		if rating := ratingLD(r.Rating); rating != nil {
			l["reviewRating"] = rating
		}
	}
	return l
}

// ratingLD is a rating with numbers on its own scale; else on that of 0 to 100; else only as it was written.
func ratingLD(r *Rating) ld {
	l, read := ld{"@type": "Rating"}, r.read()
	switch worst := read.Lowest; {
	case read.Value != nil && read.Best != nil:
		l["ratingValue"], l["bestRating"] = read.Value, read.Best
		if worst == nil {
			worst = read.Worst
		}
		if worst != nil {
			l["worstRating"] = worst
		}
		return l
	case read.Score != nil:
		l["ratingValue"], l["bestRating"], l["worstRating"] = read.Score, 100, 0
	}
	l.put("alternateName", r.Raw)
	if len(l) == 1 {
		return nil
	}
	return l
}
