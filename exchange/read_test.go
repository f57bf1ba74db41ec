package exchange

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// readAll reads all rows of a text.
func readAll(t testing.TB, input, name string, o Options) []Row {
	t.Helper()
	r, err := Open(strings.NewReader(input), name, o)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return drain(t, r)
}

func TestUnusedColumnsAreTold(t *testing.T) {
	rows := readAll(t, "film,mood,rating,,weather\nHarbour Lights,calm,4/5,,wet\nPaper Moons,calm,3/5,,dry\n", "reviews.csv", Options{})
	if len(rows) != 2 || len(rows[0].Notes) != 1 || !strings.Contains(rows[0].Notes[0], "nothing was taken from mood, weather;") || len(rows[1].Notes) != 0 {
		t.Errorf("%+v", rows)
	}
}

// TestTablesOfFilms reads the forms in which tables of films write lists, running times and years.
func TestTablesOfFilms(t *testing.T) {
	rows := readAll(t, `title,genres,release_date,runtime,original_language,cast
Harbour Lights,"[{""id"": 18, ""slug"": ""drama"", ""name"": ""Drama""}, {""id"": 9, ""name"": ""Caf\u00e9""}]",1998-03-06,104.0,fr,"['Ada Moor', ""Finn O'Dell""]"
Paper Moons,"[{'id': 35, 'name': 'Comedy'}]",,88,en,[]
`, "films.csv", Options{})
	if len(rows) != 2 {
		t.Fatalf("%+v", rows)
	}
	f := rows[0].Record.Film
	if f.Year != 1998 || f.Runtime != 104 || strings.Join(f.Genres, ", ") != "Drama, Café" || strings.Join(f.Languages, "") != "fr" {
		t.Errorf("%+v", f)
	}
	if len(f.Credits) != 2 || f.Credits[1].Person.Name != "Finn O'Dell" {
		t.Errorf("%+v", f.Credits)
	}
	if y := readAll(t, "title,year,release_date\nHarbour Lights,1997,1998-03-06\n", "films.csv", Options{})[0].Record.Film.Year; y != 1997 {
		t.Errorf("the film is of %d", y)
	}
	if g := rows[1].Record.Film; strings.Join(g.Genres, ", ") != "Comedy" || len(g.Credits) != 0 || g.Year != 0 {
		t.Errorf("%+v", g)
	}
}

