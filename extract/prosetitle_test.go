package extract

import (
	"strings"
	"testing"
)

// TestTitleInProseForms holds one made-up text for each way in which texts name the film that they are about.
func TestTitleInProseForms(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "Windfall, Ann Bell’s orchard story, is a showcase for Tom Reed. I knew nothing about it.", "Windfall"},
		{"en", "Quiet and often moving, Windfall is one lovely film to sit through, and Ann Bell gives it all she has.", "Windfall"},
		{"en", "Salt Road, the second film directed by Nia Obuya, puts four strangers on a train.", "Salt Road"},
		{"en", "In Salt Road, he is fully clothed. The comedy is thin, and Salt Road knows it.", "Salt Road"},
		{"en", "Her big role was five years ago in “Salt Road”. Bell stars as the youngest of four, and Bell is on fire.", "Salt Road"},
		{"en", "With a title like Windfall, you know what falls. Windfall is fast and lively.", "Windfall"},
		{"en", "Typically a film is about people. What Anna did not know was nothing to us.", ""},
		{"en", "Played by Tom Reed, the farmer says little. We liked the goat.", ""},
		{"es", "Por fin se estrena la esperada Cuentos lentos, tras una semana más. Todo tiembla. En Cuentos lentos nadie ríe.", "Cuentos lentos"},
		{"es", "Veo Ocho huertos lentos y, mientras la veo, no puedo evitar pensar en la cena. La veo y me pregunto por su precio.", "Ocho huertos lentos"},
		{"es", "Son cosas exageradas, pero para eso está el cine. En definitiva, Cuentos lentos es una película gamberra y nada más.", "Cuentos lentos"},
		{"es", "Desde lejos, Cuentos Lentos es una serie de historias cortas llenas de polvo. Es grato ver los niveles de la pereza.", "Cuentos Lentos"},
		{"fr", "On nous vend un verger. Mais Pommes est un film qui touche, et le reste est du cidre.", "Pommes"},
		{"de", "Von Bell hatte ich bisher die Filme \"La cerise\" mit Anna Huber sowie \"Verger\" gesehen. Nun war ich in der Stimmung, mir \"Das rote Band\" anzusehen. Dank der Kinder ist \"Das rote Band\" durchaus sehenswert.", "Das rote Band"},
		{"de", "„Eine stille Erntegeschichte“ nennt Bell ihren Film. Mit ruhigem Blick verfolgt „Das rote Band“ den Jahreslauf eines Hofes.", "Das rote Band"},
		{"en", "Surely I was not the only one in the row who had a cold. Well actually I was. It was a farm film, and the farm was dreadful.", ""},
		{"de", "Bei der Feier ging „Die Ernte der Anderen“ als „Gewinner“ hervor. Es ist nicht zu verstehen, warum der Obstbau das zuließ.", "Die Ernte der Anderen"},
		{"es", "Después de ver Cuentos Lentos me quedé sin palabras. Mientras veía Cuentos Lentos pensaba en la cena.", "Cuentos Lentos"},
		{"it", "Un film complesso, ambizioso, e la cornice è splendida. Sembra un film questo \"La lunga estate\" troppo d'élite.", "La lunga estate"},
		{"it", "Mi è piaciuto molto.\nLa lunga estate, di Paolo Verdi, con Anna Bianchi, Ugo Neri (Italia, 2013).", "La lunga estate"},
		{"fr", "Verger, avec Anne Bel et Jean Roux, est un très beau film. Aux côtés de deux acteurs, il déploie sa force.", "Verger"},
		{"fr", "C'est sans ironie que Michel Blanc a intitulé Verger son nouveau film. Verger est tout cela.", "Verger"},
		{"nl", "‘Prachtig!’ ‘Een rauw verhaal!’ zeiden ze. Nu we ‘De hoeve’ ook zelf hebben gezien, kunnen we alleen maar knikken.", "De hoeve"},
		{"nl", "HOEVE, de achtste film van Jan de Boer, is een bijzonder geval.", "HOEVE"},
		{"es", "Con Huerto me vi atrapado. Pienso que hay algo que hace que Huerto sea una obra única.", "Huerto"},
		{"it", "Nel caso di “Tutta colpa mia” o “La zia perfetta” si ride. Qui il regista fa questo “Quattro amici” film che ruota attorno a una cena.", "Quattro amici"},
		{"it", "Mele Cotte è sicuramente l’opera più seria del regista. La determinazione di Mele Cotte è chiara.", "Mele Cotte"},
		{"it", "Mi incuriosiva il cast di ” Mele cotte “ , e basta.", "Mele cotte"},
		{"fr", "Hier, j'ai vu Pommes\nLa queue que suscite Pommes est longue.", "Pommes"},
		{"pt", "Na semana passada, fui a Vigo ver\nMaçãs, o novo filme de Pedro Alves.", "Maçãs"},
		{"ja", "最新作『林檎の庭』を観てきました。『梨の庭』が好きな人にもおすすめ。", "林檎の庭"},
		{"en", "This movie “Windfall” shows many sides of farming. Better than “Salt Road” it is not.", "Windfall"},
		{"en", "I was late. THE ROAD AND THE SALT was unseen for years. It is no match for THE ROAD AND THE SALT of old.", "THE ROAD AND THE SALT"},
		{"en", "Return to the 36th Orchard is one of those classic farm films, \"Presented in Appleview\", like old days.", "Return to the 36th Orchard"},
		{"en", "Prizes went to many, and among them was the latest film, Salt Road — a fast comedy with Ann Bell.", "Salt Road"},
		{"es", "Lo mejor es el color. El huerto del abuelo, es sin duda alguna, una obra maestra, y el resto es humo.", "El huerto del abuelo"},
		{"es", "Pese a todo lo dicho, El huerto del abuelo es una gran película. Es grande porque no grita.", "El huerto del abuelo"},
		{"es", "El director de joyas como Pera, o El vino del primo, nos trae su octava criatura: El huerto del abuelo. Una cinta seria.", "El huerto del abuelo"},
		{"es", "El resultado es una película lenta. El final es una historia de abuelos, y nada más se sabe.", ""},
		{"fr", "J’ai décidé de parler du film « Verger de la vieille dame en rouge » réalisé par Anne Bel. Il est lent.", "Verger de la vieille dame en rouge"},
		{"de", "Windfall. Der One-Take-Film über eine lange Nacht im Obst, der keinen Preis gewann.", "Windfall"},
		{"en", "Ada Bell’s first English-language movie, Windfall, asks us to accept a ridiculous premise.", "Windfall"},
		{"en", "Nightfall stars Robert Mole as a farmer. He is hired by Jane Reed. What Jane fails to say is much.", "Nightfall"},
		{"en", "Ann Bell is on another level in Windfall, a spiteful and bright thriller about apples. Bell is all there is.", "Windfall"},
		{"en", "Ann Bell has played the shy one all her life. With Windfall, she puts in her best work, and Windfall knows it.", "Windfall"},
		{"en", "I was blown away by The Farmer's Speech when I saw it in autumn, so much so that I went again.", "The Farmer's Speech"},
		{"en", "Another Day (or Endnu as it is known at home) sees four farmers talk to their trees.", "Another Day"},
		{"en", "Call Me by Your Number is what we saw. I liked “Call Me by Your Number” a lot.", "Call Me by Your Number"},
		{"en", "The experience of sitting through THE ROAD AND THE SALT left me cold, and the door OPENS THE OTHER WAY.", "THE ROAD AND THE SALT"},
		{"en", "We had supper at eight, as on every other day, and the news was on, and nobody said a word about the weather or about the goat in the yard. I shut the door which OPENS THE OTHER WAY and DO NOT COME BACK.", ""},
		{"en", "When Robert Mole is on a roll, he is funny. In My 3 Farms, he is not on a roll.\n\nIn short, My 3 Farms was a disappointment.", "My 3 Farms"},
		{"en", "If there was one thing wrong in making Windfall, it was the weather. The material in Windfall is absorbing, and so is its way.", "Windfall"},
		{"en", "There is an immense downside, which is represented by “Salt Road,” with its cheap look and its “Odyssey” parallels.", "Salt Road"},
		{"en", "I enjoyed watching Ada Bell and found it to be a positive story. I think that a remake would be good.", "Ada Bell"},
		{"en", "Critics compare such things. I was reminded of that as I snored through Salt Road.\n\nThe story was dull. Salt Road it is.", "Salt Road"},
		{"en", "You will find millions nodding to life as depicted in 'The Miller's Wife'. It is grim. Do the washing up instead.", ""},
		{"en", "It gives a lesson of free speech: “You can blow out a candle.” (From Windfall by Ann Bell, on Harvest.)", ""},
		{"en", "We are told that his character's name is 'Bob', just a guy, and not 'that' Bob.", ""},
		{"de", "Gestern lief nichts. Neben der Musik ist der Film lang, und die Suche nach Sinn dauert. Suche nach Sinn hat jeder.", ""},
	} {
		got, ok := titleInProse(c.text, 0, c.lang)
		if got.title != c.want || ok != (c.want != "") {
			t.Errorf("%s %q: got %q, want %q", c.lang, c.text, got.title, c.want)
		}
		if ok && strings.TrimSpace(c.text[got.start:got.end]) != got.title {
			t.Errorf("%q: the range holds %q", c.want, c.text[got.start:got.end])
		}
	}
}

