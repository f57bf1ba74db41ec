package handlers

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"reelscore/models"
)

// FilmMerge names the film that is merged into another.
type FilmMerge struct {
	// The film that goes, by id, slug or prefixed outside id.
	From string `json:"from" binding:"required" format:"ref" minLength:"1" maxLength:"200" example:"her-2014"`
} //@name FilmMerge

// MergeFilm godoc
// @Summary     Merge another film into this one
// @Description For two films that are one. Reviews, credits, outside ids and all else move here in one transaction; what is known of this film stays. The other film's address answers with a redirect (308) from then on.
// @ID          mergeFilm
// @Tags        films
// @Accept      json
// @Produce     json
// @Param       film path string true "id, slug or prefixed outside id" maxLength(200) example(her-2013)
// @Param       merge body FilmMerge true "the film that goes"
// @Success     200 {object} Film
// @Security    bearer
// @Router      /films/{film}/merge [post]
func (a *API) MergeFilm(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	var in FilmMerge
	if err := a.readBody(c, &in); err != nil {
		return err
	}
	f, err := a.Store.MergeFilms(c.Request.Context(), models.Ref(c.Param("film")), models.Ref(in.From))
	if err != nil {
		return err
	}
	return a.sendFilm(c, http.StatusOK, f)
}

// MovedFilm is where a request for a film that was merged into another has to go; empty when it was not.
func (a *API) MovedFilm(ctx context.Context, c *gin.Context) (string, error) {
	ref := c.Param("film")
	if ref == "" {
		return "", nil
	}
	id, err := a.Store.MovedFilm(ctx, models.Ref(ref))
	if err != nil || id == 0 {
		return "", err
	}
	to := *c.Request.URL
	// The pattern of the route tells where in the path the film stands.
	parts := strings.Split(to.Path, "/")
	for i, p := range strings.Split(c.FullPath(), "/") {
		if p == ":film" && i < len(parts) {
			parts[i] = strconv.FormatInt(id, 10)
		}
	}
	to.Path, to.RawPath = strings.Join(parts, "/"), ""
	return to.RequestURI(), nil
}
