package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	watchedTitle = regexp.MustCompile(`^(?:\S+ ){1,3}(?:watched|rewatched|reviewed|rated) (.+)$`)
	trailingYear = regexp.MustCompile(`\s*[\[(]\s*((?:18[89]|19\d|20\d)\d)(?:[-–]\d*)?[^)\]]{0,80}[\])]\s*$|\s*[,|]\s*((?:18[89]|19\d|20\d)\d)\s*$`)
	trailingNote = regexp.MustCompile(`(?i)\s*[\[(](?:mini-?series|tv series|tv mini-?series|tv|series|film|movie|the movie|season \d+|short|documentary|dvd|blu-?ray|\d{4} film|review|3d|imax|4k|spoilers?|no spoilers|spoiler[- ]free|pg-?13|pg|r|rated \w+|netflix|u|12a|15|18|nc-17|g|unrated|us|uk|usa)[\])]\s*$`)
	// trailingLabel is who sells a disc, in capitals behind the title: "DVD: Ida's Day (OPTIMUM)".
	discLead      = regexp.MustCompile(`(?i)^(?:dvd|blu-?ray|4k|uhd)\b`)
	trailingLabel = regexp.MustCompile(`\s*\(\p{Lu}{4,}(?: \p{Lu}{3,})*\)$`)
	trailingStars = regexp.MustCompile(`(?:\s*[-–—:|(,]\s*\d(?:[.,]\d)?\s*(?i:stars?|sterne|étoiles|estrellas|stelle|sterren)\)?|\s*[-–—:|]?\s*[★⭐☆½✩❤♥💛💔🍿\x{fe0f}]+(?:\s*[½★☆])*|\s+[-–—:|(]*\s*\d(?:[.,]\d)?\s?/\s?(?:5|10|4|100)(?: stars?)?\)?|\s+\*{1,5}½?|\s+[-–—:|]{1,2}\s*[A-F][+-]?|\s+\([A-F][+-]?\))\s*$`)
	siteTail      = regexp.MustCompile(`\s+(?:[|»«·•]|[-–—]{1,2}|::)\s+[^|»«·•–—]{2,60}$`)
	// quotedLead is a title in quotes with more behind it: 'Salt Road' is a long walk.
	quotedLead = regexp.MustCompile(`^["“„«‘']([^"”“»’]{1,80}?)["”“»’'](?:[\s:,–—-]|$)`)
	// quotedWithin is the one title in quotes of a headline that is a sentence: Is ‘Windfall’ fit for children?
	quotedWithin = regexp.MustCompile(`^[^"“”„«»‘’]*\s["“„«‘]([\p{Lu}\d][^"“”„«»‘]{0,60}?)["”“»’][\s?!:][^"“”„«»‘]*$`)
	// quotedLast is a title in quotes behind an article: Yet another “Windfall” review.
	quotedLast = regexp.MustCompile(`^(?i:my|our|the|an?|yet another|another|some|one more)\s["“„«‘']([\p{Lu}\d][^"“”„«»]{0,60}?)["”“»’']$`)
	// ownersTail is whose review it is behind a title: "Windfall: A farmer's review".
	ownersTail = regexp.MustCompile(`^(.+?)(?:\s*:|\s+[-–—])\s+(?i:an?|my|one|our|the)\s[^:–—]{1,30}['’]s$`)
	// quotedTail is a title in quotes behind a remark: Why spies lie – “Windfall”.
	quotedTail = regexp.MustCompile(`[-–—:|…]\s*["“„«‘']\s?([^"“”„«»]{1,80}?)\s?["”“»’']$`)
	// aliasWithin is a title with another one in brackets, and more behind them: "Ida's Day (Idas Tag): a festival".
	aliasWithin = regexp.MustCompile(`^(.{2,60}? \(\p{L}[^()]{1,60}\))\s*[:–-]\s+.+$`)
	spoilerLead = regexp.MustCompile(`(?i)^\W*(?:(?:spoiler[- ]?free|non[- ]?spoilery?|no[- ]spoilers?|spoiler[- ]?filled)\s*[:–-]?\s*)`)
	// numberLead is the number of a review in a series; a year or a plain number belongs to the title.
	// makerTail is the director behind a bar: "Ida's Day | Directed by Ann Bell".
	makerTail = regexp.MustCompile(`(?i)\s*[|·•]\s*(?:directed by|dir\.|regie|regia|réalis|dirigid).*$`)
	// tagLead is the kind of a post in brackets before its headline: "[DVD] Ida's Day".
	tagLead = regexp.MustCompile(`(?i)^[\[(]\s*(?:` + mediumWord + `|` + reviewWord + `|spoilers?|no spoilers)[\])]\s*`)
	// yearWithin is a title whose year stands before what the headline goes on to say: "Ida's Day (1929) A Silent Film Review".
	yearWithin  = regexp.MustCompile(`^(.{1,90}?)\s*[\[(]((?:18[89]|19\d|20\d)\d)[\])]\s+\S`)
	numberLead  = regexp.MustCompile(`^(?:#\d{1,4}|[Nn]o\.? ?\d{1,4}|0\d{1,3})\s*[:.)–-]\s+`)
	spoilerTail = regexp.MustCompile(`(?i)\s*[-–—:|(\[]*\s*(?:spoilers?(?: ahead)?|spoiler[- ]free|no spoilers|with spoilers)[)\]]*\s*$`)
)

