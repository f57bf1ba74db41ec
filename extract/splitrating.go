package extract

import (
	"regexp"
	"strings"
)

// The parts of a rating that a page sets in several lines: "8,5" above "von 10", "★★★" above "(out of five)", "4" above "/5".
var (
	valueLine = regexp.MustCompile(`^[*_]*(?:` + digits + `{1,3}(?:[.,]` + digits + `{1,2})?|(?i:` + words + `)|` + starRun + `)[*_]*$`)
	scaleLine = regexp.MustCompile(`^(?i:[/／]|\(?(?:` + ofWords + `)\s)` + sp + `*(?:` + digits + `{1,3}|(?i:` + words + `\b))(?:[\s)*_]|$)`)
	slashLine = regexp.MustCompile(`^[/／]$`)
	bestLine  = regexp.MustCompile(`^` + digits + `{1,3}$`)
)

// maxSplit is the greatest length of the second line of a split rating.
const maxSplit = 60

// joinSplitRatings makes one line of a rating whose value and scale stand in two or three.
func joinSplitRatings(d *document) {
	out := d.lines[:0]
	for i := 0; i < len(d.lines); i++ {
		ln := d.lines[i]
		if n := splitOver(d, i); n > 0 {
			ln.end = d.lines[i+n].end
			i += n
		}
		out = append(out, ln)
	}
	d.lines = out
}

// splitOver is how many lines below line i belong to the rating that begins in it.
func splitOver(d *document, i int) int {
	if i+1 >= len(d.lines) || d.lines[i].end-d.lines[i].start > maxSplit || d.lines[i+1].zone != d.lines[i].zone {
		return 0
	}
	next := d.line(i + 1)
	if len(next) > maxSplit || !valueLine.MatchString(d.line(i)) || strings.Contains(d.text[d.lines[i].end:d.lines[i+1].start], "\n\n\n") {
		return 0
	}
	switch {
	case scaleLine.MatchString(next):
		return 1
	case slashLine.MatchString(next) && i+2 < len(d.lines) && bestLine.MatchString(d.line(i+2)):
		return 2
	}
	return 0
}
