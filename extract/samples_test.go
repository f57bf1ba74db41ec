package extract

import (
	"strings"
	"testing"
)

func TestSampleLiveBlog(t *testing.T) {
	d := page(t, "testdata/liveblog.txt", "text/plain")
	equal(t, "title", d.Film.Title, "Lanterns over Tarn")
	equal(t, "year", d.Film.Year, 2018)
	equal(t, "minutes", d.Film.RuntimeMinutes, 107)
	equalList(t, "directors", d.Film.Directors, "Ines Oldacre")
	equalList(t, "genres", d.Film.Genres, "Mystery", "Science-Fiction")
	equal(t, "tagline", d.Film.Tagline, "Keep the light low")
	equal(t, "synopsis", strings.HasPrefix(d.Film.Synopsis, "A lighthouse keeper"), true)
	equal(t, "published", d.Review.Published, "2019-03-04")
	wantRating(t, d, "3/5", 60)
	if len(d.LiveNotes) != 4 || d.LiveNotes[3] != (LiveNote{6002, "There it is. Well done, gull."}) {
		t.Errorf("live notes %+v", d.LiveNotes)
	}
	if d.Review.Previous == nil || d.Review.Previous.Title != "The Salt Ledger" || d.Review.Next == nil || d.Review.Next.Title != "Nine Doors" {
		t.Errorf("neighbours %+v %+v", d.Review.Previous, d.Review.Next)
	}
	equal(t, "body", strings.HasPrefix(d.Review.Body, "I wanted more") && strings.HasSuffix(d.Review.Body, "finds its feet."), true)
}

func TestSampleBlurb(t *testing.T) {
	d := page(t, "testdata/blurb.txt", "")
	equal(t, "title", d.Film.Title, "Flour")
	equalList(t, "writers", d.Film.Writers, "Teodor Maas", "Lil Petrossian")
	equalList(t, "cast", d.Film.Cast, "Ona Berg", "Felix Adu", "Marguerite Sands")
	equal(t, "synopsis", d.Film.Synopsis, "Two rival bakers are locked in a flour mill overnight.")
	wantRating(t, d, "3.5/4", 87.5)
	equal(t, "blurb", d.Review.Blurb, "Leave it to a flour mill to give us the warmest comedy of the winter.")
	if d.Comments.Declared == nil || *d.Comments.Declared != 3 || len(d.Comments.Items) != 0 {
		t.Errorf("comments %+v", d.Comments)
	}
}

func TestSampleGuest(t *testing.T) {
	d := page(t, "testdata/guest.txt", "")
	equal(t, "title", d.Film.Title, "The Quiet Orchard")
	equal(t, "published", d.Review.Published, "2016-05-02")
	if len(d.Review.Authors) != 2 || d.Review.Authors[0].Name != "Petra" || d.Review.Authors[0].Role != "guest" || d.Review.Authors[1].Role != "host" {
		t.Errorf("authors %+v", d.Review.Authors)
	}
	if len(d.Comments.Items) != 2 || d.Comments.Items[1] != (Comment{Name: "applecart", Time: "2016-05-03T00:10:00", Text: "Petra should write all of these."}) {
		t.Errorf("comments %+v", d.Comments)
	}
	equal(t, "rating", d.Review.Rating == nil, true)
}

func TestSampleLabelsBelow(t *testing.T) {
	d := page(t, "testdata/labelsbelow.txt", "")
	equal(t, "title", d.Film.Title, "Slow Carriage")
	equalList(t, "directors", d.Film.Directors, "Nia Obuya")
	equalList(t, "genres", d.Film.Genres, "Thriller", "Drama", "Romance")
	equal(t, "minutes", d.Film.RuntimeMinutes, 92)
	equalList(t, "similar", d.Review.SimilarFilms, "Night Mail", "Brief Stop")
	equal(t, "venue", d.Review.Venue, "Regal, Northampton")
	if len(d.Film.Trailers) != 1 || d.Film.Trailers[0].ID != "a1B2c3D4e5F" {
		t.Errorf("trailers %+v", d.Film.Trailers)
	}
	if len(d.Review.Authors) != 1 || d.Review.Authors[0].Name != "Tess Hollier" {
		t.Errorf("authors %+v", d.Review.Authors)
	}
}

func TestSampleCategories(t *testing.T) {
	d := page(t, "testdata/categories.txt", "")
	equal(t, "title", d.Film.Title, "Marrow")
	equal(t, "rating", d.Review.Rating == nil, true)
	equalList(t, "categories", d.Review.Categories, "Film", "Horror (Slow)", "Reviews")
	if len(d.Review.Authors) != 1 || d.Review.Authors[0].Name != "Wim Castell" || d.Review.Authors[0].Bio == "" {
		t.Errorf("authors %+v", d.Review.Authors)
	}
	if d.Comments.Declared == nil || *d.Comments.Declared != 0 {
		t.Errorf("comments %+v", d.Comments)
	}
}
