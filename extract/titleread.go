package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// parenTitle is a title with another one in brackets: "Terribly Happy (Frygtelig lykkelig)".
var parenTitle = regexp.MustCompile(`^(\S.{0,100}?)\s*[(\[](\p{L}[^()\[\]]{1,80})[)\]]$`)

// maxHeadline is the greatest length in bytes of a line that can be a headline.
const maxHeadline = 200

// readTitle finds the film's title and year and the headline of the review from the lines of the page.
func (r *reader) readTitle() {
	main := r.doc.zoned(zoneMain)
	if !r.headlines(main, true) {
		r.headlines(main, false) // a title that stands twice
	}
	r.titleOfThoughts()
	r.titleOverData(main)
	if best, ok := r.facts.best(fTitle); ok && best.conf >= 0.75 {
		r.agreeOnTitle()
		best, _ = r.facts.best(fTitle)
		r.title = best.text
		return
	}
	r.titleOfProse(main)
	r.titleOfSlug()
	r.agreeOnTitle()
	if best, ok := r.facts.best(fTitle); ok {
		r.title = best.text
	}
}

// headlines tries the short lines at the top of the page, without those that stand twice if it is to be particular, and reports whether one told a
// title.
func (r *reader) headlines(main []int, particular bool) bool {
	d := r.doc
	seen, above := 0, 0
	for n, i := range main {
		if n > 14 || seen >= 3 {
			break
		}
		twice := particular && r.twiceOver(main, n)
		if !twice && !r.used[i] && d.lines[i].end-d.lines[i].start <= maxHeadline && r.headlineAt(i, n-above) {
			seen++
			continue
		}
		if d.lines[i].end-d.lines[i].start > 300 {
			break
		}
		if twice || r.used[i] || r.notHeadline(i) {
			above++
		}
	}
	return slices.ContainsFunc(r.facts.all, func(f fact) bool { return f.field == fTitle })
}

// twiceOver reports whether a line at the top stands there twice, one below the other, as the name of a site below its picture does.
func (r *reader) twiceOver(main []int, n int) bool {
	text := r.doc.line(main[n])
	twice := n > 0 && r.doc.line(main[n-1]) == text || n+1 < len(main) && r.doc.line(main[n+1]) == text
	return twice && mentions(r.doc.text, text) == 2 && !r.dataBelow(main[n]) && (n+1 == len(main) || !r.dataBelow(main[n+1]))
}

// ratingWithin is a rating that cleaning a title leaves in it: then the line is none.
var ratingWithin = regexp.MustCompile(`\d\s*(?:/\s?(?:4|5|10|100)\b|out of \d|von \d)`)

// headlineAt tries a short line at the top of the page as the headline; n counts the lines before it that could be one.
func (r *reader) headlineAt(i, n int) bool {
	d := r.doc
	text := strings.TrimSpace(d.line(i))
	if r.notHeadline(i) || r.siteNames[text] && named(r.prose(), text) == 0 {
		return false
	}
	last := text[len(text)-1]
	heading := d.lines[i].kind == lineHeading
	h := filmOfHeadline(text)
	if dt, ok := findDate(h.title+", "+itoa(h.year), nil); ok && len(dt.iso) == 10 && (dt.start == 0 || publishedAhead.MatchString(h.title[:min(dt.start, len(h.title))])) && strings.Contains(text, h.title+", "+itoa(h.year)) {
		return false // "January 16, 2012 by Ann", "Published: January 16, 2012"
	}
	if h.title == "" && h.year > 0 {
		r.claim(fYear, itoa(h.year), "line", 0.7, d.lines[i].start, d.lines[i].end)
	}
	if h.title == "" || strings.IndexFunc(h.title, unicode.IsLetter) < 0 && h.year == 0 && !heading && !h.matched {
		return false
	}
	if !heading && h.conf < 0.85 && r.afterProse(i) || heading && h.matched && n > 0 && r.afterProse(i) && named(r.prose(), h.title) == 0 {
		return false
	}
	if !h.matched && ratingWithin.MatchString(h.title) || h.matched && h.conf < 0.8 && !heading && (n > 1 || sentenceBreak.MatchString(text)) {
		return false
	}
	block := !h.matched && !r.afterProse(i) && r.dataBelow(i)
	if listHeadline.MatchString(text) && (heading || n == 0) {
		r.several = true
		r.warn(WarnMulti, "the headline announces several films: "+text)
		return false
	}
	if !heading && !h.matched && !block && (last == '.' || last == ',' || last == ';' || last == ':') && !strings.Contains(text, ": ") {
		return false
	}
	h = r.settle(h, heading, n, block)
	if h.title == "" {
		if !heading && (last == '.' || last == ',') {
			return false
		}
		r.claim(fHeadline, text, "heading", 0.5-float64(n)/100, d.lines[i].start, d.lines[i].end)
		return true
	}
	if r.fronted && !h.exact {
		h.conf = min(h.conf, 0.55) // a section of the post
	}
	if heading && d.lines[i].level > 2 && h.matched {
		h.conf -= 0.15
	}
	if n > 3 && !heading {
		h.conf -= 0.1
	}
	if h.year == 0 && !heading && userReview(d) {
		h.conf = min(h.conf, 0.6)
	}
	if h.matched && h.conf < 0.8 && len(strings.Fields(text)) > 12 {
		h.conf -= 0.2
	}
	if m := parenTitle.FindStringSubmatch(h.title); m != nil && (h.year > 0 || block || named(r.prose(), m[1]) > 0) && !trailingNote.MatchString(h.title) {
		h.title = m[1]
		r.claim(fOriginal, m[2], "heading", 0.6, d.lines[i].start, d.lines[i].end)
	}
	r.claimHeadline(i, n, text, h)
	return true
}

