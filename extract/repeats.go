package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxRepeatWords is how many words of a text are searched for runs that come back.
const maxRepeatWords = 4000

// repeats are the longest runs of two to six words that begin with a capital inside a sentence, are not all capitalised,
// and come twice or more.
func repeats(text string) []titleClaim {
	spans := wordSpans(text)
	var out []titleClaim
	for i := 1; i < len(spans); i++ {
		first, _ := utf8.DecodeRuneInString(text[spans[i][0]:])
		prev, _ := utf8.DecodeLastRuneInString(text[:spans[i-1][1]])
		if !unicode.IsUpper(first) || !unicode.IsLetter(prev) && prev != ',' {
			continue
		}
		for n := min(6, len(spans)-i); n >= 2; n-- {
			start, end := spans[i][0], spans[i+n-1][1]
			phrase := strings.TrimRight(text[start:end], ",.;:!?»”\"")
			if !sentenceTitle(phrase) {
				continue
			}
			if at := places(text, phrase); len(at) > 1 {
				out = append(out, titleClaim{title: phrase, start: start, end: start + len(phrase), at: at})
				i += n - 1
				break
			}
		}
	}
	return out
}

// sentenceTitle reports whether a run of words can be a title written as a sentence.
func sentenceTitle(s string) bool {
	if strings.ContainsAny(s, ",.;:!?()«»\"“”\n") || titleCase(s) {
		return false
	}
	words := strings.Fields(s)
	last := words[len(words)-1]
	return len(words) > 1 && !smallWords[last] && !closingWords[last] && !functionWords[words[0]]
}

// closingWords do not end a title: what follows one is its sentence.
var closingWords = wordSet(`est a ont sont était avait fait qui que dont où ne pas plus se sa son ses au aux par pour sur dans avec et ou mais à
 es ha han son era fue que se su sus al del por para con como más no una un lo las nos me te le hace está
 è sono era ha hanno che si non una un come più al alla del della nel nella con per suo sua
 é são foi era tem que se não um uma como mais ao na no nas nos com por seu sua está
 is zijn was heeft niet een van met op voor die dat in te ook hij zij
 ist sind war hat haben nicht ein eine einen auf mit für sich auch als wie zu den dem des wird`)

// places are where a phrase stands in a text, each worth nothing yet.
func places(text, phrase string) map[int]float64 {
	out := map[int]float64{}
	for pos := 0; len(out) < 50; {
		i := strings.Index(text[pos:], phrase)
		if i < 0 {
			break
		}
		start, end := pos+i, pos+i+len(phrase)
		if wordEdge(text, start, end) {
			out[start] = 0
		}
		pos = end
	}
	return out
}

// wordSpans are the ranges of the words of a text.
func wordSpans(text string) [][2]int {
	var out [][2]int
	start := -1
	for i, r := range text {
		switch {
		case unicode.IsSpace(r) && start >= 0:
			out = append(out, [2]int{start, i})
			start = -1
		case !unicode.IsSpace(r) && start < 0:
			start = i
		}
		if len(out) == maxRepeatWords {
			return out
		}
	}
	if start >= 0 {
		out = append(out, [2]int{start, len(text)})
	}
	return out
}
