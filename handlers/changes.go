package handlers

import (
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/models"
)

// Change is one committed change of one resource.
type Change struct {
	// Grows in the order of the commits, and has no meaning else.
	Seq      int64     `json:"seq" binding:"required" minimum:"1" example:"1"`
	At       time.Time `json:"at" binding:"required"`
	Resource string    `json:"resource" binding:"required" enums:"film,person,outlet,critic,review,comment,live_note,scale" example:"film"`
	// The resource's id, as a text.
	ID string `json:"id" binding:"required" maxLength:"60" example:"1"`
	// The id of the film whose pages show the resource.
	Film   *int64 `json:"film" binding:"required" extensions:"x-nullable" minimum:"1" example:"1"`
	Action string `json:"action" binding:"required" enums:"created,updated,deleted" example:"created"`
	// The resource's version after the change.
	Version int64 `json:"version" binding:"required" minimum:"1" example:"1"`
} //@name Change

// ChangePage is a stretch of the changes, the oldest first.
type ChangePage struct {
	Items []Change `json:"items" binding:"required" maxItems:"1000"`
	// The page that follows; null when there are no newer changes yet.
	Next *string `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	// The newest change that this page took into account: poll with after=last for what comes later.
	Last int64 `json:"last" binding:"required" minimum:"0" example:"1"`
} //@name ChangePage

// ChangeQuery narrows the changes.
type ChangeQuery struct {
	// Changes after this one; 0 is from the first.
	After int64 `form:"after" minimum:"0" maximum:"9007199254740991" default:"0"`
	// Changes of these kinds of resources.
	Resource []string `form:"resource" enums:"film,person,outlet,critic,review,comment,live_note,scale" maxItems:"8"`
	// Changes that concern this film, its reviews and their comments and notes included, by id, slug or prefixed outside id.
	Film string `form:"film" format:"ref" minLength:"1" maxLength:"200"`
	// Most changes on a page.
	Limit int `form:"limit" minimum:"1" maximum:"1000" default:"100"`
}

// ListChanges godoc
// @Summary     List what has changed
// @Description Every committed change, oldest first. To follow the collection, start with after=0, or with last of an earlier answer; follow next while it is not null, then ask again later with after=last. No change is left out and none comes twice, whatever the filters; with a filter that few changes pass, a page may be empty and next not null. An after that lies beyond the newest change is refused (422): the collection was replaced, for example from a backup, and has to be read anew.
// @ID          listChanges
// @Tags        changes
// @Produce     json
// @Param       query query ChangeQuery false "filters"
// @Success     200 {object} ChangePage
// @Failure     422 {object} Problem
// @Router      /changes [get]
func (a *API) ListChanges(c *gin.Context) error {
	var q ChangeQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	page, err := a.Store.Changes(c.Request.Context(), models.ChangeFilter{Resources: q.Resource, Film: models.Ref(q.Film)}, q.After, q.Limit)
	if err != nil {
		return err
	}
	body := ChangePage{Items: make([]Change, len(page.Items)), Last: page.Last}
	for i, ch := range page.Items {
		body.Items[i] = Change{
			Seq: ch.Seq, At: stamp(ch.At), Resource: ch.Resource, ID: ch.ResourceID, Film: orNull(ch.FilmID), Action: string(ch.Action), Version: ch.Version,
		}
	}
	if page.More {
		query := c.Request.URL.Query()
		query.Set("after", strconv.FormatInt(page.Last, 10))
		body.Next = linkNext(c, c.Request.URL.Path+"?"+query.Encode())
	}
	return send(c, http.StatusOK, 0, body)
}
