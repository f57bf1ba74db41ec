package models

import (
	"context"

	"gorm.io/gorm"
)

// Person is somebody with a part in films.
type Person struct {
	ID          int64
	Slug        string
	Name        string
	SortName    string
	Bio         string
	Born        Date
	ExternalIDs map[string]string `gorm:"serializer:json"`
	Links       []Link            `gorm:"serializer:json"`
	Stamp
}

// createPerson stores a new person in the caller's transaction.
func (s *Store) createPerson(tx *gorm.DB, p *Person) error {
	var err error
	if p.Slug, err = freeSlug(tx, "people", p.Name); err != nil {
		return err
	}
	p.ID, p.Stamp, p.SortName = 0, s.born(), sortKey(p.Name)
	if p.ExternalIDs == nil {
		p.ExternalIDs = map[string]string{}
	}
	if p.Links == nil {
		p.Links = []Link{}
	}
	if err := tx.Create(p).Error; err != nil {
		return err
	}
	if err := index(tx, personText, p.ID, p.Name, p.Bio); err != nil {
		return err
	}
	return s.note(tx, "person", p.ID, 0, Created, p.Version)
}

// CreatePerson stores a new person and gives it its id and slug.
func (s *Store) CreatePerson(ctx context.Context, p *Person) error {
	return s.write(ctx, func(tx *gorm.DB) error { return s.createPerson(tx, p) })
}