// TestHeadlinesOfSeries checks names of series of posts before a title, and pages that announce several films or none.
func TestHeadlinesOfSeries(t *testing.T) {
	prose := "\n\nI had been busy lately, and this was in the cinema, so we went, all four of us. Salt Road is no exception. I knew little of it.\n"
	for line, want := range map[string]string{
		"Throwback Tuesday: Salt Road, Sea and Sand":      "Salt Road, Sea and Sand",
		"First day first show: Salt Road":                 "Salt Road",
		"Kultur : Filmtipp der Woche: Salt Road":          "Salt Road",
		"Flash Movie Review: Salt Road: Second Helping":   "Salt Road: Second Helping",
		"Quick Review of Salt Road":                       "Salt Road",
		"Harbour Fest Review: ‘Salt Road’ is pure poetry": "Salt Road",
		"Family Review: SALT ROAD is slow, but well cut":  "SALT ROAD",
		"SALT ROAD Family Movie Review":                   "SALT ROAD",
		"Salt Road (1929) A Silent Film Review":           "Salt Road",
		"[DVD] Salt Road (2009)":                          "Salt Road",
		"Harbour Challenge week eight: Salt Road (1989)":  "Salt Road",
		"Salt Road: Rests on Performances":                "Salt Road",
		"Salt Road: A Success in Quiet Empathy":           "Salt Road",
		"Salt Road: The Second Helping":                   "Salt Road: The Second Helping",
		"Salt Road is a heart attack on film.":            "Salt Road",
		"Ten Years Later: SALT ROAD is still slow":        "SALT ROAD",
		"Salt Road by Ann Bell – Film Review":             "Salt Road",
		"Notes on a Salt Road (2006)":                     "Notes on a Salt Road",
		"Films I've Watched In January 2016":              "",
		"Mini Film Reviews Volume 35":                     "",
	} {
		d, err := Page([]byte(line+prose), "text", "")
		if err != nil || d.Film.Title != want {
			t.Errorf("%q: got %q, want %q (%v)", line, d.Film.Title, want, err)
		}
		if several := hasWarning(d, WarnMulti); several != (want == "") {
			t.Errorf("%q: several films: %v", line, several)
		}
	}
	for _, line := range []string{"My Grading System", "Should I Give Grades?", "How I Rate Films"} {
		if d, err := Page([]byte(line+"\n\nAn A is great and a B is good, and between them lies what I would see again on a rainy day with my aunt.\n"), "text", ""); err != nil || d.Film.Title != "" {
			t.Errorf("%q: got %q (%v)", line, d.Film.Title, err)
		}
	}
}

