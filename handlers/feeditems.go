package handlers

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/models"
)

// FeedItem is an item that a feed has shown, and what became of it.
type FeedItem struct {
	ID int64 `json:"id" binding:"required" minimum:"1" example:"1"`
	// The name that the item has in its feed.
	GUID  string  `json:"guid" binding:"required" maxLength:"2000" example:"https://lantern.example/?p=71"`
	Title *string `json:"title" binding:"required" extensions:"x-nullable" maxLength:"500" example:"Her (2013) review"`
	URL   *string `json:"url" binding:"required" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	// What became of it: its review is stored; its film cannot be told; it is no review; it could not be read.
	Status string `json:"status" binding:"required" enums:"stored,unmatched,skipped,failed" example:"stored"`
	// Why it is not stored, or what is special about it.
	Reason *string `json:"reason" binding:"required" extensions:"x-nullable" maxLength:"1000"`
	// The films that it may be about, when that cannot be told.
	Candidates []FilmMatch `json:"candidates" binding:"required" maxItems:"20"`
	// The id of its review.
	Review *int64 `json:"review" binding:"required" extensions:"x-nullable" minimum:"1" example:"1"`
	// When the feed first showed it, and when it last changed here.
	CreatedAt time.Time `json:"created_at" binding:"required"`
	UpdatedAt time.Time `json:"updated_at" binding:"required"`
} //@name FeedItem

// FeedItemPage is a page of items of a feed.
type FeedItemPage struct {
	Items []FeedItem `json:"items" binding:"required" maxItems:"100"`
	Next  *string    `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	Total *int64     `json:"total,omitempty" minimum:"0"`
} //@name FeedItemPage

// FeedItemQuery narrows and orders the items of a feed.
type FeedItemQuery struct {
	// Items of these statuses.
	Status []string `form:"status" enums:"stored,unmatched,skipped,failed" maxItems:"4"`
	// Order.
	Sort string `form:"sort" enums:"added,-added" default:"-added"`
	PageQuery
}

// FilmChoice names the film that is meant.
type FilmChoice struct {
	// By id, slug or prefixed outside id.
	Film string `json:"film" binding:"required" format:"ref" minLength:"1" maxLength:"200" example:"her-2013"`
} //@name FilmChoice

// ListFeedItems godoc
// @Summary  List the items of a feed and what became of them
// @ID       listFeedItems
// @Tags     ingest
// @Produce  json
// @Param    feed path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Param    query query FeedItemQuery false "filters"
// @Success  200 {object} FeedItemPage
// @Security bearer[read]
// @Router   /feeds/{feed}/items [get]
func (a *API) ListFeedItems(c *gin.Context) error {
	var q FeedItemQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	page, err := a.Store.FeedItems(c.Request.Context(), models.Ref(c.Param("feed")), q.Status, q.list(q.Sort))
	if err != nil {
		return err
	}
	return sendPage(c, page, nil, feedItemWire)
}

// MatchFeedItem godoc
// @Summary     Say which film an item of a feed is about
// @Description The item is stored as a review of that film; later changes of the item go there too.
// @ID          matchFeedItem
// @Tags        ingest
// @Accept      json
// @Produce     json
// @Param       feed path int true "id of the feed" minimum(1) maximum(9007199254740991) example(1)
// @Param       item path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Param       choice body FilmChoice true "the film"
// @Success     200 {object} FeedItem
// @Security    bearer
// @Router      /feeds/{feed}/items/{item}/match [post]
func (a *API) MatchFeedItem(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	var in FilmChoice
	if err := a.readBody(c, &in); err != nil {
		return err
	}
	item, err := a.Feeds.Match(c.Request.Context(), models.Ref(c.Param("feed")), models.Ref(c.Param("item")), models.Ref(in.Film))
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, 0, feedItemWire(&item))
}

func feedItemWire(it *models.FeedItem) FeedItem {
	w := FeedItem{
		ID: it.ID, GUID: it.GUID, Title: orNull(it.Title), URL: orNull(it.URL), Status: it.Status, Reason: orNull(it.Reason), Review: it.ReviewID,
		Candidates: []FilmMatch{}, CreatedAt: stamp(it.CreatedAt), UpdatedAt: stamp(it.UpdatedAt),
	}
	for _, c := range it.Candidates {
		w.Candidates = append(w.Candidates, FilmMatch{Film: FilmBrief{ID: c.FilmID, Slug: c.Slug, Title: c.Title, Year: orNull(c.Year)}, Reason: c.Reason})
	}
	return w
}
