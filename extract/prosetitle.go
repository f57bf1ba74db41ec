package extract

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxProse is how much of a text is searched for the title in prose.
const maxProse = 24_000

// titleClaim is a title that prose speaks of, with its points.
type titleClaim struct {
	title      string
	points     float64
	start, end int
	// at holds the points of each place; a place counts once, by its best rule.
	at     map[int]float64
	quoted bool
	// spotted says that no pattern tells, but all that speaks for it together; sound that this leaves little doubt.
	spotted, sound bool
	// sure are the points of the patterns that fit no person.
	sure float64
}

// titleInProse finds the film that a text without a headline speaks of. It returns nothing rather than guess: the best
// claim must have enough points and lead clearly.
func titleInProse(text string, base int, lang string) (titleClaim, bool) {
	if len(text) > maxProse {
		text = strings.ToValidUTF8(text[:maxProse], "")
	}
	list := titleClaims(text, lang)
	best, ok := clearClaim(list, lang)
	if tongue, _, _ := strings.Cut(lang, "-"); tongue == "en" {
		best, ok = likeliest(text, list, best, ok)
	}
	best.start += base
	best.end += base
	return best, ok
}

// clearClaim is the best claim if it has enough points and leads clearly.
func clearClaim(list []*titleClaim, lang string) (titleClaim, bool) {
	if len(list) == 0 || list[0].points < enoughPoints(list, lang) {
		return titleClaim{}, false
	}
	best := *list[0]
	for _, c := range list[1:] {
		lead := clearLead
		if best.quoted && !c.quoted {
			lead /= 2
		}
		if best.points-c.points < lead && !related(best.title, c.title) {
			return titleClaim{}, false
		}
	}
	return best, true
}

// clearLead is by how many points the best claim must lead.
const clearLead = 0.35

// enoughPoints is what the best claim needs: less for a title in quotes of which the text says what it is, or that is the
// only thing in quotes.
func enoughPoints(list []*titleClaim, lang string) float64 {
	best, quoted := list[0], 0
	base, _, _ := strings.Cut(lang, "-")
	for _, c := range list {
		if c.quoted {
			quoted++
		}
	}
	for _, p := range best.at {
		if best.quoted && (p >= 1.5 || quoted == 1 && readLanguages[base]) {
			return 1
		}
	}
	if best.sure > 0 && (len(list) == 1 || best.points-list[1].points >= 0.5) {
		return 1.4
	}
	return 1.6
}

// readLanguages are the languages in which words before a title tell another film's from the page's own.
var readLanguages = wordSet("en de fr es it pt nl")

// titleClaims are the claims of a text, those with the most points first.
func titleClaims(text, lang string) []*titleClaim {
	claims := map[string]*titleClaim{}
	starts := titleRules.of(text)
	for i := range titleRules.rules {
		r := &titleRules.rules[i]
		if r.abroad && !foreign(lang) || len(r.needs) > 0 && !containsAny(text, r.needs) {
			continue
		}
		for _, m := range titleRules.matches(i, starts, 300) {
			claim(claims, text, m, r, lang)
		}
	}
	if foreign(lang) && !strings.HasPrefix(lang, "de") {
		claimRepeats(claims, text)
	}
	list := make([]*titleClaim, 0, len(claims))
	for _, c := range claims {
		c.weigh(text)
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *titleClaim) int {
		return cmp.Or(cmp.Compare(b.points, a.points), cmp.Compare(a.start, b.start), cmp.Compare(a.title, b.title))
	})
	return withoutStarts(list)
}

// withoutStarts leaves out claims that are how a longer one begins that has about as many points: "Call Me" of "Call Me by
// Your Number".
func withoutStarts(list []*titleClaim) []*titleClaim {
	out := make([]*titleClaim, 0, len(list))
	for _, short := range list {
		longer := slices.ContainsFunc(list, func(long *titleClaim) bool {
			return strings.HasPrefix(long.title, short.title+" ") && long.points >= 0.6*short.points && long.points > 0.5
		})
		if !longer {
			out = append(out, short)
		}
	}
	return out
}

// weigh adds the points of the places of a claim, those of an early place and of being named again, and takes off what
// speaks for a person's name.
func (c *titleClaim) weigh(text string) {
	for _, at := range slices.Sorted(maps.Keys(c.at)) {
		c.points += c.at[at]
	}
	if c.points < 0.3 {
		return
	}
	if c.start < len(text)/3 || c.start < 400 {
		c.points += 0.5
	}
	if c.start <= 1 {
		c.points += 0.2
	}
	c.points += min(1.2, 0.2*float64(named(text, c.title)-len(c.at)))
	if !c.quoted && c.sure < 1 && (personName(c.title) || ofPerson(text, c.title)) {
		c.points *= 0.4
	}
}

