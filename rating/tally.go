package rating

import (
	"cmp"
	"fmt"
	"slices"
)

// Weight is how much the outlet of a review counts in the weighted mean, in thousandths: 1000 is 1.
type Weight int32

const (
	// NormalWeight is the weight of an outlet that has none of its own.
	NormalWeight Weight = 1000
	// MaxWeight is the largest weight, 1000.
	MaxWeight Weight = 1_000_000
	// maxReviews bounds a tally, so that no sum can overflow.
	maxReviews = 1 << 24
)

// Entry is what one review adds to the Tally of its film.
type Entry struct {
	// Scale is the native scale; empty when the review gives no rating or its scale is unknown.
	Scale string
	// Score is NoScore for a review without a score.
	Score   Score
	Verdict Verdict
	Weight  Weight
}

// EntryOf is the entry of a review with the rating r, in an outlet of weight w. A review without a rating has the zero
// Rating with NoScore: EntryOf(Unrated(), w).
func EntryOf(r Rating, w Weight) Entry {
	e := Entry{Score: r.Score, Verdict: r.Verdict, Weight: w}
	if r.Score.Known() || r.Verdict != VerdictNone {
		e.Scale = r.Scale
	}
	return e
}

// Unrated is the rating of a review that gives none.
func Unrated() Rating {
	return Rating{Value: NoDecimal, Best: NoDecimal, Worst: NoDecimal, Lowest: NoDecimal, Score: NoScore}
}

// bucket counts the reviews with the same native scale, score and verdict.
type bucket struct {
	scale   string
	score   Score
	verdict Verdict
	n       int64
}

func (b bucket) compare(c bucket) int {
	if b.scale != c.scale {
		return cmp.Compare(b.scale, c.scale)
	}
	if b.score != c.score {
		return cmp.Compare(b.score, c.score)
	}
	return cmp.Compare(verdictIndex(b.verdict), verdictIndex(c.verdict))
}

// Tally is the exact multiset of the ratings of one film. It does not depend on the order in which reviews were added,
// and Remove undoes Add without a trace. The zero value is empty.
type Tally struct {
	reviews  int64
	buckets  []bucket // sorted, every n positive
	weights  int64    // sum of the weights of the scored reviews
	weighted int64    // sum of weight times score
}

func (e Entry) bucket() (b bucket, counted bool, err error) {
	b = bucket{scale: e.Scale, score: e.Score, verdict: e.Verdict, n: 1}
	switch {
	case e.Weight < 0 || e.Weight > MaxWeight:
		return b, false, fmt.Errorf("weight: %d thousandths; give 0 to %d", e.Weight, MaxWeight)
	case e.Score < NoScore || e.Score > MaxScore:
		return b, false, fmt.Errorf("score: %d thousandths; give 0 to %d, or NoScore", e.Score, MaxScore)
	case len(e.Scale) > 255:
		return b, false, fmt.Errorf("scale: the id is longer than 255 bytes")
	case verdictIndex(e.Verdict) < 0:
		return b, false, fmt.Errorf("verdict: %q is not one of positive, mixed, negative or none", e.Verdict)
	}
	return b, e.Score.Known() || e.Verdict != VerdictNone, nil
}

// Add counts a review.
func (t *Tally) Add(e Entry) error {
	b, counted, err := e.bucket()
	if err != nil {
		return err
	}
	if t.reviews >= maxReviews {
		return fmt.Errorf("tally: it is full with %d reviews", maxReviews)
	}
	t.reviews++
	if counted {
		t.put(b)
	}
	t.weigh(e, 1)
	return nil
}

// Remove takes back a review that was added with the same entry. The error says that there is none: the tally and the
// reviews have parted and the tally must be rebuilt; it is unchanged then.
func (t *Tally) Remove(e Entry) error {
	b, counted, err := e.bucket()
	if err != nil {
		return err
	}
	i, found := slices.BinarySearchFunc(t.buckets, b, bucket.compare)
	if counted && !found || !counted && t.reviews <= t.counted() {
		return fmt.Errorf("tally holds no review with scale %q, score %s and verdict %q; rebuild it", e.Scale, e.Score, e.Verdict)
	}
	t.reviews--
	if counted {
		if t.buckets[i].n--; t.buckets[i].n == 0 {
			t.buckets = slices.Delete(t.buckets, i, i+1)
		}
	}
	t.weigh(e, -1)
	return nil
}

func (t *Tally) put(b bucket) {
	i, found := slices.BinarySearchFunc(t.buckets, b, bucket.compare)
	if found {
		t.buckets[i].n += b.n
	} else {
		t.buckets = slices.Insert(t.buckets, i, b)
	}
}

func (t *Tally) weigh(e Entry, sign int64) {
	if e.Score.Known() {
		t.weights += sign * int64(e.Weight)
		t.weighted += sign * int64(e.Weight) * int64(e.Score)
	}
}

// counted is the number of reviews with a score or a verdict.
func (t *Tally) counted() (n int64) {
	for _, b := range t.buckets {
		n += b.n
	}
	return n
}

// Merge adds all that o holds.
func (t *Tally) Merge(o Tally) {
	t.reviews += o.reviews
	t.weights += o.weights
	t.weighted += o.weighted
	for _, b := range o.buckets {
		t.put(b)
	}
}

// Reviews is the number of reviews in the tally, rated or not.
func (t *Tally) Reviews() int64 { return t.reviews }

// Equal reports whether both hold the same reviews.
func (t *Tally) Equal(o Tally) bool {
	return t.reviews == o.reviews && t.weights == o.weights && t.weighted == o.weighted && slices.Equal(t.buckets, o.buckets)
}

// verdictCodes are the verdicts in the order of their code in the encoding and of the buckets.
var verdictCodes = [...]Verdict{VerdictNone, VerdictPositive, VerdictMixed, VerdictNegative}

func verdictIndex(v Verdict) int {
	for i := range verdictCodes {
		if verdictCodes[i] == v {
			return i
		}
	}
	return -1
}
