package extract

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"reelscore/rating"
)

// choice is what the ranking of candidates came to.
type choice struct {
	winner  *candidate
	entries []Entry
	warn    []Warning
}

// choose picks the rating of the review, or none when the page has several films or its ratings disagree. Every
// candidate that loses gets a reason.
func choose(d *document, list []candidate) choice {
	dropLegends(d, list)
	dropRuns(d, list)
	dropAspectsAlike(d, list)
	dropVotesBelow(d, list)
	if n := crowded(list); n > 0 {
		return choice{warn: []Warning{{WarnMulti, fmt.Sprintf("the page gives %d ratings in one line: none is picked", n)}}}
	}
	several := listOf(d, list)
	in := alive(list)
	if len(in) == 0 && several == nil {
		return choice{warn: onlyAspects(list)}
	}
	preferNumbers(d, in)
	in = alive(list)
	if entries := severalFilms(d, in); entries != nil {
		for _, c := range in {
			c.reason = reasonMulti
		}
		return choice{entries: entries, warn: []Warning{{WarnMulti, fmt.Sprintf("the page rates %d films: none is picked; see entries", len(entries))}}}
	}
	if several != nil && !totalled(in) {
		for _, c := range append(in, several.list...) {
			c.reason = reasonMulti
		}
		return choice{entries: several.entries(d), warn: []Warning{{WarnMulti, fmt.Sprintf("the page gives %d ratings in one manner, none marked as the total: none is picked", len(several.list))}}}
	}
	dropAspects(in)
	in = alive(list)
	if len(in) == 0 {
		return choice{warn: onlyAspects(list)}
	}
	if n := manyGrades(in); n >= tooManyGrades {
		for _, c := range in {
			c.reason = reasonMulti
		}
		return choice{warn: []Warning{{WarnMulti, fmt.Sprintf("the page gives %d different ratings, none marked as the total: none is picked", n)}}}
	}
	if n := totalsApart(d, in); n > 1 {
		for _, c := range in {
			c.reason = reasonMulti
		}
		return choice{warn: []Warning{{WarnMulti, fmt.Sprintf("the page gives %d totals: none is picked", n)}}}
	}
	best := pick(d, in)
	out := choice{winner: best}
	for _, c := range in {
		if c == best {
			continue
		}
		c.reason = loses(c, best)
		if c.reason == reasonSecond || c.reason == reasonConflict {
			out.warn = append(out.warn, Warning{WarnRatings, fmt.Sprintf("the page also gives %q", c.text(d))})
		}
	}
	return out
}

// onlyAspects warns of a page that rates nothing but single aspects.
func onlyAspects(list []candidate) []Warning {
	n := 0
	for i := range list {
		if list[i].reason == reasonAspect {
			n++
		}
	}
	if n < 2 {
		return nil
	}
	return []Warning{{WarnRatings, "only single aspects are rated: no overall rating is given"}}
}

// tooManyGrades is the number of different well-placed ratings from which a page is a list and not one review.
const tooManyGrades = 3

// manyGrades counts the different scores of well-placed ratings on different lines; one marked as the total settles them.
func manyGrades(in []*candidate) int {
	grades := map[rating.Score]bool{}
	last := -1
	for _, c := range in {
		if c.isTotal() {
			return 1
		}
		if c.conf >= 0.78 && c.r.Score != rating.NoScore && c.line != last {
			grades[c.r.Score] = true
			last = c.line
		}
	}
	return len(grades)
}

// totalled reports whether one rating is marked as the total of the others.
// totalsApart counts the totals of a page with different totals behind one label, each at the start of its line and with prose
// between them: they are those of several reviews.
func totalsApart(d *document, in []*candidate) int {
	s := series{}
	for _, c := range in {
		l := c.label
		if l == nil || l.key != kTotal || l.start != d.lines[l.line].start {
			continue
		}
		if len(s.list) == 0 || l.word == s.list[0].label.word && c.r.Best == s.list[0].r.Best {
			s.list = append(s.list, c)
		}
	}
	if s.grades() < 2 {
		return 0
	}
	for i, c := range s.list[1:] {
		prose := 0
		for _, ln := range d.lines[s.list[i].line+1 : max(c.line, s.list[i].line+1)] {
			if n := ln.end - ln.start; n > shortParagraph/3 {
				prose += n
			}
		}
		if prose < shortParagraph {
			return 0
		}
	}
	return len(s.list)
}

