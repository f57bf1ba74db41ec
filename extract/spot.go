package extract

import (
	"math"
	"regexp"
	"strings"
	"unicode"
)

// A phrase is something in English prose that may be the title of the film that the text is about. Where no pattern tells,
// all that speaks for and against each phrase is added up.
type phrase struct {
	title      string
	start, end int
	cues       [cueCount]float64
	places     map[int]bool
	refers     int // the places where it is another film
	inside     int // the places inside a sentence
	said       bool
	quoted     bool
	weight     float64 // how much more likely it is the title than none
}

var (
	spotPhrase   = regexp.MustCompile(capPhrase)
	spotQuoted   = regexp.MustCompile(`["“„«]\s?([\p{Lu}\d][^"”“»\n]{0,50}?)[,.!?]?\s?["”“»]|(?:^|[\s(])['‘]{1,2}([\p{Lu}\d](?:[^'‘’"\n]|['’]\pL){1,50}?)[,.!?]?['’]{1,2}(?:[\s.,;:!?()]|$)`)
	spotCapitals = regexp.MustCompile(`(?:THE |A |AN )?\p{Lu}{2,}(?:[ '&:-]+\p{Lu}{2,}){1,7}`)
)

// likelyEnough is how likely the likeliest phrase must be the title.
const likelyEnough = 0.4

// likelySure is how likely a phrase is that is believed like what a pattern tells.
const likelySure = 0.9

// maxPoints is how many points of the patterns count.
const maxPoints = 3

// likeliest weighs what the patterns tell of the title of an English text together with all that speaks for its phrases. clear is the best claim
// of the patterns, if they tell one by themselves.
func likeliest(text string, claims []*titleClaim, clear titleClaim, ok bool) (titleClaim, bool) {
	s := &spotter{text: text, found: map[string]*phrase{}}
	s.read()
	for _, p := range s.order {
		p.weigh(text)
	}
	for _, c := range claims {
		s.told(c, ok && c.title == clear.title)
	}
	var best *phrase
	sum := 1.0
	for _, p := range s.order {
		score := 0.0
		for i, w := range cueWeights {
			score += w * p.cues[i]
		}
		p.weight = math.Exp(score)
		sum += p.weight
		if best == nil || p.weight > best.weight {
			best = p
		}
	}
	if best == nil || best.weight/sum < likelyEnough {
		return titleClaim{}, false
	}
	if long := s.spelledOut(best); long != nil {
		best = long
	}
	if ok && strings.EqualFold(best.title, clear.title) {
		return clear, true
	}
	return titleClaim{title: best.title, start: best.start, end: best.end, spotted: true, sound: best.weight/sum > likelySure, quoted: best.quoted}, true
}

// told adds what the patterns tell of a phrase.
func (s *spotter) told(c *titleClaim, clear bool) {
	key := strings.ToLower(c.title)
	p := s.found[key]
	if p == nil {
		if c.points < 1 {
			return
		}
		p = &phrase{title: c.title, start: c.start, end: c.end, quoted: c.quoted}
		p.cues[cueBase] = 1
		s.found[key] = p
		s.order = append(s.order, p)
	}
	p.cues[cuePoints] = min(c.points, maxPoints)
	if clear {
		p.cues[cueClear] = 1
	}
}

// spelledOut is the phrase of which another is the initials: "The Salt Road Story" of "TSRS".
func (s *spotter) spelledOut(short *phrase) *phrase {
	if n := len(short.title); n < 2 || n > 6 || strings.ToUpper(short.title) != short.title {
		return nil
	}
	for _, p := range s.order {
		var all, great strings.Builder
		for _, w := range strings.Fields(strings.TrimPrefix(p.title, "The ")) {
			first := firstRune(w)
			all.WriteRune(unicode.ToUpper(first))
			if unicode.IsUpper(first) {
				great.WriteRune(first)
			}
		}
		if p != short && (all.String() == short.title || great.String() == short.title || "T"+all.String() == short.title) {
			return p
		}
	}
	return nil
}

// spotter collects the phrases of a text in the order of their first places.
type spotter struct {
	text  string
	found map[string]*phrase
	order []*phrase
}

func (s *spotter) read() {
	for _, m := range spotQuoted.FindAllStringSubmatchIndex(s.text, 200) {
		start, end := m[2], m[3]
		if start < 0 {
			start, end = m[4], m[5]
		}
		if titleCase(s.text[start:end]) {
			s.add(start, end, true)
		}
	}
	for _, re := range []*regexp.Regexp{spotPhrase, spotCapitals} {
		for _, m := range re.FindAllStringIndex(s.text, 400) {
			s.add(m[0], m[1], false)
			s.parts(m[0], m[1])
		}
	}
}

// parts adds the parts of a phrase around "and".
func (s *spotter) parts(start, end int) {
	for pos := start; ; {
		i := strings.Index(s.text[pos:end], " and ")
		if i < 0 {
			break
		}
		s.add(start, pos+i, false)
		pos += i + len(" and ")
		s.add(pos, end, false)
	}
}

