package extract

import (
	"slices"
	"strings"
)

// metaFields are the names of meta elements with the field that each fills and how far it is trusted.
var metaFields = map[string]struct {
	field field
	conf  float64
}{
	"article:published_time": {fPublished, 0.92}, "datepublished": {fPublished, 0.88}, "date": {fPublished, 0.8}, "pub_date": {fPublished, 0.85}, "pubdate": {fPublished, 0.85}, "publish-date": {fPublished, 0.85},
	"publishdate": {fPublished, 0.85}, "dc.date": {fPublished, 0.82}, "dc.date.issued": {fPublished, 0.88}, "dcterms.created": {fPublished, 0.82}, "og:published_time": {fPublished, 0.88}, "sailthru.date": {fPublished, 0.85},
	"parsely-pub-date": {fPublished, 0.88}, "article.published": {fPublished, 0.88}, "cxenseparse:recs:publishtime": {fPublished, 0.85},
	"og:site_name": {fOutlet, 0.85}, "application-name": {fOutlet, 0.6}, "og:url": {fURL, 0.8}, "description": {fExcerpt, 0.65}, "og:description": {fExcerpt, 0.68},
}

// metaAuthors are the names of meta elements that hold the author.
var metaAuthors = map[string]float64{"author": 0.82, "article:author": 0.78, "dc.creator": 0.82, "sailthru.author": 0.82, "parsely-author": 0.82, "twitter:creator": 0.4, "byl": 0.85, "article:author_name": 0.85}

// readHead reads the meta elements, the title and the links of a page.
func (p *pageTree) readHead() {
	r := p.r
	data := map[string]string{}
	for i := range p.t.nodes {
		n := &p.t.nodes[i]
		switch n.tag {
		case "html":
			r.doc.declared = n.attr("lang")
		case "meta":
			p.meta(n, data)
		case "title":
			if n.parent >= 0 && p.t.nodes[n.parent].tag == "svg" {
				continue
			}
			raw, at := p.rawContent(n)
			if text := strings.Join(strings.Fields(plainText(raw)), " "); text != "" {
				s, e := p.outer.span(at, at+len(raw))
				p.headTitle(text, s, e)
			}
		case "link":
			p.headLink(n)
		case "a", "iframe", "embed":
			p.link(n)
		}
	}
}

func (p *pageTree) meta(n *node, data map[string]string) {
	name := strings.ToLower(n.attr("property"))
	if name == "" {
		name = strings.ToLower(n.attr("name"))
	}
	value := strings.TrimSpace(n.attr("content"))
	if name == "" || value == "" || len(value) > 5000 {
		return
	}
	s, e := p.attrSpan(n, value)
	r := p.r
	add := func(f field, text string, conf float64) {
		r.facts.add(fact{field: f, text: text, source: "meta", conf: conf, start: s, end: e})
	}
	if f, ok := metaFields[name]; ok {
		if f.field == fPublished {
			if d, ok := findDate(value, nil); ok && !d.ambiguous {
				add(fPublished, d.iso, f.conf)
			}
			return
		}
		add(f.field, plainText(value), f.conf)
	}
	if conf, ok := metaAuthors[name]; ok && !strings.HasPrefix(value, "http") {
		r.addAuthor(value, "author", "meta", conf, s, e)
	}
	if shelfNames[name] {
		p.shelves = append(p.shelves, value)
	}
	switch name {
	case "og:title", "twitter:title":
		p.pending = append(p.pending, headline{plainText(value), "meta", s, e})
	case "og:locale", "language", "content-language":
		if r.doc.declared == "" {
			r.doc.declared = value
		}
	case "twitter:label1", "twitter:label2", "twitter:data1", "twitter:data2":
		data[name] = value
		p.twitter(data, name, s, e)
	}
}

