package extract

import (
	"regexp"
	"strings"
	"unicode"
)

// personName reports whether a claim may as well be a person's name.
func personName(s string) bool {
	first, _, _ := strings.Cut(s, " ")
	return fullName(s) && !functionWords[first]
}

// ofPerson reports whether a single word is part of the name of somebody whom the text names in full, at least once in four
// times; more rarely it is a title behind a name: "Zack Snyders Watchmen".
func ofPerson(text, word string) bool {
	if strings.Contains(word, " ") {
		return false
	}
	full, all := 0, 0
	for pos := 0; all < 50; {
		i := strings.Index(text[pos:], word)
		if i < 0 {
			break
		}
		start, end := pos+i, pos+i+len(word)
		pos = end
		if !wordEdge(text, start, end) {
			continue
		}
		all++
		if first := wordBefore(text, start); fullName(first+" "+word) && !functionWords[first] && !nonTitles[first] && !leadWords[first] {
			full++
		} else if last := wordBehind(text, end); fullName(word+" "+last) && !nonTitles[last] {
			full++
		}
	}
	return full > 0 && full*4 >= all
}

// wordBefore and wordBehind are the capitalised words next to a place of a text, "" when there is none.
func wordBefore(text string, start int) string {
	before := strings.TrimSuffix(text[:start], " ")
	word := before[strings.LastIndexAny(before, " \n(“\"")+1:]
	if len(before) == start || !unicode.IsUpper(firstRune(word)) {
		return ""
	}
	return word
}

func wordBehind(text string, end int) string {
	rest, ok := strings.CutPrefix(text[end:], " ")
	if n := strings.IndexAny(rest, " \n"); n >= 0 {
		rest = rest[:n]
	}
	if rest = strings.TrimRight(rest, ",.;:!?)’'”\""); !ok || !unicode.IsUpper(firstRune(rest)) {
		return ""
	}
	return rest
}

// withoutTail is a phrase without whom it was watched for, and without a decade: "Salt Road" of "Salt Road for A.B. Cole" and "Salt Road in the 60".
func withoutTail(s string) string {
	if m := watchedFor.FindStringSubmatch(s); m != nil && (personName(m[2]) || initialsAhead.MatchString(m[2])) {
		return m[1]
	}
	return inDecade.ReplaceAllString(s, "")
}

var (
	watchedFor    = regexp.MustCompile(`^(\p{Lu}.*?) (?:for|with) (.+)$`)
	initialsAhead = regexp.MustCompile(`^(?:\p{Lu}\.)+`)
	placeInitials = wordSet("L.A. U.S. N.Y. U.K. D.C.")
	inDecade      = regexp.MustCompile(` in the \d+$`)
)
