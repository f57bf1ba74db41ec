package handlers

import (
	"time"

	"reelscore/ingest"
	"reelscore/models"
)

// Feed is a feed of reviews that is read again and again: RSS, Atom or JSON Feed.
type Feed struct {
	ID  int64  `json:"id" binding:"required" minimum:"1" example:"1"`
	URL string `json:"url" binding:"required" format:"http-url" maxLength:"2000" example:"https://lantern.example/feed/"`
	// What the feed calls itself.
	Title  *string      `json:"title" binding:"required" extensions:"x-nullable" maxLength:"500" example:"Lantern Film Review"`
	Outlet *OutletBrief `json:"outlet" binding:"required" extensions:"x-nullable"`
	// Seconds between two reads; null for the server's own interval.
	Interval *int `json:"interval_seconds" binding:"required" extensions:"x-nullable" minimum:"300" maximum:"2592000" example:"3600"`
	Paused   bool `json:"paused" binding:"required"`
	// Whether the page of an item is fetched when the feed holds the beginning of its text only.
	FetchPages bool `json:"fetch_pages" binding:"required"`
	// Whether the comments of an item are read from their own feed.
	FetchComments bool      `json:"fetch_comments" binding:"required"`
	State         FeedState `json:"state" binding:"required"`
	Items         FeedCount `json:"items" binding:"required"`
	Version       int64     `json:"version" binding:"required" minimum:"1" example:"1"`
	CreatedAt     time.Time `json:"created_at" binding:"required"`
	UpdatedAt     time.Time `json:"updated_at" binding:"required"`
} //@name Feed

// FeedState is what the last read of a feed left.
type FeedState struct {
	// When it was read last; null for never.
	FetchedAt *time.Time `json:"fetched_at" binding:"required" extensions:"x-nullable"`
	// The HTTP status of its host's last answer; null when there was none.
	Status *int `json:"status" binding:"required" extensions:"x-nullable" minimum:"100" maximum:"599" example:"200"`
	// Why the last read failed; null when it did not.
	Error *string `json:"error" binding:"required" extensions:"x-nullable" maxLength:"2000"`
	// How many reads have failed in a row.
	Failures int `json:"failures" binding:"required" minimum:"0" maximum:"1000000000"`
	// When it is read next; null while it is paused.
	NextAt *time.Time `json:"next_at" binding:"required" extensions:"x-nullable"`
} //@name FeedState

// FeedCount counts the items of a feed by what became of them.
type FeedCount struct {
	Seen      int64 `json:"seen" binding:"required" minimum:"0" example:"12"`
	Stored    int64 `json:"stored" binding:"required" minimum:"0" example:"10"`
	Unmatched int64 `json:"unmatched" binding:"required" minimum:"0" example:"1"`
	Skipped   int64 `json:"skipped" binding:"required" minimum:"0" example:"1"`
	Failed    int64 `json:"failed" binding:"required" minimum:"0" example:"0"`
} //@name FeedCount

// FeedInput is the writable form of a feed.
type FeedInput struct {
	URL string `json:"url" binding:"required" format:"http-url" maxLength:"2000" example:"https://lantern.example/feed/"`
	// The outlet whose feed it is: by id or slug, or a new one by its name. When left out, items name theirs.
	Outlet *string `json:"outlet,omitempty" extensions:"x-nullable" format:"text" minLength:"1" maxLength:"300" example:"Lantern Film Review"`
	// Seconds between two reads; the server's own interval when left out.
	Interval *int `json:"interval_seconds,omitempty" extensions:"x-nullable" minimum:"300" maximum:"2592000" example:"3600"`
	Paused   bool `json:"paused,omitempty"`
	// Fetch the page of an item when the feed holds the beginning of its text only.
	FetchPages bool `json:"fetch_pages,omitempty"`
	// Read the comments of an item from their own feed, where it names one.
	FetchComments bool `json:"fetch_comments,omitempty"`
} //@name FeedInput

