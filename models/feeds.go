package models

import (
	"context"
	"strconv"
	"time"

	"gorm.io/gorm"

	"reelscore/internal/fault"
	"reelscore/rating"
)

// Feed is a feed of reviews that is read again and again.
type Feed struct {
	ID       int64
	URL      string
	OutletID *int64
	// IntervalSeconds is the time between two reads; 0 for the program's own.
	IntervalSeconds int
	Paused          bool
	FetchPages      bool // of items that hold the beginning of their text only
	FetchComments   bool
	// Title is what the feed calls itself.
	Title string
	FeedState
	// BusyUntil is until when a reader has the feed to itself.
	BusyUntil int64
	Stamp

	// In a write: the outlet, by id or slug, or a new one by its name; empty for none.
	OutletRef Ref `gorm:"-"`
	// In a read: the outlet, if there is one, and the counts of the feed's items.
	Outlet *Outlet    `gorm:"-"`
	Items  FeedCounts `gorm:"-"`
}

// FeedState is what the last read of a feed left. Times are milliseconds since 1970; 0 is never.
type FeedState struct {
	ETag         string `gorm:"column:etag"`
	LastModified string
	FetchedAt    int64
	LastStatus   int // of HTTP; 0 when there was no answer
	LastError    string
	Failures     int // in a row
	NextAt       int64
}

// FeedCounts are how many items of a feed have been seen, and what became of them.
type FeedCounts struct {
	Seen, Stored, Unmatched, Skipped, Failed int64
}

// FeedFilter narrows a list of feeds; zero values do not.
type FeedFilter struct {
	Outlet  Ref
	Paused  *bool
	Failing *bool // the last read failed
}

var feedList = listing[Feed]{
	orders: map[string]order[Feed]{
		"added": {column: "feeds.id", value: func(f *Feed) any { return f.ID }},
		"next":  {column: "feeds.next_at", value: func(f *Feed) any { return f.NextAt }},
	},
	initial: "added",
	id:      "feeds.id",
	key:     func(f *Feed) int64 { return f.ID },
}

// Feeds reads a page of feeds.
func (s *Store) Feeds(ctx context.Context, f FeedFilter, list List) (Page[Feed], error) {
	db := s.read(ctx)
	q := db.Table("feeds")
	if f.Outlet != "" {
		q = q.Where("feeds.outlet_id = (?)", f.Outlet.where(db.Table("outlets").Select("outlets.id"), "outlets", ""))
	}
	if f.Paused != nil {
		q = q.Where("feeds.paused = ?", *f.Paused)
	}
	if f.Failing != nil {
		q = q.Where("(feeds.failures > 0) = ?", *f.Failing)
	}
	page, err := feedList.page(q, list)
	if err != nil {
		return page, err
	}
	return page, completeFeeds(db, page.Items)
}

// Feed reads the feed with that id.
func (s *Store) Feed(ctx context.Context, ref Ref) (Feed, error) { return oneFeed(s.read(ctx), ref) }

func oneFeed(db *gorm.DB, ref Ref) (Feed, error) {
	none := fault.New(fault.NotFound, "There is no feed %q; feeds are named by their numbers.", string(ref))
	id, err := strconv.ParseInt(string(ref), 10, 64)
	if err != nil {
		return Feed{}, none
	}
	rows := make([]Feed, 1)
	found := db.Where("id = ?", id).Limit(1).Find(&rows)
	if found.Error == nil && found.RowsAffected == 0 {
		return Feed{}, none
	}
	if found.Error != nil {
		return Feed{}, found.Error
	}
	return rows[0], completeFeeds(db, rows)
}

// completeFeeds reads what feeds have in other tables.
func completeFeeds(db *gorm.DB, feeds []Feed) error {
	var ids, outlets []int64
	for i := range feeds {
		ids = append(ids, feeds[i].ID)
		if o := feeds[i].OutletID; o != nil {
			outlets = append(outlets, *o)
		}
	}
	var counts []struct {
		FeedID, Items int64
		Status        string
	}
	if err := db.Table("feed_items").Select("feed_id, status, COUNT(*) AS items").Where("feed_id IN ?", ids).Group("feed_id, status").Find(&counts).Error; err != nil {
		return err
	}
	var rows []Outlet
	if err := db.Where("id IN ?", outlets).Find(&rows).Error; err != nil {
		return err
	}
	for i := range feeds {
		f := &feeds[i]
		for _, c := range counts {
			if c.FeedID == f.ID {
				f.Items.Seen += c.Items
				*f.Items.of(c.Status) += c.Items
			}
		}
		for j := range rows {
			if f.OutletID != nil && rows[j].ID == *f.OutletID {
				f.Outlet = &rows[j]
			}
		}
	}
	return nil
}

