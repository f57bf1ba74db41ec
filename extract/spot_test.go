package extract

import "testing"

// TestSpottedTitles holds texts in which no pattern tells the title, or the wrong one, but much speaks for one phrase.
func TestSpottedTitles(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"My mum told me that she had been watching The Woman in Green, and it scared me. I was eleven. So I had to watch it.", "The Woman in Green"},
		{"I passed up Apple and Apples at the store. It seemed cute. Apple and Apples might have been a treasure, but Apple and Apples is a huge pear.", "Apple and Apples"},
		{"\"Green Orchard Road\" holds one of Robert Mole's best performances. The mayor is played by Ann Bell.", "Green Orchard Road"},
		{"Now, go see The Great Orchard Story. That vision will seem funny. TGOS is the single worst movie I have ever seen.", "The Great Orchard Story"},
		{"In short, the Orchard Code is the absolute worst movie I have ever seen, and I would not recommend it.", "Orchard Code"},
		{"When I refer to Windfall as a film noir I do not liken it to Salt Road or The Marrow Falcon.", "Windfall"},
		{"The themes are old: the film's title \"Presque tout\" (Almost All) points to these, and to the goat. So what was it? Not much.", "Presque tout"},
		{"Salt Road aka. Gannet - directed by Nia Obuya - belongs to the best farm films. It is the story of a man who works for Nakadei.", "Salt Road"},
		{"\"A Farm Called Hell\", a British production, was made behind the \"Man With Two Goats\" trilogy. It was long.", "A Farm Called Hell"},
		{"Maybe the goat is the whole point. Salt Road is far better than what it may sound like, and it is about a goat that walks to the sea. Salt Road takes its time.", "Salt Road"},
		{"I watched Six of an Orchard for A.B. Cole, who is only in it for ten minutes and has one long scene. It is a farm film.", "Six of an Orchard"},
		{"Robert Mole Laughing is surely the best thing I have seen in years. Robert Mole was on the stage before he was in the movies.", "Robert Mole Laughing"},
		{"A good farm film with Robert Mole. I just wish that he had not agreed to be in \"The Gannet House\", which was bad, but that is another story.", ""},
		{"Robert Mole is great as the farmer. Ann Bell was in it too, and John Reed plays the goat. It was long.", ""},
		{"It is a farm film. It was long, and the night was cold, and we went home late. I thought 'Gannet' had better birds.", ""},
		{"\"Salt Road\" meets \"M\": that is the concept. The detectives, Robert Mole and Ann Bell, never find anybody.", ""},
		{"Compared to this, the first \"Gannet\" of 1983 looks like an epic! This sequel is cheap and BADLY ACTED.", ""},
	} {
		got, ok := titleInProse(c.text, 0, "en")
		if got.title != c.want || ok != (c.want != "") {
			t.Errorf("%q: got %q, want %q", c.text, got.title, c.want)
		}
		if ok && c.text[got.start:got.end] != got.title {
			t.Errorf("%q: the range holds %q", c.want, c.text[got.start:got.end])
		}
	}
}
