package extract

import (
	"strings"
	"testing"

	"reelscore/rating"
)

// filler is prose that stands around the ratings of these tests.
const (
	opening = "The orchard in Windfall belongs to nobody, and everybody in the village wants it. The film takes its time to say so.\n\n"
	middle  = "There is a long scene in a kitchen that I will not forget, and a short one in a car that I already have.\n\n"
)

// formCase is a way to write a rating: score is the place on the common scale, -1 for a value without a scale.
type formCase struct {
	name, text string
	value      float64
	best       float64 // 0 for unknown
}

var formCases = []formCase{
	{"fraction at the end", opening + middle + "A fine evening out. 7/10", 7, 10},
	{"spaced fraction", opening + middle + "A fine evening out. 7 / 10", 7, 10},
	{"bracketed", opening + middle + "A fine evening out. (7/10)", 7, 10},
	{"square brackets", opening + middle + "A fine evening out. [7/10]", 7, 10},
	{"decimal", opening + middle + "6.25/10", 6.25, 10},
	{"decimal comma", opening + middle + "7,5/10", 7.5, 10},
	{"out of ten", opening + middle + "A 7 out of 10 from me.", 7, 10},
	{"words", opening + middle + "Seven out of ten.", 7, 10},
	{"capitals", opening + middle + "ZERO out of TEN", 0, 10},
	{"of ten", opening + middle + "Overall, 7 of 10.", 7, 10},
	{"possible", "I give this film 6 out of a possible 8 points.\n\n" + middle, 6, 8},
	{"of five", opening + middle + "(2.00/5)", 2, 5},
	{"out of four", opening + middle + "3.5 out of 4", 3.5, 4},
	{"three of four on its line", opening + middle + "3/4", 3, 4},
	{"hundred at the start", "62/100. Windfall is about an orchard.\n\n" + middle, 62, 100},
	{"labelled hundred", opening + middle + "Rating: 62 out of 100", 62, 100},
	{"six stars", opening + middle + "4 stars out of 6", 4, 6},
	{"twenty", opening + middle + "Note : 12/20", 12, 20},
	{"stars out of", opening + middle + "3.5 out of 5 stars", 3.5, 5},
	{"stars of words", opening + middle + "I give it three and a half of four stars.", 3.5, 4},
	{"tre stelle", opening + middle + "Tre stelle su cinque.", 3, 5},
	{"stars without scale", opening + middle + "Final Verdict: 3.5 Stars", 3.5, 0},
	{"asterisks of asterisks", opening + middle + "** out of ****", 2, 4},
	{"half asterisk", opening + middle + "**1/2 out of ****", 2.5, 4},
	{"spaced asterisks", opening + middle + "* * * out of 4", 3, 4},
	{"asterisks in words", opening + middle + "*** (out of five)", 3, 5},
	{"asterisk slash", opening + middle + "**/*****", 2, 5},
	{"asterisks alone", opening + middle + "**½", 2.5, 0},
	{"digit asterisk", opening + middle + "2* out of 5", 2, 5},
	{"glyphs half", opening + middle + "★★★½", 3.5, 0},
	{"asterisk operators", "Windfall (1975; UK; 124m) ∗∗∗∗  d. Ann Bell\n\n" + middle, 4, 0},
	{"glyphs with empties", opening + middle + "★★★☆☆", 3, 5},
	{"empties give the scale", opening + middle + "★★☆☆", 2, 4},
	{"glyphs and scale", opening + middle + "★ ★ ★ (out of five)", 3, 5},
	{"glyphs and number", opening + middle + "Rating: ★★★ (6/10)", 6, 10},
	{"joke unit", opening + middle + "4 out of 5 flying toasters", 4, 5},
	{"joke unit behind a label", opening + middle + "Rating: 2 out of 10 broken umbrellas", 2, 10},
	{"my vote", opening + middle + "My vote is seven.", 7, 0},
	{"my rating", opening + middle + "My rating: 7", 7, 0},
	{"my score =", opening + middle + "my score = 7", 7, 0},
	{"I give it", opening + middle + "I give it a 6.", 6, 0},
	{"I'd give it", opening + middle + "I'd give it a six because the dog survives.", 6, 0},
	{"heading and next line", opening + middle + "THE RATING\n\n4 out of 5", 4, 5},
	{"label and next line", opening + middle + "Rating:\n2.0/5", 2, 5},
	{"header block", "Windfall\n\nDirector: Ann Orr / Runtime: 98 minutes / Certificate: U / Rating: 2/5\n\n" + opening + middle, 2, 5},
	{"standfirst", "Windfall\n\nOnly two stars out of five for a film about apples\n\n" + opening + middle, 2, 5},
	{"tl;dr", "Windfall\n\nTL;DR (no spoilers) 8 / 10: go and see it.\n\n" + opening + middle, 8, 10},
	{"total wins", opening + middle + "Acting: 7/10\nStory: 4/10\nMusic: 9/10\nOverall: 6/10", 6, 10},
	{"total of equals", opening + middle + "Direction = 9/10 Acting = 8/10 Total = 7/10", 7, 10},
	{"total behind a dash", opening + middle + "Acting - 3/10 Plot - 2/10 Overall - 4/10", 4, 10},
	{"from", opening + middle + "NO STARS from ****", 0, 4},
	{"number beside a letter", opening + middle + "10 out of 10. Grade: A+.", 10, 10},
	{"behind the title", "Salt Road: 2.5/4 stars\n\n" + opening + middle, 2.5, 4},
	{"I'd say", "It has a 6.1 on IMDb but I'd say it is more like a 7.5/10. " + middle, 7.5, 10},
	{"verdict", opening + middle + "Verdict: 6.5/10", 6.5, 10},
	{"zero stars", opening + middle + "NO STARS (of ****)", 0, 4},
	{"German", opening + middle + "Der Film ist gut und die Musik auch. 7,5/10 Punkten", 7.5, 10},
	{"von", opening + middle + "Wertung: 3 von 5 Sternen", 3, 5},
	{"French space", opening + middle + "Note : 7 / 10", 7, 10},
	{"sobre", opening + middle + "Nota: 6 sobre 10", 6, 10},
	{"estrelas", opening + middle + "Nota: 4 estrelas", 4, 0},
	{"voto", opening + middle + "VOTO : 4½ / 10", 4.5, 10},
	{"Chinese", "《果园》是一部关于村庄的电影，导演用很长的时间讲述了一个很短的故事。\n\n评分：7/10", 7, 10},
	{"full width", "《果园》是一部关于村庄的电影，导演用很长的时间讲述了一个很短的故事。\n\n评分：７／１０", 7, 10},
	{"no-break spaces", opening + middle + "Rating:\u00a07\u00a0/\u00a010", 7, 10},
	{"percent", opening + middle + "I rate it 81%.", 81, 100},
	{"last percent", opening + middle + "**83%**", 83, 100},
	{"Rated R above", opening + middle + "Rated: R\nRating: 3/5", 3, 5},
	{"score then certificate", opening + middle + "SCORE 6 of 10. Rated PG for a fright.", 6, 10},
	{"own beside IMDb", opening + "IMDb: 8.1/10\n\n" + middle + "My rating: 5/10", 5, 10},
	{"own beside others", opening + "It has a 7.2/10 on IMDb and 91% on Rotten Tomatoes. " + middle + "4/10", 4, 10},
	{"another film first", opening + "Windfall's first film, Stubble, was a 9/10 for many. " + middle + "I give this one a 5/10.", 5, 10},
	{"repeated", "Rating: 4/5\n\n" + opening + middle + "Rating: 4/5", 4, 5},
	{"and a half", opening + middle + "2 and a half out of 4 stars.", 2.5, 4},
	{"unit without a space", "Windfall (2012)\n3.00 out of 4stars\n\n" + middle, 3, 4},
	{"label without a colon", opening + middle + "Rating ★★★½", 3.5, 0},
	{"label and number alone", opening + middle + "Nota 9", 9, 0},
	{"label with a scale", opening + middle + "Rating (out of 5): 3.5", 3.5, 5},
	{"scale as label", opening + middle + "Out of 10: 7", 7, 10},
	{"label with the film", opening + middle + "Our Rating for Windfall\n\n4.5 Apples", 4.5, 0},
	{"label with the critic", "Voto de Ana:\n6\n" + opening + middle, 6, 0},
	{"asterisks behind the title", "Windfall ****\n\n" + opening + middle, 4, 0},
	{"glyphs behind the title", "Windfall – review ★★★☆☆\n\n" + opening + middle, 3, 5},
	{"words behind the title", "Windfall review: 4 stars\n\n" + opening + middle, 4, 0},
	{"glyphs before the title", "★★ | Windfall\n\n" + opening + middle, 2, 0},
	{"star and number", "果樹園の話\n\n村が好きになる ☆3.5点 監督は二作目。", 3.5, 0},
	{"units of a joke", opening + middle + "With that, I give this movie 3 baskets of apples!", 3, 0},
	{"German points", opening + middle + "Großzügige zwei Punkte", 2, 0},
	{"emoji", opening + middle + "Rating: 🍿🍿🍿", 3, 0},
	{"French sentence", opening + middle + "J'ai donné un 3,5. C'est assez.", 3.5, 0},
	{"Spanish sentence", opening + middle + "Le doy un 8.", 8, 0},
	{"Chinese label", opening + middle + "推荐指数：★★★★☆", 4, 5},
	{"Japanese points", opening + middle + "採点：80点", 80, 0},
	{"verdict in words above", opening + middle + "Verdict\n\nA fine film about fruit.\n\n4/5", 4, 5},
	{"list of other reviews", "Rating: 3/5\n\n" + opening + middle + "Stubble 4/5\nGannet 2/5\nThe Cellar Door 1/5", 3, 5},
	{"legend below", "Rating: 4/5\n\n" + opening + middle + "5/5 I will watch it again and again\n4/5 I will watch it again\n3/5 I have watched it\n2/5 I have tried to", 4, 5},
	{"value and scale on two lines", opening + middle + "8,5\nvon 10 Äpfeln", 8.5, 10},
	{"value, slash and scale", opening + middle + "Rating\n4\n/\n5\n", 4, 5},
	{"stars and scale on two lines", opening + middle + "★★★\n(out of five)", 3, 5},
	{"glued to the next label", "Rating: 5 out of 5 starsGenre: Drama\n\n" + opening + middle, 5, 5},
	{"coloured circles", "windfall\n\n🟡🟡⚪ WINDFALL (2012) is a film about an orchard.\n\n" + opening + middle, 2, 3},
	{"half by colour", "Windfall ❤️❤️❤️💛\n\n" + opening + middle, 3.5, 0},
	{"dots", opening + middle + "Rating: ●●●○○", 3, 5},
	{"moons", opening + middle + "Rating: 🌕🌕🌕🌗🌑", 3.5, 5},
	{"any emoji behind a label", opening + middle + "Rating: 🦆🦆🦆", 3, 0},
	{"behind director and year", "Windfall\n\nby Ann Orr, 2011, ****\n\n" + opening + middle, 4, 0},
	{"behind a date", "Windfall\n\nseen 2019-03-04 — 4 out of 5 Stars\n\n" + opening + middle + "Call it a 10/10 evening all the same.", 4, 5},
	{"dotted leader", opening + middle + "Star rating ….3.5", 3.5, 0},
	{"label before a label", "Acting: Rating: 2/5\nMusic: Rating: 3/5\nOverall: Rating: 4/5\n\n" + middle, 4, 5},
	{"labels behind", opening + "2.5/10 story\n5/10 animation\n3/10 sound\n3.5/10 overall", 3.5, 10},
	{"headline above aspects", "Windfall Review – 82,5/100\n\n" + opening + "Storytelling: 8/10 - slow\nCharacters: 9/10 - dear\nSetting: 7/10 - green", 82.5, 100},
	{"percent as the last word", opening + "It takes him time. 65%", 65, 100},
	{"sentence of its own", opening + "The pears come in late, and nobody is there. 7 out of 10 points.\n\n" + middle, 7, 10},
	{"sentence of stars", opening + "The pears come in late, and nobody is there. Three stars.\n\n" + middle, 3, 0},
	{"stars without a doubt", opening + "The pears come in late. Tre stellette senza problemi.", 3, 0},
	{"hearts behind the title", "WINDFALL\n\nWINDFALL ❤️❤️❤️❤️  This is what the word delightful was made for.\n\n" + middle, 4, 0},
	{"Polish words behind a label", opening + middle + "(ocena: Osiem - za jabłka)", 8, 0},
	{"Swedish words behind a label", opening + middle + "Betyg: fyra", 4, 0},
	{"title like a sentence", "Dom pod lasem ****\n" + middle, 4, 0},
	{"overall impression", opening + "The apples fall. Overall impression: 55% - and do not ask me what for.", 55, 100},
	{"readers' label with a legend", opening + "Kritiker-Wertung: schwachstark 3 / 5\nLeser-Film-Bewertung [?]: schwachstark 3.7 / 5\n\n" + middle, 3, 5},
	{"decimal as the last word", opening + "Y una película sobre manzanas. 6,5", 6.5, 0},
	{"going with", opening + middle + "I'm going with a 7.", 7, 0},
	{"Dutch", opening + "Ik twijfelde lang. Toch ga ik voor 4 sterren. " + middle, 4, 0},
	{"Swedish", opening + "Mitt betyg till filmen blir en trea.", 3, 0},
	{"Swedish unit", opening + "Betyg: 4 äpplen", 4, 0},
	{"Romanian", opening + "filmului i-am dat nota 7!", 7, 0},
	{"Czech unit", opening + middle + "Hodnocení: 4 hvězdičky", 4, 0},
	{"no effort", opening + middle + "We hand out 1 star out of 4 for the idea-starved script.", 1, 4},
	{"label with the outlet", opening + middle + "Orchard Weekly Rating:\n4", 4, 0},
	{"decimal scale", opening + middle + "5.0 / 5.0", 5, 5},
	{"compelled to rate", opening + "I feel compelled to write this and to rate it 1 star because of the pips. " + middle, 1, 0},
	{"asterisks below data", opening + middle + "Windfall\n\nBy Ann Orr. With Lou Marr.\n\nIn cinemas in May\n\n****\n\nYour opinion\n\nFound a mistake? Tell us where, and we will mend it by the end of the week.", 4, 0},
	{"label glued to a logo", opening + middle + "logo-orchardRating: 3.5 out of 6", 3.5, 6},
	{"middle of prose", opening + "All in all this is a solid 7/10 and I will see it again. " + middle + "Bring a coat.", 7, 10},
}