// add adds a place of a phrase, cut to what may be a title.
func (s *spotter) add(start, end int, quoted bool) {
	text := s.text
	if !quoted {
		end = wholeWords(text, start, end)
		start = unowned(text, start, end)
	}
	title := strings.Trim(text[start:end], " ,.:;-–*_\"“”«»")
	title = strings.TrimSuffix(strings.TrimSuffix(title, "'s"), "’s")
	if !quoted {
		title = withoutTail(withoutI(title))
	}
	if first, rest, two := strings.Cut(title, " "); two && !quoted && (leadWords[first] || conjunctions[first] || first == "I") {
		title = rest
	}
	if _, rest, two := strings.Cut(title, ": "); two && isLabelWord(title[:len(title)-len(rest)-2]) {
		title = rest
	}
	switch {
	case title == "" || roleWords[strings.Fields(title)[0]] || !quoted && genericTitle[strings.ToLower(title)]:
		return
	case strings.IndexFunc(title, unicode.IsLetter) < 0 || spotJunk.MatchString(title) || isLabelWord(title) || len(strings.Fields(title)) > 9:
		return
	case !quoted && !possibleTitle(title, functionWords[title] && keepsCapital(text, title)) || strings.ToUpper(title) == title && shouted(title):
		return
	}
	start += strings.Index(text[start:end], title)
	key := strings.ToLower(title)
	p := s.found[key]
	if p == nil {
		p = &phrase{title: title, start: start, end: start + len(title), places: map[int]bool{}}
		s.found[key] = p
		s.order = append(s.order, p)
	}
	if !p.places[start] {
		p.places[start] = true
		p.place(text, start, start+len(title), quoted)
	}
}

// unowned is where a phrase begins without the person who owns it: "The Host" of "Joon-ho's The Host".
func unowned(text string, start, end int) int {
	for _, mark := range []string{"'s ", "’s "} {
		i := strings.LastIndex(text[start:end], mark)
		if i <= 0 {
			continue
		}
		owner, at := text[start:start+i], start+i+len(mark)
		if startsTitle(text[at:end]) && (personName(owner) || !strings.Contains(owner, " ") && !functionWords[owner]) {
			return at
		}
	}
	return start
}

// place adds the cues of one place of a phrase.
func (p *phrase) place(text string, start, end int, quoted bool) {
	before := strings.ToValidUTF8(text[max(0, start-34):start], "")
	after := strings.ToValidUTF8(text[end:min(len(text), end+80)], "")
	lead := strings.TrimRight(before, " \"“„«‘'")
	word := lastWord(lead)
	var here []int
	refers := leadSieve.of(before)&1 > 0 && referenceLead.MatchString(before)
	if !refers && watched(lead, word) {
		here = append(here, cueWatched)
	}
	may := behindSieve.of(after)
	for i, c := range cuesBehind {
		switch {
		case refers || may&(1<<i) == 0 || !c.re.MatchString(after):
		case c.cue == cueRefers:
			refers = true
		default:
			here = append(here, c.cue)
		}
	}
	if refers {
		p.refers++
		here = nil // what is said there is said of another film
	}
	p.quoted = p.quoted || quoted && !refers
	for _, cue := range here {
		if cue == cueDoes {
			p.said = true
			continue
		}
		p.cues[cue] = 1
	}
	if !unicode.IsLower(firstRune(word)) && !strings.HasSuffix(lead, ",") {
		return
	}
	p.inside++
	if first, _, two := strings.Cut(p.title, " "); two && (first == "The" || first == "A" || first == "An") {
		p.cues[cueArticle] = 1
	}
}

// weigh adds the cues of a phrase as such.
func (p *phrase) weigh(text string) {
	words := strings.Fields(p.title)
	set := func(cue int, ok bool) {
		p.cues[cue] = 0
		if ok {
			p.cues[cue] = 1
		}
	}
	set(cueBase, true)
	for _, w := range words[1:] {
		if smallWords[w] {
			p.cues[cueSmall] = 1
		}
	}
	set(cueCapitals, strings.ToUpper(p.title) == p.title && len(p.title) > 3)
	given := len(words) < 3 || named(text, words[0]+" "+words[1]) <= named(text, p.title) // or it begins with whom the text names: "Ann Bell Sings"
	set(cueGiven, given && (givenNames[words[0]] || len(words) == 2 && initialsAhead.MatchString(words[0]) && !placeInitials[words[0]] || p.cues[cueCapitals] > 0 && givenNames[words[0][:1]+strings.ToLower(words[0][1:])]))
	set(cuePart, ofPerson(text, p.title))
	n := named(text, p.title)
	set(cueTwice, n == 2 || n > 2 && len(words) > 1) // people go by one word, often
	set(cueEarly, p.start < 120)
	said := p.said || p.cues[cueIs]+p.cues[cueIsFilm] > 0
	name := p.cues[cueGiven]+p.cues[cuePart] > 0 || personName(p.title)
	many := len(words) > 1
	set(cueSubject, many && !name && said)
	set(cueQuoteSaid, p.quoted && said)
	set(cueWordSaid, !many && !name && said && p.inside > 0)
	set(cueOpensOnly, !many && p.inside == 0)
	small := strings.ToLower(p.title)
	set(cueWord, !many && small != p.title && mentions(text, small) > 0)
	p.cues[cueRefers] = float64(2*p.refers/len(p.places)) / 2
}
