package handlers

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/models"
)

// Critic is somebody who reviews films.
type Critic struct {
	ID        int64         `json:"id" binding:"required" minimum:"1" example:"1"`
	Slug      string        `json:"slug" binding:"required" maxLength:"120" example:"mara-lindqvist"`
	Name      string        `json:"name" binding:"required" maxLength:"300" example:"Mara Lindqvist"`
	Bio       *string       `json:"bio" binding:"required" extensions:"x-nullable" maxLength:"20000"`
	Links     []Link        `json:"links" binding:"required" maxItems:"100"`
	Outlets   []OutletBrief `json:"outlets" binding:"required" maxItems:"1000"`
	Stats     *RatingStats  `json:"stats,omitempty"`
	Version   int64         `json:"version" binding:"required" minimum:"1" example:"1"`
	CreatedAt time.Time     `json:"created_at" binding:"required"`
	UpdatedAt time.Time     `json:"updated_at" binding:"required"`
} //@name Critic

// CriticInput is the writable form of a critic.
type CriticInput struct {
	Name  string      `json:"name" binding:"required" format:"line" minLength:"1" maxLength:"300" example:"Mara Lindqvist"`
	Bio   *string     `json:"bio,omitempty" extensions:"x-nullable" format:"text" maxLength:"20000"`
	Links []LinkInput `json:"links,omitempty" maxItems:"100"`
	// The outlets that the critic writes or speaks for, by id or slug.
	Outlets []string `json:"outlets,omitempty" format:"ref" maxItems:"1000" minLength:"1" maxLength:"200"`
} //@name CriticInput

// CriticPage is a page of critics.
type CriticPage struct {
	Items []Critic `json:"items" binding:"required" maxItems:"100"`
	Next  *string  `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	Total *int64   `json:"total,omitempty" minimum:"0"`
} //@name CriticPage

// CriticQuery narrows and orders a list of critics.
type CriticQuery struct {
	// Critics of this outlet, by id or slug.
	Outlet string `form:"outlet" format:"ref" minLength:"1" maxLength:"200"`
	NameQuery
}

// ListCritics godoc
// @Summary  List critics
// @ID       listCritics
// @Tags     critics
// @Produce  json
// @Param    query query CriticQuery false "filters"
// @Success  200 {object} CriticPage
// @Router   /critics [get]
func (a *API) ListCritics(c *gin.Context) error {
	var q CriticQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	page, err := a.Store.Critics(c.Request.Context(), models.Ref(q.Outlet), q.list(q.Sort))
	if err != nil {
		return err
	}
	wire, err := a.criticWire(c, page.Items)
	if err != nil {
		return err
	}
	return sendPage(c, page, nil, wire)
}

// GetCritic godoc
// @Summary  Get a critic
// @ID       getCritic
// @Tags     critics
// @Produce  json
// @Param    critic path string true "id or slug" maxLength(200) example(1)
// @Param    query query StatsQuery false "shape"
// @Success  200 {object} Critic
// @Router   /critics/{critic} [get]
func (a *API) GetCritic(c *gin.Context) error {
	var q StatsQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	found, err := a.Store.Critic(c.Request.Context(), models.Ref(c.Param("critic")))
	if err != nil {
		return err
	}
	stats, err := q.stats(func() (models.Habits, error) { return a.Store.CriticHabits(c.Request.Context(), found.ID) })
	if err != nil {
		return err
	}
	return a.sendCritic(c, http.StatusOK, found, stats)
}

// CreateCritic godoc
// @Summary  Create a critic
// @ID       createCritic
// @Tags     critics
// @Accept   json
// @Produce  json
// @Param    critic body CriticInput true "the critic"
// @Success  201 {object} Critic
// @Security bearer
// @Router   /critics [post]
func (a *API) CreateCritic(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	var in CriticInput
	if err := a.readBody(c, &in); err != nil {
		return err
	}
	var made models.Critic
	if err := a.Store.CreateCritic(c.Request.Context(), &made, in.apply(&made)); err != nil {
		return err
	}
	c.Header("Location", "/v1/critics/"+strconv.FormatInt(made.ID, 10))
	return a.sendCritic(c, http.StatusCreated, made, nil)
}

// UpdateCritic godoc
// @Summary  Change a critic
// @ID       updateCritic
// @Tags     critics
// @Accept   application/merge-patch+json
// @Produce  json
// @Param    critic path string true "id or slug" maxLength(200) example(1)
// @Param    patch body CriticInput true "what to change; null deletes"
// @Success  200 {object} Critic
// @Security bearer
// @Router   /critics/{critic} [patch]
func (a *API) UpdateCritic(c *gin.Context) error {
	patch, version, err := a.readUpdate(c)
	if err != nil {
		return err
	}
	changed, err := a.Store.UpdateCritic(c.Request.Context(), models.Ref(c.Param("critic")), version, func(m *models.Critic, outlets []models.Outlet) ([]models.Ref, error) {
		in := CriticInput{Name: m.Name, Bio: orNull(m.Bio), Links: linkInputs(m.Links)}
		for _, o := range outlets {
			in.Outlets = append(in.Outlets, strconv.FormatInt(o.ID, 10))
		}
		if err := patch(&in); err != nil {
			return nil, err
		}
		return in.apply(m), nil
	})
	if err != nil {
		return err
	}
	return a.sendCritic(c, http.StatusOK, changed, nil)
}

// DeleteCritic godoc
// @Summary  Delete a critic who speaks in no review
// @ID       deleteCritic
// @Tags     critics
// @Param    critic path string true "id or slug" maxLength(200) example(1)
// @Success  204
// @Security bearer
// @Router   /critics/{critic} [delete]
func (a *API) DeleteCritic(c *gin.Context) error { return remove(c, "critic", a.Store.DeleteCritic) }

// apply writes the input into a critic and returns its outlets.
func (in CriticInput) apply(m *models.Critic) []models.Ref {
	m.Name, m.Bio, m.Links = strings.Trim(in.Name, " "), orZero(in.Bio), linksOf(in.Links)
	outlets := make([]models.Ref, len(in.Outlets))
	for i, o := range in.Outlets {
		outlets[i] = models.Ref(o)
	}
	return outlets
}

// criticWire reads the outlets of all the critics at once, and returns what makes each critic's wire type.
func (a *API) criticWire(c *gin.Context, critics []models.Critic) (func(*models.Critic) Critic, error) {
	ids := make([]int64, len(critics))
	for i := range critics {
		ids[i] = critics[i].ID
	}
	outlets, err := a.Store.CriticOutlets(c.Request.Context(), ids...)
	return func(m *models.Critic) Critic {
		briefs := make([]OutletBrief, len(outlets[m.ID]))
		for i := range outlets[m.ID] {
			briefs[i] = outletBrief(&outlets[m.ID][i])
		}
		return Critic{
			ID: m.ID, Slug: m.Slug, Name: m.Name, Bio: orNull(m.Bio), Links: linkWires(m.Links), Outlets: briefs,
			Version: m.Version, CreatedAt: stamp(m.CreatedAt), UpdatedAt: stamp(m.UpdatedAt),
		}
	}, err
}

// sendCritic answers with one critic.
func (a *API) sendCritic(c *gin.Context, status int, m models.Critic, stats *RatingStats) error {
	wire, err := a.criticWire(c, []models.Critic{m})
	if err != nil {
		return err
	}
	body := wire(&m)
	body.Stats = stats
	return send(c, status, m.Version, body)
}
