package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mentionedPart is the longest run of words, beginning and ending like a title, that the text names at least n times.
func mentionedPart(body string, words []string, n int) string {
	for size := len(words) - 1; size >= 1; size-- {
		for from := 0; from+size <= len(words); from++ {
			part := strings.Trim(strings.Join(words[from:from+size], " "), " ,.:;!?\"“”'‘’()[]–-")
			if part == "" || unicode.Is(unicode.Lo, firstRune(part)) || !titleCase(part) || !possibleTitle(part, false) || smallWords[strings.ToLower(strings.Fields(part)[len(strings.Fields(part))-1])] || genericTitle[strings.ToLower(part)] {
				continue
			}
			if standing(body, part) >= n && !ofPerson(body, part) {
				return part
			}
		}
	}
	return ""
}

// standing counts how often a text names a phrase that is not the middle of a longer name.
func standing(body, phrase string) int {
	n := 0
	for pos := 0; n < 50; {
		i := strings.Index(body[pos:], phrase)
		if i < 0 {
			return n
		}
		start, end := pos+i, pos+i+len(phrase)
		pos = end
		word := wordBefore(body, start)
		longer := word != "" && !functionWords[word] && !leadWords[word] && !endsSentence(word)
		if wordEdge(body, start, end) && !longer {
			n++
		}
	}
	return n
}

// mentions counts how often a text names a phrase, as whole words and in its own case.
func mentions(body, phrase string) int {
	if phrase == "" {
		return 0
	}
	n := 0
	for pos := 0; n < 50; {
		i := strings.Index(body[pos:], phrase)
		if i < 0 {
			return n
		}
		start, end := pos+i, pos+i+len(phrase)
		if wordEdge(body, start, end) {
			n++
		}
		pos = end
	}
	return n
}

// wordEdge reports whether no letter or digit touches a range.
func wordEdge(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[end:])
	return !isWordRune(before) && !isWordRune(after)
}

func isWordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) || unicode.IsDigit(r))
}
