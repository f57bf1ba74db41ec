package extract

import (
	"strings"
)

// mfRoots are the root classes of both generations of microformats, with the types that they stand for.
var mfRoots = map[string]string{"hreview": "review", "h-review": "review", "hreview-aggregate": "aggregatereview", "h-review-aggregate": "aggregatereview", "vcard": "person", "h-card": "person",
	"h-item": "thing", "h-entry": "blogposting", "hentry": "blogposting", "item": "thing", "rating": "rating", "h-product": "product", "h-cite": "citation", "hproduct": "product", "h-event": "event"}

// mfProps leads from class names to the properties of schema.org. Names without a prefix are those of the first
// generation; they only count inside its roots.
var mfProps = map[string]string{
	"item": "itemreviewed", "fn": "name", "url": "url", "summary": "name", "description": "reviewbody", "reviewer": "author", "dtreviewed": "datepublished", "reviewed": "datepublished",
	"rating": "reviewrating", "value": "ratingvalue", "best": "bestrating", "worst": "worstrating", "average": "ratingvalue", "count": "reviewcount", "votes": "ratingcount",
	"entry-title": "headline", "published": "datepublished", "author": "author", "tag": "keywords", "permalink": "url",
}

var mf2Props = map[string]string{
	"p-item": "itemreviewed", "p-name": "name", "u-url": "url", "p-rating": "reviewrating", "p-best": "bestrating", "p-worst": "worstrating", "p-average": "ratingvalue", "p-count": "reviewcount",
	"p-votes": "ratingcount", "p-author": "author", "p-reviewer": "author", "dt-reviewed": "datepublished", "dt-published": "datepublished", "e-content": "reviewbody",
	"e-description": "reviewbody", "p-description": "reviewbody", "p-summary": "description", "p-category": "keywords",
}

// microformats reads hreview and h-review, and the bylines of h-entry and hentry.
func (p *pageTree) microformats() []*item {
	var out []*item
	scopes := map[int]*item{}
	kinds := map[int]string{}
	root := func(n *node) string { return mfRoot(n) }
	owner := p.owners(func(n *node) bool { return root(n) != "" })
	for i := range p.t.nodes {
		n := &p.t.nodes[i]
		kind := root(n)
		up := owner[i]
		outer := scopes[up]
		second := strings.HasPrefix(kinds[up], "h-")
		names := mfNames(n, second)
		if kind != "" && needsOuter[kind] && (outer == nil || !inReview(outer) || len(names) == 0) {
			kind = ""
			scopes[i], kinds[i] = outer, kinds[up]
		}
		var own *item
		if kind != "" {
			source := "hreview"
			if strings.HasPrefix(kind, "h-") {
				source = "h-review"
			}
			own = p.newItem(n, source, []string{mfRoots[kind]})
			own.types = []string{mfRoots[kind]}
			scopes[i], kinds[i] = own, kind
			if outer == nil || len(names) == 0 {
				out = append(out, own)
			}
		}
		for _, name := range names {
			p.addMF(outer, own, n, name, i)
		}
	}
	for _, it := range out {
		p.implied(it)
	}
	return out
}

// needsOuter are classes that are roots only inside a review.
var needsOuter = map[string]bool{"item": true, "rating": true, "vcard": true, "h-card": true, "h-item": true, "h-product": true, "h-cite": true, "h-event": true, "hproduct": true}

func inReview(it *item) bool {
	for n := 0; it != nil && n < 8; n++ {
		if it.is(reviewTypes) || it.is(aggregateTypes) || it.is(articleTypes) {
			return true
		}
		it = it.parent
	}
	return false
}

func mfRoot(n *node) string {
	best := ""
	for _, c := range n.classes() {
		if _, ok := mfRoots[c]; ok && (best == "" || needsOuter[best]) {
			best = c
		}
	}
	return best
}

// mfNames are the properties that an element stands for within a root of the first or second generation.
func mfNames(n *node, second bool) []string {
	var out []string
	for _, c := range n.classes() {
		if name, ok := mf2Props[c]; ok && second {
			out = append(out, name)
		}
		if name, ok := mfProps[c]; ok && !second {
			out = append(out, name)
		}
	}
	return out
}

func (p *pageTree) addMF(outer, own *item, n *node, name string, i int) {
	if outer == nil {
		return
	}
	// Date and rating of a review may stand inside the card of its author.
	for outer.parent != nil && reviewOnly[name] && !outer.is(reviewTypes) && !outer.is(aggregateTypes) && !outer.is(ratingTypes) {
		outer = outer.parent
	}
	if own != nil {
		outer.add(prop{name: name, item: own, start: own.start, end: own.end})
		// A rating or name may be given as the element's own text.
		p.implyValue(own, n)
		return
	}
	v, s, e := p.valueOf(n)
	if n.tag == "abbr" && n.attr("title") != "" {
		v = n.attr("title")
		s, e = p.attrSpan(n, v)
	}
	if t, ts, te, ok := p.valueTitle(i); ok {
		v, s, e = t, ts, te
	}
	if name == "url" && n.attr("href") != "" {
		v = n.attr("href")
		s, e = p.attrSpan(n, v)
	}
	outer.add(prop{name: name, value: v, start: s, end: e, tail: p.tail(n)})
}

var reviewOnly = wordSet("datepublished reviewrating reviewbody")

// valueTitle reads the value-title pattern: an empty element whose title is the value.
func (p *pageTree) valueTitle(i int) (string, int, int, bool) {
	for k := i + 1; k < p.t.nodes[i].after && k < i+20; k++ {
		if c := &p.t.nodes[k]; c.hasClass("value-title") && c.attr("title") != "" {
			s, e := p.attrSpan(c, c.attr("title"))
			return c.attr("title"), s, e, true
		}
	}
	return "", 0, 0, false
}

// implyValue notes the text of an element that is an item, to be used when its parts do not tell its value or name.
func (p *pageTree) implyValue(it *item, n *node) {
	v, s, e := p.valueOf(n)
	if n.tag == "abbr" && n.attr("title") != "" {
		v = n.attr("title")
		s, e = p.attrSpan(n, v)
	}
	it.props = append(it.props, prop{name: "implied", value: v, start: s, end: e, tail: p.tail(n)})
}

// implied gives items without a name or value their own text.
func (p *pageTree) implied(it *item) {
	for k := range it.props {
		c := it.props[k].item
		if c == nil || c.parent != it {
			continue
		}
		p.implied(c)
		own, ok := c.first("implied")
		if !ok {
			continue
		}
		if _, ok := c.first("ratingvalue"); !ok && c.is(ratingTypes) {
			own.name = "ratingvalue"
			c.props = append(c.props, own)
		}
		if _, ok := c.first("name"); !ok && !c.is(ratingTypes) && len(own.value) < 120 {
			own.name = "name"
			c.props = append(c.props, own)
		}
	}
}
