package rating

import (
	"encoding/csv"
	"errors"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzParse looks for texts that break what holds for every Rating.
func FuzzParse(f *testing.F) {
	file, err := os.Open("testdata/ratings.csv")
	if err != nil {
		f.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		f.Fatal(err)
	}
	for _, row := range rows[1:] {
		f.Add(row[0])
	}
	contexts := []Context{NewContext()}
	for _, id := range []string{"points-10", "stars-5-half", "letter", "german-school-note", "percent", "thumbs"} {
		s, ok := LookupScale(id)
		if !ok {
			f.Fatal(id)
		}
		stated, outlet := NewContext(), NewContext()
		stated.Scale, outlet.OutletScale = &s, &s
		contexts = append(contexts, stated, outlet)
	}
	for i := range userScales {
		c := NewContext()
		c.Scale = &userScales[i]
		contexts = append(contexts, c)
	}
	contexts = append(contexts, Context{Best: Whole(5), Worst: NoDecimal, Lowest: Whole(1)}, Context{Best: Whole(1), Worst: NoDecimal, Lowest: Whole(6)})
	f.Fuzz(func(t *testing.T, raw string) {
		for _, c := range contexts {
			holds(t, raw, c)
		}
	})
}

// holds checks what is true of every text in every context.
func holds(t *testing.T, raw string, c Context) {
	r, err := Parse(raw, c)
	again, _ := Parse(raw, c)
	switch {
	case again != r:
		t.Errorf("twice read, twice different: %+v, %+v", r, again)
	case r.Raw != raw || !strings.Contains(raw, r.Text) || !strings.Contains(raw, r.Blurb):
		t.Errorf("text %q and blurb %q are not in the raw text", r.Text, r.Blurb)
	case utf8.ValidString(raw) && !utf8.ValidString(r.Text+r.Blurb):
		t.Errorf("a sign was cut in two: %q, %q", r.Text, r.Blurb)
	case r.Score != NoScore && !validScore(r.Score):
		t.Errorf("score %d", r.Score)
	case r.Score.Known() != (r.Method != ""):
		t.Errorf("score %s by method %q", r.Score, r.Method)
	case r.Score.Known() && (r.Flags&(refusals|FlagScaleUnknown) != 0 || r.Verdict == VerdictNone || r.Scale == "" || r.Text == ""):
		t.Errorf("a score with %+v", r)
	case (err != nil) != (r.Flags&refusals != 0):
		t.Errorf("flags %s, error %v", r.Flags, err)
	case (r.Detail() == "") != (r.Flags == 0):
		t.Errorf("flags %s, detail %q", r.Flags, r.Detail())
	}
	var refusal *ParseError
	if err != nil && (!errors.As(err, &refusal) || refusal.Flag == 0 || refusal.Detail == "") {
		t.Errorf("error %v", err)
	}
	if r.Scale != "" && (c.Scale == nil || c.Scale.ID != r.Scale) {
		if _, ok := LookupScale(r.Scale); !ok {
			t.Errorf("scale %q is not known", r.Scale)
		}
	}
}

// FuzzTally looks for bytes that are accepted but are not the encoding of a tally, or that break its figures.
func FuzzTally(f *testing.F) {
	var y Tally
	for _, raw := range []string{"3/5", "B+", "two thumbs up", "85%"} {
		r, err := Parse(raw, NewContext())
		if err != nil {
			f.Fatal(err)
		}
		if err := y.Add(EntryOf(r, NormalWeight)); err != nil {
			f.Fatal(err)
		}
	}
	b, err := y.MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte{tallyVersion, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		var y Tally
		if y.UnmarshalBinary(data) != nil || len(data) == 0 {
			return
		}
		if again, err := y.MarshalBinary(); err != nil || string(again) != string(data) {
			t.Errorf("%x becomes %x, %v", data, again, err)
		}
		if s := Summarise(y, Prior{Mean: 50_000, Weight: 5}); s.Rated > 0 && !validScore(s.Mean) {
			t.Errorf("mean %d", s.Mean)
		}
	})
}
