package extract

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
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
