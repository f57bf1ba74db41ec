package extract

import (
	"slices"
	"testing"
)

// TestAuthorForms holds one made-up page for each way in which pages name their author.
func TestAuthorForms(t *testing.T) {
	const prose = "Windfall is a slow film about an orchard, and the four of us sat and looked at it for two hours, as one looks at rain."
	for text, want := range map[string]string{
		"Windfall\n\n" + prose + " I liked it all. — Ana Bell":                            "Ana Bell",
		"Windfall\n\n" + prose + " I liked it all. A.B.":                                  "A.B.",
		"Windfall\n\nAna’s Review #12\n\n" + prose:                                        "Ana",
		"Windfall\n\n" + prose + " I liked it all. —AB":                                   "AB",
		"Windfall\n\n" + prose + " I liked it all. Ana Bell\n\nLeave a Reply":             "Ana Bell",
		"Windfall\n\n" + prose + " I liked it all.\nAna Bell":                             "Ana Bell",
		"Windfall\n\n" + prose + " I liked it all.\n\nPommeMan":                           "PommeMan",
		"Windfall\n\nde\nAna Bell\n\n" + prose:                                            "Ana Bell",
		"Windfall\n\nAna Bell\n\n" + prose + " " + prose:                                  "Ana Bell",
		"Windfall\n\nPublié le par Ana Bell\n\n" + prose:                                  "Ana Bell",
		"Windfall, il commento di Ugo\n\n" + prose:                                        "Ugo",
		"Windfall\n\nCritique d'Oldapple\n\n" + prose:                                     "Oldapple",
		"Windfall\n\n" + prose + " It is well worth the ticket! Anna":                     "Anna",
		"Windfall\n\n" + prose + " It is well worth the ticket.\n\nA.B.":                  "A.B.",
		"Anna’s Review of Windfall\n\n" + prose:                                           "Anna",
		"Windfall\n\n" + prose + " It is well worth the ticket! Apples":                   "",
		"Windfall\n\n" + prose + " We also saw Salt Road with Tom Reed. I liked Tom Reed": "",
		"Windfall\n\nSortie le 24 octobre 2012\n\n" + prose:                               "",
	} {
		d, err := Page([]byte(text), "text", "")
		got := ""
		if len(d.Review.Authors) > 0 {
			got = d.Review.Authors[0].Name
			if e := d.Evidence["/review/authors/0"]; text[e.Start:e.End] != got {
				t.Errorf("%q: the range holds %q", want, text[e.Start:e.End])
			}
		}
		if err != nil || got != want {
			t.Errorf("%q: got %q, want %q (%v)", text, got, want, err)
		}
	}
}

// TestAuthorLines holds names in lines of their own at the top of a page.
func TestAuthorLines(t *testing.T) {
	const prose = "Windfall is a slow film about an orchard, and the four of us sat and looked at it for two hours, as one looks at rain. Tom Reed is good."
	for text, want := range map[string][]string{
		"Windfall is late\n\nAna Bell\nSenior Staff Writer\n\n" + prose:                      {"Ana Bell"},
		"Windfall is late\n\nAna Bell, Mo Said and Ida Fern\n\nJanuary 19, 2020\n\n" + prose: {"Ana Bell", "Mo Said", "Ida Fern"},
		"Ana Bell\n\nWindfall is finally out\n\n" + prose:                                    {"Ana Bell"},
		"Tom Reed\n\nWindfall is finally out\n\n" + prose:                                    nil,
	} {
		d, err := Page([]byte(text), "text", "")
		var got []string
		for _, a := range d.Review.Authors {
			got = append(got, a.Name)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q (%v)", text[:30], got, want, err)
		}
	}
}

// TestFrontMatterOfFilms checks that a post filed under films is about the film of its title, in whatever case.
// TestFrontMatterDates holds that a post was published when it says so, else when it was created.
func TestFrontMatterDates(t *testing.T) {
	for head, want := range map[string]string{
		"created: 2017-04-19T16:48:26.000Z":                "2017-04-19",
		"created: 2017-04-19\ndate: 2017-04-21":            "2017-04-21",
		"modified: 2018-03-12\ncreated_at: \"2017-04-19\"": "2017-04-19",
	} {
		d, err := Page([]byte("---\ntitle: Under the Tree\n"+head+"\n---\n\nIt was fine, and short.\n"), "markdown", "")
		if err != nil || d.Review.Published != want {
			t.Errorf("%q: got %q, want %q (%v)", head, d.Review.Published, want, err)
		}
	}
}

func TestFrontMatterOfFilms(t *testing.T) {
	for text, want := range map[string]string{
		"---\ntitle: Under the tree\ntags: movies\n---\nIt was fine, and short.\n":                            "Under the tree",
		"---\ntitle: Under the tree\ncategories:\n  - Films\n---\nIt was fine, and short.\n":                  "Under the tree",
		"---\ntitle: Under the tree\ntags: gardening\n---\nIt was fine, and short.\n":                         "",
		"+++\ntitle = \"Films I've seen in May 2016\"\ntags = ['films']\n+++\nMany, and all of them short.\n": "",
	} {
		d, err := Page([]byte(text), "markdown", "")
		if err != nil || d.Film.Title != want {
			t.Errorf("%q: got %q, want %q (%v)", text, d.Film.Title, want, err)
		}
	}
	const prose = "\n\nUnder the Tree is a film that takes its time, and so do the people in it, who sit, and so did we.\n"
	for text, want := range map[string]int{
		"Documentary\n\nUnder the Tree\n\nDocumentary\n2024 / 110 minutes":            2024,
		"Under the Tree - Kritik\n\nDE 2006 Laufzeit 137 Minuten, FSK 12":             2006,
		"Under the Tree\n\nRegie Ida Fern\nKamera Mo Said\nBRD 2005, 132 Min., ab 12": 2005,
		"Under the Tree\n\nUnder the Tree D 2007":                                     2007,
		"Under the Tree\n\nde Gavin Bell, 2011, ****":                                 2011,
		"Under the Tree\n\nMarch 2011, in the rain":                                   0,
	} {
		d, err := Page([]byte(text+prose), "text", "")
		if err != nil || d.Film.Year != want {
			t.Errorf("%q: year %d, want %d (%v)", text, d.Film.Year, want, err)
		}
	}
}

// TestSentencesThatBeginLikeBylines sign nothing.
func TestSentencesThatBeginLikeBylines(t *testing.T) {
	for line, want := range map[string]int{"By Episode Four, I knew.": 0, "By Ann Bell": 1} {
		d, err := Page([]byte("Orchard Nights (2019)\n\n"+line+"\n\nThis film is slow, and the farmer in it is a person one wants to meet.\n"), "text/plain", "")
		if err != nil || len(d.Review.Authors) != want {
			t.Errorf("%s: %+v %v", line, d.Review.Authors, err)
		}
	}
}
