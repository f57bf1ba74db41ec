package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	reviewBy = guarded{regexp.MustCompile(`(?:(?i:\breview(?:ed)? by|\bcritique by|\brecensione di|\bkritik von|\bposted by|\bcritique de|\bcommento di|\bopinione di|\bparere di|\btext von|\bresenha (?:de|por)|\breseña de|\bcrítica de|\brecensie van)[:\s]+|(?i:\bcritique d['’]))(\p{Lu}[\pL'’.-]*(?: (?:de |van |von |der )?\p{Lu}[\pL'’.-]*){0,3})`), []string{"review", "critique", "recensione", "kritik", "posted", "commento", "opinione", "parere", "text von", "resenha", "reseña", "crítica", "recensie"}}
	reviews  = regexp.MustCompile(`^(\p{Lu}[\pL'’.-]+(?: \p{Lu}[\pL'’.-]+){1,2}) (?i:reviews)\b`)
	signed   = regexp.MustCompile(`^\s*(?:[-–—~]{1,3}|❤|xo+|signed,?)\s*(\p{Lu}[\pL'’.-]*(?: \p{Lu}[\pL'’.-]*){0,3})\s*[.!]?$`)
	bioName  = regexp.MustCompile(`^(\p{Lu}[\pL'’.-]*(?: (?:de |van |von )?\p{Lu}[\pL'’.-]*){1,3})(?:,| is | was | has | lives | writes | ist | est | es |\s*[-–—(:]|$)`)
	guest    = guarded{regexp.MustCompile(`(?:^|[^\pL])(\p{Lu}[\pL'’-]+(?: \p{Lu}[\pL'’-]+)?)(?: [\pL' ]{0,60}?)? (?i:(?:(?:has )?(?:kindly )?(?:agreed|offered|volunteered)|was kind enough|was nice enough|is here|stopped by|joins (?:me|us)|is joining (?:me|us)) (?:today )?(?:to )?(?:share|shar|give|giv|review|write|offer|tell)\w*\b)`),
		[]string{"agreed", "offered", "volunteered", " enough", " is here", "stopped by", "join"}}
	guestBy = guarded{regexp.MustCompile(`(?i:guest (?:post|review|reviewer|author|blogger|critic|writer)(?: is| today is)?(?: by| from|:|,)?)\s+(\p{Lu}[\pL'’.-]+(?: \p{Lu}[\pL'’.-]+){0,2})`), []string{"guest "}}
)

// printedMap is an author of several fields as templates print it that expect a name: "map[email:a@b.c name:Ann Bell]".
var printedMap = regexp.MustCompile(`^map\[(?:\S+:\S* )*?name:([^\]:]+?)(?: \w+:[^\]]*)?\]$`)

// firstName is a signature of one word.
var firstName = regexp.MustCompile(`^\p{Lu}\p{Ll}{2,14}(?:\p{Lu}\p{Ll}{1,10})?$`)

// initials are a signature whose last full stop was cut: "A.B".
var initials = regexp.MustCompile(`^(?:\p{Lu}\.)+\p{Lu}$`)

// noAuthors are names of accounts and sites that are no persons.
var noAuthors = map[string]bool{"admin": true, "administrator": true, "editor": true, "staff": true, "author": true, "guest": true, "anonymous": true, "webmaster": true, "root": true, "user": true, "the": true,
	"staff writer": true, "editorial": true, "redaktion": true, "editors": true, "unknown": true, "team": true, "posted": true, "this": true, "wordpress": true, "default": true}

