package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// lineWriter gathers the text of markup as lines, with the way back to the source.
type lineWriter struct {
	buf   []byte
	m     *mapping
	lines []line
	// start is where the current line begins; gap says that a block edge stands before it.
	start int
	gap   bool
	space bool
	// kinds are the kinds of the open blocks, the innermost last.
	kinds []blockState
}

type blockState struct {
	kind  lineKind
	level int
	zone  zone
	pre   bool
}

func newLineWriter(outer *mapping) *lineWriter {
	return &lineWriter{m: &mapping{outer: outer}, gap: true, space: true, kinds: []blockState{{}}}
}

func (w *lineWriter) len() int { return len(w.buf) }

// blockKinds are the kinds of lines that elements make.
var blockKinds = map[string]blockState{
	"h1": {kind: lineHeading, level: 1}, "h2": {kind: lineHeading, level: 2}, "h3": {kind: lineHeading, level: 3}, "h4": {kind: lineHeading, level: 4},
	"h5": {kind: lineHeading, level: 5}, "h6": {kind: lineHeading, level: 6}, "li": {kind: lineItem}, "td": {kind: lineCell}, "th": {kind: lineCell},
	"dt": {kind: lineCell}, "dd": {kind: lineCell}, "blockquote": {kind: lineQuote}, "pre": {pre: true},
}

// open begins the block of an element, whose start tag is raw.
func (w *lineWriter) open(n *node, raw string) {
	switch {
	case n.tag == "br":
		w.endLine(false)
	case n.tag == "hr":
		w.endLine(true)
	case n.tag == "img":
		w.image(n, raw)
	case blockTags[n.tag]:
		w.endLine(true)
		s := w.kinds[len(w.kinds)-1]
		if k, ok := blockKinds[n.tag]; ok {
			s.kind, s.level, s.pre = k.kind, k.level, s.pre || k.pre
		}
		s.zone = n.zone
		if len(w.kinds) < maxOpen+8 {
			w.kinds = append(w.kinds, s)
		}
	}
}

// close ends the block of an element.
func (w *lineWriter) close(n *node) {
	if !blockTags[n.tag] {
		return
	}
	w.endLine(true)
	if len(w.kinds) > 1 {
		w.kinds = w.kinds[:len(w.kinds)-1]
	}
}

// image puts an alternative text that may be a rating into the line, in square brackets.
func (w *lineWriter) image(n *node, raw string) {
	alt := n.attr("alt")
	if len(alt) > 60 {
		return
	}
	shown := fileAlt.ReplaceAllStringFunc(alt, func(s string) string {
		return strings.NewReplacer("_", " ", "-", " ").Replace(s[:strings.LastIndexByte(s, '.')])
	})
	if !ratingAlt.MatchString(shown) {
		return
	}
	w.m.add(len(w.buf), n.start)
	w.buf = append(w.buf, "["...)
	if at := strings.Index(raw, alt); at >= 0 {
		w.m.add(len(w.buf), n.start+at)
	}
	w.buf = append(w.buf, strings.Join(strings.Fields(shown), " ")...)
	w.buf = append(w.buf, "]"...)
	w.m.add(len(w.buf), n.tagEnd)
	w.space = false
}

// fileAlt is an alternative text that repeats the name of the file: "4_stars.png".
var fileAlt = regexp.MustCompile(`(?i)^[\w .,-]+\.(?:png|gif|jpe?g|svg|webp)$`)

// text adds the text of a token: entities are decoded, white space becomes one space.
func (w *lineWriter) text(raw string, base int) {
	pre := w.kinds[len(w.kinds)-1].pre
	for i := 0; i < len(raw); {
		c := raw[i]
		switch {
		case c == '\n' && pre:
			w.endLine(false)
			i++
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f':
			if !w.space {
				w.m.add(len(w.buf), base+i)
				w.buf = append(w.buf, ' ')
				w.space = true
			}
			i++
		case c == '&':
			n := entityLen(raw[i:])
			w.m.add(len(w.buf), base+i)
			w.buf = append(w.buf, html.UnescapeString(raw[i:i+n])...)
			i += n
			w.m.add(len(w.buf), base+i)
			w.space = false
		default:
			n := strings.IndexAny(raw[i:], " \n\t\r\f&")
			if n < 0 {
				n = len(raw) - i
			}
			w.m.add(len(w.buf), base+i)
			w.buf = append(w.buf, raw[i:i+n]...)
			i += n
			w.space = false
		}
	}
}

// entityLen is the length of the character reference that a text begins with; 1 for a lone ampersand.
func entityLen(s string) int {
	for i := 1; i < len(s) && i < 34; i++ {
		c := s[i]
		if c == ';' {
			return i + 1
		}
		if c != '#' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return i
		}
	}
	return 1
}

// endLine closes the current line, if it has text.
func (w *lineWriter) endLine(gap bool) {
	if len(w.buf) > w.start {
		text := string(w.buf[w.start:])
		s, e := trimSpan(text, 0, len(text))
		if s < e {
			st := w.kinds[len(w.kinds)-1]
			w.lines = append(w.lines, line{start: w.start + s, end: w.start + e, kind: st.kind, level: st.level, zone: st.zone, gap: w.gap})
			w.gap = false
		}
		w.buf = append(w.buf, '\n')
		w.start = len(w.buf)
	}
	w.space = true
	w.gap = w.gap || gap
}
