package extract

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// manyVotes is the number of ratings from which an average shows a database page, whose reviews are its users'.
const manyVotes = 10

// chooseReview decides which of the reviews of the markup is the page's own, and reports whether it found any.
func (r *reader) chooseReview(all []claimed) bool {
	var in []claimed
	for _, c := range all {
		switch {
		case c.it.zone == zoneComments, c.it.zone == zoneFurniture && len(all) > 1:
			r.rejectReview(c, reasonOtherItem)
		case c.subject != nil && c.it.role == "review" && isDatabase(c.subject):
			r.rejectReview(c, reasonOthers)
			r.warn(WarnVoices, "the reviews in the markup are those of the users of a database or shop: none is picked")
			r.conflict = r.conflict || c.subject.is(otherTypes)
			if c.subject.isGoods() {
				r.refuse(c.subject)
			}
		default:
			in = append(in, c)
		}
	}
	in = mergeReviews(in)
	if len(in) == 0 {
		return false
	}
	names, authors := map[string]bool{}, map[string]bool{}
	for _, c := range in {
		if n := bareName(c.name.text()); n != "" {
			names[n] = true
		}
		if c.author != "" {
			authors[c.author] = true
		}
	}
	switch {
	case len(names) > 1:
		r.warn(WarnMulti, fmt.Sprintf("the markup has reviews of %d things: none is picked; see entries", len(names)))
		for _, c := range in {
			r.entryOf(c)
			r.rejectReview(c, reasonMulti)
		}
		return true
	case len(in) > 1:
		r.warn(WarnVoices, fmt.Sprintf("the markup has %d reviews of the same thing by %d named people: none is picked", len(in), len(authors)))
		r.conflict = true
		for _, c := range in {
			r.rejectReview(c, reasonConflict)
		}
		r.film(in[0].subject, in[0].name, 0.9)
		return true
	}
	r.take(in[0])
	return true
}

// isDatabase reports whether a thing carries the average of many ratings.
func isDatabase(it *item) bool {
	p, ok := it.first("aggregaterating")
	if !ok || p.item == nil || it.parent != nil {
		return false
	}
	if it.is(otherTypes) {
		return true
	}
	return votesOf(p.item) >= manyVotes
}

// mergeReviews joins reviews of the same thing by the same author in several markups; the first with a rating stays.
func mergeReviews(in []claimed) []claimed {
	var out []claimed
	for _, c := range in {
		merged := false
		for i := range out {
			o := &out[i]
			sameThing := bareName(o.name.text()) == bareName(c.name.text()) || o.name.text() == "" || c.name.text() == ""
			sameAuthor := o.author == c.author || o.author == "" || c.author == ""
			agrees := o.rating == nil || c.rating == nil || sameGrade(o.rating.r, c.rating.r)
			otherMarkup := o.it.source != c.it.source || o.author == c.author && c.author != "" || o.rating == nil || c.rating == nil
			if sameThing && sameAuthor && agrees && otherMarkup {
				if o.rating == nil {
					o.rating = c.rating
				}
				if o.name.text() == "" {
					o.name, o.subject = c.name, c.subject
				}
				merged = true
				break
			}
		}
		if !merged {
			out = append(out, c)
		}
	}
	return out
}

