package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"reelscore/rating"
)

// accepted is the confidence from which a candidate may be the rating.
const accepted = 0.5

// place is where a candidate stands; each has the confidence that ratings of that place deserve. The figures follow the
// counts of places in the notes on rating forms: labels and lines of their own are nearly always ratings, the end of
// the text is by far the commonest place, the middle of prose is mostly something else.
type place struct {
	own, label, verb, head, closing, bracket bool
}

var placeScores = []struct {
	name          string
	is            func(place) bool
	scaled, plain float64
}{
	{"label on its own line", func(p place) bool { return p.label && p.own }, 0.94, 0.8},
	{"label", func(p place) bool { return p.label }, 0.9, 0.72},
	{"line of its own", func(p place) bool { return p.own }, 0.86, 0.7},
	{"first-person sentence", func(p place) bool { return p.verb }, 0.82, 0.7},
	{"bracket at the end of a line", func(p place) bool { return p.bracket }, 0.78, 0.5},
	{"end of the text", func(p place) bool { return p.closing }, 0.78, 0.6},
	{"start of the text", func(p place) bool { return p.head }, 0.78, 0.55},
	{"prose", func(place) bool { return true }, 0.3, 0.1},
}

// judge gives each candidate its confidence, or the reason why it is none.
func judge(d *document, list []candidate, labels []labelled) {
	last := lastMainLine(d)
	for i := range list {
		c := &list[i]
		p := placeOf(d, c, last)
		c.conf, c.source = 0, sourceOf(p)
		if c.reason == "" {
			c.reason = c.ruledOut(d, &p)
		}
		if c.reason != "" {
			continue
		}
		c.conf, c.source = score(c, p)
		if c.conf < accepted && midProse(d, c) {
			c.conf, c.source = 0.55, "prose"
		}
		if c.conf < accepted {
			c.reason = reasonProse
			if c.weak {
				c.reason = reasonEmphasis
			}
		}
	}
}

// ruledOut tells why the label, the words around a candidate or its shape make it something else than the review's rating.
func (c *candidate) ruledOut(d *document, p *place) string {
	if c.label != nil {
		if reason := labelReason(d, c); reason != "" {
			return reason
		}
	}
	reason := cueOf(d, c)
	p.verb = p.verb || c.verb
	if reason == reasonOthers && p.own && c.label != nil && c.label.leads {
		reason = ""
	}
	if before, _ := surround(d, c); reason == "" && strings.HasSuffix(strings.ToLower(before), " the ") && !p.label && !p.verb {
		return reasonProse // "the 10/10" is spoken of, not given
	}
	if reason == "" && !plausible(d, c, *p) {
		reason = reasonFraction
		if c.weak {
			reason = reasonEmphasis
		}
	}
	return reason
}

func score(c *candidate, p place) (float64, string) {
	for _, s := range placeScores {
		if !s.is(p) {
			continue
		}
		conf := s.plain
		if c.scaled {
			conf = s.scaled
		}
		if c.weak && !p.label && !p.own && !p.verb && !(p.closing && c.form == "star words") {
			conf = min(conf, 0.45)
		}
		if c.label != nil && c.label.key == kTotal {
			conf += 0.03
		}
		return conf, sourceOf(p)
	}
	return 0, "prose"
}

func sourceOf(p place) string {
	switch {
	case p.label:
		return "label"
	case p.own:
		return "line"
	}
	return "prose"
}

// labelReason tells why the label of a candidate makes it something else than the review's rating.
func labelReason(d *document, c *candidate) string {
	l := c.label
	if isRatingLabel(l) {
		if certificateText(d.text[c.start:l.vend]) && c.form != "letter" {
			return reasonCertificate
		}
		return ""
	}
	switch l.key {
	case kOthers:
		return reasonOthers
	case kCertificate:
		return reasonCertificate
	case kAspect:
		if d.lines[c.line].end-d.lines[c.line].start < 400 {
			return reasonAspect
		}
	case kRuntime, kYear, kPublished, kOtherDate:
		if c.start == l.vstart {
			return reasonFraction
		}
	case kVerdict, kSynopsis, kTitle, kIgnored:
	}
	return ""
}

