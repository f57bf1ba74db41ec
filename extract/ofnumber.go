package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ofTails are the last words of what stands between a value and its scale.
var ofTails = []string{"of", "out", "outta", "possible", "from", "von", "sur", "su", "sobre", "de", "di", "av", "van", "uit", "на", "из"}

var numberWords = wordSet(strings.NewReplacer("|", " ", "eine?n?", "ein eine einn einen", "une?", "un une", "uma?", "um uma").Replace(ones))

// numberBehindOf reports whether a number stands behind a word like "of": without one, no line gives a value on a scale in
// words. It spares most lines two patterns that have to be tried at every word.
func numberBehindOf(lower string) bool {
	of := false
	for word := range strings.FieldsSeq(lower) {
		if of && beginsNumber(word) {
			return true
		}
		of = endsAny(word, ofTails)
	}
	return false
}

func beginsNumber(word string) bool {
	end := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
	switch {
	case end < 0:
		end = len(word)
	case end == 0:
		r, _ := utf8.DecodeRuneInString(word)
		return unicode.IsDigit(r)
	}
	return numberWords[strings.TrimSuffix(word[:end], "einhalb")] || numberWords[word[:end]]
}

func endsAny(s string, list []string) bool {
	for _, t := range list {
		if strings.HasSuffix(s, t) {
			return true
		}
	}
	return false
}