func (r *reader) addAuthor(name, role, source string, conf float64, start, end int) {
	if m := printedMap.FindStringSubmatch(name); m != nil {
		name = m[1]
	}
	name = strings.Trim(name, " \t\u00a0,.;:|-–—*_@\"")
	if strings.HasSuffix(name, " Jr") || strings.HasSuffix(name, " Sr") || initials.MatchString(name) {
		name += "."
	}
	if name == "" || len(name) > 70 || noAuthors[strings.ToLower(name)] && source != "hreview" || source == "line" && (r.siteNames[name] || r.critics >= manyCritics) || strings.Contains(name, "://") {
		return
	}
	s, e := start, end
	for i := range r.authors {
		if strings.EqualFold(r.authors[i].Name, name) {
			if conf > r.authorEv[i].Confidence {
				r.authorEv[i] = Evidence{Source: source, Confidence: conf, Start: s, End: e}
			}
			return
		}
	}
	r.authors = append(r.authors, Author{Name: name, Role: role})
	r.authorEv = append(r.authorEv, Evidence{Source: source, Confidence: conf, Start: s, End: e})
}

// findAuthors reads bylines, signatures, the note on the author and guests from the lines of the page.
func (r *reader) findAuthors() {
	d := r.doc
	main := d.zoned(zoneMain)
	for n, i := range main {
		text := d.line(i)
		if len(text) > 4000 {
			continue
		}
		lower := strings.ToLower(text)
		at := func(m []int, role, source string, conf float64) {
			s, e := d.span(d.lines[i].start+m[2], d.lines[i].start+m[3])
			r.addAuthor(text[m[2]:m[3]], role, source, conf, s, e)
		}
		edge := n < 10 || n >= len(main)-6
		short := len(text) < 120
		switch {
		case short && edge && byline.MatchString(text) && !nameGoesOn.MatchString(text) && looksLikeName(strings.TrimSpace(byline.FindStringSubmatch(text)[1])):
			at(byline.FindStringSubmatchIndex(text), "author", "byline", 0.86)
			r.used[i] = true
		case short && edge && datedByline.MatchString(text) && looksLikeName(strings.TrimSpace(datedByline.FindStringSubmatch(text)[1])):
			at(datedByline.FindStringSubmatchIndex(text), "author", "byline", 0.84)
			r.used[i] = true
		case short && n < 10 && roleLine.MatchString(text) && fullName(roleLine.FindStringSubmatch(text)[1]):
			at(roleLine.FindStringSubmatchIndex(text), "author", "byline", 0.8)
			r.used[i] = true
		case n < 10 && pieceAuthor(text) != nil:
			at(pieceAuthor(text), "author", "byline", 0.78)
		case reviewBy.find(text, lower) != nil:
			at(reviewBy.find(text, lower), "author", "byline", 0.82)
		case short && n < 10 && ownReview.MatchString(text) && !strings.EqualFold(ownReview.FindStringSubmatch(text)[1], r.title):
			at(ownReview.FindStringSubmatchIndex(text), "author", "line", 0.7)
		case short && n < 6 && reviews.MatchString(text):
			at(reviews.FindStringSubmatchIndex(text), "author", "byline", 0.8)
		case short && n > 1 && n >= len(main)-4 && signed.MatchString(text):
			at(signed.FindStringSubmatchIndex(text), "author", "line", 0.7)
			r.used[i] = true
		}
		if m := guest.find(text, lower); m != nil && !nonTitles[text[m[2]:m[3]]] {
			at(r.firstWordOff(text, m), "guest", "prose", 0.7)
		} else if m := guestBy.find(text, lower); m != nil {
			at(m, "guest", "prose", 0.7)
		}
	}
	r.signatureLine(main)
	r.gluedSignature(main)
	r.bio()
	if len(r.authors) == 0 {
		r.nameLine(main)
	}
	if len(r.authors) == 0 {
		r.nameOverText(main)
	}
	if len(r.authors) == 0 {
		r.namesBesideDate(main)
	}
	r.rights(main)
	r.host()
}

// firstWordOff drops the first word of a name at the start of a sentence when the rest alone is what the text goes on to
// use: "Afterwards Petra".
func (r *reader) firstWordOff(text string, m []int) []int {
	name := text[m[2]:m[3]]
	first, rest, two := strings.Cut(name, " ")
	if two && mentions(r.prose(), rest) > mentions(r.prose(), name) {
		return []int{m[0], m[1], m[2] + len(first) + 1, m[3]}
	}
	return m
}

