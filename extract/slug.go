package extract

import (
	"net/url"
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// slugNoise are words of addresses that say what kind of page it is, and no part of a title at the edge of a slug.
var slugNoise = wordSet(`review reviews film films movie movies filmreview moviereview kritik filmkritik kurzkritik rezension recensione recensie critique critica resena resenha crítica cinema kino
 blog post posts article articles index html htm php the a an la le les el los il of zu zum zur di de du del della my our dvd blu ray bluray 4k netflix tiff sundance fantasia spoiler free`)

// slugArticles are those of them that stay when a title follows.
var slugArticles = wordSet("the a an la le les el los il")

// slugWords are the words of the last part of an address, without its date, its ending and what tells the kind of page.
func slugWords(address string) []string {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	last := path.Base(strings.TrimRight(u.Path, "/"))
	if i := strings.LastIndexByte(last, '.'); i > 0 && len(last)-i < 7 {
		last = last[:i]
	}
	words := strings.FieldsFunc(fold(last), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for len(words) > 1 && (slugNoise[words[0]] || isNumber(words[0])) && !(slugArticles[words[0]] && !slugNoise[words[1]]) {
		words = words[1:]
	}
	for len(words) > 1 && (slugNoise[words[len(words)-1]] || isNumber(words[len(words)-1])) {
		words = words[:len(words)-1]
	}
	if len(words) == 1 && (slugNoise[words[0]] || isNumber(words[0])) || len(words) > 12 {
		return nil
	}
	return words
}

func isNumber(s string) bool { return strings.Trim(s, "0123456789") == "" }

// fold writes a text in small letters without marks.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// inSlug reports whether the address names a title.
func (r *reader) inSlug(title string) bool {
	words := strings.FieldsFunc(fold(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slug := slugWords(r.url)
	return len(words) > 0 && len(slug) > 0 && strings.Contains(" "+strings.Join(slug, " ")+" ", " "+strings.Join(words, " ")+" ")
}

// titleOfSlug claims the longest run of words of the address that the text writes with a capital: the address alone tells
// neither marks nor capitals, and a title is not made up from it. All of a short slug has to be there, or three words.
func (r *reader) titleOfSlug() {
	slug := slugWords(r.url)
	if len(slug) == 0 || len(r.doc.lines) == 0 {
		return
	}
	text := strings.ToValidUTF8(r.doc.text[:min(len(r.doc.text), maxProse)], "?")
	spans := wordSpans(text)
	folded := make([]string, len(spans))
	for i, s := range spans {
		folded[i] = strings.TrimFunc(fold(text[s[0]:s[1]]), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	for size := len(slug); size > 0 && (size == len(slug) || size > 2); size-- {
		for from := 0; from+size <= len(slug); from++ {
			if s, e, ok := findWords(text, spans, folded, slug[from:from+size]); ok {
				r.claim(fTitle, text[s:e], "url", 0.6+0.02*float64(min(size, 5)), s, e)
				return
			}
		}
	}
}

// findWords finds a run of folded words of which the first is written with a capital; one word must have it inside a sentence.
func findWords(text string, spans [][2]int, folded, want []string) (start, end int, ok bool) {
	for i := 0; i+len(want) <= len(spans); i++ {
		k := 0
		for k < len(want) && folded[i+k] == want[k] {
			k++
		}
		if k < len(want) {
			continue
		}
		start, end = spans[i][0], spans[i+k-1][1]
		for start < end && !isWordRune(firstRune(text[start:end])) {
			start += len(string(firstRune(text[start:end])))
		}
		phrase := strings.TrimRightFunc(text[start:end], func(r rune) bool { return !isWordRune(r) && r != '!' && r != '?' })
		if unicode.IsLower(firstRune(phrase)) || strings.ContainsAny(phrase, "\n\"“”") || len(want) == 1 && (functionWords[phrase] || !keepsCapital(text, phrase)) {
			continue
		}
		return start, start + len(phrase), true
	}
	return 0, 0, false
}
