package extract

import (
	"strings"
	"testing"
)

func TestFilmOfHeadline(t *testing.T) {
	for text, want := range map[string]string{
		"Movie Review: Windfall (2017)":                   "Windfall",
		"Windfall | 2014":                                 "Windfall",
		"Windfall - TV Series Review":                     "Windfall",
		"Windfall – review and trailer":                   "Windfall",
		"Anna's Rating of Windfall":                       "Windfall",
		"Windfall – Review":                               "Windfall",
		"‘Windfall’: An orchard and a dog":                "Windfall",
		"Film review: 'Salt Road' is a long walk":         "Salt Road",
		"Windfall (Film Review)":                          "Windfall",
		"At the movies: Windfall":                         "Windfall",
		"Windfall, 2019 - ★★★½":                           "Windfall",
		"A Spoiler Free Review of Windfall":               "Windfall",
		"Counting Apples: A Review of Windfall":           "Windfall",
		"Film Recommendation: Windfall":                   "Windfall",
		"Spoiler Free Windfall Review":                    "Windfall",
		"Broadway Noon {dir. Ann B. Bell, 1987}":          "Broadway Noon",
		"Windfall: The Second Harvest Review - Read this": "Windfall: The Second Harvest",
		"Windfall (miniseries)":                           "Windfall",
		"12 Goats":                                        "12 Goats",
		"1987: The Orchard Years (2017)":                  "1987: The Orchard Years",
		"Kritik: Windfall":                                "Windfall",
		"Recensione: Windfall":                            "Windfall",
		"Windfall Kritik: Obst ohne Ende":                 "Windfall",
		"Kinotagebuch: Windfall (2019)":                   "Windfall",
		"Critique Express : Vent d'automne":               "Vent d'automne",
		"« Windfall » : le verger ou la vie ?":            "Windfall",
		"[Critique] Windfall":                             "Windfall",
		"Recensie Windfall ★★★★":                          "Windfall",
		"《果园》观后感：一棵树的故事":                                  "果园",
		"果园 - 電影評論":                                       "果园",
		"影评：《果园》":                                         "果园",
		"『果樹園』感想":                                         "果樹園",
		"【映画レビュー】『果樹園』":                                   "果樹園",
		"映画評 「果樹園」 [映画評]":                                 "果樹園",
		"Windfall ** (2014, Ann Bell) – Movie Review":     "Windfall",
		"Warum Äpfel fallen – „Windfall“ (2020)":          "Windfall",
		"Why they fight about 'Windfall' again":           "Windfall",
		"014: Windfall":                                   "Windfall",
		"‘Windfall’: Harbour Festival Review":             "Windfall",
		"2012 film review":                                "2012",
		"Film Review":                                     "",
		"Film Review: ‘Windfall’- Apples and the Rest":    "Windfall",
		"Review: Is ‘Windfall’ fit for small children?":   "Windfall",
		"DVD: Windfall":                                   "Windfall",
		"Recensione su Windfall":                          "Windfall",
		"WINDFALL (2014) short review":                    "WINDFALL",
		"Windfall, 2 January 2009":                        "Windfall",
		"Resenha crítica do filme Windfall":               "Windfall",
		"Windfall (Vindfald): Harbour Festival Review":    "Windfall (Vindfald)",
		"Windfall - 2013":                                 "Windfall",
		"Kurzkritik zu Windfall":                          "Windfall",
		"Crítica da Semana: Windfall":                     "Windfall",
		"Windfall, il commento di Ugo":                    "Windfall",
		"Windfall - Bespreking Cinema":                    "Windfall",
		"Windfall – 4 stars":                              "Windfall",
		"Windfall ★★★★★":                                  "Windfall",
		"\"Nobody picks apples here, my dear.\"":          "",
		"DVD: Windfall (GOODPEAR)":                        "Windfall",
		"Windfall, de 2016, dirigido por Ana Campos":      "Windfall",
		"Windfall (Ann Bell – 2009) A":                    "Windfall",
		"Crítica de la película española Windfall":        "Windfall",
		"New Reviews":                                     "",
		"Windfall -- B":                                   "Windfall",
		"Windfall – Malayalam Movie Review":               "Windfall",
		"Yet another \"Windfall\" review":                 "Windfall",
		"Windfall: A farmer's review":                     "Windfall",
		"Three sentence movie review: Windfall":           "Windfall",
		"Review- windfall":                                "windfall",
		"USA/UK (2013)":                                   "",
	} {
		if got := filmOfHeadline(text); got.title != want {
			t.Errorf("%q: got %q, want %q", text, got.title, want)
		}
	}
}

