package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// headlinePatterns take a film's title out of a headline; the first that matches wins. Group 1 is the title.
var headlinePatterns = []struct {
	re   *regexp.Regexp
	conf float64
}{
	{regexp.MustCompile(`(?i)^a ★[^ ]* review of (.+?)(?: \(\d{4}\))?$`), 0.95},
	{regexp.MustCompile(`(?i)^(?:\W*)(?:(?:my|our|quick|short|mini|brief|early|spoiler[- ]free|advance|guest|capsule|classic|netflix|anime|horror|tiff|sundance|cannes)\s+)?(?:(?:movie|film|cinema|dvd|blu-?ray|4k|uhd|video|tv|kino|series|documentary|anime|theat(?:er|re))\s*)*(?:reviews?|recensione|rese[nñ]a|review|rezension|kritik|critique|crítica|critica|filmkritik|filmtipp|recensie|analyse|影评|レビュー)\s*(?:#?\d+\s*)?(?:of|zu|von|de|du|di|of:)?\s*[:：\-–—|·]+\s*(.+)$`), 0.9},
	{regexp.MustCompile(`(?i)^(?:at the movies|at the cinema|now showing|film|movie|movies|im kino|kino|film of the week|movie of the week|what i watched|just watched|watched|weekend watch|film club|au cinéma|en el cine|al cinema|ho visto|cine|cinéma)\s*[:\-–—|]\s*(.+)$`), 0.88},
	{regexp.MustCompile(`(?i)^(.+?)\s*[\[(]\s*(?:(?:the|\d{4}|us|uk|spoiler[- ]free|dvd|blu-?ray)\s*[-,]?\s*)*(?:movie|film|dvd|blu-?ray|tv|series)?\s*(?:reviews?|critique|kritik|recensione|reseña|crítica)\s*[\])]`), 0.92},
	{regexp.MustCompile(`(?i)^(.+?)\s*[-–—|:·]+\s*(?:(?:a|the|my|our|quick|spoiler[- ]free|short|full|in)\s+)*(?:\d{4}\s+)?(?:movie|film|dvd|blu-?ray|4k|tv|cinema|kino)?[- ]?(?:reviews?|recensione|reseña|critique|crítica|critica|filmkritik|kritik|recensie|review:.*)(?:\s*[-–—|:·(].*)?$`), 0.92},
	{regexp.MustCompile(`(?i)^(.+?)\s+(?:\(\d{4}\)\s*)?(?:\d{4}\s+)?(?:movie|film|dvd|blu-?ray|4k|tv)?\s*(?:review|filmkritik|kritik|recensione|影评)(?:\s*[-–—|:(].*)?$`), 0.9},
	{regexp.MustCompile(`(?i)^(?:thoughts on|my thoughts on|reviewing|review of|a review of|first look at|notes on|kritik zu|kritik zum|critique de|critique du film|crítica de|reseña de|recensione di|recensione:)\s*:?\s*(.+)$`), 0.86},
	{regexp.MustCompile(`(?i)^(.{1,90}?)\s*[{\[(]\s*(?:dir(?:ected)?\.?(?: by)?:?|d:|regie:?)\s+[^{}\[\]()]{3,60}[}\])]`), 0.92},
	{regexp.MustCompile(`^["“„«‘'](.{1,80}?)["”“»’']\s*(?:\((?:19|20)\d\d\))?\s*(?:[:–—-].*|(?i:review.*|is\b.*))?$`), 0.85},
	{regexp.MustCompile(`^(.{1,90}?)\s*[\[(]\s*(?:18[89]\d|19\d\d|20\d\d)\s*[\])]`), 0.9},
	{regexp.MustCompile(`^(.{1,90}?)\s*[,|]\s*(?:18[89]\d|19\d\d|20\d\d)(?:\s*[-–—].*)?$`), 0.88},
}

var (
	watchedTitle  = regexp.MustCompile(`^(?:\S+ ){1,3}(?:watched|rewatched|reviewed|rated) (.+)$`)
	trailingYear  = regexp.MustCompile(`\s*[\[(]\s*((?:18[89]|19\d|20\d)\d)(?:[-–]\d*)?[^)\]]{0,20}[\])]\s*$|\s*[,|]\s*((?:18[89]|19\d|20\d)\d)\s*$`)
	trailingNote  = regexp.MustCompile(`(?i)\s*[\[(](?:mini-?series|tv series|tv mini-?series|tv|series|film|movie|the movie|season \d+|short|documentary|dvd|blu-?ray|\d{4} film|review|3d|imax|4k|spoilers?|no spoilers|spoiler[- ]free|pg-?13|pg|r|rated \w+|netflix|u|12a|15|18|nc-17|g|unrated|us|uk|usa)[\])]\s*$`)
	trailingStars = regexp.MustCompile(`(?:\s*[-–—:|]?\s*[★⭐☆½✩]+(?:\s*[½★☆])*|\s+[-–—:|(]*\s*\d(?:[.,]\d)?\s?/\s?(?:5|10|4|100)(?: stars?)?\)?|\s+\*{1,5}½?|\s+[-–—:|]\s*[A-F][+-]?|\s+\([A-F][+-]?\))\s*$`)
	siteTail      = regexp.MustCompile(`\s+(?:[|»«·•]|[-–—]{1,2}|::)\s+[^|»«·•–—]{2,60}$`)
	// quotedLead is a title in quotes with more behind it: 'Salt Road' is a long walk.
	quotedLead  = regexp.MustCompile(`^["“„«‘']([^"”“»’]{1,80}?)["”“»’'](?:[\s:,]|$)`)
	spoilerLead = regexp.MustCompile(`(?i)^\W*(?:(?:spoiler[- ]?free|non[- ]?spoilery?|no[- ]spoilers?|spoiler[- ]?filled)\s*[:–-]?\s*)`)
	spoilerTail = regexp.MustCompile(`(?i)\s*[-–—:|(\[]*\s*(?:spoilers?(?: ahead)?|spoiler[- ]free|no spoilers|with spoilers)[)\]]*\s*$`)
)

// filmOfHeadline reads the film's title and year out of a headline. matched tells whether a pattern said which part of
// the headline is the title; without one the headline itself comes back, cleaned.
func filmOfHeadline(s string) (title string, year int, conf float64, matched bool) {
	s = spoilerTail.ReplaceAllString(strings.TrimSpace(s), "")
	s = spoilerLead.ReplaceAllString(s, "")
	if _, y := splitYear(s); y > 0 {
		year = y
	}
	for _, p := range headlinePatterns {
		m := p.re.FindStringSubmatch(s)
		if m == nil || strings.TrimSpace(m[1]) == "" {
			continue
		}
		t := m[1]
		if y, _, _ := findYear(strings.TrimPrefix(s, t)); y > 0 && year == 0 {
			year = y
		}
		if q := quotedLead.FindStringSubmatch(t); q != nil {
			t = q[1]
		}
		t, y := cleanTitle(t)
		if y > 0 {
			year = y
		}
		if t != "" && !genericTitle[strings.ToLower(t)] {
			return t, year, p.conf, true
		}
	}
	t, y := cleanTitle(s)
	if y > 0 {
		year = y
	}
	return t, year, 0.6, t != strings.TrimSpace(s) && y > 0
}

// genericTitle are headlines that name the kind of page and no film.
var genericTitle = map[string]bool{"": true, "movie": true, "film": true, "review": true, "reviews": true, "movie review": true, "film review": true, "the": true, "home": true,
	"blog": true, "my": true, "movies": true, "films": true, "film reviews": true, "movie reviews": true, "a": true, "our": true, "this week": true, "dvd": true, "untitled": true}

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
