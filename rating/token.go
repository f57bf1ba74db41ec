package rating

import (
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokEnd    tokenKind = iota // past the last token
	tokNumber                  // 7, 7.5, 7½: val
	tokFrac                    // ½ alone: val
	tokWord                    // class, and val of a number word
	tokStar                    // a run of full stars: val is their number
	tokHalf                    // a run of half stars
	tokEmpty                   // a run of empty stars
	tokAst                     // a run of asterisks
	tokEmoji                   // a run of one emoji: sub is the rune
	tokMark                    // punctuation, folded to ASCII: sub is the rune
	tokJunk                    // what looks like a number and is none: 16:9, PG-13, 12A, 10.9.2013, $5
)

// token is one piece of a raw rating.
type token struct {
	start, end int32
	val        Decimal
	sub        rune
	kind       tokenKind
	class      wordClass
	glued      bool // no space before it
	rounded    bool
}

// glyphs are the signs that count as stars, with what one of them is.
var glyphs = [...]struct {
	r    rune
	kind tokenKind
}{
	{'★', tokStar}, {'⭐', tokStar}, {'🌟', tokStar}, {'✭', tokStar}, {'∗', tokStar}, {'＊', tokStar}, {'✮', tokStar}, {'✯', tokStar}, {'✪', tokStar}, {'✦', tokStar},
	{'☆', tokEmpty}, {'✩', tokEmpty}, {'✰', tokEmpty}, {'⚝', tokEmpty}, {'✧', tokEmpty}, {'🤍', tokEmpty}, {'♡', tokEmpty},
	{'⯪', tokHalf}, {'⯨', tokHalf}, {'💔', tokHalf}, {'❤', tokStar}, {'♥', tokStar},
}

// fractions are the signs for parts of one.
var fractions = [...]struct {
	r       rune
	val     Decimal
	rounded bool
}{
	{'½', 500_000, false}, {'¼', 250_000, false}, {'¾', 750_000, false}, {'⅓', 333_333, true}, {'⅔', 666_667, true},
	{'⅛', 125_000, false}, {'⅜', 375_000, false}, {'⅝', 625_000, false}, {'⅞', 875_000, false}, {'⅕', 200_000, false},
	{'⅖', 400_000, false}, {'⅗', 600_000, false}, {'⅘', 800_000, false},
}

// marks folds look-alikes of punctuation to ASCII; 0x2013 stands for every long dash, which never is a sign.
var marks = [...]struct{ from, to rune }{
	{'／', '/'}, {'⁄', '/'}, {'∕', '/'}, {'％', '%'}, {'٪', '%'}, {'﹪', '%'}, {'：', ':'}, {'（', '('}, {'）', ')'}, {'［', '['}, {'］', ']'},
	{'－', '-'}, {'−', '-'}, {'‐', '-'}, {'‑', '-'}, {'–', '–'}, {'—', '–'}, {'―', '–'}, {'＋', '+'}, {'，', ','}, {'．', '.'}, {'。', '.'},
	{'＝', '='}, {'～', '–'}, {'〜', '–'}, {'~', '–'}, {'\\', '|'}, {'【', '['}, {'】', ']'}, {'「', '['}, {'」', ']'},
}

// scan cuts raw into tokens. toks is the caller's buffer, on its stack; only a long raw outgrows it.
func scan(raw string, toks []token) []token {
	glued := false
	for i := 0; i < len(raw); {
		c := raw[i]
		if c == ' ' || c == '\t' || c == '\r' {
			glued = false
			i++
			continue
		}
		t := token{start: int32(i), glued: glued}
		switch {
		case '0' <= c && c <= '9':
			i = scanNumber(raw, i, &t)
		case c < utf8.RuneSelf && !isLetter(c):
			i = scanMark(raw, i, &t)
		default:
			r, size := utf8.DecodeRuneInString(raw[i:])
			if space(r) {
				glued = false
				i += size
				continue
			}
			if invisible(r) {
				i += size
				continue
			}
			i = scanRune(raw, i, r, size, &t)
		}
		t.end = int32(i)
		if n := len(toks); n > 0 && joins(&toks[n-1], &t) {
			toks[n-1].end, toks[n-1].val = t.end, toks[n-1].val+t.val
		} else {
			toks = append(toks, t)
		}
		glued = true
	}
	return toks
}

