// Package rating reads ratings as reviews write them, maps them to one common scale, judges and converts them, and
// summarises many of them into the score of a film. It is pure: no I/O, no clock, no state that can change, and all
// arithmetic is exact (integers only).
package rating

import "math"

// Score is a point on the common scale of 0 to 100, in thousandths: 66667 is 66.667. The range is 0 to 100000.
type Score int32

// NoScore is the Score of a rating that has no place on the common scale: none was given, its scale is unknown, or it
// is a verdict without a number.
const NoScore Score = -1

// MaxScore is the highest Score, 100 on the common scale.
const MaxScore Score = 100_000

// Decimal is an exact decimal number in millionths: 3.5 is 3500000.
type Decimal int64

// NoDecimal is the Decimal of a number that is not there. It is never the result of arithmetic.
const NoDecimal Decimal = math.MinInt64

// Kind says in which form a rating was written.
type Kind string

// The kinds of rating.
const (
	KindNone     Kind = ""         // nothing that reads as a rating
	KindFraction Kind = "fraction" // 2/5, 7 out of 10, 4.5 von 5
	KindStars    Kind = "stars"    // ★★★½, ** out of ****, three stars out of five
	KindLetter   Kind = "letter"   // B+
	KindPercent  Kind = "percent"  // 85 %
	KindNumber   Kind = "number"   // 8, without a scale of its own
	KindVerdict  Kind = "verdict"  // thumbs up, recommended, rotten: a verdict without a number
	KindLabel    Kind = "label"    // a named grade of a registered scale
)

// Verdict is the plain answer of a review: is the film worth it?
type Verdict string

// The verdicts. VerdictNone stands for a rating that tells none.
const (
	VerdictNone     Verdict = ""
	VerdictPositive Verdict = "positive"
	VerdictMixed    Verdict = "mixed"
	VerdictNegative Verdict = "negative"
)

// Rating is one rating, kept as written and normalised as far as that can be done without guessing.
type Rating struct {
	// Raw is the whole input, verbatim.
	Raw string `json:"raw"`
	// Text is the part of Raw that is the rating, verbatim: "4/4" of "4/4 - Leave it to ...". Empty when none was found.
	Text string `json:"text"`
	// Value, Best and Worst are the number given and the two ends of its scale; NoDecimal where unknown.
	Value Decimal `json:"value" swaggertype:"number"`
	Best  Decimal `json:"best" swaggertype:"number"`
	Worst Decimal `json:"worst" swaggertype:"number"`
	// Lowest is the lowest grade that can be given (worstRating of structured data) when that is stated; it does not
	// move the score.
	Lowest Decimal `json:"lowest" swaggertype:"number"`
	// Scale is the id of the scale that was used ("points-5"); empty when unknown.
	Scale string `json:"scale"`
	Kind  Kind   `json:"kind"`
	// Score is the place on the common scale; NoScore where there is none.
	Score   Score   `json:"score" swaggertype:"number"`
	Verdict Verdict `json:"verdict"`
	// Blurb is the text that stands beside the rating in Raw: "Leave it to ...".
	Blurb string `json:"blurb"`
	// Method names how the score was made, with its version ("linear/1"); empty when there is no score.
	Method string `json:"method"`
	Flags  Flags  `json:"flags" swaggertype:"array,string"`
}

// Flags is the set of remarks on a Rating.
type Flags uint32

// The flags. Their wire names are the table flagNames.
const (
	// FlagScaleUnknown: a value without a stated or registered scale.
	FlagScaleUnknown Flags = 1 << iota
	// FlagScaleFromOutlet: the scale is the one that the outlet registered, not one stated in the rating.
	FlagScaleFromOutlet
	// FlagOutOfRange: the value lies outside its scale; it is kept and has no score.
	FlagOutOfRange
	// FlagUnreadable: no rating form was recognised.
	FlagUnreadable
	// FlagAmbiguous: more than one reading ("B+/A-", "6-7/10", "B (7 out of 10)" when they disagree).
	FlagAmbiguous
	// FlagRange: a range was given; see the parser for how it is read.
	FlagRange
	// FlagHypothetical: "would be 10/10 without the ending".
	FlagHypothetical
	// FlagSecondScale: the same rating was given on another scale as well.
	FlagSecondScale
	// FlagRounded: the value had more decimals than are kept.
	FlagRounded
)

// Scale is a rating scale. The registry holds the known ones; a collection may add its own.
type Scale struct {
	// ID is the stable name in kebab case: "points-5", "stars-5-half", "letter", "percent".
	ID, Name string
	Kind     Kind
	// Best and Worst are the two ends. Worst may be greater than Best: school notes run from 6 down to 1.
	Best, Worst Decimal
	// Step is the distance between neighbouring grades, for conversion; 0 when the scale is continuous.
	Step Decimal
	// Labels are the named grades, best first; empty for plain numbers.
	Labels []Label
	// Positive is the lowest score that is a positive verdict, Negative the highest that is a negative one; all between
	// is mixed.
	Positive, Negative Score
}

// Label is a named grade of a scale.
type Label struct {
	Text  string
	Score Score
}

// Context tells the parser what stands around a rating. The zero value is not usable; start from NewContext.
type Context struct {
	// Scale is the scale stated by the caller for a value that states none itself; nil when unknown.
	Scale *Scale
	// OutletScale is the scale that the outlet registered; used, and flagged, when neither the rating nor Scale tell one.
	OutletScale *Scale
	// Best, Worst and Lowest come from structured data; NoDecimal where not given.
	Best, Worst, Lowest Decimal
}

// NewContext returns a Context in which nothing is known.
func NewContext() Context { return Context{Best: NoDecimal, Worst: NoDecimal, Lowest: NoDecimal} }
