package exchange

import (
	"bytes"
	"strings"
	"testing"
)

var letterboxdSample = []string{
	"profile.csv", "Date Joined,Username,Given Name,Family Name\r\n2015-01-01,ann_example,Ann,Example\r\n",
	"watched.csv", "Date,Name,Year,Letterboxd URI\r\n2020-01-01,Harbour Lights,2004,https://boxd.it/aaa1\r\n2020-01-02,Paper Moons,1999,https://boxd.it/aaa2\r\n",
	"ratings.csv", "Date,Name,Year,Letterboxd URI,Rating\r\n2020-01-01,Harbour Lights,2004,https://boxd.it/aaa1,3.5\r\n2020-01-02,Paper Moons,1999,https://boxd.it/aaa2,4\r\n",
	"reviews.csv", "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\r\n" +
		"2020-01-01,Harbour Lights,2004,https://boxd.it/eee1,3.5,,\"Two lines\r\nwith a \"\"quote\"\", really\",\"sea, night\",2019-12-31\r\n",
	"diary.csv", "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\r\n" +
		"2020-01-01,Harbour Lights,2004,https://boxd.it/eee1,3.5,,\"sea, night\",2019-12-31\r\n2020-01-05,Paper Moons,1999,https://boxd.it/eee2,,Yes,,2020-01-04\r\n",
	"watchlist.csv", "Date,Name,Year,Letterboxd URI\r\n2020-02-01,Not Yet Seen,2010,https://boxd.it/aaa9\r\n",
	"deleted/diary.csv", "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\r\n2020-01-01,Deleted,2004,https://boxd.it/eee8,1,,,2019-12-31\r\n",
	"orphaned/reviews.csv", "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\r\n2020-01-01,Orphan,2004,https://boxd.it/eee9,1,,x,,2019-12-31\r\n",
	"likes/films.csv", "Date,Name,Year,Letterboxd URI\r\n2020-02-01,Liked,2010,https://boxd.it/aaa8\r\n",
}

