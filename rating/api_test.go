package rating

import (
	"errors"
	"strings"
	"testing"
)

func TestParseErrorTellsTheRemedy(t *testing.T) {
	five, _ := LookupScale("points-5")
	stated := NewContext()
	stated.Scale = &five
	for _, c := range []struct {
		raw  string
		ctx  Context
		flag Flags
		says string
	}{
		{"lovely", NewContext(), FlagUnreadable, "write it like"},
		{"11/10", NewContext(), FlagOutOfRange, "outside its scale"},
		{"B/B+", NewContext(), FlagRange | FlagAmbiguous, "give one value"},
		{"8/10", stated, FlagAmbiguous, "leave the scale out"},
		{"would be 8/10", NewContext(), FlagHypothetical, "give the final one"},
		{strings.Repeat("a page ", 200), NewContext(), FlagUnreadable, "longer than 1000 bytes"},
		{"4/5 \xff", NewContext(), FlagUnreadable, "UTF-8"},
	} {
		_, err := Parse(c.raw, c.ctx)
		var refusal *ParseError
		if !errors.As(err, &refusal) || refusal.Flag != c.flag || refusal.Raw != c.raw || !strings.Contains(err.Error(), c.says) || len(err.Error()) > 400 {
			t.Errorf("%.20q: %v", c.raw, err)
		}
	}
}

func TestLookupScale(t *testing.T) {
	for _, c := range []struct{ id, best, worst, step string }{
		{"points-7", "7", "0", "0.01"},
		{"points-2.5", "2.5", "0", "0.01"},
		{"points-300", "300", "0", "1"},
		{"points-9-from-1", "9", "1", "0.01"},
		{"points-1-from-6", "1", "6", "0.01"},
		{"stars-8", "8", "0", "1"},
		{"stars-8-half", "8", "0", "0.5"},
		{"stars-5-half", "5", "0", "0.5"},
	} {
		s, ok := LookupScale(c.id)
		if !ok || s.ID != c.id || s.Best.String() != c.best || s.Worst.String() != c.worst || s.Step.String() != c.step {
			t.Errorf("%s: %+v, %v", c.id, s, ok)
		}
		if err := s.Validate(); err != nil {
			t.Errorf("%s: %v", c.id, err)
		}
	}
	for _, id := range []string{"", "points", "points-", "points-1", "points-05", "points-5.0", "points-1001", "points-5-from-0", "points-5-from-5", "stars-0", "stars-5-quarter", "Letter"} {
		if s, ok := LookupScale(id); ok {
			t.Errorf("%q is %+v", id, s)
		}
	}
}

func TestRegistryCannotBeChanged(t *testing.T) {
	s, _ := LookupScale("letter")
	s.Labels[0].Score = 1
	Scales()[14].Labels[0].Score = 1
	if r, err := Parse("A+", NewContext()); err != nil || r.Score != MaxScore {
		t.Errorf("A+ is %s, %v", r.Score, err)
	}
	if letters[0].Score != MaxScore {
		t.Error("the table of letters was changed")
	}
}

func TestNumbersAreRefused(t *testing.T) {
	for _, text := range []string{"", "-", ".", "1.", ".5", "1.2.3", "1e3", "+1", "1001", "-1000.5", "0.1234567", "NaN", "99999999999999999999"} {
		if d, err := ParseDecimal(text); err == nil {
			t.Errorf("decimal %q is %s", text, d)
		}
	}
	for _, text := range []string{"-1", "100.001", "66.6667", "", "null"} {
		if s, err := ParseScore(text); err == nil {
			t.Errorf("score %q is %s", text, s)
		}
	}
	if d, err := ParseDecimal("3,5000000"); err != nil || d != 3_500_000 {
		t.Errorf("%s, %v", d, err)
	}
	if s, err := ParseScore("66.6670"); err != nil || s != 66_667 {
		t.Errorf("%s, %v", s, err)
	}
	if _, err := ParseFlags("rounded,odd"); err == nil || !strings.Contains(err.Error(), "out_of_range") {
		t.Errorf("%v", err)
	}
}

