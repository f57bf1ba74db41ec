package rating

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// tallyVersion is the first byte of an encoded tally.
const tallyVersion = 1

var errTally = errors.New("tally: the encoding is damaged; rebuild the tally from the reviews")

// AppendBinary appends the canonical encoding: equal tallies give equal bytes. After the version byte come unsigned
// varints: reviews, sum of weights, weighted sum, number of scales; for each scale, by id, the length and bytes of its
// id, the number of its buckets, and for each, by score, the score plus 1 less that of the bucket before, the verdict's
// code and the count.
func (t *Tally) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, tallyVersion)
	scales := uint64(0)
	for i := range t.buckets {
		if i == 0 || t.buckets[i].scale != t.buckets[i-1].scale {
			scales++
		}
	}
	for _, v := range [...]uint64{uint64(t.reviews), uint64(t.weights), uint64(t.weighted), scales} {
		b = binary.AppendUvarint(b, v)
	}
	for i := 0; i < len(t.buckets); {
		id, end := t.buckets[i].scale, i
		for end < len(t.buckets) && t.buckets[end].scale == id {
			end++
		}
		b = append(append(b, byte(len(id))), id...)
		b = binary.AppendUvarint(b, uint64(end-i))
		for last := NoScore; i < end; i++ {
			k := t.buckets[i]
			b = binary.AppendUvarint(b, uint64(k.score-last))
			b = append(b, byte(verdictIndex(k.verdict)))
			b = binary.AppendUvarint(b, uint64(k.n))
			last = k.score
		}
	}
	return b, nil
}

// MarshalBinary returns the canonical encoding; see AppendBinary.
func (t *Tally) MarshalBinary() ([]byte, error) { return t.AppendBinary(make([]byte, 0, 64)) }

// UnmarshalBinary reads what AppendBinary wrote, and refuses everything else. No bytes at all are the empty tally.
func (t *Tally) UnmarshalBinary(data []byte) error {
	if len(data) == 0 {
		*t = Tally{}
		return nil
	}
	if data[0] != tallyVersion {
		return fmt.Errorf("tally: version %d is not known; this program reads version %d", data[0], tallyVersion)
	}
	d := decoder{rest: data[1:]}
	v := Tally{buckets: make([]bucket, 0, len(data)/3)}
	v.reviews, v.weights, v.weighted = d.number(), d.number(), d.number()
	for scales := d.number(); scales > 0 && !d.bad; scales-- {
		d.scale(&v)
	}
	if d.bad || len(d.rest) > 0 || !v.plausible() {
		return errTally
	}
	*t = v
	return nil
}

// plausible guards the arithmetic on the sums against overflow.
func (t *Tally) plausible() bool {
	rated := int64(0)
	for _, b := range t.buckets {
		if b.score.Known() {
			rated += b.n
		}
	}
	return t.reviews <= maxReviews && t.counted() <= t.reviews &&
		t.weights <= rated*int64(MaxWeight) && t.weighted <= t.weights*int64(MaxScore)
}

type decoder struct {
	rest []byte
	bad  bool
}

func (d *decoder) number() int64 {
	v, n := binary.Uvarint(d.rest)
	// A varint with a last byte of 0 is longer than it need be: one tally has one encoding.
	if n <= 0 || v > 1<<62 || n > 1 && d.rest[n-1] == 0 {
		d.bad, d.rest = true, nil
		return 0
	}
	d.rest = d.rest[n:]
	return int64(v)
}

func (d *decoder) octet() byte {
	if len(d.rest) == 0 {
		d.bad = true
		return 0
	}
	b := d.rest[0]
	d.rest = d.rest[1:]
	return b
}

func (d *decoder) scale(t *Tally) {
	n := int(d.octet())
	if n > len(d.rest) {
		d.bad = true
		return
	}
	id := internScale(d.rest[:n])
	d.rest = d.rest[n:]
	score, count := int64(NoScore), d.number()
	if k := len(t.buckets); count == 0 || k > 0 && t.buckets[k-1].scale == id {
		d.bad = true
	}
	for ; count > 0 && !d.bad; count-- {
		step := d.number()
		verdict, reviews := d.octet(), d.number()
		if score += min(step, int64(MaxScore)+2); score > int64(MaxScore) || verdict > 3 || reviews == 0 || reviews > maxReviews {
			d.bad = true
			return
		}
		b := bucket{scale: id, score: Score(score), verdict: verdictCodes[verdict], n: reviews}
		// Out of order, or the same twice, cannot come from AppendBinary.
		if k := len(t.buckets); k > 0 && t.buckets[k-1].compare(b) >= 0 {
			d.bad = true
			return
		}
		t.buckets = append(t.buckets, b)
	}
}

// internScale returns the registered string of an id, so that reading a tally allocates none.
func internScale(b []byte) string {
	for i := range registry {
		if registry[i].ID == string(b) {
			return registry[i].ID
		}
	}
	return string(b)
}
