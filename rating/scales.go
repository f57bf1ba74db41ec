package rating

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// The methods by which a rating becomes a score, with their versions.
const (
	MethodLinear  = "linear/1"  // 100 * (value - worst) / (best - worst)
	MethodLetters = "letters/1" // the table of letters
	MethodLabels  = "labels/1"  // the score that the scale gives its named grade
)

// VerdictMethod names the version of the table of cut-offs below.
const VerdictMethod = "verdicts/1"

// cut is a pair of verdict cut-offs: negative up to low, positive from high, mixed between.
type cut struct{ low, high Score }

// The cut-offs, derived from critics' own yes or no beside their ratings: docs/adr/0002-verdict-cut-offs.md.
var (
	cutsGeneral = cut{56_000, 62_000}
	cutsOf4     = cut{58_000, 67_000}
	cutsOf5     = cut{52_000, 57_000}
	cutsOf10    = cut{56_000, 61_000}
	cutsLetter  = cut{59_000, 64_000}
)

// letters is the customary table of critics' letter grades, best first (letters/1).
var letters = [...]Label{
	{"A+", 100_000}, {"A", 100_000}, {"A-", 91_000}, {"B+", 83_000}, {"B", 75_000}, {"B-", 67_000}, {"C+", 58_000},
	{"C", 50_000}, {"C-", 42_000}, {"D+", 33_000}, {"D", 25_000}, {"D-", 16_000}, {"F+", 8_000}, {"F", 0}, {"F-", 0},
}

// schoolNotes are the German school notes with their customary thirds (a minus adds 0.3, a plus takes 0.3), best first.
var schoolNotes = [...]Label{
	{"1", 100_000}, {"1-", 94_000}, {"2+", 86_000}, {"2", 80_000}, {"2-", 74_000}, {"3+", 66_000}, {"3", 60_000},
	{"3-", 54_000}, {"4+", 46_000}, {"4", 40_000}, {"4-", 34_000}, {"5+", 26_000}, {"5", 20_000}, {"5-", 14_000}, {"6", 0},
}

var thumbs = [...]Label{{"thumbs up", NoScore}, {"thumbs sideways", NoScore}, {"thumbs down", NoScore}}

const (
	step1     = Decimal(decimalUnit)
	stepHalf  = Decimal(decimalUnit / 2)
	stepTenth = Decimal(decimalUnit / 10)
	// stepPoint is that of plain points: fine enough for 85 to be 4.25 of 5, as people who grade in quarters write it.
	stepPoint = Decimal(decimalUnit / 100)
)

func points(id, name string, best int, step Decimal, c cut) Scale {
	return Scale{ID: id, Name: name, Kind: KindFraction, Best: Whole(best), Step: step, Positive: c.high, Negative: c.low}
}

func stars(id, name string, best int, step Decimal, c cut) Scale {
	s := points(id, name, best, step, c)
	s.Kind = KindStars
	return s
}

// registry holds the scales that have a name of their own.
var registry = [...]Scale{
	points("points-4", "Points out of 4", 4, stepPoint, cutsOf4),
	points("points-5", "Points out of 5", 5, stepPoint, cutsOf5),
	points("points-6", "Points out of 6", 6, stepPoint, cutsGeneral),
	points("points-10", "Points out of 10", 10, stepPoint, cutsOf10),
	points("points-20", "Points out of 20", 20, stepPoint, cutsGeneral),
	points("points-30", "Points out of 30", 30, stepPoint, cutsGeneral),
	points("points-100", "Points out of 100", 100, step1, cutsGeneral),
	stars("stars-4", "Stars out of 4", 4, step1, cutsOf4),
	stars("stars-4-half", "Stars out of 4, with halves", 4, stepHalf, cutsOf4),
	stars("stars-5", "Stars out of 5", 5, step1, cutsOf5),
	stars("stars-5-half", "Stars out of 5, with halves", 5, stepHalf, cutsOf5),
	stars("stars-6", "Stars out of 6", 6, step1, cutsGeneral),
	stars("stars-10", "Stars out of 10", 10, step1, cutsOf10),
	{ID: "percent", Name: "Percent", Kind: KindPercent, Best: Whole(100), Step: step1, Positive: cutsGeneral.high, Negative: cutsGeneral.low},
	{ID: "letter", Name: "Letter grade, A+ to F-", Kind: KindLetter, Best: NoDecimal, Worst: NoDecimal, Labels: letters[:],
		Positive: cutsLetter.high, Negative: cutsLetter.low},
	{ID: "thumbs", Name: "Thumbs up or down", Kind: KindVerdict, Best: NoDecimal, Worst: NoDecimal, Labels: thumbs[:],
		Positive: cutsGeneral.high, Negative: cutsGeneral.low},
	{ID: "german-school-note", Name: "German school note, 1 (best) to 6", Kind: KindLabel, Best: Whole(1), Worst: Whole(6), Step: stepTenth,
		Labels: schoolNotes[:], Positive: cutsGeneral.high, Negative: cutsGeneral.low},
}

