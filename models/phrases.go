package models

import (
	"slices"
	"strings"
)

// phrase is words that stand side by side: one word mostly; what is written together ("don't", "Spider-Man", 千尋); or
// what the query has in double quotes.
type phrase struct {
	words []string
	// prefix lets the last word be the beginning of one.
	prefix bool
}

// minPrefix is how many bytes of a word have to be typed before words that begin so are looked for: half the words of a
// collection begin with one of a few letters, and the index knows beginnings of two and three.
const minPrefix = 2

// phrasesOf reads a query; all of its phrases have to be in what is found. prefix is for queries still being typed: the
// last word may be the beginning of one, and is not looked for while it is shorter than minPrefix.
func phrasesOf(query string, prefix bool) []phrase {
	var phrases []phrase
	add := func(text string) {
		l := wordsOf(text)
		p := phrase{}
		for i := range l.spans {
			p.words = append(p.words, string(l.word(i)))
		}
		same := func(other phrase) bool { return slices.Equal(other.words, p.words) }
		if len(p.words) > 0 && !slices.ContainsFunc(phrases, same) {
			phrases = append(phrases, p)
		}
	}
	parts := strings.Split(strings.NewReplacer("“", `"`, "”", `"`, "„", `"`).Replace(query), `"`)
	for i, part := range parts {
		if i%2 == 1 && i < len(parts)-1 {
			add(part)
			continue
		}
		for _, word := range strings.Fields(part) {
			add(word)
		}
	}
	if !prefix || len(phrases) == 0 {
		return phrases
	}
	last := &phrases[len(phrases)-1]
	if n := len(last.words) - 1; len(last.words[n]) >= minPrefix {
		last.prefix = true
	} else if last.words = last.words[:n]; n == 0 {
		phrases = phrases[:len(phrases)-1]
	}
	return phrases
}

// at tells whether the phrase begins with the i-th word of a text.
func (p phrase) at(l *wordList, i int) bool {
	if i+len(p.words) > len(l.spans) {
		return false
	}
	for k, w := range p.words {
		found := l.word(i + k)
		if p.prefix && k == len(p.words)-1 && len(found) > len(w) {
			found = found[:len(w)]
		}
		if string(found) != w {
			return false
		}
	}
	return true
}
