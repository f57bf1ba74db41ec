package extract

import (
	"regexp"
	"strings"
)

// otherDay are words before a date that is not the review's: the release, the viewing.
var otherDay = regexp.MustCompile(`(?i)releas|kinostart|start:|sortie|estren|uscita|opens|opened|in (?:cinemas|theat)|ab dem|premi[eè]r|watched|seen|viewed|gesehen|born|blu-?ray|dvd|sundance|festival`)

// crumbDate is what stands before a date at the end of a line of pieces: "Films / 4 March 2019".
var crumbDate = regexp.MustCompile(`[/|·•–—-]\s*(?:di\s*-\s*)?$`)

var (
	urlDate    = regexp.MustCompile(`(?:^|/)((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?:[/-](0[1-9]|[12]\d|3[01]))?(?:[/-]|$)`)
	postedLine = regexp.MustCompile(`(?i)^(?:published|posted|written|reviewed|veröffentlicht|publié|publicado|pubblicato|geplaatst|date|gepostet)(?: (?:on|by [^0-9]{1,60}? on|am|le|el|em|il|op))?[:,]?\s+`)
)

// readDates finds the day of publication: a label, a line at the top or the end that is only a date, the address.
func (r *reader) readDates() {
	d := r.doc
	for i := range r.labels {
		l := &r.labels[i]
		if value := d.text[l.vstart:l.vend]; l.key == kAuthor && l.leads && len(value) < 80 && d.lines[l.line].zone == zoneMain {
			if dt, ok := findDate(value, nil); ok && len(dt.iso) == 10 {
				r.claim(fPublished, dt.iso, "label", 0.8, l.vstart+dt.start, l.vstart+dt.end)
			}
		}
		if l.key != kPublished || d.lines[l.line].zone == zoneComments || !l.leads && l.word == "date" {
			continue
		}
		r.dateClaim(d.text[l.vstart:l.vend], "label", l.confidence-map[bool]float64{true: 0.05}[l.word == "reviewed"], l.vstart, 60)
	}
	main := d.zoned(zoneMain)
	for n, i := range main {
		text := d.line(i)
		if len(text) > 140 && !postedLine.MatchString(text) || n > 10 && n < len(main)-4 || len(labelsOfLine(d, i)) > 0 {
			continue
		}
		conf := 0.8 - float64(n)/100
		if n > 10 {
			conf = 0.55
		}
		lead := postedLine.FindString(text)
		if lead != "" {
			conf += 0.1
		}
		if datedByline.MatchString(text) {
			lead = ""
		}
		if dt, ok := findDate(text[len(lead):], r.dayFirst()); lead != "" && ok && dt.start < 4 && len(dt.iso) == 10 {
			text = text[:len(lead)+dt.end]
		}
		if r.dateClaim(text[len(lead):], "line", conf, d.lines[i].start+len(lead), 40) && len(text) < 60 {
			r.used[i] = true
		}
	}
	if m := urlDate.FindStringSubmatch(r.url); m != nil {
		iso := m[1] + "-" + m[2]
		if m[3] != "" {
			iso += "-" + m[3]
		}
		r.facts.add(fact{field: fPublished, text: iso, source: "url", conf: 0.6})
	}
}

// dateClaim claims a date that makes up most of a text: at most slack other bytes stand around it.
func (r *reader) dateClaim(text, source string, conf float64, base, slack int) bool {
	full := longYear(strings.TrimSpace(text))
	if full == strings.TrimSpace(text) {
		full = text
	}
	dt, ok := findDate(full, r.dayFirst())
	if ok && full != text {
		dt.start, dt.end = 0, len(text)
	}
	if ok && source == "line" && (dt.start == 0 && strings.ContainsAny(text, "|•·") || datedByline.MatchString(text)) {
		slack = 2 * slack
	}
	if !ok || len(strings.TrimSpace(text))-(dt.end-dt.start) > slack || source == "line" && len(dt.iso) < 7 {
		return false
	}
	if source == "line" && (dt.start > 24 && !(dt.start < 80 && crumbDate.MatchString(text[:dt.start])) && !(dt.start < 80 && (byline.MatchString(text) || datedByline.MatchString(text) || roleLine.MatchString(text[:dt.start]))) || strings.Contains(text[:dt.start], ":") || otherDay.MatchString(text[:dt.start])) {
		return false
	}
	if dt.ambiguous {
		r.warn(WarnDateAmbiguous, "the date "+text[dt.start:dt.end]+" may be read with the day or the month first: only the year is kept")
		conf -= 0.3
	}
	r.claim(fPublished, dt.iso, source, conf, base+dt.start, base+dt.end)
	return true
}

// dayFirst tells how the page's language writes 03/04/2018; nil for English, whose countries differ.
func (r *reader) dayFirst() *bool {
	yes := true
	switch r.language {
	case "", "en", "und", "en-US":
		return nil
	case "zh", "ja", "ko":
		return nil
	}
	if strings.HasPrefix(r.language, "en-") && r.language != "en-GB" && r.language != "en-AU" && r.language != "en-IE" && r.language != "en-NZ" {
		return nil
	}
	return &yes
}
