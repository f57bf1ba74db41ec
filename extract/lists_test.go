package extract

import "testing"

const entry = "A farmer buys a field and cannot find it again, which takes him two hours of our lives and the whole of his savings, and then the dog finds it in the end.\n\n"

// lists are pages about several films, each with its own manner of rating them.
var lists = map[string]string{
	"end of each paragraph": "October\n\nStubble\n\nA farmer buys a field. 1/5\n\nGannet\n\nBirds, mostly. 3/5\n\nThe Cellar Door\n\nA door, for two hours. 4.5/5\n",
	"two labelled":          "Two short films\n\nDirector: Ann Orr\n\nRating: 7/10 – a small joy.\n\nGannet\n\nDirector: Lou Marr\n\nRating: 8/10 – a great one.\n",
	"numbers without scale": "This week\n\nRating: 5\nA farmer buys a field and loses it: »Stubble«\n\nRating: 3\nBirds, and those who count them: »Gannet«\n\nRating: 4\nA door: »The Cellar Door«\n",
	"letters behind titles": "From the festival\n\nStubble B\n\nGannet C\n\nThe Cellar Door D+\n\nField and Flood A\n",
	"letters in brackets":   "The films are graded: good (B); fair (C).\nSTUBBLE: (B) A farmer buys a field and cannot find it again. (95 minutes)\nTHE CELLAR DOOR: (C+) Two hours of a door, which opens in the end. (120 minutes)\n",
	"letters and percent":   "“Stubble” Grade: A+ (102%)\nA farmer buys a field.\n“Gannet” Grade: A+ (97%)\nBirds, mostly.\n“The Cellar Door” Grade: A (95%)\nA door.\n",
	"letters alone":         "Stubble\nA farmer buys a field and cannot find it again, which takes him two hours and us the evening.\nC-\nGannet\nBirds, mostly, and the people who count them all day long on a rock in the sea. See it.\nA-\n",
	"stars in brackets":     "Diary\n\n- Stubble: a farmer and his field. (★★★★)\n- Gannet: birds and their counters. (★★★½)\n- The Cellar Door: it opens. (★★)\n",
	"asterisks in lines":    "by Ann Orr, 2011, **** A farmer buys a field.\nby Lou Marr, 2012, ** Birds, mostly.\nby Ida Fell, 2010, * A door.\n",
	"percent":               "Stubble (2011)\n\nA farmer buys a field. 65%\n\nGannet (2012)\n\nBirds, mostly. 70%\n\nThe Cellar Door (2010)\n\nA door. 40%\n",
	"one grade for all":     "Two-star reviews\n\n★★ | Stubble, a film about a field, has come and gone.\n\n★★ | Gannet does not fly.\n\n★★ | The Cellar Door stays shut.\n\n★★ | Field and Flood is mostly flood.\n",
	"behind a star":         "果樹園 感想\n\n長い ☆2点 農夫が畑を買う話。\n\n鳥 感想\n\n静か ☆5点 鳥を数える人々。\n\n扉 感想\n\n短い ☆3.5点 扉が開く。\n",
	"first in each entry":   "Bright futures\n\n5 out of 5 stars (one of the best) A farmer buys a field and the whole village follows him there.\n\nBirds\n\nThere is not much to add.\n\n3 out of 5 stars (average) Birds, mostly, and the people who count them all day.\n",
	"labels inside lines":   "The archive\n\nStubble Director/ Ann Orr Watched at home Rating 2.5/5   A farmer buys a field and cannot find it again.\n\nGannet Director/ Lou Marr Watched in a shed Rating 4/5   Birds, mostly, and the people who count them.\n",
	"two rows of glyphs":    "<div><p>Stubble</p><p>seen at home ★★★★★</p><p>A field.</p></div><div><p>Gannet</p><p>seen in a shed ★★★☆☆</p><p>Birds, mostly.</p></div>",
	"scores in brackets":    "Reviews\n\n- Stubble (2011), by Ann Orr (9 out of 10 stars, reviewed in May)\n- Gannet (2012), by Lou Marr (5 out of 10 stars, reviewed in June)\n- The Cellar Door (2010), by Ida Fell (6 out of 10 stars, reviewed in July)\n",
	"ratings of a disc":     "Windfall on disc\n\nAn orchard, and a dog that nobody has ever seen to bark at anybody at all.\n\nPicture rating: 4/5\n\nAudio rating: 3/5\n",
	"titles before colons":  "Two from the same disc, both short.\n\nStubble is about a field and Gannet about birds, and I have seen both.\n\nStubble: 2/10\n\nGannet: 4/10\n",
	"aspects of a disc":     "The Presentation:\n\n3.5 of 5 Stars\n\nPicture Quality:\n\n4.5 of 5 Stars\n\nSound Quality:\n\n4 of 5 Stars\n",
	"said of each":          "Stubble har ett fält. Mitt betyg till Stubble blir en trea.\n\nGannet har fåglar. Mitt betyg till Gannet blir en tvåa.\n\nDörren är en dörr. Slutbetyget blir en fyra till Dörren.\n",
	"equal labels":          "Rated: 3/5\n\nStubble\n\n" + entry + "Rated: 3/5\n\nGannet\n\n" + entry + "Rated: 3/5\n\nThe Cellar Door\n\n" + entry,
	"words in brackets":     "Stubble: A farmer buys a field and cannot find it again.\n\n5 (generous) stars\n\nGannet: Birds, mostly, and the people who count them.\n\n7½ stars\n",
	"hearts behind titles":  "Stubble\n\nStubble ❤️❤️❤️❤️ A farmer buys a field and cannot find it again.\n\nGannet\n\nGannet ❤️❤️❤️💛 Birds, mostly, and the people who count them.\n",
	"HTML scores":           "<html><body><h1>Stubble</h1><div><p>Good.</p><div class='review__rating'>8,9</div></div><div><p>Fine.</p><div class='review__rating'>8,0</div></div><div><p>Bad.</p><div class='review__rating'>3,0</div></div></body></html>",
}

func TestLists(t *testing.T) {
	for name, text := range lists {
		t.Run(name, func(t *testing.T) {
			d, err := Page([]byte(text), "", "")
			if err != nil {
				t.Fatal(err)
			}
			if d.Review.Rating != nil {
				t.Errorf("picked %q", d.Review.Rating.Raw)
			}
			if len(d.Warnings) == 0 || d.Warnings[0].Code != WarnMulti && d.Warnings[0].Code != WarnRatings {
				t.Errorf("warnings %+v", d.Warnings)
			}
			if len(d.Rejected) < 2 {
				t.Errorf("rejected %+v", d.Rejected)
			}
		})
	}
}

func TestWidgetNumber(t *testing.T) {
	d, err := Page([]byte("<html><body><article><h1>Windfall</h1><p>"+opening+"</p><div class='review-score'>8.5</div></article></body></html>"), "text/html", "")
	if err != nil {
		t.Fatal(err)
	}
	if r := d.Review.Rating; r == nil || r.Value != decimal(8.5) {
		t.Errorf("got %+v", r)
	}
}
