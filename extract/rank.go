package extract

import (
	"regexp"
	"strings"

	"reelscore/rating"
)

// accepted is the confidence from which a candidate may be the rating.
const accepted = 0.5

var placeScores = []struct {
	name          string
	is            func(place) bool
	scaled, plain float64
}{
	{"label on its own line", func(p place) bool { return p.label && p.own }, 0.94, 0.8},
	{"label", func(p place) bool { return p.label }, 0.9, 0.72},
	{"line of its own", func(p place) bool { return p.own }, 0.86, 0.7},
	{"first-person sentence", func(p place) bool { return p.verb }, 0.82, 0.7},
	{"sentence of its own at the end of a line", func(p place) bool { return p.whole }, 0.76, 0.6},
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
		if c.weak && !p.label && !p.own && !p.verb && !((p.closing || p.whole) && c.form == "star words" || p.whole && c.form == "percent") {
			conf = min(conf, 0.45)
		}
		if c.isTotal() {
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
		if certificateText(d.text[c.start:l.vend]) && c.form != "letter" && !strings.EqualFold(l.word, "score") {
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

// shortParagraph is the length in bytes up to which a line may be a heading.
const shortParagraph = 150

// usualBest are the ends of scales that critics use.
var usualBest = map[rating.Decimal]bool{4: true, 5: true, 6: true, 7: true, 8: true, 10: true, 12: true, 15: true, 20: true, 30: true, 50: true, 100: true, 1000: true}

const decimalOne rating.Decimal = 1_000_000

var ornament = regexp.MustCompile(`^[★⭐🌟✨]\x{fe0f}? ?\pL`)

// plausible refuses what only looks like a rating: 9/11, 24/7, 3/4 in prose.
func plausible(d *document, c *candidate, p place) bool {
	switch c.form {
	case "star words":
		return p.label || p.own || p.verb || p.whole || countsStars(d, c)
	case "asterisks":
		// Between paragraphs a run of asterisks is a divider.
		return p.label || p.closing || bracketStars(d, c) || p.head && c.line <= 1 || amongData(d, c) || p.own && (strings.TrimSpace(d.text[d.lines[c.line].start:c.start]) != "" || starredCredits.MatchString(d.text[c.start:d.lines[c.line].end]))
	case "stars":
		// One star before a text is an ornament: "🌟 Top Rated".
		return p.label || p.verb || !ornament.MatchString(d.text[c.start:min(len(d.text), c.start+12)]) || d.lines[c.line].start != c.start
	case "emoji":
		return p.label || p.verb || counted(c.text(d))
	case decimalEnd:
		return p.own
	case "thumbs":
		return !thumbsFor(d, c)
	case thingsOutOf:
		return (p.label || p.own || p.verb || p.whole || p.closing || p.head) && !countedAway.MatchString(c.text(d)) && c.r.Value <= c.r.Best && usualBest[c.r.Best/decimalOne]
	case "percent":
		if before, _ := surround(d, c); p.verb && !p.label && !p.own && !ownVoice.MatchString(before[max(0, len(before)-40):]) {
			return (p.closing || p.whole) && !strings.HasSuffix(before, "(")
		}
	case "letter":
		// A letter alone in its line is a grade below a paragraph; in a register it is a heading.
		return p.label || p.verb || plusMinus(c.text(d)) || p.bracket && p.closing || p.own && (p.closing || letterRated.MatchString(d.line(c.line)) || closesHeadline(d, c, d.text[d.lines[c.line].start:c.start]) || c.line > 0 && d.lines[c.line].start-d.lines[c.line-1].start > shortParagraph)
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

// countedAway are things of which so many out of so many are no rating.
var countedAway = regexp.MustCompile(`(?i) (?:times?|people|persons?|viewers?|users?|reviewers?|critics?|films?|movies?|episodes?|scenes?|songs?|jokes?|minutes?|hours?|days?|weeks?|years?|women|men|kids|friends|of us|of them|of you|parts?|seasons?|is|was|are|were|came|comes?|went|goes|got|gets?|made|fell|ran|walked|straight|just|only) `)

var (
	starCast  = regexp.MustCompile(`(?i)\b(?:with|its|the|of|by|these|those|his|her|their|as|movie|film|big|all|both|other|pop|rock|porn|young)\s*$`)
	starGrade = regexp.MustCompile(`^\s*(?:$|[.,!;:)\]"”]|(?i:for|from|because|overall|but|without|ohne|sans|sin|senza|verdient|verdiente|meritate|mérit|merecid|-|–|—))`)
)

// countsStars reports whether "three stars" in prose is a grade and not a number of actors.
func countsStars(d *document, c *candidate) bool {
	before, after := surround(d, c)
	return !starCast.MatchString(before) && starGrade.MatchString(after)
}

// midProse reports whether a fraction of ten or a hundred, or a run of stars, in the middle of prose may be taken: such
// texts rarely hold one that is not the writer's, once the cue words are gone.
func midProse(d *document, c *candidate) bool {
	if c.form == "stars" && c.r.Value > decimalOne || c.form == glyphNumber || c.form == "emoji" && behindTitle(d, c) {
		return true
	}
	if c.form == "star words" && c.r.Value < decimalOne && strings.HasPrefix(strings.ToLower(c.text(d)), "half") {
		before, after := surround(d, c)
		return strings.TrimSpace(before) == "" && starGrade.MatchString(after) // "Half a star, because ..."
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