func totalled(in []*candidate) bool {
	return slices.ContainsFunc(in, func(c *candidate) bool { return c.isTotal() })
}

func alive(list []candidate) []*candidate {
	var in []*candidate
	for i := range list {
		if list[i].reason == "" {
			in = append(in, &list[i])
		}
	}
	return in
}

// pick returns the candidate of the greatest confidence; of near equals the one with a scale, then, in the same line the
// first, elsewhere the last: a review ends with its rating.
func pick(d *document, in []*candidate) *candidate {
	best := in[0]
	for _, c := range in[1:] {
		if better(c, best) {
			best = c
		}
	}
	return best
}

func better(c, best *candidate) bool {
	const near = 0.06
	if hasScale(c) != hasScale(best) && c.conf > accepted && best.conf > accepted && min(c.conf, best.conf) < 0.9 {
		return hasScale(c)
	}
	if agree(c, best) && (c.form == "letter") != (best.form == "letter") {
		// Of two scales that agree the explicit number is the more exact one.
		return best.form == "letter"
	}
	if c.conf > best.conf+near || c.conf < best.conf-near {
		return c.conf > best.conf
	}
	return c.line != best.line && !sameGrade(c.r, best.r)
}

func agree(a, b *candidate) bool {
	return a.r.Score != rating.NoScore && b.r.Score != rating.NoScore && near(a.r.Score, b.r.Score)
}

func hasScale(c *candidate) bool { return c.r.Score != rating.NoScore || c.r.Best != rating.NoDecimal }

func loses(c, best *candidate) string {
	switch {
	case sameGrade(c.r, best.r):
		return reasonRepeated
	case c.line == best.line || c.r.Score != rating.NoScore && best.r.Score != rating.NoScore && near(c.r.Score, best.r.Score):
		return reasonSecond
	case c.conf > best.conf-0.1 && c.r.Score != rating.NoScore:
		return reasonConflict
	}
	return reasonWeaker
}

func sameGrade(a, b rating.Rating) bool {
	return a.Value == b.Value && (a.Best == b.Best || a.Best == rating.NoDecimal || b.Best == rating.NoDecimal) && a.Kind != rating.KindLetter ||
		a.Kind == rating.KindLetter && b.Kind == rating.KindLetter && a.Score == b.Score
}

func near(a, b rating.Score) bool { return a-b < 12_000 && b-a < 12_000 }