var certificate = regexp.MustCompile(`^(?:\W*)(?:PG(?:-?13)?|R|G|NC-?17|X|U/?A?|12A?|15|18|TV-?(?:MA|14|PG|G|Y7?)|M(?:A ?15\+?)?|NR|Not Rated|Unrated|FSK ?\d+|MA15\+|R18)(?:[\s).,;:\]]|$)`)

func certificateText(s string) bool { return certificate.MatchString(s) }

// certificateValue is certificateText for a value of markup, where a number is a number and a letter may be a grade.
func certificateValue(s string) bool {
	return certificate.MatchString(s) && !plainNum.MatchString(s) && !letterGrade.MatchString(s)
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
	p.own = p.own || ownPercent(d, c, lead, tail, last)
	p.head = (c.line == 0 || d.lines[c.line].zone == zoneHeader || c.line <= 2 && c.start < 200) && bareText(lead)
	atEnd := len(strings.TrimSpace(tail)) <= 60 || strings.Count(tail, " ") <= 8
	p.closing = c.line >= last && atEnd && (c.end*100 > textEnd(d, last)*75 || len(d.lines) > 2)
	b := strings.TrimRight(d.text[max(ln.start, c.start-8):c.start], " ")
	p.bracket = (strings.HasSuffix(b, "[") || strings.HasSuffix(b, "(")) && len(strings.Trim(tail, " ])}.*_!")) == 0
	return p
}

// closesHeadline reports whether a candidate stands behind the title in the page's headline: "Salt Road ****".
func closesHeadline(d *document, c *candidate, lead string) bool {
	t := strings.TrimRight(lead, " -–—:|([")
	if cut := len(t) - len(" review"); t != lead && cut > 0 && strings.EqualFold(t[cut:], " review") {
		t = t[:cut]
	}
	if t == lead || len(t) < 2 || len(t) > 80 || !titleCase(t) || isLabelWord(t) {
		return false
	}
	switch c.form {
	case "stars", "number stars", "star words", "emoji":
		return true
	case "asterisks":
		return strings.Count(c.text(d), "*") > 1
	case "letter":
		return plusMinus(c.text(d))
	case "fraction", "out of":
		return c.r.Best == 5*decimalOne || c.r.Best == 10*decimalOne || c.r.Best == 100*decimalOne
	}
	return false
}

// creditsLine is a short line with a year or a date that ends with the rating: "by Ann Orr, 2011, ****".
var creditsLine = regexp.MustCompile(`(?:^|[\s(,./-])(?:19|20)\d\d\b.{0,40}[,–—|:·•)-]\s*$`)

func closesCredits(c *candidate, lead string) bool {
	if c.form == "percent" || c.form == "letter" || c.form == "asterisks" && c.end-c.start == 1 && !strings.HasSuffix(lead, ", ") {
		return false // a single asterisk is a footnote as often as a star
	}
	return len(lead) < 100 && creditsLine.MatchString(lead) && !strings.ContainsAny(lead, "!?*")
}

// amongData reports whether a run of asterisks stands alone between short lines, once on the page: there it closes a block
// of data. Three are a divider.
func amongData(d *document, c *candidate) bool {
	n := strings.Count(c.text(d), "*")
	short := func(i int) bool { return i < 0 || i >= len(d.lines) || d.lines[i].end-d.lines[i].start < 60 }
	return n > 1 && n < 6 && n != 3 && short(c.line-1) && short(c.line+1) && c.line > 0 && strings.Count(d.text, "**") <= n/2
}

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

// shortParagraph is the length in bytes up to which a line may be a heading.
const shortParagraph = 150

