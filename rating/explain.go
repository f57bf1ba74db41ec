package rating

import (
	"cmp"
	"slices"
)

// Role says what a review does in a headline.
type Role string

// The roles.
const (
	RoleCounts      Role = "counts"       // it has a contribution
	RoleNoScore     Role = "no_score"     // left out: no rating, or none with a known scale
	RoleVerdictOnly Role = "verdict_only" // left out: a verdict without a number counts in the share of positive reviews only
	RoleNoVerdict   Role = "no_verdict"   // left out of the share of positive reviews: it tells no verdict
	RoleNotMiddle   Role = "not_middle"   // the median looks at the middle of the sorted scores only; this one sets where that is
)

// Contribution is the part of one review in a headline.
type Contribution struct {
	// Weight is how often the review counts: 1 in the mean, the outlet's weight in the weighted mean, 1 or a half for the
	// middle of the median, 0 for what is left out.
	Weight Decimal
	// Contribution is the review's share of the headline in points; NoScore for what is left out.
	Contribution Score
	Role         Role
}

// Explanation takes a headline apart. The contributions and the Prior's add up to the headline exactly: each is rounded
// down to thousandths, and the thousandths missing go to those that lost most by it, the first of equals first.
type Explanation struct {
	Method   string // with its version
	Headline Score  // NoScore when no review counts
	Items    []Contribution
	// Prior is the contribution of the mean of all films, in the method bayes; NoScore in the others.
	Prior Score
}

// Explain computes the headline of a method over the reviews of a film and the part of each in it, in the order given.
// The errors are an unknown method and an impossible entry.
func Explain(method string, entries []Entry, p Prior) (Explanation, error) {
	m, err := LookupMethod(method)
	if err != nil {
		return Explanation{}, err
	}
	var t Tally
	for _, e := range entries {
		if err := t.Add(e); err != nil {
			return Explanation{}, err
		}
	}
	x := Explanation{Method: m.ID(), Headline: m.Headline(Summarise(t, p)), Items: make([]Contribution, len(entries)), Prior: NoScore}
	parts := make([]part, len(entries), len(entries)+1)
	m.parts(entries, parts)
	for i, part := range parts {
		x.Items[i] = Contribution{Weight: Decimal(part.weight * (decimalUnit / scoreUnit)), Contribution: NoScore, Role: part.role}
	}
	if !x.Headline.Known() {
		return x, nil
	}
	if m.prior {
		parts = append(parts, part{weight: p.Weight * scoreUnit, score: p.Mean, role: RoleCounts})
	}
	for i, v := range divide(parts, x.Headline) {
		switch {
		case i == len(entries):
			x.Prior = v
		case parts[i].role == RoleCounts:
			x.Items[i].Contribution = v
		}
	}
	return x, nil
}

// part is what one review gives to a headline: weight, in thousandths, times score.
type part struct {
	weight int64
	score  Score
	role   Role
}

// divide splits the headline, which is the rounded weighted mean of the parts, by largest remainder.
func divide(parts []part, headline Score) []Score {
	whole := int64(0)
	for _, p := range parts {
		whole += p.weight
	}
	shares := make([]Score, len(parts))
	order := make([]int, len(parts))
	missing := int64(headline)
	rest := func(i int) int64 { return parts[i].weight * int64(parts[i].score) % whole }
	for i, p := range parts {
		order[i] = i
		if p.weight > 0 {
			shares[i] = Score(p.weight * int64(p.score) / whole)
			missing -= int64(shares[i])
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest(b), rest(a)) })
	for _, i := range order[:missing] {
		shares[i]++
	}
	return shares
}

// scored gives each review with a score the weight that weigh tells.
func scored(weigh func(Entry) int64) func([]Entry, []part) {
	return func(entries []Entry, parts []part) {
		for i, e := range entries {
			switch {
			case e.Score.Known():
				parts[i] = part{weight: weigh(e), score: e.Score, role: RoleCounts}
			case e.Verdict != VerdictNone:
				parts[i].role = RoleVerdictOnly
			default:
				parts[i].role = RoleNoScore
			}
		}
	}
}

func once(Entry) int64       { return scoreUnit }
func byOutlet(e Entry) int64 { return int64(e.Weight) }
func verdictsOf(entries []Entry, parts []part) {
	for i, e := range entries {
		switch e.Verdict {
		case VerdictNone:
			parts[i].role = RoleNoVerdict
		case VerdictPositive:
			parts[i] = part{weight: scoreUnit, score: MaxScore, role: RoleCounts}
		default:
			parts[i] = part{weight: scoreUnit, role: RoleCounts}
		}
	}
}

// middles gives the weight to the one or two reviews in the middle; of equal scores the first comes first.
func middles(entries []Entry, parts []part) {
	scored(once)(entries, parts)
	var order []int
	for i := range parts {
		if parts[i].role == RoleCounts {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(entries[a].Score, entries[b].Score) })
	n := len(order)
	for k, i := range order {
		switch {
		case n%2 == 1 && k == n/2:
		case n%2 == 0 && (k == n/2-1 || k == n/2):
			parts[i].weight = scoreUnit / 2
		default:
			parts[i] = part{role: RoleNotMiddle}
		}
	}
}
