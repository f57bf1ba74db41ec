package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// ratingAlt is an alternative text of an image that may be a rating.
var ratingAlt = regexp.MustCompile(`(?i)[0-9½][.,]?[0-9]?\s?/\s?[0-9]{1,3}|\bstars?\b|\bout of\b|[★☆⭐]|^[A-F][+-]?$|\bsterne?\b|\bétoiles?\b|\bestrellas?\b|^rating\b|thumbs? (?:up|down)|^[0-9]([.,][05])?$`)

// loadHTML reads a page: its structured markup first, then its lines.
func (r *reader) loadHTML(src string, m *mapping) error {
	t, w, err := parseHTML(src, m, r.lim)
	if err != nil {
		return err
	}
	r.doc = &document{text: string(w.buf), lines: w.lines, m: w.m, structured: true, url: r.url}
	zoneText(r.doc)
	p := &pageTree{t: t, doc: r.doc, r: r, outer: m}
	p.readHead()
	var items []*item
	items = append(items, p.jsonLD()...)
	items = append(items, p.microdata()...)
	items = append(items, p.rdfa()...)
	items = append(items, p.microformats()...)
	r.interpret(items)
	p.refuseShelf()
	p.findIndex(items)
	p.readMarks()
	p.widgets()
	p.comments()
	p.listing()
	return nil
}

// pageTree is a page with what is needed to read values from its elements.
type pageTree struct {
	t     *tree
	doc   *document
	r     *reader
	outer *mapping
	// pending are titles of the page that wait until its text is read.
	pending          []headline
	tags, categories gathered
	shelves          []string // what the head says that the page is filed under
}

// textOf is the text of an element in one line.
func (p *pageTree) textOf(n *node) string {
	return strings.Join(strings.Fields(p.doc.text[n.from:n.to]), " ")
}

// textSpan is where the text of an element stands in the input; of one without text, its start tag.
func (p *pageTree) textSpan(n *node) (int, int) {
	s, e := trimSpan(p.doc.text, n.from, n.to)
	if s == e {
		return p.tagSpan(n)
	}
	return p.doc.span(s, e)
}

func (p *pageTree) tagSpan(n *node) (int, int) { return p.outer.span(n.start, n.tagEnd) }

// attrSpan is where the value of an attribute stands in the input, as far as it is written there verbatim.
func (p *pageTree) attrSpan(n *node, value string) (int, int) {
	if value != "" {
		if i := strings.Index(p.t.src[n.start:n.tagEnd], value); i >= 0 {
			return p.outer.span(n.start+i, n.start+i+len(value))
		}
	}
	return p.tagSpan(n)
}

// rawContent is the source between the start and the end tag of a script.
func (p *pageTree) rawContent(n *node) (string, int) {
	end := n.end
	if i := strings.LastIndex(p.t.src[n.tagEnd:n.end], "</"); i >= 0 {
		end = n.tagEnd + i
	}
	return p.t.src[n.tagEnd:max(end, n.tagEnd)], n.tagEnd
}

// valueOf reads the value that an element gives to a property: an attribute made for it, else its text.
func (p *pageTree) valueOf(n *node) (value string, start, end int) {
	for _, a := range valueAttrs {
		if a.tag != "" && a.tag != n.tag {
			continue
		}
		if v, ok := n.lookup(a.attr); ok && (a.tag != "" || strings.TrimSpace(v) != "") {
			s, e := p.attrSpan(n, v)
			return html.UnescapeString(strings.TrimSpace(v)), s, e
		}
	}
	s, e := p.textSpan(n)
	return p.textOf(n), s, e
}

// valueAttrs are the attributes that hold the value of a property, by element.
var valueAttrs = []struct{ tag, attr string }{
	{"", "content"}, {"time", "datetime"}, {"data", "value"}, {"meter", "value"}, {"progress", "value"}, {"img", "src"}, {"audio", "src"}, {"video", "src"},
	{"source", "src"}, {"iframe", "src"}, {"link", "href"}, {"object", "data"},
}