// Scales lists the registered scales. The caller owns the slice.
func Scales() []Scale {
	all := slices.Clone(registry[:])
	for i := range all {
		all[i].Labels = slices.Clone(all[i].Labels)
	}
	return all
}

// LookupScale finds a scale by its id. Beside the registered ones it knows every "points-N", "points-N-from-M",
// "stars-N" and "stars-N-half", N from 2 to 1000.
func LookupScale(id string) (Scale, bool) {
	if s := registered(id); s != nil {
		found := *s
		found.Labels = slices.Clone(s.Labels)
		return found, true
	}
	if rest, ok := strings.CutPrefix(id, "points-"); ok {
		text, from, ranged := strings.Cut(rest, "-from-")
		worst, err := Decimal(0), error(nil)
		if ranged {
			worst, err = ParseDecimal(from)
		}
		best, err2 := ParseDecimal(text)
		if err == nil && err2 == nil && validEnds(best, worst) && pointsID(best, worst) == id {
			return pointScale(best, worst), true
		}
	}
	if rest, ok := strings.CutPrefix(id, "stars-"); ok {
		text, half := strings.CutSuffix(rest, "-half")
		best, err := ParseDecimal(text)
		if err == nil && validEnds(best, 0) && best.String() == text {
			s := starScale(best)
			if half {
				s.ID, s.Name, s.Step = id, s.Name+", with halves", stepHalf
			}
			return s, true
		}
	}
	return Scale{}, false
}

func registered(id string) *Scale {
	for i := range registry {
		if registry[i].ID == id {
			return &registry[i]
		}
	}
	return nil
}

// byEnds finds the registered scale of a kind that runs from 0 to best, so that common forms need no new string.
func byEnds(kind Kind, best Decimal) *Scale {
	for i := range registry {
		if s := &registry[i]; s.Kind == kind && s.Best == best && s.Worst == 0 {
			if kind == KindFraction || s.Step == step1 {
				return s
			}
		}
	}
	return nil
}

// validEnds reports whether two ends make a scale: the origin is 0 and the best at least 2, or both are stated.
func validEnds(best, worst Decimal) bool {
	if best < -maxNumber || best > maxNumber || worst < -maxNumber || worst > maxNumber {
		return false
	}
	return worst == 0 && best >= Whole(2) || worst != 0 && best != worst
}

func pointsID(best, worst Decimal) string {
	if worst == 0 {
		return "points-" + best.String()
	}
	return "points-" + best.String() + "-from-" + worst.String()
}

// pointScale is the scale of plain numbers between two ends.
func pointScale(best, worst Decimal) Scale {
	if worst == 0 {
		if s := byEnds(KindFraction, best); s != nil {
			return *s
		}
	}
	s := Scale{ID: pointsID(best, worst), Name: "Points out of " + best.String(), Kind: KindFraction, Best: best, Worst: worst, Step: stepPoint,
		Positive: cutsGeneral.high, Negative: cutsGeneral.low}
	if worst != 0 {
		s.Name = "Points from " + worst.String() + " to " + best.String()
	}
	if max(best-worst, worst-best) >= Whole(50) {
		s.Step = step1
	}
	return s
}

// starScale is the scale of stars with a given number of them.
func starScale(best Decimal) Scale {
	if s := byEnds(KindStars, best); s != nil {
		return *s
	}
	return Scale{ID: "stars-" + best.String(), Name: "Stars out of " + best.String(), Kind: KindStars, Best: best, Step: step1,
		Positive: cutsGeneral.high, Negative: cutsGeneral.low}
}