func related(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	return strings.Contains(a, b) || strings.Contains(b, a)
}

// claim adds what a rule found.
func claim(claims map[string]*titleClaim, text string, m []int, r *titleRule, lang string) {
	start, end, points := m[2], m[3], r.points
	if !r.quoted && !r.free {
		end = wholeWords(text, start, end)
	}
	title, ok := withoutLead(text, text[start:end], r)
	if !ok {
		return
	}
	if r.maker && (!endsInName(text[end:m[1]]) || strings.HasPrefix(title, "From ") && !keepsCapital(text, title)) {
		return
	}
	if at := strings.LastIndex(text[start:end], title); at > 0 {
		start += at
	}
	if somethingElse(text, title, end, r.quoted) {
		return
	}
	if m := seriesHead.FindStringSubmatch(title); m != nil && startsTitle(m[1]) {
		title = m[1]
	}
	if !r.quoted && compound.MatchString(title) {
		return
	}
	if i := strings.LastIndexByte(title, ' '); i > 0 && participles[title[i+1:]] {
		return
	}
	words := len(strings.Fields(title))
	before := strings.TrimRight(strings.ToValidUTF8(text[max(0, start-34):start], ""), " \u00a0\u202f")
	if opened := strings.TrimRight(before, "\"“„«‘'*_("); opened != before {
		before = strings.TrimRight(opened, " \u00a0\u202f")
	}
	before += " "
	after := text[end:min(len(text), end+40)]
	introduced := r.quoted && words <= 8 && filmBefore.MatchString(before)
	switch {
	case introduced:
		points += 0.8
	case r.free && words <= 8 && !functionWords[title]:
		first, _, _ := strings.Cut(title, " ")
		if ownNoun.MatchString(title) && (words == 1 || functionWords[first] || !ownNoun.MatchString(first)) || functionWords[first] && !southArticles[first] {
			return
		}
	case possibleTitle(title, functionWords[title] && !strings.HasPrefix(lang, "de") && keepsCapital(text, title)) && (r.quoted || !adverb.MatchString(title)):
	case r.quoted && foreign(lang) && words <= 9 && !functionWords[title] && !sentenceEnd.MatchString(text[start:min(len(text), end+1)]):
		points -= 0.1
	default:
		return
	}
	lead := leadSieve.of(before)
	switch {
	case lead&1 > 0 && referenceLead.MatchString(before) || otherFilmTail.MatchString(after):
		points *= 0.1
	case !r.quoted && (lead&2 > 0 && honorific.MatchString(before) || personTail.MatchString(after)):
		points *= 0.2
	case actorIn.MatchString(before), r.quoted && strings.IndexFunc(title, unicode.IsLetter) < 0:
		points *= 0.5
	case r.quoted && words == 1 && strings.HasSuffix(before, " als "):
		points *= 0.2 // what somebody is called
	}
	if points = points * soleWord(text, title, r, lang); points == 0 {
		return
	}
	key := strings.ToLower(title)
	c := claims[key]
	if c == nil {
		c = &titleClaim{title: title, start: start, end: end, at: map[int]float64{}}
		claims[key] = c
	}
	if strings.ToUpper(c.title) == c.title && strings.ToUpper(title) != title {
		c.title = title
	}
	c.quoted = c.quoted || r.quoted
	if sure := !r.person || r.noun && !ofSomething.MatchString(text[end:m[1]]); sure && c.at[start] < points {
		c.sure += points
	}
	c.at[start] = max(c.at[start], points)
}

// withoutLead is a phrase without the words that open its sentence; it is no title where the subject comes later.
func withoutLead(text, phrase string, r *titleRule) (string, bool) {
	title := strings.Join(strings.Fields(strings.Trim(phrase, " ,.:;-–*_\"“”«»")), " ")
	title = strings.TrimSuffix(strings.TrimSuffix(title, "'s"), "’s")
	if !r.quoted && !r.free {
		title = withoutTail(withoutI(title))
	}
	for !r.quoted && !r.free {
		first, rest, two := strings.Cut(title, " ")
		if two && (leadWords[first] && (!titleCase(rest) || conjunctions[first] && personName(rest)) || prepositions[first] && !keepsCapital(text, title)) {
			return "", false
		}
		if !two || !leadWords[first] || mentions(text, rest) <= mentions(text, title) && !buts[first] {
			break
		}
		title = rest
	}
	return title, true
}

// withoutI is a phrase without the writer behind it: "Surely I" of "Surely I was not"; "The Farmer and I" stays.
func withoutI(s string) string {
	lead, ok := strings.CutSuffix(s, " I")
	if last := lead[strings.LastIndexByte(lead, ' ')+1:]; !ok || last == "and" || last == "&" || last == "" {
		return s
	}
	return lead
}

