// Package ingest brings reviews in: it takes a page through extraction, finds the film that it means, and stores all of it
// in one transaction.
package ingest

import (
	"slices"

	"reelscore/models"
)

// Grade says how sure it is that a candidate is the film of a hint.
type Grade int

// The grades, from the least to the most sure.
const (
	Other    Grade = iota // another film: a namesake
	Possible              // may be the film: a person should say
	Likely                // the film, unless another candidate is likely as well
	Certain               // the film: it has the same outside id
)

// Match is one candidate with its grade and the reason in words.
type Match struct {
	Film   models.Film
	Grade  Grade
	Reason string
}

// rules grade a candidate that shares a title or an outside id with the hint. The first that applies decides.
var rules = []struct {
	grade   Grade
	reason  string
	applies func(h models.FilmHint, c models.Candidate) bool
}{
	{Certain, "the same outside id", func(_ models.FilmHint, c models.Candidate) bool { return c.ByID }},
	{Other, "another outside id in the same namespace", contradictingID},
	{Likely, "the same title, year and director", func(h models.FilmHint, c models.Candidate) bool { return years(h, c) == 0 && directors(h, c) == agree }},
	{Possible, "the same title and year, but another director", func(h models.FilmHint, c models.Candidate) bool { return years(h, c) == 0 && directors(h, c) == differ }},
	{Likely, "the same title and year", func(h models.FilmHint, c models.Candidate) bool { return years(h, c) == 0 }},
	{Likely, "the same title and director, one year apart", func(h models.FilmHint, c models.Candidate) bool { return years(h, c) == 1 && directors(h, c) == agree }},
	{Possible, "the same title, one year apart", func(h models.FilmHint, c models.Candidate) bool { return years(h, c) == 1 && directors(h, c) != differ }},
	{Other, "the same title, but another year", func(h models.FilmHint, c models.Candidate) bool { return years(h, c) > 0 }},
	{Possible, "the same title, another director, and no year to tell", func(h models.FilmHint, c models.Candidate) bool { return directors(h, c) == differ }},
	{Likely, "the same title, and no year to tell otherwise", func(models.FilmHint, models.Candidate) bool { return true }},
}

// years is the distance of the years in question; -1 when one of them is unknown.
func years(h models.FilmHint, c models.Candidate) int {
	if h.Year == 0 || c.Film.Year == 0 {
		return -1
	}
	return max(h.Year-c.Film.Year, c.Film.Year-h.Year)
}

type agreement int

const (
	unknown agreement = iota
	agree
	differ
)

// directors compares by the keys of the names; one in common is agreement.
func directors(h models.FilmHint, c models.Candidate) agreement {
	if len(h.Directors) == 0 || len(c.Directors) == 0 {
		return unknown
	}
	for _, name := range h.Directors {
		if slices.ContainsFunc(c.Directors, func(other string) bool { return models.TitleKey(other) == models.TitleKey(name) }) {
			return agree
		}
	}
	return differ
}

func contradictingID(h models.FilmHint, c models.Candidate) bool {
	for namespace, value := range h.ExternalIDs {
		if other := c.Film.ExternalIDs[namespace]; other != "" && other != value {
			return true
		}
	}
	return false
}

// Decide picks the film that a hint means. With found nil there is none yet, and one may be created. With ambiguous set a
// person should say: the matches, best first, are the candidates.
func Decide(h models.FilmHint, candidates []models.Candidate) (found *models.Film, matches []Match, ambiguous bool) {
	for _, c := range candidates {
		for _, r := range rules {
			if !r.applies(h, c) {
				continue
			}
			if r.grade != Other {
				matches = append(matches, Match{Film: c.Film, Grade: r.grade, Reason: r.reason})
			}
			break
		}
	}
	slices.SortStableFunc(matches, func(a, b Match) int { return int(b.Grade) - int(a.Grade) })
	switch {
	case len(matches) == 0:
		return nil, nil, false
	case matches[0].Grade == Possible, len(matches) > 1 && matches[1].Grade == matches[0].Grade:
		return nil, matches, true
	}
	return &matches[0].Film, matches, false
}