func drain(t testing.TB, r Reader) []Row {
	t.Helper()
	var rows []Row
	for {
		row, err := r.Next(t.Context())
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return rows
}

// say is a row in short: what most tests look at.
func say(r *Row) string {
	switch v := r.Record.Review; {
	case r.Err != nil:
		return "error: " + r.Err.Error()
	case r.Skip != "":
		return "skip: " + r.Skip
	case v != nil:
		s := v.Film.Title
		for _, namespace := range []string{"local", "imdb", "tmdb", "movielens", "letterboxd", "trakt"} {
			if id := v.Film.ExternalIDs[namespace]; id != "" {
				s += " " + namespace + ":" + id
			}
		}
		for _, voice := range v.Voices {
			s += " by " + voice.Critic.Name
		}
		if v.Outlet.Name != "" {
			s += " in " + v.Outlet.Name
		}
		if v.Published != "" {
			s += " on " + string(v.Published)
		}
		if v.Rating != nil {
			s += " " + v.Rating.Raw
			if v.Rating.Best != nil {
				s += " of " + v.Rating.Best.String()
			}
		}
		return strings.TrimSpace(s)
	case r.Record.Film != nil:
		return "film " + r.Record.Film.Title
	}
	return string(r.Record.Kind)
}

func expect(t *testing.T, rows []Row, want ...string) {
	t.Helper()
	for i := range max(len(rows), len(want)) {
		switch {
		case i >= len(rows):
			t.Errorf("row %d is missing: %s", i+1, want[i])
		case i >= len(want):
			t.Errorf("row %d is too many: %s", i+1, say(&rows[i]))
		case strings.HasPrefix(want[i], "error: ") && rows[i].Err != nil && strings.Contains(rows[i].Err.Error(), want[i][7:]):
		case strings.HasPrefix(want[i], "skip: ") && strings.HasPrefix(say(&rows[i]), want[i]):
		case say(&rows[i]) != want[i]:
			t.Errorf("row %d: %s; want %s", i+1, say(&rows[i]), want[i])
		}
	}
	for i, r := range rows {
		if r.Number != int64(i+1) {
			t.Errorf("row %d has number %d", i+1, r.Number)
		}
	}
}

func TestCSVIsReadByItsHeader(t *testing.T) {
	rows := readAll(t, "Film Title,Year,Critic,Publication,Rating,Date,Review\r\n"+
		"Harbour Lights,2004,Ann Example,The Sample,3/5,\"November 10, 2018\",\"Two lines,\r\nand a \"\"quote\"\"\"\r\n\r\n"+
		"Paper Moons,1999,Bob Model,,B+,25/11/2018,\r\n", "a.csv", Options{})
	expect(t, rows, "Harbour Lights by Ann Example in The Sample on 2018-11-10 3/5", "Paper Moons by Bob Model on 2018-11-25 B+")
	if v := rows[0].Record.Review; v.Body != "Two lines,\r\nand a \"quote\"" || v.Film.Year != 2004 {
		t.Errorf("%+v", v)
	}
	if rows[1].Line != 5 || rows[0].Offset != 55 || !strings.HasPrefix(rows[1].Text, "Paper Moons,") {
		t.Errorf("places: %+v", rows)
	}
}

func TestTablesInOtherForms(t *testing.T) {
	const table = "film;critic;rating;date\nDüne;Zoë Muster;3,5/5;10.11.2018\nÉté;Ann;4/5;11.11.2018\n"
	want := []string{"Düne by Zoë Muster on 2018-11-10 3,5/5", "Été by Ann on 2018-11-11 4/5"}
	latin, err := charmap.Windows1252.NewEncoder().String(table)
	if err != nil {
		t.Fatal(err)
	}
	wide := func(e unicode.Endianness, b unicode.BOMPolicy) string {
		s, err := unicode.UTF16(e, b).NewEncoder().String(table)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(table))
	z.Close()
	for name, input := range map[string]string{
		"UTF-8": table, "BOM": "\xef\xbb\xbf" + table, "Windows-1252": latin, "UTF-16LE": wide(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16BE without BOM": wide(unicode.BigEndian, unicode.IgnoreBOM), "gzip": packed.String(), "tabs": strings.ReplaceAll(table, ";", "\t"),
		"pipes": strings.ReplaceAll(table, ";", "|"), "old Mac": strings.ReplaceAll(table, "\n", "\r"), "Excel": "sep=;\n" + table,
		"commas": strings.ReplaceAll(strings.ReplaceAll(table, "3,5/5", `"3,5/5"`), ";", ","), "blank lines": "\n \n" + table,
	} {
		t.Run(name, func(t *testing.T) { expect(t, readAll(t, input, "x.csv", Options{}), want...) })
	}
}

func TestMappingAndDefaults(t *testing.T) {
	const table = "nr\twho\tgrade\twhen\tmark\n7\tAnn\tgreat\t10/11/2018\t8\nimdb:tt0000012\tBob\tbad\t11/12/2018\t\n"
	rows := readAll(t, table, "x.tsv", Options{
		Map:       map[string]string{"film_id": "nr", "critic": "who", "rating": "mark", "date": "when"},
		Defaults:  map[string]string{"scale": "points-10", "outlet": "The Sample", "language": "en"},
		Namespace: "archive", Dates: DateMDY,
	})
	expect(t, rows, "by Ann in The Sample on 2018-10-11 8", "imdb:tt0000012 by Bob in The Sample on 2018-11-12")
	v := rows[0].Record.Review
	if v.Film.ExternalIDs["archive"] != "7" || v.Rating.Scale != "points-10" || v.Language != "en" || rows[1].Record.Review.Rating != nil {
		t.Errorf("%+v", v)
	}
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{Map: map[string]string{"film": "nr"}}, `"film" is not a field`},
		{Options{Map: map[string]string{"film_id": "number"}}, `no column "number"`},
		{Options{Map: map[string]string{"critic": "who"}}, "no column names the film"},
		{Options{Map: map[string]string{"film_id": "nr"}, Defaults: map[string]string{"best": "many"}}, "default best"},
		{Options{Format: "xls"}, `"xls" is not one of`},
		{Options{Preset: "none"}, `preset: "none"`},
	} {
		if _, err := Open(strings.NewReader(table), "x.tsv", c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v; want %s", c.o, err, c.want)
		}
	}
}

