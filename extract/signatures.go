package extract

import (
	"regexp"
	"strings"
)

// dashSigned and bareSigned are signatures glued to the last sentence: "... of Part III. — Ana Bell", "... as well. Ana Bell",
// "... to sleep. —AB".
var (
	dashSigned = regexp.MustCompile(`[.!?…][”"’)]{0,2}\s*[-–—~]{1,2}\s?(\p{Lu}[\pL'’.-]*(?: \p{Lu}[\pL'’.-]*){0,3})\.?$`)
	bareSigned = regexp.MustCompile(`[.!?…][”"’)]{0,2}\s+\(?(\p{Lu}[\pL'’-]+(?: (?:\p{Lu}\.|de|van|von|der|del))*(?: \p{Lu}[\pL'’-]+){1,2}|(?:\p{Lu}\.){2,3})\)?$`)
	// dotSigned is a name behind the dots in which a text ends: "... for you...Ana".
	dotSigned = regexp.MustCompile(`\pL\.{3,}\s?(\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?)\.?$`)
	// nameBehind is a first name behind the last sentence: "... is worth it! Ana".
	nameBehind = regexp.MustCompile(`[.!?…][”"’)]{0,2}\s+(\p{Lu}\p{Ll}{2,14})$`)
	byAlone    = wordSet("by von par por di de door av af text texte texto testo words Text:")
)

// ownReview is a line that says whose review it is: "Ana’s Review #12".
var ownReview = regexp.MustCompile(`^(\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?)['’]s (?i:(?:film |movie )?(?:review|verdict|rating|take))(?:\s*[#:(].*|(?i: of| on) .+)?$`)

// gluedSignature reads a name behind the last sentence of the text. A name without a dash before it must not be one that
// the text speaks of.
func (r *reader) gluedSignature(main []int) {
	d := r.doc
	for n := len(main) - 1; n >= 0 && n > len(main)-6 && len(r.authors) == 0; n-- {
		i := main[n]
		if d.lines[i].end-d.lines[i].start < proseLine/2 {
			continue
		}
		from := max(d.lines[i].start, d.lines[i].end-80)
		tail := strings.ToValidUTF8(d.text[from:d.lines[i].end], "?")
		m := dashSigned.FindStringSubmatchIndex(tail)
		if m == nil {
			if m = dotSigned.FindStringSubmatchIndex(tail); m != nil && (mentions(d.text, tail[m[2]:m[3]]) > 1 || commonWords[strings.ToLower(tail[m[2]:m[3]])]) {
				m = nil
			}
		}
		if m == nil {
			m = bareSigned.FindStringSubmatchIndex(tail)
			if m != nil && !strings.HasSuffix(tail[m[2]:m[3]], ".") && (!fullName(tail[m[2]:m[3]]) || mentions(d.text, tail[m[2]:m[3]]) > 1 || r.isDirector(tail[m[2]:m[3]])) {
				m = nil
			}
		}
		if first := nameBehind.FindStringSubmatchIndex(tail); m == nil && first != nil && n == len(main)-1 && givenNames[tail[first[2]:first[3]]] && mentions(d.text, tail[first[2]:first[3]]) == 1 {
			m = first
		}
		if m != nil && strings.Count(tail, "D.C.")+strings.Count(tail, "U.S.")+strings.Count(tail, "L.A.")+strings.Count(tail, "U.K.")+strings.Count(tail, "N.Y.") > 0 {
			m = nil
		}
		if m != nil && !functionWords[tail[m[2]:m[3]]] {
			s, e := d.span(from+m[2], from+m[3])
			r.addAuthor(tail[m[2]:m[3]], "author", "line", 0.66, s, e)
		}
		if endsSentence(tail) || m != nil {
			return
		}
	}
}

// nameOverText reads a name that is a line of its own between the headline and the first long line, if the text does not
// go on to speak of that person; behind "by" alone in a line it need not be a full one.
func (r *reader) nameOverText(main []int) {
	d := r.doc
	for n := 1; n < len(main) && n < 10; n++ {
		i := main[n]
		text := strings.TrimRight(strings.TrimSpace(d.line(i)), ".")
		above := strings.ToLower(strings.Trim(d.line(main[n-1]), " :"))
		behindBy := byAlone[above] && looksLikeName(text) && len(text) < 40
		if len(text) > 40 || d.lines[i].kind == lineHeading || strings.EqualFold(text, r.title) || !fullName(text) && !behindBy {
			continue
		}
		last := text[strings.LastIndexByte(text, ' ')+1:]
		below := n+1 < len(main) && d.lines[main[n+1]].end-d.lines[main[n+1]].start > 2*proseLine
		year, _, _ := findYear(d.line(main[n-1]))
		if behindBy || below && d.lines[i].gap && (d.lines[main[n+1]].gap || r.reviewAbove(main[:n])) && year == 0 && mentions(r.prose(), last) == 0 && !r.isDirector(text) && len(labelsOfLine(d, main[n-1])) == 0 {
			s, e := d.span(d.lines[i].start, d.lines[i].end)
			r.addAuthor(text, "author", "line", 0.6, s, e)
			r.used[i] = true
			return
		}
	}
}

// reviewAbove reports whether one of the three lines above is the headline and says that it is a review's.
func (r *reader) reviewAbove(main []int) bool {
	for _, i := range main[max(0, len(main)-3):] {
		if r.used[i] && hasReviewWord.MatchString(r.doc.line(i)) {
			return true
		}
	}
	return false
}

// officeLine is what a writer is, in a line of its own below the name: "Senior Staff Writer".
var officeLine = regexp.MustCompile(`(?i)^(?:[\pL&-]+ ){0,4}(?:reporter|writer|editor|critic|reviewer|correspondent|contributor|columnist|blogger|redakteur(?:in)?|kritiker(?:in)?|rédact(?:eur|rice)|redactora?|redattore|redattrice|colaboradora?)$`)

// namesBesideDate reads names in a line of their own over an office or beside the date, and a name that is the first line of
// the page, if the text does not speak of that person.
func (r *reader) namesBesideDate(main []int) {
	d := r.doc
	for n := 0; n < len(main) && n < 8; n++ {
		i := main[n]
		text := strings.TrimSpace(d.line(i))
		if len(text) > 90 || d.lines[i].kind == lineHeading || strings.EqualFold(text, r.title) {
			continue
		}
		var below string
		if n+1 < len(main) {
			below = strings.TrimSpace(d.line(main[n+1]))
		}
		office := officeLine.MatchString(below) && len(below) < 60
		top := n == 0 && below != "" && len(below) < maxHeadline && r.title != "" && mentions(r.prose(), text) == 0
		dated := n > 0 && (dateLine(d.line(main[n-1])) || below != "" && dateLine(below))
		switch {
		case fullName(text) && (office || top), peopleLine(text) && (office || dated):
		default:
			continue
		}
		s, e := d.span(d.lines[i].start, d.lines[i].end)
		for _, name := range splitNames(text) {
			r.addAuthor(name, "author", "line", 0.62, s, e)
		}
		r.used[i] = true
		return
	}
}
