package handlers

import (
	"bytes"
	"mime"
	"net/http"
	"regexp"

	"github.com/gin-gonic/gin"

	"reelscore/exchange"
	"reelscore/internal/fault"
	"reelscore/models"
)

// OPMLType is the media type of a list of feeds.
const OPMLType = "text/x-opml"

// AddedFeeds tells what became of a list of feeds.
type AddedFeeds struct {
	Added   int         `json:"added" binding:"required" minimum:"0" maximum:"5000" example:"1"`
	Known   int         `json:"known" binding:"required" minimum:"0" maximum:"5000" example:"0"`
	Refused int         `json:"refused" binding:"required" minimum:"0" maximum:"5000" example:"0"`
	Items   []AddedFeed `json:"items" binding:"required" maxItems:"5000"`
} //@name AddedFeeds

// AddedFeed tells what became of one feed of a list.
type AddedFeed struct {
	URL string `json:"url" binding:"required" maxLength:"8388608" example:"https://lantern.example/feed/"`
	// A refused one has no address that starts with http:// or https://.
	Result string `json:"result" binding:"required" enums:"added,known,refused" example:"added"`
	// The id of the feed.
	Feed *int64 `json:"feed" binding:"required" extensions:"x-nullable" minimum:"1" example:"1"`
} //@name AddedFeed

// ExportFeeds godoc
// @Summary  Get all feeds as OPML
// @ID       exportFeeds
// @Tags     ingest
// @Produce  text/x-opml
// @Success  200 {string} string "OPML 2.0"
// @Security bearer[read]
// @Router   /feeds.opml [get]
func (a *API) ExportFeeds(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	feeds, err := a.Store.AllFeeds(c.Request.Context())
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := exchange.WriteOPML(&b, "Reelscore", Subscriptions(feeds)); err != nil {
		return err
	}
	return sendBytes(c, http.StatusOK, 0, OPMLType+"; charset=utf-8", b.Bytes())
}

// Subscriptions are feeds as a list of feeds names them.
func Subscriptions(feeds []models.Feed) []exchange.Subscription {
	list := make([]exchange.Subscription, len(feeds))
	for i, f := range feeds {
		list[i] = exchange.Subscription{Title: f.Title, URL: f.URL}
		if f.Outlet != nil {
			list[i].Title, list[i].Page = f.Outlet.Name, f.Outlet.URL
		}
	}
	return list
}

// ImportFeeds godoc
// @Summary     Add the feeds of an OPML document
// @Description Feeds whose address is known stay as they are. Groups are not kept. All is stored in one transaction.
// @ID          importFeeds
// @Tags        ingest
// @Accept      text/x-opml
// @Produce     json
// @Param       opml body string true "the document" maxLength(8388608)
// @Success     200 {object} AddedFeeds
// @Security    bearer
// @Router      /feeds.opml [post]
func (a *API) ImportFeeds(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	kind, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil || kind != OPMLType {
		return fault.New(fault.MediaType, "The body must be an OPML document.").In("Content-Type", "must be %s", OPMLType).Because(err)
	}
	text, err := a.wholeBody(c)
	if err == nil && len(text) == 0 {
		err = fault.New(fault.Invalid, "The body is empty; it must be an OPML document.")
	}
	if err != nil {
		return err
	}
	list, err := exchange.ReadOPML(bytes.NewReader(text))
	if err != nil {
		return fault.New(fault.Unprocessable, "The document cannot be read: %s.", err).Because(err)
	}
	answer, feeds := SortFeeds(list)
	ids, added, err := a.Store.AddFeeds(c.Request.Context(), feeds)
	if err != nil {
		return err
	}
	answer.Settle(ids, added)
	a.Feeds.Wake()
	return send(c, http.StatusOK, 0, answer)
}

var feedAddress = regexp.MustCompile(`^https?://[^\s/?#]+\S*$`)

// feedAddressLength is the greatest length of a feed's address.
const feedAddressLength = 2000

// SortFeeds parts the feeds of a list that can be added from those that cannot.
func SortFeeds(list []exchange.Subscription) (answer AddedFeeds, feeds []models.Feed) {
	answer.Items = make([]AddedFeed, len(list))
	for i, s := range list {
		answer.Items[i] = AddedFeed{URL: s.URL, Result: "refused"}
		if feedAddress.MatchString(s.URL) && len(s.URL) <= feedAddressLength {
			answer.Items[i].Result = ""
			title := []rune(s.Title)
			feeds = append(feeds, models.Feed{URL: s.URL, Title: string(title[:min(len(title), 500)])})
		} else {
			answer.Refused++
		}
	}
	return answer, feeds
}

// Settle puts what became of the feeds that could be added into the answer.
func (a *AddedFeeds) Settle(ids []int64, added []bool) {
	n := 0
	for i := range a.Items {
		item := &a.Items[i]
		if item.Result != "" {
			continue
		}
		item.Feed, item.Result = &ids[n], "known"
		if added[n] {
			item.Result = "added"
			a.Added++
		} else {
			a.Known++
		}
		n++
	}
}
