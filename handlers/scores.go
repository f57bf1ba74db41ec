package handlers

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
	"reelscore/models"
	"reelscore/rating"
)

// FilmScore is the score of a film, from all of its reviews. All scores are on the common scale of 0 to 100; what does not
// exist, because no review gives a rating, is null.
type FilmScore struct {
	Film FilmBrief `json:"film" binding:"required"`
	// How the headline is made, with the version of the method.
	Method string       `json:"method" binding:"required" maxLength:"60" example:"mean/1"`
	Score  rating.Score `json:"score" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"70"`
	// How far the score can be relied on: none without a rated review, provisional with 1 to 3, established from 4.
	Status  string  `json:"status" binding:"required" enums:"none,provisional,established" example:"provisional"`
	Verdict *string `json:"verdict" binding:"required" extensions:"x-nullable" enums:"positive,mixed,negative" example:"positive"`
	Reviews int64   `json:"reviews" binding:"required" minimum:"0" example:"5"`
	Rated   int64   `json:"rated" binding:"required" minimum:"0" example:"2"`
	// Reviews without a score, verdicts without a number included.
	Unrated int64        `json:"unrated" binding:"required" minimum:"0" example:"3"`
	Mean    rating.Score `json:"mean" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"70"`
	Median  rating.Score `json:"median" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"70"`
	// The population standard deviation.
	Stddev rating.Score `json:"stddev" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"30"`
	// The highest score less the lowest.
	Spread    rating.Score `json:"spread" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"60"`
	Quartiles Quartiles    `json:"quartiles" binding:"required"`
	// How many scores lie from 0 to below 10, from 10 to below 20 and so on; 100 is in the last.
	Histogram     []int64  `json:"histogram" binding:"required" minItems:"10" maxItems:"10" minimum:"0" example:"0,0,0,0,1,0,0,0,0,1"`
	Verdicts      Verdicts `json:"verdicts" binding:"required"`
	PositiveShare Share    `json:"positive_share" binding:"required"`
	// The mean, shrunk towards the mean of all films while reviews are few.
	Bayes rating.Score `json:"bayes" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"68.5"`
	// The mean, weighted by outlet.
	Weighted rating.Score `json:"weighted" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"70"`
	Prior    Prior        `json:"prior" binding:"required"`
	// What the ratings on each native scale make.
	Scales []ScaleRow `json:"scales" binding:"required" maxItems:"10000"`
	// With ?to=, the headline on that scale; left out when there is none.
	Converted *Converted `json:"converted,omitempty"`
	// With ?explain=true, every review and its part in the headline, by id.
	Contributions []Contribution `json:"contributions,omitzero" maxItems:"1000"`
	// With ?explain=true, where the contributions go on; left out on the last page.
	Next *string `json:"next,omitempty" maxLength:"4000"`
} //@name FilmScore

// Quartiles are at a quarter, half and three quarters of the way through the sorted scores, interpolated linearly.
type Quartiles struct {
	Q1 rating.Score `json:"q1" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"55"`
	Q2 rating.Score `json:"q2" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"70"`
	Q3 rating.Score `json:"q3" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"85"`
} //@name Quartiles

// Verdicts counts what the reviews say, thumbs included.
type Verdicts struct {
	Positive int64 `json:"positive" binding:"required" minimum:"0" example:"1"`
	Mixed    int64 `json:"mixed" binding:"required" minimum:"0" example:"0"`
	Negative int64 `json:"negative" binding:"required" minimum:"0" example:"1"`
} //@name Verdicts

// Share is the share of positive verdicts in percent, with the ends of its 95 % Wilson interval.
type Share struct {
	Value rating.Score `json:"value" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"50"`
	Low   rating.Score `json:"low" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"9.453"`
	High  rating.Score `json:"high" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"90.547"`
} //@name Share

// Prior is what bayes shrinks towards: the mean of all ratings, which counts as so many reviews.
type Prior struct {
	Mean   rating.Score `json:"mean" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"66"`
	Weight int64        `json:"weight" binding:"required" minimum:"0" example:"5"`
	// With ?method=bayes&explain=true, its part in the headline, in points.
	Contribution rating.Score `json:"contribution" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100"`
} //@name Prior

// ScaleRow is what the ratings on one native scale make.
type ScaleRow struct {
	Scale string       `json:"scale" binding:"required" format:"scale-id" maxLength:"60" example:"points-5"`
	Rated int64        `json:"rated" binding:"required" minimum:"1" example:"1"`
	Mean  rating.Score `json:"mean" binding:"required" swaggertype:"number" minimum:"0" maximum:"100" example:"40"`
} //@name ScaleRow

