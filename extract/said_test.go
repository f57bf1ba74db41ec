package extract

import (
	"strings"
	"testing"
)

// saidCases are ratings as people say them, without a form of their own.
var saidCases = []formCase{
	{"scale before the value", opening + middle + "On a scale of 1 to 10, I give it a 7.", 7, 10},
	{"scale behind the value", opening + middle + "I would rate it a 3 on a scale of one to five.", 3, 5},
	{"scale without a verb", opening + middle + "On a scale from 1-10: 4.", 4, 10},
	{"scale with its best", opening + middle + "On a scale of 1-10, 10 being best, this is a 6.", 6, 10},
	{"Skala", opening + middle + "Auf einer Skala von 1 bis 10 gebe ich 8.", 8, 10},
	{"field of the scale", "Windfall\n\nRating: 4.2\nScale: 5.0\n\n" + opening + middle, 4.2, 5},
	{"colon behind the film", opening + middle + "I rate this movie: 4", 4, 0},
	{"with so many things", opening + middle + "I rate this movie with 3 pears, only because of the dog.", 3, 0},
	{"cause", opening + middle + "I give this movie a 4 cause I like pears.", 4, 0},
	{"say", opening + middle + "I'd say a 7.", 7, 0},
	{"from me", opening + middle + "It gets 7 from me because of the dog.", 7, 0},
	{"here", opening + middle + "I gave it a 7/10 here.", 7, 10},
	{"would have to", opening + middle + "I would have to give it a 7.", 7, 0},
	{"but it gets", opening + middle + "I'd give it a negative mark if I could but it gets a 2.", 2, 0},
	{"perfect", opening + middle + "A perfect 10!", 10, 0},
	{"more than all", opening + middle + "10+ out of 10", 10, 10},
	{"quoted number", opening + middle + `I give it a "7" out of 10.`, 7, 10},
	{"things out of ten", opening + middle + "Ned's Rating - 4 skulls out of 10", 4, 10},
	{"three on five", opening + middle + "It is for one evening and I would give it 3 on 5.", 3, 5},
	{"stars before the credits", opening + middle + "******** Windfall (4/2/77) Ann Orr ~ Ned Bell, Lou Marr", 8, 0},
	{"stars in the title of front matter", "---\ntitle: \"Windfall, 2011 - ★★★½\"\ndate: 2020-01-02\n---\n" + opening + middle, 3.5, 0},
	{"scale of the front matter in the text", "---\ntitle: Windfall\nrating: 7\n---\n\n**My rating**: 7/10\n\n" + opening + middle, 7, 10},
	{"percent in bold", opening + "A wonderful film to sit back and experience. **83%**\n\nFind out where to see it, or read this again elsewhere.", 83, 100},
	{"stars below their legend", "STAR RATING: ***** a must **** good *** fair ** dull * awful\n\n" + opening + middle + "It is what it is. **", 2, 5},
	{"out of five first", opening + middle + "Out of 5 stars, I'd give it 2.", 2, 5},
	{"out without of", opening + middle + "I'd give it an 8 out 10.", 8, 10},
	{"outta", opening + middle + "4 outta 5", 4, 5},
	{"it is a", opening + middle + "The dog is good. For me, it's a 7.", 7, 0},
	{"a weak six", opening + middle + "The dog is good. A weak 6.", 6, 0},
	{"half a star", opening + middle + "1/2 star out of four", 0.5, 4},
	{"thus the rating", opening + middle + "The dog is good, but there are too many pears (thus the 8/10 rating).", 8, 10},
	{"brought down", opening + middle + "I would give it 5/5 but the sound brings the overall score down to 4/5.", 4, 5},
	{"sentence between two", opening + "That tells you something.....4 of 10. Also, the dog is too old for this and he has done it better before.", 4, 10},
	{"stars of a forge", opening + middle + "### Rating: :star: :star: :star: 1/2", 3.5, 0},
	{"asterisks and a day", opening + middle + "Video. ***1/2 (12/31/98)", 3.5, 0},
	{"asterisks in brackets", "Windfall (Century 3) 1/3/98 (***) I liked it.\n\n" + opening + middle, 3, 0},
	{"one asterisk behind the year", "Windfall (1998) *\n\n" + opening + middle, 1, 0},
	{"asterisks behind the year", opening + "\n\nWindfall\n(1997) *****\nStarring: Ann Orr\n\n" + middle, 5, 0},
	{"asterisks at the end", opening + middle + "Do not let the dog put you off. ***1/2", 3.5, 0},
	{"month before the credits", opening + middle + "*** Windfall (2/56) Ann Orr ~ Ned Bell, Lou Marr", 3, 0},
	{"a ten", opening + middle + "a 10!", 10, 0},
	{"number above the day", "Anonymer User\n3,5\nVeröffentlicht am 29. September 2012\n" + opening + middle, 3.5, 0},
	{"half a star in a word", opening + middle + "Half a star, because less is not allowed.", 0.5, 0},
	{"three and 1/2", opening + middle + "3 and 1/2 stars", 3.5, 0},
	{"on a scale of", opening + middle + "a 6.5 on a scale of 10", 6.5, 10},
	{"would be", opening + middle + "My rating would be 7/10 if you ask me.", 7, 10},
	{"however", opening + "We give it an 8.5 however many pears there are, and everybody should see it. " + middle, 8.5, 0},
	{"a verb first", "Have to give this one 1*, despite the pears, which are good.\n\n" + opening + middle, 1, 0},
	{"first in the last sentence", opening + middle + "There are pears in it, as you may have heard by now. 6 out of 5 stars here again mainly because of the dog and what he does with the pears.", 6, 5},
	{"di", "Voto 6 di 10\n" + opening + middle, 6, 10},
	{"without I", opening + middle + "See it with the dog! Gave it a 10!", 10, 0},
	{"can only be", opening + middle + "My rating for this film can only be a 10, because in itself it is a beginning of pears.", 10, 0},
	{"votes below", "VOTO : 6,5.\n" + strings.TrimSpace(opening) + " " + middle + "VOTO : 6. Good pears.\nVOTO : 5,5. Less of a dog.\nVOTO : 7. The best one.\n", 6.5, 0},
	{"a solid film of stars", opening + middle + "All told, this is a solid 3 star film and no more.", 3, 0},
	{"a film of stars", opening + middle + "It's a four-star movie for me.", 4, 0},
	{"a review of stars", opening + middle + "That is why this is a two-star review.", 2, 0},
	{"half alone", "Windfall\n\nStars: ½\n\n" + opening + middle, 0.5, 0},
	{"final thoughts", opening + middle + "\n\nFinal thoughts: 7", 7, 0},
	{"fraction in a post's title", "---\ntitle: 'Windfall (3.5/5)'\ndate: 2020-01-02\n---\n" + opening + middle, 3.5, 5},
	{"fraction behind a dash", "---\ntitle: Windfall – 8/10\ndate: 2020-01-02\n---\n" + opening + middle, 8, 10},
	{"stars of a template", "---\ntitle: Windfall\n---\n\n{{< stars 4 >}}\n\n" + opening + middle, 4, 0},
	{"rating of a template", "---\ntitle: Windfall\n---\n\n" + opening + middle + "\n\n{% include rating.html score=4 max=5 %}\n", 4, 5},
	{"element of a template", "---\ntitle: Windfall\n---\n\n<StarRating value={3.5} max={5} />\n\n" + opening + middle, 3.5, 5},
	{"label in the last sentence", opening + "Il cane è bravo. Voto 6.5", 6.5, 0},
	{"half an asterisk", opening + middle + "1/2* out of ****", 0.5, 4},
}

