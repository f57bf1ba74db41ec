package extract

import (
	"regexp"
	"slices"
	"strings"

	"reelscore/rating"
)

// describedRating is a rating that closes what a page says of itself, a sentence of its own or behind a dash.
var describedRating = regexp.MustCompile(`(?:^|[.!?…:)”"]\s*|\s[-–—|]\s*)[*_]{0,2}(?i:rating:\s*|score:\s*|grade:\s*)?(\d{1,2}(?:[.,]\d)?\s?/\s?(?:5|10|4|100)|[★⭐]{1,5}½?☆{0,4})(?i: stars)?[*_]{0,2}\s*[.!]?$`)

// describedOthers are words for whose rating a description gives when it is not the writer's.
var describedOthers = regexp.MustCompile(`(?i)imdb|users?\b|votes?\b|average|audience|critics\b|tomato|metacritic|letterboxd|ratings from|reviews from`)

// ratingOfDescription takes the rating that only the description of the page tells: a page may draw its own by script.
func (r *reader) ratingOfDescription() {
	if len(r.found) > 0 || len(r.entries) > 0 || r.several || r.conflict || r.notFilm {
		return
	}
	for _, f := range r.facts.of(fExcerpt) {
		m := describedRating.FindStringSubmatchIndex(f.text)
		if f.source != "meta" || m == nil || describedOthers.MatchString(f.text[max(0, m[0]-80):]) {
			continue
		}
		if got, err := rating.Parse(strings.TrimSpace(f.text[m[2]:m[3]]), rating.NewContext()); err == nil {
			r.found = append(r.found, structuredRating{r: got, source: "meta", conf: 0.6, start: f.start, end: f.end})
			return
		}
	}
}

// dropShares takes out percentages that stand alone on a page of an aggregator, which are shares of its critics.
func (r *reader) dropShares(list []candidate) {
	for i := range list {
		c := &list[i]
		if c.r.Kind != rating.KindPercent || c.label != nil || c.verb || c.reason != "" || strings.TrimSpace(r.doc.line(c.line)) != strings.TrimSpace(c.text(r.doc)) {
			continue
		}
		if strings.Contains(strings.ToLower(r.doc.text), "tomato") || slices.ContainsFunc(r.links, func(l linkText) bool { return strings.Contains(l.text, "rottentomatoes.com") }) {
			c.reason = reasonOthers
		}
	}
}
