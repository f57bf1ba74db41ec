package extract

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"reelscore/rating"
)

// feedItem is one entry of a feed, its elements in order.
type feedItem struct {
	fields     []feedField
	start, end int
}

// feedField is an element of an item: its name with the usual prefix of its name space, and its text.
type feedField struct {
	name       string
	value      string
	attrs      []xml.Attr
	start, end int // of the content in the source
	verbatim   bool
}

func (it *feedItem) get(names ...string) (feedField, bool) {
	for _, n := range names {
		for _, f := range it.fields {
			if f.name == n && f.value != "" {
				return f, true
			}
		}
	}
	return feedField{}, false
}

func (it *feedItem) all(name string) []feedField {
	var out []feedField
	for _, f := range it.fields {
		if f.name == name && f.value != "" {
			out = append(out, f)
		}
	}
	return out
}

// feed is a feed or another XML list of records.
type feed struct {
	head   feedItem
	items  []feedItem
	lost   bool  // items beyond the limit were left out
	broken error // why the rest could not be read
}

// feedPrefixes are the usual prefixes of name spaces, by a part of their address.
var feedPrefixes = []struct{ part, prefix string }{
	{"letterboxd", "letterboxd:"}, {"themoviedb", "tmdb:"}, {"purl.org/rss/1.0/modules/content", "content:"}, {"purl.org/dc", "dc:"}, {"wordpress.org/export", "wp:"},
	{"search.yahoo.com/mrss", "media:"}, {"itunes", "itunes:"},
}

func feedName(n xml.Name) string {
	name := strings.ToLower(n.Local)
	for _, p := range feedPrefixes {
		if n.Space != "" && (strings.Contains(strings.ToLower(n.Space), p.part) || strings.ToLower(n.Space)+":" == p.prefix) {
			return p.prefix + name
		}
	}
	return name
}

var itemTags = wordSet("item entry record movie film review row")

// parseFeed reads RSS, Atom, RDF and plain lists of records. Entities that a document defines itself are not expanded.
func parseFeed(src string, lim Limits) (*feed, error) {
	d := xml.NewDecoder(strings.NewReader(src))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	f := &feed{}
	p := &feedParser{d: d, src: src, lim: lim, feed: f}
	for {
		before := d.InputOffset()
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			if p.item != nil || len(f.items) > 0 || len(f.head.fields) > 0 {
				f.broken = err
				break
			}
			return nil, fmt.Errorf("content: the XML cannot be read: %w", err)
		}
		if err := p.token(tok, int(before)); err != nil {
			return nil, err
		}
	}
	if p.item != nil {
		f.items = append(f.items, *p.item)
	}
	return f, nil
}

type feedParser struct {
	d      *xml.Decoder
	src    string
	lim    Limits
	feed   *feed
	item   *feedItem
	depth  int
	itemAt int
	open   []openField
	nodes  int
}

type openField struct {
	name  string
	attrs []xml.Attr
	start int
	text  []byte
	at    int // where the only piece of text stands
	parts int
}

func (p *feedParser) token(tok xml.Token, before int) error {
	switch t := tok.(type) {
	case xml.StartElement:
		p.nodes++
		if err := p.lim.checkNodes(p.nodes); err != nil {
			return err
		}
		p.depth++
		name := feedName(t.Name)
		if p.item == nil && itemTags[name] && p.depth > 1 || p.depth == 1 && (name == "item" || name == "entry") {
			p.item, p.itemAt = &feedItem{start: before}, p.depth
			p.open = p.open[:0]
			return nil
		}
		if len(p.open) < 64 {
			p.open = append(p.open, openField{name: name, attrs: t.Attr, start: int(p.d.InputOffset())})
		}
	case xml.CharData:
		if n := len(p.open); n > 0 && p.depth-n < 64 {
			o := &p.open[n-1]
			if strings.TrimSpace(string(t)) != "" {
				o.at = before
				o.parts++
			}
			o.text = append(o.text, t...)
		}
	case xml.EndElement:
		p.end(before)
	}
	return nil
}

