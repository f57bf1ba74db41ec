package handlers

import (
	"context"

	"reelscore/internal/fault"
	"reelscore/models"
	"reelscore/rating"
)

func scoreWire(f *models.Film, s models.Score, method rating.Method) FilmScore {
	w := FilmScore{
		Film: filmBrief(f), Method: method.ID(), Score: method.Headline(s.Summary), Status: string(s.Status), Verdict: orNull(string(s.Verdict)),
		Reviews: s.Reviews, Rated: s.Rated, Unrated: s.Unrated, Mean: s.Mean, Median: s.Median, Stddev: s.Stddev, Spread: s.Spread,
		Quartiles: Quartiles{s.Quartiles[0], s.Quartiles[1], s.Quartiles[2]}, Histogram: s.Histogram[:],
		Verdicts: Verdicts{s.Positive, s.Mixed, s.Negative}, PositiveShare: Share(s.PositiveShare), Bayes: s.Bayes, Weighted: s.Weighted,
		Prior: Prior{Mean: s.Prior.Mean, Weight: s.Prior.Weight, Contribution: rating.NoScore}, Scales: make([]ScaleRow, len(s.Scales)),
	}
	for i, row := range s.Scales {
		w.Scales[i] = ScaleRow(row)
	}
	return w
}

// leftOut names why a review has no part in a headline, by its role there; counting is no reason.
var leftOut = map[rating.Role]string{
	rating.RoleNoScore: "no_rating", rating.RoleVerdictOnly: "verdict_only", rating.RoleNoVerdict: "no_verdict", rating.RoleNotMiddle: "not_middle",
}

// unscored names why a rating has no score, the plainest reason first.
var unscored = []struct {
	flag rating.Flags
	name string
}{
	{rating.FlagOutOfRange, "out_of_range"}, {rating.FlagHypothetical, "hypothetical"}, {rating.FlagRange, "range"},
	{rating.FlagAmbiguous, "ambiguous"}, {rating.FlagScaleUnknown, "scale_unknown"}, {rating.FlagUnreadable, "unreadable"},
}

func contributionWire(id int64, e rating.Entry, part rating.Contribution, from models.Source) Contribution {
	w := Contribution{
		Review: id, URL: orNull(from.URL), Critics: orEmpty(from.Critics), Raw: orNull(from.Raw), Scale: orNull(e.Scale), Score: e.Score,
		Verdict: orNull(string(e.Verdict)), Weight: part.Weight, Contribution: part.Contribution, LeftOut: orNull(leftOut[part.Role]),
	}
	if from.OutletID != 0 {
		w.Outlet = &OutletBrief{ID: from.OutletID, Slug: from.OutletSlug, Name: from.OutletName}
	}
	if part.Role == rating.RoleNoScore {
		for _, why := range unscored {
			if from.Flags.Has(why.flag) {
				w.LeftOut = &why.name
				break
			}
		}
	}
	return w
}

// targetScale is the scale that ?to= names; nil without it.
func (a *API) targetScale(ctx context.Context, id string) (*rating.Scale, error) {
	if id == "" {
		return nil, nil
	}
	scales, err := a.Store.ScalesNamed(ctx, id)
	if err != nil {
		return nil, err
	}
	scale, known := scales[id]
	if !known {
		return nil, fault.New(fault.Unprocessable, "The scale to convert to is not known.").In("to", "there is no scale %q; GET /v1/scales lists them", id)
	}
	return &scale, nil
}

// convert shows a score on a scale; nil when there is no score, or no scale.
func convert(score rating.Score, to *rating.Scale) (*Converted, error) {
	if to == nil || !score.Known() {
		return nil, nil
	}
	c, err := rating.Convert(score, *to)
	w := Converted(c)
	return &w, err
}
