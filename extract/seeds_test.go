package extract

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// seed reads one of the five shared texts, or skips.
func seed(t *testing.T, prefix string) Draft {
	t.Helper()
	dir := os.Getenv("REELSCORE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	names, err := filepath.Glob(filepath.Join(dir, "seeds", prefix+"*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		t.Skipf("no seed texts in %s: set REELSCORE_SHARED to the directory that holds seeds/", dir)
	}
	return page(t, names[0], "text/plain")
}

// page reads a file and checks what holds for every Draft.
func page(t *testing.T, name, kind string) Draft {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Page(b, kind, "")
	if err != nil {
		t.Fatal(err)
	}
	checkEvidence(t, b, d)
	return d
}

// checkEvidence checks that every range lies in the input and every confidence between 0 and 1.
func checkEvidence(t *testing.T, in []byte, d Draft) {
	t.Helper()
	whole := func(at int) bool { return !utf8.Valid(in) || at >= len(in) || utf8.RuneStart(in[at]) }
	for k, e := range d.Evidence {
		if e.Start >= 0 && e.End >= e.Start && e.End <= len(in) && (!whole(e.Start) || !whole(e.End)) {
			t.Errorf("evidence of %s: %+v cuts a character", k, e)
		}
		if e.Start < 0 || e.End < e.Start || e.End > len(in) || e.Confidence <= 0 || e.Confidence > 1 || e.Source == "" {
			t.Errorf("evidence of %s: %+v does not fit %d bytes", k, e, len(in))
		}
	}
	for _, r := range d.Rejected {
		if r.Start < 0 || r.End < r.Start || r.End > len(in) || r.Reason == "" {
			t.Errorf("rejected %+v does not fit %d bytes", r, len(in))
		}
	}
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func equalList(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func wantRating(t *testing.T, d Draft, text string, score float64) {
	t.Helper()
	if d.Review.Rating == nil {
		t.Errorf("no rating, want %s", text)
		return
	}
	r := d.Review.Rating
	if r.Text != text || float64(r.Score) != score*1000 {
		t.Errorf("rating %q scores %v, want %q %v", r.Text, float64(r.Score)/1000, text, score)
	}
}

func TestSeedLiveBlog(t *testing.T) {
	d := seed(t, "000")
	equal(t, "title", d.Film.Title, "Her")
	equal(t, "year", d.Film.Year, 2013)
	equal(t, "minutes", d.Film.RuntimeMinutes, 126)
	equalList(t, "directors", d.Film.Directors, "Spike Jonze")
	equalList(t, "genres", d.Film.Genres, "Romance", "Science-Fiction", "Drama")
	equal(t, "tagline", d.Film.Tagline, "A Spike Jonze love story")
	equal(t, "synopsis", strings.HasPrefix(d.Film.Synopsis, "Set in Los Angeles"), true)
	equal(t, "published", d.Review.Published, "2014-07-08")
	wantRating(t, d, "2/5", 40)
	equal(t, "rejected as repeated", slices.ContainsFunc(d.Rejected, func(r Rejected) bool { return r.Text == "2 / 5" && r.Reason == reasonRepeated }), true)
	if len(d.LiveNotes) != 21 {
		t.Fatalf("%d live notes", len(d.LiveNotes))
	}
	equal(t, "first note", d.LiveNotes[0].OffsetSeconds, 205)
	equal(t, "last note", d.LiveNotes[20].OffsetSeconds, 6813)
	if d.Review.Previous == nil || d.Review.Next == nil {
		t.Fatal("no neighbours")
	}
	equal(t, "previous", d.Review.Previous.Title, "Non-Stop")
	equal(t, "next", d.Review.Next.Title, "Delivery Man")
	equal(t, "body begins", strings.HasPrefix(d.Review.Body, "The concept of this one"), true)
	equal(t, "body ends", strings.HasSuffix(d.Review.Body, "just kinda boring."), true)
}

func TestSeedFourOfFour(t *testing.T) {
	d := seed(t, "001")
	equal(t, "title", d.Film.Title, "Her")
	equalList(t, "directors", d.Film.Directors, "Spike Jonze")
	equalList(t, "writers", d.Film.Writers, "Spike Jonze")
	equal(t, "cast", len(d.Film.Cast), 7)
	equal(t, "synopsis", strings.HasPrefix(d.Film.Synopsis, "A lonely writer"), true)
	wantRating(t, d, "4/4", 100)
	equal(t, "blurb", strings.HasPrefix(d.Review.Blurb, "Leave it to Spike Jonze"), true)
	equal(t, "blurb of the rating", d.Review.Rating.Blurb, d.Review.Blurb)
	if d.Comments.Declared == nil || *d.Comments.Declared != 2 || len(d.Comments.Items) != 0 {
		t.Errorf("comments %+v", d.Comments)
	}
	equal(t, "body ends", strings.HasSuffix(d.Review.Body, "And I like that."), true)
}

func TestSeedBio(t *testing.T) {
	d := seed(t, "002")
	equal(t, "title", d.Film.Title, "Her")
	equal(t, "rating", d.Review.Rating == nil, true)
	if len(d.Review.Authors) != 1 {
		t.Fatalf("authors %+v", d.Review.Authors)
	}
	equal(t, "author", d.Review.Authors[0].Name, "Dave Baker")
	equal(t, "bio", strings.HasPrefix(d.Review.Authors[0].Bio, "Dave Baker, originally"), true)
	equalList(t, "categories", d.Review.Categories, "Cult Movies", "Featured (Film)", "Film", "Film Reviews", "Sci-Fi Movies")
	if d.Comments.Declared == nil || *d.Comments.Declared != 0 {
		t.Errorf("comments %+v", d.Comments)
	}
	equal(t, "body", strings.HasPrefix(d.Review.Body, "Spike Jonze, without a doubt") && strings.HasSuffix(d.Review.Body, "going to do next’."), true)
}

func TestSeedTitleInProse(t *testing.T) {
	d := seed(t, "003")
	equal(t, "title", d.Film.Title, "Her")
	equal(t, "title's source", d.Evidence["/film/title"].Source, "prose")
	equal(t, "rating", d.Review.Rating == nil, true)
	equal(t, "minutes", d.Film.RuntimeMinutes, 126)
	equalList(t, "genres", d.Film.Genres, "Romance", "Drama", "Science Fiction")
	equalList(t, "cast", d.Film.Cast, "Joaquin Phoenix", "Amy Adams", "Rooney Mara", "Scarlett Johansson")
	equalList(t, "similar", d.Review.SimilarFilms, "Robot and Frank", "Stranger than Fiction")
	equal(t, "venue", d.Review.Venue, "Showcase, Peterborough")
	if len(d.Film.Trailers) != 1 || d.Film.Trailers[0].Host != "youtube" || d.Film.Trailers[0].ID != "WzV6mXIOVl4" {
		t.Errorf("trailers %+v", d.Film.Trailers)
	}
	if len(d.Review.Authors) != 1 || d.Review.Authors[0].Name != "Mikey Clarke" {
		t.Errorf("authors %+v", d.Review.Authors)
	}
}

func TestSeedGuest(t *testing.T) {
	d := seed(t, "004")
	equal(t, "title", d.Film.Title, "Her")
	equal(t, "published", d.Review.Published, "2014-02-13")
	equal(t, "rating", d.Review.Rating == nil, true)
	if len(d.Review.Authors) != 2 {
		t.Fatalf("authors %+v", d.Review.Authors)
	}
	equal(t, "guest", d.Review.Authors[0], Author{Name: "Vance", Role: "guest"})
	equal(t, "host", d.Review.Authors[1], Author{Role: "host"})
	if d.Comments.Declared == nil || *d.Comments.Declared != 27 || len(d.Comments.Items) != 27 {
		t.Fatalf("comments %d", len(d.Comments.Items))
	}
	equal(t, "first comment", d.Comments.Items[0].Time, "2014-02-13T06:59:00")
	equal(t, "named comment", d.Comments.Items[14].Name, "lab1990")
	equal(t, "last comment", d.Comments.Items[26].Time, "2014-02-26T16:32:00")
	equal(t, "body begins", strings.HasPrefix(d.Review.Body, "I wasn’t all that interested"), true)
	equal(t, "body ends", strings.HasSuffix(d.Review.Body, "for a viewing."), true)
}
