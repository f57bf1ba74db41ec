package ingest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"reelscore/extract"
	"reelscore/internal/fault"
	"reelscore/internal/fetch"
	"reelscore/models"
)

// pageTries is how often a page is asked for before the item is left as the feed has it.
const pageTries = 3

// takeItem takes one item in, unless it is as it was. An error is a fault of ours: what is wrong with the item is kept
// with it.
func (f *Feeds) takeItem(ctx context.Context, feed *models.Feed, in *extract.ChannelItem, item *models.FeedItem, run *FeedRun) error {
	sum := sha256.Sum256(in.Document)
	print := hex.EncodeToString(sum[:16])
	if feed.FetchPages && in.Teaser {
		print += "+page"
	}
	if item.Fingerprint == print {
		run.Unchanged++
		return f.takeComments(ctx, feed, in, item, run)
	}
	if item.Fingerprint != "" {
		item.Tries = 0
	}
	item.Fingerprint, item.Document = print, in.Document
	item.Title, item.URL = clip(in.Title, maxTitle), address(in.URL)
	done, err := f.storeItem(ctx, feed, in, item)
	if err != nil {
		return err
	}
	if item.Fingerprint == "" {
		run.again = true
	}
	switch done {
	case models.ItemCreated:
		run.Created++
	case models.ItemUpdated:
		run.Updated++
	case models.ItemUnchanged:
		run.Unchanged++
	case models.ItemUnmatched:
		run.Unmatched++
	case models.ItemSkipped:
		run.Skipped++
	default:
		run.Failed++
	}
	if in.DeclaredComments == nil {
		item.Comments = -1 // Its comments may have changed as well.
	}
	return f.takeComments(ctx, feed, in, item, run)
}

// storeItem reads an item and stores its review, or else why there is none. The film is the one that a person has named,
// or else goes by the item.
func (f *Feeds) storeItem(ctx context.Context, feed *models.Feed, in *extract.ChannelItem, item *models.FeedItem) (done string, err error) {
	keep := func(status, reason string) (string, error) {
		item.Status, item.Reason = status, clip(reason, maxLine)
		return status, f.store.KeepItem(ctx, item)
	}
	item.Candidates = nil
	d, note, err := f.itemDraft(ctx, feed, in, item)
	if err != nil {
		return keep(models.ItemFailed, reasonOf(err))
	}
	page := reviewPage(d)
	if item.FilmID != nil {
		page.FilmRef = models.Ref(strconv.FormatInt(*item.FilmID, 10))
	} else if status, why := noFilm(in, d); status != "" {
		return keep(status, why)
	}
	if feed.OutletID != nil {
		page.Review.OutletRef = models.Ref(strconv.FormatInt(*feed.OutletID, 10))
	}
	page.Review.Source, page.Review.SourceID = feed.URL, item.GUID
	page.Review.RetrievedAt = f.o.Now().UnixMilli()
	done, _, err = f.store.TakeItem(ctx, item, &page, decideItem)
	var known *fault.Error
	switch {
	case errors.As(err, &known):
		item.Candidates = candidatesOf(known)
		return keep(models.ItemUnmatched, reasonOf(err))
	case err != nil:
		return "", err
	case note != "" && item.Reason == "":
		item.Reason = clip(note, maxLine)
		err = f.store.KeepItem(ctx, item)
	}
	return done, err
}

// decideItem finds the film of an item. A new one is made only when the item tells its year or an outside id: feeds have
// titles that are no film's.
func decideItem(h models.FilmHint, all []models.Candidate) (*models.Film, error) {
	found, matches, ambiguous := Decide(h, all)
	switch {
	case ambiguous:
		return nil, fault.New(fault.Conflict, "It may be about one of %d films that are known.", len(matches)).With(matches)
	case found == nil && h.Year == 0 && len(h.ExternalIDs) == 0:
		return nil, fault.New(fault.Unprocessable, "No film %q is known, and the item tells neither its year nor an outside id, without which none is made.", h.Title)
	}
	return found, nil
}

func candidatesOf(f *fault.Error) []models.FeedCandidate {
	matches, _ := f.Extra.([]Match)
	var all []models.FeedCandidate
	for _, m := range matches[:min(len(matches), 20)] {
		all = append(all, models.FeedCandidate{FilmID: m.Film.ID, Slug: m.Film.Slug, Title: m.Film.Title, Year: m.Film.Year, Reason: m.Reason})
	}
	return all
}

