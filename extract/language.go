package extract

import (
	"strings"
	"unicode"

	"golang.org/x/text/language"
)

// stopWords are frequent short words that tell languages apart.
var stopWords = map[string][]string{
	"en": {"the", "and", "of", "to", "is", "it", "that", "this", "was", "with", "for", "but", "his", "are", "you"},
	"de": {"der", "die", "und", "das", "ist", "nicht", "ein", "eine", "mit", "den", "von", "auf", "sich", "auch", "dem"},
	"fr": {"le", "les", "des", "est", "et", "une", "dans", "qui", "pas", "pour", "du", "ce", "sur", "avec", "il"},
	"es": {"el", "los", "las", "que", "una", "por", "con", "es", "del", "para", "pero", "como", "su", "más", "y"},
	"pt": {"não", "uma", "os", "do", "da", "em", "um", "com", "que", "mas", "ao", "é", "dos", "mais", "filme"},
	"it": {"il", "che", "di", "una", "non", "per", "della", "è", "un", "gli", "con", "del", "ma", "sono", "più"},
	"nl": {"het", "een", "van", "en", "niet", "dat", "zijn", "op", "voor", "maar", "is", "ook", "met", "aan", "wordt"},
	"sv": {"och", "att", "det", "som", "en", "är", "på", "inte", "för", "av", "med", "men", "han", "jag", "den"},
	"pl": {"nie", "się", "jest", "na", "że", "do", "to", "jak", "ale", "film", "który", "tak", "przez", "jego", "oraz"},
}

// findLanguage tells the language of the page: what the markup declares if it is a language, else what the frequent
// words or the script say.
func (r *reader) findLanguage() string {
	guess := guessLanguage(r.prose())
	declared := ""
	if t, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(r.doc.declared), "_", "-")); err == nil && r.doc.declared != "" {
		declared = t.String()
	}
	base, _, _ := strings.Cut(declared, "-")
	switch {
	case declared != "" && (guess == "" || base == guess):
		r.facts.add(fact{field: fLanguage, text: declared, source: "meta", conf: 0.9})
		return declared
	case guess != "":
		r.facts.add(fact{field: fLanguage, text: guess, source: "prose", conf: 0.8})
	case declared != "":
		return declared
	}
	return guess
}

// guessLanguage counts frequent words and scripts; it answers "" for short or mixed texts.
func guessLanguage(s string) string {
	if len(s) > 8000 {
		s = s[:8000]
	}
	han, kana, hangul, cyrillic, letters := 0, 0, 0, 0, 0
	for _, c := range s {
		if !unicode.IsLetter(c) {
			continue
		}
		letters++
		switch {
		case unicode.Is(unicode.Han, c):
			han++
		case unicode.In(c, unicode.Hiragana, unicode.Katakana):
			kana++
		case unicode.Is(unicode.Hangul, c):
			hangul++
		case unicode.Is(unicode.Cyrillic, c):
			cyrillic++
		}
	}
	switch {
	case letters == 0:
		return ""
	case kana*10 > letters:
		return "ja"
	case han*4 > letters:
		return "zh"
	case hangul*3 > letters:
		return "ko"
	case cyrillic*2 > letters:
		return "ru"
	}
	counts := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) }) {
		counts[w]++
	}
	best, most, second := "", 0, 0
	for _, l := range []string{"en", "de", "fr", "es", "pt", "it", "nl", "sv", "pl"} {
		n := 0
		for _, w := range stopWords[l] {
			n += counts[w]
		}
		if n > most {
			best, most, second = l, n, most
		} else if n > second {
			second = n
		}
	}
	if most < 4 || most*10 < second*11 {
		return ""
	}
	return best
}
