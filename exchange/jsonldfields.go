package exchange

import (
	"fmt"
	"html"
	"net/url"
	"strconv"
	"strings"

	"reelscore/rating"
)

// clean is a text without surrounding space and without the HTML entities that pages leave in their JSON-LD.
func clean(s string) string { return strings.TrimSpace(html.UnescapeString(s)) }

// text is the first of the properties that has a text.
func (n node) text(properties ...string) string {
	for _, p := range properties {
		if s := scalarText(n[p]); s != "" {
			return s
		}
	}
	return ""
}

// names are the names in a property that holds texts, or things with a name.
func (n node) names(property string) []string {
	var names []string
	for _, v := range each(n[property]) {
		name := scalarText(v)
		if thing, ok := v.(map[string]any); ok && name == "" {
			name = node(thing).text("name")
		}
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

// film is what a node tells about a film.
func (n node) film() Film {
	f := Film{
		Title: n.text("name", "headline"), OriginalTitle: n.text("alternateName"), Synopsis: n.text("description", "abstract"), Genres: n.names("genre"),
		Countries: n.names("countryOfOrigin"), Languages: n.names("inLanguage"),
	}
	if title, year, ok := yearInTitle(f.Title); ok {
		f.Title, f.Year = title, year
	}
	for _, p := range [...]string{"datePublished", "dateCreated", "copyrightYear"} {
		if d, ambiguous, err := ParseDate(n.text(p), DateAny); err == nil && !ambiguous {
			f.Released = d
			if year, err := strconv.Atoi(string(d[:4])); err == nil && f.Year == 0 {
				f.Year = year
			}
			break
		}
	}
	if len(f.Released) == 4 {
		f.Released = ""
	}
	if minutes, ok := parseMinutes(n.text("duration")); ok {
		f.Runtime = minutes
	}
	for _, c := range [...]struct{ property, role string }{{"director", "director"}, {"author", "writer"}, {"creator", "writer"}, {"actor", "actor"}, {"actors", "actor"}} {
		for _, name := range n.names(c.property) {
			f.Credits = append(f.Credits, Credit{Person: NameRef{Name: name}, Role: c.role})
		}
	}
	f.ExternalIDs = n.outsideIDs()
	return f
}

// idSites are the services whose ids of films stand in the addresses of their pages.
var idSites = [...]struct{ host, path, namespace string }{
	{"imdb.com", "/title/", "imdb"}, {"themoviedb.org", "/movie/", "tmdb"}, {"wikidata.org", "/", "wikidata"}, {"letterboxd.com", "/film/", "letterboxd"},
}

// outsideIDs finds ids in the addresses by which a node says what it is, and in its identifiers.
func (n node) outsideIDs() map[string]string {
	ids := map[string]string{}
	keep := func(namespace, value string) {
		if id, err := canonicalID(namespace, value); err == nil && ids[namespace] == "" {
			ids[namespace] = id
		}
	}
	for _, p := range [...]string{"sameAs", "url", "@id", "identifier"} {
		for _, v := range each(n[p]) {
			if thing, ok := v.(map[string]any); ok {
				if namespace := node(thing).text("propertyID"); namespace != "" && !strings.Contains(namespace, "/") {
					keep(strings.ToLower(namespace), node(thing).text("value"))
				}
				continue
			}
			u, err := url.Parse(scalarText(v))
			if err != nil {
				continue
			}
			for _, s := range idSites {
				if host := strings.ToLower(u.Hostname()); (host == s.host || strings.HasSuffix(host, "."+s.host)) && strings.HasPrefix(u.Path, s.path) {
					keep(s.namespace, u.Scheme+"://"+u.Host+u.Path)
				}
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return ids
}

// review is the record of a review of the film.
func (n node) review(film *Film, o *Options) (Record, []string, error) {
	d := newDraft(o)
	d.order = o.Dates
	r := d.review
	r.Title, r.Body, r.Excerpt = n.text("headline", "name"), n.text("reviewBody", "text"), n.text("description", "abstract")
	r.URL, r.Language = n.text("url"), n.text("inLanguage")
	if id, _ := n["@id"].(string); r.URL == "" && (strings.HasPrefix(id, "http://") || strings.HasPrefix(id, "https://")) {
		r.URL = id
	}
	if names := n.names("publisher"); len(names) > 0 {
		r.Outlet.Name = names[0]
	}
	for _, property := range [...]string{"author", "creator"} {
		for _, name := range n.names(property) {
			r.Voices = append(r.Voices, Voice{Role: RoleAuthor, Critic: NameRef{Name: name}})
		}
		if len(r.Voices) > 0 {
			break
		}
	}
	if date := n.text("datePublished", "dateCreated"); date != "" {
		if err := setDate(&d, date); err != nil {
			return Record{}, d.notes, fmt.Errorf("datePublished: %w", err)
		}
	}
	if err := n.rating(&d); err != nil {
		return Record{}, d.notes, err
	}
	d.film = *film
	record, err := d.finish(true)
	record.Film = nil // the film has a row of its own, or is only named here
	return record, d.notes, err
}

// rating reads reviewRating: an object, a list, a text or a number.
func (n node) rating(d *draft) error {
	v := first(n["reviewRating"])
	thing, ok := v.(map[string]any)
	if !ok {
		d.rating.Raw = scalarText(v)
		return nil
	}
	r := node(thing)
	d.rating.Raw = r.text("ratingValue", "alternateName")
	if d.rating.Raw == "" {
		return nil
	}
	for _, e := range [...]struct {
		property string
		to       **rating.Decimal
	}{{"bestRating", &d.rating.Best}, {"worstRating", &d.rating.Lowest}} {
		text := r.text(e.property)
		if text == "" {
			continue
		}
		value, err := rating.ParseDecimal(text)
		if err != nil {
			return fmt.Errorf("%s: %w", e.property, err)
		}
		*e.to = &value
	}
	value, err := rating.ParseDecimal(d.rating.Raw)
	if five := rating.Whole(5); d.rating.Best == nil && err == nil && value <= five {
		d.rating.Best = &five
		d.note("bestRating: it is missing; the 5 that schema.org says for this case was taken")
	}
	return nil
}
