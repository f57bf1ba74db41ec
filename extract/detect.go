package extract

import (
	"regexp"
	"strings"
)

var (
	htmlStart   = regexp.MustCompile(`(?i)^(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-[^-])*-->\s*)*<(?:!doctype html|html|head|body|div|p|article|section|span|table|ul|ol|h[1-6]|main|script|meta|link|title|img|a|base|header|br|b|i|em|strong|blockquote|center|font|dl|pre|svg|form|nav|time|style|figure|aside)\b`)
	feedStart   = regexp.MustCompile(`(?i)^(?:<\?xml[^>]*>\s*)?(?:<!(?:--(?:[^-]|-[^-])*--|DOCTYPE[^<\[]*(?:\[[^\]]*\])?)>\s*|<\?[^>]*>\s*)*<(?:rss|feed|rdf:rdf|item|entry|channel|[a-z][\w:.-]*)\b`)
	frontMatter = regexp.MustCompile(`^(?:---[ \t]*\r?\n|\+\+\+[ \t]*\r?\n)`)
	metaHeader  = regexp.MustCompile(`^(?i:title|date|category|slug|author|authors|tags|layout|rating|summary|status|modified):[ \t]*\S`)
	htmlTags    = regexp.MustCompile(`(?i)</(?:p|div|span|a|h[1-6]|li|ul|table|body|html|script|article)>`)
	mdHeading   = regexp.MustCompile(`(?m)^#{1,6} \S`)
	mdLink      = regexp.MustCompile(`!?\[[^\]\n]*\]\([^)\s]+(?: "[^"\n]*")?\)`)
)

// detect finds the kind of a text. A caller who says text may still get Markdown, never a markup that would hide what
// the text says.
func detect(text string, said Kind) Kind {
	head := strings.TrimLeft(text[:min(len(text), 20_000)], " \t\r\n\ufeff")
	switch {
	case frontMatter.MatchString(head), pelican(head), restHead.MatchString(head):
		return KindMarkdown
	case said == KindText:
		if looksMarkdown(head) {
			return KindMarkdown
		}
		return KindText
	case strings.HasPrefix(head, "{") || strings.HasPrefix(head, "[{") || strings.HasPrefix(head, "[\n") || strings.HasPrefix(head, "[ "):
		if strings.Contains(head, `"`) && jsonLike(head) {
			return KindJSON
		}
	case htmlStart.MatchString(head):
		return KindHTML
	case strings.HasPrefix(head, "<") && feedStart.MatchString(head):
		if strings.HasPrefix(head, "<?xml") || xmlRoot(head) {
			return KindFeed
		}
		return KindHTML
	}
	switch {
	case len(htmlTags.FindAllStringIndex(head, 3)) >= 2:
		return KindHTML
	case looksMarkdown(head):
		return KindMarkdown
	}
	return KindText
}

var jsonStart = regexp.MustCompile(`^[\[{]\s*(?:[\[{"]|\})`)

func jsonLike(head string) bool { return jsonStart.MatchString(head) }

var xmlRoots = regexp.MustCompile(`(?i)<(?:rss|feed|rdf:rdf|item|entry|channel|dataset|urlset|movies?|reviews?|films?)[\s>]`)

func xmlRoot(head string) bool { return xmlRoots.MatchString(head[:min(len(head), 3000)]) }

// pelican reports whether a text begins with header lines as Pelican and MultiMarkdown write them.
func pelican(head string) bool {
	lines := strings.SplitN(head, "\n", 6)
	n := 0
	for _, l := range lines[:min(len(lines), 5)] {
		if strings.TrimSpace(l) == "" {
			break
		}
		if !headerLine.MatchString(l) {
			return false
		}
		if metaHeader.MatchString(l) {
			n++
		}
	}
	return n >= 3
}

// restHead is the head of a post in reStructuredText: its title, underlined, and its fields.
var restHead = regexp.MustCompile(`^[^\s:][^\n]{0,150}\n[=#*~^-]{3,}[ \t]*\n\s*((?::[A-Za-z][\w -]{0,30}:[^\n]*(?:\n|$))+)`)

var headerLine = regexp.MustCompile(`^[A-Za-z][\w -]{0,30}:(?:\s|$)`)

func looksMarkdown(head string) bool {
	return len(mdHeading.FindAllStringIndex(head, 3)) >= 2 || len(mdLink.FindAllStringIndex(head, 3)) >= 2
}

// mediaType takes parameters off a media type: "text/html; charset=utf-8".
func mediaType(s string) string {
	s, _, _ = strings.Cut(s, ";")
	return strings.ToLower(strings.TrimSpace(s))
}

func isBlankText(s string) bool {
	start, end := trimSpan(s, 0, len(s))
	return start == end
}