func TestSaid(t *testing.T) {
	for _, c := range saidCases {
		t.Run(c.name, c.check)
	}
}

func TestLettersByPlace(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"last word":            {opening + "Funny, and sad towards the end. B+", "B+"},
		"sentence of its own":  {opening + "Funny, and sad towards the end. Grade B.", "B"},
		"minus in a word":      {opening + middle + "I'd give it a B minus.", "B minus"},
		"with a colon":         {opening + "Funny, and that dog was terrible rating: F", "F"},
		"overall":              {opening + "Funny, and sad towards the end. Overall, a C.", "C"},
		"in brackets, last":    {opening + "Funny, and sad towards the end. (B)", "B"},
		"behind a certificate": {"Reviews\n\nMore of them\n\nWindfall (R) A\n\n" + opening + middle, "A"},
		"in square brackets":   {"Windfall [B+]\n\n" + opening + middle, "B+"},
		"in a post's title":    {"---\ntitle: Windfall [B+]\n---\n\n" + opening + middle, "B+"},
		"the bottom line":      {opening + middle + "\n\nThe Bottom Line: B+", "B+"},
		"behind the title":     {"Windfall -- B\n\n" + opening + middle, "B"},
		"tempted to give more": {"Windfall -- B\n\n" + opening + "I was tempted to give it an A for the dog.\n\n" + middle, "B"},
	} {
		d, err := Page([]byte(c.text), "text", "")
		if err != nil {
			t.Fatal(err)
		}
		if r := d.Review.Rating; r == nil || r.Text != c.want {
			t.Errorf("%s: got %+v", name, r)
		}
	}
}

func TestCapsules(t *testing.T) {
	text := "Short reviews\n\nSTUBBLE. 3.5 stars. A farmer buys a field. 2 hrs. 20 PG — Ann Orr\nGANNET. 3 stars. Birds, mostly. 1 hr. 42 R — Ann Orr\nTHE DOOR. 2 stars. It opens in the end, and not before."
	d, err := Page([]byte(text), "text", "")
	if err != nil {
		t.Fatal(err)
	}
	if d.Review.Rating != nil {
		t.Errorf("picked %+v", d.Review.Rating)
	}
}

// frontCases are ratings of front matter by names of several parts, or in a map.
var frontCases = []formCase{
	{"personal", "personal_rating: 3.5\nimdb_rating: 8.7", 3.5, 0},
	{"num", "ratingNum: 3.9", 3.9, 0},
	{"first score", "initialScore: 9", 9, 0},
	{"list of one", "scores: [9]", 9, 0},
	{"total of a map", "rating:\n  pears: 10\n  dogs: 5\n  total: 15", 15, 0},
}