// FeedPage is a page of feeds.
type FeedPage struct {
	Items []Feed  `json:"items" binding:"required" maxItems:"100"`
	Next  *string `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	Total *int64  `json:"total,omitempty" minimum:"0"`
} //@name FeedPage

// FeedQuery narrows and orders a list of feeds.
type FeedQuery struct {
	// Feeds of this outlet, by id or slug.
	Outlet string `form:"outlet" format:"ref" minLength:"1" maxLength:"200"`
	// Only feeds that are paused, or only those that are not.
	Paused *bool `form:"paused"`
	// Only feeds whose last read failed, or only the others.
	Failing *bool `form:"failing"`
	// Order; next is by when they are read next.
	Sort string `form:"sort" enums:"added,-added,next,-next" default:"added"`
	PageQuery
}

// FeedRun is what one read of a feed did.
type FeedRun struct {
	// What it came to: the feed was read, has not been modified since the last time, or could not be read.
	Result string `json:"result" binding:"required" enums:"read,not_modified,failed" example:"read"`
	// The HTTP status of its host's answer; null when there was none.
	Status *int `json:"status" binding:"required" extensions:"x-nullable" minimum:"100" maximum:"599" example:"200"`
	// Why it failed; null when it did not.
	Error *string      `json:"error" binding:"required" extensions:"x-nullable" maxLength:"2000"`
	Items FeedRunCount `json:"items" binding:"required"`
	// New comments that were stored.
	Comments int  `json:"comments" binding:"required" minimum:"0" maximum:"1000000" example:"2"`
	Feed     Feed `json:"feed" binding:"required"`
} //@name FeedRun

// FeedRunCount counts the items that a feed shows now by what was done with them.
type FeedRunCount struct {
	Seen      int `json:"seen" binding:"required" minimum:"0" maximum:"1000000" example:"10"`
	Created   int `json:"created" binding:"required" minimum:"0" maximum:"1000000" example:"1"`
	Updated   int `json:"updated" binding:"required" minimum:"0" maximum:"1000000" example:"0"`
	Unchanged int `json:"unchanged" binding:"required" minimum:"0" maximum:"1000000" example:"8"`
	// Their film cannot be told; see the items.
	Unmatched int `json:"unmatched" binding:"required" minimum:"0" maximum:"1000000" example:"1"`
	// They are no reviews.
	Skipped int `json:"skipped" binding:"required" minimum:"0" maximum:"1000000" example:"0"`
	Failed  int `json:"failed" binding:"required" minimum:"0" maximum:"1000000" example:"0"`
	// Left for the next read, for want of time.
	Pending int `json:"pending" binding:"required" minimum:"0" maximum:"1000000" example:"0"`
} //@name FeedRunCount

// FeedOf is a stored feed as the API answers it.
func FeedOf(f *models.Feed) Feed { return feedWire(f) }

func feedWire(f *models.Feed) Feed {
	w := Feed{
		ID: f.ID, URL: f.URL, Title: orNull(f.Title), Interval: orNull(f.IntervalSeconds), Paused: f.Paused, FetchPages: f.FetchPages, FetchComments: f.FetchComments,
		State: FeedState{
			FetchedAt: stampOrNull(f.FetchedAt), Status: orNull(f.LastStatus), Error: orNull(f.LastError), Failures: f.Failures, NextAt: stampOrNull(f.NextAt),
		},
		Items:   FeedCount(f.Items),
		Version: f.Version, CreatedAt: stamp(f.CreatedAt), UpdatedAt: stamp(f.UpdatedAt),
	}
	if f.Outlet != nil {
		outlet := outletBrief(f.Outlet)
		w.Outlet = &outlet
	}
	if f.Paused {
		w.State.NextAt = nil
	}
	return w
}

func (in FeedInput) apply(f *models.Feed) {
	f.URL, f.OutletRef, f.IntervalSeconds = in.URL, models.Ref(orZero(in.Outlet)), orZero(in.Interval)
	f.Paused, f.FetchPages, f.FetchComments = in.Paused, in.FetchPages, in.FetchComments
}

func feedRunWire(r *ingest.FeedRun, f *models.Feed) FeedRun {
	return FeedRun{
		Result: r.Result, Status: orNull(r.Status), Error: orNull(r.Error), Comments: r.Comments, Feed: feedWire(f),
		Items: FeedRunCount{
			Seen: r.Seen, Created: r.Created, Updated: r.Updated, Unchanged: r.Unchanged, Unmatched: r.Unmatched, Skipped: r.Skipped, Failed: r.Failed, Pending: r.Pending,
		},
	}
}
