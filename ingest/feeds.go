package ingest

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"strconv"
	"sync"
	"time"

	"reelscore/internal/fault"
	"reelscore/internal/fetch"
	"reelscore/models"
)

const (
	// feedTime bounds one read of a feed with all its pages; feedLease is how long a reader has it to itself, and says again that
	// it needs it after a third: the feeds of a reader that is gone are others' soon.
	feedTime  = 4 * time.Minute
	feedLease = 15 * time.Second
	// feedLook is the longest time until the feeds are looked through again: those that another process added are found.
	feedLook = time.Minute
	// feedReaders is how many feeds are read at the same time.
	feedReaders = 4
	// keepTime bounds the writing of what a read left, once its own time is over.
	keepTime = 10 * time.Second
)

// FeedOptions are the settings of Feeds. Their zero values are the usual ones.
type FeedOptions struct {
	// Every is the time between two reads of a feed that has none of its own; an hour when 0.
	Every time.Duration
	// Pace is the least time between two requests to one host; negative for none, a second when 0.
	Pace time.Duration
	Log  *slog.Logger
	// Now is the clock, and Jitter a random number from 0 to 1.
	Now    func() time.Time
	Jitter func() float64
}

// Feeds reads feeds, each when it is due, and takes in their items.
type Feeds struct {
	store  *models.Store
	client *fetch.Client
	o      FeedOptions
	hosts  hosts
	wake   chan struct{}
}

// NewFeeds makes a reader of feeds. It reads when it is asked to, and on its own while Run runs.
func NewFeeds(store *models.Store, client *fetch.Client, o FeedOptions) *Feeds {
	o.Every, o.Pace = cmp.Or(o.Every, time.Hour), cmp.Or(o.Pace, time.Second)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Jitter == nil {
		o.Jitter = rand.Float64
	}
	return &Feeds{store: store, client: client, o: o, hosts: hosts{pace: o.Pace, now: o.Now, next: map[string]time.Time{}}, wake: make(chan struct{}, 1)}
}

// Every is the time between two reads of a feed that has none of its own.
func (f *Feeds) Every() time.Duration { return f.o.Every }

// Wake makes Run look at once whether a feed is due: one was added or changed.
func (f *Feeds) Wake() {
	select {
	case f.wake <- struct{}{}:
	default: // It is about to look already.
	}
}

// Run reads every feed when it is due until ctx ends. It returns when the last read has ended: one that is cut off leaves
// its feed due.
func (f *Feeds) Run(ctx context.Context) {
	var readers sync.WaitGroup
	defer readers.Wait()
	readers.Go(func() { f.reconsiderAgain(ctx) })
	slots := make(chan struct{}, feedReaders)
	for {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			return
		}
		feed, wait, err := f.due(ctx)
		if err != nil && ctx.Err() == nil {
			f.o.Log.ErrorContext(ctx, "cannot tell which feeds are due", "error", err)
		}
		if feed != nil {
			readers.Go(func() {
				defer func() { <-slots }()
				if _, err := f.read(ctx, feed); err != nil && ctx.Err() == nil {
					f.o.Log.ErrorContext(ctx, "a feed was not read", "feed", feed.ID, "error", err)
				}
				f.Wake()
			})
			continue
		}
		<-slots
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-f.wake:
		case <-ctx.Done():
		}
		timer.Stop()
		if ctx.Err() != nil {
			return
		}
	}
}

// due claims the feed that is due for longest; without one it tells how long to wait.
func (f *Feeds) due(ctx context.Context) (*models.Feed, time.Duration, error) {
	now := f.o.Now()
	due, next, err := f.store.DueFeeds(ctx, now, 1)
	if err != nil {
		return nil, feedLook, err
	}
	if len(due) == 0 {
		wait := feedLook
		if next != 0 {
			wait = min(wait, max(time.UnixMilli(next).Sub(now), time.Millisecond))
		}
		return nil, wait, nil
	}
	feed, err := f.store.ClaimFeed(ctx, models.Ref(strconv.FormatInt(due[0].ID, 10)), now, feedLease)
	if fault.Is(err, fault.Conflict) || fault.Is(err, fault.NotFound) {
		return nil, time.Millisecond, nil // Another process was faster, or it has just been deleted.
	}
	if err != nil {
		return nil, feedLook, err
	}
	return &feed, 0, nil
}

// hold keeps a claimed feed for its reader until ctx ends; the channel then gives until when. When somebody else has the
// feed, or it cannot be told for longer than the lease, lost is called.
func (f *Feeds) hold(ctx context.Context, feed models.Feed, lost func()) <-chan int64 {
	until := make(chan int64, 1)
	go func() {
		defer func() { until <- feed.BusyUntil }()
		again := time.NewTicker(feedLease / 3)
		defer again.Stop()
		for sure := time.Now(); ; {
			select {
			case <-ctx.Done():
				return
			case <-again.C:
			}
			held, err := f.store.HoldFeed(ctx, &feed, f.o.Now(), feedLease)
			switch {
			case err == nil && held:
				sure = time.Now()
			case err == nil || time.Since(sure) > feedLease:
				lost()
				return
			}
		}
	}()
	return until
}

// Refresh reads a feed now, paused or not. It is a conflict while somebody else reads it. That the feed cannot be had is
// no error: the run tells.
func (f *Feeds) Refresh(ctx context.Context, ref models.Ref) (FeedRun, error) {
	feed, err := f.store.ClaimFeed(ctx, ref, f.o.Now(), feedLease)
	if err != nil {
		return FeedRun{}, err
	}
	return f.read(ctx, &feed)
}

// read reads a claimed feed and releases it.
func (f *Feeds) read(ctx context.Context, feed *models.Feed) (FeedRun, error) {
	limited, cancel := context.WithTimeout(ctx, feedTime)
	defer cancel()
	before := *feed
	held := f.hold(limited, before, cancel)
	run, failed := f.poll(limited, feed)
	cancel()
	until := <-held
	if errors.Is(ctx.Err(), context.Canceled) {
		*feed = before // Nobody's fault: it stays due.
	}
	feed.BusyUntil = until
	keep, done := context.WithTimeout(context.WithoutCancel(ctx), keepTime)
	defer done()
	return run, errors.Join(failed, f.store.ReleaseFeed(keep, feed))
}
