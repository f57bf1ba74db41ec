package extract

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// monthWords are the names of months in the languages that reviews were seen in; a prefix of at least three letters
// followed by a full stop counts as well.
var monthWords = map[string]int{
	"january": 1, "jan": 1, "januar": 1, "jänner": 1, "janvier": 1, "janv": 1, "enero": 1, "ene": 1, "janeiro": 1, "gennaio": 1, "gen": 1, "januari": 1,
	"february": 2, "feb": 2, "februar": 2, "février": 2, "fevrier": 2, "févr": 2, "fév": 2, "febrero": 2, "fevereiro": 2, "fev": 2, "febbraio": 2, "februari": 2,
	"march": 3, "mar": 3, "märz": 3, "mär": 3, "mars": 3, "marzo": 3, "março": 3, "maart": 3, "mrt": 3,
	"april": 4, "apr": 4, "avril": 4, "avr": 4, "abril": 4, "abr": 4, "aprile": 4,
	"may": 5, "mai": 5, "mayo": 5, "maio": 5, "maggio": 5, "mag": 5, "mei": 5, "maj": 5,
	"june": 6, "jun": 6, "juni": 6, "juin": 6, "junio": 6, "junho": 6, "giugno": 6, "giu": 6,
	"july": 7, "jul": 7, "juli": 7, "juillet": 7, "juil": 7, "julio": 7, "julho": 7, "luglio": 7, "lug": 7,
	"august": 8, "aug": 8, "août": 8, "aout": 8, "agosto": 8, "ago": 8, "augustus": 8, "augusti": 8,
	"september": 9, "sep": 9, "sept": 9, "septembre": 9, "septiembre": 9, "setembro": 9, "set": 9, "settembre": 9,
	"october": 10, "oct": 10, "oktober": 10, "okt": 10, "octobre": 10, "octubre": 10, "outubro": 10, "out": 10, "ottobre": 10, "ott": 10,
	"november": 11, "nov": 11, "novembre": 11, "noviembre": 11, "novembro": 11,
	"december": 12, "dec": 12, "dezember": 12, "dez": 12, "décembre": 12, "decembre": 12, "déc": 12, "diciembre": 12, "dic": 12, "dezembro": 12, "dicembre": 12,
}

// dateForm is one way to write a date: a pattern and the places of year, month, day and the word for the month in it.
type dateForm struct {
	re                     *regexp.Regexp
	year, month, day, word int
	numeric                bool // day and month may be swapped
}

const monthPattern = `(\pL{3,10})\.?`

var dateForms = []dateForm{
	{re: regexp.MustCompile(`\b((?:19|20)\d\d)-(\d\d?)-(\d\d?)(?:[T ]|\b)`), year: 1, month: 2, day: 3},
	{re: regexp.MustCompile(`\b((?:19|20)\d\d)[/.](\d\d?)[/.](\d\d?)\b`), year: 1, month: 2, day: 3},
	{re: regexp.MustCompile(`\b((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:T|\b)`), year: 1, month: 2, day: 3},
	{re: regexp.MustCompile(`((?:19|20)\d\d)\s?[年년]\s?(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일]`), year: 1, month: 2, day: 3},
	{re: regexp.MustCompile(`\b(\d\d?)(?:st|nd|rd|th|er|º|°|\.)?\s*(?:of |de |di |d')?\s*` + monthPattern + `,?\s*(?:de |del |of )?\s*'?((?:19|20)\d\d)\b`), year: 3, day: 1, word: 2},
	{re: regexp.MustCompile(`(?:^|[^\pL])` + monthPattern + `\s*(\d\d?)(?:st|nd|rd|th)?\s*[,.]?\s*((?:19|20)\d\d)\b`), year: 3, day: 2, word: 1},
	{re: regexp.MustCompile(`\b(\d\d?)([./-])(\d\d?)[./-]((?:19|20)\d\d)\b`), year: 4, day: 1, month: 3, numeric: true},
	{re: regexp.MustCompile(`\b(\d\d?)-` + monthPattern + `-((?:19|20)\d\d)\b`), year: 3, day: 1, word: 2},
	{re: regexp.MustCompile(`\b((?:19|20)\d\d)\s+` + monthPattern + `\s+(\d\d?)\b`), year: 1, day: 3, word: 2},
	{re: regexp.MustCompile(`(?:^|[^\pL])` + monthPattern + `,?\s+(?:de |del )?((?:19|20)\d\d)\b`), year: 2, word: 1},
	{re: regexp.MustCompile(`\b((?:19|20)\d\d)-(0[1-9]|1[0-2])\b`), year: 1, month: 2},
	{re: regexp.MustCompile(`^((?:19|20)\d\d)(0[1-9]|1[0-2])$`), year: 1, month: 2},
	{re: regexp.MustCompile(`^((?:19|20)\d\d)$`), year: 1},
}

// shortDate is a whole text that is a date with two digits for the year.
var shortDate = regexp.MustCompile(`^(\d\d?)([./-]| (?:\pL{3,10})\.? )(\d\d?[./-])?'?(\d\d)$`)

