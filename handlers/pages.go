package handlers

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"reelscore/extract"
	"reelscore/ingest"
	"reelscore/internal/fault"
	"reelscore/models"
)

// Ingested is what became of a page.
type Ingested struct {
	Film    Film            `json:"film" binding:"required"`
	Review  Review          `json:"review" binding:"required"`
	Created IngestedCreated `json:"created" binding:"required"`
} //@name Ingested

// IngestedCreated tells what was new.
type IngestedCreated struct {
	Film   bool `json:"film" binding:"required"`
	Outlet bool `json:"outlet" binding:"required"`
	Review bool `json:"review" binding:"required"`
} //@name IngestedCreated

// FilmMatch is a film that a page may be about.
type FilmMatch struct {
	Film FilmBrief `json:"film" binding:"required"`
	// Why it may be the one.
	Reason string `json:"reason" binding:"required" maxLength:"200" example:"the same title, one year apart"`
} //@name FilmMatch

// ExtractPage godoc
// @Summary     Read a page into a draft
// @Description Finds the film, the review and its rating in a page, each field with the evidence for it. Nothing is stored.
// @ID          extractPage
// @Tags        ingest
// @Accept      plain,html,json,mpfd,text/markdown,application/rss+xml,application/ld+json
// @Produce     json
// @Param       query query PageAbout false "about the page"
// @Param       page body PageInput true "the page"
// @Success     200 {object} Draft
// @Router      /extract [post]
func (a *API) ExtractPage(c *gin.Context) error {
	d, _, err := a.readDraft(c)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, 0, NewDraft(d))
}

// IngestPage godoc
// @Summary     Store the review that a page holds
// @Description The page is read as by /extract, its film is found or made, and all is stored in one transaction. A page that is known, by its address or its text, is answered with its review and 200. When several films may be meant the answer is 409 with the candidates; when none can be told it is 422 with the draft.
// @ID          ingestPage
// @Tags        ingest
// @Accept      plain,html,json,mpfd,text/markdown,application/rss+xml,application/ld+json
// @Produce     json
// @Param       query query PageAbout false "about the page"
// @Param       page body PageInput true "the page"
// @Success     201 {object} Ingested
// @Success     200 {object} Ingested "the review is known already"
// @Security    bearer
// @Router      /ingest [post]
func (a *API) IngestPage(c *gin.Context) error {
	d, in, err := a.readDraft(c)
	if err != nil {
		return err
	}
	taken, err := ingest.Take(c.Request.Context(), a.Store, d, ingest.Source{
		Content: []byte(in.Content), Film: models.Ref(orZero(in.Film)), Outlet: models.Ref(orZero(in.Outlet)),
	})
	if err != nil {
		return err
	}
	film, err := a.filmWire(c, []models.Film{taken.Film}, FilmShape{Expand: []string{"credits"}})
	if err != nil {
		return err
	}
	review, err := a.reviewWire(c, []models.Review{taken.Review}, ReviewShape{Expand: []string{"body"}})
	if err != nil {
		return err
	}
	status := http.StatusOK
	c.Header("Location", "/v1/reviews/"+strconv.FormatInt(taken.Review.ID, 10))
	if taken.NewReview {
		status = http.StatusCreated
	}
	return send(c, status, taken.Review.Version, Ingested{
		Film: film(&taken.Film), Review: review(&taken.Review),
		Created: IngestedCreated{Film: taken.NewFilm, Outlet: taken.NewOutlet, Review: taken.NewReview},
	})
}

// readDraft reads the page of a request into a draft, with the sender's changes in it.
func (a *API) readDraft(c *gin.Context) (extract.Draft, PageInput, error) {
	in, err := a.readPage(c)
	if err != nil {
		return extract.Draft{}, in, err
	}
	d, err := ingest.Read([]byte(in.Content), orZero(in.ContentType), orZero(in.URL))
	if err != nil {
		return d, in, err
	}
	return d, in, in.Changes.apply(&d)
}

// Extend gives a problem what its error says beyond words: the films that may be meant, or the draft.
func (p *Problem) Extend(f *fault.Error) {
	switch extra := f.Extra.(type) {
	case extract.Draft:
		d := NewDraft(extra)
		p.Draft = &d
	case []ingest.Match:
		p.Candidates = wires(extra, func(m *ingest.Match) FilmMatch { return FilmMatch{Film: filmBrief(&m.Film), Reason: m.Reason} })
	}
}
