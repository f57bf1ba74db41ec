package handlers

import (
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/models"
)

// LiveNote is what somebody noted while they watched.
type LiveNote struct {
	ID     int64 `json:"id" binding:"required" minimum:"1" example:"1"`
	Review int64 `json:"review" binding:"required" minimum:"1" example:"1"`
	// The time into the film, in seconds and as it is read on a clock.
	OffsetSeconds int       `json:"offset_seconds" binding:"required" minimum:"0" maximum:"3600000" example:"6813"`
	Offset        string    `json:"offset" binding:"required" maxLength:"12" example:"1:53:33"`
	Text          string    `json:"text" binding:"required" maxLength:"20000" example:"He will have to start over again."`
	Version       int64     `json:"version" binding:"required" minimum:"1" example:"1"`
	CreatedAt     time.Time `json:"created_at" binding:"required"`
	UpdatedAt     time.Time `json:"updated_at" binding:"required"`
} //@name LiveNote

// FilmLiveNote is a live note among those of all reviews of a film.
type FilmLiveNote struct {
	LiveNote
	From NoteSource `json:"from" binding:"required"`
} //@name FilmLiveNote

// NoteSource names the review that a live note is from, and its outlet.
type NoteSource struct {
	Title  *string      `json:"title" binding:"required" extensions:"x-nullable" maxLength:"500" example:"At the movies: Her"`
	URL    *string      `json:"url" binding:"required" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	Outlet *OutletBrief `json:"outlet" binding:"required" extensions:"x-nullable"`
} //@name NoteSource

// LiveNoteInput is the writable form of a live note.
type LiveNoteInput struct {
	// The time into the film.
	OffsetSeconds int    `json:"offset_seconds" binding:"required" minimum:"0" maximum:"3600000" example:"6813"`
	Text          string `json:"text" binding:"required" format:"text" minLength:"1" maxLength:"20000" example:"He will have to start over again."`
} //@name LiveNoteInput

// LiveNotePage is a page of live notes.
type LiveNotePage struct {
	Items []LiveNote `json:"items" binding:"required" maxItems:"100"`
	Next  *string    `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	Total *int64     `json:"total,omitempty" minimum:"0"`
} //@name LiveNotePage