// headlineSieve tells which of the patterns of headlines may match a line.
var headlineSieve = func() *sieve {
	var all []string
	for _, p := range headlinePatterns {
		all = append(all, p.re.String())
	}
	return sift(all...)
}()

// readHeadline is what a headline says of its film.
type readHeadline struct {
	text  string // the whole headline
	title string
	year  int
	conf  float64
	// matched says that a pattern told which part of the headline is the title; otherwise it is the headline, cleaned.
	matched bool
	// rest is what stands behind "review:", when the title was taken from before it.
	rest string
	// exact says that the title ends where the pattern says.
	exact bool
}

// filmOfHeadline reads the film's title and year out of a headline.
func filmOfHeadline(s string) readHeadline {
	text := strings.TrimSpace(s)
	s = spoilerTail.ReplaceAllString(text, "")
	s = spoilerLead.ReplaceAllString(s, "")
	s = numberLead.ReplaceAllString(s, "")
	s = tagLead.ReplaceAllString(s, "")
	if dt, ok := findDate(s, nil); ok && len(dt.iso) == 10 && dt.end == len(s) && dt.start > 0 {
		s = strings.TrimRight(s[:dt.start], " ,|·–—-")
	}
	if discLead.MatchString(s) {
		s = trailingLabel.ReplaceAllString(s, "")
	}
	out := readHeadline{text: text}
	if bare := unquote(s); otherWork.MatchString(s) || aboutGrades.MatchString(s) || bare != s && quotation(bare) {
		return out
	}
	if _, y := splitYear(s); y > 0 {
		out.year = y
	}
	may := headlineSieve.of(s)
	for i, p := range headlinePatterns {
		if may&(1<<i) == 0 {
			continue
		}
		m := p.re.FindStringSubmatch(s)
		if m == nil || strings.TrimSpace(m[1]) == "" || gradeOnly.MatchString(strings.TrimSpace(m[1])) || countWithin.MatchString(m[1]) {
			continue
		}
		t, exact := m[1], p.exact
		if m := nationLead.FindStringSubmatch(t); m != nil && !exact {
			t = m[1]
		}
		if !startsTitle(t) && (!exact && p.conf < 0.87 || ofSmall.MatchString(s[:strings.Index(s, t)]) && s != strings.ToLower(s)) {
			continue
		}
		if strings.ContainsAny(s[:1], "\"'") && quotation(t) || strings.HasPrefix(s, "“") && quotation(t) {
			continue
		}
		if y, _, _ := findYear(strings.TrimPrefix(s, t)); y > 0 && out.year == 0 {
			out.year = y
		}
		t, exact = partOfHeadline(t, exact)
		t = makerTail.ReplaceAllString(t, "")
		t, y := cleanTitle(t)
		if y > 0 {
			out.year, exact = y, true
		}
		if q := quotedTail.FindStringSubmatch(t); q != nil {
			t = q[1]
		}
		if d, ok := findDate(t, nil); t != "" && !generic(t) && !(ok && len(d.iso) == 10) {
			if _, behind, ok := strings.Cut(strings.TrimPrefix(s, m[1]), ": "); ok {
				out.rest, _ = cleanTitle(behind)
			}
			out.title, out.conf, out.matched, out.exact = t, p.conf, true, exact
			return out
		}
	}
	t, y := cleanTitle(s)
	if y > 0 {
		out.year = y
	}
	if !generic(t) {
		out.title, out.conf, out.matched = t, 0.6, t != s && y > 0
		if starred := trailingStars.FindString(s); starred != "" && strings.ContainsAny(starred, "★⭐☆½❤♥💛") {
			out.conf, out.matched, out.exact = 0.86, true, true
		}
	}
	return out
}

// partOfHeadline is the part of what a pattern took that is the title: what stands in quotes, before a year, before whose review it is. It tells
// whether the part ends where the title does.
func partOfHeadline(t string, exact bool) (string, bool) {
	if q := quotedLead.FindStringSubmatch(t); q != nil && !quotation(q[1]) {
		t, exact = q[1], true
	} else if q := quotedWithin.FindStringSubmatch(t); q != nil && !exact {
		t, exact = q[1], true
	} else if q := quotedLast.FindStringSubmatch(t); q != nil {
		t, exact = q[1], true
	} else if m := ownersTail.FindStringSubmatch(t); m != nil {
		t = m[1]
	}
	if m := yearWithin.FindStringSubmatch(t); m != nil {
		t = m[1]
	} else if m := aliasWithin.FindStringSubmatch(t); m != nil {
		t = m[1]
	}
	return t, exact
}

