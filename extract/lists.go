package extract

import (
	"regexp"
	"slices"
	"strings"

	"reelscore/rating"
)

// manner is how a rating is presented: the label before it, its shape, its scale and its place in the line. A page that
// lists films rates them all in one manner; a single review rarely gives two ratings in the same one.
type manner struct {
	label, shape, at string
	best             rating.Decimal
}

// The places of a rating in its line.
const (
	atOwn    = "alone"  // nothing else is in the line
	atLead   = "first"  // text follows
	atClose  = "last"   // text precedes
	atTitled = "titled" // in brackets behind a title: "STUBBLE: (B+) A farmer ..."
	atInside = "inside"
)

func mannerOf(d *document, c *candidate) manner {
	m := manner{shape: "number", best: c.r.Best, at: atInside}
	switch c.r.Kind {
	case rating.KindLetter, rating.KindPercent:
		m.shape = string(c.r.Kind)
	case rating.KindStars:
		m.shape = "stars"
		if strings.ContainsAny(c.text(d), solid+empty+"*") || c.form == "emoji" || strings.ContainsAny(c.text(d), things) {
			m.shape = "glyphs" // empty glyphs may be left out
			m.best = 0
		}
	}
	if isRatingLabelled(c) {
		// A rating is labelled once for a film, whatever stands behind the label.
		return manner{label: c.label.word}
	}
	if c.form == "said" {
		m.label = c.form
		return m
	}
	ln := d.lines[c.line]
	rest := d.text[c.end:ln.end]
	lead, tail := bareText(d.text[ln.start:c.start]), bareText(rest)
	switch {
	case lead && (tail || shortUnit(rest) && !blurbText(rest) && !strings.ContainsAny(rest, "=")):
		m.at = atOwn
	case lead:
		m.at = atLead
	case m.shape == "glyphs" && besideTitle(d.text[ln.start:c.start]):
		m.at = atTitled
	case tail && titleLead(d.text[ln.start:c.start]):
		m.at = atTitled
	case tail:
		m.at = atClose
	case c.form == titledLetter:
		m.at = atTitled
	}
	return m
}

// besideTitle reports whether the words before a rating are a title and nothing else.
func besideTitle(lead string) bool {
	t := strings.TrimRight(lead, " -–—:|([")
	return t != lead && len(t) > 1 && len(t) < 80 && titleCase(t) && !isLabelWord(t)
}

// series is the candidates of one manner, the first of each line.
type series struct {
	manner manner
	list   []*candidate
}

// allSeries groups the readable candidates by manner, in the order of the page. Candidates that lost only for their place
// in prose count: that they come again and again makes up for it.
func allSeries(d *document, list []candidate) []series {
	var out []series
	for i := range list {
		c := &list[i]
		if c.reason != "" && c.reason != reasonProse && c.reason != reasonEmphasis || c.isTotal() {
			continue
		}
		m := mannerOf(d, c)
		at := slices.IndexFunc(out, func(s series) bool { return s.manner == m })
		if at < 0 {
			out = append(out, series{manner: m})
			at = len(out) - 1
		}
		if s := &out[at]; len(s.list) == 0 || s.list[len(s.list)-1].line != c.line {
			s.list = append(s.list, c)
		}
	}
	return out
}

// grade tells ratings apart, with a scale or without.
type grade struct {
	score  rating.Score
	value  rating.Decimal
	letter string // A and A+ have one score
}

func (s series) grades() int {
	seen := map[grade]bool{}
	for _, c := range s.list {
		g := grade{score: c.r.Score, value: c.r.Value}
		if c.r.Kind == rating.KindLetter {
			g.letter = c.r.Text
		}
		seen[g] = true
	}
	return len(seen)
}