func bareName(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

func (r *reader) rejectReview(c claimed, reason string) {
	if c.rating != nil {
		r.reject(c.rating.r.Raw, reason, c.it.source, c.rating.start, c.rating.end)
	}
}

func (r *reader) entryOf(c claimed) {
	e := Entry{Title: c.name.text(), Start: c.it.start, End: c.it.end}
	if c.rating != nil {
		v := c.rating.r
		e.Rating = &v
	}
	r.entries = append(r.entries, e)
}

// take reads the page's own review into the facts.
func (r *reader) take(c claimed) {
	src := c.it.source
	if c.rating != nil {
		r.found = append(r.found, *c.rating)
	}
	r.film(c.subject, c.name, 0.95)
	for _, p := range c.it.all("author") {
		r.addAuthor(p.text(), "author", src, 0.95, p.start, p.end)
	}
	r.itemText(c.it, fPublished, 0.95, "datepublished", "datecreated")
	r.itemText(c.it, fHeadline, 0.85, "headline", "name")
	if p, ok := c.it.first("reviewbody"); ok && len(p.text()) > 200 {
		r.fact(fBody, plainText(p.text()), src, 0.75, p)
	}
	if p, ok := c.it.first("publisher"); ok {
		r.fact(fOutlet, p.text(), src, 0.9, p)
	}
	if p, ok := c.it.first("inlanguage"); ok {
		r.doc.declared = p.text()
	}
}

func (r *reader) fact(f field, text, source string, conf float64, p prop) {
	r.facts.add(fact{field: f, text: strings.TrimSpace(text), source: source, conf: conf, start: p.start, end: p.end})
}

// itemText claims the first of the properties that is there; dates are read as dates.
func (r *reader) itemText(it *item, f field, conf float64, names ...string) {
	for _, p := range it.all(names...) {
		text := p.text()
		if f == fPublished {
			d, ok := findDate(text, r.dayFirst())
			if !ok {
				continue
			}
			if d.ambiguous {
				r.warn(WarnDateAmbiguous, "the date "+text+" may be read with the day or the month first: only the year is kept")
			}
			text = d.iso
		}
		if text != "" {
			r.fact(f, text, it.source, conf, p)
			return
		}
	}
}

// film reads the thing reviewed, if it is a film or of no stated kind.
func (r *reader) film(it *item, name prop, conf float64) {
	source := "json-ld"
	if it != nil {
		source = it.source
	}
	if it != nil && it.is(otherTypes) && !it.is(filmTypes) {
		r.refuse(it)
		return
	}
	if name.text() == "" && it != nil {
		name, _ = it.first("name")
	}
	if t := name.text(); t != "" {
		title, year := cleanTitle(plainText(t))
		if it == nil || !it.is(wordSet("movie tvseries")) {
			if h := filmOfHeadline(title); h.matched {
				title = h.title
				year = max(year, h.year)
			}
		}
		r.fact(fTitle, title, source, conf, name)
		if year > 0 {
			r.fact(fYear, itoa(year), source, conf-0.05, name)
		}
	}
	if it == nil {
		return
	}
	r.people(it, fDirectors, conf, "director", "directors")
	r.people(it, fCast, conf, "actor", "actors")
	r.people(it, fWriters, conf-0.05, "author", "writer")
	r.itemText(it, fOriginal, conf, "alternatename", "alternativeheadline")
	for _, p := range it.all("datecreated", "datepublished", "copyrightyear", "releasedate") {
		if y, _, _ := findYear(p.text()); y > 0 {
			r.fact(fYear, itoa(y), source, conf-0.05, p)
		}
	}
	if p, ok := it.first("duration", "timerequired"); ok {
		if m, _, _ := runtimeOf(p.text(), true); m > 0 {
			r.fact(fRuntime, itoa(m), source, conf, p)
		}
	}
	var genres []string
	for _, p := range it.all("genre") {
		genres = append(genres, splitGenres(p.text())...)
	}
	if p, ok := it.first("genre"); ok && len(genres) > 0 {
		r.facts.add(fact{field: fGenres, list: genres, source: source, conf: conf, start: p.start, end: p.end})
	}
	if it.is(filmTypes) {
		r.itemText(it, fSynopsis, conf-0.1, "description")
	}
	for _, p := range it.all("sameas", "url", "@id") {
		r.links = append(r.links, linkText{text: p.text(), start: p.start, end: p.end, marked: true, own: true})
	}
}

func (r *reader) people(it *item, f field, conf float64, names ...string) {
	var list []string
	all := it.all(names...)
	for _, p := range all {
		if p.item != nil {
			if n := p.text(); n != "" {
				list = append(list, n)
			}
			continue
		}
		list = append(list, splitNames(p.value)...)
	}
	if len(list) > 0 && len(list) <= 500 {
		r.facts.add(fact{field: f, list: list, source: it.source, conf: conf, start: all[0].start, end: all[len(all)-1].end})
	}
}

// article reads what an article says of itself.
func (r *reader) article(it *item, depth int) {
	conf := 0.88 - float64(depth)/50
	if it.source == "hreview" || it.source == "h-review" {
		conf -= 0.05
	}
	if it.zone != zoneMain {
		return
	}
	for _, p := range it.all("author") {
		r.addAuthor(p.text(), "author", it.source, conf, p.start, p.end)
	}
	r.itemText(it, fPublished, conf, "datepublished", "datecreated")
	r.itemText(it, fHeadline, conf-0.05, "headline", "name")
	if p, ok := it.first("publisher"); ok {
		r.fact(fOutlet, p.text(), it.source, conf, p)
	}
	if p, ok := it.first("headline", "name"); ok {
		r.headlineClaim(plainText(p.text()), it.source, 0.02, p.start, p.end)
	}
}

// headlineClaim reads the film's title out of a headline of markup.
func (r *reader) headlineClaim(text, source string, less float64, start, end int) {
	if listHeadline.MatchString(text) {
		r.several = true
		r.warn(WarnMulti, "the headline announces several films: "+text)
		return
	}
	h := filmOfHeadline(text)
	if r.doc != nil && h.title != "" {
		h = r.settle(h, true, 0, false)
	}
	if h.title != "" {
		r.facts.add(fact{field: fTitle, text: h.title, source: source, conf: h.conf - less, start: start, end: end})
	}
	if h.year > 0 {
		r.facts.add(fact{field: fYear, text: itoa(h.year), source: source, conf: h.conf - less, start: start, end: end})
	}
}

// ldComment reads a comment of structured markup.
func (r *reader) ldComment(it *item) {
	text, ok := it.first("text", "commenttext", "description", "reviewbody")
	if !ok || len(r.comments.Items) >= r.lim.Items {
		return
	}
	c := Comment{Text: plainText(text.text())}
	if p, ok := it.first("author"); ok {
		c.Name = p.text()
	}
	if p, ok := it.first("datepublished", "datecreated", "commenttime"); ok {
		c.Time = dateTime(p.text())
	}
	r.evidence["/comments/items/"+itoa(len(r.comments.Items))] = Evidence{Source: it.source, Confidence: 0.9, Start: it.start, End: it.end}
	r.comments.Items = append(r.comments.Items, c)
}

// plainText takes tags and character references out of a value that may be a piece of HTML.
func plainText(s string) string {
	if strings.ContainsRune(s, '<') && strings.ContainsRune(s, '>') {
		_, w, err := parseHTML(s, nil, Limits{Bytes: len(s), Nodes: 100_000, Depth: 64, Items: 1, Candidates: 1})
		if err != nil {
			return ""
		}
		d := document{text: string(w.buf), lines: w.lines}
		all := make([]int, len(d.lines))
		for i := range all {
			all[i] = i
		}
		return d.join(all)
	}
	return strings.TrimSpace(html.UnescapeString(s))
}