// joins reports whether t prolongs a run of the same sign; "★ ★ ★" and "* * *" are runs too.
func joins(last, t *token) bool {
	switch t.kind {
	case tokStar, tokHalf, tokEmpty, tokEmoji:
		return last.kind == t.kind && last.sub == t.sub
	case tokAst:
		spaced := last.val == decimalUnit || Decimal(last.end-last.start)*decimalUnit > last.val
		return last.kind == tokAst && (t.glued || spaced)
	}
	return false
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func space(r rune) bool {
	return r == '\u00a0' || r == '\u3000' || r >= '\u2000' && r <= '\u200a' || r == '\u202f' || r == '\u205f' || r == '\u1680' || r == '\u0085'
}

// invisible runes stand between visible ones without parting them: variation selectors, joiners, byte order marks.
func invisible(r rune) bool {
	return r >= '\ufe00' && r <= '\ufe0f' || r >= '\u200b' && r <= '\u200f' || r == '\u2060' || r == '\ufeff' || r == '\u00ad' ||
		r >= '\U0001f3fb' && r <= '\U0001f3ff'
}

func scanMark(raw string, i int, t *token) int {
	t.kind, t.sub = tokMark, rune(raw[i])
	if raw[i] == '*' {
		t.kind, t.sub = tokAst, 0
		t.val = decimalUnit
	}
	if raw[i] == '~' {
		t.sub = '–'
	}
	if raw[i] == '\\' {
		t.sub = '|'
	}
	// ".5" is a number when nothing stands before the point.
	if raw[i] == '.' && !t.glued && i+1 < len(raw) && '0' <= raw[i+1] && raw[i+1] <= '9' {
		return scanNumber(raw, i, t)
	}
	return i + 1
}

// scanRune reads a token that starts with a letter or a rune beyond ASCII.
func scanRune(raw string, i int, r rune, size int, t *token) int {
	if r >= utf8.RuneSelf {
		if _, ok := digit(r); ok {
			return scanNumber(raw, i, t)
		}
		for _, f := range fractions {
			if f.r == r {
				t.kind, t.val, t.rounded = tokFrac, f.val, f.rounded
				return i + size
			}
		}
		for _, g := range glyphs {
			if g.r == r {
				t.kind, t.val = g.kind, decimalUnit
				return i + size
			}
		}
		for _, m := range marks {
			if m.from == r {
				t.kind, t.sub = tokMark, m.to
				return i + size
			}
		}
		if unicode.Is(unicode.Han, r) {
			t.kind = tokWord
			t.class, t.val = lookupWord(raw[i : i+size])
			if t.class == wordNone {
				t.class = wordLead
			}
			return i + size
		}
		if !unicode.IsLetter(r) {
			t.kind, t.sub, t.val = tokMark, r, 0
			if r >= '\U0001f000' || r >= '\u2600' && r <= '\u27bf' {
				t.kind, t.val = tokEmoji, decimalUnit
			}
			return i + size
		}
	}
	return scanWord(raw, i, t)
}

// scanWord reads letters with inner apostrophes, and the number of a certificate: PG-13, FSK16.
func scanWord(raw string, i int, t *token) int {
	start := i
	for i < len(raw) {
		r, size := utf8.DecodeRuneInString(raw[i:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && !(r == '\'' || r == '’') || unicode.Is(unicode.Han, r) || r >= '\ufe00' && r <= '\ufe0f' {
			break
		}
		i += size
	}
	for i > start+1 && (raw[i-1] == '\'') {
		i--
	}
	t.kind = tokWord
	t.class, t.val = lookupWord(raw[start:i])
	if t.class != wordNone {
		return i
	}
	j := i
	if j < len(raw) && raw[j] == '-' {
		j++
	}
	k := j
	for k < len(raw) && '0' <= raw[k] && raw[k] <= '9' {
		k++
	}
	if k > j && i-start >= 1 && (j > i || k > i) {
		t.kind = tokJunk
		return k
	}
	return i
}

// digit reads one decimal digit of the scripts that rating texts use.
func digit(r rune) (int64, bool) {
	for _, zero := range [...]rune{'0', '０', '٠', '۰', '०'} {
		if r >= zero && r <= zero+9 {
			return int64(r - zero), true
		}
	}
	return 0, false
}

// scanNumber reads digits with one decimal point or comma, a sign of fraction glued to them, and recognises what only
// looks like a number.
func scanNumber(raw string, i int, t *token) int {
	t.kind = tokNumber
	var v int64
	whole, decimals, point, big := 0, 0, false, false
	for i < len(raw) {
		r, size := rune(raw[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(raw[i:])
		}
		d, ok := digit(r)
		switch {
		case !ok && !point && decimalPoint(r) && digitAt(raw, i+size):
			point = true
		case !ok:
			goto done
		case point && decimals >= decimalPlaces:
			// Half up: the first digit that is dropped decides.
			if decimals == decimalPlaces && d >= 5 {
				v++
			}
			decimals++
			t.rounded = t.rounded || d != 0
		case v > 1e12:
			big = true
		default:
			v = v*10 + d
			if point {
				decimals++
			} else {
				whole++
			}
		}
		i += size
	}
done:
	for d := decimals; d < decimalPlaces && !big; d++ {
		if v *= 10; v > 1e12 {
			big = true
		}
	}
	t.val = Decimal(v)
	if big || v > maxNumber {
		t.kind = tokJunk
	}
	return numberTail(raw, i, t)
}

func decimalPoint(r rune) bool {
	return r == '.' || r == ',' || r == '·' || r == '．' || r == '，' || r == '٫'
}

func digitAt(raw string, i int) bool {
	r, _ := utf8.DecodeRuneInString(raw[min(i, len(raw)):])
	_, ok := digit(r)
	return ok
}

// numberTail looks at what is glued to a number: a sign of fraction is added; 16:9, 10.9.2013, 12A and 3rd are no
// numbers of a rating.
func numberTail(raw string, i int, t *token) int {
	for i < len(raw) {
		r, size := utf8.DecodeRuneInString(raw[i:])
		if (r == ':' || decimalPoint(r)) && digitAt(raw, i+size) {
			t.kind = tokJunk
			for i += size; i < len(raw) && digitAt(raw, i); {
				_, size = utf8.DecodeRuneInString(raw[i:])
				i += size
			}
			continue
		}
		if r < utf8.RuneSelf && !isLetter(byte(r)) {
			return i
		}
		for _, f := range fractions {
			if f.r == r && t.val%decimalUnit == 0 {
				t.val, t.rounded = t.val+f.val, f.rounded
				return i + size
			}
		}
		if unicode.Is(unicode.Han, r) || !unicode.IsLetter(r) {
			return i
		}
		var w token
		end := scanWord(raw, i, &w)
		switch w.class {
		case wordStar, wordUnit, wordOut, wordOf, wordPercent, wordHalf, wordTo:
			return i
		}
		t.kind = tokJunk
		return end
	}
	return i
}
