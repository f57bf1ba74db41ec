package extract

import (
	"regexp"
	"strings"
)

// item is a thing that structured markup describes, in the terms of schema.org, whatever markup it came in.
type item struct {
	types  []string // in lower case, without the vocabulary
	props  []prop
	source string
	start  int
	end    int
	zone   zone
	// parent and role are the item that names this one, and as what.
	parent *item
	role   string
}

// prop is a property of an item: a value or another item.
type prop struct {
	name       string
	value      string
	item       *item
	start, end int
	// tail is the text behind the value, which may tell its scale.
	tail string
}

// maxProps bounds the properties of one item.
const maxProps = 20_000

func (it *item) add(p prop) {
	if len(it.props) >= maxProps {
		return
	}
	if p.item != nil {
		if p.item.parent == nil {
			p.item.parent, p.item.role = it, p.name
		}
	} else if p.value == "" {
		return
	}
	it.props = append(it.props, p)
}

func (it *item) is(types map[string]bool) bool {
	for _, t := range it.types {
		if types[t] {
			return true
		}
	}
	return false
}

// all returns the properties of any of the names, in the order of the names.
func (it *item) all(names ...string) []prop {
	var out []prop
	for _, n := range names {
		for _, p := range it.props {
			if p.name == n {
				out = append(out, p)
			}
		}
	}
	return out
}

func (it *item) first(names ...string) (prop, bool) {
	if l := it.all(names...); len(l) > 0 {
		return l[0], true
	}
	return prop{}, false
}

// text is the value of a property; of an item its name.
func (p prop) text() string {
	if p.item == nil {
		return p.value
	}
	for _, n := range []string{"name", "headline", "alternatename", "@value"} {
		if v, ok := p.item.first(n); ok && v.item == nil {
			return v.value
		}
	}
	return ""
}

// typeName takes the vocabulary off a type: "https://schema.org/Review" is "review".
func typeName(s string) string {
	s = strings.TrimRight(strings.TrimSpace(s), "/")
	if i := strings.LastIndexAny(s, "/#:"); i >= 0 {
		s = s[i+1:]
	}
	return strings.ToLower(strings.ReplaceAll(s, "-", ""))
}

// propNames leads from the property names of old vocabularies, in lower case, to those of schema.org.
var propNames = map[string]string{"itemreviewed": "itemreviewed", "reviewer": "author", "dtreviewed": "datepublished", "summary": "name", "rating": "reviewrating", "value": "ratingvalue",
	"average": "ratingvalue", "best": "bestrating", "worst": "worstrating", "count": "reviewcount", "votes": "ratingcount", "reviewrating": "reviewrating", "directed_by": "director",
	"directedby": "director", "starring": "actor", "initialreleasedate": "datepublished", "runtime": "duration", "creator": "author", "actors": "actor", "reviews": "review"}

func propName(s string) string {
	s = typeName(s)
	if n, ok := propNames[s]; ok {
		return n
	}
	return s
}

// microdata reads the items of itemscope and itemprop.
func (p *pageTree) microdata() []*item {
	var out []*item
	scopes := map[int]*item{}
	owner := p.owners(func(n *node) bool { _, ok := n.lookup("itemscope"); return ok || n.attr("itemtype") != "" })
	for i := range p.t.nodes {
		n := &p.t.nodes[i]
		_, scoped := n.lookup("itemscope")
		scoped = scoped || n.attr("itemtype") != ""
		names := strings.Fields(n.attr("itemprop"))
		var own *item
		if scoped {
			own = p.newItem(n, "microdata", strings.Fields(n.attr("itemtype")))
			scopes[i] = own
			if len(names) == 0 || owner[i] < 0 {
				out = append(out, own)
			}
		}
		if outer := scopes[owner[i]]; outer != nil {
			for _, name := range names {
				p.addProp(outer, n, propName(name), own)
			}
		}
	}
	return out
}

// owners finds for each element the nearest element around it that a test accepts; -1 for none.
func (p *pageTree) owners(is func(*node) bool) []int {
	owner := make([]int, len(p.t.nodes))
	accepted := make([]bool, len(p.t.nodes))
	for i := range p.t.nodes {
		accepted[i] = is(&p.t.nodes[i])
		owner[i] = -1
		if up := p.t.nodes[i].parent; up >= 0 {
			owner[i] = owner[up]
			if accepted[up] {
				owner[i] = up
			}
		}
	}
	return owner
}

func (p *pageTree) newItem(n *node, source string, types []string) *item {
	s, e := p.outer.span(n.start, n.end)
	it := &item{source: source, start: s, end: e, zone: n.zone}
	for _, t := range types {
		it.types = append(it.types, typeName(t))
	}
	return it
}

func (p *pageTree) addProp(outer *item, n *node, name string, own *item) {
	if own != nil {
		outer.add(prop{name: name, item: own, start: own.start, end: own.end})
		return
	}
	v, s, e := p.valueOf(n)
	if (name == "url" || name == "sameas") && n.attr("href") != "" {
		v = n.attr("href")
		s, e = p.attrSpan(n, v)
	}
	if name == "ratingvalue" || name == "reviewrating" {
		if max, ok := n.lookup("max"); ok {
			outer.add(prop{name: "bestrating", value: max, start: s, end: e})
		}
		if w := starWidth.FindStringSubmatch(n.attr("style")); w != nil && v == "" {
			v = w[1] + "%"
		}
	}
	outer.add(prop{name: name, value: v, start: s, end: e, tail: p.tail(n)})
}

var starWidth = regexp.MustCompile(`width:\s*(\d{1,3}(?:\.\d{1,3})?)%`)

// tail is the text directly behind an element.
func (p *pageTree) tail(n *node) string {
	end := min(len(p.doc.text), n.to+40)
	return strings.ToValidUTF8(p.doc.text[n.to:end], "")
}

// rdfa reads the items of typeof and property, in the vocabulary of schema.org or the old v: one.
func (p *pageTree) rdfa() []*item {
	var out []*item
	scopes := map[int]*item{}
	isScope := func(n *node) bool {
		return n.attr("typeof") != "" || strings.HasPrefix(n.attr("rel"), "v:") && n.attr("href") == ""
	}
	owner := p.owners(isScope)
	for i := range p.t.nodes {
		n := &p.t.nodes[i]
		names := append(strings.Fields(n.attr("property")), vRels(n.attr("rel"))...)
		var own *item
		if up := scopes[owner[i]]; up != nil && n.attr("typeof") != "" && len(names) == 0 && len(up.types) == 0 {
			// <span rel="v:rating"><span typeof="v:Rating"> is one thing.
			up.types = append(up.types, typeName(n.attr("typeof")))
			scopes[i] = up
			continue
		}
		if isScope(n) {
			own = p.newItem(n, "rdfa", strings.Fields(n.attr("typeof")))
			scopes[i] = own
			if len(names) == 0 || owner[i] < 0 {
				out = append(out, own)
			}
		}
		if outer := scopes[owner[i]]; outer != nil {
			for _, name := range names {
				p.addProp(outer, n, propName(name), own)
			}
		}
	}
	return out
}

func vRels(rel string) []string {
	var out []string
	for _, v := range strings.Fields(rel) {
		if strings.HasPrefix(v, "v:") {
			out = append(out, v)
		}
	}
	return out
}