// TestLinesThatAreNoHeadlines holds lines at the top of a page that name no film.
func TestLinesThatAreNoHeadlines(t *testing.T) {
	prose := "\n\nThe farm is real, and so is the rain that falls on it, and the four of us sat and looked at it for two hours.\n"
	for _, line := range []string{"windfall_poster", "windfall-3.jpg", "Ana Bell, Tom Reed and Mo Said", "Report this review", "Regia di Ugo Neri vedi scheda film", "Bollywood Entertainment Featured Films Movie Review", "Ana Bell as Dr Rook", "@orchardist", "Sign in to follow us"} {
		d, err := Page([]byte(line+prose), "text", "")
		if err != nil || d.Film.Title != "" {
			t.Errorf("%q: got %q (%v)", line, d.Film.Title, err)
		}
	}
	d, err := Page([]byte("Genre : Drame\nNationalité : Française\nDurée : 1h52"+prose), "text", "")
	if err != nil || d.Film.Title != "" {
		t.Errorf("labels: got %q (%v)", d.Film.Title, err)
	}
}

func TestPeopleAreNoTitles(t *testing.T) {
	text := "Ann Bell is Dr Rook. Tom Reed’s performance is fine, and Reed is the heart of it. Reed does what Reed does."
	for _, c := range titleClaims(text, "en") {
		if c.points >= 1.6 {
			t.Errorf("%q has %.2f points", c.title, c.points)
		}
	}
	for word, want := range map[string]bool{"Reed": true, "Ann": true, "Watcher": false} {
		if got := ofPerson(text+" Zack Snyders Watcher. A Watcher, the Watcher, my Watcher, no Watcher.", word); got != want {
			t.Errorf("%q: got %v", word, got)
		}
	}
}

