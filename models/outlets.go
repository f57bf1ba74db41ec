package models

import (
	"context"

	"gorm.io/gorm"

	"reelscore/internal/fault"
	"reelscore/rating"
)

// Outlet is somewhere that publishes reviews: a site, a paper, a channel, a blog.
type Outlet struct {
	Named
	URL          string
	FeedURL      string
	Description  string
	Language     string        // BCP 47
	DefaultScale string        // the scale of its ratings that state none
	Weight       rating.Weight // in the weighted score, 0 to 100
	Sample       bool          // made up for the demonstration
}

func (o *Outlet) about() string { return o.Description }

// OutletFilter narrows a list of outlets; zero values do not.
type OutletFilter struct {
	Language string
	Sample   *bool
}

var (
	outletKind = namedKind{table: "outlets", noun: "outlet", text: outletText}
	outletList = namedList[Outlet]("outlets")
)

// Outlets reads a page of outlets.
func (s *Store) Outlets(ctx context.Context, f OutletFilter, list List) (Page[Outlet], error) {
	q := s.read(ctx).Table("outlets")
	if f.Language != "" {
		q = q.Where("outlets.language = ?", f.Language)
	}
	if f.Sample != nil {
		q = q.Where("outlets.sample = ?", *f.Sample)
	}
	return outletList.page(q, list)
}

// Outlet reads the outlet that ref names.
func (s *Store) Outlet(ctx context.Context, ref Ref) (Outlet, error) {
	return one[Outlet](s.read(ctx), ref, "outlets", "", "outlet")
}

// createOutlet stores a new outlet in the caller's transaction.
func (s *Store) createOutlet(tx *gorm.DB, o *Outlet) error {
	if err := s.checkDefaultScale(tx, o.DefaultScale); err != nil {
		return err
	}
	return createNamed(s, tx, outletKind, o)
}

// checkDefaultScale refuses a scale that is not known.
func (s *Store) checkDefaultScale(tx *gorm.DB, id string) error {
	if id == "" {
		return nil
	}
	scale, err := s.scale(tx, id)
	if err == nil && scale == nil {
		err = fault.New(fault.Unprocessable, "The outlet's default scale is not known.").
			At("/default_scale", "there is no scale %q; GET /v1/scales lists them", id)
	}
	return err
}

// CreateOutlet stores a new outlet and gives it its id and slug.
func (s *Store) CreateOutlet(ctx context.Context, o *Outlet) error {
	return s.write(ctx, func(tx *gorm.DB) error { return s.createOutlet(tx, o) })
}

// UpdateOutlet stores what edit makes of an outlet, and keeps the scores of its films in step: with a new weight, and with
// its reviews read again on a new default scale. The version is the one that the client saw, or AnyVersion.
func (s *Store) UpdateOutlet(ctx context.Context, ref Ref, version int64, edit func(*Outlet) error) (Outlet, error) {
	var o Outlet
	err := s.writeAlone(ctx, func(tx *gorm.DB) error {
		var old Outlet
		var err error
		if old, o, err = updateNamed(s, tx, outletKind, ref, version, edit); err != nil {
			return err
		}
		if err := s.checkDefaultScale(tx, o.DefaultScale); err != nil {
			return err
		}
		// The scores first get the new weight, which a second reading then takes for granted.
		if err := s.reweigh(tx, o.ID, old.Weight, o.Weight); err != nil || o.DefaultScale == old.DefaultScale {
			return err
		}
		return s.reread(tx, o.ID)
	})
	return o, err
}

// DeleteOutlet deletes an outlet without reviews and critics; one that has some is a conflict.
func (s *Store) DeleteOutlet(ctx context.Context, ref Ref, version int64) error {
	return deleteNamed[Outlet](ctx, s, outletKind, ref, version, func(tx *gorm.DB, id int64) error {
		var reviews, critics int64
		if err := tx.Table("reviews").Where("outlet_id = ?", id).Count(&reviews).Error; err != nil {
			return err
		}
		if err := tx.Table("critic_outlets").Where("outlet_id = ?", id).Count(&critics).Error; err != nil {
			return err
		}
		if reviews > 0 || critics > 0 {
			return fault.New(fault.Conflict, "The outlet has %s and %s; move its reviews to another outlet or delete them, and take the outlet from its critics, first.", fault.Count(reviews, "review"), fault.Count(critics, "critic"))
		}
		return nil
	})
}
