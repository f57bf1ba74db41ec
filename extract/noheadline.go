package extract

import (
	"regexp"
	"strings"
)

// usualHeadline is the length in bytes from which a headline must show its title by quotes or the word review.
const usualHeadline = 130

// furnitureLine is a short line that asks the reader to do something.
var furnitureLine = regexp.MustCompile(`(?i)^(?:click (?:here|on)|go to|find out|sign (?:in|up)|log ?in|report (?:this|a)|write (?:a|your) review|read (?:the |our |my |full |more)|view (?:original|full|all|profile)|follow (?:us|me|this)|subscribe|you can watch|watch the trailer|suivre ce|créer (?:mon|un) blog|by providing|an image, when|(?:category|tag|author|monthly|daily|yearly) archives?\b|archives? (?:for|by|of)|monatsarchive?:|kategorie(?:archiv)?:|schlagwort(?:archiv)?:|kritiken von|reviews by|críticas de|critiques de)\b`)

// castLine is an actor with a part: "Ana Bell as Dr Rook".
var castLine = regexp.MustCompile(`^` + person + ` (?:as|als|como|dans le rôle de|nel ruolo di) `)

// fileName is the name of a picture that stands as text.
var fileName = regexp.MustCompile(`(?i)^\S+(?:_\S+|\.(?:jpe?g|png|gif|webp))$`)

// peopleLine reports whether a line is a list of names: "Ana Bell, Tom Reed and Mo Said".
func peopleLine(text string) bool {
	pieces := nameSeparators.Split(text, 12)
	for _, p := range pieces {
		if !fullName(p) {
			return false
		}
	}
	return len(pieces) > 1
}

// oddLabel is a label that is not in the table: "Nationalité : Française".
var oddLabel = regexp.MustCompile(`^\pL[\pL ]{2,32} ?: \S`)

// amongLabels reports whether a line looks like a label between others.
func (r *reader) amongLabels(i int) bool {
	d := r.doc
	if text := d.line(i); !oddLabel.MatchString(text) || hasReviewWord.MatchString(text) || filmOfHeadline(text).matched {
		return false
	}
	labels := 0
	for k := max(0, i-3); k < min(len(d.lines), i+4); k++ {
		if k != i && len(labelsOfLine(d, k)) > 0 {
			labels++
		}
	}
	return labels > 1
}

// sectionWords name the parts of a site.
var sectionWords = wordSet("entertainment featured films film movie movies review reviews bollywood hollywood tollywood news culture arts lifestyle television tv blog latest home cinema theatre theater streaming dvd music books opinion")

// sectionLine reports whether a line is a run of the names of sections: "Entertainment Films Movie Review".
func sectionLine(text string) bool {
	words := strings.Fields(strings.ToLower(text))
	known := 0
	for _, w := range words {
		if sectionWords[strings.Trim(w, ",/|&")] {
			known++
		}
	}
	return known > 3 && known*4 >= len(words)*3
}

// surelyFilm reports whether a long headline shows its title.
func surelyFilm(text string) bool {
	h := filmOfHeadline(text)
	return h.exact && h.conf >= 0.85
}

// notHeadline reports whether a short line at the top of a page is something else than a headline: a date, a byline, a
// label, a running time.
func (r *reader) notHeadline(i int) bool {
	d := r.doc
	text := strings.TrimSpace(d.line(i))
	if dt, ok := findDate(text, nil); ok && (dt.end-dt.start)*2 > len(text) && len(dt.iso) > 4 || (isSectionHeading(text) || isLabelWord(text)) && !r.namedAtTop(i, text) {
		return true
	}
	if crumbs.MatchString(text) || smallCrumbs.MatchString(text) || dayAlone(text) || strings.Count(text, ",") > 2 && strings.Count(text, ":") > 1 {
		return true
	}
	if l := labelsOfLine(d, i); len(l) > 0 && !hasReviewWord.MatchString(text) && !(l[0].key == kOtherDate && filmOfHeadline(text).matched) && !(d.lines[i].kind == lineHeading && d.lines[i].level == 1) {
		return true
	}
	if strings.HasPrefix(text, "@") || strings.HasPrefix(text, "©") || furnitureLine.MatchString(text) || castLine.MatchString(text) || creditLine.MatchString(text) || sectionLine(text) || fileName.MatchString(text) || peopleLine(text) || r.amongLabels(i) || len(text) > usualHeadline && !surelyFilm(text) {
		return true
	}
	return roleLine.MatchString(text) || byline.MatchString(text) || bareText(text) || strings.HasPrefix(text, "(") || timeCode.MatchString(text) ||
		strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]")
}

// dayAlone reports whether a line is a day without its year: "28 Jan", "March 4th".
func dayAlone(text string) bool {
	m := dayOfYear.FindStringSubmatch(text)
	return m != nil && monthNumber(m[1]+m[2]) > 0
}

var dayOfYear = regexp.MustCompile(`^(?:\pL{3,10},? )?(?:\d{1,2}(?:st|nd|rd|th|\.)? (?:of |de )?(\pL{3,10})\.?|(\pL{3,10})\.? \d{1,2}(?:st|nd|rd|th)?)$`)

// smallCrumbs is the way to a page in small letters: "ann's blog - noise - movies - 2018".
var smallCrumbs = regexp.MustCompile(`^\p{Ll}[^-]*(?: - \p{Ll}[^-]*){2,} - `)

var crumbs = regexp.MustCompile(`\s[»›>/]\s.*\s[»›>/]\s`)

var hasReviewWord = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:` + reviewWord + `|` + cjkReview + `)(?:[^\pL]|$)`)

// namedAtTop reports whether a line is the first of the page but for dates, and the text names what it says with its
// capitals: then a word of headings is a title, as in "The Verdict".
func (r *reader) namedAtTop(i int, text string) bool {
	for k := i - 1; k >= 0; k-- {
		if dt, ok := findDate(r.doc.line(k), nil); r.doc.lines[k].zone == zoneMain && !(ok && (dt.end-dt.start)*2 > len(r.doc.line(k))) {
			return false
		}
	}
	return strings.Contains(text, " ") && titleCase(text) && mentions(r.prose(), text) > 0
}
