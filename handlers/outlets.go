package handlers

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/models"
	"reelscore/rating"
)

// Outlet is somewhere that publishes reviews: a site, a paper, a channel, a blog.
type Outlet struct {
	ID           int64        `json:"id" binding:"required" minimum:"1" example:"1"`
	Slug         string       `json:"slug" binding:"required" maxLength:"120" example:"lantern-film-review"`
	Name         string       `json:"name" binding:"required" maxLength:"300" example:"Lantern Film Review"`
	URL          *string      `json:"url" binding:"required" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	FeedURL      *string      `json:"feed_url" binding:"required" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	Description  *string      `json:"description" binding:"required" extensions:"x-nullable" maxLength:"20000"`
	Language     *string      `json:"language" binding:"required" extensions:"x-nullable" format:"language" maxLength:"35" example:"en"`
	DefaultScale *string      `json:"default_scale" binding:"required" extensions:"x-nullable" format:"scale-id" maxLength:"60" example:"stars-5-half"`
	Weight       float64      `json:"weight" binding:"required" minimum:"0" maximum:"100" multipleOf:"0.001" example:"1"`
	Sample       bool         `json:"sample" binding:"required"`
	Stats        *RatingStats `json:"stats,omitempty"`
	Version      int64        `json:"version" binding:"required" minimum:"1" example:"1"`
	CreatedAt    time.Time    `json:"created_at" binding:"required"`
	UpdatedAt    time.Time    `json:"updated_at" binding:"required"`
} //@name Outlet

// OutletInput is the writable form of an outlet.
type OutletInput struct {
	Name        string  `json:"name" binding:"required" format:"line" minLength:"1" maxLength:"300" example:"Lantern Film Review"`
	URL         *string `json:"url,omitempty" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	FeedURL     *string `json:"feed_url,omitempty" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	Description *string `json:"description,omitempty" extensions:"x-nullable" format:"text" maxLength:"20000"`
	Language    *string `json:"language,omitempty" extensions:"x-nullable" format:"language" maxLength:"35" example:"en"`
	// The scale of the outlet's ratings that state none.
	DefaultScale *string `json:"default_scale,omitempty" extensions:"x-nullable" format:"scale-id" maxLength:"60" example:"stars-5-half"`
	// How much the outlet counts in the weighted score: 1 when left out, 0 leaves it out of that score.
	Weight *float64 `json:"weight,omitempty" extensions:"x-nullable" minimum:"0" maximum:"100" multipleOf:"0.001" example:"1"`
	// Made up for a demonstration.
	Sample bool `json:"sample,omitempty"`
} //@name OutletInput