func TestBrokenRowsDoNotStopTheRest(t *testing.T) {
	rows := readAll(t, "film,critic,rating,date\n"+
		"Good,Ann,3/5,2018-01-01\n"+
		"\"Open,Bob,2/5,2018-01-02\n"+
		"\"He said \"yes\" again\",Bob,2/5,2018-01-03\n"+
		"Many,Bob,2/5,2018-01-04,extra\n"+
		"Few,Bob\n"+
		",Bob,2/5,2018-01-05\n"+
		"Zero\x00,Bob,2/5,2018-01-06\n"+
		"Never,Bob,2/5,2018-02-30\n"+
		"Ambiguous,Bob,2/5,03/04/2018\n"+
		"Caf\xe9,Bob,2/5,2018-01-07\n"+
		"Last,Ann,4/5,2018-01-08", "x.csv", Options{})
	expect(t, rows, "Good by Ann on 2018-01-01 3/5", "error: quotation mark", "He said \"yes\" again by Bob on 2018-01-03 2/5",
		"error: the row has 5 cells and the header 4", "Few by Bob", "error: film_title", "error: NUL", "error: date", "Ambiguous by Bob on 2018 2/5",
		"Café by Bob on 2018-01-07 2/5", "Last by Ann on 2018-01-08 4/5")
	for _, i := range []int{2, 4, 8} {
		if len(rows[i].Notes) != 1 {
			t.Errorf("row %d has the notes %q", i+1, rows[i].Notes)
		}
	}
	if rows[1].Line != 3 || rows[10].Line != 12 || rows[1].Text != "\"Open,Bob,2/5,2018-01-02" {
		t.Errorf("lines %d, %d", rows[1].Line, rows[10].Line)
	}
}

func TestSkipGoesOnBehindARow(t *testing.T) {
	const table = "film,rating\nA,1/5\nB,2/5\n\nC,3/5\n"
	rows := readAll(t, table, "x.csv", Options{Skip: 2})
	if len(rows) != 1 || rows[0].Number != 3 || say(&rows[0]) != "C 3/5" || rows[0].Line != 5 {
		t.Errorf("%+v", rows)
	}
}

func TestFilmTable(t *testing.T) {
	rows := readAll(t, "film_id\tdirector\tgenre\ttheater_date\truntime\n5\tAnn Example|Bob Model\tDrama|War\tOct 9, 1971\t104 minutes\n", "films.tsv", Options{})
	f := rows[0].Record.Film
	if f == nil || len(f.Credits) != 2 || f.Credits[1].Person.Name != "Bob Model" || len(f.Genres) != 2 || f.Released != "1971-10-09" || f.Runtime != 104 {
		t.Errorf("%+v", rows[0])
	}
}

func TestPresets(t *testing.T) {
	expect(t, readAll(t, "rotten_tomatoes_link,critic_name,top_critic,publisher_name,review_type,review_score,review_date,review_content\n"+
		"m/harbour,Ann Example,True,The Sample,Fresh,3/5,2018-11-10,Fine.\nm/harbour,Bob Model,False,,Rotten,,2018-11-11,No.\n", "x.csv", Options{Preset: "rotten-tomatoes", Namespace: "local"}),
		"local:m/harbour by Ann Example in The Sample on 2018-11-10 3/5", "local:m/harbour by Bob Model on 2018-11-11 Rotten")
	expect(t, readAll(t, "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated\n"+
		"12,tt0000012,movie,Harbour Lights,2004-05-06T00:00:00Z,,,6.1,8,2020-01-02T03:04:05Z\n13,,tv,Some Series,,1,,7,9,2020-01-02\n", "x.csv", Options{Preset: "tmdb"}),
		"Harbour Lights imdb:tt0000012 tmdb:12 in TMDB on 2020-01-02 8 of 10", "skip: not a film: tv")
}

func zipOf(t testing.TB, files ...string) *bytes.Reader {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(b.Bytes())
}

func mapFS(files ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		m[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return m
}
