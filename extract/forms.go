package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The pieces that the patterns of ratings are made of.
const (
	sp       = `[\s\x{a0}\x{2009}\x{202f}]`
	sep      = `[\s\x{a0}\x{2009}\x{202f}-]`
	digits   = `[0-9０-９]`
	number   = `(?:` + digits + `{1,3}(?:[.,．]` + digits + `{1,2})?(?:[ -]?[½¼¾]|[ -]1/2| and 1/2| and an? (?:half|quarter)| ?\+| ?-)?|[½])`
	ones     = `zero|no|one|two|three|four|five|six|seven|eight|nine|ten|half|null|eine?n?|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|una|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|uma?|dois|duas|três|oito|dez|een|twee|drie|vijf|zes|zeven|negen|tien|jeden|dwa|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć|dziesięć|två|fyra|fem|sju|åtta|nio|tio`
	halves   = `(?:[ -]and[ -](?:a|one)[ -](?:half|quarter)| et demie?| e mezz[oa]| y medi[oa]| e mei[oa]|[ -]point[ -](?:five|\w+)|einhalb)?`
	words    = `(?:(?:` + ones + `)` + halves + `)`
	ofWords  = `(?:outta|out|out of(?: a (?:possible|total of)| possible)?|of(?: a possible)?|from(?: a possible)?|von|sur|su|sobre|d[ei]|av|van(?: de)?|uit|на|из)`
	unit     = `(?:stars?|stellette|stelle|stella|sternen?|sterne|stern|étoiles?|estrellas?|estrelas?|sterren|ster|stjärnor|stjerner|gwiazdek|gwiazdki|hvězdičky|hvězdiček|csillag|tähteä|звёзд[аы]?|звезд[аы]?|punkten?|points?|puntos?|pontos?|punti|punten|星|分|buckets? of popcorn)`
	solid    = `★⭐✭✮🌟✪✯⭑🟊∗＊`
	empty    = `☆✩✰⚝`
	glyphs   = solid + empty + `⯪⯨⯫✬`
	starRun  = `(?:[` + glyphs + `]️?(?:[  ]{0,2}[` + glyphs + `½]️?)*(?:[  ]?(?:1/2|½))?)`
	emojiRun = `(?:[` + emojiSet + `]️?(?:[  ]?[` + emojiSet + `]️?)+(?:[  ]?(?:1/2|½))?)`
	astRun   = `(?:\\?\*(?: ?\\?\*){0,9}(?: ?(?:½|1/2|\.5))?)`
)

// glyphNumber is one star before the number of stars: "☆3.5点".
const glyphNumber = "glyph number"

// thingsOutOf is so many of a thing on a scale: "4 pumpkins out of 10".
const thingsOutOf = "things out of"

// form is a way to write a rating that is recognised by its shape.
type form struct {
	name string
	re   *regexp.Regexp
	// needs are strings of which a line must hold one for the pattern to be tried.
	needs []string
	// ofNumber says that a match has a number behind a word like "of".
	ofNumber bool
	// scaled says that the form states its scale.
	scaled bool
	// weak says that the form alone is no sign of a rating: it needs a label, a verb or a line of its own.
	weak bool
}

func compile(pattern string) *regexp.Regexp { return regexp.MustCompile(`(?i)` + pattern) }

