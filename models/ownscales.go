package models

import (
	"context"

	"gorm.io/gorm"

	"reelscore/internal/fault"
	"reelscore/rating"
)

// OwnScale is a scale that the collection adds to the built-in ones.
type OwnScale struct {
	ID                 string `gorm:"primaryKey"`
	Name               string
	Kind               rating.Kind
	Best, Worst        *rating.Decimal
	Step               rating.Decimal
	Labels             []rating.Label `gorm:"serializer:json"`
	Positive, Negative rating.Score
	Stamp
}

// TableName implements GORM's Tabler.
func (OwnScale) TableName() string { return "scales" }

// maxOwnScales bounds the scales of a collection, which are listed on one page.
const maxOwnScales = 500

// Scale is the scale as the rating room knows it.
func (o *OwnScale) Scale() rating.Scale {
	s := rating.Scale{ID: o.ID, Name: o.Name, Kind: o.Kind, Best: rating.NoDecimal, Worst: rating.NoDecimal, Step: o.Step, Labels: o.Labels,
		Positive: o.Positive, Negative: o.Negative}
	if o.Best != nil && o.Worst != nil {
		s.Best, s.Worst = *o.Best, *o.Worst
	}
	return s
}

// SetScale takes over a scale of the rating room.
func (o *OwnScale) SetScale(s rating.Scale) {
	o.ID, o.Name, o.Kind, o.Step, o.Labels, o.Positive, o.Negative = s.ID, s.Name, s.Kind, s.Step, s.Labels, s.Positive, s.Negative
	o.Best, o.Worst = nil, nil
	if s.Best.Known() {
		o.Best, o.Worst = &s.Best, &s.Worst
	}
	if o.Labels == nil {
		o.Labels = []rating.Label{}
	}
}

// OwnScales lists the collection's own scales by id.
func (s *Store) OwnScales(ctx context.Context) ([]OwnScale, error) {
	var scales []OwnScale
	err := s.read(ctx).Order("id").Find(&scales).Error
	return scales, err
}

// OwnScale reads one of the collection's own scales.
func (s *Store) OwnScale(ctx context.Context, id string) (OwnScale, error) {
	return ownScale(s.read(ctx), id)
}

func ownScale(db *gorm.DB, id string) (OwnScale, error) {
	var scale OwnScale
	none := fault.New(fault.NotFound, "There is no scale %q; GET /v1/scales lists them.", id)
	if !storable(id) {
		return scale, none
	}
	found := db.Where("id = ?", id).Limit(1).Find(&scale)
	if found.Error == nil && found.RowsAffected == 0 {
		return scale, none
	}
	return scale, found.Error
}

// ScalesNamed finds the scales with these ids, built in or own; the map lacks those that do not exist.
func (s *Store) ScalesNamed(ctx context.Context, ids ...string) (map[string]rating.Scale, error) {
	scales := make(map[string]rating.Scale, len(ids))
	var own []string
	for _, id := range ids {
		if scale, builtIn := rating.LookupScale(id); builtIn {
			scales[id] = scale
		} else {
			own = append(own, id)
		}
	}
	if len(own) == 0 {
		return scales, nil
	}
	// There are few own scales, and there may be very many names.
	all, err := s.OwnScales(ctx)
	for i := range all {
		scales[all[i].ID] = all[i].Scale()
	}
	return scales, err
}

// CreateScale stores a new scale.
func (s *Store) CreateScale(ctx context.Context, scale *OwnScale) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		if err := notBuiltIn(scale.ID); err != nil {
			return err
		}
		var taken, all int64
		if err := tx.Raw("SELECT COUNT(*), COUNT(CASE WHEN id = ? THEN 1 END) FROM scales", scale.ID).Row().Scan(&all, &taken); err != nil {
			return err
		}
		if taken > 0 {
			return fault.New(fault.Conflict, "There is a scale %q already; change that one, or choose another id.", scale.ID).At("/id", "is taken")
		}
		if all >= maxOwnScales {
			return fault.New(fault.Conflict, "There are %d scales of your own, which is as many as there can be; delete one that is not in use.", all)
		}
		scale.Stamp = s.born()
		if err := tx.Create(scale).Error; err != nil {
			return err
		}
		return s.noteNamed(tx, "scale", scale.ID, 0, Created, scale.Version)
	})
}

// UpdateScale changes a scale. While ratings are stored on it, only its name and step can be changed: nothing else would
// leave their scores and verdicts as they are.
func (s *Store) UpdateScale(ctx context.Context, ref Ref, version int64, edit func(*OwnScale) error) (OwnScale, error) {
	var scale OwnScale
	id := string(ref)
	err := s.write(ctx, func(tx *gorm.DB) error {
		if err := notBuiltIn(id); err != nil {
			return err
		}
		stored, err := ownScale(tx, id)
		if err != nil {
			return err
		}
		if err := fresh(stored.Version, version); err != nil {
			return err
		}
		scale = stored
		if err := edit(&scale); err != nil {
			return err
		}
		if scale.ID != id {
			return fault.New(fault.Unprocessable, "The id of a scale cannot be changed.").At("/id", "leave it out, or make a new scale")
		}
		if !sameScores(&stored, &scale) {
			if err := unused(tx, id, "reviews", "review_voices"); err != nil {
				return err
			}
		}
		scale.Stamp = s.changed(stored.Stamp)
		if err := tx.Select("*").Updates(&scale).Error; err != nil {
			return err
		}
		return s.noteNamed(tx, "scale", id, 0, Updated, scale.Version)
	})
	return scale, err
}

// DeleteScale deletes a scale that nothing refers to.
func (s *Store) DeleteScale(ctx context.Context, ref Ref, version int64) error {
	id := string(ref)
	return s.write(ctx, func(tx *gorm.DB) error {
		if err := notBuiltIn(id); err != nil {
			return err
		}
		scale, err := ownScale(tx, id)
		if err != nil {
			return err
		}
		if err := fresh(scale.Version, version); err != nil {
			return err
		}
		if err := unused(tx, id, "reviews", "review_voices", "outlets"); err != nil {
			return err
		}
		if err := tx.Delete(&scale).Error; err != nil {
			return err
		}
		return s.noteNamed(tx, "scale", id, 0, Deleted, scale.Version)
	})
}

func notBuiltIn(id string) error {
	if _, builtIn := rating.LookupScale(id); builtIn {
		return fault.New(fault.Conflict, "The scale %q is built in and stays as it is; make one of your own under another id.", id).At("/id", "is built in")
	}
	return nil
}
