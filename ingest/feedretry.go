package ingest

import (
	"context"
	"strconv"
	"time"

	"reelscore/extract"
	"reelscore/internal/fault"
	"reelscore/models"
)

// itemsAtOnce is how many unmatched items are read from the collection at once.
const itemsAtOnce = 100

// reconsiderAgain tries unmatched items again, at first and then each time that films have been added, changed or merged, until
// ctx ends.
func (f *Feeds) reconsiderAgain(ctx context.Context) {
	tick := time.NewTicker(feedLook)
	defer tick.Stop()
	for seen := int64(-1); ; {
		changed, newest, err := f.store.FilmsChanged(ctx, seen)
		if err == nil && changed {
			err = f.Reconsider(ctx)
		}
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			f.o.Log.ErrorContext(ctx, "unmatched items of feeds were not tried again", "error", err)
		default:
			seen = newest
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Reconsider stores the unmatched items of all feeds whose film can be told by now. Those of a feed that is being read are
// left to its reader, and to the next time.
func (f *Feeds) Reconsider(ctx context.Context) error {
	for above := int64(0); ; {
		items, err := f.store.UnmatchedItems(ctx, above, itemsAtOnce)
		if err != nil || len(items) == 0 {
			return err
		}
		for i := range items {
			if err := f.reconsider(ctx, &items[i]); err != nil {
				return err
			}
		}
		above = items[len(items)-1].ID
	}
}

// reconsider stores one unmatched item if its film can be told by now.
func (f *Feeds) reconsider(ctx context.Context, item *models.FeedItem) error {
	channel, err := extract.ReadChannel(item.Document)
	if err != nil || len(channel.Items) != 1 {
		return nil //nolint:nilerr // Nothing was kept of it that could be stored; the next read of its feed may tell more.
	}
	in := &channel.Items[0]
	in.ID = item.GUID
	d, err := Read(in.Document, string(extract.KindFeed), in.URL)
	if err != nil {
		return nil //nolint:nilerr // As above.
	}
	if status, _ := noFilm(in, d); status != "" {
		return nil
	}
	page := reviewPage(d)
	all, err := f.store.FilmCandidates(ctx, page.Hint())
	if err != nil {
		return err
	}
	if found, _, ambiguous := Decide(page.Hint(), all); found == nil || ambiguous {
		return nil
	}
	feed, err := f.store.ClaimFeed(ctx, models.Ref(strconv.FormatInt(item.FeedID, 10)), f.o.Now(), feedLease)
	if fault.Is(err, fault.Conflict) || fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	ref := models.Ref(strconv.FormatInt(item.ID, 10))
	if *item, err = f.store.FeedItem(ctx, models.Ref(strconv.FormatInt(feed.ID, 10)), ref); err == nil && item.Status == models.ItemUnmatched {
		_, err = f.storeItem(ctx, &feed, in, item)
	}
	keep, done := context.WithTimeout(context.WithoutCancel(ctx), keepTime)
	defer done()
	if released := f.store.ReleaseFeed(keep, &feed); err == nil {
		err = released
	}
	return err
}
