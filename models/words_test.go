package models

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWordsFoldAsPeopleSearch(t *testing.T) {
	for text, want := range map[string]string{
		"Amélie":                   "amelie",
		"Ame\u0301lie":             "amelie",
		"Schindler's List":         "schindler s list",
		"L’Avventura":              "l avventura",
		"Spider-Man: 2":            "spider man 2",
		"ＦＵＬＬ ｗｉｄｔｈ ２０":            "full width 20",
		"Straße, Kieślowski, Łódź": "strasse kieslowski lodz",
		"SØREN Æon Œuvre":          "soren aeon oeuvre",
		"ﬁlm":                      "film",
		"千と千尋":                     "千 と 千 尋",
		"監督Kurosawa":               "監 督 kurosawa",
		"기생충은":                     "기 생 충 은",
		"Солярис, ЁЛКА":            "солярис елка",
		"ΟΔΥΣΣΕΎΣ Οδυσσεύς":        "οδυσσευσ οδυσσευσ",
		"हिन्दी":                   "हिन्दी",
		"It's “quoted” — (2013)!":  "it s quoted 2013",
		"??? … 🎬":                  "",
	} {
		if got := spaced(text); got != want {
			t.Errorf("%q has the words %q, want %q", text, got, want)
		}
	}
}

func TestPhrasesOfQueries(t *testing.T) {
	for query, want := range map[string]string{
		`Her`:                          `"her"`,
		`don't  look`:                  `"don t" "look"`,
		`"operating system" love`:      `"operating system" "love"`,
		`“operating system”`:           `"operating system"`,
		`unfinished "business`:         `"unfinished" "business"`,
		`her HER hér`:                  `"her"`,
		`a AND b OR c NOT d NEAR(e) *`: `"a" "and" "b" "or" "c" "not" "d" "near e"`,
		`title:x ^y {z} -q (r`:         `"title x" "y" "z" "q" "r"`,
		`" "" ' ; -- ??`:               ``,
		`千尋`:                           `"千 尋"`,
	} {
		if got := expression(phrasesOf(query, false)); got != want {
			t.Errorf("%s becomes %s, want %s", query, got, want)
		}
	}
	for query, want := range map[string]string{
		"spike jon": `"spike" "jon" *`, "spike j": `"spike"`, "s": ``, "l'a": `"l"`, "l'av": `"l av" *`, "千": `"千" *`, "": ``,
	} {
		if got := expression(phrasesOf(query, true)); got != want {
			t.Errorf("%s, still being typed, becomes %s, want %s", query, got, want)
		}
	}
}

// shown writes a marked text with its marks in brackets.
func shown(m Marked) string {
	r := []rune(m.Text)
	var b strings.Builder
	at := 0
	for _, k := range m.Marks {
		b.WriteString(string(r[at:k.Start]) + "[" + string(r[k.Start:k.End]) + "]")
		at = k.End
	}
	return b.String() + string(r[at:])
}

func TestMarksStandWhereThePhrasesStand(t *testing.T) {
	for _, c := range []struct {
		query, text, want string
		prefix            bool
	}{
		{"amelie", "Amélie et Ame\u0301lie.", "[Amélie] et [Ame\u0301lie].", false},
		{"don't", "I don’t. Don t. I don, it.", "I [don’t]. [Don t]. I don, it.", false},
		{"op", "Opera, coop, op", "[Opera], coop, [op]", true},
		{"千尋", "千と千尋の神隠し", "千と[千尋]の神隠し", false},
		{`"a b" b c`, "a b c", "[a b] [c]", false},
		{"🎬 film", "🎬 A film 🎬", "🎬 A [film] 🎬", false},
		{"x", "nothing", "nothing", false},
	} {
		if got := shown(mark(c.text, phrasesOf(c.query, c.prefix))); got != c.want {
			t.Errorf("%q in %q is shown as %q, want %q", c.query, c.text, got, c.want)
		}
	}
}

func TestSnippetShowsTheBestStretch(t *testing.T) {
	filler := strings.Repeat("Many words that nobody was looking for stand here, é. ", 30)
	body := filler + "He falls in love.\nWith an operating system, of all things, love. " + filler
	got := shown(snippet([]string{"", "A love story.", body}, phrasesOf("love operating system", false)))
	for _, want := range []string{"… ", "[love].", "an [operating] [system]", "[love]. Many", " …"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
	if n := utf8.RuneCountInString(got); n > 300 {
		t.Errorf("the snippet has %d characters", n)
	}
	if got := shown(snippet([]string{" ", filler}, phrasesOf("absent", false))); !strings.HasPrefix(got, "Many words") || !strings.HasSuffix(got, " …") {
		t.Errorf("without a match the snippet is %q", got)
	}
	if got := snippet([]string{strings.Repeat("映画", 300) + "愛" + strings.Repeat("映画", 300)}, phrasesOf("愛", false)); !utf8.ValidString(got.Text) || len(got.Marks) != 1 {
		t.Errorf("a text without spaces gives %+v", got)
	}
}

// FuzzSpaced: the index has the words that are marked.
func FuzzSpaced(f *testing.F) {
	f.Add("Amélie, don't 千尋 İstanbul ﬁlm")
	f.Add("\xff\u0301a ﷺ\u0301")
	f.Add("千\u0301と a\u0301 \u0301")
	f.Add(strings.Repeat("é ", 2000) + " ")
	f.Fuzz(func(t *testing.T, text string) {
		l := wordsOf(text)
		words := make([]string, len(l.spans))
		for i := range words {
			words[i] = string(l.word(i))
		}
		if got, want := spaced(text), strings.Join(words, " "); got != want {
			t.Fatalf("%q is indexed as %q and marked as %q", text, got, want)
		}
	})
}

func FuzzMarks(f *testing.F) {
	f.Add("Amélie, don't 千尋 İstanbul", "don't am", true)
	f.Add("\xff\u0301a ﷺ", "\u0301 a\"", false)
	f.Add(strings.Repeat("é ", 300)+"x", "x é", true)
	f.Add(strings.Repeat("\xb9", 300)+" a", "a", false)
	f.Fuzz(func(t *testing.T, text, query string, prefix bool) {
		for _, m := range []Marked{mark(text, phrasesOf(query, prefix)), snippet([]string{text}, phrasesOf(query, prefix))} {
			at, n := 0, utf8.RuneCountInString(m.Text)
			for _, k := range m.Marks {
				if k.Start < at || k.End <= k.Start || k.End > n {
					t.Fatalf("%q in %q: mark %v after %d of %d", query, text, k, at, n)
				}
				at = k.End
			}
		}
	})
}