func TestFrontRatings(t *testing.T) {
	for _, c := range frontCases {
		c.text = "---\ntitle: Windfall\n" + c.text + "\n---\n\n" + opening
		t.Run(c.name, c.check)
	}
	for _, matter := range []string{"rating: 9.4\nratingSource: IMDb", "rating: 9.4\nrating_source: 豆瓣", "rating: 0\nwatched: false", "scoreImdb: 8.7\nrating:", "rating: 7.4\nvote_count: 1233", "layout: films\n---\n\n{{< stars 4 >}}\n\n{{< stars 2 >}}"} {
		d, err := Page([]byte("---\ntitle: Windfall\n"+matter+"\n---\n\n"+opening), "", "")
		if err != nil || d.Review.Rating != nil {
			t.Errorf("%s: %+v, %v", matter, d.Review.Rating, err)
		}
	}
}

func TestNotSaid(t *testing.T) {
	for name, text := range map[string]string{
		"stars by others":         "In a five-star review, the Post called it the best film of the year.",
		"makings of stars":        "It has the makings of a solid 3 star film, said Ned, and he was wrong about that too.",
		"no film of stars":        "It is not a four star film.",
		"a trilogy's grade":       "As a series, I'd give the latest trilogy an overall C.",
		"example in code":         "How to add a post:\n\n```yaml\ntitle: Windfall\nrating: 4\n```\n\nThat is all.",
		"a habit":                 "When I give a movie two stars, it may still be worth a rainy evening.",
		"a rule":                  "I never give 10/10 to films about fruit.",
		"if":                      "Look, if I give a film 5 stars, it means that I liked the dog.",
		"people of ten":           "Three people out of ten walked out.",
		"given to the dog":        "I'd give the dog 10/10.",
		"another one gets":        "The original gets ****.",
		"no such film":            "This is no 10/10 film.",
		"both thumbs":             "How it works here.\n\na thumbs up (top of the year)\na thumbs down\nnothing at all",
		"share in brackets":       "The lowest grade that I have given to a film over the years has been a “D” (4%). That was for pears.",
		"share of people":         "9 out of 10 horror fans will be asleep by the end.",
		"ranges in a legend":      "What the numbers mean\n\n10-19%: a shame.\n20-59%: dull, with a pear here and there.\n60-99%: good.\n100%: perfect. I cannot find fault with this film.",
		"the score of the site":   "I am sad to think that it has a meagre 4.7 /10 and I urge you to vote!",
		"given to a person":       "I will give the person one 10/10 and that was for the DVD cover because it is the best of it.",
		"number of films":         "- **Rated:** 577\n- **Unrated:** 0",
		"one of the best":         "Verdict: One of the Best Dark Crime Thrillers",
		"comments of others":      "I can only assume that all these 10 out of 10 comments are the actors themselves.",
		"end of an emphasis":      "## Verdict\n\n**I liked the film!**",
		"banner":                  "*** SPOILERS AHEAD ***\n\nThe dog did it.",
		"something else":          "As for the accompanying MAKING OF PEARS (TV) (Ann Orr, 1982) **1/2:\n\nAn old reel of pears.",
		"votes of a site":         "7.3/10 115K",
		"what it once was":        "Typically I say “Originally I gave it 3.5 stars, but now, it is more like less.”",
		"episodes in a row":       "The first three are a slog (6/10, 5/10, 6/10 if you ask me), but then it is good.",
		"halves":                  "Opinions are split 50/50.",
		"not bad":                 "2 out of 3 isn't bad.",
		"a level":                 "On a technical level it is 10/10.",
		"the girls":               "The girls are a 10/10.",
		"the trailer":             "Trailer: 9/10.",
		"the one good thing":      "The only thing that gets 10 out of 10 is the goat.",
		"an ornament":             "🌟 Top Rated",
		"example beside a legend": "★ Leave it\n★★ Perhaps\n★★★ Good\n★★★★ A must\n\nSo just because you see “★★ / ★★★★” above a text, do not run away from the film that it is about.",
	} {
		d, err := Page([]byte(opening+text), "text", "")
		if err != nil {
			t.Fatal(err)
		}
		if r := d.Review.Rating; r != nil {
			t.Errorf("%s: took %q", name, r.Raw)
		}
	}
}

func TestAverageInText(t *testing.T) {
	page := `<html><head><title>Windfall (1995)</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"Movie","name":"Windfall",` +
		`"aggregateRating":{"@type":"AggregateRating","ratingValue":7.3,"bestRating":10,"ratingCount":115331}}</script></head>` +
		`<body><h1>Windfall</h1><p>1995</p><p>7.3/10</p><p>A farmer buys a field.</p></body></html>`
	d, err := Page([]byte(page), "html", "")
	if err != nil {
		t.Fatal(err)
	}
	if d.Review.Rating != nil {
		t.Errorf("took %+v", d.Review.Rating)
	}
}
