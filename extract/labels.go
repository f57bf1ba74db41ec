package extract

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"reelscore/rating"
)

// labelled is a label with its value in the document.
type labelled struct {
	key        labelKey
	word       string // the label as written, in lower case
	line       int    // of the label
	start      int    // of the label
	vstart     int
	vend       int
	leads      bool // the label begins its line
	apart      bool // the value stands on a later line
	bare       bool // no colon stands between label and value
	section    bool // the label was a heading or a line of its own
	valueLine  int
	confidence float64
	best       rating.Decimal // the end of the scale, when the label states it; else 0
}

// labelTable gives the meanings of each label word; a word may have two (an aspect and a credit).
type labelTable struct {
	keys   map[string][]labelKey
	maxLen int
}

var labelIndex = newLabelTable()

func newLabelTable() labelTable {
	t := labelTable{keys: map[string][]labelKey{}}
	keys := make([]string, 0, len(labelWords))
	for k := range labelWords {
		keys = append(keys, string(k))
	}
	sort.Strings(keys)
	for _, k := range keys {
		for _, w := range labelWords[labelKey(k)] {
			w = strings.TrimSuffix(w, ":")
			t.keys[w] = append(t.keys[w], labelKey(k))
			t.maxLen = max(t.maxLen, len(w))
		}
	}
	return t
}

// means reports whether a label word can have the meaning.
func (t labelTable) means(word string, key labelKey) bool {
	for _, k := range t.keys[word] {
		if k == key {
			return true
		}
	}
	return false
}

// findLabels finds every label of the document that has a value.
func findLabels(d *document) []labelled {
	joinSplitRatings(d)
	var out []labelled
	for i := range d.lines {
		found := labelsOfLine(d, i)
		if len(found) == 0 {
			if l, ok := labelAlone(d, i); ok {
				out = append(out, l)
			} else if l, ok := labelBare(d, i); ok {
				out = append(out, l)
			}
			continue
		}
		for n := range found {
			l := &found[n]
			l.vstart, l.vend = trimSpan(d.text, l.vstart, l.vend)
			empty := l.vstart == l.vend
			if empty && n+1 < len(found) {
				found[n+1].inherit(l)
			}
			l.vstart, l.vend = trimMarks(d.text, l.vstart, l.vend)
			if empty && n == len(found)-1 {
				nextLineValue(d, l)
			}
			if l.vstart < l.vend {
				out = append(out, *l)
			}
		}
	}
	return out
}

// inherit takes the meaning of the label that stands right before another one: "Overall: Grade: C+", "IMDb: Rating: 7.8".
func (l *labelled) inherit(outer *labelled) {
	if isRatingLabel(l) && (outer.key == kTotal || outer.key == kAspect || outer.key == kOthers) {
		l.key, l.word, l.start, l.leads = outer.key, outer.word, outer.start, outer.leads
	}
}

// labelsOfLine finds "Label: value" and "Label = value", several to a line.
func labelsOfLine(d *document, i int) []labelled {
	ln := d.lines[i]
	text := d.text[ln.start:ln.end]
	var out []labelled
	for pos := 0; pos < len(text); {
		n := strings.IndexAny(text[pos:], ":：=-–—")
		if n < 0 {
			break
		}
		at := pos + n
		_, size := utf8.DecodeRuneInString(text[at:])
		pos = at + size
		if strings.HasPrefix(text[at:], "://") || !separates(text, at, pos) {
			continue
		}
		word, start := labelBefore(text, at, len(out) > 0)
		var best rating.Decimal
		if w, b := statedScale(text[:at]); len(out) == 0 && w != "" {
			word, best, start = w, b, 0
		} else if word == "" && len(out) == 0 {
			word = ratingFor(text[:at])
		}
		if word == "" {
			continue
		}
		if k := len(out); k > 0 {
			out[k-1].vend = ln.start + start
		}
		out = append(out, labelled{key: labelIndex.keys[word][0], word: word, line: i, valueLine: i, start: ln.start + start,
			vstart: ln.start + pos, vend: ln.end, leads: strings.TrimLeft(text[:start], "*_#[(-– ") == "", confidence: 0.93, best: best})
	}
	return out
}

// separates reports whether the sign at an offset parts a label from its value. A dash does so only between blanks and
// before a value that can be a rating: "Overall - 7/10".
func separates(text string, at, after int) bool {
	if c := text[at]; c == ':' || c == '=' || strings.HasPrefix(text[at:], "：") {
		return true
	}
	return at > 0 && text[at-1] == ' ' && dashValue.MatchString(text[after:])
}

var dashValue = regexp.MustCompile(`^ (?:[0-9★☆⭐*½]|[A-F][+-]?(?:[\s.,;]|$))`)

