package rating

import (
	"bufio"
	"compress/gzip"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// review is a line of the critics' ratings: the rating and the critic's own yes or no.
type review struct {
	critic, raw string
	fresh       bool
}

// realReviews reads the collection of critics' ratings; the test is skipped where it is absent.
func realReviews(t *testing.T) []review {
	t.Helper()
	dir := os.Getenv("REELSCORE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(dir, "data", "critic-ratings.tsv.gz"))
	if err != nil {
		t.Skipf("no collection of critics' ratings (set REELSCORE_SHARED): %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var all []review
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		cols := strings.Split(lines.Text(), "\t")
		if len(cols) == 7 && cols[0] != "film_id" {
			all = append(all, review{critic: cols[1], raw: cols[4], fresh: cols[5] == "fresh"})
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestRealRatings holds the parser to the collection: every fraction within its range and every letter of the table has
// a score, every bare number is kept without one, all else is flagged.
func TestRealRatings(t *testing.T) {
	fraction := regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?)/([0-9]+)$`)
	number := regexp.MustCompile(`^[0-9]+(\.[0-9]+)?$`)
	counts := map[string]int{}
	for _, v := range realReviews(t) {
		if v.raw == "" {
			counts["none"]++
			continue
		}
		r, err := Parse(v.raw, NewContext())
		form := "odd"
		if m := fraction.FindStringSubmatch(v.raw); m != nil {
			form = "fraction"
			value, _ := new(big.Rat).SetString(m[1])
			best, _ := new(big.Rat).SetString(m[2])
			if value.Cmp(best) > 0 {
				form = "over"
			} else if want := thousandths(value.Quo(value, best)); r.Score != want || err != nil {
				t.Errorf("%q: score %s, not %s; %v", v.raw, r.Score, want, err)
			}
		} else if number.MatchString(v.raw) {
			form = "number"
		} else if i := slices.IndexFunc(letters[:], func(l Label) bool { return l.Text == v.raw }); i >= 0 {
			form = "letter"
			if r.Score != letters[i].Score || err != nil {
				t.Errorf("%q: score %s, %v", v.raw, r.Score, err)
			}
		}
		switch form {
		case "over":
			if !r.Flags.Has(FlagOutOfRange) || r.Score.Known() || err == nil {
				t.Errorf("%q: score %s, flags %s, %v", v.raw, r.Score, r.Flags, err)
			}
		case "number":
			if r.Flags != FlagScaleUnknown || r.Score.Known() || err != nil {
				t.Errorf("%q: score %s, flags %s, %v", v.raw, r.Score, r.Flags, err)
			}
		case "odd":
			t.Logf("odd: %q: score %s, flags %s", v.raw, r.Score, r.Flags)
			if r.Score.Known() || r.Flags&refusals == 0 || err == nil {
				t.Errorf("%q was not refused", v.raw)
			}
		}
		counts[form]++
		if r.Score.Known() {
			counts["with a score"]++
		}
	}
	t.Log(counts)
}

// thousandths is a share of one as a Score, rounded half up, by rational numbers.
func thousandths(r *big.Rat) Score {
	r = new(big.Rat).Add(new(big.Rat).Mul(r, big.NewRat(int64(MaxScore), 1)), big.NewRat(1, 2))
	return Score(new(big.Int).Div(r.Num(), r.Denom()).Int64())
}
