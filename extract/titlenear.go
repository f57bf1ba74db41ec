package extract

import (
	"regexp"
	"strings"
)

// yearBelow finds the film's year in the data within three lines below its title: "2024 / 110 minutes", "BRD 2019 Regie: ...".
func (r *reader) yearBelow() {
	d := r.doc
	for i := range d.lines {
		rest, ok := strings.CutPrefix(strings.TrimSpace(d.line(i)), r.title)
		if d.lines[i].zone != zoneMain || !ok {
			continue
		}
		if m := dataBehind.FindStringSubmatch(rest); m != nil && len(rest) < 2*maxHeadline {
			r.claim(fYear, m[1], "line", 0.68, d.lines[i].start, d.lines[i].end)
			return
		}
		if len(rest) > 60 {
			continue
		}
		if m := countryYear.FindStringSubmatch(rest); m != nil {
			r.claim(fYear, m[1], "line", 0.7, d.lines[i].start, d.lines[i].end)
			return
		}
		for k := i + 1; k < len(d.lines) && k <= i+6 && len(d.line(k)) < maxHeadline; k++ {
			text := d.line(k)
			if m := yearAhead.FindStringSubmatchIndex(text); m != nil {
				r.claim(fYear, text[m[2]:m[3]], "line", 0.68, d.lines[k].start+m[2], d.lines[k].start+m[3])
				return
			}
			if m := dataYear.FindStringSubmatchIndex(text); m != nil && len(text) < 160 && monthNumber(strings.Trim(text[m[2]:m[3]], " .,")) == 0 {
				r.claim(fYear, text[m[4]:m[5]], "line", 0.68, d.lines[k].start+m[4], d.lines[k].start+m[5])
				return
			}
		}
	}
}

// dataBehind are countries, year and length behind a title: "Ida's Day, Schweiz/Italien 2006, 82 Min., von Ann Bell".
var dataBehind = regexp.MustCompile(`^[\s,(]+(?:[^,()]*[,(] ?)*?(?:\p{Lu}[\pL/, -]{1,40}[, ])?((?:19|20)\d\d), ?\d{2,3} ?(?i:['’′]|min)`)

// yearAhead is the year in brackets before the text, behind stars: "★½☆☆ – (2014) – A child ...".
var yearAhead = regexp.MustCompile(`^[^\pL\d(]{0,16}\(((?:19|20)\d\d)\)`)

// makerBehind is the director behind a title in a headline: "Ida's Day di Ann Bell". In English it may be the writer of the review.
var makerBehind = regexp.MustCompile(`^["”»’*]{0,2},? (?i:de|di|d['’]|von|par|directed by|dirigid[oa] por|réalisé par) ?` + fullPerson)

// countryYear is a country in short and a year behind a title: "Ida's Day D 2006".
var countryYear = regexp.MustCompile(`^[\s,(]*(?:\p{Lu}[\p{Lu}/, -]{0,12}\s)?((?:19|20)\d\d)\)?$`)

// dataYear is a line that begins with a year and a running time, or with a country and a year.
var dataYear = regexp.MustCompile(`^(?:(?i:de|di|von|by|dir\.|regie:?) )?(\p{Lu}[\pL/., '’-]{1,40}[ .,]|)((?:19|20)\d\d)(?:\s*[/|,·•-]?\s*(?:\d{2,3} ?(?:min|Min)|Regie|Dir|Laufzeit|R:)|, )`)

// proseYear finds the film's year beside its title: "Accepted is a 2006 comedy", "Psycho (1998)", "the 1998 remake".
func (r *reader) proseYear() {
	if r.title == "" {
		return
	}
	d := r.doc
	for _, i := range d.zoned(zoneMain) {
		text := d.line(i)
		for pos := 0; ; {
			n := strings.Index(text[pos:], r.title)
			if n < 0 {
				break
			}
			pos += n + len(r.title)
			if m := yearBehind.FindStringSubmatchIndex(text[pos:min(len(text), pos+40)]); m != nil {
				r.claim(fYear, text[pos+m[4]:pos+m[5]], "prose", 0.7, d.lines[i].start+pos+m[4], d.lines[i].start+pos+m[5])
				if m[2] >= 0 && fullName(text[pos+m[2]:pos+m[3]]) {
					r.claimList(fDirectors, []string{text[pos+m[2] : pos+m[3]]}, "prose", 0.66, d.lines[i].start+pos+m[2], d.lines[i].start+pos+m[3])
				}
				return
			}
		}
	}
}

var yearBehind = regexp.MustCompile(`^["”'’*_]{0,3},? (?:\((?:` + fullPerson + `(?:,? | [-–] ))?|(?:is|was) (?:a|an|the) )((?:19|20)\d\d)\b`)

// possession finds the director in "Zack Snyder's Watchmen" and "Your Name is Makoto Shinkai's".
func (r *reader) possession(text string, base int) {
	if r.title == "" {
		return
	}
	for pos := 0; ; {
		n := strings.Index(text[pos:], r.title)
		if n < 0 {
			return
		}
		start, end := pos+n, pos+n+len(r.title)
		pos = end
		before, after := text[max(0, start-50):start], text[end:min(len(text), end+60)]
		if m := ownerBefore.FindStringSubmatchIndex(before); m != nil && fullName(before[m[2]:m[3]]) {
			at := base + start - len(before)
			r.claimList(fDirectors, []string{before[m[2]:m[3]]}, "prose", 0.56, at+m[2], at+m[3])
			return
		}
		if m := ownerBehind.FindStringSubmatchIndex(after); m != nil && fullName(after[m[2]:m[3]]) {
			r.claimList(fDirectors, []string{after[m[2]:m[3]]}, "prose", 0.56, base+end+m[2], base+end+m[3])
			return
		}
	}
}

var (
	ownerBefore = regexp.MustCompile(`((?:\p{Lu}[\pL-]+ )?\p{Lu}[\pL-]+ \p{Lu}[\pL-]*\pL)(?:['’]s|['’]|s)\s+["“*_‘]{0,2}$`)
	ownerBehind = regexp.MustCompile(`^["”*_’]{0,2} (?:is|was) (?:director |the director )?(\p{Lu}[\pL-]+ \p{Lu}[\pL-]*\pL)['’]s?\s`)
)