func TestForms(t *testing.T) {
	for _, c := range formCases {
		t.Run(c.name, c.check)
	}
}

// check reads the text and compares value, scale and evidence.
func (c formCase) check(t *testing.T) {
	d, err := Page([]byte(c.text), "text/plain", "")
	if err != nil {
		t.Fatal(err)
	}
	checkEvidence(t, []byte(c.text), d)
	if d.Review.Rating == nil {
		t.Fatalf("no rating; rejected %+v", d.Rejected)
	}
	r := *d.Review.Rating
	if r.Value != decimal(c.value) || c.best > 0 && r.Best != decimal(c.best) || c.best == 0 && r.Best != rating.NoDecimal {
		t.Errorf("got %q = %v of %v", r.Raw, r.Value, r.Best)
	}
	e := d.Evidence["/review/rating"]
	if got := c.text[e.Start:e.End]; !strings.Contains(got, r.Text) {
		t.Errorf("evidence is %q, the rating %q", got, r.Text)
	}
}

func decimal(f float64) rating.Decimal { return rating.Decimal(f * 1e6) }

func TestLetters(t *testing.T) {
	for text, want := range map[string]rating.Score{
		"Grade: B-": 67_000, "My Grade: C+": 58_000, "Overall Grade: F": 0, "GRADE B": 75_000, "I give it a B+.": 83_000, "I give it an A.": 100_000,
		"Grade: C+ Review by Lou Marr": 58_000, "C-": 42_000, "By that measure this film is a C+. It will please some.": 58_000, "**B**": 75_000, "Rated: R\nGrade: F": 0, "Final grade: A-": 91_000,
	} {
		d, err := Page([]byte(opening+middle+text), "text", "")
		if err != nil {
			t.Fatal(err)
		}
		if r := d.Review.Rating; r == nil || r.Kind != rating.KindLetter || r.Score != want {
			t.Errorf("%q: got %+v, rejected %+v", text, r, d.Rejected)
		}
	}
}

