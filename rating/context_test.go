package rating

import (
	"encoding/csv"
	"os"
	"testing"
)

// userScales are scales as a collection might define them.
var userScales = []Scale{
	{ID: "cinema-tickets", Name: "Tickets", Kind: KindLabel, Best: NoDecimal, Worst: NoDecimal, Positive: 60_000, Negative: 40_000,
		Labels: []Label{{"Full price", 100_000}, {"Matinee", 60_000}, {"Rent it", 40_000}, {"Skip it", 0}}},
	{ID: "our-letters", Name: "Letters with an A++", Kind: KindLetter, Best: NoDecimal, Worst: NoDecimal, Positive: 60_000, Negative: 40_000,
		Labels: []Label{{"A++", 100_000}, {"A+", 95_000}, {"A", 90_000}, {"B", 50_000}, {"C", 0}}},
	{ID: "lamps", Name: "Lamps, one to nine", Kind: KindFraction, Best: Whole(9), Worst: Whole(1), Step: step1, Positive: 70_000, Negative: 30_000},
}

func scaleNamed(t *testing.T, id string) *Scale {
	t.Helper()
	if id == "" {
		return nil
	}
	for i := range userScales {
		if userScales[i].ID == id {
			return &userScales[i]
		}
	}
	s, ok := LookupScale(id)
	if !ok {
		t.Fatalf("no scale %q", id)
	}
	return &s
}

func decimalOf(t *testing.T, text string) Decimal {
	t.Helper()
	if text == "" {
		return NoDecimal
	}
	d, err := ParseDecimal(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestParseInContext reads testdata/context.csv: what is given (raw, scale, outlet scale, best, worst, lowest) and what
// is read (value, best, worst, scale, score, flags).
func TestParseInContext(t *testing.T) {
	f, err := os.Open("testdata/context.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		c := Context{Scale: scaleNamed(t, row[1]), OutletScale: scaleNamed(t, row[2]), Best: decimalOf(t, row[3]), Worst: decimalOf(t, row[4]), Lowest: decimalOf(t, row[5])}
		r, err := Parse(row[0], c)
		got := []string{r.Value.String(), r.Best.String(), r.Worst.String(), r.Scale, r.Score.String(), r.Flags.String()}
		for i, v := range got {
			if v != row[6+i] {
				t.Errorf("%q: %s is %q, not %q", row[:6], rows[0][6+i], v, row[6+i])
			}
		}
		if (err != nil) != (r.Flags&refusals != 0) {
			t.Errorf("%q: flags %s, error %v", row[:6], r.Flags, err)
		}
		if r.Lowest != c.Lowest {
			t.Errorf("%q: lowest is %s", row[:6], r.Lowest)
		}
	}
}

func TestUserScalesAreValid(t *testing.T) {
	for _, s := range append(Scales(), userScales...) {
		if s.Kind == KindVerdict {
			continue // thumbs have no scores
		}
		if err := s.Validate(); err != nil {
			t.Errorf("%s: %v", s.ID, err)
		}
		if got, ok := LookupScale(s.ID); ok && got.Name != s.Name {
			t.Errorf("%s: found %q", s.ID, got.Name)
		}
	}
}

func TestValidateNamesTheField(t *testing.T) {
	good := userScales[2]
	for _, c := range []struct {
		field  string
		change func(*Scale)
	}{
		{"id", func(s *Scale) { s.ID = "Two words" }},
		{"kind", func(s *Scale) { s.Kind = KindVerdict }},
		{"name", func(s *Scale) { s.Name = " " }},
		{"best", func(s *Scale) { s.Best = s.Worst }},
		{"best", func(s *Scale) { s.Best = Whole(1001) }},
		{"step", func(s *Scale) { s.Step = Whole(20) }},
		{"positive", func(s *Scale) { s.Negative = s.Positive }},
		{"labels/1/text", func(s *Scale) { s.Labels = []Label{{"Yes", 100_000}, {"yes", 0}} }},
		{"labels/0/score", func(s *Scale) { s.Labels = []Label{{"Yes", NoScore}} }},
		{"labels", func(s *Scale) { s.Labels = []Label{{"No", 0}, {"Yes", 100_000}} }},
	} {
		s := good
		c.change(&s)
		err := s.Validate()
		if err == nil || len(err.Error()) < len(c.field) || err.Error()[:len(c.field)] != c.field {
			t.Errorf("%s: %v", c.field, err)
		}
	}
}
