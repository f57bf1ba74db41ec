package handlers

import (
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"reelscore/ingest"
	"reelscore/internal/fault"
	"reelscore/models"
)

// ImportRow is what became of one row of a file.
type ImportRow struct {
	Row int64 `json:"row" binding:"required" minimum:"1" example:"1"`
	// The file within an archive.
	File *string `json:"file" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	// The line on which the row begins.
	Line   int64  `json:"line" binding:"required" minimum:"0" example:"2"`
	Status string `json:"status" binding:"required" enums:"created,updated,unchanged,duplicate,skipped,unmatched,rejected" example:"created"`
	Kind   string `json:"kind" binding:"required" enums:",scale,person,outlet,critic,film,review" example:"review"`
	// Why the row was not taken in, with the remedy.
	Reason *string `json:"reason" binding:"required" extensions:"x-nullable" maxLength:"20000"`
	// What was left out or put right.
	Notes []string `json:"notes" binding:"required" maxItems:"1000" maxLength:"20000"`
	// The flags of the rating, and the rating as it was written.
	Flags  []string `json:"flags" binding:"required" maxItems:"20" maxLength:"40" example:"scale_unknown"`
	Rating *string  `json:"rating" binding:"required" extensions:"x-nullable" maxLength:"20000" example:"8"`
	Film   *int64   `json:"film" binding:"required" extensions:"x-nullable" minimum:"1" example:"1"`
	// The review, or what else the row is.
	ID *int64 `json:"id" binding:"required" extensions:"x-nullable" minimum:"1" example:"1"`
	// The films that an unmatched row may mean.
	Candidates []MatchCandidate `json:"candidates" binding:"required" maxItems:"1000"`
	// The row as it stands in the file.
	Text string `json:"text" binding:"required" maxLength:"16777216" example:"Her,2013,8"`
} //@name ImportRow

// MatchCandidate is a film that a row may mean.
type MatchCandidate struct {
	Film FilmBrief `json:"film" binding:"required"`
	// Why it may be the one.
	Reason string `json:"reason" binding:"required" maxLength:"200" example:"the same title, one year apart"`
} //@name MatchCandidate

// ImportRowPage is a page of rows, in the order of the file.
type ImportRowPage struct {
	Items []ImportRow `json:"items" binding:"required" maxItems:"100"`
	Next  *string     `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	Total *int64      `json:"total,omitempty" minimum:"0"`
} //@name ImportRowPage

// ImportRowQuery narrows the rows.
type ImportRowQuery struct {
	// Rows of which this became.
	Status []string `form:"status" enums:"created,updated,unchanged,duplicate,skipped,unmatched,rejected" maxItems:"7"`
	// JSON by pages, or all rows as CSV; Accept: text/csv asks for CSV as well.
	Format string `form:"format" enums:"json,csv"`
	PageQuery
}

// ListImportRows godoc
// @Summary     List what became of the rows of an import
// @Description By pages as JSON, or all of them as CSV with the original row (format=csv, or Accept: text/csv).
// @ID          listImportRows
// @Tags        imports
// @Produce     json,text/csv
// @Param       import path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Param       query query ImportRowQuery false "filters"
// @Success     200 {object} ImportRowPage
// @Security    bearer[read]
// @Router      /imports/{import}/rows [get]
func (a *API) ListImportRows(c *gin.Context) error {
	var q ImportRowQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	i, err := a.importOf(c)
	if err != nil {
		return err
	}
	statuses := make([]models.RowStatus, len(q.Status))
	for k, s := range q.Status {
		statuses[k] = models.RowStatus(s)
	}
	c.Writer.Header().Add("Vary", "Accept")
	if q.Format == "csv" || q.Format == "" && strings.HasPrefix(c.GetHeader("Accept"), "text/csv") {
		c.Header("Content-Type", "text/csv; charset=utf-8")
		c.Header("Content-Disposition", `attachment; filename="import-`+strconv.FormatInt(i.ID, 10)+`.csv"`)
		w := csv.NewWriter(c.Writer)
		if err := ingest.WriteReport(c.Request.Context(), a.Store, i.ID, statuses, w); err != nil {
			return err
		}
		w.Flush()
		return w.Error()
	}
	page, err := a.Store.ReportPage(c.Request.Context(), i.ID, statuses, q.list(""))
	if err != nil {
		return err
	}
	var open []int64
	for _, r := range page.Items {
		if r.Status == models.RowUnmatched {
			open = append(open, r.Row)
		}
	}
	candidates, err := a.Store.CandidatesOf(c.Request.Context(), i.ID, open)
	if err != nil {
		return err
	}
	return sendPage(c, page, nil, func(r *models.ReportRow) ImportRow { return importRowWire(r, candidates[r.Row]) })
}

func importRowWire(r *models.ReportRow, candidates []models.MatchCandidate) ImportRow {
	w := ImportRow{
		Row: r.Row, File: orNull(r.File), Line: r.Line, Status: string(r.Status), Kind: r.Kind, Reason: orNull(r.Reason), Notes: orEmpty(r.Notes), Flags: orEmpty(r.Flags),
		Rating: orNull(r.Rating), Film: orNull(r.Film), ID: orNull(r.ID), Candidates: []MatchCandidate{}, Text: r.Text,
	}
	for _, m := range candidates {
		w.Candidates = append(w.Candidates, MatchCandidate{Film: FilmBrief{ID: m.Film, Slug: m.Slug, Title: m.Title, Year: orNull(m.Year)}, Reason: m.Reason})
	}
	return w
}

// RowMatch names the film of a row.
type RowMatch struct {
	// The film, by id, slug or prefixed outside id.
	Film string `json:"film" binding:"required" format:"ref" minLength:"1" maxLength:"200" example:"her-2013"`
} //@name RowMatch

// MatchedRow is what became of a row whose film was named.
type MatchedRow struct {
	Row    int64  `json:"row" binding:"required" minimum:"1" example:"1"`
	Status string `json:"status" binding:"required" enums:"created,updated,unchanged" example:"created"`
	Film   int64  `json:"film" binding:"required" minimum:"1" example:"1"`
	Review int64  `json:"review" binding:"required" minimum:"1" example:"1"`
	// How many rows of the import name the film in the same way and were settled with this one, itself included.
	Settled int `json:"settled" binding:"required" minimum:"1" example:"1"`
} //@name MatchedRow

// MatchImportRow godoc
// @Summary     Name the film of an unmatched row
// @Description The row is taken in, and so is every other row of the import that names the film in the same way. The decision is remembered for the imports to come.
// @ID          matchImportRow
// @Tags        imports
// @Accept      json
// @Produce     json
// @Param       import path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Param       row path int true "number of the row" minimum(1) maximum(9007199254740991) example(1)
// @Param       match body RowMatch true "the film"
// @Success     200 {object} MatchedRow
// @Security    bearer
// @Router      /imports/{import}/rows/{row}/match [post]
func (a *API) MatchImportRow(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	id, err := importID(c)
	if err != nil {
		return err
	}
	row, err := strconv.ParseInt(c.Param("row"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "There is no row %q; rows are named by their numbers.", c.Param("row"))
	}
	var in RowMatch
	if err := a.readBody(c, &in); err != nil {
		return err
	}
	done, err := ingest.MatchRow(c.Request.Context(), a.Store, id, row, models.Ref(in.Film))
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, 0, MatchedRow{Row: done.Row, Status: string(done.Status), Film: done.Film, Review: done.Review, Settled: done.Rows})
}