func TestThumbs(t *testing.T) {
	for text, want := range map[string]rating.Verdict{"Two thumbs up!": rating.VerdictPositive, "Thumbs down.": rating.VerdictNegative, "I give it two thumbs way up.": rating.VerdictPositive} {
		d, err := Page([]byte(opening+middle+text), "text", "")
		if err != nil {
			t.Fatal(err)
		}
		if r := d.Review.Rating; r == nil || r.Verdict != want || r.Score != rating.NoScore {
			t.Errorf("%q: got %+v", text, r)
		}
	}
}

// traps are texts with no rating of the review.
var traps = map[string]string{
	"IMDb":                "It currently has 7.2 here and IMDb 6.4/10. " + middle,
	"tomatoes":            "77% on Rotten Tomatoes, and Metacritic says 7 out of 10.",
	"guide":               "The big film guide gives it ***, which is generous.",
	"voters":              "Those who rated it 10/10 must be relatives of the cast.",
	"users gave":          "Here users gave it an 8 of 10, I cannot see why.",
	"certificate":         "Rating: PG-13\n\n" + middle,
	"rated for":           "Rated R for language and apples.",
	"tv":                  "Rating: TV-MA",
	"fsk":                 "FSK: 16",
	"nine eleven":         "It was shot before 9/11 and shown 24/7 on some channel.",
	"fifty":               "Chances are 50/50 that you fall asleep; about 2/3 of my row did, and 3/4 of the next.",
	"aspect ratio":        "Shot in 2.35:1, shown here in 16:9 with 5.1 sound at 24/48 frames.",
	"dates":               "Seen on 10/9/13, released 5/5/49, archived at /2014/10/21/ on the site.",
	"time codes":          "At 1:27 the dog appears; at 1:38 it is gone.",
	"proportion":          "9 out of 10 people in the cinema left, and 30 out of 33 comments agree.",
	"favourites":          "It is 3 of my 20 favourites about fruit.",
	"movie stars":         "Two stars of the silent era appear, and she stars as their maid. A film with three stars in the cast.",
	"star wars":           "It is no Star Wars, and the co-stars know it.",
	"emphasis":            "It is *very* slow and **deeply** green.\n\n***\n\nWhat the s**t was that?",
	"effort":              "An A for effort, and a B-movie budget. The A-list stayed away.",
	"list letters":        "A) The trees. B) The fruit. C) The sky.",
	"school":              "I wrote a C on my essay about it at school, in grade 7.",
	"attendance":          "The cinema was 80% empty, and 100% silent.",
	"effort percent":      "They gave 110% and it shows.",
	"hypothetical":        "I'd give it 0/10 if I could.",
	"would be":            "It would be 10/10 without the ending.",
	"aspects only":        "Gore: 4/5\nScares: 2/5\nMusic: 3/5",
	"editing":             "A B+ for the editing only.",
	"running time":        "At 98 minutes it could lose 20 minutes.",
	"title with a number": "8½ is not a sequel to 7, and 12 Monkeys is not a sequel to Ten.",
	"perfect ten":         "She is called the Perfect 10 by her friends.",
	"rank":                "It is number 62 on my list of 100.",
	"verbal":              "Recommended. See it at a matinee.",
	"parts of a series":   "First Part: 1 out of 10 Second Part: 4 out of 10",
	"another label":       "Alcohol:\n\n10 %\n\n" + middle,
	"list without titles": "6/10\n\n" + middle + "9/10\n\n" + middle + "3/10\n\n" + middle,
	"aspects in brackets": "Story [9/10]\nIt is told well.\n\nArt [8/10]\nIt looks like apples.\n\nSound [7/10]\nCrisp.\n\nEnjoyment [9/10]\nI liked the pips.",
	"scattered":           "Ann has put 9/10.\n\nNotes: a field.\n\nAnn has put 8/10, and a heart.\n\nNotes: birds.\n\nAnn has put 5/10.",
	"kept from ten":       "The only thing that stopped this film getting ten out of ten for me was the dog.",
	"others giving":       "See a lot of guys giving this a 1/10, not really fair I feel.",
	"negated":             "Can we agree that it is not a 10/10? Thanks.",
	"question":            "What does a 1/10 film look like? Nobody knows.",
	"legend of stars":     "4 stars: excellent, among the best of its kind.\n\n3 stars: solid and well made, go and see it.\n\n2 stars: for those who like such things.\n\n1 star: bad.",
	"legend in words":     "So what do the stars mean?\nOne Star - unwatchable\nTwo Stars - uneven, some good scenes and some that are plainly bad\nThree Stars - very good\nFour Stars - excellent",
	"talk about grades":   "I never give an \"A\". In fact a \"B\" is rare, and I have given a \"C\" to films I love.",
	"character gets":      "At school he gets 8 out of 10 for the drawing of a tree.",
	"day and month":       "It was shown on 9/10 and again on 12/10.",
	"percent of a thing":  "100% organic.",
	"verdict in words":    "Verdict\n\nA fine film about fruit.",
	"time given":          "I gave it 20 minutes. I gave it two chances.",
	"register":            "A\nApples\nB\nBarns\nC\nCellars",
	"essay on grades":     "A film that I like gets a C grade. B is really good and A is for the best of the year, of which I gave 22 As.",
	"thumbs for a thing":  "All in all, an unambiguous thumbs up for apple juice. Huzzah!",
	"labels of others":    "Orchard Users Rating: 4/5\n\nGore Rating: 2/5\n\nParental Content Rating: 12",
	"legend of letters":   "A (4 stars) = Recommended.\nB (3 stars) = Decent, with apples.\nC (2 stars) = For those who like apples.\nF (0 stars) = No apples at all.",
	"bullets":             "* Stubble\n* Gannet\n* The Cellar Door\n\nGannet is the best of them.",
	"for the effort":      "I give this movie an A for the effort.",
	"spoken of":           "And then we come to the 10/10. Such a film does not exist.",
	"no less than":        "Het is lastig om de film minder dan 4 sterren te geven.",
	"different pictures":  "Rating the orchard: 🍎🌳🐶 and that is all.",
	"some of the people":  "Nobody in the hall stayed awake for it. 4 of 6 left.\n\n" + middle,
	"stars in a sentence": "The cast is a large one for so small a farm. Three stars shine.\n\n" + middle,
	"one film gets":       "If one film gets a 4 stars though another is better, then the dog was in it.\n\n" + middle,
	"heading of a list":   "Posts in 5 STARS\n\n" + middle,
	"first grade":         "A rough idea of the criteria for scoring:\n\n1 Star - Terrible\n\n" + middle,
	"part of a series":    "Episode 7/10 of the series was the best one so far, wait for it.",
}