func TestTitleInProse(t *testing.T) {
	for text, want := range map[string]string{
		"I finally saw \"Salt Road\" last night. \"Salt Road\" is a slow film about salt, and better than \"Sugar Street\".":           "Salt Road",
		"RECKONER is neither scary nor short. I would not see RECKONER again, not even with my cousin.":                                "RECKONER",
		"Niemand wusste, was er mit der Komödie „Mein sehr langer Herbst“ anfangen sollte, und der Verleih schon gar nicht.":           "Mein sehr langer Herbst",
		"Accountants is a 2006 comedy that stars nobody I know. It is funny all the same.":                                             "Accountants",
		"Like, the second film of its director, is a small wonder. Early on, Like takes its time.":                                     "Like",
		"It was a boring Friday night, so we had a laugh at the goofy actors and went to bed without knowing what it was we had seen.": "",
		"Compared to \"Jaws\", everything is slow. This film is no exception, and the fish is smaller.":                                "",
	} {
		got, ok := titleInProse(text, 0, "en")
		if ok != (want != "") || got.title != want {
			t.Errorf("%q: got %q, want %q", text, got.title, want)
		}
	}
}

func TestDates(t *testing.T) {
	for text, want := range map[string]string{"4 March 2019": "2019-03-04", "March 4th, 2019": "2019-03-04", "2019-03-04T01:02:03Z": "2019-03-04", "04.03.2019": "2019-03-04", "03/04/2019": "2019", "25/04/2019": "2019-04-25",
		"200611": "2006-11", "2019年3月4日": "2019-03-04", "Mon, 6 May 2019 12:00:00 +1200": "2019-05-06", "18. Juni 2009": "2009-06-18", "3 de mayo de 2012": "2012-05-03", "December 2013": "2013-12", "2014-02-13-windfall.md": "2014-02-13", "20050418T2300-0700": "2005-04-18", "31 February 2019": "2019"} {
		d, ok := findDate(text, nil)
		if want == "2019" && text == "31 February 2019" {
			if ok && len(d.iso) == 10 {
				t.Errorf("%q: got %q", text, d.iso)
			}
			continue
		}
		if !ok || d.iso != want {
			t.Errorf("%q: got %q, want %q", text, d.iso, want)
		}
	}
}