// forms is tried in order; of candidates that overlap the longer wins, the earlier form of equals.
var forms = []form{
	{name: "fraction", re: compile(`[-+]?` + number + `` + sp + `?[/／]` + sp + `?` + digits + `{1,4}(?:[.,]0{1,2})?`), needs: []string{"/", "／"}, scaled: true},
	{name: "out of", re: compile(`[-+]?` + number + `["”]?` + sep + `?(?:\*|★|` + unit + `)?` + sp + `*\(?` + ofWords + `` + sp + `+(?:` + digits + `{1,3}|` + words + `\b)(?:` + sep + `?` + unit + `)?`),
		needs: []string{" of ", " out ", " outta ", " from ", " von ", " sur ", " su ", " sobre ", " de ", " di ", " av ", " van ", " uit ", " из ", "of\u00a0", "(out of", "(of "}, ofNumber: true, scaled: true},
	{name: "words out of", re: compile(`\b(?:` + words + `)` + sep + `?(?:` + unit + `)?` + sp + `*\(?` + ofWords + `` + sp + `+(?:` + digits + `{1,3}|` + words + `\b)(?:` + sep + `` + unit + `)?`),
		needs: []string{" of ", " from ", " von ", " sur ", " su ", " sobre ", " de ", " di ", "(out of", "(of "}, ofNumber: true, scaled: true},
	{name: thingsOutOf, re: compile(`(?:` + digits + `{1,2}(?:[.,]` + digits + `{1,2})?(?:½| 1/2)?|\b` + words + `) \pL[\pL'’-]*(?: \pL[\pL'’-]*)? \(?out of(?: a possible)? (?:` + digits + `{1,3}|` + words + `\b)`), needs: []string{"out of "}, scaled: true},
	{name: "stars of asterisks", re: compile(`(?:` + number + `|` + words + `) ?(?:` + unit + `)? ?\(?(?:out of|of|from|/) ?\*(?: ?\*)+\)?`), needs: []string{"**"}, scaled: true},
	{name: "stars of asterisks", re: compile(`(?:1/2|½|\b(?:a |one[ -])?half(?: an?)?)[ -]?(?:\*|★|stars?) *\(?` + ofWords + ` *(?:\*(?: ?\*)+|` + digits + `{1,2}|` + words + `\b)(?: stars?)?\)?`), needs: []string{"half", "½", "1/2"}, scaled: true},
	{name: "star scale", re: compile(starRun + `` + sp + `*(?:[/／]|\(?` + sp + `*` + ofWords + `)` + sp + `*(?:` + starRun + `|` + number + `|` + words + `\b)(?: ` + unit + `)?\)?`), needs: splitRunes(glyphs), scaled: true},
	{name: "stars", re: compile(starRun), needs: splitRunes(glyphs)},
	{name: "stars", re: compile(`:star2?:(?: ?:star2?:){0,9}(?: ?(?::half_star:|½|1/2))?`), needs: []string{":star"}}, // as forges write them
	{name: glyphNumber, re: compile(`[★☆⭐]\x{fe0f}?` + sp + `?` + digits + `{1,2}(?:[.,]` + digits + `)?(?:点|分)?`), needs: []string{"★", "☆", "⭐"}},
	{name: "emoji", re: compile(emojiRun), needs: append(splitRunes(symbols), "\xf0\x9f"), weak: true},
	{name: "number stars", re: compile(`[-+]?` + number + ` ?[★⭐]️?`), needs: []string{"★", "⭐"}},
	{name: "asterisk scale", re: compile(astRun + `` + sp + `*(?:/|\(?` + sp + `*(?:` + ofWords + `|/))` + sp + `*(?:\\?\*(?: ?\\?\*)*|` + digits + `{1,2}|` + words + `\b)(?: ` + unit + `)?\)?`), needs: []string{"*"}, scaled: true},
	{name: "asterisks", re: compile(astRun), needs: []string{"*"}, weak: true},
	{name: "digit asterisk", re: compile(`[0-5](?:[.,]5)?\*`), needs: []string{"*"}, weak: true},
	{name: "star words", re: compile(`(?:[-+]?` + number + `|\b` + words + `|\bhalf an?|\ba)(?:` + sep + `(?:big |full |whole |solid |shiny |gold |\(\pL{1,12}\) )?)` + unit), needs: []string{"star", "stern", "punkte", "stel", "étoile", "estrel", "sterren", "stjärn", "stjerne", "gwiazd", "hvězd", "csillag", "tähte", "звезд", "звёзд", "星", "popcorn"}, weak: true},
	{name: "percent", re: compile(`[-+]?` + digits + `{1,3}(?:[.,]` + digits + `{1,2})? ?(?:%|％|percent|per cent)`), needs: []string{"%", "％", "percent", "per cent"}, scaled: true, weak: true},
	{name: "thumbs", re: compile(`(?:(?:\b(?:two|one|2|1|a big|big|an enthusiastic|a) )?\bthumbs?[ -](?:way |firmly |slightly |very much |right )?(?:up|down|sideways)\b|👍️?|👎️?)`), needs: []string{"thumb", "👍", "👎"}},
}

func splitRunes(s string) []string {
	var out []string
	for _, r := range s {
		out = append(out, string(r))
	}
	return out
}

// hit is a place where a form matches.
type hit struct {
	form       *form
	start, end int
}

// hits returns the places in a line where a rating form matches, in order and without overlaps.
func hits(text, lower string, limit int) []hit {
	var found []hit
	var asked, of bool // whether a number stands behind a word like "of"
	for i := range forms {
		f := &forms[i]
		if !containsAny(lower, f.needs) {
			continue
		}
		if f.ofNumber && !asked {
			asked, of = true, numberBehindOf(lower)
		}
		if f.ofNumber && !of {
			continue
		}
		for _, m := range f.re.FindAllStringIndex(text, limit) {
			h := hit{form: f, start: m[0], end: m[1]}
			h.start, h.end = trimSpan(text, h.start, h.end)
			h.end = dropTail(text, h)
			if h.start < h.end && f.bounded(text, h) {
				found = append(found, h)
			}
		}
	}
	return withoutOverlap(found)
}

func containsAny(s string, list []string) bool {
	for _, n := range list {
		if strings.Contains(s, n) {
			return true
		}
	}
	return false
}