func TestTraps(t *testing.T) {
	for name, text := range traps {
		t.Run(name, func(t *testing.T) {
			d, err := Page([]byte(opening+text), "text", "")
			if err != nil {
				t.Fatal(err)
			}
			if d.Review.Rating != nil {
				t.Errorf("took %q for a rating: %+v", d.Review.Rating.Raw, d.Evidence["/review/rating"])
			}
		})
	}
}

func TestTwoFilmsUnderTitles(t *testing.T) {
	text := "Two from the orchard\n\nThe Cellar Door\nTwo hours of a door, and it opens in the end. 9/10\n\nStubble\nA farmer buys a field and cannot find it again. 7/10\n"
	d, err := Page([]byte(text), "text", "")
	if err != nil {
		t.Fatal(err)
	}
	if d.Review.Rating != nil || len(d.Warnings) == 0 {
		t.Errorf("picked %+v", d.Review.Rating)
	}
}

func TestTotalsOfSeveral(t *testing.T) {
	review := "Story 8.5\nMusic 7.5\n\n" + strings.TrimSpace(opening) + " " + middle
	d, err := Page([]byte("Windfall\n\nOverall 8.0\n"+review+"Gannet\n\nOverall 9.5\n"+review), "text", "")
	if err != nil {
		t.Fatal(err)
	}
	if d.Review.Rating != nil || len(d.Warnings) == 0 {
		t.Errorf("picked %+v, warned %+v", d.Review.Rating, d.Warnings)
	}
}

