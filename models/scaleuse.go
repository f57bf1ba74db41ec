package models

import (
	"fmt"
	"slices"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// scaleUses are the columns that hold the id of a scale, by table.
var scaleUses = map[string]struct{ column, noun, remedy string }{
	"reviews":       {"rating_scale", "review", "make a new scale under another id"},
	"review_voices": {"rating_scale", "voice", "make a new scale under another id"},
	"outlets":       {"default_scale", "outlet", "give them another default_scale first"},
}

// unused refuses when rows of these tables use the scale.
func unused(tx *gorm.DB, scale string, tables ...string) error {
	for _, table := range tables {
		use := scaleUses[table]
		var n int64
		if err := tx.Table(table).Where(use.column+" = ?", scale).Count(&n).Error; err != nil {
			return err
		}
		if n > 0 {
			return fault.New(fault.Conflict, "The scale is in use by %s; %s.", fault.Count(n, use.noun), use.remedy)
		}
	}
	return nil
}

// sameScores tells whether every rating has the same score and verdict on both scales.
func sameScores(a, b *OwnScale) bool {
	ends := func(o *OwnScale) string {
		s := o.Scale()
		return fmt.Sprint(s.Kind, s.Best, s.Worst, s.Positive, s.Negative)
	}
	return ends(a) == ends(b) && slices.Equal(a.Labels, b.Labels)
}
