package extract

import (
	"regexp"
	"strings"

	"reelscore/rating"
)

// scaleEnd is the upper end of a scale, in digits or as a word.
const scaleEnd = `(100|10|[4-9]|20|ten|four|five|six|seven|eight|hundred)`

var (
	// scalePhrase names a scale in prose: "on a scale of 1 to 10", "on my 5-star scale", "auf einer Skala von 1 bis 10".
	scalePhrase = regexp.MustCompile(`(?i)(?:\bscale (?:(?:going |ranging )?(?:of|from) )?(?:from )?(?:0|1|zero|one) ?(?:-|–|to|through|/) ?` + scaleEnd + `|\bscale of ` + scaleEnd + `|\b` + scaleEnd + `[- ](?:point|stars?) scale|(?:\bskala (?:von )?[01] ?(?:bis|-|–) ?|\b[ée]chelle de [01] à |\bescala de[l]? [01] (?:a|al) |\bscala da [01] a )(100|10|[4-9]))(?:\b|$)`)
	// onScale is a value that a sentence with a scale gives: "On a scale of 1 to 10 this is a 6."
	onScale = regexp.MustCompile(`(?i)(?:\b(?:scale|skala)\b|^out of \w+|[.!?] out of \w+)[^.!?:]{0,70}?(?::| is| was| as|\bit['’]s| gets?| rates?| scores?| be| rank| ranks|,) (?:at |only |about |around |maybe |an? |roughly |just )*([0-9]{1,3}(?:[.,][0-9]{1,2})?|` + words + `)(?:["”.,!;:)]|\s(?:for|because|and|but|at|from)\b|\s*$)`)
	// outOfFirst names the scale before the value: "Out of 5 stars I'd give it 2".
	outOfFirst = regexp.MustCompile(`(?i)^\s*(?:so,? |overall,? )?out of (?:a possible )?(5|10|100|4|five|ten|four|a hundred)(?: stars?| points?)?(?:,|:|\s)`)
	// onBest is the scale behind a value that is given: "I give it 3 on 5".
	onBest = regexp.MustCompile(`^ on (?:a )?(5|10|100|ten|five)(?:["”.,!;:)]|\s|$)`)
	// scaleField is a line of data that gives the scale of the rating beside it.
	scaleField = regexp.MustCompile(`(?i)^\W{0,4}(?:scale|best|best ?rating|max|maximum|out ?of|rating ?scale|rating ?max|max ?rating)\W{0,2}\s*[:=]\s*["']?(?:\d+\s?(?:-|–|to)\s?)?(\d{1,3})(?:\.0+)?["']?\W*$`)
)

// fieldReach is how many lines a field with the scale may stand from the rating.
const fieldReach = 3

// scaleNear is the upper end of the scale that the sentence of a candidate names, or the field beside its label.
func scaleNear(d *document, c *candidate) rating.Decimal {
	before, after := surround(d, c)
	if m := onBest.FindStringSubmatch(after); m != nil && c.verb {
		return decimalEndOf(m[1])
	}
	if end := strings.IndexAny(after, ".!?"); end >= 0 {
		after = after[:end]
	}
	if m := outOfFirst.FindStringSubmatch(before); m != nil {
		return decimalEndOf(m[1])
	}
	if best := scaleIn(before); best != rating.NoDecimal {
		return best
	}
	if best := scaleIn(after); best != rating.NoDecimal {
		return best
	}
	if c.label == nil || !c.label.leads {
		return rating.NoDecimal
	}
	for i := max(0, c.line-fieldReach); i <= c.line+fieldReach && i < len(d.lines); i++ {
		if ln := d.lines[i]; ln.end-ln.start < 40 {
			if m := scaleField.FindStringSubmatch(d.line(i)); m != nil {
				return decimalEndOf(m[1])
			}
		}
	}
	return rating.NoDecimal
}

// namesScale reports whether a line may give a value in a sentence that names its scale.
func namesScale(text, lower string) bool {
	return scaleIn(text) != rating.NoDecimal || strings.HasPrefix(lower, "out of ") || strings.Contains(lower, ". out of ")
}

// scaleIn is the upper end of the only scale that a text names.
func scaleIn(s string) rating.Decimal {
	if lower := strings.ToLower(s); !strings.Contains(lower, "scal") && !strings.Contains(lower, "skal") && !strings.Contains(lower, "chelle") {
		return rating.NoDecimal
	}
	all := scalePhrase.FindAllStringSubmatch(s, 2)
	if len(all) != 1 {
		return rating.NoDecimal
	}
	for _, m := range all[0][1:] {
		if m != "" {
			return decimalEndOf(m)
		}
	}
	return rating.NoDecimal
}

// decimalEndOf reads the upper end of a scale.
func decimalEndOf(s string) rating.Decimal {
	r, err := rating.Parse("0/"+s, rating.NewContext())
	if err != nil {
		r, err = rating.Parse("0 out of "+s, rating.NewContext())
	}
	if err != nil {
		return rating.NoDecimal
	}
	return r.Best
}

// bareAbove is the form of a number alone above the day of a page's first review, as sites of users' reviews put it.
const bareAbove = "number above a date"

var (
	aloneNumber = regexp.MustCompile(`^(?:10|[0-9](?:[.,][05])?)$`)
	dayLine     = regexp.MustCompile(`^(?i:(?:veröffentlicht|published|posted|reviewed|publié|publicado|geschrieben)\s(?:(?:am|on|le|el)\s)?)?\d{1,2}(?:\.|º|er)? (?:de )?\pL{3,10}\.?,? (?:de )?(?:19|20)\d\d$`)
)

// aboveDate reports whether one of the first lines is but a number, with the day of the review below it.
func aboveDate(d *document, i int) bool {
	return i > 0 && i <= 4 && i+1 < len(d.lines) && aloneNumber.MatchString(d.line(i)) && dayLine.MatchString(d.line(i+1))
}
