package models

import (
	"strings"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// outsideIDs is a lookup of a resource by the ids that others gave it.
type outsideIDs struct{ table, owner, noun string }

var (
	filmIDs   = outsideIDs{"film_ids", "film_id", "film"}
	personIDs = outsideIDs{"people_ids", "person_id", "person"}
)

// keepOutsideIDs replaces the outside ids of a resource in its lookup; one that another resource has is a conflict.
func keepOutsideIDs(tx *gorm.DB, lookup outsideIDs, id int64, ids map[string]string) error {
	if err := tx.Exec("DELETE FROM "+lookup.table+" WHERE "+lookup.owner+" = ?", id).Error; err != nil {
		return err
	}
	for namespace, value := range ids {
		var other int64
		err := tx.Table(lookup.table).Select(lookup.owner).Where("namespace = ? AND value = ?", namespace, value).Limit(1).Scan(&other).Error
		if err != nil {
			return err
		}
		if other != 0 {
			pointer := "/external_ids/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(namespace)
			return fault.New(fault.Conflict, "Another %s has this outside id.", lookup.noun).
				At(pointer, "%s is that of %s %d; change that one, or leave the id out here", value, lookup.noun, other)
		}
		if err := tx.Table(lookup.table).Create(map[string]any{"namespace": namespace, "value": value, lookup.owner: id}).Error; err != nil {
			return err
		}
	}
	return nil
}