// reasonOf is what a person may read of an error.
func reasonOf(err error) string {
	var known *fault.Error
	if errors.As(err, &known) {
		return known.Detail
	}
	return err.Error()
}

// noFilm tells why an item cannot be taken without a person, and what becomes of it; "" when it can.
func noFilm(in *extract.ChannelItem, d extract.Draft) (status, reason string) {
	watched := strings.HasPrefix(in.ID, "letterboxd-watch-") && d.Review.Rating == nil
	switch {
	case in.List:
		return models.ItemSkipped, "It is a list of films, and no review of one."
	case watched:
		return models.ItemSkipped, "It tells that the film was watched, without a rating and without a text."
	case notFilm(d):
		return models.ItemSkipped, "Its markup says that it is not about a film."
	case len(d.Entries) > 1:
		return models.ItemUnmatched, fmt.Sprintf("It is about %d films.", len(d.Entries))
	case d.Film.Title == "":
		return models.ItemUnmatched, "It does not tell which film it is about."
	}
	return "", ""
}

// itemDraft reads an item and, when the feed has its beginning only and is to be completed, its page. note tells why that
// was not done.
func (f *Feeds) itemDraft(ctx context.Context, feed *models.Feed, in *extract.ChannelItem, item *models.FeedItem) (d extract.Draft, note string, err error) {
	if d, err = Read(in.Document, string(extract.KindFeed), in.URL); err != nil {
		return d, "", err
	}
	if strings.HasPrefix(in.ID, "letterboxd-watch-") {
		d.Review.Body, d.Review.Excerpt = "", "" // "Watched on ..." is Letterboxd's, not the critic's.
	}
	d.Comments.Declared = cmp.Or(in.DeclaredComments, d.Comments.Declared)
	if !feed.FetchPages || !in.Teaser || in.URL == "" || in.List {
		return d, "", nil
	}
	page, err := f.get(ctx, fetch.Request{URL: in.URL})
	if err == nil {
		var whole extract.Draft
		if whole, err = Read(page.Body, pageKind(page.ContentType), page.URL); err == nil {
			return completed(whole, d), "", nil
		}
	}
	if ctx.Err() != nil {
		return d, "", ctx.Err()
	}
	if item.Tries++; item.Tries < pageTries {
		item.Fingerprint = "" // The next read tries again.
	}
	return d, "Its page could not be read: " + reasonOf(err), nil
}

// pageKind is the kind of a page by its media type, or "" to find it out.
func pageKind(contentType string) string {
	if strings.Contains(contentType, "html") {
		return string(extract.KindHTML)
	}
	return ""
}

// completed fills a page's draft in with what its item tells. The film is that of whichever is more sure of it.
func completed(page, item extract.Draft) extract.Draft {
	if page.Film.Title == "" || item.Evidence["/film/title"].Confidence > page.Evidence["/film/title"].Confidence {
		page.Film.Title, page.Film.Year = item.Film.Title, cmp.Or(item.Film.Year, page.Film.Year)
	}
	page.Film.Year = cmp.Or(page.Film.Year, item.Film.Year)
	page.Film.IDs = append(page.Film.IDs, item.Film.IDs...)
	if len(item.Entries) < 2 && item.Film.Title != "" {
		page.Entries = nil // Other films beside the article are teasers.
	}
	p, it := &page.Review, item.Review
	for _, field := range []struct{ to, from *string }{
		{&p.Title, &it.Title}, {&p.Outlet, &it.Outlet}, {&p.Published, &it.Published}, {&p.Language, &it.Language}, {&p.Excerpt, &it.Excerpt},
	} {
		*field.to = cmp.Or(*field.to, *field.from)
	}
	p.URL = cmp.Or(it.URL, p.URL)
	if len(p.Body) < len(it.Body) {
		p.Body = it.Body
	}
	if len(p.Authors) == 0 {
		p.Authors = it.Authors
	}
	if p.Rating == nil {
		p.Rating, p.Blurb = it.Rating, it.Blurb
	}
	if len(p.Categories) == 0 {
		p.Categories = it.Categories
	}
	page.Comments.Declared = cmp.Or(item.Comments.Declared, page.Comments.Declared)
	return page
}
