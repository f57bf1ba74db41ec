package rating

import (
	"fmt"
	"slices"
	"strings"
)

// Method is a way to make one number, the headline, of all reviews of a film.
type Method struct {
	Name, Version string
	About         string
	headline      func(Summary) Score
	parts         func([]Entry, []part) // fills in what each review gives; see Explain
	prior         bool                  // the mean of all films takes part
}

// ID is the name with the version: "mean/1".
func (m Method) ID() string { return m.Name + "/" + m.Version }

// Headline is the number that the method makes of a summary; NoScore when there is none.
func (m Method) Headline(s Summary) Score { return m.headline(s) }

// DefaultMethod is the name of the method that is used when none is asked for.
const DefaultMethod = "mean"

var methods = [...]Method{
	{"mean", "1", "the mean of all scores", func(s Summary) Score { return s.Mean }, scored(once), false},
	{"median", "1", "the middle score, or the mean of the two middle ones", func(s Summary) Score { return s.Median }, middles, false},
	{"bayes", "1", "the mean, shrunk towards the mean of all films while reviews are few", func(s Summary) Score { return s.Bayes }, scored(once), true},
	{"weighted", "1", "the mean of all scores, weighted by outlet", func(s Summary) Score { return s.Weighted }, scored(byOutlet), false},
	{"positive-share", "1", "the share of positive reviews, thumbs included", func(s Summary) Score { return s.PositiveShare.Value }, verdictsOf, false},
}

// Methods lists the methods, the default first.
func Methods() []Method { return slices.Clone(methods[:]) }

// LookupMethod finds a method by its name or its id; "" is the default. The error lists the names.
func LookupMethod(name string) (Method, error) {
	if name == "" {
		name = DefaultMethod
	}
	names := make([]string, 0, len(methods))
	for _, m := range methods {
		if name == m.Name || name == m.ID() {
			return m, nil
		}
		names = append(names, m.Name)
	}
	return Method{}, fmt.Errorf("method %q is not known; use one of %s", name, strings.Join(names, ", "))
}

// Headline is the number that the named method makes of the summary; NoScore when there is none.
func (s Summary) Headline(method string) (Score, error) {
	m, err := LookupMethod(method)
	if err != nil {
		return NoScore, err
	}
	return m.Headline(s), nil
}
