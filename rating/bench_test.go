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
