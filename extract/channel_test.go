package extract

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func readSample(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "feeds", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// channelWant is what an item must come to.
type channelWant struct {
	id, film, published, author, score string
	year                               int
	teaser                             bool
}

func TestItemsOfFeedsBecomeDrafts(t *testing.T) {
	for file, wants := range map[string][]channelWant{
		"letterboxd.xml": {
			{"letterboxd-review-901", "Marrow Lane", "2024-03-02", "Ida Brandt", "70", 2021, false},
			{"letterboxd-watch-902", "The Salt Road", "2024-03-01", "Ida Brandt", "", 2019, false},
			{"letterboxd-list-903", "", "2024-02-28", "Ida Brandt", "", 0, false},
		},
		"wordpress.xml": {
			{"https://lantern.example/?p=71", "Marrow Lane", "2024-03-04", "Ann Bell", "80", 2021, false},
			{"https://lantern.example/?p=70", "The Salt Road", "2024-03-03", "Ann Bell", "", 2019, true},
		},
		"feed.json": {
			{"r-2", "Marrow Lane", "2024-04-02", "Joss Okoro", "75", 2021, true},
			{"r-1", "The Salt Road", "2024-04-01", "Joss Okoro", "60", 2019, true},
		},
		"atom.xml": {{"tag:kino.example,2024:1", "Marrow Lane", "2024-05-06", "Lena Faber", "40", 2021, true}},
	} {
		c, err := ReadChannel(readSample(t, file))
		if err != nil || len(c.Items) != len(wants) {
			t.Errorf("%s: %d items, %v", file, len(c.Items), err)
			continue
		}
		for i, want := range wants {
			item := c.Items[i]
			d, err := Page(item.Document, "feed", item.URL)
			if err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			got := channelWant{id: item.ID, film: d.Film.Title, published: d.Review.Published, year: d.Film.Year, teaser: item.Teaser}
			if len(d.Review.Authors) > 0 {
				got.author = d.Review.Authors[0].Name
			}
			if d.Review.Rating != nil && d.Review.Rating.Score >= 0 {
				got.score = d.Review.Rating.Score.String()
			}
			if got != want {
				t.Errorf("%s: %+v\nwant %+v\n%s", file, got, want, item.Document)
			}
		}
	}
}

func TestWhatAFeedTellsOfComments(t *testing.T) {
	c, err := ReadChannel(readSample(t, "wordpress.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if first := c.Items[0]; first.CommentsURL != "https://lantern.example/marrow-lane/feed/" || first.DeclaredComments == nil || *first.DeclaredComments != 2 {
		t.Errorf("%+v", first)
	}
	comments, err := ReadComments(readSample(t, "comments.xml"))
	want := []Comment{
		{Name: "Piet", Time: "2024-03-05T09:30:00Z", Text: "Agreed, but the end?\n\nIt drags."},
		{Name: "Ann Bell", Time: "2024-03-05T10:00:00Z", Text: "It does not."},
	}
	if err != nil || len(comments) != 2 || comments[0] != want[0] || comments[1] != want[1] {
		t.Errorf("%+v, %v", comments, err)
	}
}

func TestBrokenFeedsAreRefused(t *testing.T) {
	deep := "<rss><channel><item>" + strings.Repeat("<a>", 200)
	for name, test := range map[string]struct {
		content string
		err     error
	}{
		"empty":  {" \n", ErrEmpty},
		"a page": {"<html><body><p>No feed</p></body></html>", nil},
		"deep":   {deep, ErrTooMany},
		"large":  {strings.Repeat(" ", DefaultLimits().Bytes+1), ErrTooLarge},
		"cut":    {"<rss><channel><item><title>Her", nil},
		"json":   {`{"version": "https://jsonfeed.org/version/1.1", "items": [`, nil},
	} {
		_, err := ReadChannel([]byte(test.content))
		if err == nil || test.err != nil && !errors.Is(err, test.err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
