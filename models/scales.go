package models

import (
	"gorm.io/gorm"

	"reelscore/rating"
)

// scale is the scale with that id, built in or the collection's own; nil when there is none.
func (s *Store) scale(tx *gorm.DB, id string) (*rating.Scale, error) {
	if builtIn, known := rating.LookupScale(id); known {
		return &builtIn, nil
	}
	var own OwnScale
	found := tx.Where("id = ?", id).Limit(1).Find(&own)
	if found.Error != nil || found.RowsAffected == 0 {
		return nil, found.Error
	}
	scale := own.Scale()
	return &scale, nil
}

// outletScale is the default scale of an outlet; nil when it has none.
func (s *Store) outletScale(tx *gorm.DB, outlet *int64) (*rating.Scale, error) {
	if outlet == nil {
		return nil, nil
	}
	var id string
	if err := tx.Table("outlets").Select("default_scale").Where("id = ?", *outlet).Scan(&id).Error; err != nil || id == "" {
		return nil, err
	}
	return s.scale(tx, id)
}
