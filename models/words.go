package models

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The words of a text are what search finds it by. The same folding makes the words of the index, of a query, and of a
// text to be highlighted, so that the three always agree: letters in lower case without diacritics, compatibility forms
// (full-width, ligatures) as the plain ones. Scripts that put no spaces between words give a word for each character; a
// query for several of them is a phrase.

// wordSpan is one word of a text: where its folded form stands, and where it stands in the text itself, in bytes.
type wordSpan struct{ from, to, start, end int }

// wordList is the words of one text.
type wordList struct {
	folded []byte
	spans  []wordSpan
}

// word is the folded form of the i-th word.
func (l *wordList) word(i int) []byte { return l.folded[l.spans[i].from:l.spans[i].to] }

// wordsOf splits a text into its words.
func wordsOf(text string) *wordList {
	l := &wordList{folded: make([]byte, 0, len(text)), spans: make([]wordSpan, 0, len(text)/6+1)}
	from, start := 0, 0
	end := func(at int) {
		if len(l.folded) > from {
			l.spans = append(l.spans, wordSpan{from, len(l.folded), start, at})
			from = len(l.folded)
		}
	}
	for at, r := range text {
		if r < utf8.RuneSelf {
			if c := foldASCII(byte(r)); c != 0 {
				if len(l.folded) == from {
					start = at
				}
				l.folded = append(l.folded, c)
			} else {
				end(at)
			}
			continue
		}
		alone := unspaced(r)
		if alone || !inWord(r) {
			end(at)
		}
		if len(l.folded) == from {
			start = at
		}
		l.folded = foldRune(l.folded, r)
		if alone {
			end(at + utf8.RuneLen(r))
		}
	}
	end(len(text))
	return l
}

// foldASCII is the folded form of an ASCII character, 0 when it stands between words.
func foldASCII(c byte) byte {
	switch {
	case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		return c
	case 'A' <= c && c <= 'Z':
		return c + 'a' - 'A'
	}
	return 0
}

// unspaced tells of the scripts that are written without spaces between words.
func unspaced(r rune) bool {
	return r >= 0x0E00 && unicode.IsLetter(r) &&
		unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// inWord tells of the characters that words are made of, marks included.
func inWord(r rune) bool { return unicode.In(r, unicode.L, unicode.M, unicode.N) }

// undecomposed folds the letters that Unicode does not decompose into a plain letter and a mark.
var undecomposed = [...]struct {
	letter rune
	plain  string
}{
	{'ß', "ss"}, {'æ', "ae"}, {'œ', "oe"}, {'ø', "o"}, {'ð', "d"}, {'þ', "th"}, {'đ', "d"}, {'ħ', "h"}, {'ı', "i"}, {'ł', "l"}, {'ς', "σ"},
}

// foldRune appends the folded form of a character that is not ASCII: nothing for one that stands between words, and for
// a mark that readers may leave out.
func foldRune(to []byte, r rune) []byte {
	if !inWord(r) {
		return to
	}
	if !unicode.Is(unicode.Hangul, r) && !unicode.Is(unicode.No, r) {
		var buf [utf8.UTFMax]byte
		if parts := norm.NFKD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).Decomposition(); parts != nil {
			for _, part := range string(parts) {
				to = foldPart(to, part)
			}
			return to
		}
	}
	return foldPart(to, r)
}

func foldPart(to []byte, r rune) []byte {
	r = unicode.ToLower(r)
	if !inWord(r) || unicode.Is(unicode.Mn, r) && unicode.In(r, unicode.Inherited, unicode.Hebrew, unicode.Arabic) {
		return to
	}
	for _, u := range undecomposed {
		if u.letter == r {
			return append(to, u.plain...)
		}
	}
	return utf8.AppendRune(to, r)
}

// spaced is a text for the index: its words with a space between them. It is wordsOf without the places, as most of what is
// written is long and is not marked.
func spaced(text string) string {
	var room [2 << 10]byte
	b, from := room[:0], 0
	if len(text) > len(room) {
		b = make([]byte, 0, len(text)+1)
	}
	end := func() {
		if len(b) > from {
			b = append(b, ' ')
			from = len(b)
		}
	}
	for _, r := range text {
		if r < utf8.RuneSelf {
			if c := foldASCII(byte(r)); c != 0 {
				b = append(b, c)
			} else {
				end()
			}
			continue
		}
		alone := unspaced(r)
		if alone || !inWord(r) {
			end()
		}
		b = foldRune(b, r)
		if alone {
			end()
		}
	}
	end()
	return string(b[:max(from-1, 0)])
}
