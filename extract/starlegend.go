package extract

import (
	"strings"
	"unicode"

	"reelscore/rating"
)

// readStarLegend takes out the stars of a line that explains them, "***** a must **** good *** fair ** dull * awful", and
// reports whether there is one. The run of stars that ends the text below is then the rating, on the scale of the line.
func readStarLegend(d *document, list []candidate) bool {
	for i := range list {
		n := starSteps(d, list[i:])
		if n < minLegend {
			continue
		}
		best := list[i].r.Value
		for j := range list[i : i+n] {
			c := &list[i+j]
			best = max(best, c.r.Value)
			c.reason = reasonLegend
		}
		last := &list[len(list)-1]
		if last.form == list[i].form && last.line > list[i].line && last.r.Value.Known() && last.r.Value <= best && placeOf(d, last, lastMainLine(d)).closing {
			ctx := rating.NewContext()
			ctx.Best = best
			if r, err := rating.Parse(readable(last.text(d)), ctx); err == nil && r.Value == last.r.Value {
				r.Raw, r.Text = last.r.Raw, last.r.Text
				last.r, last.reason, last.conf, last.source, last.scaled = r, "", 0.78, "prose", true
			}
		}
		return true
	}
	return false
}

// minLegend is the number of grades from which a line explains a scale.
const minLegend = 4

// starSteps counts the runs of stars at the start of the list that step up or down by one in one line, with words behind each.
func starSteps(d *document, list []candidate) int {
	n := 1
	for ; n < len(list); n++ {
		a, b := &list[n-1], &list[n]
		step := b.r.Value - a.r.Value
		if a.form != b.form || a.form != "asterisks" && a.form != "stars" || a.line != b.line || step != decimalOne && step != -decimalOne || n > 1 && step != a.r.Value-list[n-2].r.Value {
			break
		}
		if strings.IndexFunc(d.text[a.end:b.start], unicode.IsLetter) < 0 {
			break
		}
	}
	return n
}