// usualBest are the ends of scales that critics use.
var usualBest = map[rating.Decimal]bool{4: true, 5: true, 6: true, 7: true, 8: true, 10: true, 12: true, 15: true, 20: true, 30: true, 50: true, 100: true, 1000: true}

const decimalOne rating.Decimal = 1_000_000

// plausible refuses what only looks like a rating: 9/11, 24/7, 3/4 in prose.
func plausible(d *document, c *candidate, p place) bool {
	switch c.form {
	case "star words":
		return p.label || p.own || p.verb || countsStars(d, c)
	case "asterisks":
		// Between paragraphs a run of asterisks is a divider.
		return p.label || p.closing || p.head && c.line <= 1 || amongData(d, c) || p.own && strings.TrimSpace(d.text[d.lines[c.line].start:c.start]) != ""
	case "emoji":
		return p.label || p.verb || counted(c.text(d))
	case decimalEnd:
		return p.own
	case "thumbs":
		return !thumbsFor(d, c)
	case "letter":
		// A letter alone in its line is a grade below a paragraph; in a register it is a heading.
		return p.label || p.verb || plusMinus(c.text(d)) || p.own && (p.closing || c.line > 0 && d.lines[c.line].start-d.lines[c.line-1].start > shortParagraph)
	}
	if c.form != "fraction" && c.form != "out of" && c.form != "words out of" {
		return true
	}
	if c.r.Best == rating.NoDecimal || c.r.Best%decimalOne != 0 {
		return c.r.Best != rating.NoDecimal && p.label
	}
	best := c.r.Best / decimalOne
	marked := p.label || p.own || p.verb
	switch {
	case best <= 0 || best > 100 && best != 1000:
		return false
	case best < 4:
		return p.label || p.own && best == 3 && strings.ContainsAny(c.text(d), "stars")
	case c.r.Value != rating.NoDecimal && c.r.Value > c.r.Best:
		over := c.r.Value*100 <= c.r.Best*150
		return over && (marked || best == 10 || best == 5 && p.closing)
	case best == 4:
		return marked || p.bracket || c.form != "fraction" && p.closing || strings.Contains(c.text(d), ".5") || strings.Contains(strings.ToLower(c.text(d)), "star") || p.closing && c.r.Value%decimalOne != 0 || p.closing || p.head
	case !usualBest[best]:
		return marked
	}
	return true
}

var (
	starCast  = regexp.MustCompile(`(?i)\b(?:with|its|the|of|by|these|those|his|her|their|as|movie|film|big|all|both|other|pop|rock|porn|young)\s*$`)
	starGrade = regexp.MustCompile(`^\s*(?:$|[.,!;:)\]"”]|(?i:for|from|because|overall|but|-|–|—))`)
)

// countsStars reports whether "three stars" in prose is a grade and not a number of actors.
func countsStars(d *document, c *candidate) bool {
	before, after := surround(d, c)
	return !starCast.MatchString(before) && starGrade.MatchString(after)
}

// midProse reports whether a fraction of ten or a hundred, or a run of stars, in the middle of prose may be taken: such
// texts rarely hold one that is not the writer's, once the cue words are gone.
func midProse(d *document, c *candidate) bool {
	if c.form == "stars" && c.r.Value > decimalOne || c.form == glyphNumber {
		return true
	}
	if !c.scaled || c.weak || c.r.Best == rating.NoDecimal {
		return false
	}
	best := c.r.Best / decimalOne
	switch c.form {
	case "fraction":
		return best == 10 || best == 100 && strings.Contains(c.text(d), "/") || best == 5 && c.r.Value <= c.r.Best
	case "star scale", "asterisk scale", "stars of asterisks":
		return true
	case "out of", "words out of":
		lower := strings.ToLower(c.text(d))
		return strings.Contains(lower, "star") || strings.Contains(lower, "out of") && (best == 10 || best == 5)
	}
	return false
}
