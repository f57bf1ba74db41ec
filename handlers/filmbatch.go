package handlers

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
	"reelscore/models"
)

// filmBatch is a FilmPage whose films may be trimmed, with missing even where nothing is.
type filmBatch struct {
	Items   []any    `json:"items"`
	Missing []string `json:"missing"`
	Next    *string  `json:"next"`
}

// sendFilmBatch answers GET /films?ids=...
func (a *API) sendFilmBatch(c *gin.Context, q FilmQuery) error {
	mixed := fault.New(fault.Unprocessable, "Films are asked for by their ids, or by filters, not by both.")
	for _, name := range sortedNames(c.Request.URL.Query()) {
		if !slices.Contains([]string{"ids", "expand", "fields"}, name) {
			mixed.In(name, "cannot be combined with ids; leave out the one or the other")
		}
	}
	if len(mixed.Fields) > 0 {
		return mixed
	}
	refs := make([]models.Ref, len(q.IDs))
	for i, id := range q.IDs {
		refs[i] = models.Ref(id)
	}
	films, missing, err := a.Store.FilmsNamed(c.Request.Context(), refs)
	if err != nil {
		return err
	}
	wire, err := a.filmWire(c, films, q.FilmShape)
	if err != nil {
		return err
	}
	batch := filmBatch{Items: make([]any, len(films)), Missing: make([]string, len(missing))}
	for i := range films {
		batch.Items[i] = trim(wire(&films[i]), q.kept())
	}
	for i, ref := range missing {
		batch.Missing[i] = string(ref)
	}
	return send(c, http.StatusOK, 0, batch)
}