// isList reports whether a series is the ratings of several things: three different enough ones, or two where a single
// review would have one. A series of one and the same rating is a list only when text stands in each of its lines.
func (s series) isList(d *document) bool {
	n, grades := len(s.list), s.grades()
	switch s.manner.at {
	case atInside:
		return s.manner.label != "" && grades >= 2 && n >= 3 || (s.manner.shape == "glyphs" || s.manner.shape == "stars") && n >= 3 && grades >= 2
	case "":
		return grades >= 2 || n >= 3 && s.partedByProse(d)
	case atOwn, atTitled:
		return grades >= 2
	case atLead, atClose:
		return n >= 2 && grades >= 2 && s.manner.shape == "glyphs" || n >= 3 && grades >= 2 || n >= 4 || n == 2 && grades == 2 && s.manner.at == atLead && s.list[1].line > s.list[0].line+2
	}
	return false
}

// partedByProse reports whether a paragraph stands between any two ratings of a series.
func (s series) partedByProse(d *document) bool {
	for i := 1; i < len(s.list); i++ {
		longest := 0
		for _, ln := range d.lines[s.list[i-1].line+1 : s.list[i].line] {
			longest = max(longest, ln.end-ln.start)
		}
		if longest < shortParagraph {
			return false
		}
	}
	return true
}

// underTitles reports whether two different ratings on one scale each close a paragraph that has a title of its own above it.
func (s series) underTitles(d *document) bool {
	if len(s.list) != 2 || s.manner.at != atClose || s.grades() != 2 || s.list[0].r.Best != s.list[1].r.Best || s.list[0].r.Best == rating.NoDecimal {
		return false
	}
	for _, c := range s.list {
		if c.line == 0 || c.line < s.list[0].line+2 && c != s.list[0] {
			return false
		}
		above := d.line(c.line - 1)
		if len(above) > 80 || len(above) < 2 || !titleCase(above) || strings.ContainsAny(above[len(above)-1:], ":.?") || isLabelWord(above) {
			return false
		}
	}
	return true
}

// dropVotesBelow takes out the labelled ratings that stand line by line below a review that gave its own before the text:
// they rate the people of the film.
func dropVotesBelow(d *document, list []candidate) {
	for _, s := range allSeries(d, list) {
		if s.manner.label == "" || len(s.list) < 4 || !(series{list: s.list[:2]}).partedByProse(d) {
			continue
		}
		for i, c := range s.list[2:] {
			above := s.list[i+1].line
			between := strings.TrimSpace(d.text[d.lines[above].end:d.lines[c.line].start])
			if c.line > above+2 || between != "" && !sentenceEnds(between+" ") {
				above = -1
			}
			if above < 0 || !strings.HasPrefix(strings.ToLower(d.line(c.line)), s.manner.label) {
				s.list = nil
				break
			}
		}
		for _, c := range s.list[min(1, len(s.list)):] {
			c.reason = reasonAspect
		}
	}
}

// listOf returns the series that makes the page a list, or nil. When the page's own rating is labelled and the list is
// not, the list is of other reviews, and its ratings are out.
func listOf(d *document, list []candidate) *series {
	var found []series
	for _, s := range allSeries(d, list) {
		if s.isList(d) || s.underTitles(d) {
			found = append(found, s)
		}
	}
	if len(found) == 0 {
		return scattered(list)
	}
	for i := range list {
		c := &list[i]
		if c.reason != "" || !isRatingLabelled(c) || slices.ContainsFunc(found, func(s series) bool { return s.manner.label != "" }) {
			continue
		}
		for _, s := range found {
			for _, o := range s.list {
				if o.reason == "" {
					o.reason = reasonOtherItem
				}
			}
		}
		return nil
	}
	return &found[0]
}

// scattered finds the ratings of a page that gives three different ones on one scale in three lines, wherever they stand
// in them, when no label, total or sentence of the writer's tells which is meant.
func scattered(list []candidate) *series {
	s := series{}
	for i := range list {
		c := &list[i]
		if c.reason != "" {
			continue
		}
		if c.label != nil || c.verb {
			return nil
		}
		if c.form != "fraction" && c.form != "out of" || len(s.list) > 0 && c.r.Best != s.list[0].r.Best || len(s.list) > 0 && s.list[len(s.list)-1].line == c.line {
			continue
		}
		s.list = append(s.list, c)
	}
	if s.grades() < 3 {
		return nil
	}
	return &s
}

