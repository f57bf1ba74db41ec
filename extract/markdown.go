package extract

import (
	"errors"
	"fmt"
	"strings"
)

// loadMarkdown reads front matter and the Markdown behind it.
func (r *reader) loadMarkdown(text string) {
	front, body := splitFrontMatter(text)
	r.doc = readMarkdown(text, body, r.url)
	zoneText(r.doc)
	r.frontMatter(front, true)
	r.ratingCodes(text)
}

// readMarkdown makes a document of Markdown from offset body on. Headings and lists become lines of their kinds, links
// and images their text; emphasis stays, because asterisks may be stars.
func readMarkdown(text string, body int, url string) *document {
	m := &mapping{}
	var b strings.Builder
	pos := body
	for _, loc := range mdInline.FindAllStringSubmatchIndex(text[body:], -1) {
		start, end := body+loc[0], body+loc[1]
		m.add(b.Len(), pos)
		b.WriteString(text[pos:start])
		for g := 2; g+1 < len(loc); g += 2 {
			if loc[g] >= 0 && loc[g] < loc[g+1] {
				keep := text[body+loc[g] : body+loc[g+1]]
				m.add(b.Len(), body+loc[g])
				b.WriteString(keep)
			}
		}
		pos = end
	}
	m.add(b.Len(), pos)
	b.WriteString(text[pos:])
	d := readText(b.String(), url)
	d.m = m
	for i := range d.lines {
		mdLine(d, &d.lines[i])
	}
	return d
}

// mdLine finds the kind of a line of Markdown and takes its mark off.
func mdLine(d *document, l *line) {
	text := d.text[l.start:l.end]
	switch {
	case ruleLine(text):
		l.kind = lineRule
	case strings.HasPrefix(text, "#"):
		n := len(text) - len(strings.TrimLeft(text, "#"))
		if n <= 6 && n < len(text) && (text[n] == ' ' || text[n] == '\t') {
			l.kind, l.level = lineHeading, n
			l.start, l.end = trimSpan(d.text, l.start+n, l.end)
			for l.end > l.start && d.text[l.end-1] == '#' {
				l.end--
			}
			_, l.end = trimSpan(d.text, l.start, l.end)
			l.gap = true
		}
	case strings.HasPrefix(text, "> "):
		l.kind = lineQuote
		l.start, _ = trimSpan(d.text, l.start+2, l.end)
	}
}

// ruleLine reports whether a line is nothing but three asterisks or more, which Markdown draws as a rule across the page.
func ruleLine(text string) bool {
	return strings.Count(text, "*") >= 3 && strings.Trim(text, "* \t") == ""
}

func jsonError(err error) error {
	if errors.Is(err, ErrTooMany) || errors.Is(err, errDepth) {
		return err
	}
	return fmt.Errorf("content: the JSON cannot be read: %w", err)
}