// labelBefore returns the longest known label that ends at offset at of the line and begins at a boundary.
// Behind another label of the line a capital is boundary enough: "Directed by: Ann Bell Running time: 98 minutes".
func labelBefore(text string, at int, follows bool) (string, int) {
	from := max(0, at-labelIndex.maxLen-8)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from++
	}
	head := strings.TrimRightFunc(text[from:at], func(r rune) bool {
		return unicode.IsSpace(r) || r == '*' || r == '_' || r == ']' && !strings.Contains(text[from:at], "[s]")
	})
	best, start := "", 0
	for p := 0; p < len(head); {
		capital := follows && head[p] >= 'A' && head[p] <= 'Z' && from+p > 0 && text[from+p-1] == ' ' && len(head)-p >= 4
		if capital || atLabelBoundary(text, from+p) || gluedLabel(text, from+p, head[p:]) {
			w := strings.ToLower(strings.TrimLeft(head[p:], "*_[( "))
			if labelIndex.keys[w] != nil && len(w) > len(best) {
				best, start = w, from+p
			}
		}
		_, n := utf8.DecodeRuneInString(head[p:])
		p += n
	}
	return best, start
}

// gluedLabel reports whether a rating label begins here that the page set right behind another word: "logoBewertung:".
func gluedLabel(text string, at int, word string) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(before) && unicode.IsUpper(first) && len(word) > 4 && labelIndex.means(strings.ToLower(word), kRating)
}

// atLabelBoundary reports whether a label may begin here: at the start of a line or after a separator.
func atLabelBoundary(text string, at int) bool {
	before := strings.TrimRight(text[:at], " \t\u00a0*_")
	if before == "" {
		return true
	}
	if len(text[:at])-len(before) >= 2 && strings.Count(text[len(before):at], " ") >= 2 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	if r == '.' || r == '!' || r == '?' || r == ')' || unicode.IsDigit(r) || r == ']' || r == '"' || r == '”' {
		return at > len(before)
	}
	return strings.ContainsRune("|/·•;,([{>–—-→~★☆⭐½*:", r)
}

// labelAlone finds a label that is a line of its own: the next line is its value.
func labelAlone(d *document, i int) (labelled, bool) {
	ln := d.lines[i]
	if ln.end-ln.start > max(labelIndex.maxLen, maxOwnedLabel) {
		return labelled{}, false
	}
	word := strings.ToLower(strings.Trim(d.line(i), "*_#:：=-–—[]() \u00a0"))
	if labelIndex.keys[word] == nil {
		word = ratingFor(word)
	}
	keys := labelIndex.keys[word]
	if keys == nil || word == "de" {
		return labelled{}, false
	}
	l := labelled{key: keys[0], word: word, line: i, start: ln.start, leads: true, section: true, confidence: 0.9}
	nextLineValue(d, &l)
	return l, l.vend > 0
}

// maxListValue is the greatest length of a line that can be the tags of the label above it.
const maxListValue = 200

func nextLineValue(d *document, l *labelled) {
	n := l.line + 1
	if n >= len(d.lines) || d.lines[n].zone != d.lines[l.line].zone && d.lines[n].zone != zoneMain {
		return
	}
	if len(labelsOfLine(d, n)) > 0 || d.lines[n].end-d.lines[n].start > maxListValue && (l.key == kTags || l.key == kCategories) {
		return
	}
	l.vstart, l.vend, l.apart, l.valueLine = d.lines[n].start, d.lines[n].end, true, n
}

// maxOwnedLabel is the greatest length in bytes of a label that names a film or a critic.
const maxOwnedLabel = 100

var (
	ratingOfName = regexp.MustCompile(`(?i)^[\s*_#>-]*((?:(?:my|our|the|final|overall|mi|mon|ma|il mio|meine|unsere) )?(?:rating|score|grade|nota|voto|vote|wertung|bewertung|puntuación|calificación|valoración|avaliação|beoordeling|verdict)) (?:for|of|de|do|da|di|del|von|für|pour|para|per|voor)(?: the (?:film|movie))? ([^:]{1,60})$`)
	manyPeople   = regexp.MustCompile(`(?i)\b(?:readers?|users?|critics|audiences?|imdb|viewers|public|lettori|utenti|usuarios|lectores|leser|nutzer|lecteurs)\b`)
)

// scaleInLabel is a label that states its scale: "Rating (out of 5)", "Out of 10".
var scaleInLabel = regexp.MustCompile(`(?i)^[\s*_#>-]*([\pL ]*?)\s*[(\[]?(?:out of|/|sur|von|su|sobre)\s*(\d{1,3})[)\]]?[\s*_]*$`)

// statedScale reads a rating label that states its scale; "" when there is none.
func statedScale(s string) (string, rating.Decimal) {
	m := scaleInLabel.FindStringSubmatch(s[:min(len(s), maxOwnedLabel)])
	if m == nil {
		return "", 0
	}
	word := strings.ToLower(m[1])
	if word == "" {
		word = "rating"
	}
	best, err := rating.ParseDecimal(m[2])
	if err != nil || !isRatingLabel(&labelled{word: word}) || !usualBest[best/decimalOne] {
		return "", 0
	}
	return word, best
}