// FilmLiveNotePage is a page of the live notes of a film.
type FilmLiveNotePage struct {
	Items []FilmLiveNote `json:"items" binding:"required" maxItems:"100"`
	Next  *string        `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	Total *int64         `json:"total,omitempty" minimum:"0"`
} //@name FilmLiveNotePage

// ListLiveNotes godoc
// @Summary  List the live notes of a review by their time into the film
// @ID       listLiveNotes
// @Tags     reviews
// @Produce  json
// @Param    review path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Param    query query PageQuery false "page"
// @Success  200 {object} LiveNotePage
// @Router   /reviews/{review}/live-notes [get]
func (a *API) ListLiveNotes(c *gin.Context) error {
	var q PageQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	page, err := a.Store.LiveNotes(c.Request.Context(), models.Ref(c.Param("review")), q.list(""))
	if err != nil {
		return err
	}
	return sendPage(c, page, nil, liveNoteWire)
}

// ListFilmLiveNotes godoc
// @Summary  List the live notes of all reviews of a film by their time into it
// @ID       listFilmLiveNotes
// @Tags     films
// @Produce  json
// @Param    film path string true "id, slug or prefixed outside id" maxLength(200) example(her-2013)
// @Param    query query PageQuery false "page"
// @Success  200 {object} FilmLiveNotePage
// @Router   /films/{film}/live-notes [get]
func (a *API) ListFilmLiveNotes(c *gin.Context) error {
	var q PageQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	page, err := a.Store.FilmLiveNotes(c.Request.Context(), models.Ref(c.Param("film")), q.list(""))
	if err != nil {
		return err
	}
	return sendPage(c, page, nil, filmLiveNoteWire)
}

// GetLiveNote godoc
// @Summary  Get a live note
// @ID       getLiveNote
// @Tags     reviews
// @Produce  json
// @Param    review path int true "id of the review" minimum(1) maximum(9007199254740991) example(1)
// @Param    note path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Success  200 {object} LiveNote
// @Router   /reviews/{review}/live-notes/{note} [get]
func (a *API) GetLiveNote(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	n, err := a.Store.LiveNote(c.Request.Context(), models.Ref(c.Param("review")), models.Ref(c.Param("note")))
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, n.Version, liveNoteWire(&n))
}

// CreateLiveNote godoc
// @Summary  Add a live note to a review
// @ID       createLiveNote
// @Tags     reviews
// @Accept   json
// @Produce  json
// @Param    review path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Param    note body LiveNoteInput true "the live note"
// @Success  201 {object} LiveNote
// @Security bearer
// @Router   /reviews/{review}/live-notes [post]
func (a *API) CreateLiveNote(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	var in LiveNoteInput
	if err := a.readBody(c, &in); err != nil {
		return err
	}
	n := models.LiveNote{OffsetSeconds: in.OffsetSeconds, Text: in.Text}
	if err := a.Store.CreateLiveNote(c.Request.Context(), models.Ref(c.Param("review")), &n); err != nil {
		return err
	}
	c.Header("Location", remarkPath(n.Remark, "live-notes"))
	return send(c, http.StatusCreated, n.Version, liveNoteWire(&n))
}

// UpdateLiveNote godoc
// @Summary  Change a live note
// @ID       updateLiveNote
// @Tags     reviews
// @Accept   application/merge-patch+json
// @Produce  json
// @Param    review path int true "id of the review" minimum(1) maximum(9007199254740991) example(1)
// @Param    note path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Param    patch body LiveNoteInput true "what to change"
// @Success  200 {object} LiveNote
// @Security bearer
// @Router   /reviews/{review}/live-notes/{note} [patch]
func (a *API) UpdateLiveNote(c *gin.Context) error {
	patch, version, err := a.readUpdate(c)
	if err != nil {
		return err
	}
	review, ref := models.Ref(c.Param("review")), models.Ref(c.Param("note"))
	n, err := a.Store.UpdateLiveNote(c.Request.Context(), review, ref, version, func(stored *models.LiveNote) error {
		in := LiveNoteInput{OffsetSeconds: stored.OffsetSeconds, Text: stored.Text}
		if err := patch(&in); err != nil {
			return err
		}
		stored.OffsetSeconds, stored.Text = in.OffsetSeconds, in.Text
		return nil
	})
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, n.Version, liveNoteWire(&n))
}

// DeleteLiveNote godoc
// @Summary  Delete a live note
// @ID       deleteLiveNote
// @Tags     reviews
// @Param    review path int true "id of the review" minimum(1) maximum(9007199254740991) example(1)
// @Param    note path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Success  204
// @Security bearer
// @Router   /reviews/{review}/live-notes/{note} [delete]
func (a *API) DeleteLiveNote(c *gin.Context) error {
	return removeFrom(c, "review", "note", a.Store.DeleteLiveNote)
}

// liveNotesOf are the live notes that come with a new review.
func liveNotesOf(in []LiveNoteInput) []models.LiveNote {
	notes := make([]models.LiveNote, len(in))
	for i, n := range in {
		notes[i] = models.LiveNote{OffsetSeconds: n.OffsetSeconds, Text: n.Text}
	}
	return notes
}

func liveNoteWire(n *models.LiveNote) LiveNote {
	return LiveNote{
		ID: n.ID, Review: n.ReviewID, OffsetSeconds: n.OffsetSeconds, Offset: clock(n.OffsetSeconds), Text: n.Text,
		Version: n.Version, CreatedAt: stamp(n.CreatedAt), UpdatedAt: stamp(n.UpdatedAt),
	}
}

func filmLiveNoteWire(n *models.LiveNote) FilmLiveNote {
	w := FilmLiveNote{LiveNote: liveNoteWire(n), From: NoteSource{Title: orNull(n.Review.Title), URL: orNull(n.Review.URL)}}
	if n.Review.Outlet != nil {
		outlet := outletBrief(n.Review.Outlet)
		w.From.Outlet = &outlet
	}
	return w
}

// clock writes a time into a film as a player shows it: 3:25, 1:53:33.
func clock(seconds int) string {
	if hours := seconds / 3600; hours > 0 {
		return fmt.Sprintf("%d:%02d:%02d", hours, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}
