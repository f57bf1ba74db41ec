package extract

import (
	"regexp"

	"reelscore/rating"
)

var (
	// ratingCode is a call of a template that draws the rating in a post: {{< stars 4 >}}, {% rating 3.5 5 %},
	// {% include rating.html score=4 max=5 %}, <StarRating value={4} />.
	ratingCode = regexp.MustCompile(`(?i)(?:\{\{[<%]|\{%-?|<)\s*(?:include\s+)?(?:[a-z]+[/-])?(?:(?:star|film|movie|review|my)[-_]?)?(?:stars?|rating|score)(?:\.\w+)?\s([^<>{}%\n]{0,80}(?:\{[\d.]{1,4}\}[^<>{}%\n]{0,80})*)(?:[>%]\}\}|-?%\}|/?>)`)
	codeValue  = regexp.MustCompile(`(?i)^\s*(?:(?:value|rating|score|stars?|n|count|num)=)?[\s"'{]*(\d{1,3}(?:\.\d{1,2})?)\b["'}]*`)
	codeScale  = regexp.MustCompile(`(?i)(?:^|\s)(?:(?:max|out_?of|total|scale|best)=)?["'{]*(5|10|100)["'}]*\s*(?:readonly\s*)?/?\s*$`)
)

// ratingCodes reads the rating that a post has a template draw. A post that calls it for several films gives none.
func (r *reader) ratingCodes(text string) {
	found := ratingCode.FindAllStringSubmatchIndex(text, 2)
	if len(found) == 0 {
		return
	}
	m := found[0]
	if len(found) > 1 {
		if other := found[1]; text[m[2]:m[3]] != text[other[2]:other[3]] {
			r.reject(text[m[0]:m[1]], reasonMulti, "widget", m[0], m[1])
			r.warn(WarnMulti, "the post draws several ratings: none is picked")
		}
		return
	}
	inner := text[m[2]:m[3]]
	v := codeValue.FindStringSubmatchIndex(inner)
	if v == nil {
		return
	}
	ctx := rating.NewContext()
	if s := codeScale.FindStringSubmatch(inner[v[1]:]); s != nil {
		if best, err := rating.ParseDecimal(s[1]); err == nil {
			ctx.Best = best
		}
	}
	got, err := rating.Parse(inner[v[2]:v[3]], ctx)
	if err != nil || ctx.Best.Known() && got.Value > ctx.Best {
		return
	}
	r.widget = append(r.widget, structuredRating{r: got, source: "widget", conf: 0.85, start: m[0], end: m[1]})
}
