package rating

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// anyScale draws a scale with numbers: a registered one or one made by its ends.
func anyScale(t *rapid.T) Scale {
	var numeric []Scale
	for _, s := range Scales() {
		if s.numeric() {
			numeric = append(numeric, s)
		}
	}
	made := pointScale(Decimal(rapid.Int64Range(2*decimalUnit, maxNumber).Draw(t, "best")), 0)
	return rapid.SampledFrom(append(numeric, made)).Draw(t, "scale")
}

func TestScoreIsBoundedAndMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyScale(t)
		lo, hi := min(s.Best, s.Worst), max(s.Best, s.Worst)
		a := Decimal(rapid.Int64Range(int64(lo), int64(hi)).Draw(t, "a"))
		b := Decimal(rapid.Int64Range(int64(lo), int64(hi)).Draw(t, "b"))
		x, y := s.Score(a), s.Score(b)
		if !validScore(x) || !validScore(y) {
			t.Fatalf("scores %d and %d", x, y)
		}
		if better := (a > b) == (s.Best > s.Worst); a != b && (better && x < y || !better && x > y) {
			t.Fatalf("%s is %s and %s is %s", a, x, b, y)
		}
		exact := big.NewRat(int64(a-s.Worst), int64(s.Best-s.Worst))
		if want := thousandths(exact); x != want {
			t.Fatalf("%s on %s: %s, not %s", a, s.ID, x, want)
		}
		if s.Score(lo-1) != NoScore || s.Score(hi+1) != NoScore {
			t.Fatal("a value outside the scale has a score")
		}
	})
}

func TestConversionRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyScale(t)
		score := Score(rapid.IntRange(0, int(MaxScore)).Draw(t, "score"))
		c, err := Convert(score, s)
		if err != nil {
			t.Fatal(err)
		}
		back := s.Score(c.Value)
		width := max(s.Best-s.Worst, s.Worst-s.Best)
		// Half a step away at most, and half a thousandth by rounding.
		if off := max(back-score, score-back); int64(off)*2*int64(width) > int64(s.Step)*int64(MaxScore)+2*int64(width) && c.Value != s.Best {
			t.Fatalf("%s becomes %s on %s, and %s again", score, c.Value, s.ID, back)
		}
		again, err := Convert(back, s)
		if err != nil || again != c {
			t.Fatalf("%s becomes %v, then %v, %v", score, c, again, err)
		}
		// What conversion writes, the parser reads, told the scale.
		ctx := NewContext()
		ctx.Scale = &s
		if r, err := Parse(c.Text, ctx); err != nil || r.Value != c.Value || r.Scale != s.ID {
			t.Fatalf("%q on %s reads as %s on %s, %v", c.Text, s.ID, r.Value, r.Scale, err)
		}
	})
}

func TestLettersRoundTrip(t *testing.T) {
	letter, _ := LookupScale("letter")
	for _, l := range letters {
		r, err := Parse(l.Text, NewContext())
		if err != nil || r.Score != l.Score {
			t.Errorf("%s: %s, %v", l.Text, r.Score, err)
		}
		if c, err := Convert(r.Score, letter); err != nil || nearest(letters[:], r.Score).Score != l.Score || c.Text == "" {
			t.Errorf("%s becomes %q, %v", l.Text, c.Text, err)
		}
	}
}

func TestParseReadsWhatItWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		best := Decimal(rapid.Int64Range(20, 10_000).Draw(t, "best")) * (decimalUnit / 10)
		value := Decimal(rapid.Int64Range(0, int64(best)).Draw(t, "value"))
		form := rapid.SampledFrom([]string{"%s/%s", "%s / %s", "%s out of %s", "Rating: %s/%s", "%s/%s - an aside", "(%s/%s)", "%s von %s"}).Draw(t, "form")
		raw := fmt.Sprintf(form, value, best)
		r, err := Parse(raw, NewContext())
		if err != nil || r.Value != value || r.Best != best || r.Score != linear(value, best, 0) || r.Raw != raw {
			t.Fatalf("%q: %+v, %v", raw, r, err)
		}
		if s, ok := LookupScale(r.Scale); !ok || s.Best != best || s.ID != r.Scale || s.Verdict(r.Score) != r.Verdict {
			t.Fatalf("%q: scale %q is %v, %v", raw, r.Scale, s, ok)
		}
	})
}

func TestNumbersSurviveJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Decimal(rapid.Int64Range(-maxNumber, maxNumber).Draw(t, "decimal"))
		s := Score(rapid.IntRange(0, int(MaxScore)).Draw(t, "score"))
		in := struct {
			D Decimal
			S Score
			E Decimal
			N Score
			F Flags
		}{d, s, NoDecimal, NoScore, Flags(rapid.Uint32Range(0, 1<<len(flagNames)-1).Draw(t, "flags"))}
		b, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		out := in
		out.D, out.S, out.E, out.N, out.F = 0, 0, 0, 0, 0
		if err := json.Unmarshal(b, &out); err != nil || out != in {
			t.Fatalf("%s: %v, %v", b, out, err)
		}
		if p, err := ParseDecimal(d.String()); err != nil || p != d {
			t.Fatalf("%s: %v, %v", d, p, err)
		}
	})
}

func drawEntries(t *rapid.T) []Entry {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Entry {
		scale := rapid.SampledFrom([]string{"points-5", "points-4", "letter", "percent", "lamps"}).Draw(t, "scale")
		score := Score(rapid.IntRange(-1, 12).Draw(t, "score"))
		e := Entry{Scale: scale, Score: NoScore, Verdict: rapid.SampledFrom(verdictCodes[:]).Draw(t, "verdict"),
			Weight: Weight(rapid.SampledFrom([]int{0, 333, 500, 1000, 1000, 2500}).Draw(t, "weight"))}
		if score >= 0 {
			e.Score = min(score*8_333, MaxScore)
		}
		return e
	}), 0, 60).Draw(t, "entries")
}