// generic reports whether all that a headline says is the kind of page: "Review | Kritik | Bewertung".
func generic(s string) bool {
	if countryCodes.MatchString(s) {
		return true
	}
	for _, piece := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == '|' || r == '/' || r == '·' || r == '»' }) {
		if !genericTitle[strings.TrimSpace(piece)] {
			return false
		}
	}
	return true
}

// ofSmall is what stands before a word in small letters that goes on with the sentence: "a review of the book".
var ofSmall = regexp.MustCompile(`(?i)(?:^|\s)(?:of|zu|zum|zur|von|de|du|di|do|da)\s+$`)

// nationLead is where a film is from, between the word for a film and its title: "la película española Windfall".
var nationLead = regexp.MustCompile(`^\p{Ll}{4,14} ([\p{Lu}\d]\S.*)$`)

// countryCodes are the countries of a film in short: "USA/UK".
var countryCodes = regexp.MustCompile(`^(?:USA|UK|GB|BRD|DDR|\p{Lu}{1,3}(?:\s?[/,]\s?\p{Lu}{1,3})+)$`)

// quotation reports whether words in quotes are what somebody says: a sentence of more than three words with its full stop,
// or with a comma in it, that is not written like a title.
func quotation(s string) bool {
	words := strings.Fields(s)
	if len(words) < 4 || titleCase(s) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLower(firstRune(s)) || last == '.' || last == ',' || strings.Contains(s, ", ") && unicode.IsLower(firstRune(words[1]))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// cleanTitle takes year, notes, stars and quotes off a title.
func cleanTitle(s string) (string, int) {
	year := 0
	for {
		before := s
		s = strings.TrimSpace(s)
		s = strings.Trim(s, "*_#\u00a0")
		if t, y := splitYear(s); y > 0 {
			s, year = t, y
		}
		s = trailingNote.ReplaceAllString(s, "")
		s = trailingStars.ReplaceAllString(s, "")
		s = unquote(s)
		s = strings.TrimRight(s, " :–—-|,;")
		if s == before {
			break
		}
	}
	if utf8.RuneCountInString(s) > 120 {
		return "", year
	}
	return s, year
}

// splitYear takes a year in brackets, or behind a comma or bar, off the end of a title.
func splitYear(s string) (string, int) {
	m := trailingYear.FindStringSubmatchIndex(s)
	if m == nil || m[0] == 0 {
		return s, 0
	}
	y := group(s, m, 1)
	if m[2] < 0 {
		y = group(s, m, 2)
	}
	return strings.TrimSpace(s[:m[0]]), y
}

var quotePairs = [][2]string{{`"`, `"`}, {"“", "”"}, {"„", "“"}, {"‘", "’"}, {"'", "'"}, {"«", "»"}, {"»", "«"}, {"《", "》"}, {"「", "」"}, {"『", "』"}, {"›", "‹"}}

func unquote(s string) string {
	for _, q := range quotePairs {
		if strings.HasPrefix(s, q[0]) && strings.HasSuffix(s, q[1]) && len(s) > len(q[0])+len(q[1]) {
			inner := s[len(q[0]) : len(s)-len(q[1])]
			if !strings.Contains(inner, q[0]) {
				return strings.TrimSpace(inner)
			}
		}
	}
	return s
}

// smallWords are words that titles in capitals write small.
var smallWords = map[string]bool{"of": true, "the": true, "a": true, "an": true, "and": true, "in": true, "on": true, "to": true, "for": true, "with": true, "at": true, "by": true, "from": true,
	"or": true, "vs": true, "vs.": true, "nor": true, "but": true, "as": true, "&": true, "-": true, "–": true, "into": true, "de": true, "la": true, "le": true, "les": true, "du": true, "des": true, "et": true,
	"der": true, "die": true, "das": true, "und": true, "von": true, "im": true, "el": true, "los": true, "y": true, "en": true, "il": true, "di": true, "e": true, "o": true, "os": true, "da": true, "do": true,
	"my": true, "is": true, "it": true, "be": true, "no": true, "not": true}

// titleCase reports whether all words of a line are written as in a title.
func titleCase(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 14 {
		return false
	}
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "\"“”'‘’(*_[-–—:|«„"))
		if unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.Is(unicode.Lo, r) || r == utf8.RuneError {
			continue
		}
		if i > 0 && smallWords[strings.ToLower(strings.Trim(w, ",:;"))] || !unicode.IsLetter(r) {
			continue
		}
		return false
	}
	return true
}
