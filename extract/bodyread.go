package extract

import (
	"regexp"
	"strings"
)

// guarded is a pattern that is only tried on lines that hold one of a few strings, in lower case: patterns that ignore
// case are slow to find nothing.
type guarded struct {
	re    *regexp.Regexp
	needs []string
}

func (g guarded) find(text, lower string) []int {
	if !containsAny(lower, g.needs) {
		return nil
	}
	return g.re.FindStringSubmatchIndex(text)
}

var (
	directedBy = guarded{regexp.MustCompile(`(?:(?i:directed by|[{(\[]dir\.?:?|dirigid[oa] por|dirigé par|réalisée? par|dirett[oa] da|regia di|geregisseerd door|directed and written by|film by|regie führt|regie führte|regie:|unter der regie von|directorial debut (?:of|from)|helmed by|helmer|regisseur|regisseurin|réalisateur|réalisatrice|regista|diretora?|directora|filmmaker|latest (?:film|movie) (?:from|by) (?:director )?|new director,|director,?)|[;,(] ?R:)\s+` + fullPerson),
		[]string{"direct", "{dir", "(dir", "[dir", "dirigid", "dirigé", "diret", "réalis", "regi", "helme", "filmmaker", "film by", "latest", "r:"}}
	// filmOf is a film with whose it is: "l'ultimo film di Ann Bell"; it may as well be another film.
	filmOf = guarded{regexp.MustCompile(`(?i:film|película|pelicula|cinta|pellicola|filme|longa|comédie|comedia|commedia|drame|opera prima|debüt)s?\s+(?i:(?:de|di|von|do|da|del)\s+|d['’])` + fullPerson),
		[]string{"film", "pel", "cinta", "longa", "com", "drame", "opera", "debüt"}}
	// ownFilm is whose film it is: "Ann Bell's slow New England drama".
	ownFilm = guarded{regexp.MustCompile(fullPerson + `['’]s? (?:[\pL-]+,? ){0,4}?(?i:films?|movies?|comedy|drama|thriller|documentary|dramedy|western|musical|biopic|adaptation|remake|directorial|feature|debut)\b`), []string{"'s ", "’s ", "' ", "’ "}}
	newFilm = guarded{regexp.MustCompile(`(?:new|latest) ` + fullPerson + ` (?:film|movie|picture)\b`), []string{"new ", "latest "}}
	// directs is who does it: "Ann Bell directed her own script."
	directs = guarded{regexp.MustCompile(fullPerson + ` (?:co-)?(?:directs|directed|helms|helmed)(?: (?:her|his|this|it|the film|the movie|from|with)\b|[.,;])`), []string{" direct", " helm", "-direct"}}
	// withAnother is a second name behind a credit.
	withAnother = regexp.MustCompile(`^(?: (?:and|et|und|y|e|&)|,) ` + fullPerson)
	writtenBoth = guarded{regexp.MustCompile(`(?i:written and directed by|directed and written by|writer[/-]director|writer and director)\s+` + fullPerson), []string{"directed", "director"}}
	writtenBy   = guarded{regexp.MustCompile(`(?i:written by|screenplay by|scripted by|penned by|escrito por|scénario de|drehbuch von)\s+` + fullPerson),
		[]string{"written", "screenplay", "script", "penned", "escrito", "scénario", "drehbuch"}}
	inBrackets = regexp.MustCompile(`\p{Lu}[\pL'’.-]+\s\(` + fullPerson + `\)`)
	voicedBy   = regexp.MustCompile(`\((?:voiced by|played by|voice of|gespielt von) ` + fullPerson + `\)`)
	withCast   = guarded{regexp.MustCompile(`(?i:starring|it stars|\bcom|mit)\s+(\p{Lu}[\pL'’.-]+ \p{Lu}[\pL'’.-]+(?:(?:, (?:and )?|,? and | und | e )\p{Lu}[\pL'’.-]+(?: \p{Lu}[\pL'’.-]+){1,2}){1,9})`),
		[]string{"starring", "it stars", "com ", "mit "}}
)

const fullPerson = `(\p{Lu}[\pL'’-]+(?: (?:\p{Lu}\.|de|van|von|der|del|da))*(?: \p{Lu}[\pL'’-]+){1,2}(?: (?:de|van|von|del|da)(?: der| la)? \p{Lu}[\pL'’-]+)?)`

