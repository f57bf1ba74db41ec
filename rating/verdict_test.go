package rating

import (
	"hash/fnv"
	"slices"
	"testing"
)

// judged is a normalised rating with the critic's own yes or no.
type judged struct {
	score  Score
	fresh  bool
	family string
	fold   uint32
}

const folds = 5

// families are the groups of scales with cut-offs of their own. All other scales use the general ones, the mean of the
// families': each family counts the same, however many reviews it has.
var families = []struct {
	name string
	cuts cut
}{{"4", cutsOf4}, {"5", cutsOf5}, {"10", cutsOf10}, {"letter", cutsLetter}}

// deriveAll finds the cut-offs of every family but one, and the general ones, from the ratings that use accepts.
func deriveAll(all []judged, except string, use func(judged) bool) map[string]cut {
	cuts := map[string]cut{}
	low, high := int64(0), int64(0)
	for _, f := range families {
		if f.name == except {
			continue
		}
		c := derive(all, func(j judged) bool { return j.family == f.name && use(j) })
		cuts[f.name] = c
		low, high = low+int64(c.low), high+int64(c.high)
	}
	n := int64(len(cuts)) * 1000
	cuts["general"] = cut{Score(divHalfUp(low, n) * 1000), Score(divHalfUp(high, n) * 1000)}
	return cuts
}

func judgedReviews(t *testing.T) []judged {
	var all []judged
	for _, v := range realReviews(t) {
		r, err := Parse(v.raw, NewContext())
		if err != nil || !r.Score.Known() {
			continue
		}
		h := fnv.New32a()
		h.Write([]byte(v.critic))
		j := judged{score: r.Score, fresh: v.fresh, family: r.Best.String(), fold: h.Sum32() % folds}
		if r.Kind == KindLetter {
			j.family = "letter"
		}
		all = append(all, j)
	}
	return all
}

// level is a grade, or several pooled ones, with how often it was given and how often it meant yes.
type level struct {
	low, high Score
	n, yes    int64
}

// derive finds the cut-offs of a set of ratings. A wrong verdict costs three times as much as the word "mixed", so a
// grade is positive when at least two thirds of those who gave it meant yes, and negative when at most one third did.
// Grades given fewer than 15 times are left out; the shares are made to rise with the score (pool adjacent violators);
// between two grades the share is a straight line; the cut-offs are whole points, rounded away from each other.
func derive(all []judged, use func(judged) bool) cut {
	grades := map[Score]*level{}
	for _, j := range all {
		if !use(j) {
			continue
		}
		g := grades[j.score]
		if g == nil {
			g = &level{low: j.score, high: j.score}
			grades[j.score] = g
		}
		g.n++
		if j.fresh {
			g.yes++
		}
	}
	var levels []level
	for _, g := range grades {
		if g.n >= 15 {
			levels = append(levels, *g)
		}
	}
	slices.SortFunc(levels, func(a, b level) int { return int(a.low - b.low) })
	var pooled []level
	for _, l := range levels {
		pooled = append(pooled, l)
		for k := len(pooled); k > 1 && pooled[k-2].yes*pooled[k-1].n >= pooled[k-1].yes*pooled[k-2].n; k = len(pooled) {
			pooled[k-2].high, pooled[k-2].n, pooled[k-2].yes = pooled[k-1].high, pooled[k-2].n+pooled[k-1].n, pooled[k-2].yes+pooled[k-1].yes
			pooled = pooled[:k-1]
		}
	}
	return cut{low: crossing(pooled, 1) / 1000 * 1000, high: (crossing(pooled, 2) + 999) / 1000 * 1000}
}

// crossing is the score at which the share reaches thirds/3.
func crossing(levels []level, thirds int64) Score {
	for i, l := range levels {
		if 3*l.yes < thirds*l.n || i == 0 {
			continue
		}
		k := levels[i-1]
		// From share a at k.high to share b at l.low, all over 3*k.n*l.n.
		a, b, want := 3*k.yes*l.n, 3*l.yes*k.n, thirds*k.n*l.n
		return k.high + Score(divHalfUp((want-a)*int64(l.low-k.high), b-a))
	}
	return NoScore
}

// confusion counts verdicts against the critics' own.
type confusion struct{ yesPositive, yesMixed, yesNegative, noPositive, noMixed, noNegative int }

func (c *confusion) add(v Verdict, yes bool) {
	cell := map[Verdict][2]*int{
		VerdictPositive: {&c.noPositive, &c.yesPositive}, VerdictMixed: {&c.noMixed, &c.yesMixed}, VerdictNegative: {&c.noNegative, &c.yesNegative},
	}[v]
	if yes {
		*cell[1]++
	} else {
		*cell[0]++
	}
}

func (c *confusion) report(t *testing.T, name string) (agree float64) {
	decided := c.yesPositive + c.yesNegative + c.noPositive + c.noNegative
	n := decided + c.yesMixed + c.noMixed
	agree = float64(c.yesPositive+c.noNegative) / float64(decided)
	t.Logf("%-22s n %5d  agree %.2f%%  mixed %.2f%%  yes: %d/%d/%d  no: %d/%d/%d", name, n, 100*agree, 100*float64(n-decided)/float64(n),
		c.yesPositive, c.yesMixed, c.yesNegative, c.noPositive, c.noMixed, c.noNegative)
	return agree
}

// TestVerdictCutOffs derives the cut-offs anew, holds the table to them, and measures them on critics they were not
// derived from: docs/adr/0002-verdict-cut-offs.md.
func TestVerdictCutOffs(t *testing.T) {
	all := judgedReviews(t)
	cuts := deriveAll(all, "", func(judged) bool { return true })
	for _, f := range append(families, struct {
		name string
		cuts cut
	}{"general", cutsGeneral}) {
		if cuts[f.name] != f.cuts {
			t.Errorf("family %s: the data say %v, the table %v", f.name, cuts[f.name], f.cuts)
		}
	}
	var crossed [folds]map[string]cut
	for k := range crossed {
		crossed[k] = deriveAll(all, "", func(j judged) bool { return j.fold != uint32(k) })
		t.Logf("without fold %d: %v", k, crossed[k])
	}
	unseen := map[string]map[string]cut{}
	for _, f := range families {
		unseen[f.name] = deriveAll(all, f.name, func(judged) bool { return true })
	}
	verdict := func(c map[string]cut, j judged) Verdict {
		own, ok := c[j.family]
		if !ok {
			own = c["general"]
		}
		return (&Scale{Positive: own.high, Negative: own.low}).Verdict(j.score)
	}
	var table, cross, flat, strange confusion
	per := map[string]*confusion{}
	for _, j := range all {
		if per[j.family] == nil {
			per[j.family] = &confusion{}
		}
		per[j.family].add(verdict(cuts, j), j.fresh)
		table.add(verdict(cuts, j), j.fresh)
		cross.add(verdict(crossed[j.fold], j), j.fresh)
		if c, ok := unseen[j.family]; ok {
			strange.add(verdict(c, j), j.fresh)
		}
		flat.add((&Scale{Positive: 60_000, Negative: 59_999}).Verdict(j.score), j.fresh)
	}
	for name, c := range per {
		c.report(t, "family "+name)
	}
	agree, plain := table.report(t, "table"), flat.report(t, "flat 60 or more")
	held := cross.report(t, "cross-validated")
	strange.report(t, "family unseen")
	if held < plain+0.02 || agree-held > 0.01 {
		t.Errorf("cross-validated %.4f, table %.4f, flat rule %.4f", held, agree, plain)
	}
}