func TestHeadline(t *testing.T) {
	s := Summarise(tallyOf(t, "2/5", "4/4", "thumbs up"), Prior{Mean: 50_000, Weight: 2})
	for name, want := range map[string]Score{"": 70_000, "mean": 70_000, "mean/1": 70_000, "median": 70_000, "bayes": 60_000, "weighted/1": 70_000, "positive-share": 66_667} {
		if got, err := s.Headline(name); err != nil || got != want {
			t.Errorf("%q: %s, %v", name, got, err)
		}
	}
	if _, err := s.Headline("mode"); err == nil || !strings.Contains(err.Error(), "median") {
		t.Errorf("%v", err)
	}
}

func TestExplain(t *testing.T) {
	entries := []Entry{
		{Scale: "points-5", Score: 40_000, Verdict: VerdictNegative, Weight: 1000},
		{Score: NoScore, Weight: 1000},
		{Scale: "points-4", Score: 100_000, Verdict: VerdictPositive, Weight: 3000},
		{Scale: "thumbs", Score: NoScore, Verdict: VerdictPositive, Weight: 1000},
		{Scale: "points-5", Score: 60_000, Verdict: VerdictPositive, Weight: 1000},
	}
	for _, c := range []struct{ method, headline, contributions, roles string }{
		{"mean", "66.667", "13.334  33.333  20", "counts no_score counts verdict_only counts"},
		{"weighted", "80", "8  60  12", "counts no_score counts verdict_only counts"},
		{"median", "60", "    60", "not_middle no_score not_middle verdict_only counts"},
		{"positive-share", "75", "0  25 25 25", "counts no_verdict counts counts counts"},
	} {
		x, err := Explain(c.method, entries, Prior{Mean: NoScore})
		if err != nil {
			t.Fatal(err)
		}
		var contributions, roles []string
		for _, i := range x.Items {
			contributions, roles = append(contributions, i.Contribution.String()), append(roles, string(i.Role))
		}
		if got := strings.Join(contributions, " "); x.Headline.String() != c.headline || got != c.contributions || strings.Join(roles, " ") != c.roles {
			t.Errorf("%s: %s of %q, %q", c.method, x.Headline, got, roles)
		}
	}
}

func TestTallyRefuses(t *testing.T) {
	y := tallyOf(t, "3/5", "")
	for _, e := range []Entry{
		{Scale: "points-5", Score: 60_000, Verdict: VerdictPositive, Weight: -1},
		{Scale: "points-5", Score: MaxScore + 1, Verdict: VerdictPositive},
		{Scale: "points-5", Score: 60_000, Verdict: "so-so"},
		{Scale: strings.Repeat("x", 256), Score: 60_000, Verdict: VerdictPositive},
	} {
		if y.Add(e) == nil || y.Remove(e) == nil {
			t.Errorf("%+v was taken", e)
		}
	}
	before, _ := y.MarshalBinary()
	if y.Remove(Entry{Scale: "points-4", Score: 60_000, Verdict: VerdictPositive}) == nil {
		t.Error("removed what was not there")
	}
	if after, _ := y.MarshalBinary(); string(after) != string(before) {
		t.Error("a refusal changed the tally")
	}
	if err := y.Remove(Entry{Score: NoScore, Weight: NormalWeight}); err != nil {
		t.Error(err)
	}
	if y.Remove(Entry{Score: NoScore, Weight: NormalWeight}) == nil {
		t.Error("removed an unrated review that was not there")
	}
	var z Tally
	for _, code := range [][]byte{{2}, {1}, {1, 0, 0, 0, 1}, {1, 0x80, 0, 0, 0, 0}, before[:len(before)-1], append(append([]byte{}, before...), 0)} {
		if z.UnmarshalBinary(code) == nil {
			t.Errorf("%x was read", code)
		}
	}
}

// TestWordsAreSorted holds the table to what its binary search needs.
func TestWordsAreSorted(t *testing.T) {
	for i := range words {
		if w := words[i].text; i > 0 && words[i-1].text >= w {
			t.Errorf("%q stands after %q", w, words[i-1].text)
		} else if class, val := lookupWord(strings.ToUpper(w)); class != words[i].class || val != words[i].val {
			t.Errorf("%q in capitals is not found", w)
		}
	}
}