// dropTail takes back what a pattern took too much: an open bracket's partner, a sign that belongs to the next word.
func dropTail(text string, h hit) int {
	s := text[h.start:h.end]
	if strings.HasSuffix(s, ")") && !strings.Contains(s, "(") {
		return h.end - 1
	}
	if strings.Count(s, "(") > strings.Count(s, ")") && h.end < len(text) && text[h.end] == ')' {
		return h.end + 1
	}
	return h.end
}

// bounded reports whether the signs around a match leave it whole: 9/11/2001, 1.85:1 and a**b are not.
func (f *form) bounded(text string, h hit) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:h.start])
	after, size := utf8.DecodeRuneInString(text[h.end:])
	after2, _ := utf8.DecodeRuneInString(text[h.end+size:])
	first, _ := utf8.DecodeRuneInString(text[h.start:h.end])
	last, _ := utf8.DecodeLastRuneInString(text[h.start:h.end])
	numeric := unicode.IsDigit(first) || first == '-' || first == '+'
	if numeric && before != utf8.RuneError && (unicode.IsDigit(before) || strings.ContainsRune("/.,:$€£#", before) && h.start > 0 && !spaceOrEdge(text, h.start-utf8.RuneLen(before)) && before != '#' || before == '$' || before == '€' || before == '£' || latin(before)) {
		return false
	}
	if first == '-' && (unicode.IsLetter(before) || unicode.IsDigit(before)) {
		return false
	}
	if unicode.IsDigit(last) && h.end < len(text) {
		if unicode.IsDigit(after) || after == '/' && unicode.IsDigit(after2) || after == '%' || latin(after) && after != 'p' && after != 'P' || (after == '.' || after == ',' || after == ':') && unicode.IsDigit(after2) {
			return false
		}
	}
	if h.end < len(text) && latin(last) && latin(after) && !(unicode.IsLower(last) && unicode.IsUpper(after)) {
		return false // "5 starsGenre" is glued by the page; "5 starship" is not
	}
	if f.name == glyphNumber && scaleFollows.MatchString(text[h.end:]) {
		return false
	}
	if f.name == "asterisks" && h.start == 0 && h.end-h.start == 1 && after == ' ' {
		return bulletBefore.FindString(text) == ""
	}
	if strings.HasPrefix(f.name, "asterisk") || f.name == "digit asterisk" {
		return boundedAsterisks(text, h, before, after)
	}
	return true
}

// bulletBefore is a list item of Markdown: an asterisk is its mark and no star.
var bulletBefore = regexp.MustCompile(`^\* +[\pL\d"“'\[*_]`)

// scaleFollows tells that a number belongs to a fraction.
var scaleFollows = regexp.MustCompile(`^` + sp + `*(?:[/／]|(?i:` + ofWords + `)\s)`)

// boundedAsterisks refuses emphasis, footnotes and masked words: a run of stars touches no letter.
func boundedAsterisks(text string, h hit, before, after rune) bool {
	if h.start > 0 && (unicode.IsLetter(before) || unicode.IsDigit(before) || before == '*') {
		return false
	}
	if run := text[h.start:h.end]; len(text) > 2*len(run) && strings.HasPrefix(text, run+" ") && strings.HasSuffix(text, " "+run) {
		return false // *** SPOILERS ***
	}
	if h.start > 0 && !unicode.IsSpace(before) && closesEmphasis(text, h) {
		return false
	}
	return h.end == len(text) || !unicode.IsLetter(after) && !unicode.IsDigit(after) && after != '*' && after != '_' && after != '"' && after != '['
}

// closesEmphasis reports whether a run of asterisks behind a sign ends what the same run has begun: "**It is good!**".
func closesEmphasis(text string, h hit) bool {
	run := text[h.start:h.end]
	for at := strings.Index(text[:h.start], run); at >= 0 && strings.Trim(run, "*") == ""; {
		rest := text[at+len(run) : h.start]
		if rest != "" && rest[0] != ' ' && rest[0] != '*' {
			return true
		}
		next := strings.Index(rest, run)
		if next < 0 {
			return false
		}
		at += len(run) + next
	}
	return false
}

func spaceOrEdge(text string, at int) bool {
	if at <= 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return !unicode.IsDigit(r)
}

func latin(r rune) bool { return unicode.IsLetter(r) && r < 0x2000 }

// withoutOverlap keeps the longest of matches that overlap.
func withoutOverlap(found []hit) []hit {
	var out []hit
	for _, h := range sortHits(found) {
		if n := len(out); n > 0 && h.start < out[n-1].end {
			if h.end-h.start > out[n-1].end-out[n-1].start {
				out[n-1] = h
			}
			continue
		}
		out = append(out, h)
	}
	return out
}
