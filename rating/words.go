package rating

import (
	"unicode"
	"unicode/utf8"
)

// wordClass says what part a word can play in a rating.
type wordClass uint8

const (
	wordNone     wordClass = iota
	wordNumber             // seven, sieben: val is the number
	wordNo                 // no, keine: zero, before stars only
	wordHalf               // half, demi
	wordQuarter            // quarter, quarters
	wordAnd                // and, et
	wordPoint              // point, komma: the decimal separator, also a unit
	wordOut                // out, as in "out of"
	wordOf                 // of, von, sur
	wordOfPart             // possible, maximum: between "out of" and the number
	wordWhole              // 中, üzerinden: between the end of a scale and the value, which comes last
	wordScale              // scale, Skala
	wordDie                // terningkast: a label, of a die with six faces
	wordArticle            // a, the
	wordStar               // stars, Sterne
	wordMeasure            // 颗: between a number and its unit
	wordUnit               // points, Punkte
	wordPercent            // percent, Prozent
	wordPer                // per, por: before cent
	wordTo                 // to, or, bis: between the ends of a range
	wordPlus               // plus
	wordMinus              // minus
	wordLabel              // rating, grade, nota: a value follows
	wordTotal              // overall, total: a label that wins over others
	wordLead               // I, give, it: stands before a rating and says nothing
	wordPeople             // people, critics: their share or their rating is not the writer's
	wordCount              // minutes, votes: what a number counts when it is no rating
	wordBetween            // between: "and" joins the ends of a range
	wordOther              // imdb, metacritic: the figure is somebody else's
	wordWould              // would, could: a condition
	wordHave               // be, have, been: after would
	wordUntil              // until, without: a condition after the rating
	wordIf                 // if, before "I could"
	wordThumb              // thumb, thumbs
	wordUp                 // up
	wordDown               // down
	wordSideways           // sideways
)

type word struct {
	text  string
	class wordClass
	val   Decimal
}

// maxWord is the length of the longest known word in bytes, folded.
const maxWord = 20

// lookupWord finds a word without regard to case.
func lookupWord(s string) (wordClass, Decimal) {
	var buf [maxWord]byte
	n := fold(&buf, s)
	if n == 0 {
		return wordNone, 0
	}
	lo, hi := 0, len(words)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if words[m].text < string(buf[:n]) {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(words) && words[lo].text == string(buf[:n]) {
		return words[lo].class, words[lo].val
	}
	return wordNone, 0
}

// fold writes s in lower case, with straight apostrophes; it returns 0 when s is longer than any known word.
func fold(buf *[maxWord]byte, s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r == '’' || r == '´' || r == '`':
			r = '\''
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
		default:
			r = unicode.ToLower(r)
		}
		if n+utf8.RuneLen(r) > maxWord || r == utf8.RuneError {
			return 0
		}
		n += utf8.EncodeRune(buf[n:], r)
	}
	return n
}
