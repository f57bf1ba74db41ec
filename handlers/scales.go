package handlers

import (
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
	"reelscore/models"
	"reelscore/rating"
)

// Scale is a rating scale: a built-in one, or one that the collection added. Its cut-offs are scores on the common scale
// of 0 to 100: positive from the one, negative up to the other, mixed between.
type Scale struct {
	ID   string `json:"id" binding:"required" format:"scale-id" maxLength:"60" example:"points-5"`
	Name string `json:"name" binding:"required" maxLength:"200" example:"Points out of 5"`
	Kind string `json:"kind" binding:"required" enums:"fraction,stars,letter,percent,verdict,label" example:"fraction"`
	// The best and the worst value; null for a scale of named grades alone. Worst is the origin, and above best on a
	// scale that runs downwards.
	Best  rating.Decimal `json:"best" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"-1000" maximum:"1000" example:"5"`
	Worst rating.Decimal `json:"worst" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"-1000" maximum:"1000" example:"0"`
	// What a converted value is rounded to; 0 for not at all.
	Step rating.Decimal `json:"step" binding:"required" swaggertype:"number" minimum:"0" maximum:"2000" example:"0.01"`
	// The named grades, best first.
	Labels       []ScaleLabel `json:"labels" binding:"required" maxItems:"200"`
	PositiveFrom rating.Score `json:"positive_from" binding:"required" swaggertype:"number" minimum:"0" maximum:"100" example:"57"`
	NegativeTo   rating.Score `json:"negative_to" binding:"required" swaggertype:"number" minimum:"0" maximum:"100" example:"53"`
	// How a rating becomes a score, with the version of the table; null for a scale of verdicts without numbers.
	ScoreMethod *string `json:"score_method" binding:"required" extensions:"x-nullable" maxLength:"60" example:"linear/1"`
	// Which table the cut-offs come from; null when they are the scale's own.
	VerdictMethod *string    `json:"verdict_method" binding:"required" extensions:"x-nullable" maxLength:"60" example:"verdicts/1"`
	BuiltIn       bool       `json:"built_in" binding:"required" example:"true"`
	Version       int64      `json:"version" binding:"required" minimum:"1" example:"1"`
	CreatedAt     *time.Time `json:"created_at" binding:"required" extensions:"x-nullable"`
	UpdatedAt     *time.Time `json:"updated_at" binding:"required" extensions:"x-nullable"`
} //@name Scale

// ScaleLabel is a named grade of a scale. Its score is null where the grade is a verdict without a number.
type ScaleLabel struct {
	Text  string       `json:"text" binding:"required" maxLength:"100" example:"B+"`
	Score rating.Score `json:"score" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"83"`
} //@name ScaleLabel

