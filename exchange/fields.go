package exchange

import (
	"fmt"
	"strconv"
	"strings"

	"reelscore/rating"
)

// field is something that a cell can tell: its name in mappings, the headers by which it is recognised (see headerKey,
// the surest first), and what it does to the row.
type field struct {
	name    string
	headers []string
	set     func(*draft, string) error
	names   bool // it names a film
	review  bool // it belongs to a review
	date    bool
}

// fields are all fields. Where a header could be two of them the first takes it.
var fields = [...]field{
	{name: "film_id", headers: []string{"filmid", "movieid"}, names: true, set: func(d *draft, v string) error { return d.outsideID(d.o.Namespace, v) }},
	{name: "imdb_id", headers: []string{"imdbid", "imdb", "tconst", "const", "imdbtitleid", "filmimdb"}, names: true, set: outside("imdb")},
	{name: "tmdb_id", headers: []string{"tmdbid", "tmdb", "filmtmdb"}, names: true, set: outside("tmdb")},
	{name: "wikidata_id", headers: []string{"wikidataid", "wikidata", "filmwikidata"}, names: true, set: outside("wikidata")},
	{name: "letterboxd_id", headers: []string{"letterboxdid", "filmletterboxd"}, names: true, set: outside("letterboxd")},
	{name: "film_slug", headers: []string{"filmslug"}, names: true, set: put(func(d *draft) *string { return &d.film.Slug })},
	{name: "film_title", headers: []string{"filmtitle", "film", "movietitle", "movie", "moviename", "filmname", "primarytitle", "title", "name"}, names: true,
		set: put(func(d *draft) *string { return &d.film.Title })},
	{name: "original_title", headers: []string{"originaltitle"}, set: put(func(d *draft) *string { return &d.film.OriginalTitle })},
	{name: "year", headers: []string{"filmyear", "year", "releaseyear", "movieyear", "startyear"}, set: setYear},
	{name: "released", headers: []string{"releasedate", "released", "theaterdate", "datereleased"}, date: true, set: setReleased},
	{name: "runtime", headers: []string{"runtime", "runtimemins", "runtimeminutes", "duration"}, set: setRuntime},
	{name: "genres", headers: []string{"genres", "genre"}, set: list(func(d *draft) *[]string { return &d.film.Genres })},
	{name: "countries", headers: []string{"countries", "country", "productioncountries"}, set: list(func(d *draft) *[]string { return &d.film.Countries })},
	{name: "film_languages", headers: []string{"filmlanguages", "languages", "originallanguage"}, set: list(func(d *draft) *[]string { return &d.film.Languages })},
	{name: "tagline", headers: []string{"tagline"}, set: put(func(d *draft) *string { return &d.film.Tagline })},
	{name: "synopsis", headers: []string{"synopsis", "overview", "plot"}, set: put(func(d *draft) *string { return &d.film.Synopsis })},
	{name: "directors", headers: []string{"directors", "director"}, set: credits("director")},
	{name: "writers", headers: []string{"writers", "writer"}, set: credits("writer")},
	{name: "cast", headers: []string{"cast", "actors", "starring"}, set: credits("actor")},

	{name: "critic", headers: []string{"critic", "criticname", "reviewer", "reviewername", "author"}, review: true, set: setCritic},
	{name: "outlet", headers: []string{"outlet", "outletname", "publication", "publicationname", "publisher", "publishername"}, review: true,
		set: put(func(d *draft) *string { return &d.review.Outlet.Name })},
	{name: "rating", headers: []string{"ratingraw", "rating", "yourrating", "myrating", "reviewscore", "grade", "stars", "score"}, review: true, set: setRating},
	{name: "scale", headers: []string{"ratingscale", "scale"}, review: true, set: put(func(d *draft) *string { return &d.rating.Scale })},
	{name: "best", headers: []string{"ratingbest", "bestrating", "best", "outof", "maxrating"}, review: true, set: setBest},
	{name: "verdict", headers: []string{"verdict"}, review: true, set: setVerdict},
	{name: "date", headers: []string{"date", "reviewdate", "datepublished", "published", "publishedat", "publicationdate", "creationdate", "daterated"}, review: true,
		date: true, set: setDate},
	{name: "url", headers: []string{"url", "reviewurl", "link", "permalink"}, review: true, set: put(func(d *draft) *string { return &d.review.URL })},
	{name: "title", headers: []string{"reviewtitle", "headline", "title"}, review: true, set: put(func(d *draft) *string { return &d.review.Title })},
	{name: "body", headers: []string{"body", "reviewbody", "reviewtext", "reviewcontent", "review", "text", "content"}, review: true,
		set: put(func(d *draft) *string { return &d.review.Body })},
	{name: "excerpt", headers: []string{"excerpt", "quote", "snippet", "summary"}, review: true, set: put(func(d *draft) *string { return &d.review.Excerpt })},
	{name: "language", headers: []string{"language", "lang", "reviewlanguage"}, review: true, set: put(func(d *draft) *string { return &d.review.Language })},
	{name: "tags", headers: []string{"tags", "tag"}, review: true, set: list(func(d *draft) *[]string { return &d.review.Tags })},
	{name: "categories", headers: []string{"categories", "category"}, review: true, set: list(func(d *draft) *[]string { return &d.review.Categories })},
	{name: "venue", headers: []string{"venue", "cinema"}, review: true, set: put(func(d *draft) *string { return &d.review.Venue })},
	{name: "spoiler", headers: []string{"spoiler", "spoilers", "containsspoilers"}, review: true, set: setSpoiler},
	{name: "rights", headers: []string{"rights"}, review: true, set: setRights},
	{name: "licence", headers: []string{"licence", "license"}, review: true, set: put(func(d *draft) *string { return &d.review.Licence })},
	{name: "declared_comments", headers: []string{"declaredcomments", "commentcount"}, review: true, set: setComments},
	{name: "source", headers: []string{"source"}, review: true, set: put(func(d *draft) *string { return &d.review.Source })},
	{name: "source_id", headers: []string{"sourceid", "reviewid"}, review: true, set: put(func(d *draft) *string { return &d.review.SourceID })},
}

