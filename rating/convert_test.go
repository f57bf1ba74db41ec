package rating

import "testing"

func TestConvert(t *testing.T) {
	for _, c := range []struct{ score, scale, value, text string }{
		{"74", "points-5", "3.7", "3.7/5"},
		{"74", "stars-5-half", "3.5", "★★★½"},
		{"85", "points-5", "4.25", "4.25/5"},
		{"85", "stars-5-half", "4.5", "★★★★½"},
		{"85", "stars-5", "4", "★★★★"},
		{"90", "stars-5", "5", "★★★★★"},
		{"0", "stars-4", "0", "no stars"},
		{"66.667", "percent", "67", "67%"},
		{"79", "letter", "", "B+"},
		{"78.999", "letter", "", "B"},
		{"100", "letter", "", "A"},
		{"3", "letter", "", "F"},
		{"100", "german-school-note", "1", "1"},
		{"50", "german-school-note", "3.5", "3.5"},
		{"0", "german-school-note", "6", "6"},
		{"70", "points-7", "4.9", "4.9/7"},
		{"90", "thumbs", "", "thumbs up"},
		{"60", "thumbs", "", "thumbs sideways"},
		{"10", "thumbs", "", "thumbs down"},
	} {
		score, err := ParseScore(c.score)
		if err != nil {
			t.Fatal(err)
		}
		to, ok := LookupScale(c.scale)
		if !ok {
			t.Fatalf("no scale %q", c.scale)
		}
		got, err := Convert(score, to)
		if err != nil || got.Value.String() != c.value || got.Text != c.text || got.Scale != c.scale {
			t.Errorf("%s on %s: %v %q, %v; want %s %q", c.score, c.scale, got.Value, got.Text, err, c.value, c.text)
		}
	}
	if _, err := Convert(NoScore, registry[0]); err == nil {
		t.Error("no score was converted")
	}
}
