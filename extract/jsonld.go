package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// maxScripts is the greatest number of JSON-LD scripts read from one page.
const maxScripts = 100

// jsonLD reads the items of all JSON-LD scripts of a page.
func (p *pageTree) jsonLD() []*item {
	var out []*item
	scripts := 0
	for i := range p.t.nodes {
		n := &p.t.nodes[i]
		if n.tag != "script" || !strings.Contains(strings.ToLower(n.attr("type")), "ld+json") {
			continue
		}
		if scripts++; scripts > maxScripts {
			p.r.warn(WarnTruncated, "too many JSON-LD scripts: the rest was not read")
			break
		}
		raw, at := p.rawContent(n)
		if strings.TrimSpace(raw) == "" {
			continue
		}
		v, err := parseJSON(raw, at, p.r.lim)
		if err != nil {
			p.r.warn(WarnMarkup, "a JSON-LD script could not be read: "+err.Error())
			continue
		}
		out = append(out, itemsOfJSON(v, p.outer)...)
	}
	return out
}

// ldReader turns JSON into items.
type ldReader struct {
	m    *mapping
	byID map[string]*jsonValue
	busy map[*jsonValue]bool
}

// itemsOfJSON returns the top items of a JSON-LD text: an object, an array of them, or a graph.
func itemsOfJSON(v *jsonValue, m *mapping) []*item {
	r := &ldReader{m: m, byID: map[string]*jsonValue{}, busy: map[*jsonValue]bool{}}
	var tops []*jsonValue
	var collect func(v *jsonValue, depth int)
	collect = func(v *jsonValue, depth int) {
		switch {
		case depth > 8:
		case v.kind == '[':
			for _, c := range v.list {
				collect(c, depth+1)
			}
		case v.kind == '{':
			if g := v.get("@graph"); g != nil {
				collect(g, depth+1)
			}
			if v.get("@type") != nil || v.get("@graph") == nil {
				tops = append(tops, v)
			}
		}
	}
	collect(v, 0)
	for _, t := range tops {
		if id := t.get("@id"); id != nil && id.kind == 's' {
			r.byID[id.text] = t
		}
	}
	var out []*item
	for _, t := range tops {
		out = append(out, r.item(t))
	}
	return out
}

func (r *ldReader) item(v *jsonValue) *item {
	s, e := r.m.span(v.start, v.end)
	it := &item{source: "json-ld", start: s, end: e}
	if r.busy[v] {
		return it
	}
	r.busy[v] = true
	defer delete(r.busy, v)
	for i, k := range v.keys {
		c := v.list[i]
		if k == "@type" {
			for _, t := range c.flat() {
				it.types = append(it.types, typeName(t.text))
			}
			continue
		}
		for _, e := range c.flat() {
			r.prop(it, propName(strings.TrimPrefix(k, "schema:")), e)
		}
	}
	return it
}

// flat is an array's elements, or the value itself.
func (v *jsonValue) flat() []*jsonValue {
	if v.kind != '[' {
		return []*jsonValue{v}
	}
	return v.list
}

func (r *ldReader) prop(it *item, name string, v *jsonValue) {
	switch v.kind {
	case '{':
		if id := v.get("@id"); id != nil && len(v.keys) <= 2 && r.byID[id.text] != nil && len(r.busy) < 6 {
			v = r.byID[id.text]
		}
		if w := v.get("@value"); w != nil && w.kind != '{' {
			r.prop(it, name, w)
			return
		}
		c := r.item(v)
		it.add(prop{name: name, item: c, start: c.start, end: c.end})
	case '[':
		for _, c := range v.list {
			if c.kind != '[' {
				r.prop(it, name, c)
			}
		}
	case 's', 'n':
		start, end := v.start, v.end
		if v.kind == 's' && end-start >= 2 {
			start, end = start+1, end-1
		}
		s, e := r.m.span(start, end)
		it.add(prop{name: name, value: strings.TrimSpace(html.UnescapeString(v.text)), start: s, end: e})
	}
}

// loadJSON reads a JSON document: JSON-LD, or an object whose names are those of front matter.
func (r *reader) loadJSON(text string) error {
	r.doc = &document{url: r.url, m: &mapping{}, structured: true}
	v, err := parseJSON(text, 0, r.lim)
	if err != nil {
		return jsonError(err)
	}
	r.interpret(itemsOfJSON(v, nil))
	if v.kind == '{' && v.get("@type") == nil && v.get("@graph") == nil {
		r.frontJSON(v)
	}
	return nil
}