// readProseCredits reads people from running text; labels are trusted more.
func (r *reader) readProseCredits() {
	d := r.doc
	var cast []string
	seen := map[string]bool{}
	first, last := -1, -1
	for _, i := range d.zoned(zoneMain) {
		ln := d.lines[i]
		if ln.end-ln.start > 20_000 {
			continue
		}
		text := d.line(i)
		lower := strings.ToLower(text)
		r.possession(text, ln.start)
		r.proseCredit(text, lower, ln.start, directedBy, 0.6, fDirectors)
		r.proseCredit(text, lower, ln.start, filmOf, 0.54, fDirectors)
		r.proseCredit(text, lower, ln.start, ownFilm, 0.53, fDirectors)
		r.proseCredit(text, lower, ln.start, newFilm, 0.53, fDirectors)
		r.proseCredit(text, lower, ln.start, directs, 0.55, fDirectors)
		r.proseCredit(text, lower, ln.start, writtenBoth, 0.72, fDirectors, fWriters)
		r.proseCredit(text, lower, ln.start, writtenBy, 0.6, fWriters)
		if n, s, e := runtimeInProse(text, lower); n > 0 {
			r.claim(fRuntime, itoa(n), "prose", 0.6, ln.start+s, ln.start+e)
		} else if ln.end-ln.start < 300 {
			r.runtimePiece(text, ln.start)
		}
		for _, re := range []*regexp.Regexp{inBrackets, voicedBy} {
			if !strings.Contains(text, "(") {
				continue
			}
			for _, m := range re.FindAllStringSubmatchIndex(text, 20) {
				name := text[m[2]:m[3]]
				if seen[name] || !fullName(name) {
					continue
				}
				seen[name] = true
				cast = append(cast, name)
				if first < 0 {
					first = ln.start + m[2]
				}
				last = ln.start + m[3]
			}
		}
		if m := withCast.find(text, lower); m != nil {
			if names := splitNames(text[m[2]:m[3]]); len(names) > 1 {
				r.claimList(fCast, names, "prose", 0.62, ln.start+m[2], ln.start+m[3])
			}
		}
	}
	if len(cast) > 0 {
		r.claimList(fCast, cast, "prose", 0.55, first, max(last, first+1))
	}
}

// runtimePiece finds a running time that is one piece of a line of film data: "Drama | 2019 | 2h", "Egypt. 2021. 73mins".
func (r *reader) runtimePiece(text string, base int) {
	if !strings.ContainsAny(text, "0123456789") {
		return
	}
	for _, m := range dataPiece.FindAllStringIndex(text, 20) {
		p := strings.TrimSpace(text[m[0]:m[1]])
		if len(p) < 24 && wholeRuntime.MatchString(p) {
			if n, s, e := runtimeOf(p, true); n > 20 {
				lead := strings.Index(text[m[0]:m[1]], p)
				r.claim(fRuntime, itoa(n), "line", 0.7, base+m[0]+lead+s, base+m[0]+lead+e)
			}
		}
	}
}

var (
	dataPiece    = regexp.MustCompile(`[^|,;·•/.()]+`)
	wholeRuntime = regexp.MustCompile(`(?i)^(?:runtime|running time)?\s*(?:\d{1,2}\s*` + hourWords + `\s*(?:,|and|und|et|y|e|en|&)?\s*(?:\d{1,2}\s*` + minuteWords + `?)?|\d{2,3}\s*` + minuteWords + `)$`)
)

// ownerTail is what a name takes with it that owns what stands behind it: "Ann Bell’s Windfall".
var ownerTail = regexp.MustCompile(`['’]s\b.*$`)

// otherLead are words before a credit that make it another film's: "comme le film de Ann Bell".
var otherLead = regexp.MustCompile(`(?i)(?:^|\s)(?:like|comme|como|come|wie|than|que|des|les|los|dei|altri|otr[oa]s?)\s(?:(?:the|le|la|el|il|un|una|der|die|das)\s)?$`)

// creditEnd ends the words of a credit that lists all who have it.
var creditEnd = regexp.MustCompile(`(?i)(?:by|par|por|da|door|:)\s+$`)

func (r *reader) proseCredit(text, lower string, base int, g guarded, conf float64, fields ...field) {
	m := g.find(text, lower)
	if m == nil || otherLead.MatchString(strings.ToValidUTF8(text[max(0, m[0]-20):m[0]], "")) {
		return
	}
	name := ownerTail.ReplaceAllString(text[m[2]:m[3]], "")
	if !fullName(name) {
		return
	}
	names, end := []string{name}, m[2]+len(name)
	if lead := text[m[0]:m[2]]; creditEnd.MatchString(lead) {
		if also := withAnother.FindStringSubmatchIndex(text[end:]); also != nil && fullName(text[end+also[2]:end+also[3]]) {
			names, end = append(names, text[end+also[2]:end+also[3]]), end+also[3]
		}
	}
	for _, f := range fields {
		r.claimList(f, names, "prose", conf, base+m[2], base+end)
	}
}

