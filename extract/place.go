package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// place is where a candidate stands; each has the confidence that ratings of that place deserve. The figures follow the
// counts of places in the notes on rating forms: labels and lines of their own are nearly always ratings, the end of
// the text is by far the commonest place, the middle of prose is mostly something else.
type place struct {
	own, label, verb, head, closing, bracket, whole bool
}

func placeOf(d *document, c *candidate, last int) place {
	ln := d.lines[c.line]
	p := place{label: c.label != nil && isRatingLabel(c.label) && labelIsNear(d, c), verb: c.verb}
	lead := d.text[ln.start:c.start]
	if c.label != nil && c.label.valueLine == c.line && c.label.line == c.line {
		lead = d.text[ln.start:max(ln.start, c.label.start)]
	}
	tail := d.text[c.end:ln.end]
	if len(tail) > maxAside {
		tail = d.text[c.end : c.end+maxAside]
	}
	if c.label == nil && p.labelledElse(d, c) {
		return place{}
	}
	p.own = bareText(lead) && (bareText(tail) || blurbText(tail) || shortUnit(tail) && c.form != "percent")
	p.own = p.own || c.scaled && c.line <= 2 && titleLead(lead) && (bareText(tail) || shortUnit(tail))
	p.own = p.own || c.line <= 2 && bareText(tail) && closesHeadline(d, c, lead)
	p.own = p.own || c.line <= 5 && bareText(tail) && closesCredits(c, lead)
	p.own = p.own || c.form == "asterisks" && bareText(lead) && starredCredits.MatchString(d.text[c.start:ln.end])
	p.own = p.own || c.form == "letter" && len(lead) < 100 && letterRated.MatchString(d.line(c.line))
	p.own = p.own || ownPercent(d, c, lead, tail, last)
	p.own = p.own || bracketStars(d, c) || c.form == "asterisks" && c.end-c.start > 1 && (c.line >= last && (dateBehind.MatchString(tail) || bareText(tail) && sentenceEnds(lead) && strings.Count(d.text, "*") == strings.Count(c.text(d), "*")) || bareText(tail) && yearOnly.MatchString(lead))
	p.head = (c.line == 0 || d.lines[c.line].zone == zoneHeader || c.line <= 2 && c.start < 200) && bareText(lead)
	atEnd := len(strings.TrimSpace(tail)) <= 60 || strings.Count(tail, " ") <= 8
	p.closing = c.line >= last && (atEnd || beginsLastSentence(lead, tail)) && (c.end*100 > textEnd(d, last)*75 || len(d.lines) > 2)
	p.whole = wholeSentence(c, lead, tail)
	b := strings.TrimRight(d.text[max(ln.start, c.start-8):c.start], " ")
	p.bracket = (strings.HasSuffix(b, "[") || strings.HasSuffix(b, "(")) && len(strings.Trim(tail, " ])}.*_!")) == 0
	return p
}

// beginsLastSentence reports whether a candidate begins the sentence with which its line ends.
func beginsLastSentence(lead, tail string) bool {
	return (sentenceEnds(lead) || strings.TrimSpace(lead) == "") && len(tail) < maxAside && lastSentenceEnd(strings.TrimSpace(tail)) < 0
}

// closesHeadline reports whether a candidate stands behind the title in the page's headline: "Salt Road ****".
func closesHeadline(d *document, c *candidate, lead string) bool {
	t := strings.TrimRight(lead, " -–—:|([")
	if cut := len(t) - len(" review"); t != lead && cut > 0 && strings.EqualFold(t[cut:], " review") {
		t = t[:cut]
	}
	if t == lead || len(t) < 2 || len(t) > 80 || isLabelWord(t) || !titleCase(t) && !firstWords(c, t) {
		return false
	}
	switch c.form {
	case "stars", "number stars", "star words", "emoji":
		return true
	case "asterisks":
		return strings.Count(c.text(d), "*") > 1
	case "letter":
		return plusMinus(c.text(d)) || spacedDash.MatchString(lead) && c.text(d) != "A"
	case "fraction", "out of":
		return c.r.Best == 5*decimalOne || c.r.Best == 10*decimalOne || c.r.Best == 100*decimalOne
	}
	return false
}

// spacedDash is what parts a title from a grade of one letter.
var spacedDash = regexp.MustCompile(`\s(?:-{1,3}|–|—)\s$`)

// firstWords reports whether a row of asterisks stands behind the few words that open the page, as titles of languages that
// write them like sentences do: "Dom pod lasem ****".
func firstWords(c *candidate, t string) bool {
	r, _ := utf8.DecodeRuneInString(t)
	return c.form == "asterisks" && c.line == 0 && len(strings.Fields(t)) <= 6 && (unicode.IsUpper(r) || unicode.IsDigit(r)) && !strings.ContainsAny(t, ".,;:!?*")
}