// OutletPage is a page of outlets.
type OutletPage struct {
	Items []Outlet `json:"items" binding:"required" maxItems:"100"`
	Next  *string  `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	Total *int64   `json:"total,omitempty" minimum:"0"`
} //@name OutletPage

// OutletQuery narrows and orders a list of outlets.
type OutletQuery struct {
	// Outlets that write in this language.
	Language string `form:"language" format:"language" maxLength:"35"`
	// Only what was made up for a demonstration, or only what was not.
	Sample *bool `form:"sample"`
	NameQuery
}

// ListOutlets godoc
// @Summary  List outlets
// @ID       listOutlets
// @Tags     outlets
// @Produce  json
// @Param    query query OutletQuery false "filters"
// @Success  200 {object} OutletPage
// @Router   /outlets [get]
func (a *API) ListOutlets(c *gin.Context) error {
	var q OutletQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	page, err := a.Store.Outlets(c.Request.Context(), models.OutletFilter{Language: q.Language, Sample: q.Sample}, q.list(q.Sort))
	if err != nil {
		return err
	}
	return sendPage(c, page, nil, outletWire)
}

// GetOutlet godoc
// @Summary  Get an outlet
// @ID       getOutlet
// @Tags     outlets
// @Produce  json
// @Param    outlet path string true "id or slug" maxLength(200) example(1)
// @Param    query query StatsQuery false "shape"
// @Success  200 {object} Outlet
// @Router   /outlets/{outlet} [get]
func (a *API) GetOutlet(c *gin.Context) error {
	var q StatsQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	o, err := a.Store.Outlet(c.Request.Context(), models.Ref(c.Param("outlet")))
	if err != nil {
		return err
	}
	wire := outletWire(&o)
	wire.Stats, err = q.stats(func() (models.Habits, error) { return a.Store.OutletHabits(c.Request.Context(), o.ID) })
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, o.Version, wire)
}

// CreateOutlet godoc
// @Summary  Create an outlet
// @ID       createOutlet
// @Tags     outlets
// @Accept   json
// @Produce  json
// @Param    outlet body OutletInput true "the outlet"
// @Success  201 {object} Outlet
// @Security bearer
// @Router   /outlets [post]
func (a *API) CreateOutlet(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	var in OutletInput
	if err := a.readBody(c, &in); err != nil {
		return err
	}
	var o models.Outlet
	in.apply(&o)
	if err := a.Store.CreateOutlet(c.Request.Context(), &o); err != nil {
		return err
	}
	c.Header("Location", "/v1/outlets/"+strconv.FormatInt(o.ID, 10))
	return send(c, http.StatusCreated, o.Version, outletWire(&o))
}

// UpdateOutlet godoc
// @Summary     Change an outlet
// @Description A new default scale reads the outlet's ratings that state no scale again; a new weight moves the weighted scores.
// @ID          updateOutlet
// @Tags        outlets
// @Accept      application/merge-patch+json
// @Produce     json
// @Param       outlet path string true "id or slug" maxLength(200) example(1)
// @Param       patch body OutletInput true "what to change; null deletes"
// @Success     200 {object} Outlet
// @Security    bearer
// @Router      /outlets/{outlet} [patch]
func (a *API) UpdateOutlet(c *gin.Context) error {
	patch, version, err := a.readUpdate(c)
	if err != nil {
		return err
	}
	o, err := a.Store.UpdateOutlet(c.Request.Context(), models.Ref(c.Param("outlet")), version, func(o *models.Outlet) error {
		weight := weightWire(o.Weight)
		in := OutletInput{
			Name: o.Name, URL: orNull(o.URL), FeedURL: orNull(o.FeedURL), Description: orNull(o.Description), Language: orNull(o.Language),
			DefaultScale: orNull(o.DefaultScale), Weight: &weight, Sample: o.Sample,
		}
		if err := patch(&in); err != nil {
			return err
		}
		in.apply(o)
		return nil
	})
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, o.Version, outletWire(&o))
}

// DeleteOutlet godoc
// @Summary  Delete an outlet that has no reviews and no critics
// @ID       deleteOutlet
// @Tags     outlets
// @Param    outlet path string true "id or slug" maxLength(200) example(1)
// @Success  204
// @Security bearer
// @Router   /outlets/{outlet} [delete]
func (a *API) DeleteOutlet(c *gin.Context) error { return remove(c, "outlet", a.Store.DeleteOutlet) }

// apply writes the input into an outlet.
func (in OutletInput) apply(o *models.Outlet) {
	o.Name, o.URL, o.FeedURL, o.Description = strings.Trim(in.Name, " "), orZero(in.URL), orZero(in.FeedURL), orZero(in.Description)
	o.Language, o.DefaultScale, o.Sample = orZero(in.Language), orZero(in.DefaultScale), in.Sample
	o.Weight = rating.NormalWeight
	if in.Weight != nil {
		o.Weight = rating.Weight(math.Round(*in.Weight * 1000))
	}
}

// weightWire is a stored weight as the number that it stands for.
func weightWire(w rating.Weight) float64 { return float64(w) / 1000 }

func outletWire(o *models.Outlet) Outlet {
	return Outlet{
		ID: o.ID, Slug: o.Slug, Name: o.Name, URL: orNull(o.URL), FeedURL: orNull(o.FeedURL), Description: orNull(o.Description),
		Language: orNull(o.Language), DefaultScale: orNull(o.DefaultScale), Weight: weightWire(o.Weight), Sample: o.Sample,
		Version: o.Version, CreatedAt: stamp(o.CreatedAt), UpdatedAt: stamp(o.UpdatedAt),
	}
}