// readSpanCredits reads people from a text that is no line of the document.
func (r *reader) readSpanCredits(text string, start, end int) {
	for _, c := range []struct {
		g guarded
		f field
	}{{directedBy, fDirectors}, {writtenBy, fWriters}} {
		if m := c.g.re.FindStringSubmatch(text); m != nil && fullName(m[1]) {
			r.facts.add(fact{field: c.f, list: []string{m[1]}, source: "prose", conf: 0.62, start: start, end: end})
		}
	}
}

// minInfoLabels is the least number of labels that makes a block of film data.
const minInfoLabels = 3

// readSynopsis finds the plot blurb that stands beside a block of film data: the one paragraph before it that begins
// the page, or the one directly behind it when a section follows. Labels and sections named so are read as labels.
func (r *reader) readSynopsis() {
	d := r.doc
	for i := range r.labels {
		l := &r.labels[i]
		if labelIndex.means(l.word, kSynopsis) && l.vend-l.vstart > 60 && (l.leads || l.section) && d.lines[l.line].zone != zoneComments {
			r.claim(fSynopsis, d.text[l.vstart:l.vend], "label", l.confidence-0.05, l.vstart, l.vend)
		}
	}
	first, last, n := -1, -1, 0
	for i := range r.labels {
		l := &r.labels[i]
		if !r.used[l.line] || !isCredit(l.key) {
			continue
		}
		if first < 0 {
			first = l.line
		}
		if l.line-max(last, first) > 3 {
			break
		}
		last = l.valueLine
		n++
	}
	if n < minInfoLabels {
		return
	}
	main := d.zoned(zoneMain)
	if first > 0 && first <= 3 {
		if i := first - 1; d.lines[i].zone == zoneMain && isParagraph(d, i) && (i == main[0] || r.used[i-1]) {
			r.claimSynopsis(i, 0.7)
			return
		}
	}
	if i := last + 1; i+1 < len(d.lines) && isParagraph(d, i) && isSectionHeading(d.line(i+1)) {
		r.claimSynopsis(i, 0.65)
	}
}

func (r *reader) claimSynopsis(i int, conf float64) {
	d := r.doc
	r.claim(fSynopsis, d.line(i), "line", conf, d.lines[i].start, d.lines[i].end)
	r.used[i] = true
}

func isCredit(k labelKey) bool {
	switch k {
	case kTitle, kOriginal, kDirector, kWriter, kBoth, kCast, kYear, kRuntime, kGenre, kTagline:
		return true
	}
	return false
}

// emptyLabel reports whether a line is a label without a value: "tags: ,".
func emptyLabel(d *document, i int) bool {
	ln := d.lines[i]
	if ln.end-ln.start > labelIndex.maxLen+8 {
		return false
	}
	l := labelsOfLine(d, i)
	return len(l) == 1 && l[0].leads && bareText(d.text[l[0].vstart:l[0].vend])
}

func isParagraph(d *document, i int) bool {
	ln := d.lines[i]
	return ln.end-ln.start > 40 && (ln.kind == linePara || ln.kind == lineQuote)
}

// excerptLength is the greatest length of an excerpt in bytes.
const excerptLength = 320

// readBody joins the lines of the main part that were not read into other fields.
func (r *reader) readBody() {
	d := r.doc
	var lines []int
	for _, i := range d.zoned(zoneMain) {
		if !r.used[i] && !isSectionHeading(d.line(i)) && !emptyLabel(d, i) {
			lines = append(lines, i)
		}
	}
	for len(lines) > 0 && bareText(d.line(lines[len(lines)-1])) {
		lines = lines[:len(lines)-1]
	}
	if len(lines) == 0 {
		return
	}
	start, end := d.lines[lines[0]].start, d.lines[lines[len(lines)-1]].end
	r.claim(fBody, d.join(lines), "line", 0.7, start, end)
	for _, i := range lines {
		if isParagraph(d, i) {
			text := excerptOf(d.line(i))
			r.claim(fExcerpt, text, "line", 0.6, d.lines[i].start, d.lines[i].start+len(strings.TrimSuffix(text, cutMark)))
			return
		}
	}
}

// excerptOf cuts a paragraph after a whole sentence.
func excerptOf(s string) string {
	if len(s) <= excerptLength {
		return s
	}
	cut := strings.ToValidUTF8(s[:excerptLength], "")
	if i := lastSentenceEnd(cut); i > 80 {
		return strings.TrimSpace(cut[:i])
	}
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + cutMark
}

// cutMark stands where an excerpt ends within a sentence.
const cutMark = "…"