// wholeWords is the end of a phrase without what a pattern took of a longer word: "The Verdict in the 80" of "in the 80s".
func wholeWords(text string, start, end int) int {
	next, _ := utf8.DecodeRuneInString(text[end:])
	if last, _ := utf8.DecodeLastRuneInString(text[:end]); !isWordRune(next) || !isWordRune(last) {
		return end
	}
	for i := strings.LastIndexByte(text[start:end], ' '); i > 0; i = strings.LastIndexByte(text[start:start+i], ' ') {
		if first := firstRune(text[start+i+1:]); !unicode.IsLower(first) && !unicode.IsDigit(first) {
			break
		}
		end = start + i
	}
	return end
}

// somethingElse reports whether a phrase is a genre, a person with his part in the film, shouting, or a nickname.
func somethingElse(text, title string, end int, quoted bool) bool {
	lead, _, two := strings.Cut(title, " ")
	return genericTitle[strings.ToLower(title)] && !quoted || two && !quoted && roleWords[lead] && !keepsCapital(text, title) || strings.ToUpper(title) == title && shouted(title) || quoted && nickname(text, title, end)
}

// nickname reports whether a word in quotes is what somebody is called, between or before his names: "Buffalo" Bill Cody.
func nickname(text, title string, end int) bool {
	rest := strings.TrimLeft(text[end:], "\"”’'")
	return !strings.Contains(title, " ") && rest != text[end:] && fullName(wordBehind(rest, 0)+" "+wordBehind(rest, min(len(rest), 1+len(wordBehind(rest, 0)))))
}

// shouted reports whether words in capitals are what a writer shouts and no title.
func shouted(title string) bool {
	words := strings.Fields(title)
	if len(words) < 2 {
		return false
	}
	for _, w := range words {
		if shoutedWords[strings.Trim(w, "'’:-&")] {
			return true
		}
	}
	return false
}

// endsInName reports whether a text ends in a first and last name.
func endsInName(s string) bool {
	words := strings.Fields(s)
	return len(words) > 1 && fullName(strings.Join(words[len(words)-2:], " ")) && !functionWords[words[len(words)-2]]
}

// soleWord is how far a single word is believed: one that only opens sentences may be any word, and German writes all
// nouns with a capital.
func soleWord(text, title string, r *titleRule, lang string) float64 {
	switch {
	case r.quoted || strings.Contains(title, " ") || strings.ToUpper(title) == title:
		return 1
	case strings.HasPrefix(lang, "de"):
		return 0.5
	case !foreign(lang) && r.person && !r.noun && !keepsCapital(text, title):
		return 0.7
	case foreign(lang) && r.person && !r.noun && !keepsCapital(text, title):
		if mentions(text, title) > 1 {
			return 0.6
		}
		return 0
	}
	return 1
}

// claimRepeats claims titles written as sentences, as French and its sisters do: runs of words that begin with a capital
// inside a sentence, hold small words, and come back.
func claimRepeats(claims map[string]*titleClaim, text string) {
	for _, r := range repeats(text) {
		key := strings.ToLower(r.title)
		if claims[key] == nil {
			claims[key] = &r
		}
		for at := range r.at {
			claims[key].at[at] = max(claims[key].at[at], 0.7)
		}
	}
}

// keepsCapital reports whether a word has its capital inside a sentence, behind a comma or a small word.
func keepsCapital(text, word string) bool {
	for pos := 0; ; {
		i := strings.Index(text[pos:], word)
		if i < 0 {
			return false
		}
		at := pos + i
		pos = at + len(word)
		if at > 1 && text[at-1] == ' ' && (text[at-2] == ',' || text[at-2] >= 'a' && text[at-2] <= 'z') && wordEdge(text, at, pos) {
			return true
		}
	}
}

// possibleTitle refuses single common words, sentences and what is only punctuation.
func possibleTitle(s string, functionTitle bool) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 10 || len(s) < 2 {
		return false
	}
	if strings.IndexFunc(s, unicode.IsLetter) < 0 {
		return false
	}
	known := 0
	for _, w := range words {
		if w = strings.Trim(w, ".,!?'’"); nonTitles[w] || functionWords[w] && (len(words) > 1 || !functionTitle) {
			known++
		}
	}
	if known == len(words) {
		return false
	}
	if isPronoun := len(words) > 1 && (words[0] == "I" || words[0] == "It's" || words[0] == "I'm"); isPronoun && !titleCase(s) {
		return false
	}
	lower := 0
	for _, w := range words {
		if r := []rune(w); unicode.IsLower(r[0]) && !smallWords[w] {
			lower++
		}
	}
	return lower == 0 || lower*3 < len(words)
}