// claimHeadline claims what a headline says.
func (r *reader) claimHeadline(i, n int, text string, h readHeadline) {
	d := r.doc
	start, end := d.lines[i].start, d.lines[i].end
	if s := strings.Index(d.line(i), h.title); s >= 0 {
		start, end = start+s, start+s+len(h.title)
	}
	r.claim(fTitle, h.title, "heading", h.conf-float64(n)/200, start, end)
	if h.year > 0 {
		r.claim(fYear, itoa(h.year), "heading", h.conf, d.lines[i].start, d.lines[i].end)
	}
	if m := makerBehind.FindStringSubmatchIndex(d.text[end:max(end, d.lines[i].end)]); m != nil && fullName(d.text[end+m[2]:end+m[3]]) {
		r.claimList(fDirectors, []string{d.text[end+m[2] : end+m[3]]}, "heading", 0.64, end+m[2], end+m[3])
	}
	hconf := 0.6 - float64(n)/100
	if h.matched {
		hconf += 0.25
	}
	r.claim(fHeadline, text, "heading", hconf, d.lines[i].start, d.lines[i].end)
	r.used[i] = true
}

// settle decides how much of a headline is the title and how far it is trusted. Without a title it answers an empty one.
func (r *reader) settle(h readHeadline, heading bool, n int, block bool) readHeadline {
	body := r.prose()
	if len(h.text) > proseLine {
		body = strings.Replace(body, h.text, "", 1)
	}
	for range 2 {
		m := seriesHead.FindStringSubmatch(h.title)
		if m != nil && startsTitle(m[1]) && (named(body, m[1]) > 0 || named(body, h.title) == 0 && named(body, strings.TrimSuffix(h.title, m[1])) == 0) {
			h.title = m[1]
		}
	}
	if part := r.behindReview(h, body); part != "" {
		h.title = part
	} else if part := quotedNamed(h.title, body); part != "" {
		h.title = part
	}
	if part := r.standsAlone(h.title); part != "" && named(body, h.title) == 0 {
		h.title = part
	}
	switch {
	case h.matched && !h.exact:
		h.title = narrow(h.title, body)
	case h.matched:
		h.title = uncredited(h.title, body)
		if part := r.agreed(h.title, body); part != "" && len(strings.Fields(h.title)) > 4 && named(body, h.title) == 0 && leadingCapitals(h.title) != "" {
			h.title = part
		}
	case block:
		h.conf = 0.83
	default:
		h.title, h.conf = r.supported(h.title, body, heading, n)
	}
	return h
}