func TestRuntimes(t *testing.T) {
	for text, want := range map[string]int{"98 minutes": 98, "90 mins.": 90, "2hrs 6m": 126, "1h35": 95, "2h 05m": 125, "2h": 120, "2 Std.": 120, "PT1H30M": 90, "1:38": 98, "02 Hrs 16 Mins": 136, "1 hora y 52 minutos": 112, "112 Minuten": 112} {
		if got, _, _ := runtimeOf(text, true); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
	for text, want := range map[string]int{"It runs for 98 minutes.": 98, "at the 70 minute mark it wakes": 0, "it could lose 20 minutes": 0, "an hour and a half of good laughs": 90, "about 15 minutes too long": 0, "only 58 minutes long": 58} {
		if got, _, _ := runtimeInProse(text, text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

func TestNarrow(t *testing.T) {
	const body = "Windfall is a slow film. Nobody in Windfall is in a hurry, and Ada Moretti least of all."
	for headline, want := range map[string]string{
		"Windfall, de Ana Campos":                                 "Windfall",
		"Windfall di Ana Campos":                                  "Windfall",
		"Windfall - Apples, Pears, and a Great Silence":           "Windfall",
		"Windfall: The Slowest Harvest That Was Ever Put on Film": "Windfall",
		"Windfall : lent mais beau":                               "Windfall",
		"Have you seen… Windfall?":                                "Windfall",
		"Windfall: Second Harvest":                                "Windfall: Second Harvest",
		"Ada Moretti – Die letzte Ernte":                          "Ada Moretti – Die letzte Ernte",
		"La vita di Ada Moretti":                                  "La vita di Ada Moretti",
		"Windfall - A Masterclass in Pears":                       "Windfall",
		"Windfall | 4 Shors":                                      "Windfall",
		"Orchardathon: Windfall":                                  "Windfall",
	} {
		if got := narrow(headline, body); got != want {
			t.Errorf("%q: got %q, want %q", headline, got, want)
		}
	}
	r := newReader("", DefaultLimits())
	r.language = "en"
	if got := r.agreed("Windfall Shines in Every Possible Way", body); got != "Windfall" {
		t.Errorf("agreed: got %q", got)
	}
}

// TestTopLines reads title, author and date where they stand in lines of their own at the top of a page.
func TestTopLines(t *testing.T) {
	prose := "\n\nA slow film about an orchard whose owner will not sell, and about the brother who would. It takes its time and it knows why.\n"
	for _, c := range []struct{ page, title, author, published string }{
		{"Tuesday, July 21, 2015\n\nMarrow" + prose, "Marrow", "", "2015-07-21"},
		{"Home » Films » Reviews\n\nMarrow\n\nUK 1987\nDirected by\nAnn Bell\n\nReviewed by\nTess Hollier" + prose, "Marrow", "Tess Hollier", ""},
		{"Marrow – Review\n\n10th February 2019 | Tess Hollier | 0 Comments" + prose, "Marrow", "Tess Hollier", "2019-02-10"},
		{"The Valley Courier\n\n'Marrow' wins over the valley\n\nTess Hollier, Arts Editor\n\nMay 3, 2016" + prose, "Marrow", "Tess Hollier", "2016-05-03"},
		{"Marrow Review\n\nTess Hollier\nMay 3, 2016" + prose, "Marrow", "Tess Hollier", "2016-05-03"},
		{"Critique : Marrow\n\nPublié le 3 mai 2016 par Tess Hollier" + prose, "Marrow", "Tess Hollier", "2016-05-03"},
		{"Reseña: Marrow\n\nEscrito por Tess Hollier | 3 de mayo de 2016" + prose, "Marrow", "Tess Hollier", "2016-05-03"},
		{"Marrow (1987)\nReviewed by: t.hollier on 2016-05-03" + prose, "Marrow", "t.hollier", "2016-05-03"},
		{"Review: Marrow (1987)\n\nPosted in Uncategorized with tags on May 3, 2016 by Tess Hollier" + prose, "Marrow", "Tess Hollier", "2016-05-03"},
		{"Sunday, May 28, 2017\n\nThe Verdict\n\nI think I saw The Verdict in the 80s when it came out, and it was long, and so was the evening at home with it.\n", "The Verdict", "", "2017-05-28"},
		{"Film of the month:\n\nMarrow\n\nD 2004 / 80 Min.\n\nRegie: Tess Hollier" + prose, "Marrow", "", ""},
		{"---\ntitle: Marrow\nfilm: 11\n---\n" + prose, "Marrow", "", ""},
		{"---\ntitle: Musings on the power of cinema\ntags: [film]\n---\n\n## The Power of a Word" + prose, "", "", ""},
		{"Marrow (1987)" + prose + "\nTess Hollier, Springfield, IL", "Marrow", "Tess Hollier", ""},
		{"Marrow (1987)" + prose + "\nIt ends as it began, and that does not work for anybody who paid for it...Tess", "Marrow", "Tess", ""},
		{"Marrow 2\n\nMystery, Horror | Erscheinungsjahr: 1987 | Regisseur: Tess Hollier | 1h 54min\n\n6,1/10 Punkte", "Marrow 2", "", ""},
		{"Valley Travel\n\nValley Travel\n\nHome World\n\nHome World\n\nMarrow (1987) | Hindi Movie Critic Review By Tess Hollier" + prose, "Marrow", "Tess Hollier", ""},
		{"Tess Hollier, Farm Minister\n\n28 Jan\n\nThat said, watching Marrow, you get the feeling that this is a film more about the farm than it is about its owner.\n", "Marrow", "", ""},
		{"MARROW - Tess Holliers Gruß an den schönen Herbst\n\nFakten:\nMarrow\nUSA. 1987. Regie: Tess Hollier." + prose, "MARROW", "", ""},
		{"Marrow\n######\n:date: 2012-11-04 17:36\n:author: admin\n:category: review\n" + prose, "Marrow", "", "2012-11-04"},
		{"---\ntitle: >\n  Marrow Hill: Second Harvest Review\ndate: \"2015-05-19\"\nauthor_name: Tess Hollier\n---\n" + prose, "Marrow Hill: Second Harvest", "Tess Hollier", "2015-05-19"},
		{"---\ntitle: Marrow\nrating: 5\n---\n\n## Review\n\n### Technical Details\n\n1. Lights\n" + prose, "Marrow", "", ""},
		{"---\nname: Marrow\nyear: 1987\nrating: 5\n---\n\nproduced by the two who made Salt Road: The Return, and it shows in each and every frame.\n", "Marrow", "", ""},
		{"---\ntitle: 'Marrow: The Movie'\nsubjectInfo:\n  about:\n    name: Marrow\n  type: Movie\n---\n" + prose, "Marrow", "", ""},
		{"---\n:movie: Marrow (1987/I)\n:date: 2012-06-21\n:rating: 9\n---\n" + prose, "Marrow", "", "2012-06-21"},
		{"Marrow Hill\n\nMarrow Hill\n\nIn a village in the north strange things have happened since last autumn, and the film has won all prizes that there are.\n", "Marrow Hill", "", ""},
		{"Ada Bell’s “Marrow’ is a Must See” (REVIEW)\n\nMarrow’s plot is simple: a couple goes to a farm. Marrow will have you hooked from the start, and Marrow is a thriller that keeps its word.\n", "Marrow", "", ""},
		{"\"a classic that gets better with the years\"\n\nMy hopes going in to see Marrow were high, and it did not let me down. Marrow is a farm film that takes its time.\n", "Marrow", "", ""},
		{"ann's blog - noise - movies - 2018 12 31 Marrow\n\nMarrow\n\n/noise/movies | Link" + prose, "Marrow", "", ""},
		{"Movie Review: The sky's not the limit in soaring 'Marrow Hill'\n\nA farm and its friends soar in a grown-up comedy\n\nTess Hollier\nThe owner spends a lot of time in barns, and in the very well done \"Marrow Hill\" he spends more. \"Marrow Hill\" is as slick as it is long.\n", "Marrow Hill", "Tess Hollier", ""},
		{"Marrow (1987)\n\nReleased on disc on May 3, 2016" + prose, "Marrow", "", ""},
	} {
		d, err := Page([]byte(c.page), "", "")
		if err != nil {
			t.Fatal(err)
		}
		equal(t, c.page[:20]+" title", d.Film.Title, c.title)
		equal(t, c.page[:20]+" published", d.Review.Published, c.published)
		name := ""
		if len(d.Review.Authors) > 0 {
			name = d.Review.Authors[0].Name
		}
		equal(t, c.page[:20]+" author", name, c.author)
	}
}

func TestFrontMatterAuthors(t *testing.T) {
	for front, want := range map[string]string{
		"author: apple_cart":                                 "apple_cart",
		"author:\n  name: Tess Hollier":                      "Tess Hollier",
		"authors:\n  - name: Tess Hollier\n    role: critic": "Tess Hollier",
		"author: admin":                                      "",
	} {
		d, err := Page([]byte("---\ntitle: \"Film review: Marrow\"\n"+front+"\n---\n\nA slow film about an orchard.\n"), "", "")
		if err != nil {
			t.Fatal(err)
		}
		name := ""
		if len(d.Review.Authors) > 0 {
			name = d.Review.Authors[0].Name
		}
		equal(t, front, name, want)
		equal(t, front+" title", d.Film.Title, "Marrow")
	}
}

// TestDirectors holds the ways in which texts say who directed the film.
func TestDirectors(t *testing.T) {
	for text, want := range map[string]string{
		"Marrow (Tess Hollier, 1987)\n\nIt was long.":                                                                                    "Tess Hollier",
		"“Marrow”, l’ultimo film di Tess Hollier, è lento come pochi altri che abbiamo visto.":                                           "Tess Hollier",
		"Lo que muestra esta película de Tess Hollier es un huerto, y nada más que un huerto.":                                           "Tess Hollier",
		"Marrow(D 2006; 137 min.; R: Anna Hollier von Alm)\nEin Film über Kürbisse.":                                                     "Anna Hollier von Alm",
		"Marrow\n\nde Tess Hollier et Ann Bell, 2011\n\nOn rit, et beaucoup même, jusqu'à la fin.":                                       "Tess Hollier, Ann Bell",
		"Marrow\nTess Hollier, Deutschland, 2016\nWinfried ist ein Bauer, der gern lacht, und sonst niemand.":                            "Tess Hollier",
		"Tess Hollier’s slow New England drama is about an orchard and the people who will not sell it.":                                 "Tess Hollier",
		"Anna Maria Hollier’s *Marrow* is more than a farm film, and Marrow is all there is to say about farms.":                         "Anna Maria Hollier",
		"---\ntitle: Marrow\nreviews/directors:\n- Tess Hollier\n---\n\nIt was long.":                                                    "Tess Hollier",
		"The subject of director Tess Hollier’s Marrow is a farm, and the farm is all there is.":                                         "Tess Hollier",
		"Marrow di Tess Hollier – Recensione Film\n\nMarrow è un film di scrittura, tutto concentrato sui dialoghi e sulle interazioni.": "Tess Hollier",
		"Marrow\n\nA nurse grapples with her son, who was born in a storm. Tess Hollier directed her own script.":                        "Tess Hollier",
		"We found our peace in the new Tess Hollier film Marrow, which is in limited release from today on.":                             "Tess Hollier",
		"Marrow est, comme le film de Tess Hollier, une catastrophe, et la salle le sait dès le début.":                                  "",
	} {
		d, err := Page([]byte(text), "", "")
		if got := strings.Join(d.Film.Directors, ", "); err != nil || got != want {
			t.Errorf("%q: got %q, want %q (%v)", text, got, want, err)
		}
	}
}

// TestShortYears checks that two digits are a year only where they end a line that is a date.
func TestShortYears(t *testing.T) {
	for text, want := range map[string]string{"3 Dec 11": "2011-12-03", "28/10/14": "2014-10-28", "13.2.98": "1998-02-13", "03/04/11": "", "20 Dec": "", "12 11": ""} {
		d, err := Page([]byte("Windfall\n"+text+"\n\nThe farm is real, and so is the rain that falls on it, and we sat and looked at it for two hours.\n"), "text", "")
		if err != nil || d.Review.Published != want {
			t.Errorf("%q: got %q, want %q (%v)", text, d.Review.Published, want, err)
		}
	}
}