// ScalePage is all scales: the built-in ones, then the collection's own.
type ScalePage struct {
	Items []Scale `json:"items" binding:"required" maxItems:"1000"`
	Next  *string `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
} //@name ScalePage

// ScaleInput is the writable form of a scale. A scale has best and worst, or labels, or both. The kind is label when
// only labels are given and else fraction, the cut-offs are those for scales that have none of their own.
type ScaleInput struct {
	ID           string            `json:"id" binding:"required" format:"scale-id" minLength:"1" maxLength:"60" example:"popcorn"`
	Name         string            `json:"name" binding:"required" format:"line" minLength:"1" maxLength:"200" example:"Buckets of popcorn"`
	Kind         *string           `json:"kind,omitempty" extensions:"x-nullable" enums:"fraction,stars,percent,label" example:"fraction"`
	Best         *rating.Decimal   `json:"best,omitempty" swaggertype:"number" extensions:"x-nullable" minimum:"-1000" maximum:"1000" example:"3"`
	Worst        *rating.Decimal   `json:"worst,omitempty" swaggertype:"number" extensions:"x-nullable" minimum:"-1000" maximum:"1000" example:"0"`
	Step         *rating.Decimal   `json:"step,omitempty" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"2000" example:"0.5"`
	Labels       []ScaleLabelInput `json:"labels,omitempty" maxItems:"200"`
	PositiveFrom *rating.Score     `json:"positive_from,omitempty" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"60"`
	NegativeTo   *rating.Score     `json:"negative_to,omitempty" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"40"`
} //@name ScaleInput

// ScaleLabelInput is a named grade of a scale.
type ScaleLabelInput struct {
	Text  string       `json:"text" binding:"required" format:"line" minLength:"1" maxLength:"100" example:"the large one"`
	Score rating.Score `json:"score" binding:"required" swaggertype:"number" minimum:"0" maximum:"100" example:"100"`
} //@name ScaleLabelInput

// ListScales godoc
// @Summary     List scales
// @Description All scales on one page. Beside these, every points-N, points-N-from-M, stars-N and stars-N-half is known.
// @ID          listScales
// @Tags        scales
// @Produce     json
// @Success     200 {object} ScalePage
// @Router      /scales [get]
func (a *API) ListScales(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	own, err := a.Store.OwnScales(c.Request.Context())
	if err != nil {
		return err
	}
	page := ScalePage{Items: []Scale{}}
	for _, s := range rating.Scales() {
		page.Items = append(page.Items, scaleWire(s))
	}
	for i := range own {
		page.Items = append(page.Items, ownScaleWire(&own[i]))
	}
	return send(c, http.StatusOK, 0, page)
}

// GetScale godoc
// @Summary  Get a scale
// @ID       getScale
// @Tags     scales
// @Produce  json
// @Param    scale path string true "id of a scale" maxLength(60) example(points-5)
// @Success  200 {object} Scale
// @Router   /scales/{scale} [get]
func (a *API) GetScale(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	if s, builtIn := rating.LookupScale(c.Param("scale")); builtIn {
		return send(c, http.StatusOK, 1, scaleWire(s))
	}
	own, err := a.Store.OwnScale(c.Request.Context(), c.Param("scale"))
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, own.Version, ownScaleWire(&own))
}

// CreateScale godoc
// @Summary  Add a scale
// @ID       createScale
// @Tags     scales
// @Accept   json
// @Produce  json
// @Param    scale body ScaleInput true "the scale"
// @Success  201 {object} Scale
// @Security bearer
// @Router   /scales [post]
func (a *API) CreateScale(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	var in ScaleInput
	if err := a.readBody(c, &in); err != nil {
		return err
	}
	var own models.OwnScale
	if err := in.apply(&own); err != nil {
		return err
	}
	if err := a.Store.CreateScale(c.Request.Context(), &own); err != nil {
		return err
	}
	c.Header("Location", "/v1/scales/"+own.ID)
	return send(c, http.StatusCreated, own.Version, ownScaleWire(&own))
}

// UpdateScale godoc
// @Summary     Change a scale
// @Description While ratings are stored on the scale, only its name and step can be changed: their scores would no longer be right.
// @ID          updateScale
// @Tags        scales
// @Accept      application/merge-patch+json
// @Produce     json
// @Param       scale path string true "id of a scale" maxLength(60) example(popcorn)
// @Param       patch body ScaleInput true "what to change; null deletes"
// @Success     200 {object} Scale
// @Security    bearer
// @Router      /scales/{scale} [patch]
func (a *API) UpdateScale(c *gin.Context) error {
	patch, version, err := a.readUpdate(c)
	if err != nil {
		return err
	}
	own, err := a.Store.UpdateScale(c.Request.Context(), models.Ref(c.Param("scale")), version, func(own *models.OwnScale) error {
		in := scaleInput(own)
		if err := patch(&in); err != nil {
			return err
		}
		return in.apply(own)
	})
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, own.Version, ownScaleWire(&own))
}

// DeleteScale godoc
// @Summary  Delete a scale that is not in use
// @ID       deleteScale
// @Tags     scales
// @Param    scale path string true "id of a scale" maxLength(60) example(popcorn)
// @Success  204
// @Security bearer
// @Router   /scales/{scale} [delete]
func (a *API) DeleteScale(c *gin.Context) error { return remove(c, "scale", a.Store.DeleteScale) }

// apply writes the input into a scale.
func (in ScaleInput) apply(own *models.OwnScale) error {
	s := rating.Scale{ID: in.ID, Name: in.Name, Kind: rating.KindFraction, Best: rating.NoDecimal, Worst: rating.NoDecimal, Step: orZero(in.Step)}
	s.Positive, s.Negative = rating.GeneralCuts()
	switch {
	case in.Best != nil:
		s.Best, s.Worst = *in.Best, orZero(in.Worst)
	case in.Worst != nil:
		return fault.New(fault.Unprocessable, "The scale has a worst value and no best one.").At("/best", "is needed beside worst")
	default:
		s.Kind = rating.KindLabel
	}
	if in.Kind != nil {
		s.Kind = rating.Kind(*in.Kind)
	}
	if in.PositiveFrom != nil {
		s.Positive = *in.PositiveFrom
	}
	if in.NegativeTo != nil {
		s.Negative = *in.NegativeTo
	}
	for _, l := range in.Labels {
		s.Labels = append(s.Labels, rating.Label{Text: l.Text, Score: l.Score})
	}
	if err := s.Validate(); err != nil {
		// The message of the rating room begins with the field.
		path, message, _ := strings.Cut(err.Error(), ": ")
		path, _, _ = strings.Cut(path, " ")
		if path == "positive" {
			path = "positive_from"
		}
		return fault.New(fault.Unprocessable, "The scale cannot be.").At("/"+path, "%s", message)
	}
	own.SetScale(s)
	return nil
}