func (p *feedParser) end(before int) {
	if p.item != nil && p.depth == p.itemAt {
		p.item.end = int(p.d.InputOffset())
		if len(p.feed.items) < p.lim.Items {
			p.feed.items = append(p.feed.items, *p.item)
		} else {
			p.feed.lost = true
		}
		p.item = nil
		p.open = p.open[:0]
		p.depth--
		return
	}
	p.depth--
	n := len(p.open)
	if n == 0 {
		return
	}
	o := &p.open[n-1]
	f := feedField{name: o.name, value: strings.TrimSpace(string(o.text)), attrs: o.attrs, start: o.start, end: before}
	if o.parts == 1 {
		// A CDATA section is copied byte for byte, so that offsets inside it can be followed.
		raw := p.src[o.at:before]
		if i := strings.Index(raw, f.value); i >= 0 && f.value != "" {
			f.start, f.verbatim = o.at+i, true
			f.end = f.start + len(f.value)
		}
	}
	if n > 1 && p.item != nil && f.name == "name" {
		// Atom wraps the name of an author.
		f.name = p.open[n-2].name + "/name"
	}
	p.open = p.open[:n-1]
	if p.item != nil {
		p.item.fields = append(p.item.fields, f)
	} else if len(p.feed.head.fields) < 200 {
		p.feed.head.fields = append(p.feed.head.fields, f)
	}
}

// loadFeed reads a feed of one item as the page of that review. A feed of several is a page about several films, with
// an entry for each; Feed gives a Draft for each.
func (r *reader) loadFeed(text string) error {
	f, err := parseFeed(text, r.lim)
	if err != nil {
		return err
	}
	r.doc = &document{url: r.url, m: &mapping{}, structured: true}
	if f.lost {
		r.warn(WarnTruncated, "the feed has more items than are read: the rest was left out")
	}
	if f.broken != nil {
		r.warn(WarnMarkup, "the XML is broken, and was read up to there: "+f.broken.Error())
	}
	r.feedHead(&f.head)
	switch len(f.items) {
	case 0:
		return fmt.Errorf("content: the XML has no items; send a feed, or a page as HTML: %w", ErrEmpty)
	case 1:
		return r.feedItem(&f.items[0])
	}
	r.warn(WarnMulti, fmt.Sprintf("the feed has %d items: none is picked; see entries", len(f.items)))
	r.creators(f.items)
	for i := range f.items {
		one := newReader(r.url, r.lim)
		one.doc = &document{m: &mapping{}, structured: true}
		if err := one.feedItem(&f.items[i]); err != nil {
			return err
		}
		d := one.draft()
		if d.Film.Title == "" {
			continue
		}
		r.entries = append(r.entries, Entry{Title: d.Film.Title, Year: d.Film.Year, Rating: d.Review.Rating, Start: f.items[i].start, End: f.items[i].end})
	}
	r.several = true
	return nil
}

// Feed reads every item of a feed as a Draft of its own, in the order of the feed. It fails as Page does.
func Feed(content []byte, url string) ([]Draft, error) {
	lim := DefaultLimits()
	if err := lim.checkSize(len(content)); err != nil {
		return nil, err
	}
	src, err := decode(content)
	if err != nil {
		return nil, err
	}
	f, err := parseFeed(src.text, lim)
	if err != nil {
		return nil, err
	}
	out := []Draft{}
	for i := range f.items {
		r := newReader(url, lim)
		r.doc = &document{m: &mapping{}, structured: true}
		r.feedHead(&f.head)
		if err := r.feedItem(&f.items[i]); err != nil {
			return nil, err
		}
		d := r.draft()
		src.restoreAll(&d)
		out = append(out, d)
	}
	return out, nil
}

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
			r.reject(f.value, reasonUnrated, f.start, f.end)
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
		r.reject(f.value, reasonAggregate, f.start, f.end)
	}
	r.titleStars(it)
}

// titleStars reads the stars at the end of an item's title.
func (r *reader) titleStars(it *feedItem) {
	f, ok := it.get("title")
	if !ok {
		return
	}
	stars := strings.TrimLeft(trailingStars.FindString(f.value), " -–—:|(")
	if stars == "" {
		return
	}
	if got, err := rating.Parse(stars, rating.NewContext()); err == nil {
		r.widget = append(r.widget, structuredRating{r: got, source: "feed", conf: 0.9, start: f.start, end: f.end})
	}
}