// of is the count of a status.
func (c *FeedCounts) of(status string) *int64 {
	return map[string]*int64{ItemStored: &c.Stored, ItemUnmatched: &c.Unmatched, ItemSkipped: &c.Skipped, ItemFailed: &c.Failed}[status]
}

// CreateFeed stores a new feed, which is due at once, and gives it its id.
func (s *Store) CreateFeed(ctx context.Context, f *Feed) error {
	given := *f
	return s.write(ctx, func(tx *gorm.DB) error {
		touch(tx)
		*f = given
		f.ID, f.Stamp, f.FeedState, f.BusyUntil = 0, s.born(), FeedState{NextAt: s.now().UnixMilli()}, 0
		if err := s.settleFeed(tx, f); err != nil {
			return err
		}
		if err := tx.Create(f).Error; err != nil {
			return err
		}
		var err error
		*f, err = oneFeed(tx, refOf(f.ID))
		return err
	})
}

// UpdateFeed stores what edit makes of a feed. At a new address, or back from a pause, it is due at once.
func (s *Store) UpdateFeed(ctx context.Context, ref Ref, version int64, edit func(*Feed) error) (Feed, error) {
	var f Feed
	err := s.write(ctx, func(tx *gorm.DB) error {
		touch(tx)
		old, err := oneFeed(tx, ref)
		if err != nil {
			return err
		}
		if err := fresh(old.Version, version); err != nil {
			return err
		}
		f = old
		if old.OutletID != nil {
			f.OutletRef = refOf(*old.OutletID)
		}
		if err := edit(&f); err != nil {
			return err
		}
		f.ID, f.Stamp = old.ID, s.changed(old.Stamp)
		switch now := s.now().UnixMilli(); {
		case f.URL != old.URL:
			f.FeedState = FeedState{NextAt: now}
		case old.Paused && !f.Paused, f.IntervalSeconds != old.IntervalSeconds:
			f.NextAt = min(f.NextAt, now)
		case f.FetchPages && !old.FetchPages, f.FetchComments && !old.FetchComments:
			f.ETag, f.LastModified = "", "" // What is there has to be looked at anew.
		}
		if err := s.settleFeed(tx, &f); err != nil {
			return err
		}
		if err := tx.Select("*").Updates(&f).Error; err != nil {
			return err
		}
		f, err = oneFeed(tx, ref)
		return err
	})
	return f, err
}

// settleFeed finds or makes the outlet of a feed, and refuses a second feed at one address.
func (s *Store) settleFeed(tx *gorm.DB, f *Feed) error {
	var other int64
	if err := tx.Table("feeds").Select("id").Where("url = ? AND id <> ?", f.URL, f.ID).Limit(1).Scan(&other).Error; err != nil {
		return err
	}
	if other != 0 {
		return fault.New(fault.Conflict, "This feed is known already, as feed %d.", other).At("/url", "/v1/feeds/%d has this address; change that one instead", other)
	}
	f.OutletID = nil
	if f.OutletRef == "" {
		return nil
	}
	id, err := idOf(tx, f.OutletRef, "outlets", "")
	if err != nil {
		return err
	}
	if _, notNumber := strconv.ParseInt(string(f.OutletRef), 10, 64); id == 0 && notNumber == nil {
		return fault.New(fault.Unprocessable, "The feed is of an outlet that is not known.").
			At("/outlet", "there is no outlet %s; give the id or slug of one, or the name of a new one", string(f.OutletRef))
	}
	if id == 0 {
		if err := tx.Table("outlets").Select("id").Where("sort_name = ?", sortKey(string(f.OutletRef))).Order("id").Limit(1).Scan(&id).Error; err != nil {
			return err
		}
	}
	if id == 0 {
		o := Outlet{Named: Named{Name: string(f.OutletRef)}, FeedURL: f.URL, Weight: rating.NormalWeight}
		if err := s.createOutlet(tx, &o); err != nil {
			return err
		}
		id = o.ID
	}
	f.OutletID = &id
	return nil
}

