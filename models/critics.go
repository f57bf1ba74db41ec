package models

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// Critic is somebody who reviews films.
type Critic struct {
	Named
	Bio   string
	Links []Link `gorm:"serializer:json"`
}

func (c *Critic) about() string { return c.Bio }

var (
	criticKind = namedKind{table: "critics", noun: "critic", text: criticText}
	criticList = namedList[Critic]("critics")
)

// Critics reads a page of critics, of one outlet unless outlet is empty.
func (s *Store) Critics(ctx context.Context, outlet Ref, list List) (Page[Critic], error) {
	db := s.read(ctx)
	q := db.Table("critics")
	if outlet != "" {
		id := outlet.where(db.Table("outlets").Select("outlets.id"), "outlets", "")
		var err error
		rows := db.Table("critic_outlets").Select("critic_id").Where("outlet_id = (?)", id).Session(&gorm.Session{})
		if q, err = (lookup{rows: rows, key: "critic_id"}).narrow(db, q, "critics.id", s.few); err != nil {
			return Page[Critic]{}, err
		}
	}
	return criticList.page(q, list)
}

// Critic reads the critic that ref names.
func (s *Store) Critic(ctx context.Context, ref Ref) (Critic, error) {
	return one[Critic](s.read(ctx), ref, "critics", "", "critic")
}

// criticOutlet is an outlet of a critic.
type criticOutlet struct {
	CriticID int64
	Outlet
}

// CriticOutlets reads the outlets of critics, by critic and in the order of their names.
func (s *Store) CriticOutlets(ctx context.Context, critics ...int64) (map[int64][]Outlet, error) {
	return outletsOf(s.read(ctx), critics...)
}

func outletsOf(db *gorm.DB, critics ...int64) (map[int64][]Outlet, error) {
	var rows []criticOutlet
	err := db.Table("critic_outlets").Select("critic_outlets.critic_id, outlets.*").
		Joins("JOIN outlets ON outlets.id = critic_outlets.outlet_id").
		Where("critic_outlets.critic_id IN ?", critics).Order("outlets.sort_name, outlets.id").Find(&rows).Error
	outlets := make(map[int64][]Outlet, len(critics))
	for i := range rows {
		outlets[rows[i].CriticID] = append(outlets[rows[i].CriticID], rows[i].Outlet)
	}
	return outlets, err
}

// createCritic stores a new critic in the caller's transaction.
func (s *Store) createCritic(tx *gorm.DB, c *Critic, outlets []Ref) error {
	if c.Links == nil {
		c.Links = []Link{}
	}
	if err := createNamed(s, tx, criticKind, c); err != nil {
		return err
	}
	return keepOutlets(tx, c.ID, outlets)
}

// keepOutlets replaces the outlets of a critic.
func keepOutlets(tx *gorm.DB, critic int64, outlets []Ref) error {
	if err := tx.Exec("DELETE FROM critic_outlets WHERE critic_id = ?", critic).Error; err != nil {
		return err
	}
	for i, ref := range outlets {
		id, err := idOf(tx, ref, "outlets", "")
		if err != nil {
			return err
		}
		if id == 0 {
			return fault.New(fault.Unprocessable, "The critic has an outlet that is not known.").
				At(fmt.Sprintf("/outlets/%d", i), "there is no outlet %q; create the outlet first, or leave it out", string(ref))
		}
		if err := tx.Exec("INSERT INTO critic_outlets (critic_id, outlet_id) VALUES (?, ?) ON CONFLICT DO NOTHING", critic, id).Error; err != nil {
			return err
		}
	}
	return nil
}

// CreateCritic stores a new critic and gives it its id and slug.
func (s *Store) CreateCritic(ctx context.Context, c *Critic, outlets []Ref) error {
	return s.write(ctx, func(tx *gorm.DB) error { return s.createCritic(tx, c, outlets) })
}

// UpdateCritic changes a critic: edit gets the stored critic and its outlets and returns the outlets to keep. The version
// is the one that the client saw, or AnyVersion.
func (s *Store) UpdateCritic(ctx context.Context, ref Ref, version int64, edit func(*Critic, []Outlet) ([]Ref, error)) (Critic, error) {
	var c Critic
	err := s.writeAlone(ctx, func(tx *gorm.DB) error {
		var old Critic
		var keep []Ref
		var err error
		old, c, err = updateNamed(s, tx, criticKind, ref, version, func(c *Critic) error {
			outlets, err := outletsOf(tx, c.ID)
			if err != nil {
				return err
			}
			keep, err = edit(c, outlets[c.ID])
			return err
		})
		if err != nil {
			return err
		}
		if c.Name != old.Name {
			if err := reindexCritic(tx, c.ID); err != nil {
				return err
			}
		}
		return keepOutlets(tx, c.ID, keep)
	})
	return c, err
}

// DeleteCritic deletes a critic who speaks in no review; one who does is a conflict.
func (s *Store) DeleteCritic(ctx context.Context, ref Ref, version int64) error {
	return deleteNamed[Critic](ctx, s, criticKind, ref, version, func(tx *gorm.DB, id int64) error {
		var reviews int64
		err := tx.Table("review_voices").Where("critic_id = ?", id).Distinct("review_id").Count(&reviews).Error
		if err == nil && reviews > 0 {
			err = fault.New(fault.Conflict, "The critic speaks in %s; name another voice there, or delete what it speaks in, first.", fault.Count(reviews, "review"))
		}
		return err
	})
}
