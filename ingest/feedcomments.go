package ingest

import (
	"context"

	"reelscore/extract"
	"reelscore/internal/fetch"
	"reelscore/models"
)

// takeComments stores the new comments of an item, where the feed asks for them and there may be new ones: the item says
// how many there are, or else it has changed. Comments that cannot be had now are asked for again.
func (f *Feeds) takeComments(ctx context.Context, feed *models.Feed, in *extract.ChannelItem, item *models.FeedItem, run *FeedRun) error {
	switch {
	case !feed.FetchComments, in.CommentsURL == "", item.ReviewID == nil, item.Status != models.ItemStored:
		return nil
	case in.DeclaredComments != nil && *in.DeclaredComments == item.Comments, in.DeclaredComments == nil && item.Comments >= 0:
		return nil
	}
	page, err := f.get(ctx, fetch.Request{URL: in.CommentsURL})
	var found []extract.Comment
	if err == nil {
		found, err = extract.ReadComments(page.Body)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	declared := len(found)
	if in.DeclaredComments != nil {
		declared = *in.DeclaredComments
	}
	if err != nil {
		item.Reason = clip("Its comments could not be read: "+reasonOf(err), maxLine)
		if item.Tries++; item.Tries < pageTries {
			run.again = true
		} else {
			item.Comments = declared // Until there are others.
		}
		return f.store.KeepItem(ctx, item)
	}
	comments := make([]models.Comment, len(found))
	for i, c := range found {
		comments[i] = models.Comment{Name: clip(c.Name, maxName), Posted: c.Time, Body: clip(c.Text, maxText)}
	}
	added, err := f.store.AddComments(ctx, *item.ReviewID, in.DeclaredComments, comments)
	if err != nil {
		return err
	}
	run.Comments += added
	item.Comments, item.Tries, item.Reason = declared, 0, ""
	return f.store.KeepItem(ctx, item)
}