// GeneralCuts returns the verdict cut-offs for a scale that has none of its own: positive from the first, negative up
// to the second.
func GeneralCuts() (positive, negative Score) { return cutsGeneral.high, cutsGeneral.low }

// Score maps a value of the scale to the common scale, rounded half up to thousandths; NoScore when the value lies
// outside the scale or the scale has no numbers.
func (s *Scale) Score(value Decimal) Score {
	if !s.numeric() || !value.Known() {
		return NoScore
	}
	return linear(value, s.Best, s.Worst)
}

func (s *Scale) numeric() bool { return s.Best.Known() && s.Worst.Known() && s.Best != s.Worst }

func linear(value, best, worst Decimal) Score {
	num, den := int64(value-worst), int64(best-worst)
	if den < 0 {
		num, den = -num, -den
	}
	if den == 0 || num < 0 || num > den {
		return NoScore
	}
	return Score(divHalfUp(num*int64(MaxScore), den))
}

// Verdict judges a score by the cut-offs of the scale on which it was given; VerdictNone for NoScore.
func (s *Scale) Verdict(score Score) Verdict {
	switch {
	case !score.Known():
		return VerdictNone
	case score >= s.Positive:
		return VerdictPositive
	case score <= s.Negative:
		return VerdictNegative
	}
	return VerdictMixed
}

// label finds a named grade by its text, without regard to case.
func (s *Scale) label(text string) *Label {
	for i := range s.Labels {
		if strings.EqualFold(s.Labels[i].Text, text) {
			return &s.Labels[i]
		}
	}
	return nil
}

// userKinds are the kinds that a user's scale may have.
var userKinds = [...]Kind{KindFraction, KindStars, KindPercent, KindLetter, KindNumber, KindLabel}

// Validate checks a scale that a user defined. The error names the field and the remedy.
func (s *Scale) Validate() error {
	switch {
	case !validID(s.ID):
		return fmt.Errorf("id %q: use 1 to 60 lower-case letters, digits, points and single hyphens", s.ID)
	case strings.TrimSpace(s.Name) == "" || len(s.Name) > 200:
		return fmt.Errorf("name: give 1 to 200 bytes of text")
	case !slices.Contains(userKinds[:], s.Kind):
		return fmt.Errorf("kind %q: use one of %q", s.Kind, userKinds)
	case !s.numeric() && len(s.Labels) == 0:
		return fmt.Errorf("best: give best and worst, which differ, or labels")
	case s.numeric() && (max(s.Best, s.Worst) > maxNumber || min(s.Best, s.Worst) < -maxNumber):
		return fmt.Errorf("best: best and worst lie between -1000 and 1000")
	case s.Step < 0 || s.numeric() && s.Step > max(s.Best-s.Worst, s.Worst-s.Best):
		return fmt.Errorf("step: give 0 (continuous) or at most the distance between worst and best")
	case !validScore(s.Positive) || !validScore(s.Negative) || s.Negative >= s.Positive:
		return fmt.Errorf("positive: give scores from 0 to 100, negative below positive")
	case len(s.Labels) > 200:
		return fmt.Errorf("labels: give at most 200")
	}
	for i, l := range s.Labels {
		if strings.TrimSpace(l.Text) != l.Text || l.Text == "" || len(l.Text) > 100 {
			return fmt.Errorf("labels/%d/text: give 1 to 100 bytes without surrounding space", i)
		}
		if !validScore(l.Score) {
			return fmt.Errorf("labels/%d/score: give a score from 0 to 100", i)
		}
		if first := s.label(l.Text); first != &s.Labels[i] {
			return fmt.Errorf("labels/%d/text: %q is there twice", i, l.Text)
		}
	}
	if !slices.IsSortedFunc(s.Labels, func(a, b Label) int { return cmp.Compare(b.Score, a.Score) }) {
		return fmt.Errorf("labels: list them best first")
	}
	return nil
}

func validScore(s Score) bool { return s >= 0 && s <= MaxScore }

func validID(id string) bool {
	if id == "" || len(id) > 60 || strings.Contains(id, "--") || id[0] == '-' || id[len(id)-1] == '-' {
		return false
	}
	return strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789.-") == ""
}