// twitter reads the pairs of label and value of a card: Letterboxd and WordPress put the rating and the author there.
func (p *pageTree) twitter(data map[string]string, name string, s, e int) {
	k := name[len(name)-1:]
	label, value := strings.ToLower(data["twitter:label"+k]), data["twitter:data"+k]
	if label == "" || value == "" {
		return
	}
	r := p.r
	switch {
	case label == "rating" || label == "rated" || label == "score":
		p.widget(value, "meta", 0.85, s, e)
	case strings.Contains(label, "written by") || label == "author" || label == "reviewed by" || label == "review by":
		r.addAuthor(value, "author", "meta", 0.84, s, e)
	}
}

// gathered is a list that several elements make up.
type gathered struct {
	list       []string
	start, end int
}

func (g *gathered) take(text string, s, e int) {
	if len(g.list) == 0 {
		g.start = s
	}
	for _, have := range g.list {
		if have == text {
			return
		}
	}
	if len(g.list) < 100 {
		g.list = append(g.list, text)
		g.start, g.end = min(g.start, s), max(g.end, e)
	}
}

func (g *gathered) fact(f field) fact {
	return fact{field: f, list: g.list, source: "link", conf: 0.85, start: g.start, end: g.end}
}

// headline is a title of the page that waits until its text is read.
type headline struct {
	text       string
	source     string
	start, end int
}

func (p *pageTree) headTitle(text string, s, e int) {
	p.pending = append(p.pending, headline{text, "meta", s, e})
}

// readMarks claims the titles that waited and reads bylines and dates from classes and links.
func (p *pageTree) readMarks() {
	r := p.r
	for n, h := range p.pending {
		text := h.text
		if site, ok := r.facts.best(fOutlet); ok {
			text = strings.TrimSpace(strings.TrimSuffix(text, site.text))
			text = strings.TrimRight(text, " -–—|:·»«")
		}
		if text == "" {
			continue
		}
		full := filmOfHeadline(text)
		if cut := siteTail.ReplaceAllString(text, ""); cut != text && (!full.matched || !full.exact) && cut != "" && full.title != "" {
			text = cut
		}
		r.facts.add(fact{field: fHeadline, text: text, source: h.source, conf: 0.7 - float64(n)/50, start: h.start, end: h.end})
		if !r.notFilm {
			r.headlineClaim(text, h.source, 0.05+float64(n)/100, h.start, h.end)
		}
	}
	r.facts.add(p.tags.fact(fTags))
	r.facts.add(p.categories.fact(fCategories))
	for i := range p.t.nodes {
		n := &p.t.nodes[i]
		if n.zone == zoneFurniture && slices.ContainsFunc(n.classes(), func(c string) bool { return cardClasses[c] }) && p.inPost(i) {
			p.byline(n, 0.74)
		}
		if n.zone == zoneComments || n.zone == zoneFurniture && n.tag != "time" {
			continue
		}
		p.mark(n)
	}
}

// bylineClasses and dateClasses are class names that themes give to the author and the date of a post.
var (
	bylineClasses = wordSet("author byline by-line post-author entry-author author-name byline-author p-author article-author post-byline meta-author author_name")
	dateClasses   = wordSet("entry-date published post-date dt-published posted-on date post-meta-date article-date date-header timestamp pubdate publish-date entry-time post-time")
)

// cardClasses are what themes call the author's name on the card below a post.
var cardClasses = wordSet("author-card-name author-box-name author-bio-name author-title author-name post-author-name")

// inPost reports whether an element stands inside the article of the page, though in its foot.
func (p *pageTree) inPost(i int) bool {
	for k := p.t.nodes[i].parent; k >= 0; k = p.t.nodes[k].parent {
		if n := &p.t.nodes[k]; n.tag == "article" {
			return n.zone == zoneMain
		} else if n.tag == "aside" || n.tag == "nav" {
			return false
		}
	}
	return false
}

