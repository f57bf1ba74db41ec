package models

import (
	"context"
	"strconv"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"reelscore/internal/fault"
)

// What became of an item of a feed.
const (
	ItemStored    = "stored"    // its review is in the collection
	ItemUnmatched = "unmatched" // its film cannot be told; a person has to
	ItemSkipped   = "skipped"   // it is no review of a film
	ItemFailed    = "failed"    // it could not be read
)

// FeedItem is an item that a feed has shown.
type FeedItem struct {
	ID, FeedID int64
	GUID       string
	Title, URL string
	Status     string
	// Reason says why it is not stored, or what is special about it.
	Reason     string
	Candidates []FeedCandidate `gorm:"serializer:json"`
	// FilmID is the film that a person said is meant; nil when nobody did.
	FilmID   *int64
	ReviewID *int64
	// ReviewPrint tells whether the review is still what the item made of it.
	ReviewPrint string
	Fingerprint string
	// Tries is how often its page could not be had.
	Tries int
	// Comments is how many comments were declared when they were read; -1 when they never were.
	Comments  int
	Document  []byte
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	UpdatedAt int64 `gorm:"autoUpdateTime:false"`
}

// FeedCandidate is a film that an item may be about.
type FeedCandidate struct {
	FilmID int64  `json:"film_id"`
	Slug   string `json:"slug"`
	Title  string `json:"title"`
	Year   int    `json:"year"`
	Reason string `json:"reason"`
}

var feedItemList = listing[FeedItem]{
	orders:  map[string]order[FeedItem]{"added": {column: "feed_items.id", value: func(it *FeedItem) any { return it.ID }}},
	initial: "-added",
	id:      "feed_items.id",
	key:     func(it *FeedItem) int64 { return it.ID },
}

// FeedItems reads a page of the items of a feed, of those statuses, all when there are none.
func (s *Store) FeedItems(ctx context.Context, feed Ref, statuses []string, list List) (Page[FeedItem], error) {
	db := s.read(ctx)
	f, err := oneFeed(db, feed)
	if err != nil {
		return Page[FeedItem]{}, err
	}
	q := db.Table("feed_items").Omit("Document").Where("feed_items.feed_id = ?", f.ID)
	if len(statuses) > 0 {
		q = q.Where("feed_items.status || '' IN ?", statuses) // Else the index on it would be taken, and its rows sorted.
	}
	return feedItemList.page(q, list)
}

// FeedItem reads one item of a feed by its id.
func (s *Store) FeedItem(ctx context.Context, feed, ref Ref) (FeedItem, error) {
	var item FeedItem
	db := s.read(ctx)
	f, err := oneFeed(db, feed)
	if err != nil {
		return item, err
	}
	none := fault.New(fault.NotFound, "Feed %d has no item %q.", f.ID, string(ref))
	id, err := strconv.ParseInt(string(ref), 10, 64)
	if err != nil {
		return item, none
	}
	found := db.Where("feed_id = ? AND id = ?", f.ID, id).Limit(1).Find(&item)
	if found.Error == nil && found.RowsAffected == 0 {
		return item, none
	}
	return item, found.Error
}

// KnownItems reads what is known of items of a feed, by their names within it.
func (s *Store) KnownItems(ctx context.Context, feed int64, guids []string) (map[string]FeedItem, error) {
	known := make(map[string]FeedItem, len(guids))
	for len(guids) > 0 {
		n := min(len(guids), 500)
		var rows []FeedItem
		if err := s.read(ctx).Where("feed_id = ? AND guid IN ?", feed, guids[:n]).Find(&rows).Error; err != nil {
			return nil, err
		}
		for _, row := range rows {
			known[row.GUID] = row
		}
		guids = guids[n:]
	}
	return known, nil
}

// UnmatchedItems reads the items whose film could not be told, with ids above the given one and in their order.
func (s *Store) UnmatchedItems(ctx context.Context, above int64, limit int) (items []FeedItem, err error) {
	err = s.read(ctx).Where("status = ? AND id > ?", ItemUnmatched, above).Order("id").Limit(limit).Find(&items).Error
	return items, err
}

// FilmsChanged tells whether films were added, changed, merged or deleted behind a change, and which change is the newest.
func (s *Store) FilmsChanged(ctx context.Context, behind int64) (is bool, newest int64, err error) {
	row := struct{ Films, Newest int64 }{}
	err = s.read(ctx).Raw("SELECT COUNT(CASE WHEN resource = 'film' THEN 1 END) AS films, COALESCE(MAX(seq), ?) AS newest FROM changes WHERE seq > ?", behind, behind).
		Scan(&row).Error
	return row.Films > 0, row.Newest, err
}

// KeepItem keeps what became of an item that is not stored.
func (s *Store) KeepItem(ctx context.Context, item *FeedItem) error {
	given := *item
	return s.write(ctx, func(tx *gorm.DB) error {
		touch(tx)
		*item = given
		return s.keepItem(tx, item)
	})
}

// keepItem writes an item in the caller's transaction, under the name that it has in its feed.
func (s *Store) keepItem(tx *gorm.DB, item *FeedItem) error {
	item.UpdatedAt = s.now().UnixMilli()
	if item.CreatedAt == 0 {
		item.CreatedAt = item.UpdatedAt
	}
	if item.Candidates == nil {
		item.Candidates = []FeedCandidate{}
	}
	if item.Status == ItemStored {
		item.Document = nil
	}
	if item.ID != 0 {
		return tx.Select("*").Updates(item).Error
	}
	return tx.Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "feed_id"}, {Name: "guid"}},
		DoUpdates: clause.AssignmentColumns([]string{
			"title", "url", "status", "reason", "candidates", "film_id", "review_id", "review_print", "fingerprint", "tries", "comments", "document", "updated_at",
		}),
	}).Create(item).Error
}
