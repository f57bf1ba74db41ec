package extract

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"unicode/utf8"
)

// fuzzPage reads an input twice and checks what holds for every answer: the same input gives the same Draft, every range
// lies in the input, every text is UTF-8, and the Draft can be written as JSON.
func fuzzPage(f *testing.F, kind string, seeds ...string) {
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		d, err := Page(in, kind, "")
		again, err2 := Page(in, kind, "")
		if (err == nil) != (err2 == nil) || !reflect.DeepEqual(d, again) {
			t.Fatalf("two readings differ: %v %v", err, err2)
		}
		if err != nil {
			return
		}
		checkEvidence(t, in, d)
		b, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(b) {
			t.Error("the Draft is not UTF-8")
		}
		for _, s := range []string{d.Film.Title, d.Review.Body, d.Review.Excerpt, d.Review.Title, d.Film.Synopsis} {
			if !utf8.ValidString(s) {
				t.Errorf("%q is not UTF-8", s)
			}
		}
	})
}

func markupSeeds(kinds ...string) []string {
	var out []string
	for _, c := range markupCases {
		out = append(out, c.text)
	}
	return append(out, kinds...)
}

func FuzzAuto(f *testing.F)     { fuzzPage(f, "", markupSeeds()...) }
func FuzzHTML(f *testing.F)     { fuzzPage(f, "html", markupSeeds()...) }
func FuzzFeed(f *testing.F)     { fuzzPage(f, "feed", markupSeeds()...) }
func FuzzMarkdown(f *testing.F) { fuzzPage(f, "markdown", markupSeeds()...) }

func FuzzJSON(f *testing.F) {
	fuzzPage(f, "json", `{"@type":"Review","itemReviewed":"x","reviewRating":{"ratingValue":"4","bestRating":5}}`, `[{"@graph":[{"@id":"a","author":{"@id":"a"}}]},]`, `{"title":"x","rating":4,"tags":["a"]}`)
}

func FuzzText(f *testing.F) {
	var seeds []string
	for _, c := range formCases {
		seeds = append(seeds, c.text)
	}
	for _, s := range traps {
		seeds = append(seeds, s)
	}
	fuzzPage(f, "text", seeds...)
}

func FuzzFeedItems(f *testing.F) {
	for _, s := range markupSeeds() {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		list, err := Feed(in, "")
		if err != nil {
			return
		}
		for _, d := range list {
			checkEvidence(t, in, d)
		}
	})
}

func FuzzDates(f *testing.F) {
	for _, s := range []string{"4 March 2019", "March 4th, 2019", "2019-03-04T01:02:03Z", "04.03.2019", "03/04/2019", "200611", "2019年3月4日", "Mon, 6 May 2019 12:00:00 +1200"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := findDate(s, nil)
		if !ok {
			return
		}
		if d.start < 0 || d.end > len(s) || d.start >= d.end {
			t.Errorf("%q: range %d to %d", s, d.start, d.end)
		}
		if again, ok := findDate(d.iso, nil); !ok || again.iso != d.iso {
			t.Errorf("%q gives %q, which gives %q", s, d.iso, again.iso)
		}
	})
}