// behindTitle reports whether a row of things stands behind the title with which one of the first lines begins.
func behindTitle(d *document, c *candidate) bool {
	return c.line <= 2 && besideTitle(d.text[d.lines[c.line].start:c.start]) && utf8.RuneCountInString(c.text(d)) > 2
}

// creditsLine is a short line with a year or a date that ends with the rating: "by Ann Orr, 2011, ****".
var creditsLine = regexp.MustCompile(`(?:^|[\s(,./-])(?:19|20)\d\d\b.{0,40}[,–—|:·•)-]\s*$`)

// besides begins a line on something else than the film.
var besides = regexp.MustCompile(`^(?i:as for|as to|regarding|also|compared|see also)\s`)

// yearOnly is the year below a title, before the rating: "(1997) *****".
var yearOnly = regexp.MustCompile(`^\((?:19|20)\d\d\)\s*$`)

// yearBefore ends a headline of a title and its year.
var yearBefore = regexp.MustCompile(`\pL.* \((?:19|20)\d\d\) $`)

func closesCredits(c *candidate, lead string) bool {
	if c.form == "percent" || c.form == "letter" || c.form == "asterisks" && c.end-c.start == 1 && !strings.HasSuffix(lead, ", ") && !(c.line == 0 && yearBefore.MatchString(lead)) || besides.MatchString(lead) {
		return false // a single asterisk is a footnote as often as a star
	}
	return len(lead) < 100 && creditsLine.MatchString(lead) && !strings.ContainsAny(lead, "!?*")
}

// starredCredits is a line of credits that begins with the rating: "******* Salt Road (4/2/77) Ann Orr ~ Ned Bell".
var starredCredits = regexp.MustCompile(`^\*{1,10}(?:1/2|½)? ["“]?[\p{Lu}\d].{0,80} \((?:\d{1,2}/){0,2}\d{2,4}\) \p{Lu}`)

// amongData reports whether a run of asterisks stands alone between short lines, once on the page: there it closes a block
// of data. Three are a divider.
func amongData(d *document, c *candidate) bool {
	n := strings.Count(c.text(d), "*")
	short := func(i int) bool { return i < 0 || i >= len(d.lines) || d.lines[i].end-d.lines[i].start < 60 }
	return n > 1 && n < 6 && n != 3 && short(c.line-1) && short(c.line+1) && c.line > 0 && strings.Count(d.text, "**") <= n/2
}

// sentenceEnds reports whether a text ends with the end of a sentence and a space.
func sentenceEnds(s string) bool {
	t := strings.TrimRight(s, " \u00a0")
	return t != s && len(t) > 1 && strings.ContainsAny(t[len(t)-1:], ".!?")
}

// dateBehind is the day of a viewing behind a rating: "Video. ***1/2 (12/31/98)".
var dateBehind = regexp.MustCompile(`^ [(\[]\d{1,2}[/.]\d{1,2}[/.]\d{2,4}[)\]]\s*$`)

// bracketStars reports whether asterisks in brackets are stars: with a half, or behind the title and the day with which the
// first line begins.
func bracketStars(d *document, c *candidate) bool {
	if c.form != "asterisks" || c.start == 0 || c.end >= len(d.text) || d.text[c.start-1] != '(' || d.text[c.end] != ')' {
		return false
	}
	return strings.ContainsAny(c.text(d), "2½5") || c.line == 0 && c.end-c.start > 1 && bracketLead.MatchString(d.text[d.lines[0].start:c.start-1])
}

var bracketLead = regexp.MustCompile(`^.{2,80}(?:\d[/.]\d{2,4}|\d{4}\)) ?$`)

// decimalEnd is the form of a number with a decimal that is the last word of a text: "It takes him time. 6,5".
const decimalEnd = "decimal at the end"

// ownPercent reports whether a percentage or a decimal is a sentence of its own at the end of the text: "It takes him time. 65%".
func ownPercent(d *document, c *candidate, lead, tail string, last int) bool {
	if c.form != "percent" && c.form != decimalEnd || c.line < last || !bareText(tail) || c.r.Value >= 100*decimalOne {
		return false
	}
	t := strings.TrimRight(lead, " \u00a0")
	return t != lead && t != "" && strings.HasSuffix(strings.TrimRight(t, `"”»)`), ".") || t != "" && strings.ContainsAny(t[len(t)-1:], "!?")
}