// Contribution is the part of one review in the headline. The parts of all reviews, and of the prior in the method bayes,
// add up to the headline exactly; with the method median, the one or two reviews in the middle have all of it.
type Contribution struct {
	Review  int64        `json:"review" binding:"required" minimum:"1" example:"1"`
	URL     *string      `json:"url" binding:"required" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	Outlet  *OutletBrief `json:"outlet" binding:"required" extensions:"x-nullable"`
	Critics []string     `json:"critics" binding:"required" maxItems:"1000" maxLength:"300" example:"Mara Lindqvist"`
	// The rating as it was written.
	Raw     *string      `json:"raw" binding:"required" extensions:"x-nullable" maxLength:"1000" example:"2/5"`
	Scale   *string      `json:"scale" binding:"required" extensions:"x-nullable" format:"scale-id" maxLength:"60" example:"points-5"`
	Score   rating.Score `json:"score" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"40"`
	Verdict *string      `json:"verdict" binding:"required" extensions:"x-nullable" enums:"positive,mixed,negative" example:"negative"`
	// How often the review counts.
	Weight rating.Decimal `json:"weight" binding:"required" swaggertype:"number" minimum:"0" maximum:"1000" example:"1"`
	// Its part in the headline, in points; null for what is left out.
	Contribution rating.Score `json:"contribution" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"20"`
	// Why the review is left out; null when it counts.
	LeftOut *string `json:"left_out" binding:"required" extensions:"x-nullable" enums:"no_rating,scale_unknown,out_of_range,hypothetical,range,ambiguous,unreadable,verdict_only,no_verdict,not_middle"`
} //@name Contribution

// Converted is a score shown on a scale.
type Converted struct {
	Scale string `json:"scale" binding:"required" format:"scale-id" maxLength:"60" example:"stars-5-half"`
	// The number on that scale, rounded half up to its step; null on a scale of names.
	Value rating.Decimal `json:"value" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"-1000" maximum:"1000" example:"3.5"`
	// How people write it.
	Text string `json:"text" binding:"required" maxLength:"200" example:"★★★½"`
} //@name Converted

// ScoreQuery picks what a score is sent with.
type ScoreQuery struct {
	// What the headline is.
	Method string `form:"method" enums:"mean,median,bayes,weighted,positive-share" default:"mean"`
	// List every review with its part in the headline.
	Explain bool `form:"explain"`
	// A scale to show the headline on.
	To string `form:"to" format:"scale-id" minLength:"1" maxLength:"60"`
	// Contributions on a page.
	Limit int `form:"limit" minimum:"1" maximum:"1000" default:"1000"`
	// Where the contributions go on: taken from next.
	Cursor string `form:"cursor" maxLength:"20"`
}

// GetFilmScore godoc
// @Summary     Get the score of a film
// @Description With explain=true it is taken apart down to the last review.
// @ID          getFilmScore
// @Tags        scores
// @Produce     json
// @Param       film path string true "id, slug or prefixed outside id" maxLength(200) example(her-2013)
// @Param       query query ScoreQuery false "method and detail"
// @Success     200 {object} FilmScore
// @Router      /films/{film}/score [get]
func (a *API) GetFilmScore(c *gin.Context) error {
	var q ScoreQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	method, err := rating.LookupMethod(q.Method)
	if err != nil {
		return err
	}
	ctx := c.Request.Context()
	to, err := a.targetScale(ctx, q.To)
	if err != nil {
		return err
	}
	f, err := a.Store.Film(ctx, models.Ref(c.Param("film")))
	if err != nil {
		return err
	}
	scores, err := a.Store.Scores(ctx, f.ID)
	if err != nil {
		return err
	}
	score := scores[f.ID]
	var wire FilmScore
	if q.Explain {
		wire, err = a.explained(c, &f, score, method, q)
	} else {
		wire = scoreWire(&f, score, method)
	}
	if err != nil {
		return err
	}
	if wire.Converted, err = convert(wire.Score, to); err != nil {
		return err
	}
	return send(c, http.StatusOK, score.Version, wire)
}

// explained is a score with its contributions. All of it is computed from one reading of the reviews, not from the rollup,
// so that the parts add up while others write.
func (a *API) explained(c *gin.Context, f *models.Film, score models.Score, method rating.Method, q ScoreQuery) (FilmScore, error) {
	after := int64(0)
	if q.Cursor != "" {
		var err error
		if after, err = strconv.ParseInt(q.Cursor, 10, 64); err != nil {
			return FilmScore{}, fault.New(fault.Invalid, "The cursor is not one of this list.").In("cursor", "take it from next of the page before")
		}
	}
	ctx := c.Request.Context()
	ids, entries, err := a.Store.CountedReviews(ctx, f.ID)
	if err != nil {
		return FilmScore{}, err
	}
	var tally rating.Tally
	for _, e := range entries {
		if err := tally.Add(e); err != nil {
			return FilmScore{}, err
		}
	}
	score.Summary = rating.Summarise(tally, score.Prior)
	score.Verdict = models.FilmVerdict(score.Mean)
	explanation, err := rating.Explain(method.Name, entries, score.Prior)
	if err != nil {
		return FilmScore{}, err
	}
	wire := scoreWire(f, score, method)
	wire.Prior.Contribution = explanation.Prior
	from := 0
	for from < len(ids) && ids[from] <= after {
		from++
	}
	to := min(from+q.Limit, len(ids))
	if to < len(ids) {
		wire.Next = linkNext(c, nextURL(c.Request.URL, strconv.FormatInt(ids[to-1], 10)))
	}
	sources, err := a.Store.Sources(ctx, ids[from:to])
	if err != nil {
		return FilmScore{}, err
	}
	wire.Contributions = make([]Contribution, 0, to-from)
	for i := from; i < to; i++ {
		wire.Contributions = append(wire.Contributions, contributionWire(ids[i], entries[i], explanation.Items[i], sources[ids[i]]))
	}
	return wire, nil
}