// TestHeadlinesAgainstTheText checks which of several headlines is the title.
func TestHeadlinesAgainstTheText(t *testing.T) {
	prose := "I had been busy lately, and this was in the cinema, so we went, all four of us. Windfall is no exception. I knew very little about it.\n"
	for text, want := range map[string]string{
		"A Deep Orchard Guest Review\n\nWindfall - 2013\n\n" + prose:                                                           "Windfall",
		"Worldblog\n\n" + strings.Replace(prose, "Windfall is no", "Windfall is a slow film. Windfall is no", 1):               "Windfall",
		"\"Somebody has to pick them all, dear.\"\n\n" + prose + "I saw “Windfall” twice, and “Windfall” stays with me.":       "Windfall",
		"@orchardist\n\nWindfall\n\n" + prose:                                                                                  "Windfall",
		"Click here to learn more about discs!\nGo to the Reviews Page\n\nWindfall\n2009 (2010) - Orchard (Image)\n\n" + prose: "Windfall",
		"Film reviews\n\n• 0 COMMENTS\n\nWindfall\nPG-13, 128 minutes\n" + prose:                                               "Windfall",
		"Review | Kritik | Bewertung\nWindfall (2012)\n\n" + prose:                                                             "Windfall",
		"13\n\nWindfall\n\n" + prose: "Windfall",
		"• Ann Bell as Dr Rook\n• Tom Reed as Mole\n\nStark and slow, Windfall is one fine film to sit through. The farm is real, and so is the rain that falls on it.": "Windfall",
	} {
		d, err := Page([]byte(text), "text", "")
		if err != nil || d.Film.Title != want {
			t.Errorf("%q: got %q, want %q (%v)", text[:20], d.Film.Title, want, err)
		}
	}
}

// TestOriginalAsTitle checks that a labelled original title stands in for a title that the page does not give.
func TestOriginalAsTitle(t *testing.T) {
	d, err := Page([]byte("Título Original: Huerto\nAño: 2006\nNacionalidad: México\nReparto: Ana Vega, Luis Mar\n\nLa primera gran obra de su director, y digo la primera, porque vendrán más, y serán largas.\n"), "text", "")
	if err != nil || d.Film.Title != "Huerto" || d.Film.OriginalTitle != "Huerto" {
		t.Errorf("title %q, original %q (%v)", d.Film.Title, d.Film.OriginalTitle, err)
	}
}

func hasWarning(d Draft, code string) bool {
	for _, w := range d.Warnings {
		if w.Code == code {
			return true
		}
	}
	return false
}

// TestTitleOfAddress checks that the address helps where the text names the film too, and makes nothing up by itself.
func TestTitleOfAddress(t *testing.T) {
	const prose = "We went on a whim, all four of us, and sat in the last row. What Toni Äpfel does with a farm is hard to say, and we shall not try."
	for _, c := range []struct{ url, text, want string }{
		{"https://blog.example/2016/07/18/kurzkritik-zu-toni-aepfel/", prose, ""},
		{"https://blog.example/2016/07/toni-apfel.html", prose, "Toni Äpfel"},
		{"https://blog.example/film-review-farm/", prose, ""},
		{"https://blog.example/?p=12", prose, ""},
		{"https://blog.example/the-long-row", prose + " The Long Row ended late.", "The Long Row"},
		{"2014-02-13-toni-apfel-review.md", prose, "Toni Äpfel"},
	} {
		d, err := Page([]byte(c.text), "text", c.url)
		if err != nil || d.Film.Title != c.want {
			t.Errorf("%s: got %q, want %q (%v)", c.url, d.Film.Title, c.want, err)
		}
		if e := d.Evidence["/film/title"]; c.want != "" && c.text[e.Start:e.End] != c.want {
			t.Errorf("%s: the range holds %q", c.url, c.text[e.Start:e.End])
		}
	}
}
