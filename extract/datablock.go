package extract

import (
	"regexp"
	"strings"
)

// maxDataLines is how many lines are searched for the data of a film when no headline tells the title.
const maxDataLines = 60

// titleOverData finds the title above the data of the film where menus and other lines stand before it.
func (r *reader) titleOverData(main []int) {
	if best, ok := r.facts.best(fTitle); ok && best.conf >= 0.7 {
		return
	}
	d := r.doc
	for _, i := range main[:min(len(main), maxDataLines)] {
		text := strings.TrimSpace(d.line(i))
		if r.afterProse(i) {
			return
		}
		if r.used[i] || len(text) > 80 || r.notHeadline(i) || !r.dataBelow(i) {
			continue
		}
		h := filmOfHeadline(text)
		if h.title != "" && !ratingWithin.MatchString(h.title) && (titleCase(h.title) || foreign(r.lang())) {
			h.conf = 0.76
			r.claimHeadline(i, 0, text, h)
			return
		}
	}
}

// afterProse reports whether running text stands before a line.
func (r *reader) afterProse(i int) bool {
	d := r.doc
	for k := i - 1; k >= 0; k-- {
		if ln := d.lines[k]; ln.zone == zoneMain && !furnitureLine.MatchString(d.line(k)) && (ln.end-ln.start > 2*proseLine || ln.end-ln.start > 40 && endsSentence(d.line(k))) {
			return true
		}
	}
	return false
}

var sentenceBreak = regexp.MustCompile(`\pL[.!?]["”’]? \p{Lu}`)

// dataBelow reports whether the line below a title begins the data of a film: a year alone, a country and a year, a label of
// people or of length.
func (r *reader) dataBelow(i int) bool {
	d := r.doc
	text := strings.TrimSpace(d.line(i))
	if i+1 >= len(d.lines) || d.lines[i+1].zone != zoneMain || len(strings.Fields(text)) > 10 || strings.ContainsAny(text[len(text)-1:], ".,;:") || !startsTitle(text) {
		return false
	}
	below := strings.TrimSpace(d.line(i + 1))
	if len(below) > 200 {
		return false
	}
	if m := makerLine.FindStringSubmatchIndex(below); m != nil && fullName(below[m[2]:m[3]]) && !countryLead[firstWord(below)] {
		at := d.lines[i+1].start + strings.Index(d.line(i+1), below)
		r.claimList(fDirectors, []string{below[m[2]:m[3]]}, "line", 0.7, at+m[2], at+m[3])
		r.claim(fYear, below[m[4]:m[5]], "line", 0.7, at+m[4], at+m[5])
		return true
	}
	if m := dataLine.FindStringSubmatch(below); m != nil && (d.lines[i+1].kind != lineHeading || !titleAhead.MatchString(below)) {
		if y, _, _ := findYear(below); y > 0 {
			r.claim(fYear, itoa(y), "line", 0.8, d.lines[i+1].start, d.lines[i+1].end)
		}
		return true
	}
	for _, l := range append(labelsOfLine(d, i+1), aloneLabel(d, i+1)...) {
		if l.leads && (isCredit(l.key) && l.key != kTitle || labelIndex.means(l.word, kSynopsis) || filmData[l.word]) {
			return true
		}
	}
	m := creditLine.FindStringSubmatchIndex(below)
	if m == nil {
		return false
	}
	if name := below[m[2]:m[3]]; fullName(name) && !strings.HasPrefix(strings.ToLower(below), "starring") {
		names := []string{name}
		if also := withAnother.FindStringSubmatch(below[m[3]:]); also != nil && fullName(also[1]) {
			names = append(names, also[1])
		}
		at := d.lines[i+1].start + strings.Index(d.line(i+1), name)
		r.claimList(fDirectors, names, "line", 0.7, at, at+len(name))
	}
	return true
}

func aloneLabel(d *document, i int) []labelled {
	if l, ok := labelAlone(d, i); ok {
		return []labelled{l}
	}
	return nil
}

// countryLead begin the names of countries that are two words.
var countryLead = wordSet("Great New South North East West United Vereinigte Vereinigtes Royaume États Etats Estados Reino Stati Regno Hong Costa Sri Saudi Groot Verenigde")

func firstWord(s string) string {
	first, _, _ := strings.Cut(s, " ")
	return first
}

var (
	dataLine   = regexp.MustCompile(`^(?:\(?(?:18[89]|19\d|20\d)\d\)?|(?:\p{Lu}[\pL.]+(?:[ /,-]+\p{Lu}[\pL.]+){0,3})[ ,]+(?:18[89]|19\d|20\d)\d|(?:\p{Lu}{1,3}(?:[ /,-]+\p{Lu}{1,3}){0,3})[ ,]+(?:18[89]|19\d|20\d)\d(?:\s*[,|·•/–-].{0,80})?|(?:18[89]|19\d|20\d)\d\s*[,|·•/–-].{0,80}|(?:18[89]|19\d|20\d)\d \((?:19|20)\d\d\).{0,80})$`)
	creditLine = regexp.MustCompile(`^(?i:directed by|written and directed by|dir\.|un film d[ei]|ein film von|a film by|regia di|regie|de|starring)\s+` + fullPerson)
	// makerLine is the director, the country and the year below a title: "Ann Bell, Schweiz, 2016".
	makerLine = regexp.MustCompile(`^` + fullPerson + `, \p{Lu}[\pL/, -]{1,40}[, ]((?:19|20)\d\d)`)
	filmData  = wordSet("country countries land pays país paese produktionsland país: 制片国家 製作国")
)
