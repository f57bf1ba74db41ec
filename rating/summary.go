package rating

import (
	"math/big"
	"slices"
)

// Prior is what is believed of a film before its reviews are read: Weight reviews with the score Mean. Mean is the mean
// of all films; NoScore when there is none.
type Prior struct {
	Mean   Score
	Weight int64
}

// Status says how far the score of a film can be relied on.
type Status string

// The statuses: none without rated reviews, provisional with 1 to 3, established from 4.
const (
	StatusNone        Status = "none"
	StatusProvisional Status = "provisional"
	StatusEstablished Status = "established"
)

// Share is a part of a whole on the scale of 0 to 100, with the ends of its 95 % Wilson interval; each is NoScore when
// the whole is empty.
type Share struct {
	Value, Low, High Score
}

// ScaleRow tells what the ratings on one native scale make.
type ScaleRow struct {
	Scale string
	Rated int64
	Mean  Score
}

// Summary is what a Tally says about a film. All scores are rounded half up to thousandths; a number that does not
// exist is NoScore.
type Summary struct {
	Reviews, Rated, Unrated int64
	Mean, Median            Score
	// Stddev is the population standard deviation, Spread the highest score less the lowest.
	Stddev, Spread, Lowest, Highest Score
	// Quartiles are at a quarter, half and three quarters of the way through the sorted scores, with linear
	// interpolation between neighbours (Hyndman and Fan's type 7, the default of R, NumPy and spreadsheets).
	Quartiles [3]Score
	// Histogram counts scores from 0 to below 10, 10 to below 20 and so on; 100 is in the last.
	Histogram [10]int64
	// The verdicts, of scores and of thumbs.
	Positive, Mixed, Negative int64
	PositiveShare             Share
	// Bayes is the mean of the scores and of the Prior's; NoScore without either.
	Bayes Score
	// Weighted is the mean weighted by outlet; NoScore when all weights are 0.
	Weighted Score
	Scales   []ScaleRow // by id
	Status   Status
}

// point is a score and how many reviews gave it.
type point struct {
	score Score
	n     int64
}

// Summarise computes the summary. It is exact: the same reviews give the same figures in whatever order and by
// whatever way they came into the tally.
func Summarise(t Tally, p Prior) Summary {
	s := Summary{Reviews: t.reviews, Mean: NoScore, Median: NoScore, Stddev: NoScore, Spread: NoScore, Lowest: NoScore, Highest: NoScore,
		Quartiles: [3]Score{NoScore, NoScore, NoScore}, Bayes: NoScore, Weighted: NoScore, Status: StatusNone}
	points, sum := s.count(&t)
	s.Unrated = s.Reviews - s.Rated
	s.PositiveShare = wilson(s.Positive, s.Positive+s.Mixed+s.Negative)
	if s.Rated == 0 {
		return s
	}
	s.Mean = Score(divHalfUp(sum, s.Rated))
	s.Lowest, s.Highest = points[0].score, points[len(points)-1].score
	s.Spread = s.Highest - s.Lowest
	s.Stddev = deviation(points, s.Rated, sum)
	for q := range s.Quartiles {
		s.Quartiles[q] = quantile(points, s.Rated, int64(q+1))
	}
	s.Median = s.Quartiles[1]
	if p.Mean.Known() && p.Weight >= 0 {
		s.Bayes = Score(divHalfUp(sum+int64(p.Mean)*p.Weight, s.Rated+p.Weight))
	}
	if t.weights > 0 {
		s.Weighted = Score(divHalfUp(t.weighted, t.weights))
	}
	s.Status = StatusEstablished
	if s.Rated <= 3 {
		s.Status = StatusProvisional
	}
	return s
}