func TestLetterboxdExport(t *testing.T) {
	want := []string{
		"film Harbour Lights", "film Paper Moons", "Harbour Lights letterboxd:aaa1 by ann_example in Letterboxd on 2020-01-01 3.5 of 5", "skip: the entry",
		"Paper Moons letterboxd:aaa2 by ann_example in Letterboxd on 2020-01-05", "skip: the rating",
		"Paper Moons letterboxd:aaa2 by ann_example in Letterboxd on 2020-01-02 4 of 5",
	}
	r, err := Open(zipOf(t, letterboxdSample...), "letterboxd-other-2020-02-02-10-00-utc.zip", Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows := drain(t, r)
	expect(t, rows, want...)
	v := rows[2].Record.Review
	if v.SourceID != "eee1" || v.Source != "letterboxd" || v.Body != "Two lines\r\nwith a \"quote\", really" || strings.Join(v.Tags, "+") != "sea+night" || rows[2].File != "reviews.csv" ||
		v.Rating.Scale != "stars-5-half" || v.URL != "https://boxd.it/eee1" {
		t.Errorf("%+v", v)
	}
	if r, err = OpenFS(mapFS(letterboxdSample...), "export", Options{Skip: 3}); err != nil {
		t.Fatal(err)
	}
	if rest := drain(t, r); len(rest) != 4 || !bytes.Equal(rest[1].Record.Review.appendIdentity(nil), rows[4].Record.Review.appendIdentity(nil)) {
		t.Errorf("the directory: %+v", rest)
	}
}

// TestFilesForLetterboxd reads what other programs write for Letterboxd to import.
func TestFilesForLetterboxd(t *testing.T) {
	expect(t, readAll(t, "Title,Year,imdbID,Rating10,WatchedDate,Tags,Review\nHarbour Lights,2004,tt0000042,9,2024-02-19,sea,Waves.\nPaper Moons,1999,,,,,\n", "export.csv", Options{Critic: "ann"}),
		"Harbour Lights imdb:tt0000042 by ann in Letterboxd on 2024-02-19 9 of 10", "skip: it is neither rated nor reviewed nor dated")
	expect(t, readAll(t, "tmdbID,Title,Year,Rating,WatchedDate\n42,Harbour Lights,2004,3.5,2024-02-19\n", "export.csv", Options{}),
		"Harbour Lights tmdb:42 in Letterboxd on 2024-02-19 3.5 of 5")
}

func TestIMDbListWithoutRatings(t *testing.T) {
	expect(t, readAll(t, "Position,Const,Created,Modified,Description,Title,URL,Title Type,Year\n1,tt0000042,2021-01-01,,,Harbour Lights,u,Movie,2004\n", "WATCHLIST.csv", Options{}),
		"skip: there is no rating")
}

func TestLetterboxdFileAlone(t *testing.T) {
	expect(t, readAll(t, letterboxdSample[5], "ratings.csv", Options{Critic: "ann"}),
		"Harbour Lights letterboxd:aaa1 by ann in Letterboxd on 2020-01-01 3.5 of 5", "Paper Moons letterboxd:aaa2 by ann in Letterboxd on 2020-01-02 4 of 5")
	expect(t, readAll(t, letterboxdSample[9], "diary.csv", Options{}), "Harbour Lights in Letterboxd on 2020-01-01 3.5 of 5", "Paper Moons in Letterboxd on 2020-01-05")
	expect(t, readAll(t, letterboxdSample[3], "watched.csv", Options{}), "film Harbour Lights", "film Paper Moons")
	if _, err := Open(strings.NewReader(letterboxdSample[1]), "profile.csv", Options{}); err == nil || !strings.Contains(err.Error(), "neither films nor ratings") {
		t.Errorf("profile.csv: %v", err)
	}
}

func TestIMDbOfAllYears(t *testing.T) {
	newer := "\xef\xbb\xbfConst,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors\n" +
		"tt0000012,8,2024-03-04,Harbour Lights,Hafenlichter,https://www.imdb.com/title/tt0000012/,Movie,6.1,104,2004,\"Drama, War\",1200,2004-05-06,\"Ann Example, Bob Model\"\n" +
		"tt0000013,9,2024-03-05,Some Series,Some Series,https://www.imdb.com/title/tt0000013/,TV Series,7.2,45,2010,Drama,90,2010-01-01,\n"
	rows := readAll(t, newer, "ratings.csv", Options{Critic: "ann"})
	expect(t, rows, "Harbour Lights imdb:tt0000012 by ann in IMDb on 2024-03-04 8 of 10", "skip: not a film: TV Series")
	f := rows[0].Record.Film
	if f == nil || f.Runtime != 104 || f.OriginalTitle != "Hafenlichter" || f.Released != "2004-05-06" || len(f.Genres) != 2 || len(f.Credits) != 2 || rows[0].Record.Review.SourceID != "ann/tt0000012" {
		t.Errorf("%+v", rows[0].Record)
	}
	older := "\"position\",\"const\",\"created\",\"modified\",\"description\",\"Title\",\"Title type\",\"Directors\",\"You rated\",\"IMDb Rating\",\"Runtime (mins)\",\"Year\",\"Genres\",\"Num. Votes\",\"Release Date (month/day/year)\",\"URL\"\n" +
		"\"1\",\"tt0000012\",\"Wed Feb 22 00:00:00 2012\",\"\",\"\",\"Harbour Lights\",\"Feature Film\",\"Ann Example\",\"8\",\"6.1\",\"104\",\"2004\",\"drama\",\"12\",\"2004-05-06\",\"http://www.imdb.com/title/tt0000012/\"\n"
	expect(t, readAll(t, older, "ratings.csv", Options{}), "Harbour Lights imdb:tt0000012 in IMDb on 2012-02-22 8 of 10")
}

var movielensSample = []string{
	"ml-test/movies.csv", "movieId,title,genres\n1,\"Matrix Tale, The (1999)\",Action|Sci-Fi\n2,\"City of Toys, The (Cité des jouets, La) (1995)\",(no genres listed)\n3,Babylon 5,Sci-Fi\n",
	"ml-test/links.csv", "movieId,imdbId,tmdbId\n1,0000012,603\n2,0112682,\n3,0,x\n",
	"ml-test/ratings.csv", "userId,movieId,rating,timestamp\n1,1,4.5,1112486027\n1,2,0.5,1112484676\n7,99,3.0,964982703\n,1,3.0,964982703\n",
	"ml-test/tags.csv", "userId,movieId,tag,timestamp\n1,1,good,1112486027\n",
}

func TestMovieLens(t *testing.T) {
	r, err := Open(zipOf(t, movielensSample...), "ml-test.zip", Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows := drain(t, r)
	expect(t, rows, "skip: its ids", "skip: its ids", "error: tmdb_id", "film The Matrix Tale", "film The City of Toys", "film Babylon 5",
		"The Matrix Tale imdb:tt0000012 tmdb:603 movielens:1 by MovieLens user 1 in MovieLens on 2005-04-02 4.5 of 5",
		"The City of Toys imdb:tt0112682 movielens:2 by MovieLens user 1 in MovieLens on 2005-04-02 0.5 of 5",
		"movielens:99 by MovieLens user 7 in MovieLens on 2000-07-30 3.0 of 5", "error: userId")
	if f := rows[4].Record.Film; f.OriginalTitle != "La Cité des jouets" || f.Year != 1995 || f.Genres != nil || f.ExternalIDs["imdb"] != "tt0112682" {
		t.Errorf("%+v", f)
	}
	expect(t, readAll(t, movielensSample[5], "ratings.csv", Options{})[:1], "movielens:1 by MovieLens user 1 in MovieLens on 2005-04-02 4.5 of 5")
	expect(t, readAll(t, movielensSample[1], "movies.csv", Options{})[:1], "film The Matrix Tale")
	if f := readAll(t, movielensSample[3], "links.csv", Options{})[0].Record.Film; f.ExternalIDs["imdb"] != "tt0000012" || f.ExternalIDs["movielens"] != "1" {
		t.Errorf("%+v", f)
	}
}

func TestTrakt(t *testing.T) {
	rows := readAll(t, `[
  {"rated_at": "2020-05-06T23:10:00.000Z", "rating": 8, "type": "movie", "movie": {"title": "Harbour, [Lights}\"", "year": 2004, "ids": {"trakt": 5, "slug": "h", "imdb": "tt0000012", "tmdb": null}}},
  {"rated_at": "2020-05-07T00:00:00.000Z", "rating": 9, "type": "show", "show": {"title": "Some Series"}},
  {"rated_at": 5, "rating": "x", "type": "movie"},
  {broken},
  {"rated_at": "2020-05-08T00:00:00.000Z", "rating": 3, "type": "movie", "movie": {"title": "Paper Moons", "year": 1999, "ids": {}}}
]`, "ratings-movies.json", Options{})
	expect(t, rows, `Harbour, [Lights}" imdb:tt0000012 trakt:5 in Trakt on 2020-05-06 8 of 10`, "skip: not a film: show", "error: entry", "error: entry: it is not JSON",
		"Paper Moons in Trakt on 2020-05-08 3 of 10")
	if rows[4].Line != 6 || rows[4].Offset == 0 {
		t.Errorf("%+v", rows[4])
	}
}

func TestJSONLD(t *testing.T) {
	rows := readAll(t, `{"@context": "https://schema.org", "@graph": [
  {"@type": "Movie", "@id": "#film", "name": "Harbour Lights &amp; Sons (2004)", "sameAs": ["https://www.imdb.com/title/tt0000012/?ref_=x", "https://www.themoviedb.org/movie/862-harbour"],
   "director": {"@type": "Person", "name": "Ann Example"}, "duration": "PT1H44M", "genre": ["Drama", "War"],
   "aggregateRating": {"ratingValue": 7.1}, "review": [
     {"@type": "CriticReview", "@id": "https://example.org/r1", "author": [{"name": "Bob Model"}, "Eve Third"], "publisher": {"name": "The Sample"}, "datePublished": "2018-11-10T23:00:00-05:00",
      "reviewRating": {"ratingValue": "73", "bestRating": 100, "worstRating": 1}, "reviewBody": "Fine."},
     {"@id": "#two"}]},
  {"@type": "http://schema.org/Review", "@id": "#two", "itemReviewed": {"@id": "#film"}, "author": "Zoë", "reviewRating": 4},
  {"@type": "Review", "itemReviewed": {"@type": "TVSeries", "name": "Some Series"}},
  {"@type": "ClaimReview", "itemReviewed": "a claim"},
  {"@type": "Review", "itemReviewed": "Paper Moons", "reviewRating": [{"ratingValue": "3,5", "bestRating": "4"}]},
  {"@type": "Review", "author": "Nobody"}
]}`, "x.jsonld", Options{})
	expect(t, rows, "film Harbour Lights & Sons", "Harbour Lights & Sons imdb:tt0000012 tmdb:862 by Bob Model by Eve Third in The Sample on 2018-11-10 73 of 100",
		"Harbour Lights & Sons imdb:tt0000012 tmdb:862 by Zoë 4", "skip: not a film: TVSeries", "Paper Moons 3,5 of 4", "error: itemReviewed")
	if v := rows[1].Record.Review; v.URL != "https://example.org/r1" || v.Rating.Lowest.String() != "1" || v.Body != "Fine." {
		t.Errorf("%+v", v)
	}
	if f := rows[0].Record.Film; f.Year != 2004 || f.Runtime != 104 || len(f.Credits) != 1 || len(f.Genres) != 2 {
		t.Errorf("%+v", f)
	}
	rows = readAll(t, `[{"@type": "Review", "itemReviewed": {"@type": "Movie", "name": "A"}, "reviewRating": {"ratingValue": 4}}, {"@type": "WebPage"}, null]`, "x.json", Options{})
	expect(t, rows, "A 4 of 5", "skip: it holds no film", "skip: it holds no film")
	if len(rows[0].Notes) != 1 {
		t.Errorf("no note on the best that was taken: %+v", rows[0])
	}
}

func TestMixedArchive(t *testing.T) {
	r, err := Open(zipOf(t, "b/own.ndjson", `{"kind":"film","title":"Own"}`+"\n", "a.csv", "film,rating\nTable,3/5\n", "c.csv", "year,rating\n1,2\n", "d.csv", "", "e.csv.gz", "\x1f\x8bcut", "f.json", `[{"@type":"Movie","name":"Cut"},{"na`, "notes.txt", "nothing to read here", "z.csv", "film,rating\nLast,1/5\n", "image.png", "x"), "all.zip", Options{})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, drain(t, r), "Table 3/5", "film Own", "error: no column names the film", "error: the file is empty", "error: it begins like gzip", "film Cut", "error: the file breaks off",
		"skip: the format", "Last 1/5")
}

func TestDetect(t *testing.T) {
	zipHead := make([]byte, 4096)
	n, _ := zipOf(t, letterboxdSample...).Read(zipHead)
	for _, c := range []struct {
		head, name string
		want       Format
		least      float64
	}{
		{letterboxdSample[5], "ratings.csv", FormatLetterboxd, 0.9},
		{"\xef\xbb\xbf" + letterboxdSample[5], "x", FormatLetterboxd, 0.9},
		{string(zipHead[:n]), "x.zip", FormatLetterboxd, 0.9},
		{"Const,Your Rating,Title\ntt1,8,A\n", "x.csv", FormatIMDb, 0.9},
		{movielensSample[5], "x.csv", FormatMovieLens, 0.9},
		{`[{"rated_at":"2020-01-01T00:00:00Z","rating":8}]`, "x.json", FormatTrakt, 0.9},
		{`{"@context":"https://schema.org","@type":"Movie"}`, "x.json", FormatJSONLD, 0.9},
		{`{"kind":"film","title":"A"}` + "\n{", "x", FormatNDJSON, 1},
		{`{"title":"A","kind":"film"}`, "x", FormatNDJSON, 1},
		{"film\tcritic\trating\nA\tB\t3/5\n", "x.tsv", FormatCSV, 0.6},
		{"hello world, this is prose\n", "x.txt", FormatCSV, 0.3},
		{"", "x.csv", "", 0},
		{"{}", "x.json", "", 0},
	} {
		if got, confidence := Detect([]byte(c.head), c.name); got != c.want || confidence < c.least {
			t.Errorf("%.30q: %s, %v; want %s, %v", c.head, got, confidence, c.want, c.least)
		}
	}
}
