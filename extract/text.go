package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// bullets are the marks that begin a list item in plain text. A lone asterisk is not among them: it may be a star.
var bullets = []string{"• ", "•\t", "- ", "– ", "· ", "▪ ", "‣ ", "● "}

// readText makes a document of plain text: its text is the input, each line that is not empty is one line.
func readText(text, url string) *document {
	d := &document{text: text, url: url}
	gap := true
	for pos := 0; pos < len(text); {
		end := pos + lineEnd(text[pos:])
		start, stop := trimSpan(text, pos, end)
		pos = end + 1
		if start == stop {
			gap = true
			continue
		}
		l := line{start: start, end: stop, gap: gap}
		for _, b := range bullets {
			if strings.HasPrefix(text[start:stop], b) {
				l.kind = lineItem
				l.start, _ = trimSpan(text, start+len(b), stop)
				break
			}
		}
		gap = false
		if l.start == l.end || isRule(text[l.start:l.end]) {
			gap = true
			continue
		}
		d.lines = append(d.lines, l)
	}
	return d
}

// lineEnd is the length of the first line of s without its line break. A lone carriage return is a break as well.
func lineEnd(s string) int {
	if i := strings.IndexAny(s, "\n\r\u2028\u2029\v\f"); i >= 0 {
		return i
	}
	return len(s)
}

// trimSpan narrows a range to its text without white space and invisible marks at both ends.
func trimSpan(text string, start, end int) (int, int) {
	for start < end {
		r, n := utf8.DecodeRuneInString(text[start:end])
		if !isBlank(r) {
			break
		}
		start += n
	}
	for end > start {
		r, n := utf8.DecodeLastRuneInString(text[start:end])
		if !isBlank(r) {
			break
		}
		end -= n
	}
	return start, end
}

func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060' || r == '\u200e' || r == '\x00'
}

// isRule reports whether a line is only a divider: ------, =====, * * * of more than six marks.
func isRule(s string) bool {
	n := 0
	for _, r := range s {
		switch r {
		case '-', '=', '_', '~', '—', '–':
			n++
		case ' ', '\u00a0':
		default:
			return false
		}
	}
	return n >= 3
}
