package extract

import (
	"strings"
	"testing"
)

// TestNeeds holds what spares a line a pattern to what the pattern finds.
func TestNeeds(t *testing.T) {
	lines := []string{"Zwei von fünf Sternen.", "zweieinhalb von vier", "Tre e mezzo su cinque", "(seven) out of a possible ten", "7\u00a0of\u00a010", "two stars (out of\u2009four)", "6of 10", "drie van de vijf", "３ of ５"}
	for _, c := range append(formCases[:len(formCases):len(formCases)], saidCases...) {
		lines = append(lines, strings.Split(c.text, "\n")...)
	}
	for _, line := range lines {
		lower := strings.ToLower(line)
		for _, f := range forms {
			if f.re.MatchString(line) && f.ofNumber && !numberBehindOf(lower) {
				t.Errorf("%q is kept from %q", line, f.name)
			}
		}
		for i, p := range said {
			if p.re.MatchString(line) && !containsAny(lower, p.needs) {
				t.Errorf("%q is kept from sentence %d", line, i)
			}
		}
	}
	if numberBehindOf("the best of the year, out of nowhere: 3 friends from here") {
		t.Error("no number stands behind these")
	}
}
