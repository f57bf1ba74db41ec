package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
	"reelscore/rating"
)

// Conversion is a score, given or read from a rating, shown on a scale.
type Conversion struct {
	Score rating.Score `json:"score" binding:"required" swaggertype:"number" minimum:"0" maximum:"100" example:"74"`
	Converted
	// The rating that the score was read from; left out when the score was given.
	Rating *Rating `json:"rating,omitempty"`
} //@name Conversion

// ConvertQuery is a score or a rating to convert: one of the two.
type ConvertQuery struct {
	// A score on the common scale.
	Score *rating.Score `form:"score" swaggertype:"number" minimum:"0" maximum:"100" extensions:"x-example=74"`
	// A rating as it was written. A plus sign is written %2B; at the very end + is understood, too.
	Rating string `form:"rating" minLength:"1" maxLength:"1000"`
	// The scale of the rating, for a value that states none itself.
	Scale string `form:"scale" format:"scale-id" minLength:"1" maxLength:"60"`
	// The scale to convert to.
	To string `form:"to" binding:"required" format:"scale-id" minLength:"1" maxLength:"60" example:"stars-5-half"`
}

// ConvertRating godoc
// @Summary     Show a score or a rating on another scale
// @Description Rounded half up to the scale's step: 74 is 3.5 of 5 in half stars, and 85 is 4.5.
// @ID          convertRating
// @Tags        ratings
// @Produce     json
// @Param       query query ConvertQuery true "what to convert"
// @Success     200 {object} Conversion
// @Router      /ratings/convert [get]
func (a *API) ConvertRating(c *gin.Context) error {
	var q ConvertQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	if (q.Score == nil) == (q.Rating == "") {
		return fault.New(fault.Unprocessable, "There must be one thing to convert.").In("score", "give either score or rating")
	}
	if q.Score != nil {
		if q.Scale != "" {
			return fault.New(fault.Unprocessable, "A score is on the common scale.").In("scale", "goes with rating only")
		}
		to, err := a.targetScale(c.Request.Context(), q.To)
		if err != nil {
			return err
		}
		converted, err := convert(*q.Score, to)
		if err != nil {
			return err
		}
		return send(c, http.StatusOK, 0, Conversion{Score: *q.Score, Converted: *converted})
	}
	parsed, err := a.parseOne(c, ParseOneQuery{Rating: q.Rating, Scale: q.Scale, To: q.To})
	if err != nil {
		return err
	}
	if parsed.Converted == nil {
		detail := "it is a verdict without a number"
		if parsed.Detail != nil {
			detail = *parsed.Detail
		}
		return fault.New(fault.Unprocessable, "The rating has no score to convert.").In("rating", "%s", detail)
	}
	return send(c, http.StatusOK, 0, Conversion{Score: parsed.Score, Converted: *parsed.Converted, Rating: &parsed.Rating})
}
