package exchange

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"reelscore/rating"
)

// filled sets every field below v to something, so that a field that is lost on the way is seen.
func filled(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filled(v.Elem(), depth)
	case reflect.Struct:
		for i := range v.NumField() {
			filled(v.Field(i), depth+1)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			filled(v.Index(i), depth+1)
		}
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{"zz": "1", "imdb": "<&>"}))
	case reflect.String:
		v.SetString("x\u2028 \"<é>\" \\u0000 " + v.Type().Name())
	case reflect.Bool:
		v.SetBool(true)
	default:
		v.SetInt(int64(1000 + depth))
	}
}

// everything is a record of each kind in which nothing is unknown.
func everything() []Record {
	var all []Record
	for _, k := range kinds {
		r := Record{Kind: k.kind}
		filled(reflect.ValueOf(k.fresh(&r)).Elem(), 0)
		all = append(all, r)
	}
	return all
}

func written(t testing.TB, make func(*bytes.Buffer) Writer, records ...Record) string {
	t.Helper()
	var b bytes.Buffer
	w := make(&b)
	for i := range records {
		if err := w.Write(&records[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func ndjsonTo(b *bytes.Buffer) Writer { return NewNDJSONWriter(b) }
func csvTo(b *bytes.Buffer) Writer    { return NewCSVWriter(b) }

func TestNDJSONCarriesEverything(t *testing.T) {
	all := everything()
	text := written(t, ndjsonTo, all...)
	rows := readAll(t, text, "x.ndjson", Options{})
	if len(rows) != len(all) {
		t.Fatalf("%d rows", len(rows))
	}
	for i := range rows {
		if rows[i].Err != nil || !reflect.DeepEqual(rows[i].Record, all[i]) {
			t.Errorf("%s: %v\n got %+v\nwant %+v", all[i].Kind, rows[i].Err, rows[i].Record, all[i])
		}
	}
	var again []Record
	for _, r := range rows {
		again = append(again, r.Record)
	}
	if second := written(t, ndjsonTo, again...); second != text {
		t.Errorf("written again it differs:\n%s\n%s", text, second)
	}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		sortedKeys(t, line)
	}
}

// sortedKeys checks that the keys of a line are sorted, behind its kind.
func sortedKeys(t *testing.T, line string) {
	t.Helper()
	kind, body, err := splitKind([]byte(line))
	var v any
	if err == nil {
		d := json.NewDecoder(bytes.NewReader(body))
		d.UseNumber()
		err = d.Decode(&v)
	}
	if err != nil || kind == "" {
		t.Fatalf("%s: %v", line, err)
	}
	var sorted bytes.Buffer
	if err := encode(&sorted, v); err != nil {
		t.Fatal(err)
	}
	if strings.TrimSpace(sorted.String()) != string(body) {
		t.Errorf("%s: the keys are not sorted:\n%s\n%s", kind, body, sorted.String())
	}
}

func TestNDJSONOrder(t *testing.T) {
	film := func(slug string) Record { return Record{Kind: KindFilm, Film: &Film{Slug: slug, Title: slug}} }
	review := func(film, url string) Record {
		return Record{Kind: KindReview, Review: &Review{Film: FilmRef{Slug: film}, URL: url}}
	}
	one := written(t, ndjsonTo, film("a"), film("b"), review("a", "1"), review("a", "2"), review("b", "3"))
	two := written(t, ndjsonTo, film("a"), film("b"), review("a", "2"), review("a", "1"), review("b", "3"))
	if one != two {
		t.Errorf("the order of a film's reviews shows:\n%s\n%s", one, two)
	}
	for _, bad := range [][]Record{{film("b"), film("a")}, {review("a", ""), film("b")}, {review("b", ""), review("a", "")}, {{Kind: "cinema"}}, {{Kind: KindFilm}}} {
		w := NewNDJSONWriter(new(bytes.Buffer))
		var err error
		for i := range bad {
			if err == nil {
				err = w.Write(&bad[i])
			}
		}
		if err == nil {
			t.Errorf("%+v was written", bad)
		}
	}
}

func TestNDJSONRefuses(t *testing.T) {
	rows := readAll(t, `{"kind":"film","title":"Good"}
{"kind":"cinema","title":"x"}
{"title":"x"}
{"kind":"film","titel":"x"}
{"kind":"film","title":"x"} {"kind":"film","title":"y"}
{"kind":"film","title":
{"kind":"review","film":{}}
{"kind":"review","film":{"slug":"a"},"rating":{"stars":3}}
{"kind":"outlet","name":"a\u0000b"}
{"year":2013,"kind":"film","title":"a\\u0000b"}
{"kind":"review","film":{"slug":"a"},"rating":"2/5"}
{"kind":"review","film":{"slug":"a"},"rating":4}
[1]
{"kind":"film","year":"x","title":"x"}
`, "x.ndjson", Options{Format: FormatNDJSON})
	expect(t, rows, "film Good", `error: kind: "cinema"`, "error: kind: it is missing", `error: film: unknown field "titel"`, "error: stands behind its end",
		"error: breaks off", "error: names no film", `error: rating: unknown field "stars"`, "error: NUL", `film a\u0000b`, "2/5", "4", "error: record", `error: field "year"`)
}

// readRating is a rating that was stated by its text alone, with its reading.
func readRating(t testing.TB, raw string) *Rating {
	t.Helper()
	r, err := rating.Parse(raw, rating.NewContext())
	if err != nil {
		t.Fatal(err)
	}
	return &Rating{Raw: raw, Reading: NewReading(r)}
}

func sampleReview(t testing.TB, raw string) Record {
	return Record{Kind: KindReview, Review: &Review{
		Film:   FilmRef{Slug: "harbour-lights-2004", Title: "Harbour Lights", Year: 2004, ExternalIDs: map[string]string{"imdb": "tt0000012", "tmdb": "862"}},
		Voices: []Voice{{Role: RoleAuthor, Critic: NameRef{Name: "Ann Example"}}, {Role: RoleAuthor, Critic: NameRef{Name: "Bob Model"}}, {Role: RoleGuest, Name: "Not An Author"}},
		Outlet: NameRef{Name: "The Sample"}, Published: "2018-11-10", Title: "Light, and \"dark\"", Body: "One\nTwo\r\nThree; four|five", Tags: []string{"sea", "night, late"},
		Rating: readRating(t, raw), Source: "test", SourceID: "12", Spoiler: true, Language: "en", URL: "https://example.org/1",
	}}
}

// What the table says beside a rating (its best, its scale, its verdict) must not change how it reads.
func TestRatingsReadTheSameFromCSV(t *testing.T) {
	for _, raw := range []string{"2/5", "4/4 - Leave it to the sea", "B+", "★★★☆☆", "★★★½", "thumbs up", "85%", "8", "3 1/2 stars out of 4", "14/20", "-5", "=5"} {
		want, err := rating.Parse(raw, rating.NewContext())
		if err != nil {
			continue
		}
		record := Record{Kind: KindReview, Review: &Review{Film: FilmRef{Slug: "a"}, Rating: &Rating{Raw: raw, Reading: NewReading(want)}}}
		back := readAll(t, written(t, csvTo, record), "x.csv", Options{})[0].Record.Review.Rating
		c := back.Context()
		if s, ok := rating.LookupScale(back.Scale); ok {
			c.Scale = &s
		}
		got, err := rating.Parse(back.Raw, c)
		if err != nil || got.Score != want.Score || got.Verdict != want.Verdict || back.Raw != raw {
			t.Errorf("%s: %+v, %v; want %+v", raw, got, err, want)
		}
	}
}

func TestCSVComesBack(t *testing.T) {
	record := sampleReview(t, "3.5/4")
	text := written(t, csvTo, record, Record{Kind: KindFilm, Film: &Film{Title: "not in the table"}})
	rows := readAll(t, text, "x.csv", Options{})
	if len(rows) != 1 || rows[0].Err != nil {
		t.Fatalf("%+v\n%s", rows, text)
	}
	got, want := rows[0].Record.Review, *record.Review
	want.Voices = want.Voices[:2]
	want.Rating = &Rating{Raw: "3.5/4", Best: want.Rating.Reading.Best, Scale: "points-4", Verdict: "positive"}
	if !reflect.DeepEqual(*got, want) {
		t.Errorf("\n got %+v %+v\nwant %+v %+v", *got, got.Rating, want, want.Rating)
	}
	if !strings.Contains(text, ",3.5/4,3.5,4,points-4,87.5,positive,") {
		t.Errorf("the three forms of the rating are not there:\n%s", text)
	}
}

func TestCSVRunsNothing(t *testing.T) {
	for _, hostile := range []string{"=1+1", "+1", "-30-", "@x", "\tx", "'=x", "''-x", "'quoted'", "plain", ""} {
		if g := Guard(hostile); unguard(g) != hostile || g != "" && strings.IndexByte(formulaMarks, g[0]) >= 0 {
			t.Errorf("%q is guarded as %q and comes back as %q", hostile, g, unguard(g))
		}
	}
	r := sampleReview(t, "2/5")
	r.Review.Title, r.Review.Body, r.Review.Film.Title, r.Review.Tags = "=cmd|' /C calc'!A0", "@SUM(1)", "+1", []string{"-x"}
	for name, to := range map[string]func(*bytes.Buffer) Writer{"csv": csvTo, "letterboxd": func(b *bytes.Buffer) Writer { return NewLetterboxdWriter(b) }} {
		text := written(t, to, r)
		lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(lines) != 2 {
			t.Fatalf("%s: %v", name, err)
		}
		for _, cell := range lines[1] {
			if cell != "" && strings.IndexByte(formulaMarks, cell[0]) >= 0 {
				t.Errorf("%s: %q would run", name, cell)
			}
		}
		if name == "csv" {
			if v := readAll(t, text, "x.csv", Options{})[0].Record.Review; v.Title != r.Review.Title || v.Body != "@SUM(1)" || v.Film.Title != "+1" {
				t.Errorf("%+v", v)
			}
		}
	}
}

func TestRightsAreKept(t *testing.T) {
	r := sampleReview(t, "2/5")
	r.Review.Rights, r.Review.Body, r.Review.Excerpt = "excerpt", "the whole text", "a part"
	film := Record{Kind: KindFilm, Film: &Film{Title: "Harbour Lights"}}
	for _, text := range []string{written(t, csvTo, r), written(t, func(b *bytes.Buffer) Writer { return NewJSONLDWriter(b, Aggregate{}) }, film, r)} {
		if strings.Contains(text, "the whole text") || !strings.Contains(text, "a part") {
			t.Errorf("%s", text)
		}
	}
}

func TestLetterboxdImportFile(t *testing.T) {
	partial, zero := sampleReview(t, "B-"), sampleReview(t, "0/10")
	partial.Review.Published = "2018-11"
	text := written(t, func(b *bytes.Buffer) Writer { return NewLetterboxdWriter(b) }, sampleReview(t, "85/100"), partial, zero)
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(lines) != 4 {
		t.Fatalf("%v\n%s", err, text)
	}
	if !slices.Equal(lines[0], []string{"imdbID", "tmdbID", "Title", "Year", "Rating", "WatchedDate", "Tags", "Review"}) {
		t.Errorf("header %q", lines[0])
	}
	for i, want := range []string{"4.5 2018-11-10", "3.5 ", " 2018-11-10"} {
		if got := lines[i+1][4] + " " + lines[i+1][5]; got != want {
			t.Errorf("row %d: %q; want %q", i+1, got, want)
		}
	}
}

func TestJSONLDComesBack(t *testing.T) {
	film := Record{Kind: KindFilm, Film: &Film{
		Title: "Harbour Lights", OriginalTitle: "Hafenlichter", Year: 2004, Released: "2004-05-06", Runtime: 104, Genres: []string{"Drama"}, Synopsis: "</script>",
		ExternalIDs: map[string]string{"imdb": "tt0000012", "tmdb": "862", "wikidata": "Q12", "local": "7"}, Countries: []string{"FR"}, Languages: []string{"fr"},
		Credits: []Credit{{Person: NameRef{Name: "Ann Example"}, Role: "director"}, {Person: NameRef{Name: "Bob Model"}, Role: "actor"}},
	}}
	text := written(t, func(b *bytes.Buffer) Writer { return NewJSONLDWriter(b, Aggregate{Score: 70000, Rated: 2, Reviews: 5}) }, film, sampleReview(t, "3.5/4"), sampleReview(t, "B+"))
	if !json.Valid([]byte(text)) || strings.Contains(text, "</script>") ||
		!strings.Contains(text, `"aggregateRating":{"@type":"AggregateRating","bestRating":100,"ratingCount":2,"ratingValue":70,"reviewCount":5,"worstRating":0}`) {
		t.Errorf("%s", text)
	}
	rows := readAll(t, text, "x.jsonld", Options{})
	expect(t, rows, "film Harbour Lights", "Harbour Lights local:7 imdb:tt0000012 tmdb:862 by Ann Example by Bob Model in The Sample on 2018-11-10 3.5 of 4",
		"Harbour Lights local:7 imdb:tt0000012 tmdb:862 by Ann Example by Bob Model in The Sample on 2018-11-10 83 of 100")
	if !reflect.DeepEqual(rows[0].Record.Film, film.Film) {
		t.Errorf("\n got %+v\nwant %+v", rows[0].Record.Film, film.Film)
	}
	empty := NewJSONLDWriter(new(bytes.Buffer), Aggregate{})
	if err := empty.Close(); err == nil {
		t.Error("a document without a film was written")
	}
}
