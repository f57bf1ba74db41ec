package rating

import "testing"

// common are the forms that make nearly all of what is imported.
var common = []struct{ name, raw string }{
	{"fraction", "3.5/5"}, {"labelled", "Rating: 2/5"}, {"out-of", "7 out of 10"}, {"words", "seven out of ten"}, {"stars", "★★★½☆"},
	{"asterisks", "**1/2 out of ****"}, {"star-words", "3 1/2 stars out of 4"}, {"letter", "B+"}, {"percent", "85%"}, {"number", "8"},
	{"german", "7,5/10 Punkten"}, {"blurb", "4/4 – A lighthouse, a whale and a choir that knows when to be quiet for once."},
}

func BenchmarkParse(b *testing.B) {
	for _, c := range common {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			ctx := NewContext()
			for b.Loop() {
				if _, err := Parse(c.raw, ctx); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestParseCommonFormsAllocateNothing(t *testing.T) {
	ctx := NewContext()
	for _, c := range common {
		n := testing.AllocsPerRun(100, func() {
			if _, err := Parse(c.raw, ctx); err != nil {
				t.Fatal(err)
			}
		})
		if n != 0 {
			t.Errorf("%s: %q allocates %v times", c.name, c.raw, n)
		}
	}
}

// bigTally is a film with 100,000 reviews on six scales.
func bigTally(tb testing.TB) Tally {
	var y Tally
	for i := range 100_000 {
		s := &registry[i%6]
		score := Score(i * 7919 % 201 * 500)
		if err := y.Add(Entry{Scale: s.ID, Score: score, Verdict: s.Verdict(score), Weight: NormalWeight}); err != nil {
			tb.Fatal(err)
		}
	}
	return y
}

// TestTallyStaysSmall bounds the stored form of a film with very many reviews, all with scores of one decimal at most.
func TestTallyStaysSmall(t *testing.T) {
	y := bigTally(t)
	b, err := y.MarshalBinary()
	if err != nil || len(b) > 8<<10 {
		t.Errorf("%d bytes, %v", len(b), err)
	}
	t.Logf("%d reviews in %d buckets take %d bytes", y.Reviews(), len(y.buckets), len(b))
}

func BenchmarkTally(b *testing.B) {
	y := bigTally(b)
	code, err := y.MarshalBinary()
	if err != nil {
		b.Fatal(err)
	}
	e := Entry{Scale: "points-5", Score: 60_000, Verdict: VerdictPositive, Weight: NormalWeight}
	b.Run("read-add-write", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var t Tally
			if err := t.UnmarshalBinary(code); err != nil {
				b.Fatal(err)
			}
			if err := t.Add(e); err != nil {
				b.Fatal(err)
			}
			if _, err := t.MarshalBinary(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("summarise", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Summarise(y, Prior{Mean: 60_000, Weight: 5})
		}
	})
}
