package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// node is an element of a page. Its ranges are in the source text and in the text of the document.
type node struct {
	tag        string
	attrs      []html.Attribute
	parent     int
	start, end int // from the start of the start tag to the end of the end tag
	tagEnd     int // the end of the start tag
	from, to   int // the element's text in the document
	after      int // the index of the first node that is not inside this one
	zone       zone
}

// tree is a page as its elements in document order.
type tree struct {
	nodes []node
	src   string
}

func (n *node) attr(name string) string {
	v, _ := n.lookup(name)
	return v
}

func (n *node) lookup(name string) (string, bool) {
	for i := range n.attrs {
		if n.attrs[i].Key == name {
			return n.attrs[i].Val, true
		}
	}
	return "", false
}

// classes are the class names of the element in lower case.
func (n *node) classes() []string { return strings.Fields(strings.ToLower(n.attr("class"))) }

func (n *node) hasClass(name string) bool {
	for _, c := range n.classes() {
		if c == name {
			return true
		}
	}
	return false
}

// maxOpen is how many elements may be open at a time; deeper ones are read flat.
const maxOpen = 512

var (
	voidTags  = wordSet("area base br col embed hr img input link meta param source track wbr")
	blockTags = wordSet(`address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html
 legend li main menu nav ol option p pre section select summary table tbody td tfoot th thead tr ul iframe video audio caption`)
	// silentTags have no text for the reader.
	silentTags = wordSet("script style template svg math noscript select textarea object iframe noembed noframes head title canvas button datalist")
	// closers lists, for a tag that opens, the open tags that it closes, and the tags that shield them.
	closers = map[string][2]map[string]bool{
		"li": {wordSet("li"), wordSet("ul ol menu")}, "dt": {wordSet("dt dd"), wordSet("dl")}, "dd": {wordSet("dt dd"), wordSet("dl")},
		"tr": {wordSet("tr td th"), wordSet("table")}, "td": {wordSet("td th"), wordSet("tr table")}, "th": {wordSet("td th"), wordSet("tr table")},
		"option": {wordSet("option"), wordSet("select")},
	}
	paragraph = wordSet("p")
	anyBlock  = wordSet("div article section li td th body table blockquote button")
)

// builder makes the tree and the document of a page in one pass over its tokens.
type builder struct {
	t        *tree
	w        *lineWriter
	open     []int
	openTags map[string]int
	overflow int
	lim      Limits
	silent   int // open silent elements
}

// parseHTML reads a page. base is the offset of src in the source text of the document.
func parseHTML(src string, m *mapping, lim Limits) (*tree, *lineWriter, error) {
	// Most elements are closed, so the end tags tell how many there will be; few need less than 24 bytes.
	nodes := make([]node, 0, min(strings.Count(src, "</"), len(src)/24)+16)
	b := &builder{t: &tree{src: src, nodes: nodes}, w: newLineWriter(m), openTags: map[string]int{}, lim: lim}
	z := html.NewTokenizer(strings.NewReader(src))
	pos := 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := len(z.Raw())
		switch kind {
		case html.TextToken:
			if b.silent == 0 {
				b.w.text(src[pos:pos+raw], pos)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			b.start(z.Token(), pos, pos+raw)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.finish(string(name), pos+raw)
		}
		pos += raw
		if err := lim.checkNodes(len(b.t.nodes)); err != nil {
			return nil, nil, err
		}
	}
	for len(b.open) > 0 {
		b.pop(len(src))
	}
	b.w.endLine(true)
	return b.t, b.w, nil
}

func (b *builder) start(tok html.Token, pos, end int) {
	tag := tok.Data
	if c, ok := closers[tag]; ok {
		b.closeOpen(c[0], c[1], pos)
	}
	if blockTags[tag] && b.openTags["p"] > 0 {
		b.closeOpen(paragraph, anyBlock, pos)
	}
	parent := -1
	z := zoneMain
	if n := len(b.open); n > 0 {
		parent = b.open[n-1]
		z = b.t.nodes[parent].zone
	}
	n := node{tag: tag, attrs: tok.Attr, parent: parent, start: pos, end: end, tagEnd: end}
	n.zone = zoneOf(&n, z)
	b.w.open(&n, b.t.src[pos:end])
	n.from, n.to = b.w.len(), b.w.len()
	id := len(b.t.nodes)
	n.after = id + 1
	b.t.nodes = append(b.t.nodes, n)
	if voidTags[tag] {
		return
	}
	if tok.Type == html.SelfClosingTagToken && !blockTags[tag] && tag != "span" && tag != "a" && tag != "script" {
		return
	}
	if len(b.open) >= maxOpen {
		b.overflow++
		return
	}
	b.open = append(b.open, id)
	b.openTags[tag]++
	if silentTags[tag] {
		b.silent++
	}
}

func (b *builder) finish(tag string, end int) {
	if b.overflow > 0 {
		b.overflow--
		return
	}
	if b.openTags[tag] == 0 {
		if tag == "br" || tag == "p" {
			b.w.endLine(tag == "p")
		}
		return
	}
	for len(b.open) > 0 {
		top := b.t.nodes[b.open[len(b.open)-1]].tag
		b.pop(end)
		if top == tag {
			return
		}
	}
}

// closeOpen closes the innermost open element of a set, unless a shield stands before it.
func (b *builder) closeOpen(set, shield map[string]bool, pos int) {
	for i := len(b.open) - 1; i >= 0; i-- {
		tag := b.t.nodes[b.open[i]].tag
		if set[tag] {
			for len(b.open) > i {
				b.pop(pos)
			}
			if tag == "td" || tag == "th" {
				b.closeOpen(set, shield, pos)
			}
			return
		}
		if shield[tag] {
			return
		}
	}
}

func (b *builder) pop(end int) {
	id := b.open[len(b.open)-1]
	b.open = b.open[:len(b.open)-1]
	n := &b.t.nodes[id]
	b.openTags[n.tag]--
	if silentTags[n.tag] {
		b.silent--
	}
	n.end, n.after = end, len(b.t.nodes)
	n.to = b.w.len()
	b.w.close(n)
}
