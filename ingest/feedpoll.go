package ingest

import (
	"context"
	"errors"
	"net/http"
	"time"

	"reelscore/extract"
	"reelscore/internal/fault"
	"reelscore/internal/fetch"
	"reelscore/models"
)

const (
	// A feed that fails is read less and less often, but never less than this often.
	longestBackOff = 24 * time.Hour
	// longestRetryAfter is how long a host that names a time is left alone at most.
	longestRetryAfter = 7 * 24 * time.Hour
	// restSoon is when a feed is read again whose items were not all taken for want of time.
	restSoon = time.Minute
	// A read stops early enough for its answer to be sent within the time that it has.
	lastMoment = 3 * time.Second
)

// What a read of a feed came to.
const (
	FeedRead      = "read"
	FeedUnchanged = "not_modified"
	FeedFailed    = "failed"
)

// FeedRun is what one read of a feed did.
type FeedRun struct {
	Result string
	// Status is that of HTTP; 0 when there was no answer.
	Status int
	// Error says why it failed.
	Error string
	// Seen is how many items the feed shows; each is one of those that follow. Pending ones are left for the next read.
	Seen, Created, Updated, Unchanged, Unmatched, Skipped, Failed, Pending int
	// Comments is how many new ones were stored.
	Comments int
	// again tells that something has to be tried again, though the feed may not change.
	again bool
}

// poll reads a claimed feed and puts into it what the next read has to know. An error is a fault of ours.
func (f *Feeds) poll(ctx context.Context, feed *models.Feed) (run FeedRun, err error) {
	page, err := f.get(ctx, fetch.Request{URL: feed.URL, ETag: feed.ETag, LastModified: feed.LastModified})
	run.Status = page.Status
	switch {
	case err != nil:
	case page.NotModified:
		run.Result = FeedUnchanged
	default:
		run.Result = FeedRead
		err = f.takeChannel(ctx, feed, page, &run)
	}
	if err == nil && page.Moved != "" && len(page.Moved) <= maxURL {
		f.o.Log.InfoContext(ctx, "a feed has moved for good", "feed", feed.ID, "from", feed.URL, "to", page.Moved)
		feed.URL = page.Moved
	}
	now := f.o.Now()
	feed.FetchedAt, feed.LastStatus, feed.LastError = now.UnixMilli(), run.Status, ""
	if err != nil {
		run.Result, run.Error = FeedFailed, "Something went wrong here; the operator finds the cause in the log."
		var known *fault.Error
		if errors.As(err, &known) {
			run.Error, err = known.Detail, nil
		}
		if page.Status == http.StatusGone {
			run.Error += " That is for good, so the feed is paused; change its address, or delete it."
			feed.Paused = true
		}
		feed.LastError = run.Error
		feed.Failures++
		feed.NextAt = now.Add(max(f.backOff(feed), min(page.RetryAfter, longestRetryAfter))).UnixMilli()
		return run, err
	}
	feed.Failures = 0
	if run.Result == FeedRead {
		feed.ETag, feed.LastModified = page.ETag, page.LastModified
	}
	if run.again {
		feed.ETag, feed.LastModified = "", "" // Not changed is no reason then.
	}
	feed.NextAt = now.Add(f.every(feed) + f.jitter(f.every(feed)/10)).UnixMilli()
	if run.Pending > 0 {
		feed.NextAt = now.Add(restSoon).UnixMilli()
	}
	return run, nil
}

// every is the time between two reads of a feed.
func (f *Feeds) every(feed *models.Feed) time.Duration {
	if feed.IntervalSeconds > 0 {
		return time.Duration(feed.IntervalSeconds) * time.Second
	}
	return f.o.Every
}

// backOff is how long a feed that failed is left alone: twice as long after each failure in a row, and up to a quarter
// more, so that feeds that failed together do not come back together.
func (f *Feeds) backOff(feed *models.Feed) time.Duration {
	d := f.every(feed)
	for n := 0; n < feed.Failures && d < longestBackOff; n++ {
		d *= 2
	}
	d = min(d, max(longestBackOff, f.every(feed)))
	return d + f.jitter(d/4)
}

func (f *Feeds) jitter(most time.Duration) time.Duration {
	return time.Duration(f.o.Jitter() * float64(most))
}

// get gets a page when it is its host's turn, and heeds what the host asks.
func (f *Feeds) get(ctx context.Context, r fetch.Request) (fetch.Page, error) {
	if err := f.hosts.wait(ctx, r.URL); err != nil {
		return fetch.Page{}, err
	}
	page, err := f.client.Get(ctx, r)
	if page.RetryAfter > 0 {
		f.hosts.hold(r.URL, min(page.RetryAfter, longestRetryAfter))
	}
	return page, err
}

// takeChannel takes the items of a feed in, the oldest first.
func (f *Feeds) takeChannel(ctx context.Context, feed *models.Feed, page fetch.Page, run *FeedRun) error {
	channel, err := extract.ReadChannel(page.Body)
	if err != nil {
		return fault.New(fault.Unprocessable, "%s.", err).Because(err)
	}
	feed.Title = clip(channel.Title, maxTitle)
	if channel.Truncated {
		f.o.Log.WarnContext(ctx, "a feed has more items than are read", "feed", feed.ID, "read", len(channel.Items))
	}
	guids := make([]string, len(channel.Items))
	for i := range channel.Items {
		channel.Items[i].ID = clip(channel.Items[i].ID, maxURL)
		guids[i] = channel.Items[i].ID
	}
	known, err := f.store.KnownItems(ctx, feed.ID, guids)
	if err != nil {
		return err
	}
	run.Seen = len(channel.Items)
	for i := len(channel.Items) - 1; i >= 0; i-- {
		if end, limited := ctx.Deadline(); limited && time.Until(end) < lastMoment {
			run.Pending, run.again = i+1, true
			return nil
		}
		item, have := known[guids[i]]
		if !have {
			item = models.FeedItem{FeedID: feed.ID, GUID: guids[i], Comments: -1}
		}
		if err := f.takeItem(ctx, feed, &channel.Items[i], &item, run); err != nil {
			return err
		}
	}
	return nil
}
