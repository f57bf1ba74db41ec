package models

import (
	"context"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// Person is somebody with a part in films.
type Person struct {
	Named
	Bio         string
	Born        Date
	ExternalIDs map[string]string `gorm:"serializer:json"`
	Links       []Link            `gorm:"serializer:json"`
}

func (p *Person) about() string { return p.Bio }

// personByOutsideID finds a person's id by namespace and value.
const personByOutsideID = "SELECT person_id FROM people_ids WHERE namespace = ? AND value = ?"

var (
	personKind = namedKind{table: "people", noun: "person", outside: personByOutsideID, text: personText}
	personList = namedList[Person]("people")
)

// People reads a page of people.
func (s *Store) People(ctx context.Context, list List) (Page[Person], error) {
	return personList.page(s.read(ctx).Table("people"), list)
}

// Person reads the person that ref names.
func (s *Store) Person(ctx context.Context, ref Ref) (Person, error) {
	return one[Person](s.read(ctx), ref, "people", personByOutsideID, "person")
}

// createPerson stores a new person in the caller's transaction.
func (s *Store) createPerson(tx *gorm.DB, p *Person) error {
	if p.ExternalIDs == nil {
		p.ExternalIDs = map[string]string{}
	}
	if p.Links == nil {
		p.Links = []Link{}
	}
	if err := createNamed(s, tx, personKind, p); err != nil {
		return err
	}
	return keepOutsideIDs(tx, personIDs, p.ID, p.ExternalIDs)
}

// CreatePerson stores a new person and gives it its id and slug.
func (s *Store) CreatePerson(ctx context.Context, p *Person) error {
	return s.write(ctx, func(tx *gorm.DB) error { return s.createPerson(tx, p) })
}

// UpdatePerson stores what edit makes of a person. The version is the one that the client saw, or AnyVersion.
func (s *Store) UpdatePerson(ctx context.Context, ref Ref, version int64, edit func(*Person) error) (Person, error) {
	var p Person
	err := s.write(ctx, func(tx *gorm.DB) error {
		var err error
		if _, p, err = updateNamed(s, tx, personKind, ref, version, edit); err != nil {
			return err
		}
		return keepOutsideIDs(tx, personIDs, p.ID, p.ExternalIDs)
	})
	return p, err
}

// DeletePerson deletes a person whom no film credits; one that is credited is a conflict.
func (s *Store) DeletePerson(ctx context.Context, ref Ref, version int64) error {
	return deleteNamed[Person](ctx, s, personKind, ref, version, func(tx *gorm.DB, id int64) error {
		var films int64
		err := tx.Table("film_credits").Where("person_id = ?", id).Distinct("film_id").Count(&films).Error
		if err == nil && films > 0 {
			err = fault.New(fault.Conflict, "The person is in the credits of %s; take the person out of the credits first.", fault.Count(films, "film"))
		}
		return err
	})
}
