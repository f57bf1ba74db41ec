package handlers

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"reelscore/exchange"
	"reelscore/ingest"
	"reelscore/models"
)

// ExportQuery tells what to write, and how.
type ExportQuery struct {
	// ndjson holds all of the collection; csv its reviews with all three forms of the rating; letterboxd what Letterboxd imports.
	Format string `form:"format" enums:"ndjson,csv,letterboxd" default:"ndjson"`
	// Only this film, by id, slug or prefixed outside id.
	Film string `form:"film" format:"ref" minLength:"1" maxLength:"200"`
	// Only reviews of this outlet, by id or slug.
	Outlet string `form:"outlet" format:"ref" minLength:"1" maxLength:"200"`
}

// Export godoc
// @Summary     Get the collection, or a part of it, as a file
// @Description The whole of it as of one moment, texts included that the rights of a review do not let be shown: so it needs a key. Importing the NDJSON into an empty collection gives the same collection.
// @ID          export
// @Tags        exports
// @Produce     application/x-ndjson,text/csv
// @Param       query query ExportQuery false "what to write"
// @Success     200 {string} string "the file"
// @Failure     422 {object} Problem
// @Security    bearer[read]
// @Router      /exports [get]
func (a *API) Export(c *gin.Context) error {
	var q ExportQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	filter := models.ExportFilter{Film: models.Ref(q.Film), Outlet: models.Ref(q.Outlet)}
	if err := a.Store.CheckFilter(c.Request.Context(), filter); err != nil {
		return err
	}
	kind, extension := "text/csv", ".csv"
	if q.Format == string(exchange.FormatNDJSON) {
		kind, extension = "application/x-ndjson", ".ndjson"
	}
	c.Header("Content-Type", kind+"; charset=utf-8")
	c.Header("Content-Disposition", `attachment; filename="reelscore-`+q.Format+extension+`"`)
	return ingest.Export(c.Request.Context(), a.Store, exchange.Format(q.Format), filter, c.Writer)
}

// LinkedDataType is the media type of JSON-LD.
const LinkedDataType = "application/ld+json"

// wantsLinkedData tells whether a client asks for JSON-LD before JSON.
func wantsLinkedData(c *gin.Context) bool {
	accept := c.GetHeader("Accept")
	at := strings.Index(accept, LinkedDataType)
	json := strings.Index(accept, "application/json")
	return at >= 0 && (json < 0 || at < json)
}

// sendLinkedData answers with a film and its reviews as a schema.org document.
func (a *API) sendLinkedData(c *gin.Context, f *models.Film) error {
	var text bytes.Buffer
	if err := ingest.ExportFilm(c.Request.Context(), a.Store, f.ID, &text); err != nil {
		return err
	}
	return sendBytes(c, http.StatusOK, f.Version, LinkedDataType+"; charset=utf-8", text.Bytes())
}