// placedName is a signature with a town: "Ana Bell, Springfield, IL".
var placedName = regexp.MustCompile(`^\p{Lu}[\pL'’.-]+(?: \p{Lu}[\pL'’.-]+){1,2}, \p{Lu}[\pL'’. -]{2,30}, (?:\p{Lu}{2}|\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?)$`)

// signatureLine reads a line that is only a name, behind the prose and before whatever ends the page.
func (r *reader) signatureLine(main []int) {
	d := r.doc
	for n := len(main) - 1; n > 0; n-- {
		i := main[n]
		text := strings.TrimRight(d.line(i), ".")
		prev := d.lines[main[n-1]]
		last := n == len(main)-1 && d.lines[i].gap && (firstName.MatchString(text) || initials.MatchString(text)) && !functionWords[text] && !nonTitles[text] && !commonWords[strings.ToLower(text)]
		if last && !r.used[i] && !d.structured {
			s, e := d.span(d.lines[i].start, d.lines[i].end)
			r.addAuthor(text, "author", "line", 0.62, s, e)
			r.used[i] = true
			return
		}
		if !d.lines[i].gap && (n < len(main)-1 || prev.end-prev.start < 100) || prev.end-prev.start < 40 || !endsSentence(d.line(main[n-1])) || r.used[main[n-1]] {
			continue
		}
		if name, _, ok := strings.Cut(text, ", "); ok && n == len(main)-1 && placedName.MatchString(text) && fullName(name) && mentions(d.text, name) == 1 {
			text = name
		}
		if d.lines[i].kind != lineHeading && fullName(text) && !r.used[i] && !strings.EqualFold(text, r.title) {
			s, e := d.span(d.lines[i].start, d.lines[i].start+len(text))
			r.addAuthor(text, "author", "line", 0.75, s, e)
			r.used[i] = true
			return
		}
	}
}

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, " )\"”’'»*_"))
	return strings.ContainsRune(".!?…。！？", r)
}

// bio reads the note on the author.
func (r *reader) bio() {
	d := r.doc
	for i := range d.lines {
		if i+1 >= len(d.lines) || !matchesLine(strings.ToLower(d.text[d.lines[i].start:min(d.lines[i].end, d.lines[i].start+60)]), bioLines) {
			continue
		}
		text := d.line(i + 1)
		m := bioName.FindStringSubmatchIndex(text)
		if m == nil || !fullName(text[m[2]:m[3]]) && !(m[3] == len(text) && looksLikeName(text)) {
			continue
		}
		s, e := d.span(d.lines[i+1].start+m[2], d.lines[i+1].start+m[3])
		name := text[m[2]:m[3]]
		r.addAuthor(name, "author", "line", 0.8, s, e)
		bio := text
		if m[3] == len(text) && i+2 < len(d.lines) {
			bio = d.line(i + 2)
		}
		for k := range r.authors {
			if r.authors[k].Name == name {
				r.authors[k].Bio = bio
			}
		}
	}
}

// host adds the unnamed host of a page on which only a guest is named: the guest is not the author of it all.
func (r *reader) host() {
	guests, others := 0, 0
	for _, a := range r.authors {
		if a.Role == "guest" {
			guests++
		} else {
			others++
		}
	}
	if guests == 0 {
		return
	}
	r.warn(WarnVoices, "a guest speaks in this review beside its host")
	if others > 0 {
		for i := range r.authors {
			if r.authors[i].Role == "author" {
				r.authors[i].Role = "host"
			}
		}
		return
	}
	r.authors = append(r.authors, Author{Role: "host"})
	r.authorEv = append(r.authorEv, r.authorEv[0])
	r.warn(WarnHost, "the host of the review is not named on the page")
}

// nameGoesOn is a sentence that begins like a byline: "By Episode Four, I realized ...".
var nameGoesOn = regexp.MustCompile(`^(?i:by) [^,]{2,40}, (?:I|we|you|he|she|it|they|the|a|my|our|this|that|there)\b`)