func (p *pageTree) mark(n *node) {
	r := p.r
	if n.tag == "time" && n.attr("datetime") != "" && n.zone == zoneMain {
		if d, ok := findDate(n.attr("datetime"), nil); ok && !d.ambiguous && len(d.iso) >= 7 && !n.hasClass("updated") {
			s, e := p.attrSpan(n, n.attr("datetime"))
			r.facts.add(fact{field: fPublished, text: d.iso, source: "meta", conf: 0.84, start: s, end: e})
		}
	}
	if strings.Contains(n.attr("rel"), "author") && n.tag == "a" {
		p.byline(n, 0.84)
	}
	if n.zone != zoneMain {
		return
	}
	for _, c := range n.classes() {
		switch {
		case criticClasses[c]:
			r.critics++
		case bylineClasses[c]:
			p.byline(n, 0.82)
		case dateClasses[c]:
			text := n.attr("title") + " " + p.textOf(n)
			if len(text) < 120 {
				if d, ok := findDate(text, r.dayFirst()); ok && !d.ambiguous && len(d.iso) >= 7 {
					s, e := p.textSpan(n)
					r.facts.add(fact{field: fPublished, text: d.iso, source: "meta", conf: 0.82, start: s, end: e})
				}
			}
		}
	}
}

func (p *pageTree) byline(n *node, conf float64) {
	text := p.textOf(n)
	if len(text) > 100 || text == "" {
		return
	}
	if m := byline.FindStringSubmatch(text); m != nil {
		text = strings.TrimSpace(m[1])
	}
	if !looksLikeName(text) && (strings.ContainsAny(text, " :") || len(text) > 30) {
		return
	}
	s, e := p.textSpan(n)
	p.r.addAuthor(text, "author", "byline", conf, s, e)
}

func (p *pageTree) headLink(n *node) {
	rel := strings.ToLower(n.attr("rel"))
	href := n.attr("href")
	s, e := p.attrSpan(n, href)
	if rel == "canonical" && strings.HasPrefix(href, "http") && !strings.Contains(href, "//localhost") && !strings.Contains(href, "//127.0.0.1") {
		p.r.facts.add(fact{field: fURL, text: href, source: "meta", conf: 0.85, start: s, end: e})
		if m := urlDate.FindStringSubmatch(href); m != nil && p.r.url == "" {
			p.r.url = href
		}
	}
}

// link notes an address for the readers of ids, and reads tags and the neighbours of the review.
func (p *pageTree) link(n *node) {
	r := p.r
	href := n.attr("href") + n.attr("src")
	if href == "" || len(href) > 2000 {
		return
	}
	s, e := p.attrSpan(n, href)
	rel := " " + strings.ToLower(n.attr("rel")) + " "
	text := p.textOf(n)
	add := func(f field, list ...string) {
		r.facts.add(fact{field: f, list: list, source: "link", conf: 0.85, start: s, end: e})
	}
	switch {
	case n.zone == zoneComments:
		return
	case strings.Contains(rel, " prev ") && text != "":
		add(fPrevious, arrowless(text), href)
	case strings.Contains(rel, " next ") && text != "":
		add(fNext, arrowless(text), href)
	case strings.Contains(rel, " category ") && text != "":
		p.categories.take(text, s, e)
	case strings.Contains(rel, " tag ") && text != "":
		p.tags.take(text, s, e)
	}
	if n.tag == "a" && len(text) > 2 && len(text) < maxHeadline && len(r.siteNames) < 20 && rootLink(href) {
		r.siteNames[text] = true
	}
	if n.zone != zoneFurniture && len(r.links) < 5000 {
		r.links = append(r.links, linkText{text: href, start: s, end: e, marked: true, said: p.filmLink(n, href, text)})
	}
}

func arrowless(s string) string {
	s = strings.Trim(s, " ←→«»‹›<>:")
	for _, w := range []string{"Previous Post", "Next Post", "Previous post", "Next post", "Previous", "Next", "Prev"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, w))
	}
	return strings.Trim(s, " ←→«»‹›<>:")
}