// DeleteFeed deletes a feed and what is known of its items; their reviews stay.
func (s *Store) DeleteFeed(ctx context.Context, ref Ref, version int64) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		touch(tx)
		f, err := oneFeed(tx, ref)
		if err != nil {
			return err
		}
		if err := fresh(f.Version, version); err != nil {
			return err
		}
		return tx.Delete(&f).Error
	})
}

// DueFeeds are the feeds that are to be read now, those due for longest first, and when the next one will be; 0 when none
// will.
func (s *Store) DueFeeds(ctx context.Context, now time.Time, limit int) (due []Feed, next int64, err error) {
	at := now.UnixMilli()
	db := s.read(ctx)
	if err := db.Where("NOT paused AND next_at <= ? AND busy_until <= ?", at, at).Order("next_at, id").Limit(limit).Find(&due).Error; err != nil {
		return nil, 0, err
	}
	const from = "CASE WHEN next_at > busy_until THEN next_at ELSE busy_until END"
	err = db.Table("feeds").Select("COALESCE(MIN("+from+"), 0)").Where("NOT paused AND "+from+" > ?", at).Scan(&next).Error
	return due, next, err
}

// ClaimFeed gives a feed to one reader for some time; a conflict when another one has it, in whatever process.
func (s *Store) ClaimFeed(ctx context.Context, ref Ref, now time.Time, lease time.Duration) (Feed, error) {
	var f Feed
	err := s.write(ctx, func(tx *gorm.DB) error {
		touch(tx)
		var err error
		if f, err = oneFeed(tx, ref); err != nil {
			return err
		}
		if f.BusyUntil > now.UnixMilli() {
			return fault.New(fault.Conflict, "The feed is being read right now; look at its state in a moment.")
		}
		f.BusyUntil = now.Add(lease).UnixMilli()
		return tx.Table("feeds").Where("id = ?", f.ID).Update("busy_until", f.BusyUntil).Error
	})
	return f, err
}

// HoldFeed gives a claimed feed to its reader for longer; false when it is not the reader's any more.
func (s *Store) HoldFeed(ctx context.Context, f *Feed, now time.Time, lease time.Duration) (held bool, err error) {
	until := now.Add(lease).UnixMilli()
	err = s.write(ctx, func(tx *gorm.DB) error {
		touch(tx)
		q := tx.Table("feeds").Where("id = ? AND busy_until = ?", f.ID, f.BusyUntil).Update("busy_until", until)
		held = q.RowsAffected > 0
		return q.Error
	})
	if err == nil && held {
		f.BusyUntil = until
	}
	return held, err
}

// ReleaseFeed keeps what a read of a feed left, and lets the next reader at it. A feed that was changed meanwhile keeps its
// address, whether it is paused, and when it is due. A new address that another feed has already is left to that one. One that another
// reader has by now is left to that one.
func (s *Store) ReleaseFeed(ctx context.Context, f *Feed) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		touch(tx)
		state := map[string]any{"busy_until": 0, "fetched_at": f.FetchedAt, "last_status": f.LastStatus, "last_error": f.LastError, "failures": f.Failures}
		kept := tx.Table("feeds").Where("id = ? AND busy_until = ?", f.ID, f.BusyUntil).Updates(state)
		if kept.Error != nil || kept.RowsAffected == 0 {
			return kept.Error
		}
		old, err := oneFeed(tx, refOf(f.ID))
		if fault.Is(err, fault.NotFound) || err == nil && old.Version != f.Version {
			return nil // It was deleted or changed meanwhile.
		}
		if err != nil {
			return err
		}
		state = map[string]any{"title": f.Title, "etag": f.ETag, "last_modified": f.LastModified, "next_at": f.NextAt, "paused": f.Paused}
		var other int64
		if err := tx.Table("feeds").Select("id").Where("url = ? AND id <> ?", f.URL, f.ID).Limit(1).Scan(&other).Error; err != nil {
			return err
		}
		if other == 0 {
			state["url"] = f.URL
		}
		if f.Paused != old.Paused || other == 0 && f.URL != old.URL {
			stamp := s.changed(old.Stamp)
			state["version"], state["updated_at"] = stamp.Version, stamp.UpdatedAt
		}
		return tx.Table("feeds").Where("id = ?", f.ID).Updates(state).Error
	})
}