// wholeSentence reports whether a number of things on a scale, or of stars, is a sentence of its own behind another at the end
// of its line: "It drags on. 7 out of 10 points."
func wholeSentence(c *candidate, lead, tail string) bool {
	switch c.form {
	case "fraction", "out of", "words out of", "star words":
	case "percent":
		if !strings.HasSuffix(lead, "**") || !strings.HasPrefix(tail, "**") {
			return false // only what is set in bold
		}
	default:
		return false
	}
	if innerSentence(c, lead, tail) {
		return true
	}
	lead = strings.TrimRight(lead, "*_")
	t := strings.TrimRight(lead, " \u00a0")
	if t == lead || len(t) < 40 || !strings.HasSuffix(strings.TrimRight(t, `"”»)`), ".") && !strings.ContainsAny(t[len(t)-1:], "!?") {
		return false
	}
	return bareText(tail)
}

// innerSentence reports whether a number of ten is a sentence of its own between two others: "It says it all... 4 of 10. Also ..."
func innerSentence(c *candidate, lead, tail string) bool {
	return c.form == "out of" && c.r.Best == 10*decimalOne && sentenceBefore.MatchString(lead) && sentenceBehind.MatchString(tail)
}

var (
	sentenceBefore = regexp.MustCompile(`\pL["”’')]?(?:[.!?]\s|\.{2,6}|…|[!?]{2,6})\s*$`)
	sentenceBehind = regexp.MustCompile(`^[.!]{1,4}(?:\s+["“(]?\p{Lu}|\s*$)`)
)

// praised are the words behind "thumbs up for" when it is the film that gets them.
var praised = regexp.MustCompile(`(?i)^(?:from|for|to)\s+(?:me|us|this|it|both|sure|the (?:film|movie|show|whole))\b`)

// thumbsFor reports whether somebody or something else than the film gets the thumbs.
func thumbsFor(d *document, c *candidate) bool {
	_, after := surround(d, c)
	after = strings.TrimSpace(after)
	return thumbsGiven.MatchString(after) && !praised.MatchString(after)
}

var thumbsGiven = regexp.MustCompile(`(?i)^(?:for|to|from)\s`)

// plusMinus reports whether a letter has a plus or minus, which only grades have.
func plusMinus(s string) bool { return strings.ContainsAny(s, "+-−–＋") }

// titleLead reports whether a line begins with a title and a separator: "Salt Road: 2.5/4".
func titleLead(lead string) bool {
	t := strings.TrimRight(lead, " ")
	s := strings.TrimRight(t, ":–—-|")
	return len(t) < 80 && s != t && titleCase(s) && !isLabelWord(s)
}

// labelledElse reports whether the line above is a label that is none of ours: the candidate is its value.
func (place) labelledElse(d *document, c *candidate) bool {
	if c.line == 0 || d.lines[c.line].start != c.start || d.lines[c.line].kind == lineHeading {
		return false
	}
	above := d.line(c.line - 1)
	return len(above) < 40 && (strings.HasSuffix(above, ":") || strings.HasSuffix(above, "：")) && !isLabelWord(above)
}

// labelIsNear reports whether nothing but a few words stands between a label and the candidate.
func labelIsNear(d *document, c *candidate) bool {
	return c.start-c.label.vstart <= 60 || c.label.leads && c.start-c.label.vstart <= 120 || c.label.vend-c.end <= 3
}

func textEnd(d *document, last int) int {
	if last < 0 {
		return len(d.text)
	}
	return d.lines[last].end
}

// lastMainLine is the line that ends the review: the last one of the main text that says something.
func lastMainLine(d *document) int {
	for i := len(d.lines) - 1; i >= 0; i-- {
		if d.lines[i].zone == zoneMain {
			return i
		}
	}
	return -1
}

// maxAside is how much of a line is looked at on either side of a candidate; more than that is prose.
const maxAside = 600

// bareText reports whether a text holds nothing but marks.
func bareText(s string) bool {
	if len(s) > maxAside {
		return false
	}
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// blurbText reports whether the rest of a line is a blurb that belongs to the rating: "4/4 – Leave it to ...".
func blurbText(s string) bool {
	t := strings.TrimLeft(s, " \u00a0)].*_")
	r, n := utf8.DecodeRuneInString(t)
	return strings.ContainsRune("-–—:|,#(", r) && n > 0 && len(t) > 1
}

// shortUnit reports whether the rest of a line is a unit of a few words: "Punkte", "flying toasters", "stars".
func shortUnit(s string) bool {
	t := strings.TrimSpace(s)
	return len(t) <= 40 && len(strings.Fields(t)) <= 4 && (!strings.ContainsAny(t, ",;") || len(t) < 4)
}
