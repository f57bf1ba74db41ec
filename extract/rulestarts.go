package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Patterns for titles are many, and each begins at few places of a text: behind a sentence, at a capital, at one of some words.
// So these places are found once for all of them, and each pattern is tried there only. What is found is the same.

// ruleReach is how much of a text behind its start a match may take, in bytes; titles and what is said of them are shorter.
const ruleReach = 400

// phraseReach is how far behind the start of a match what ends its title may stand.
const phraseReach = 250

// startKind says where the matches of a rule can begin.
type startKind int

const (
	startAnywhere startKind = iota
	startSentence           // where a sentence begins, before a capital or a digit
	startPhrase             // at a capital or a digit, or at the marks before it
	startStem               // at one of the literals that the pattern begins with
	startQuote              // at an opening quotation mark
	startLine               // at the beginning of the text or the break before a line
	startText               // at the beginning of the text
	startMark               // at the blank or bracket before a mark
)

// ruleIndex is a table of rules with the literals that they begin with.
type ruleIndex struct {
	rules    []titleRule
	literals literalIndex
}

// The patterns with which rules begin where something else than a literal tells where.
const (
	lineStart  = `(?:^|\n)`
	markStart  = `(?:^|[\s(])`
	quoteStart = "[\"“„«]"
)

// indexRules finds out where the matches of each rule begin.
func indexRules(rules []titleRule) *ruleIndex {
	x := &ruleIndex{rules: rules}
	for i := range rules {
		r := &rules[i]
		pattern := r.pattern
		switch {
		case strings.HasPrefix(pattern, sentence):
			r.starts = startSentence
			r.later = regexp.MustCompile(`^(?:` + strings.Replace(sentence, "^|", "", 1) + strings.TrimPrefix(pattern, sentence) + `)`)
		case strings.HasPrefix(pattern, lineStart):
			r.starts = startLine
			r.later = regexp.MustCompile(`^(?:\n` + strings.TrimPrefix(pattern, lineStart) + `)`)
		case strings.HasPrefix(pattern, markStart+`['‘]`), strings.HasPrefix(pattern, markStart+`[*_]`):
			r.starts = startMark
			r.later = regexp.MustCompile(`^(?:[\s(]` + strings.TrimPrefix(pattern, markStart) + `)`)
		case strings.HasPrefix(pattern, openQuote+`(`+capPhrase), strings.HasPrefix(pattern, person), strings.HasPrefix(pattern, `(`+capPhrase):
			r.starts = startPhrase
		case r.follows != nil:
			r.starts = startPhrase
		case strings.HasPrefix(pattern, quoteStart):
			r.starts = startQuote
		case strings.HasPrefix(pattern, "^"):
			r.starts = startText
		default:
			stems := literalStarts(pattern)
			if len(stems) == 0 {
				r.re = regexp.MustCompile(pattern)
				continue
			}
			r.starts = startStem
			r.edge = strings.HasPrefix(strings.TrimPrefix(pattern, "(?i:"), `\b`)
			for _, s := range stems {
				x.literals.add(s, 2*i)
			}
		}
		for _, s := range literalStarts(r.behind) {
			x.literals.add(s, 2*i+1)
		}
		r.head = regexp.MustCompile(`^(?:` + pattern + `)`)
	}
	return x
}

// ruleStarts are the places of a text at which rules can begin.
type ruleStarts struct {
	text                                     string
	sentences, phrases, quotes, lines, marks []int
	// stems and behinds are by rule.
	stems, behinds [][]int
	// capitals says that two capitals stand together somewhere.
	capitals bool
}

// of finds the places of a text.
func (x *ruleIndex) of(text string) *ruleStarts {
	n := len(x.rules)
	s := &ruleStarts{text: text, sentences: []int{0}, lines: []int{0}, marks: []int{0}, stems: make([][]int, n), behinds: make([][]int, n)}
	x.literals.scan(lowerBytes(text), func(id, at int) {
		to := &s.stems[id/2]
		if id%2 == 1 {
			to = &s.behinds[id/2]
		}
		*to = append(*to, at)
	})
	for i := 0; i < len(text); i++ {
		if !utf8.RuneStart(text[i]) {
			continue
		}
		if beginsPhrase(text[i:]) {
			s.phrases = append(s.phrases, i)
		}
		if i > 0 && beginsSentence(text[i:]) {
			s.sentences = append(s.sentences, i)
		}
		c := text[i]
		if i > 0 && (c == ' ' || c == '\n' || c == '(' || c == '\t' || c == '\r' || c == '\f') && startsMark(text[i+1:]) {
			s.marks = append(s.marks, i)
		}
		switch {
		case c == '\n':
			s.lines = append(s.lines, i)
		case c == '"', c >= utf8.RuneSelf && (strings.HasPrefix(text[i:], "“") || strings.HasPrefix(text[i:], "„") || strings.HasPrefix(text[i:], "«")):
			s.quotes = append(s.quotes, i)
		case c >= 'A' && c <= 'Z' && i+1 < len(text) && (text[i+1] >= 'A' && text[i+1] <= 'Z' || text[i+1] >= utf8.RuneSelf), c >= utf8.RuneSelf && !s.capitals:
			first, n := utf8.DecodeRuneInString(text[i:])
			s.capitals = s.capitals || unicode.IsUpper(first) && unicode.IsUpper(firstRune(text[i+n:]))
		}
	}
	return s
}