// ratingFor reads a label that names the film or the critic: "Our rating for Salt Road", "Voto de Ana". It returns the
// label word, "" when there is none; that of many people is another's.
func ratingFor(s string) string {
	m := ratingOfName.FindStringSubmatch(s)
	if b := ratingOfBrand.FindStringSubmatch(strings.Trim(s, " *_#")); m == nil && b != nil {
		return ratingOfWhat(strings.ToLower(strings.TrimSpace(b[1])))
	}
	switch {
	case m == nil:
		return ""
	case manyPeople.MatchString(m[2]):
		return "user rating"
	}
	return "rating"
}

// ratingOfBrand is a label that names the outlet or its unit: "Orchard Weekly Rating", "The Pip Score".
var ratingOfBrand = regexp.MustCompile(`^((?:[\p{Lu}\d][\pL\d'’&.!-]* ){1,4})(?i:rating|score|grade|verdict|wertung|bewertung)$`)

// ratingOfWhat is the label that the words before "Rating" make it: that of an aspect, of others, of ages, or the outlet's.
func ratingOfWhat(words string) string {
	for _, w := range []string{words, words + " rating", words + " score"} {
		switch {
		case labelIndex.means(w, kCertificate):
			return "content rating"
		case labelIndex.means(w, kOthers):
			return "user rating"
		case labelIndex.means(w, kAspect):
			return "acting"
		}
	}
	switch {
	case manyPeople.MatchString(words) || strings.Contains(words, "average"):
		return "user rating"
	case containsAny(words, []string{"content", "mpaa", "parental", "maturity"}):
		return "content rating"
	case strings.Contains(words, "music"):
		return "acting"
	}
	return "rating"
}

// labelBare finds "Title Her" in a list or table, where the label is told from its value by place alone.
func labelBare(d *document, i int) (labelled, bool) {
	ln := d.lines[i]
	if ln.end-ln.start > 400 {
		return labelled{}, false
	}
	text := d.line(i)
	if ln.kind != lineItem && ln.kind != lineCell {
		return labelNumber(text, i, ln.start)
	}
	best := -1
	for p, r := range text {
		if p > labelIndex.maxLen {
			break
		}
		if unicode.IsSpace(r) && labelIndex.keys[strings.ToLower(text[:p])] != nil {
			best = p
		}
	}
	if best < 0 {
		return labelled{}, false
	}
	word := strings.ToLower(text[:best])
	if f, _ := utf8.DecodeRuneInString(text); !unicode.IsUpper(f) && unicode.IsLetter(f) && f < 0x2000 {
		return labelled{}, false
	}
	start, end := trimSpan(d.text, ln.start+best, ln.end)
	return labelled{key: labelIndex.keys[word][0], word: word, line: i, valueLine: i, start: ln.start, vstart: start, vend: end,
		leads: true, bare: true, confidence: 0.85}, start < end
}

var numberLine = regexp.MustCompile(`^[*_]*([\pL ]{3,30}?)(?: |\s?[.…]{2,}\s?)([0-9]{1,3}(?:[.,][0-9]{1,2})?[+-]?)[*_.]*$`)

// labelNumber reads a line that is a rating label and a number, and nothing else: "Nota 9".
func labelNumber(text string, i, start int) (labelled, bool) {
	m := numberLine.FindStringSubmatchIndex(text)
	if m == nil {
		return labelled{}, false
	}
	l := labelled{word: strings.ToLower(text[m[2]:m[3]]), line: i, valueLine: i, start: start, vstart: start + m[4], vend: start + m[5], leads: true, confidence: 0.85}
	if keys := labelIndex.keys[l.word]; keys != nil {
		l.key = keys[0]
	}
	return l, l.key != "" && isRatingLabel(&l)
}

// trimMarks narrows a range by emphasis and separators at both ends, but never by asterisks that may be stars.
func trimMarks(text string, start, end int) (int, int) {
	for {
		s, e := start, end
		for _, mark := range []string{"|", "·", "•", ";", "/", "_", ",", "–", "—"} {
			if strings.HasSuffix(text[s:e], mark) {
				s, e = trimSpan(text, s, e-len(mark))
			}
			if mark != "/" && mark != "–" && mark != "—" && strings.HasPrefix(text[s:e], mark) {
				s, e = trimSpan(text, s+len(mark), e)
			}
		}
		for _, mark := range []string{"**", "*"} {
			if rest, ok := strings.CutPrefix(text[s:e], mark); ok && startsWord(rest) {
				s, e = trimSpan(text, s+len(mark), e)
			}
		}
		if s == start && e == end {
			return s, e
		}
		start, end = s, e
	}
}

func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " "))
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '★'
}
