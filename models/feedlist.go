package models

import (
	"context"
	"slices"

	"gorm.io/gorm"
)

// AddFeeds stores those feeds whose address is not known yet, all or none, each due at once. It answers the id of every
// feed in order, and which of them are new.
func (s *Store) AddFeeds(ctx context.Context, feeds []Feed) (ids []int64, added []bool, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		touch(tx)
		ids, added = make([]int64, len(feeds)), make([]bool, len(feeds))
		feeds := slices.Clone(feeds)
		for i := range feeds {
			f := &feeds[i]
			if err := tx.Table("feeds").Select("id").Where("url = ?", f.URL).Limit(1).Scan(&ids[i]).Error; err != nil {
				return err
			}
			if ids[i] != 0 {
				continue
			}
			f.Stamp, f.NextAt = s.born(), s.now().UnixMilli()
			if err := tx.Create(f).Error; err != nil {
				return err
			}
			ids[i], added[i] = f.ID, true
		}
		return nil
	})
	return ids, added, err
}

// AllFeeds reads all feeds, in the order in which they were added.
func (s *Store) AllFeeds(ctx context.Context) ([]Feed, error) {
	var feeds []Feed
	db := s.read(ctx)
	if err := db.Order("id").Find(&feeds).Error; err != nil {
		return nil, err
	}
	return feeds, completeFeeds(db, feeds)
}
