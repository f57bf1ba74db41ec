package exchange

import (
	"bytes"
	"errors"
	"io"
	"testing"
)

// check reads hostile input to its end: every row must be one thing, no row may come twice, and every record must
// survive being written and read again.
func check(t *testing.T, input []byte, name string, o Options) {
	t.Helper()
	o.Limits = Limits{Record: 1 << 16, Columns: 50, Items: 1000, Total: 1 << 22, Files: 20, Joins: 100}
	r, err := Open(bytes.NewReader(input), name, o)
	if err != nil {
		return
	}
	for last := int64(0); ; {
		row, err := r.Next(t.Context())
		if err != nil {
			var broken *PositionError
			if !errors.Is(err, io.EOF) && !errors.As(err, &broken) && !bytes.HasPrefix(input, []byte("PK")) {
				t.Fatalf("an end without a place: %v", err)
			}
			break
		}
		if row.Number != last+1 || row.Line < 1 || row.Offset < 0 {
			t.Fatalf("row %d: number %d, line %d, byte %d", last+1, row.Number, row.Line, row.Offset)
		}
		last++
		said := 0
		for _, is := range []bool{row.Err != nil, row.Skip != "", row.Record.Kind != "" && row.Err == nil} {
			if is {
				said++
			}
		}
		if said != 1 {
			t.Fatalf("row %d is %d things at once: %+v", last, said, row)
		}
		if row.Err == nil && row.Skip == "" {
			again(t, &row.Record)
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
}

func again(t *testing.T, record *Record) {
	t.Helper()
	first, err := encodeRecord(record)
	if err != nil {
		t.Fatal(err)
	}
	var back Record
	if err := parseRecord(bytes.TrimSpace(first), &back); err != nil {
		t.Fatalf("%s: %v", first, err)
	}
	second, err := encodeRecord(&back)
	if err != nil || !bytes.Equal(first, second) {
		t.Fatalf("%v\n%s\n%s", err, first, second)
	}
	if v := back.Review; v != nil {
		if !bytes.Equal(v.appendIdentity(nil), record.Review.appendIdentity(nil)) {
			t.Fatalf("another identity: %s", first)
		}
		w := NewCSVWriter(io.Discard)
		if err := errors.Join(w.Write(&back), w.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

func fuzzFormat(f *testing.F, format Format, name string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
		f.Add([]byte(s[:len(s)/2]))
	}
	f.Fuzz(func(t *testing.T, input []byte) { check(t, input, name, Options{Format: format}) })
}

func FuzzDetected(f *testing.F) {
	fuzzFormat(f, "", "x", "film,rating\nA,1/5\n", "\xff\xfef\x00,\x00\n\x00", `[{"@type":"Movie","name":"A"}]`, "\x1f\x8b", `{"kind":"film","title":"A"}`)
}

func FuzzCSV(f *testing.F) {
	fuzzFormat(f, FormatCSV, "x.csv", "film,critic,rating,date,year,runtime\n\"A \"\"x\"\"\",B,3/5,10/11/2018,2018,1h 44m\n", "film;rating\r\n'=A;\"b\r\nc\"\r\n", "sep=|\nfilm|rating\nA|\"x\"y|\n",
		"imdb_id\ttmdb_id\tcritic\nhttps://www.imdb.com/title/tt1/\t862.0\tx;y\nhttps://\thttps://\tz\n")
}

func FuzzNDJSON(f *testing.F) {
	fuzzFormat(f, FormatNDJSON, "x.ndjson", `{"kind":"review","film":{"slug":"a"},"rating":"2/5","comments":[{"body":"x"},{"body":"y","reply_to":0}],"declared_comments":3}`+"\n",
		`{"kind":"scale","id":"x","kind_of_rating":"label","name":"x","negative_to":10,"positive_from":60.5,"best":5,"labels":[{"score":1,"text":"a"}]}`)
}

func FuzzLetterboxd(f *testing.F) {
	fuzzFormat(f, FormatLetterboxd, "x.csv", letterboxdSample[3], letterboxdSample[5], letterboxdSample[7], letterboxdSample[9])
}

func FuzzIMDb(f *testing.F) {
	fuzzFormat(f, FormatIMDb, "x.csv", "Const,Your Rating,Date Rated,Title,Title Type,Year\ntt1,8,2020-01-01,A,Movie,2004\n", "const,You rated,created\ntt1,8,Wed Feb 22 00:00:00 2012\n")
}

func FuzzMovieLens(f *testing.F) {
	fuzzFormat(f, FormatMovieLens, "x.csv", movielensSample[1], movielensSample[3], movielensSample[5])
}

func FuzzTrakt(f *testing.F) {
	fuzzFormat(f, FormatTrakt, "x.json", `[{"rated_at":"2020-05-06T23:10:00.000Z","rating":8,"type":"movie","movie":{"title":"A","year":2004,"ids":{"trakt":5,"imdb":"tt1"}}}]`)
}

func FuzzJSONLD(f *testing.F) {
	fuzzFormat(f, FormatJSONLD, "x.json", `{"@graph":[{"@type":"Movie","@id":"#a","name":"A","review":{"@type":"Review","author":"B","reviewRating":{"ratingValue":"3.5","bestRating":4}}},{"@type":"Review","itemReviewed":{"@id":"#a"}}]}`)
}

func FuzzZip(f *testing.F) {
	for _, files := range [][]string{letterboxdSample, movielensSample, {"a.csv", "film,rating\nA,1/5\n", "b.ndjson", `{"kind":"film","title":"A"}`}} {
		b, err := io.ReadAll(zipOf(f, files...))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, input []byte) { check(t, input, "x.zip", Options{}) })
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"November 10, 2018", "10.11.2018 09:15:07", "2018-11-10T10:00:00Z", "Wed Feb 22 00:00:00 2012", "1er août 2018"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, order := range []DateOrder{DateAny, DateDMY, DateMDY} {
			d, ambiguous, err := ParseDate(s, order)
			if err == nil {
				err = d.check(s)
			} else if d != "" {
				t.Fatalf("%q: %q and %v", s, d, err)
			} else {
				continue
			}
			if err != nil || ambiguous && (order != DateAny || len(d) != 4) {
				t.Fatalf("%q: %q, %v, %v", s, d, ambiguous, err)
			}
		}
	})
}
