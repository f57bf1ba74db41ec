package extract

import (
	"regexp"
	"strings"

	"reelscore/rating"
)

// isLegend reports whether a series explains a scale: its values step down or up line by line, with text behind each.
func (s series) isLegend() bool {
	if len(s.list) < 3 || s.manner.at != atLead && s.manner.at != atOwn {
		return false
	}
	sign := 0
	for i := 1; i < len(s.list); i++ {
		a, b := s.list[i-1], s.list[i]
		step := 1
		if b.r.Value < a.r.Value {
			step = -1
		}
		if a.r.Value == b.r.Value || b.line-a.line > 2 || sign != 0 && step != sign {
			return false
		}
		sign = step
	}
	return true
}

// dropLegends takes out the lines that explain the scale, and the letters of a text that talks about grading.
func dropLegends(d *document, list []candidate) {
	legend := false
	for _, s := range allSeries(d, list) {
		if s.isLegend() {
			legend = true
			for _, c := range s.list {
				c.reason = reasonLegend
			}
		}
	}
	dropEssays(d, list)
	legend = dropScaleLines(d, list) || legend
	dropBothThumbs(list)
	legend = readStarLegend(d, list) || legend
	legend = dropAnnounced(d, list) || legend
	for i := range list {
		// Where a page explains its scale, a rating in the middle of a sentence is an example.
		if c := &list[i]; legend && c.reason == "" && c.source == "prose" && c.conf < 0.6 {
			c.reason = reasonLegend
		}
	}
	letters := map[string]bool{}
	for _, m := range quotedLetter.FindAllStringSubmatch(d.text[:min(len(d.text), 1<<20)], 50) {
		letters[m[1]] = true
	}
	for i := range list {
		if c := &list[i]; len(letters) > 2 && c.form == "letter" && c.label == nil && c.reason == "" {
			c.reason = reasonLegend
		}
	}
}

// dropBothThumbs takes out thumbs that point up in one line and down in another: they are explained there, or not those of one film.
func dropBothThumbs(list []candidate) {
	up, down := false, false
	for i := range list {
		if c := &list[i]; c.form == "thumbs" {
			up = up || c.r.Verdict == rating.VerdictPositive
			down = down || c.r.Verdict == rating.VerdictNegative
		}
	}
	for i := range list {
		if c := &list[i]; c.form == "thumbs" && up && down && c.reason == "" && !c.verb {
			c.reason = reasonLegend
		}
	}
}

// scaleLineOf is a line that says what one grade of a scale means: "A+ (4 stars) = a must", "** - I did not like it".
var scaleLineOf = regexp.MustCompile(`^[\s•*-]*(?:[A-F][+-]?|\d{1,3} ?(?:-|–|to|bis) ?\d{1,3}(?: ?%|/\d+)?|[\d½.,/]{1,7} ?%?(?: (?:out of|of) \d+)?|(?:\*|★|⭐\x{fe0f}?|☆)(?: ?(?:\*|★|⭐\x{fe0f}?|☆))*|(?i:zero|one|two|three|four|five)|no)(?: ?1/2|½)?(?: [Ss]tars?| [Pp]unkte)?(?: [Ff]ilms?)?\s*(?:\([^()]{1,30}\)\s*)?[=:–—-]\s*\pL`)

// dropScaleLines takes out the ratings of four lines and more that explain a scale, and reports whether there are such.
func dropScaleLines(d *document, list []candidate) bool {
	lines := map[int]bool{}
	for i := range list {
		if c := &list[i]; !lines[c.line] && !isRatingLabelled(c) && scaleLineOf.MatchString(d.line(c.line)) {
			lines[c.line] = true
		}
	}
	near := map[int]bool{}
	for i := range lines {
		for j := max(0, i-legendReach); j <= i+legendReach && j < len(d.lines); j++ {
			if !near[j] && d.lines[j].end-d.lines[j].start < maxAside && scaleLineOf.MatchString(d.line(j)) {
				near[j] = true
			}
		}
	}
	if len(near) < 4 {
		return false
	}
	for i := range list {
		if c := &list[i]; lines[c.line] && c.reason == "" {
			c.reason = reasonLegend
		}
	}
	return true
}

// legendAhead is a line that announces the grades of a scale.
var legendAhead = regexp.MustCompile(`(?i)\b(?:criteria|scale|system|guide|legend|key|explained|breakdown|what (?:the|my|our|these) [\pL -]{3,20} mean|bewertungsskala|skala|barème|escala|scala)\b[^.!?]*:\s*$`)

// dropAnnounced takes out a rating whose line says what a grade means, right below a line that announces the scale.
func dropAnnounced(d *document, list []candidate) (found bool) {
	for i := range list {
		c := &list[i]
		above := c.line - 1
		for above >= 0 && strings.TrimSpace(d.line(above)) == "" {
			above--
		}
		if above >= 0 && legendAhead.MatchString(d.line(above)) && scaleLineOf.MatchString(d.line(c.line)) {
			found = true
			if c.reason == "" {
				c.reason = reasonLegend
			}
		}
	}
	return found
}

// legendReach is how many lines of a legend may part two of its grades.
const legendReach = 12

// spokenLetter is a grade that a sentence speaks of; the article is none.
var spokenLetter = regexp.MustCompile(`(?:^|[\s“"(/])(A (?:grade|is|was|for|to|means|would)|As|[B-DF][+-]?s?|A[+-])(?:[\s”".,;:!?)/]|$)`)

// dropEssays takes out letters of paragraphs that talk about grades: a review gives one, an essay names several.
func dropEssays(d *document, list []candidate) {
	for i := range list {
		c := &list[i]
		if c.form != "letter" || c.label != nil || c.reason != "" {
			continue
		}
		seen := map[byte]bool{}
		for _, m := range spokenLetter.FindAllStringSubmatch(d.line(c.line), 50) {
			seen[m[1][0]] = true
		}
		if len(seen) > 2 {
			c.reason = reasonLegend
		}
	}
}

var quotedLetter = regexp.MustCompile(`["“”‘']([A-F][+-]?)["”’']`)