func TestHeadlineOfSeveral(t *testing.T) {
	d, err := Page([]byte("27 Movie Reviews for 2019\n\n"+opening+"7.2/10 – Worth A Watch\n\n"+middle+"8.8/10 – “I get it.”\n\n"+middle), "text", "")
	if err != nil {
		t.Fatal(err)
	}
	if d.Review.Rating != nil || len(d.Warnings) == 0 || d.Warnings[0].Code != WarnMulti {
		t.Errorf("picked %+v, warned %+v", d.Review.Rating, d.Warnings)
	}
}

func TestSeveralFilms(t *testing.T) {
	text := "October at the pictures\n\nStubble: A farmer buys a field and cannot find it again. 3/5\n\nGannet: Birds, mostly, and the people who count them all day. 4/5\n\nThe Cellar Door: Two hours of a door. It opens in the end. 1/5\n"
	d, err := Page([]byte(text), "text", "")
	if err != nil {
		t.Fatal(err)
	}
	if d.Review.Rating != nil || d.Film.Title != "" {
		t.Errorf("picked %q %+v", d.Film.Title, d.Review.Rating)
	}
	if len(d.Entries) != 3 || d.Entries[2].Title != "The Cellar Door" || d.Entries[2].Rating.Score != 20_000 {
		t.Errorf("entries %+v", d.Entries)
	}
	if len(d.Warnings) == 0 || d.Warnings[0].Code != WarnMulti {
		t.Errorf("warnings %+v", d.Warnings)
	}
}
