package extract

import "testing"

// TestAuthorForms holds one made-up page for each way in which pages name their author.
func TestAuthorForms(t *testing.T) {
	const prose = "Windfall is a slow film about an orchard, and the four of us sat and looked at it for two hours, as one looks at rain."
	for text, want := range map[string]string{
		"Windfall\n\n" + prose + " I liked it all. — Ana Bell":                            "Ana Bell",
		"Windfall\n\n" + prose + " I liked it all. —AB":                                   "AB",
		"Windfall\n\n" + prose + " I liked it all. Ana Bell\n\nLeave a Reply":             "Ana Bell",
		"Windfall\n\n" + prose + " I liked it all.\nAna Bell":                             "Ana Bell",
		"Windfall\n\n" + prose + " I liked it all.\n\nPommeMan":                           "PommeMan",
		"Windfall\n\nde\nAna Bell\n\n" + prose:                                            "Ana Bell",
		"Windfall\n\nAna Bell\n\n" + prose + " " + prose:                                  "Ana Bell",
		"Windfall\n\nPublié le par Ana Bell\n\n" + prose:                                  "Ana Bell",
		"Windfall, il commento di Ugo\n\n" + prose:                                        "Ugo",
		"Windfall\n\nCritique d'Oldapple\n\n" + prose:                                     "Oldapple",
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