// crowded finds five ratings or more on one scale in one line, three of them different, and takes out all of the page: it is a list whose lines
// the markup runs together. It returns their number, or 0.
func crowded(list []candidate) int {
	for from := 0; from < len(list); {
		s := series{}
		to, own := from, false
		for ; to < len(list) && list[to].line == list[from].line; to++ {
			own = own || list[to].isTotal() || list[to].verb || isRatingLabelled(&list[to])
			if c := &list[to]; c.form == "fraction" && (len(s.list) == 0 || c.r.Best == s.list[0].r.Best) {
				s.list = append(s.list, c)
			}
		}
		if from = to; own || len(s.list) < 5 || s.grades() < 3 {
			continue
		}
		for i := range list {
			list[i].reason = reasonMulti
		}
		return len(s.list)
	}
	return 0
}

// dropAspectsAlike takes out ratings that stand like several of aspects: behind a word or two at the start of a line.
func dropAspectsAlike(d *document, list []candidate) {
	aspects, first := 0, len(d.lines)
	for i := range list {
		if c := &list[i]; c.reason == reasonAspect && c.label != nil {
			aspects++
			first = min(first, c.line)
		}
	}
	for i := range list {
		c := &list[i]
		headline := c.line < 2 && c.line+1 < first && !(place{}).labelledElse(d, c)
		if aspects < 2 || c.reason != "" || c.label != nil || c.verb || headline {
			continue
		}
		if (place{}).labelledElse(d, c) {
			c.reason = reasonAspect
		}
		lead := strings.Fields(d.text[d.lines[c.line].start:c.start])
		if n := len(lead); n > 0 && n <= 3 && !bareText(strings.Join(lead, "")) {
			c.reason = reasonAspect
		}
	}
}

// entries are the films of a list, as far as their titles stand with their ratings.
func (s *series) entries(d *document) []Entry {
	var out []Entry
	floor := -1
	for _, c := range s.list {
		t := entryTitle(d, c)
		if t == "" {
			t = titleAbove(d, c, floor)
		}
		floor = c.line
		if t == "" {
			continue
		}
		title, year := splitYear(t)
		r := c.r
		start, end := d.span(c.start, c.end)
		out = append(out, Entry{Title: title, Year: year, Rating: &r, Start: start, End: end})
	}
	return out
}

// titleAbove is the nearest line above a candidate, and below another one, that can be a title.
func titleAbove(d *document, c *candidate, floor int) string {
	for i := c.line - 1; i > floor && i > c.line-14; i-- {
		t := d.line(i)
		if len(t) < 80 && !strings.ContainsAny(t[len(t)-1:], ".!?…:;,") && titleCase(t) && !isLabelWord(t) && !isSectionHeading(t) && possibleTitle(t, true) && !fullNameLine(t) {
			return t
		}
	}
	return ""
}

// dropRuns takes out three fractions or more that only commas part: those of episodes or parts, "6/10, 5/10, 6/10".
func dropRuns(d *document, list []candidate) {
	run := func(a, b *candidate) bool {
		return a.line == b.line && a.form == "fraction" && b.form == a.form && a.r.Best == b.r.Best && a.end < b.start && runOn.MatchString(d.text[a.end:b.start])
	}
	for i := 0; i+2 < len(list); i++ {
		if run(&list[i], &list[i+1]) && run(&list[i+1], &list[i+2]) {
			for k := i; k < i+3; k++ {
				if list[k].reason == "" {
					list[k].reason = reasonMulti
				}
			}
		}
	}
}

var runOn = regexp.MustCompile(`^(?:, ?|,? and |; ?)$`)