// longYear writes the year of a text that is only a date in full: "3 Dec 11", "28/10/14". Years to come are of the last century.
func longYear(s string) string {
	m := shortDate.FindStringSubmatchIndex(s)
	if m == nil || strings.HasPrefix(s[m[4]:m[5]], " ") == (m[6] >= 0) {
		return s
	}
	century := "20"
	if s[m[8]:m[9]] > "40" {
		century = "19"
	}
	return s[:m[8]] + century + s[m[8]:]
}

// date is a partial date found in a text.
type date struct {
	iso        string
	start, end int
	ambiguous  bool
}

// maxDateText is how far into a text a date is looked for.
const maxDateText = 300

// findDate finds the first whole date of a short text, else the first partial one. dayFirst tells how 03/04/2018 is read
// when the page's language decides it; nil leaves it ambiguous, and only the year is kept.
func findDate(s string, dayFirst *bool) (date, bool) {
	if len(s) > maxDateText {
		s = s[:maxDateText]
	}
	if !strings.Contains(s, "19") && !strings.Contains(s, "20") {
		return date{}, false
	}
	var best date
	found := false
	for _, f := range dateForms {
		for _, m := range f.re.FindAllStringSubmatchIndex(s, 4) {
			d, ok := f.read(s, m, dayFirst)
			if ok && (!found || len(d.iso) > len(best.iso) || len(d.iso) == len(best.iso) && d.start < best.start) {
				best, found = d, true
			}
		}
	}
	return best, found
}

func (f dateForm) read(s string, m []int, dayFirst *bool) (date, bool) {
	num := func(g int) int {
		if g == 0 {
			return 0
		}
		n, err := strconv.Atoi(s[m[2*g]:m[2*g+1]])
		if err != nil {
			return -1
		}
		return n
	}
	y, mo, d := num(f.year), num(f.month), num(f.day)
	if f.word > 0 {
		mo = monthNumber(s[m[2*f.word]:m[2*f.word+1]])
		if mo == 0 {
			return date{}, false
		}
	}
	out := date{start: m[0], end: m[1]}
	if f.numeric {
		d, mo, out.ambiguous = dayMonth(d, mo, s[m[4]:m[5]] == ".", dayFirst)
	}
	switch {
	case out.ambiguous:
		out.iso = strconv.Itoa(y)
	case mo < 0 || mo > 12 || d < 0 || d > 31 || f.day > 0 && (d == 0 || mo == 0) || (f.month > 0 && mo == 0):
		return date{}, false
	case f.day > 0:
		if d > monthDays(y, mo) {
			return date{}, false
		}
		out.iso = fmt.Sprintf("%04d-%02d-%02d", y, mo, d)
	case mo > 0:
		out.iso = fmt.Sprintf("%04d-%02d", y, mo)
	default:
		out.iso = strconv.Itoa(y)
	}
	return out, true
}

// dayMonth decides which of two numbers is the day. Dots are only used for day first.
func dayMonth(a, b int, dotted bool, dayFirst *bool) (day, month int, ambiguous bool) {
	switch {
	case dotted || a > 12 || a == b:
		return a, b, false
	case b > 12:
		return b, a, false
	case dayFirst == nil:
		return 0, 0, true
	case *dayFirst:
		return a, b, false
	}
	return b, a, false
}

func monthNumber(w string) int {
	w = strings.ToLower(w)
	if n := monthWords[w]; n > 0 {
		return n
	}
	return 0
}

func monthDays(y, m int) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

var clockTime = regexp.MustCompile(`(?i)\b(\d{1,2})[:.h](\d\d)(?::(\d\d))?\s*(am|pm|a\.m\.|p\.m\.)?`)

// dateTime reads a date with a time of day ("February 13, 2014 6:59 am") as local RFC 3339; without a time it is the
// date alone.
func dateTime(s string) string {
	d, ok := findDate(s, nil)
	if !ok {
		return ""
	}
	if len(d.iso) < 10 {
		return d.iso
	}
	m := clockTime.FindStringSubmatch(s[min(d.end, len(s)):])
	if m == nil {
		return d.iso
	}
	h, err := strconv.Atoi(m[1])
	if err != nil || h > 23 {
		return d.iso
	}
	half := strings.ToLower(strings.ReplaceAll(m[4], ".", ""))
	if half == "pm" && h < 12 {
		h += 12
	}
	if half == "am" && h == 12 {
		h = 0
	}
	sec := m[3]
	if sec == "" {
		sec = "00"
	}
	return fmt.Sprintf("%sT%02d:%s:%s", d.iso, h, m[2], sec)
}

var yearPattern = regexp.MustCompile(`(?:^|[^\d/.-])((?:18[89]|19\d|20\d)\d)(?:[^\d]|$)`)

// findYear finds the first year of a text that a film can be of.
func findYear(s string) (year, start, end int) {
	if len(s) > maxDateText {
		s = s[:maxDateText]
	}
	m := yearPattern.FindStringSubmatchIndex(s)
	if m == nil {
		return 0, 0, 0
	}
	y, err := strconv.Atoi(s[m[2]:m[3]])
	if err != nil {
		return 0, 0, 0
	}
	return y, m[2], m[3]
}
