package handlers

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
	"reelscore/rating"
)

// ParsedRating is a rating as it was read, with what there is to say about the reading.
type ParsedRating struct {
	Rating
	// The score on the scale that to names; left out without to, and where there is no score.
	Converted *Converted `json:"converted,omitempty"`
	// What the flags mean, in plain words.
	Detail *string `json:"detail" binding:"required" extensions:"x-nullable" maxLength:"4000"`
} //@name ParsedRating

// RatingToParse is a rating as it was written, with what is known about it beside its text.
type RatingToParse struct {
	Raw string `json:"raw" binding:"required" maxLength:"20000" example:"2/5"`
	// The scale, for a value that states none itself.
	Scale *string `json:"scale,omitempty" extensions:"x-nullable" format:"scale-id" minLength:"1" maxLength:"60" example:"points-5"`
	// The ends of the scale and the lowest grade that can be given, as structured data states them.
	Best   *rating.Decimal `json:"best,omitempty" swaggertype:"number" extensions:"x-nullable" minimum:"-1000" maximum:"1000"`
	Worst  *rating.Decimal `json:"worst,omitempty" swaggertype:"number" extensions:"x-nullable" minimum:"-1000" maximum:"1000"`
	Lowest *rating.Decimal `json:"lowest,omitempty" swaggertype:"number" extensions:"x-nullable" minimum:"-1000" maximum:"1000"`
} //@name RatingToParse

// ParseInput is the ratings of one call.
type ParseInput struct {
	Ratings []RatingToParse `json:"ratings" binding:"required" minItems:"1" maxItems:"10000"`
} //@name ParseInput

// ParsedRatings is the ratings of one call as they were read, in the order in which they were sent.
type ParsedRatings struct {
	Items []ParsedRating `json:"items" binding:"required" maxItems:"10000"`
} //@name ParsedRatings

// ParseQuery picks what the ratings of a batch are sent with.
type ParseQuery struct {
	// A scale to show the scores on.
	To string `form:"to" format:"scale-id" minLength:"1" maxLength:"60"`
}

// ParseOneQuery is one rating to parse.
type ParseOneQuery struct {
	// The rating as it was written. A plus sign is written %2B; at the very end + is understood, too.
	Rating string `form:"rating" binding:"required" minLength:"1" maxLength:"1000" example:"2/5"`
	// The scale, for a value that states none itself.
	Scale string `form:"scale" format:"scale-id" minLength:"1" maxLength:"60"`
	// A scale to show the score on.
	To string `form:"to" format:"scale-id" minLength:"1" maxLength:"60"`
}

// ParseRatings godoc
// @Summary     Read many ratings
// @Description Nothing is stored, and no key is needed. What cannot be read has a null score, with the reason in flags and detail.
// @ID          parseRatings
// @Tags        ratings
// @Accept      json
// @Produce     json
// @Param       query query ParseQuery false "detail"
// @Param       ratings body ParseInput true "the ratings"
// @Success     200 {object} ParsedRatings
// @Router      /ratings/parse [post]
func (a *API) ParseRatings(c *gin.Context) error {
	var q ParseQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	var in ParseInput
	if err := a.readBody(c, &in); err != nil {
		return err
	}
	to, err := a.targetScale(c.Request.Context(), q.To)
	if err != nil {
		return err
	}
	var ids []string
	for _, r := range in.Ratings {
		if r.Scale != nil {
			ids = append(ids, *r.Scale)
		}
	}
	scales, err := a.Store.ScalesNamed(c.Request.Context(), ids...)
	if err != nil {
		return err
	}
	out := ParsedRatings{Items: make([]ParsedRating, len(in.Ratings))}
	for i, r := range in.Ratings {
		parsed, _, err := r.parse(scales, to)
		if err != nil {
			return err
		}
		out.Items[i] = parsed
	}
	return send(c, http.StatusOK, 0, out)
}

// parse reads the rating. A refusal of the strict parser is told apart from an error: a batch goes on.
func (in RatingToParse) parse(scales map[string]rating.Scale, to *rating.Scale) (ParsedRating, *rating.ParseError, error) {
	context := rating.NewContext()
	for _, n := range []struct {
		from *rating.Decimal
		to   *rating.Decimal
	}{{in.Best, &context.Best}, {in.Worst, &context.Worst}, {in.Lowest, &context.Lowest}} {
		if n.from != nil {
			*n.to = *n.from
		}
	}
	var unknown string
	if in.Scale != nil {
		if scale, known := scales[*in.Scale]; known {
			context.Scale = &scale
		} else {
			unknown = "there is no scale " + *in.Scale + "; GET /v1/scales lists them"
		}
	}
	r, err := rating.Parse(in.Raw, context)
	detail := r.Detail()
	var refusal *rating.ParseError
	if err != nil {
		if !errors.As(err, &refusal) {
			return ParsedRating{}, nil, err
		}
		detail = refusal.Detail
	}
	if unknown != "" {
		// What the caller says about the rating is not known, so that nothing follows from the rest.
		r.Score, r.Verdict, r.Method, r.Flags = rating.NoScore, rating.VerdictNone, "", r.Flags|rating.FlagScaleUnknown
		refusal = &rating.ParseError{Raw: in.Raw, Flag: rating.FlagScaleUnknown, Detail: unknown}
		detail = unknown
	}
	parsed := ParsedRating{Rating: ratingWire(r), Detail: orNull(detail)}
	parsed.Converted, err = convert(r.Score, to)
	return parsed, refusal, err
}

// ParseRating godoc
// @Summary  Read one rating
// @ID       parseRating
// @Tags     ratings
// @Produce  json
// @Param    query query ParseOneQuery true "the rating"
// @Success  200 {object} ParsedRating
// @Router   /ratings/parse [get]
func (a *API) ParseRating(c *gin.Context) error {
	var q ParseOneQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	parsed, err := a.parseOne(c, q)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, 0, parsed)
}

// parseOne reads the rating in the query, strictly.
func (a *API) parseOne(c *gin.Context, q ParseOneQuery) (ParsedRating, error) {
	to, err := a.targetScale(c.Request.Context(), q.To)
	if err != nil {
		return ParsedRating{}, err
	}
	var scales map[string]rating.Scale
	if q.Scale != "" {
		if scales, err = a.Store.ScalesNamed(c.Request.Context(), q.Scale); err != nil {
			return ParsedRating{}, err
		}
	}
	in := RatingToParse{Raw: withPlus(q.Rating, c.Request.URL.RawQuery), Scale: orNull(q.Scale)}
	parsed, refusal, err := in.parse(scales, to)
	if err == nil && refusal != nil {
		parameter := "rating"
		if refusal.Flag == rating.FlagScaleUnknown {
			parameter = "scale"
		}
		err = fault.New(fault.Unprocessable, "This is not one rating that can be taken.").In(parameter, "%s", refusal.Detail)
	}
	return parsed, err
}

// withPlus gives a rating back the plus sign at its end, which an address turns into a space: B+ must not become a B.
func withPlus(text, rawQuery string) string {
	for part := range strings.SplitSeq(rawQuery, "&") {
		if value, found := strings.CutPrefix(part, "rating="); found && strings.HasSuffix(value, "+") {
			return strings.TrimSuffix(text, " ") + "+"
		}
	}
	return text
}
