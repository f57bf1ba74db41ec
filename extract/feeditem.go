package extract

import (
	"strings"

	"reelscore/rating"
)

// feedHead reads what a feed says of itself: its name and language, and on some platforms its owner.
func (r *reader) feedHead(h *feedItem) {
	if f, ok := h.get("title"); ok {
		name := f.value
		if _, after, ok := strings.Cut(name, "Letterboxd - "); ok {
			r.addAuthor(after, "author", "feed", 0.7, f.start, f.end)
			name = "Letterboxd"
		}
		if before, _, ok := strings.Cut(name, "'s bookshelf"); ok {
			r.addAuthor(before, "author", "feed", 0.7, f.start, f.end)
		}
		r.facts.add(fact{field: fOutlet, text: name, source: "feed", conf: 0.8, start: f.start, end: f.end})
	}
	if f, ok := h.get("language"); ok {
		r.doc.declared = f.value
	}
}

// creators names the author of a feed whose items all have the same one.
func (r *reader) creators(items []feedItem) {
	var name feedField
	for i := range items {
		f, ok := items[i].get("dc:creator", "author/name", "user_name")
		if !ok {
			continue
		}
		if name.value != "" && name.value != f.value {
			return
		}
		name = f
	}
	r.addAuthor(name.value, "author", "feed", 0.9, name.start, name.end)
}

// feedRatings are the elements that hold the writer's own rating, with the end of its scale if that is fixed.
var feedRatings = []struct {
	name string
	best int
}{{"letterboxd:memberrating", 5}, {"user_rating", 5}, {"rating", 0}, {"myrating", 0}, {"score", 0}, {"stars", 0}}

// feedItem reads one item.
func (r *reader) feedItem(it *feedItem) error {
	fc := func(f field, v feedField, text string, conf float64) {
		r.facts.add(fact{field: f, text: text, source: "feed", conf: conf, start: v.start, end: v.end})
	}
	if f, ok := it.get("content:encoded", "content", "description", "summary", "user_review"); ok {
		if err := r.feedBody(f); err != nil {
			return err
		}
	}
	if f, ok := it.get("letterboxd:filmtitle", "movie", "film", "movietitle", "filmtitle"); ok {
		fc(fTitle, f, f.value, 0.97)
	}
	if f, ok := it.get("letterboxd:filmyear", "year"); ok {
		fc(fYear, f, f.value, 0.97)
	}
	for _, id := range []string{"tmdb:movieid", "tmdb:tvid"} {
		if f, ok := it.get(id); ok {
			r.facts.add(fact{field: fIDs, list: []string{"tmdb", f.value}, source: "feed", conf: 0.96, start: f.start, end: f.end})
		}
	}
	r.feedTitle(it)
	for _, n := range []string{"pubdate", "published", "dc:date", "updated"} {
		f, ok := it.get(n)
		if !ok {
			continue
		}
		if d, ok := findDate(f.value, nil); ok {
			fc(fPublished, f, d.iso, 0.95)
			break
		}
	}
	if f, ok := it.get("dc:creator", "author/name", "author"); ok {
		r.addAuthor(feedAuthor(f.value), "author", "feed", 0.92, f.start, f.end)
	}
	if f, ok := it.get("link", "guid"); ok && strings.HasPrefix(f.value, "http") {
		fc(fURL, f, f.value, 0.9)
	}
	for _, f := range it.all("link") {
		if strings.Contains(f.value, "letterboxd.com/") {
			r.links = append(r.links, linkText{text: f.value, start: f.start, end: f.end, marked: true})
		}
	}
	var tags gathered
	for _, f := range it.all("category") {
		tags.take(f.value, f.start, f.end)
	}
	r.facts.add(tags.fact(fCategories))
	r.feedRating(it)
	return nil
}

// feedAuthor takes the address off "ann@example.org (Ann Bell)".
func feedAuthor(s string) string {
	if i := strings.IndexByte(s, '('); i > 0 && strings.Contains(s[:i], "@") {
		return strings.Trim(s[i:], "() ")
	}
	return s
}

// feedBody reads the HTML of an item as its page.
func (r *reader) feedBody(f feedField) error {
	m := &mapping{}
	if f.verbatim {
		m.add(0, f.start)
	} else {
		m.fixedStart, m.fixedEnd = f.start, max(f.end, f.start+1)
	}
	declared := r.doc.declared
	if err := r.loadHTML(f.value, m); err != nil {
		return err
	}
	if r.doc.declared == "" {
		r.doc.declared = declared
	}
	return nil
}

// feedTitle reads the item's title: a headline, and on Letterboxd "Film, 2019 - ★★★½".
func (r *reader) feedTitle(it *feedItem) {
	f, ok := it.get("title")
	if !ok {
		return
	}
	r.facts.add(fact{field: fHeadline, text: plainText(f.value), source: "feed", conf: 0.9, start: f.start, end: f.end})
	if strings.HasPrefix(guidOf(it), "letterboxd-list-") {
		r.several = true
		return
	}
	text := plainText(f.value)
	if m := watchedTitle.FindStringSubmatch(text); m != nil {
		text = m[1]
	}
	r.headlineClaim(text, "feed", 0, f.start, f.end)
}

func guidOf(it *feedItem) string {
	f, _ := it.get("guid", "id")
	return f.value
}

// feedRating reads the rating elements of an item. A 0 of a five-star element means that there is none.
func (r *reader) feedRating(it *feedItem) {
	for _, e := range feedRatings {
		f, ok := it.get(e.name)
		if !ok {
			continue
		}
		if e.best > 0 && strings.Trim(f.value, "0.") == "" {
			r.reject(f.value, reasonUnrated, "feed", f.start, f.end)
			continue
		}
		c := rating.NewContext()
		if e.best > 0 {
			c.Best = rating.Decimal(e.best) * decimalOne
		}
		got, err := rating.Parse(f.value, c)
		if err != nil && got.Kind == rating.KindNone || certificateValue(f.value) {
			continue
		}
		r.found = append(r.found, structuredRating{r: got, source: "feed", conf: 0.96, start: f.start, end: f.end})
		return
	}
	if f, ok := it.get("average_rating"); ok {
		r.reject(f.value, reasonAggregate, "feed", f.start, f.end)
	}
	r.titleStars(it)
}

// titleStars reads the stars at the end of an item's title.
func (r *reader) titleStars(it *feedItem) {
	if f, ok := it.get("title"); ok {
		r.starredTitle(f.value, "feed", f.start, f.end)
	}
}

// starredTitle reads the stars at the end of a title that a feed or front matter gives.
func (r *reader) starredTitle(title, source string, start, end int) {
	stars := strings.TrimLeft(trailingStars.FindString(title), " -–—:|(")
	if stars == "" {
		return
	}
	if got, err := rating.Parse(stars, rating.NewContext()); err == nil {
		r.widget = append(r.widget, structuredRating{r: got, source: source, conf: 0.9, start: start, end: end})
	}
}