func tallied(t *rapid.T, entries []Entry) Tally {
	var y Tally
	for _, e := range entries {
		if err := y.Add(e); err != nil {
			t.Fatal(err)
		}
	}
	return y
}

func encoded(t *rapid.T, y Tally) []byte {
	b, err := y.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTallyIsAMultiset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := drawEntries(t)
		prior := Prior{Mean: Score(rapid.IntRange(-1, int(MaxScore)).Draw(t, "mean")), Weight: rapid.Int64Range(0, 20).Draw(t, "weight")}
		y := tallied(t, entries)
		code := encoded(t, y)

		shuffled := rapid.Permutation(entries).Draw(t, "order")
		if !bytes.Equal(code, encoded(t, tallied(t, shuffled))) {
			t.Fatal("the order matters")
		}
		cut := rapid.IntRange(0, len(entries)).Draw(t, "cut")
		merged := tallied(t, entries[:cut])
		merged.Merge(tallied(t, entries[cut:]))
		if !bytes.Equal(code, encoded(t, merged)) {
			t.Fatal("merging is not adding")
		}
		var read Tally
		if err := read.UnmarshalBinary(code); err != nil || !read.Equal(y) || !reflect.DeepEqual(Summarise(read, prior), Summarise(y, prior)) {
			t.Fatalf("read back %v, %v", read, err)
		}
		for _, e := range shuffled[cut:] {
			if err := read.Remove(e); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(encoded(t, read), encoded(t, tallied(t, shuffled[:cut]))) {
			t.Fatal("removing does not undo adding")
		}
	})
}

// TestSummaryAgainstNaive computes every figure anew by rational and floating-point arithmetic.
func TestSummaryAgainstNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := drawEntries(t)
		s := Summarise(tallied(t, entries), Prior{Mean: 55_000, Weight: 3})
		var scores []int64
		var sum, weights, weighted int64
		for _, e := range entries {
			if e.Score.Known() {
				scores = append(scores, int64(e.Score))
				sum += int64(e.Score)
				weights += int64(e.Weight)
				weighted += int64(e.Weight) * int64(e.Score)
			}
		}
		n := int64(len(scores))
		if s.Rated != n || s.Reviews != int64(len(entries)) || s.Unrated != s.Reviews-n {
			t.Fatalf("%+v", s)
		}
		if n == 0 {
			if s.Mean != NoScore || s.Status != StatusNone {
				t.Fatalf("%+v", s)
			}
			return
		}
		slices.Sort(scores)
		half := func(a, b int64) Score { return thousandths(big.NewRat(a, b*int64(MaxScore))) }
		if s.Mean != half(sum, n) || s.Bayes != half(sum+3*55_000, n+3) || weights > 0 && s.Weighted != half(weighted, weights) {
			t.Fatalf("%+v", s)
		}
		if s.Median != half(scores[(n-1)/2]+scores[n/2], 2) || s.Spread != Score(scores[n-1]-scores[0]) {
			t.Fatalf("%+v", s)
		}
		square, mean := 0.0, float64(sum)/float64(n)
		for _, v := range scores {
			square += (float64(v) - mean) * (float64(v) - mean)
		}
		if sd := math.Sqrt(square / float64(n)); math.Abs(sd-float64(s.Stddev)) > 0.51 {
			t.Fatalf("deviation %s, not %f", s.Stddev, sd)
		}
		bins := int64(0)
		for _, b := range s.Histogram {
			bins += b
		}
		if bins != n || s.Quartiles[0] > s.Median || s.Quartiles[2] < s.Median {
			t.Fatalf("%+v", s)
		}
		if all := s.Positive + s.Mixed + s.Negative; all > 0 {
			const z = 1.959963984540054
			p, m := float64(s.Positive)/float64(all), float64(all)
			mid, off := (p+z*z/2/m)/(1+z*z/m), z/(1+z*z/m)*math.Sqrt(p*(1-p)/m+z*z/4/m/m)
			if math.Abs(float64(s.PositiveShare.Low)-1e5*(mid-off)) > 0.51 || math.Abs(float64(s.PositiveShare.High)-1e5*(mid+off)) > 0.51 {
				t.Fatalf("%+v, not %f to %f", s.PositiveShare, mid-off, mid+off)
			}
		}
	})
}

func TestContributionsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := drawEntries(t)
		prior := Prior{Mean: Score(rapid.IntRange(0, int(MaxScore)).Draw(t, "mean")), Weight: rapid.Int64Range(0, 20).Draw(t, "weight")}
		for _, m := range Methods() {
			x, err := Explain(m.Name, entries, prior)
			if err != nil {
				t.Fatal(err)
			}
			if want := m.Headline(Summarise(tallied(t, entries), prior)); x.Headline != want || len(x.Items) != len(entries) {
				t.Fatalf("%s: %s, not %s", m.Name, x.Headline, want)
			}
			sum, counting := Score(0), 0
			for _, c := range x.Items {
				if (c.Role == RoleCounts) != (c.Contribution != NoScore) && x.Headline.Known() {
					t.Fatalf("%s: %+v", m.Name, c)
				}
				if c.Contribution.Known() {
					sum += c.Contribution
					counting++
				}
			}
			if x.Prior.Known() {
				sum += x.Prior
			}
			if x.Headline.Known() && sum != x.Headline || !x.Headline.Known() && counting > 0 {
				t.Fatalf("%s: contributions make %s of %s", m.Name, sum, x.Headline)
			}
		}
	})
}
