package extract

import "testing"

// TestShelves holds that what a page is filed under tells that it is about something else than a film, unless films are named there too.
func TestShelves(t *testing.T) {
	const text = `<h1>Windfall (2019)</h1><p>Nine songs about an orchard, and the third is worth the whole of them.</p>`
	for keywords, title := range map[string]string{"ann, music review, 2019": "", "Book Reviews": "", "film, music review": "Windfall", "ann, orchard": "Windfall"} {
		d := page2(t, `<title>Windfall (2019)</title><meta name="keywords" content="`+keywords+`">`+text)
		if d.Film.Title != title || warned(d, WarnNotFilm) != (title == "") {
			t.Errorf("%s: %q %+v", keywords, d.Film.Title, d.Warnings)
		}
	}
}

// TestPrintedAuthors holds that an author that a template printed with all its fields is the name alone.
func TestPrintedAuthors(t *testing.T) {
	for in, want := range map[string]string{"map[name:Ann Bell]": "Ann Bell", "map[email:a@b.example name:Ann Bell]": "Ann Bell", "map[name:Ann Bell url:https://a.example]": "Ann Bell"} {
		d := page2(t, `<meta name="author" content="`+in+`"><h1>Windfall review</h1><p>A fine film.</p>`)
		if len(d.Review.Authors) != 1 || d.Review.Authors[0].Name != want {
			t.Errorf("%s: %+v", in, d.Review.Authors)
		}
	}
}

// TestDescribedRating holds that the rating at the end of the description counts when the page shows none, and that an average does not.
func TestDescribedRating(t *testing.T) {
	const body = `<h1>Windfall review</h1><p>The orchard is the star of this film, and a dog comes close behind it.</p>`
	wantRating(t, page2(t, `<meta name="description" content="The orchard is the star. **8 / 10**.">`+body), "8 / 10", 80)
	for _, text := range []string{"Rated by users of the database: 8 / 10", "The orchard: 8/10 of a village, and a dog", "On IMDb. 8.1/10"} {
		if d := page2(t, `<meta name="description" content="`+text+`">`+body); d.Review.Rating != nil {
			t.Errorf("%s: %+v", text, d.Review.Rating)
		}
	}
}