// supported decides whether a headline that no pattern fits is a title: it is written like one, or the text names it.
// Otherwise it returns the longest part of the headline that the text names.
func (r *reader) supported(title, body string, heading bool, n int) (string, float64) {
	words := strings.Fields(title)
	if len(words) > 16 {
		return "", 0
	}
	whole := mentions(body, title)
	cased := titleCase(title)
	if whole > 0 && (cased || len(words) > 1) {
		return title, 0.82
	}
	if t := capitalised(title, body); t != "" && heading && n == 0 {
		return t, 0.78
	}
	if part := narrow(title, body); part != title && startsTitle(part) && !genericTitle[strings.ToLower(part)] && (named(body, part) > 0 || n == 0 && foreign(r.lang())) {
		return part, 0.78
	}
	if lead := leadingCapitals(title); lead != "" && n < 3 && (named(body, lead) > 0 && !ofPerson(body, lead) || len(strings.Fields(lead)) > 3) {
		if personName(lead) && len(strings.Fields(lead)) < 4 {
			return lead, 0.56
		}
		return lead, 0.77
	}
	if head := r.remarkOff(title, body, whole); head != "" {
		return head, 0.765
	}
	if part := r.agreed(title, body); part != "" && n < 2 {
		return part, 0.755
	}
	if whole <= 0 && (r.atLarge || atLarge.MatchString(title) && len(words) > 2 && !titleJoints.MatchString(title)) {
		r.atLarge = r.atLarge || heading && n == 0
		return "", 0
	}
	if len(words) > 14 {
		return "", 0
	}
	switch {
	case cased && n == 0 && (len(words) <= 7 || titleJoints.MatchString(title)):
		if part := mentionedPart(body, words, 3); part != "" && len(strings.Fields(part)) > 1 && !titleJoints.MatchString(title) && len(words) > 4 {
			return part, 0.6
		}
		if userReview(r.doc) {
			return "", 0
		}
		if whole <= 0 && !titleJoints.MatchString(title) {
			return title, 0.605
		}
		return title, 0.76
	case cased && heading && len(words) <= 7:
		return title, 0.7
	}
	if part := mentionedPart(body, words, 2); part != "" && part != title {
		return part, 0.66
	}
	if n == 0 && len(words) <= 9 && startsTitle(title) && foreign(r.lang()) && !strings.ContainsAny(strings.TrimRight(title, "!?"), ".!?,;:") {
		return title, 0.52
	}
	return "", 0
}

// foreign reports whether a language writes its titles like sentences, so that a title does not show by its capitals.
func foreign(language string) bool {
	base, _, _ := strings.Cut(language, "-")
	return base != "" && base != "en" && base != "und"
}

// lang is the language of the page, guessed while it is not known yet.
func (r *reader) lang() string {
	if r.language != "" {
		return r.language
	}
	return guessLanguage(r.prose())
}

// userReview reports whether the page is a reader's review in a film database: its headline is a remark.
func userReview(d *document) bool {
	for i := len(d.lines) - 1; i >= 0 && i >= len(d.lines)-6; i-- {
		if text := d.line(i); len(text) < 200 && strings.Contains(text, "found this helpful") || strings.Contains(text, "review helpful") {
			return true
		}
	}
	return false
}

// proseLine is the length in bytes from which a line is running text.
const proseLine = 60

// prose is the running text of the page: its long lines.
func (r *reader) prose() string {
	d := r.doc
	var b strings.Builder
	for i := range d.lines {
		if ln := &d.lines[i]; ln.zone == zoneMain && ln.end-ln.start > proseLine && !r.used[i] {
			b.WriteString(d.line(i))
			b.WriteByte('\n')
		}
		if b.Len() > maxProse {
			break
		}
	}
	return b.String()
}

// titleOfThoughts reads the title that a comment heading repeats: 2 thoughts on “Her”.
func (r *reader) titleOfThoughts() {
	d := r.doc
	for i := range d.lines {
		if d.lines[i].end-d.lines[i].start > 160 {
			continue
		}
		if m := thoughtsOn.find(d.line(i), strings.ToLower(d.line(i))); m != nil {
			text := d.line(i)[m[2]:m[3]]
			h := filmOfHeadline(text)
			title, year, conf := h.title, h.year, h.conf
			if !h.matched {
				conf = 0.5
				if mentions(r.prose(), title) > 0 {
					conf = 0.8
				}
			}
			start, end := d.lines[i].start+m[2], d.lines[i].start+m[3]
			if title != "" && conf >= 0.6 {
				r.claim(fTitle, title, "heading", conf-0.03, start, end)
			}
			if year > 0 {
				r.claim(fYear, itoa(year), "heading", conf-0.03, start, end)
			}
			r.claim(fHeadline, text, "heading", 0.55, start, end)
			return
		}
	}
}

// titleOfProse looks for the title in running text, line by line, so that the offsets stay those of the document.
func (r *reader) titleOfProse(main []int) {
	d := r.doc
	if len(main) == 0 {
		return
	}
	start := d.lines[main[0]].start
	end := d.lines[main[len(main)-1]].end
	c, ok := titleInProse(d.text[start:min(end, start+maxProse)], start, r.lang())
	if !ok {
		return
	}
	conf := min(0.5+c.points/30, 0.72)
	switch {
	case c.sound:
		conf = 0.55
	case c.spotted:
		conf = 0.4
	}
	if m := parenTitle.FindStringSubmatch(c.title); m != nil {
		r.claim(fOriginal, m[2], "prose", conf-0.1, c.start, c.end)
		c.title = m[1]
	}
	r.claim(fTitle, c.title, "prose", conf, c.start, c.end)
}