// Fields lists the names of the fields that a mapping can give a column or a default.
func Fields() []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return names
}

func put(at func(*draft) *string) func(*draft, string) error {
	return func(d *draft, v string) error {
		*at(d) = v
		return nil
	}
}

func list(at func(*draft) *[]string) func(*draft, string) error {
	return func(d *draft, v string) error {
		*at(d) = splitList(v)
		return nil
	}
}

func outside(namespace string) func(*draft, string) error {
	return func(d *draft, v string) error { return d.outsideID(namespace, v) }
}

func credits(role string) func(*draft, string) error {
	return func(d *draft, v string) error {
		for _, name := range splitList(v) {
			d.film.Credits = append(d.film.Credits, Credit{Person: NameRef{Name: name}, Role: role})
		}
		return nil
	}
}

// splitList cuts a cell into its values: at bars, else at semicolons, else at commas. A list of JSON or Python gives its
// strings, or the names of its objects.
func splitList(v string) []string {
	if strings.HasPrefix(v, "[") && strings.HasSuffix(v, "]") {
		return literalList(v)
	}
	mark := ","
	for _, m := range [...]string{"|", ";"} {
		if strings.Contains(v, m) {
			mark = m
			break
		}
	}
	var values []string
	for _, part := range strings.Split(v, mark) {
		if part = strings.TrimSpace(part); part != "" {
			values = append(values, part)
		}
	}
	return values
}

// literalList reads a list of strings or of objects with a name, with the quotes of JSON or of Python:
// [{'id': 18, 'name': "Drama"}].
func literalList(v string) []string {
	var values []string
	objects, key := strings.Contains(v, "{"), ""
	for i := 0; i < len(v); i++ {
		quote := v[i]
		if quote != '"' && quote != '\'' {
			continue
		}
		var text strings.Builder
		for i++; i < len(v) && v[i] != quote; i++ {
			if v[i] == '\\' && i+1 < len(v) {
				i++
				if code := v[i+1 : min(i+5, len(v))]; v[i] == 'u' {
					if r, err := strconv.ParseUint(code, 16, 32); err == nil {
						text.WriteRune(rune(r))
						i += 4
						continue
					}
				}
			}
			text.WriteByte(v[i])
		}
		rest := strings.TrimLeft(v[min(i+1, len(v)):], " ")
		switch value := strings.TrimSpace(text.String()); {
		case strings.HasPrefix(rest, ":"):
			key = value
		case value != "" && (!objects || key == "name"):
			values = append(values, value)
			key = ""
		}
	}
	return values
}

// outsideID keeps an id of the film elsewhere. A value with its namespace before it (imdb:tt0111161) names its own.
func (d *draft) outsideID(namespace, v string) error {
	if before, rest, ok := strings.Cut(v, ":"); ok && rest != "" && !strings.HasPrefix(rest, "//") && headerKey(before) == strings.ToLower(before) {
		namespace, v = strings.ToLower(before), rest
	}
	if namespace == "" {
		namespace = "local"
	}
	id, err := canonicalID(namespace, v)
	if err != nil {
		return err
	}
	if d.film.ExternalIDs == nil {
		d.film.ExternalIDs = make(map[string]string, 1)
	}
	d.film.ExternalIDs[namespace] = id
	return nil
}

// canonicalID writes an id as its service does: tt0111161 from a page's address or from a number without zeros.
func canonicalID(namespace, v string) (string, error) {
	v = strings.TrimSpace(v)
	if strings.Contains(v, "://") {
		v = idInURL(namespace, v)
	}
	switch digits := strings.TrimPrefix(v, "tt"); namespace {
	case "imdb":
		n, err := strconv.ParseUint(digits, 10, 40)
		if err != nil {
			return "", fmt.Errorf("imdb_id: %q is not an IMDb id; write it like tt0111161", clip(v, 40))
		}
		return fmt.Sprintf("tt%07d", n), nil
	case "tmdb":
		whole, _, _ := strings.Cut(v, ".") // tables that hold gaps write 862.0
		n, err := strconv.ParseUint(whole, 10, 40)
		if err != nil {
			return "", fmt.Errorf("tmdb_id: %q is not a TMDB id; write it like 862", clip(v, 40))
		}
		return strconv.FormatUint(n, 10), nil
	}
	if v == "" || len(v) > 200 || strings.ContainsAny(v, " \t\r\n") {
		return "", fmt.Errorf("film_id: %q is not an id; give 1 to 200 bytes without spaces", clip(v, 40))
	}
	return v, nil
}

// idInURL is the part of a page's address that is the id.
func idInURL(namespace, url string) string {
	url, _, _ = strings.Cut(url, "?")
	parts := strings.Split(strings.Trim(url, "/"), "/")
	for _, p := range parts {
		switch {
		case namespace == "imdb" && strings.HasPrefix(p, "tt"):
			return p
		case namespace == "tmdb" && len(p) > 0 && p[0] >= '0' && p[0] <= '9':
			id, _, _ := strings.Cut(p, "-") // 862-toy-story
			return id
		}
	}
	return parts[len(parts)-1]
}

func setBest(d *draft, v string) error {
	best, err := rating.ParseDecimal(v)
	if err != nil {
		return fmt.Errorf("best: %w", err)
	}
	d.rating.Best = &best
	return nil
}
