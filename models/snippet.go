package models

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Marked is a text with the places in it that a search found.
type Marked struct {
	Text string
	// Marks are in order and do not overlap.
	Marks []Mark
}

// Mark is a part of a text, in characters (Unicode code points): from Start up to, not including, End.
type Mark struct{ Start, End int }

// match is a place where a phrase stands in a text, in bytes.
type match struct{ phrase, start, end int }

const (
	// snippetSize is about how many bytes of a text a snippet shows, snippetLead how many before the first mark.
	snippetSize = 240
	snippetLead = 60
	// maxMatches bounds the work on a long text that is full of the word.
	maxMatches = 1000
)

// matches finds the phrases in a text, in the order in which they stand there.
func matches(text string, phrases []phrase) []match {
	l := wordsOf(text)
	var found []match
	for i := range l.spans {
		for n, p := range phrases {
			if p.at(l, i) {
				found = append(found, match{n, l.spans[i].start, l.spans[i+len(p.words)-1].end})
			}
		}
		if len(found) >= maxMatches {
			break
		}
	}
	return found
}

// mark marks the phrases in a whole text.
func mark(text string, phrases []phrase) Marked {
	return marked(text, matches(text, phrases), 0, len(text))
}

// snippet cuts out of texts the stretch that shows most of the phrases, earlier texts first; where there are none, it is
// the beginning of the first text that is not empty.
func snippet(texts []string, phrases []phrase) Marked {
	best, bestScore := Marked{Marks: []Mark{}}, -1
	for _, text := range texts {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		found := matches(text, phrases)
		from, score := bestWindow(found)
		if score > bestScore {
			start, end := window(text, from)
			best, bestScore = marked(text, found, start, end), score
		}
	}
	return best
}

// bestWindow is where the stretch with the most different phrases, and then the most matches, begins.
func bestWindow(found []match) (from, score int) {
	for i, first := range found {
		seen, now := map[int]bool{}, 0
		for _, m := range found[i:] {
			if m.end > first.start+snippetSize-snippetLead {
				break
			}
			now++
			if !seen[m.phrase] {
				seen[m.phrase] = true
				now += maxMatches
			}
		}
		if now > score {
			from, score = first.start, now
		}
	}
	return from, score
}

// window is the stretch of a text around the byte at from, cut between words where there are spaces.
func window(text string, from int) (start, end int) {
	if len(text) <= snippetSize {
		return 0, len(text)
	}
	start = max(0, from-snippetLead)
	if start > 0 {
		if space := strings.IndexAny(text[start:from], " \n\t"); space >= 0 {
			start += space + 1
		}
		for start < from && !utf8.RuneStart(text[start]) {
			start++
		}
	}
	end = min(len(text), start+snippetSize)
	if end < len(text) {
		for end > start && !utf8.RuneStart(text[end]) {
			end--
		}
		if space := strings.LastIndexAny(text[start:end], " \n\t"); space > snippetSize/2 {
			end = start + space
		}
	}
	return start, end
}

// marked is the stretch of a text from start to end in one line, with the matches that lie in it.
func marked(text string, found []match, start, end int) Marked {
	m := Marked{Marks: []Mark{}}
	lead := ""
	if start > 0 {
		lead = "… "
	}
	slices.SortFunc(found, func(a, b match) int { return cmp.Or(a.start-b.start, b.end-a.end) })
	at, chars := start, utf8.RuneCountInString(lead)
	for _, f := range found {
		if f.start < at || f.end > end {
			continue
		}
		chars += utf8.RuneCountInString(text[at:f.start])
		length := utf8.RuneCountInString(text[f.start:f.end])
		m.Marks = append(m.Marks, Mark{chars, chars + length})
		at, chars = f.end, chars+length
	}
	m.Text = lead + strings.Map(oneLine, text[start:end])
	if end < len(text) {
		m.Text += " …"
	}
	return m
}

func oneLine(r rune) rune {
	if r == '\n' || r == '\r' || r == '\t' {
		return ' '
	}
	return r
}
