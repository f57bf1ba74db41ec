package extract

import (
	"regexp"
	"strconv"
	"strings"
)

// runtimeForm is one way to write a length: the places of hours and minutes in its pattern.
type runtimeForm struct {
	re             *regexp.Regexp
	hours, minutes int
	labelled       bool // only believed behind a label
}

const (
	hourWords   = `(?:hours?|hrs?\.?|h|std\.?|stunden?|heures?|horas?|ore|ora|uur|u|小时|時間)`
	minuteWords = `(?:minutes?|mins?\.?|minuten|minutos?|minuti|minuto|min|m|mn|′|'|分钟?|分鐘?|minut)`
)

var runtimeForms = []runtimeForm{
	{re: regexp.MustCompile(`(?i)\bPT(?:(\d{1,2})H)?(?:(\d{1,3})M)?(?:\d{1,2}S)?\b`), hours: 1, minutes: 2},
	{re: regexp.MustCompile(`(?i)\bP0?D?T(?:(\d{1,2})H)?(?:(\d{1,3})M)?`), hours: 1, minutes: 2},
	{re: regexp.MustCompile(`(?i)\b(\d{1,2})\s*` + hourWords + `(?:\s*(?:,|and|und|et|y|e|en|&))?\s*(\d{1,2})(?:\s*` + minuteWords + `)?(?:[^\pL\d]|$)`), hours: 1, minutes: 2},
	{re: regexp.MustCompile(`(?i)\b(\d{2,3})(?:\s|-|–)*` + minuteWords + `(?:[^\pL\d]|$)`), minutes: 1},
	{re: regexp.MustCompile(`(?i)\b(\d):([0-5]\d)(?::[0-5]\d)?(?:[^\d]|$)`), hours: 1, minutes: 2, labelled: true},
	{re: regexp.MustCompile(`(?i)\b(\d)\s*` + hourWords + `(?:[^\pL\d]|$)`), hours: 1, labelled: true},
	{re: regexp.MustCompile(`^(\d{2,3})\.?$`), minutes: 1, labelled: true},
}

// The shortest and the longest running time in minutes that is believed without a label.
const (
	shortestFilm = 60
	longestFilm  = 280
)

// runtimeOf reads a running time in minutes; labelled says that a label announced one.
func runtimeOf(s string, labelled bool) (minutes, start, end int) {
	if len(s) > 200 {
		s = s[:200]
	}
	for _, f := range runtimeForms {
		if f.labelled && !labelled {
			continue
		}
		m := f.re.FindStringSubmatchIndex(s)
		if m == nil || m[0] == m[1] {
			continue
		}
		total := group(s, m, f.hours)*60 + group(s, m, f.minutes)
		low := shortestFilm
		if labelled {
			low = 1
		}
		if total >= low && total <= 900 && (labelled || total <= longestFilm) {
			return total, m[0], m[1]
		}
	}
	return 0, 0, 0
}

func group(s string, m []int, g int) int {
	if g == 0 || m[2*g] < 0 {
		return 0
	}
	n, err := strconv.Atoi(s[m[2*g]:m[2*g+1]])
	if err != nil {
		return 0
	}
	return n
}

// proseMinutes finds a running time in running text. The words around it must be about the film as a whole.
var proseMinutes = regexp.MustCompile(`(?i)\b(?:(?:runs?|running|clocks? in|run ?time|runtime|length|lasts?|laufzeit|duration|throughout|over|only|just|about|nearly|almost|at|of|entire|whole|for|the|these|those)(?: (?:of|at|for|time|is|the|about|around|just|over|only|a|in|entire|whole|full|under|nearly|almost|roughly)){0,4}\s*[:(]?\s*)(\d{2,3})[ -]?(?:minutes?|mins?)\b([^.!?\n]{0,30})`)

// compoundMinutes is "a 100-minute flick".
var compoundMinutes = regexp.MustCompile(`(?i)\b(\d{2,3})[- ](?:minute|min\.?|minütig\w*|minuten langer?)[- ](?:long )?(?:film|movie|flick|feature|runtime|running time|epic|picture|drama|comedy|thriller|documentary|cut|exercise|ride|slog|experience|turing)`)

// hourAndHalf is a length in words that is said of the whole film.
var hourAndHalf = regexp.MustCompile(`\b(?:an|one) hour and a half (?:of|long|film|movie|runtime|running)\b`)

// minutesLong is "58 minutes long", which a film shorter than usual may be as well.
var minutesLong = regexp.MustCompile(`(?i)\b(\d{2,3}) (?:minutes?|mins?) (?:long|in length)\b`)

var clockMinutes = regexp.MustCompile(`(?i)\b(?:run(?:ning)?[ -]?time|runtime|laufzeit|length)\s*:?\s*(\d):([0-5]\d)\b`)

// notRuntime are words behind a number of minutes that make it something else.
var notRuntime = []string{"too long", "mark", "into", "in,", "longer", "shorter", "of footage", "read", "or so in", "later", "before", "to ", "left", "away", "ago", "extra", "feature", "documentary on", "interview", "making", "short"}

func runtimeInProse(s, lower string) (minutes, start, end int) {
	if !strings.Contains(lower, "min") && !strings.Contains(lower, "hour and a half") && !strings.Contains(s, ":") {
		return 0, 0, 0
	}
	if m := clockMinutes.FindStringSubmatchIndex(s); m != nil {
		return group(s, m, 1)*60 + group(s, m, 2), m[2], m[5]
	}
	if m := compoundMinutes.FindStringSubmatchIndex(s); m != nil {
		if n := group(s, m, 1); n >= shortestFilm && n <= longestFilm {
			return n, m[2], m[1]
		}
	}
	if m := hourAndHalf.FindStringIndex(lower); m != nil {
		return 90, m[0], min(m[1], len(s))
	}
	if m := minutesLong.FindStringSubmatchIndex(s); m != nil {
		if n := group(s, m, 1); n >= 30 && n <= longestFilm {
			return n, m[2], m[1]
		}
	}
	for _, m := range proseMinutes.FindAllStringSubmatchIndex(s, 8) {
		n := group(s, m, 1)
		tail := strings.ToLower(strings.TrimSpace(s[m[4]:m[5]]))
		if n < shortestFilm || n > longestFilm || hasAnyPrefix(tail, notRuntime) {
			continue
		}
		return n, m[2], m[3]
	}
	return 0, 0, 0
}

func hasAnyPrefix(s string, list []string) bool {
	for _, p := range list {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
