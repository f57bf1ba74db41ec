package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// Genre is a genre with the other words for it that are understood.
type Genre struct {
	// The key is the name in lower case, for addresses; ?genre= takes it, the name and the synonyms.
	Key      string   `json:"key" binding:"required" maxLength:"120" example:"science-fiction"`
	Name     string   `json:"name" binding:"required" maxLength:"60" example:"Science Fiction"`
	Synonyms []string `json:"synonyms" binding:"required" maxItems:"50" maxLength:"60" example:"sci-fi,sf"`
	// On the canonical list; the others are genres that films have beside it.
	Canonical bool  `json:"canonical" binding:"required" example:"true"`
	Films     int64 `json:"films" binding:"required" minimum:"0" example:"3"`
} //@name Genre

// GenrePage is all genres.
type GenrePage struct {
	Items []Genre `json:"items" binding:"required" maxItems:"600"`
	Next  *string `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
} //@name GenrePage

// ListGenres godoc
// @Summary     List the genres
// @Description The canonical list in alphabetical order, then the other genres that films have, the most frequent first. All at once.
// @ID          listGenres
// @Tags        films
// @Produce     json
// @Success     200 {object} GenrePage
// @Router      /genres [get]
func (a *API) ListGenres(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	uses, err := a.Store.GenreUses(c.Request.Context())
	if err != nil {
		return err
	}
	list := GenrePage{Items: make([]Genre, len(uses))}
	for i, u := range uses {
		list.Items[i] = Genre{Key: u.Key, Name: u.Name, Synonyms: orEmpty(u.Synonyms), Canonical: u.Listed, Films: u.Films}
	}
	return send(c, http.StatusOK, 0, list)
}