// count goes once through the tally and returns the scores in order with their sum.
func (s *Summary) count(t *Tally) (points []point, sum int64) {
	points = make([]point, 0, len(t.buckets))
	for i := 0; i < len(t.buckets); {
		row := ScaleRow{Scale: t.buckets[i].scale, Mean: NoScore}
		rowSum := int64(0)
		for ; i < len(t.buckets) && t.buckets[i].scale == row.Scale; i++ {
			b := t.buckets[i]
			switch b.verdict {
			case VerdictPositive:
				s.Positive += b.n
			case VerdictMixed:
				s.Mixed += b.n
			case VerdictNegative:
				s.Negative += b.n
			}
			if !b.score.Known() {
				continue
			}
			row.Rated += b.n
			rowSum += int64(b.score) * b.n
			s.Histogram[min(b.score/10_000, 9)] += b.n
			points = append(points, point{b.score, b.n})
		}
		if row.Rated > 0 {
			row.Mean = Score(divHalfUp(rowSum, row.Rated))
			s.Scales = append(s.Scales, row)
		}
		s.Rated += row.Rated
		sum += rowSum
	}
	slices.SortFunc(points, func(a, b point) int { return int(a.score - b.score) })
	return points, sum
}

// quantile is the value at k quarters of the way from the first of n sorted scores to the last.
func quantile(points []point, n, k int64) Score {
	pos, part := (n-1)*k/4, (n-1)*k%4
	at := func(i int64) int64 {
		for _, p := range points {
			if i < p.n {
				return int64(p.score)
			}
			i -= p.n
		}
		return int64(points[len(points)-1].score)
	}
	low := at(pos)
	if part == 0 {
		return Score(low)
	}
	return Score(divHalfUp(low*(4-part)+at(pos+1)*part, 4))
}

// deviation is the square root of the mean square distance from the mean: sqrt(n*sum(x*x) - sum(x)^2) / n.
func deviation(points []point, n, sum int64) Score {
	squares := int64(0) // at most maxReviews * MaxScore², which is below 2^58
	for _, p := range points {
		squares += int64(p.score) * int64(p.score) * p.n
	}
	v := new(big.Int).Mul(big.NewInt(squares), big.NewInt(n))
	v.Sub(v, new(big.Int).Mul(big.NewInt(sum), big.NewInt(sum)))
	// Half up: floor((2*sqrt(v) + n) / 2n), and the floor of the root does not change it.
	v.Sqrt(v.Lsh(v, 2))
	v.Add(v, big.NewInt(n))
	return Score(v.Div(v, big.NewInt(2*n)).Int64())
}

// The square of 1.959964, the 97.5 % point of the normal distribution, in units of 1e-12.
const (
	zSquared = 3_841_458_820_694
	zUnit    = 1_000_000_000_000
)

// wilson is the share k of n with the Wilson score interval: (k + z²/2 ± sqrt(z²(k(n-k)/n + z²/4))) / (n + z²).
func wilson(k, n int64) Share {
	if n == 0 {
		return Share{NoScore, NoScore, NoScore}
	}
	z, unit := big.NewInt(zSquared), big.NewInt(zUnit)
	mul := func(a, b *big.Int) *big.Int { return new(big.Int).Mul(a, b) }
	// Everything doubled and in units of zUnit: centre 2k+z², root sqrt(4z²k(n-k)/n + z⁴), whole 2(n+z²).
	centre := mul(big.NewInt(2*k), unit)
	centre.Add(centre, z)
	whole := mul(big.NewInt(2*n), unit)
	whole.Add(whole, z).Add(whole, z)
	under := mul(mul(mul(big.NewInt(4*k), big.NewInt(n-k)), z), unit)
	under.Div(under, big.NewInt(n))
	root := new(big.Int).Sqrt(under.Add(under, mul(z, z)))
	at := func(v *big.Int) Score {
		v = mul(v, big.NewInt(2*int64(MaxScore)))
		v.Add(v, whole)
		return Score(min(max(v.Div(v, new(big.Int).Lsh(whole, 1)).Int64(), 0), int64(MaxScore)))
	}
	return Share{
		Value: Score(divHalfUp(k*int64(MaxScore), n)),
		Low:   at(new(big.Int).Sub(centre, root)),
		High:  at(new(big.Int).Add(centre, root)),
	}
}
