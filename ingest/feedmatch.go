package ingest

import (
	"context"

	"reelscore/extract"
	"reelscore/internal/fault"
	"reelscore/models"
)

// Match stores an item of a feed whose film a person names. Later changes of the item go to the same film.
func (f *Feeds) Match(ctx context.Context, feedRef, itemRef, film models.Ref) (models.FeedItem, error) {
	feed, err := f.store.Feed(ctx, feedRef)
	if err != nil {
		return models.FeedItem{}, err
	}
	item, err := f.store.FeedItem(ctx, feedRef, itemRef)
	if err != nil {
		return item, err
	}
	if item.Status == models.ItemStored {
		return item, fault.New(fault.Conflict, "The item is stored already; to move its review to another film, change the review.")
	}
	id, err := f.store.FilmID(ctx, film)
	if fault.Is(err, fault.NotFound) {
		err = fault.New(fault.Unprocessable, "The film is not known.").At("/film", "there is no film %q; create it first", string(film))
	}
	if err != nil {
		return item, err
	}
	channel, err := extract.ReadChannel(item.Document)
	if err != nil || len(channel.Items) != 1 {
		return item, fault.New(fault.Conflict, "Nothing was kept of the item that could be stored; refresh the feed.").Because(err)
	}
	in := &channel.Items[0]
	in.ID, item.FilmID = item.GUID, &id
	if _, err := f.storeItem(ctx, &feed, in, &item); err != nil {
		return item, err
	}
	if item.Status == models.ItemStored {
		return item, nil
	}
	item.FilmID = nil
	if err := f.store.KeepItem(ctx, &item); err != nil {
		return item, err
	}
	return item, fault.New(fault.Unprocessable, "The item cannot be stored as a review of this film: %s", item.Reason).At("/film", "does not fit")
}
