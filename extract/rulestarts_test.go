package extract

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestRulesAtTheirStarts checks that trying each rule where it can begin finds what a search of the whole text finds.
func TestRulesAtTheirStarts(t *testing.T) {
	texts := []string{
		"\"Windfall\" is a film by Ann Bell.\nIn Salt Road, he is clothed: THE ROAD AND THE SALT was unseen… ‘Windfall’ has 3 goats, (2011) and ÄPFEL too.",
		"I saw Windfall on TV. Watching SALT ROAD is hard! *Windfall* (1999) follows Ann Bell, the best film of 2010.\r\n\r\n“Salt Road,” with its apples",
		"Der Film „Apfelernte“ ist lang. Ich habe Apfelernte gesehen: Apfelernte, die Komödie von Ida Bell. Con El huerto me vi. L'été de Anne Bel (2012).",
		"Iſt İstanbul a film? MOVIE Windfall. the titled \xff Windfall\n\n \n\"\n'A\n_B_ 1\n* 7 (",
	}
	for _, text := range texts {
		text = strings.Repeat(text+"\n", 3)
		starts := titleRules.of(text)
		for i, r := range titleRules.rules {
			if r.follows != nil {
				continue // it is no plain search
			}
			want := regexp.MustCompile(r.pattern).FindAllStringSubmatchIndex(text, 300)
			if got := titleRules.matches(i, starts, 300); len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
				t.Errorf("%s\nin %q: got %v, want %v", r.pattern, text, got, want)
			}
		}
	}
}

func TestLiterals(t *testing.T) {
	for pattern, want := range map[string]string{
		`(?i:\b(?:saw|seen|see)) x`: "saw x|see x|seen x", `(?i)films?,? Called`: "film called|film, called|films called|films, called", `["“„]x?`: "", `[『《](.+)`: "《|『", `a*bc`: "", ` (?:in|with) (\pL)`: " in | with ",
	} {
		got := literalStarts(pattern)
		slices.Sort(got)
		equal(t, pattern, strings.Join(got, "|"), want)
	}
	for pattern, want := range map[string]string{
		`^(.+?) (?:by|from) Ann`: " ann", `(?i)^\W*(?:film-?)?review\b`: "review", `\pL+`: "", `x(?:ab|c)?(?:de|fg)+`: "de|fg",
	} {
		got := literalsWithin(pattern)
		slices.Sort(got)
		equal(t, pattern, strings.Join(got, "|"), want)
	}
}
