package rating

import (
	"fmt"
	"strings"
)

// Converted is a score shown on a scale.
type Converted struct {
	Scale string
	// Value is the number on that scale; NoDecimal for a scale of names only.
	Value Decimal
	// Text is how people write it: "3.5/5", "★★★½", "B+", "74%".
	Text string
}

// Convert shows a score on a scale. A number is rounded to the scale's step, a letter or name is the one with the
// nearest score; halfway goes to the better grade in both. The error tells why there is nothing to show.
func Convert(score Score, to Scale) (Converted, error) {
	c := Converted{Scale: to.ID, Value: NoDecimal}
	switch {
	case !validScore(score):
		return c, fmt.Errorf("score: there is no score to convert; give one from 0 to 100")
	case to.Kind == KindVerdict:
		c.Text = thumbText(to.Verdict(score))
	case !to.numeric() && len(to.Labels) == 0:
		return c, fmt.Errorf("scale %q: it has neither numbers nor labels; give it best and worst", to.ID)
	case !to.numeric():
		c.Text = nearest(to.Labels, score).Text
	default:
		c.Value = to.valueOf(score)
		c.Text = to.text(c.Value, score)
	}
	return c, nil
}

// valueOf is the inverse of Score, on the grid of steps that starts at the worst grade.
func (s *Scale) valueOf(score Score) Decimal {
	width := int64(max(s.Best-s.Worst, s.Worst-s.Best))
	step := max(int64(s.Step), 1)
	away := min(divHalfUp(int64(score)*width, int64(MaxScore)*step)*step, width)
	if s.Best < s.Worst {
		away = -away
	}
	return s.Worst + Decimal(away)
}

func (s *Scale) text(value Decimal, score Score) string {
	switch {
	case s.Kind == KindPercent:
		return value.String() + "%"
	case s.Kind == KindStars && s.Worst == 0 && s.Best <= Whole(20):
		if text, ok := starText(value); ok {
			return text
		}
	case s.Best < s.Worst:
		return value.String()
	case len(s.Labels) > 0:
		return nearest(s.Labels, score).Text
	}
	return value.String() + "/" + s.Best.String()
}

// starText writes stars with a sign for the fraction; not ok when there is no such sign.
func starText(value Decimal) (string, bool) {
	sign, ok := map[Decimal]string{0: "", decimalUnit / 4: "¼", decimalUnit / 2: "½", decimalUnit * 3 / 4: "¾"}[value%decimalUnit]
	if value == 0 {
		return "no stars", true
	}
	return strings.Repeat("★", int(value/decimalUnit)) + sign, ok
}

// nearest finds the label with the nearest score. Halfway goes to the better one; of several with the same score the
// shortest name is taken: 100 is an A, not an A+.
func nearest(labels []Label, score Score) Label {
	best := labels[0]
	for _, l := range labels[1:] {
		d, least := max(l.Score-score, score-l.Score), max(best.Score-score, score-best.Score)
		if d < least || d == least && (l.Score > best.Score || l.Score == best.Score && len(l.Text) < len(best.Text)) {
			best = l
		}
	}
	return best
}

func thumbText(v Verdict) string {
	switch v {
	case VerdictPositive:
		return thumbs[0].Text
	case VerdictNegative:
		return thumbs[2].Text
	}
	return thumbs[1].Text
}
