package handlers

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"reelscore/models"
)

// ListFeeds godoc
// @Summary  List feeds with their state
// @ID       listFeeds
// @Tags     ingest
// @Produce  json
// @Param    query query FeedQuery false "filters"
// @Success  200 {object} FeedPage
// @Security bearer[read]
// @Router   /feeds [get]
func (a *API) ListFeeds(c *gin.Context) error {
	var q FeedQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	page, err := a.Store.Feeds(c.Request.Context(), models.FeedFilter{Outlet: models.Ref(q.Outlet), Paused: q.Paused, Failing: q.Failing}, q.list(q.Sort))
	if err != nil {
		return err
	}
	return sendPage(c, page, nil, feedWire)
}

// GetFeed godoc
// @Summary  Get a feed with its state
// @ID       getFeed
// @Tags     ingest
// @Produce  json
// @Param    feed path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Success  200 {object} Feed
// @Security bearer[read]
// @Router   /feeds/{feed} [get]
func (a *API) GetFeed(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	f, err := a.Store.Feed(c.Request.Context(), models.Ref(c.Param("feed")))
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, f.Version, feedWire(&f))
}

// CreateFeed godoc
// @Summary     Add a feed
// @Description It is read for the first time within moments, unless it is paused or the server reads no feeds on its own. Only public addresses are read, and only where the host's robots.txt allows it.
// @ID          createFeed
// @Tags        ingest
// @Accept      json
// @Produce     json
// @Param       feed body FeedInput true "the feed"
// @Success     201 {object} Feed
// @Security    bearer
// @Router      /feeds [post]
func (a *API) CreateFeed(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	var in FeedInput
	if err := a.readBody(c, &in); err != nil {
		return err
	}
	var f models.Feed
	in.apply(&f)
	if err := a.Store.CreateFeed(c.Request.Context(), &f); err != nil {
		return err
	}
	a.Feeds.Wake()
	c.Header("Location", "/v1/feeds/"+strconv.FormatInt(f.ID, 10))
	return send(c, http.StatusCreated, f.Version, feedWire(&f))
}

// UpdateFeed godoc
// @Summary     Change a feed
// @Description With another address it starts anew. Its items, and their reviews, stay.
// @ID          updateFeed
// @Tags        ingest
// @Accept      application/merge-patch+json
// @Produce     json
// @Param       feed path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Param       patch body FeedInput true "what to change; null deletes"
// @Success     200 {object} Feed
// @Security    bearer
// @Router      /feeds/{feed} [patch]
func (a *API) UpdateFeed(c *gin.Context) error {
	patch, version, err := a.readUpdate(c)
	if err != nil {
		return err
	}
	f, err := a.Store.UpdateFeed(c.Request.Context(), models.Ref(c.Param("feed")), version, func(f *models.Feed) error {
		in := FeedInput{
			URL: f.URL, Outlet: orNull(string(f.OutletRef)), Interval: orNull(f.IntervalSeconds), Paused: f.Paused, FetchPages: f.FetchPages, FetchComments: f.FetchComments,
		}
		if err := patch(&in); err != nil {
			return err
		}
		in.apply(f)
		return nil
	})
	if err != nil {
		return err
	}
	a.Feeds.Wake()
	return send(c, http.StatusOK, f.Version, feedWire(&f))
}

// DeleteFeed godoc
// @Summary  Delete a feed; the reviews from it stay
// @ID       deleteFeed
// @Tags     ingest
// @Param    feed path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Success  204
// @Security bearer
// @Router   /feeds/{feed} [delete]
func (a *API) DeleteFeed(c *gin.Context) error { return remove(c, "feed", a.Store.DeleteFeed) }

// RefreshFeed godoc
// @Summary     Read a feed now
// @Description Answers what was done with its items. That the feed cannot be had is no error of this request: result tells, and state.error of the feed keeps it. 409 while the feed is being read already.
// @ID          refreshFeed
// @Tags        ingest
// @Produce     json
// @Param       feed path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Success     200 {object} FeedRun
// @Security    bearer
// @Router      /feeds/{feed}/refresh [post]
func (a *API) RefreshFeed(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	ref := models.Ref(c.Param("feed"))
	run, err := a.Feeds.Refresh(c.Request.Context(), ref)
	if err != nil {
		return err
	}
	f, err := a.Store.Feed(c.Request.Context(), ref)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, f.Version, feedRunWire(&run, &f))
}