// beginsPhrase reports whether a text begins with a capital or a digit, or with two marks at most before one.
func beginsPhrase(s string) bool {
	for range 3 {
		if s == "" {
			return false
		}
		if c := s[0]; c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
				return true
			}
			if c != '"' && c != '*' && c != '_' && c != '\'' {
				return false
			}
			s = s[1:]
			continue
		}
		r, n := utf8.DecodeRuneInString(s)
		if unicode.IsUpper(r) {
			return true
		}
		if !strings.ContainsRune("“„«‘", r) {
			return false
		}
		s = s[n:]
	}
	return false
}

func startsMark(s string) bool {
	return s != "" && (s[0] == '\'' || s[0] == '*' || s[0] == '_' || strings.HasPrefix(s, "‘"))
}

// beginsSentence reports whether a text begins with the end of a sentence, or of a line, and a capital or digit behind it.
func beginsSentence(s string) bool {
	switch c := s[0]; {
	case c == '\n':
		return beginsPhrase(s[1:])
	case c == '.' || c == '!' || c == '?' || c == ':':
		s = s[1:]
	case strings.HasPrefix(s, "…"):
		s = s[len("…"):]
	default:
		return false
	}
	for range 2 {
		if strings.HasPrefix(s, "\"") || strings.HasPrefix(s, ")") {
			s = s[1:]
		} else if strings.HasPrefix(s, "”") || strings.HasPrefix(s, "»") {
			_, n := utf8.DecodeRuneInString(s)
			s = s[n:]
		}
	}
	t := strings.TrimLeft(s, "\t\n\f\r ")
	return t != s && beginsPhrase(t)
}

// matches are the places where a rule fits, at most most of them, as FindAllStringSubmatchIndex gives them.
func (x *ruleIndex) matches(i int, s *ruleStarts, most int) [][]int {
	r := &x.rules[i]
	var starts []int
	switch r.starts {
	case startAnywhere:
		return r.re.FindAllStringSubmatchIndex(s.text, most)
	case startSentence:
		starts = s.sentences
	case startPhrase:
		starts = s.phrases
	case startStem:
		starts = s.stems[i]
	case startQuote:
		starts = s.quotes
	case startLine:
		starts = s.lines
	case startMark:
		starts = s.marks
	case startText:
		starts = s.lines[:1]
	}
	if r.capitals && !s.capitals {
		return nil
	}
	var out [][]int
	end, behind := 0, s.behinds[i]
	for _, at := range starts {
		if at < end || r.edge && at > 0 && wordByte(s.text[at-1]) || r.follows != nil && !r.follows(smallWordBefore(s.text, at)) {
			continue
		}
		if r.behind != "" {
			for len(behind) > 0 && behind[0] <= at {
				behind = behind[1:]
			}
			if len(behind) == 0 {
				break
			}
			if behind[0]-at > phraseReach {
				continue
			}
		}
		re := r.head
		if r.later != nil && at > 0 {
			re = r.later
		}
		m := re.FindStringSubmatchIndex(s.text[at:min(len(s.text), at+ruleReach)])
		if m == nil {
			continue
		}
		for k := range m {
			if m[k] >= 0 {
				m[k] += at
			}
		}
		if out, end = append(out, m), m[1]; len(out) == most {
			break
		}
	}
	return out
}

func wordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// smallWordBefore is the word before a place, with one blank between, or "" when it has other than small letters.
func smallWordBefore(text string, at int) string {
	before, ok := strings.CutSuffix(text[max(0, at-20):at], " ")
	word := before[strings.LastIndexFunc(before, func(r rune) bool { return r < 'a' || r > 'z' })+1:]
	if !ok {
		return ""
	}
	return word
}
