package rating

import (
	"encoding/csv"
	"os"
	"testing"
)

// TestParse reads the table testdata/ratings.csv: raw, text, kind, value, best, scale, score, verdict, blurb, flags.
func TestParse(t *testing.T) {
	f, err := os.Open("testdata/ratings.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := csv.NewReader(f)
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range rows[1:] {
		r, err := Parse(want[0], NewContext())
		got := []string{r.Raw, r.Text, string(r.Kind), r.Value.String(), r.Best.String(), r.Scale, r.Score.String(), string(r.Verdict), r.Blurb, r.Flags.String()}
		for i, name := range rows[0] {
			if got[i] != want[i] {
				t.Errorf("%q: %s is %q, not %q", want[0], name, got[i], want[i])
			}
		}
		if (err != nil) != (r.Flags&refusals != 0) {
			t.Errorf("%q: flags %s, error %v", want[0], r.Flags, err)
		}
	}
	t.Logf("%d rows", len(rows)-1)
}
