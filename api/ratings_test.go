package api_test

import (
	"bufio"
	"compress/gzip"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
	"reelscore/rating"
)

func TestRatingsAreReadInTheOrderSent(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/scales", popcorn).Want(201, nil)
	var out handlers.ParsedRatings
	s.Do(http.MethodPost, "/v1/ratings/parse?to=stars-5-half", `{"ratings":[{"raw":"2/5"},{"raw":"8","scale":"points-10"},{"raw":"8"},{"raw":"11/10"},
		{"raw":"lovely"},{"raw":""},{"raw":"two thumbs up"},{"raw":"2.5","best":3},{"raw":"the large one","scale":"popcorn"},{"raw":"7/10","scale":"nowhere"}]}`).Want(200, &out)
	type brief struct{ score, flag, text string }
	var got []brief
	for _, r := range out.Items {
		b := brief{score: r.Score.String(), flag: strings.Join(r.Flags, "+")}
		if r.Converted != nil {
			b.text = r.Converted.Text
		}
		if (r.Detail == nil) != (b.flag == "") {
			t.Errorf("%q: flags %q, detail %v", r.Raw, b.flag, r.Detail)
		}
		got = append(got, b)
	}
	want := []brief{
		{"40", "", "★★"}, {"80", "", "★★★★"}, {"", "scale_unknown", ""}, {"", "out_of_range", ""}, {"", "unreadable", ""}, {"", "unreadable", ""},
		{"", "", ""}, {"83.333", "", "★★★★"}, {"100", "", "★★★★★"}, {"", "scale_unknown", ""},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	s.Do(http.MethodPost, "/v1/ratings/parse?to=nowhere", `{"ratings":[{"raw":"2/5"}]}`).Want(422, nil)
	s.Do(http.MethodPost, "/v1/ratings/parse", `{"ratings":[{"row":"2/5"}]}`).Want(400, nil)
}

func TestParsingNeedsNoKey(t *testing.T) {
	s := testkit.Start(t)
	res, err := http.Post(s.URL+"/v1/ratings/parse", "application/json", strings.NewReader(`{"ratings":[{"raw":"2/5"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("status %d without a key", res.StatusCode)
	}
}

func TestOneRatingIsReadStrictly(t *testing.T) {
	s := testkit.Start(t)
	for query, want := range map[string]struct {
		status int
		score  string
	}{
		"rating=2/5":                  {200, "40"},
		"rating=B%2B":                 {200, "83"},
		"rating=B+":                   {200, "83"},
		"rating=3+1/2+stars+out+of+4": {200, "87.5"},
		"rating=8":                    {200, ""},
		"rating=8&scale=points-10":    {200, "80"},
		"rating=8&scale=nowhere":      {422, ""},
		"rating=11/10":                {422, ""},
		"rating=lovely":               {422, ""},
		"rating=":                     {400, ""},
		"":                            {400, ""},
		"rating=2/5&rating=3/5":       {400, ""},
		"rating=2/5&to=nowhere":       {422, ""},
		"rating=%E2%98%85%E2%98%85%C2%BD%20of%205": {200, "50"},
	} {
		answer := s.Get("/v1/ratings/parse?"+query).Want(want.status, nil)
		var got handlers.ParsedRating
		if want.status == 200 {
			answer.Want(200, &got)
			if got.Score.String() != want.score {
				t.Errorf("%s: score %q, want %q", query, got.Score, want.score)
			}
		}
	}
}

func TestConvert(t *testing.T) {
	s := testkit.Start(t)
	for query, want := range map[string]string{
		"score=74&to=points-5":                  "3.7/5",
		"score=74&to=stars-5-half":              "★★★½",
		"score=85&to=points-5":                  "4.25/5",
		"score=85&to=stars-5-half":              "★★★★½",
		"score=74&to=letter":                    "B",
		"rating=3/4&to=percent":                 "75%",
		"rating=8&scale=points-10&to=points-20": "16/20",
	} {
		var got handlers.Conversion
		s.Get("/v1/ratings/convert?"+query).Want(200, &got)
		if got.Text != want || (got.Rating != nil) != strings.HasPrefix(query, "rating") {
			t.Errorf("%s: %+v, want %s", query, got, want)
		}
	}
	for query, status := range map[string]int{
		"score=74": 400, "to=percent": 422, "score=74&rating=2/5&to=percent": 422, "score=74.1234&to=percent": 400, "score=101&to=percent": 400,
		"score=74&scale=percent&to=percent": 422, "rating=8&to=percent": 422, "rating=thumbs%20up&to=percent": 422, "score=1&to=nowhere": 422,
	} {
		s.Get("/v1/ratings/convert?"+query).Want(status, nil)
	}
}

// criticRatings reads the distinct ratings of a collection of critics' reviews, with how often each stands in it.
func criticRatings(t *testing.T) map[string]int {
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
	counts := map[string]int{}
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		if columns := strings.Split(lines.Text(), "\t"); len(columns) == 7 && columns[0] != "film_id" && columns[4] != "" {
			counts[columns[4]]++
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return counts
}

var (
	fractionForm = regexp.MustCompile(`^([\d.]+)/([\d.]+)$`)
	letterForm   = regexp.MustCompile(`^[A-F][+-]?$`)
	numberForm   = regexp.MustCompile(`^[\d.]+$`)
)

// wantReading tells what a critic's rating should be read as, by a rule that is not the parser's: its form, its score
// (empty for none) and the flag that says why not (empty for none, "any" for whichever).
func wantReading(raw string, letters map[string]rating.Score) (form, score, flag string) {
	if m := fractionForm.FindStringSubmatch(raw); m != nil {
		value, err := rating.ParseDecimal(m[1])
		best, err2 := rating.ParseDecimal(m[2])
		if err == nil && err2 == nil && value > best {
			return "over range", "", "out_of_range"
		}
		return "fraction", rating.Score((2*int64(value)*100_000 + int64(best)) / (2 * int64(best))).String(), ""
	}
	if letterForm.MatchString(raw) {
		return "letter", letters[raw].String(), ""
	}
	if numberForm.MatchString(raw) {
		return "bare number", "", "scale_unknown"
	}
	return "odd", "", "any"
}

func TestCriticsRatingsAreAllReadOrFlagged(t *testing.T) {
	counts := criticRatings(t)
	s := testkit.Start(t)
	var scale handlers.Scale
	s.Get("/v1/scales/letter").Want(200, &scale)
	letters := map[string]rating.Score{}
	for _, l := range scale.Labels {
		letters[l.Text] = l.Score
	}
	var all []handlers.RatingToParse
	for raw, n := range counts {
		all = append(all, slices.Repeat([]handlers.RatingToParse{{Raw: raw}}, n)...)
	}
	seen := map[string]int{}
	for batch := range slices.Chunk(all, 10_000) {
		var out handlers.ParsedRatings
		s.Do(http.MethodPost, "/v1/ratings/parse", handlers.ParseInput{Ratings: batch}).Want(200, &out)
		if len(out.Items) != len(batch) {
			t.Fatalf("%d answers to %d ratings", len(out.Items), len(batch))
		}
		for i, got := range out.Items {
			form, score, flag := wantReading(batch[i].Raw, letters)
			seen[form]++
			flags := strings.Join(got.Flags, "+")
			if got.Raw != batch[i].Raw || got.Score.String() != score || flags != flag && (flag != "any" || flags == "") {
				t.Errorf("%q (%s): score %q, flags %q; want %q, %q", batch[i].Raw, form, got.Score, flags, score, flag)
			}
		}
	}
	t.Logf("%d ratings: %v", len(all), seen)
	if seen["fraction"] == 0 || seen["letter"] == 0 || seen["over range"]+seen["bare number"]+seen["odd"] == 0 {
		t.Error("the collection lacks a form")
	}
}