// preferNumbers drops a run of stars that stands beside an explicit number: the stars are rounded from it.
func preferNumbers(d *document, in []*candidate) {
	for i, c := range in {
		if c.form != "stars" && c.form != "emoji" && c.form != "asterisks" {
			continue
		}
		for _, o := range in[max(0, i-1):min(len(in), i+2)] {
			if o != c && o.line == c.line && hasScale(o) && (o.form == "fraction" || o.form == "out of") && min(abs(o.start-c.end), abs(c.start-o.end)) <= 4 {
				c.reason = reasonRounded
				o.conf = max(o.conf, c.conf)
			}
		}
	}
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// dropAspects drops ratings of single aspects that only their number betrays: several labelled by other words than the
// ones for ratings, beside one for the whole or none.
func dropAspects(in []*candidate) {
	total := slices.ContainsFunc(in, func(c *candidate) bool { return c.isTotal() })
	if !total {
		return
	}
	for _, c := range in {
		if !c.isTotal() && c.label != nil && labelIndex.means(c.label.word, kAspect) {
			c.reason = reasonAspect
		}
	}
}

// entryLead is the start of a paragraph about one film of several: "Drive: ...", "**Drive** (2011) ...".
var entryLead = regexp.MustCompile(`^(?:\[\]|\W){0,6}["“»„«']?([\p{Lu}\d][^:\n]{0,70}?)["”«“»']?(?:\s*\(((?:19|20)\d\d)\))?["”«“»']?\s*[:–—]\s+\S`)

// severalFilms returns the films of a page that rates several, each with its rating; nil when it is about one.
func severalFilms(d *document, in []*candidate) []Entry {
	type mark struct {
		title string
		c     *candidate
	}
	var marks, parts []mark
	totals := 0
	for _, c := range in {
		if c.isTotal() {
			totals++
		}
	}
	if totals == 1 {
		return nil
	}
	for _, c := range in {
		if p := partOf(d, c); p != "" {
			parts = append(parts, mark{p, c})
		}
		if c.conf < 0.7 && !closesEntry(d, c) || c.isTotal() {
			continue
		}
		if t := entryTitle(d, c); t != "" {
			marks = append(marks, mark{t, c})
		}
	}
	if len(parts) > 1 {
		marks = parts
	}
	titles := map[string]bool{}
	grades := map[rating.Score]bool{}
	for _, m := range marks {
		titles[strings.ToLower(m.title)] = true
		grades[m.c.r.Score] = true
	}
	if len(titles) < 2 || len(titles) == 2 && len(grades) < 2 {
		return nil
	}
	var out []Entry
	for _, m := range marks {
		if n := len(out); n > 0 && out[n-1].Title == m.title {
			continue
		}
		title, year := splitYear(m.title)
		r := m.c.r
		start, end := d.span(m.c.start, m.c.end)
		out = append(out, Entry{Title: title, Year: year, Rating: &r, Start: start, End: end})
	}
	return out
}

// leadOf is the start of the candidate's line, as far as it can hold a title.
func leadOf(d *document, c *candidate) string {
	start := d.lines[c.line].start
	return d.text[start:min(c.start, start+maxAside)]
}

// closesEntry reports whether a candidate ends a paragraph that begins with a title.
func closesEntry(d *document, c *candidate) bool {
	return c.scaled && bareText(d.text[c.end:d.lines[c.line].end]) && entryLead.MatchString(leadOf(d, c))
}

// partLabel is the label of one part of a series: "First Part: 1 out of 10 Second Part: 4 out of 10".
var partLabel = regexp.MustCompile(`(?i)((?:part|teil|film|movie|episode|volume|vol\.?|chapter|season) (?:[ivx]+|\d{1,2}|one|two|three|four|five)|(?:first|second|third|fourth|original|1st|2nd|3rd) (?:part|film|movie|one|season|episode))\s*[:=–-]?\s*$`)

func partOf(d *document, c *candidate) string {
	ln := d.lines[c.line]
	if m := partLabel.FindStringSubmatch(d.text[max(ln.start, c.start-30):c.start]); m != nil {
		return m[1]
	}
	return ""
}

// entryTitle is the title of the entry that a candidate closes: the lead of its own paragraph, or the heading or short
// line above it.
func entryTitle(d *document, c *candidate) string {
	lead := leadOf(d, c)
	if short := strings.TrimSpace(strings.TrimRight(lead, " -–—:|([=")); c.label == nil && len(short) > 1 && len(short) < 80 && titleCase(short) && !isLabelWord(short) && possibleTitle(short, true) {
		t, _ := cleanTitle(short)
		return t
	}
	if len(lead) > 80 || c.label == nil {
		if m := entryLead.FindStringSubmatch(lead); m != nil && len(lead) > len(m[0])+8 && !isLabelWord(m[1]) {
			return strings.TrimSpace(m[1])
		}
	}
	for i := c.line - 1; i >= 0 && i > c.line-14; i-- {
		ln := d.lines[i]
		if ln.kind == lineHeading {
			if t := d.line(i); !isLabelWord(t) && headingWords[strings.ToLower(strings.Trim(t, " .:!#*"))] == "" {
				return t
			}
		}
	}
	if d.structured {
		return ""
	}
	for i := c.line; i > 0 && i > c.line-10; i-- {
		if d.lines[i].gap && i < c.line {
			t := d.line(i)
			if len(t) < 80 && !strings.ContainsAny(t[len(t)-1:], ".!?…:;,") && titleCase(t) && !isLabelWord(t) && i > 2 && headingWords[strings.ToLower(strings.Trim(t, " .:!#*"))] == "" && !fullNameLine(t) {
				return t
			}
		}
	}
	return ""
}

func fullNameLine(t string) bool { return strings.HasPrefix(strings.ToLower(t), "by ") }

func isLabelWord(s string) bool {
	return labelIndex.keys[strings.ToLower(strings.Trim(s, "*_#:：=-–—[]() \u00a0"))] != nil
}
