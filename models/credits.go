package models

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// Roles are the roles of a credit.
func Roles() []string {
	return []string{"director", "writer", "actor", "producer", "composer", "cinematographer", "editor", "other"}
}

// Credit is one person's part in a film. In a write, Person names a known person; with Person empty, Name does: the one
// person of exactly that name, or a new one when there is none.
type Credit struct {
	FilmID    int64
	Position  int
	PersonID  int64
	Role      string
	Character string
	Billing   int
	Person    Ref    `gorm:"-"`
	Name      string `gorm:"->"`
	Slug      string `gorm:"->"`
}

// TableName implements GORM's Tabler.
func (Credit) TableName() string { return "film_credits" }

// creditsOf reads the credits of films in one query, by film.
func creditsOf(db *gorm.DB, films ...int64) (map[int64][]Credit, error) {
	var rows []Credit
	err := db.Table("film_credits").Select("film_credits.*, people.name, people.slug").
		Joins("JOIN people ON people.id = film_credits.person_id").
		Where("film_credits.film_id IN ?", films).Order("film_credits.film_id, film_credits.position").Find(&rows).Error
	credits := make(map[int64][]Credit, len(films))
	for _, c := range rows {
		credits[c.FilmID] = append(credits[c.FilmID], c)
	}
	return credits, err
}

// Credits reads the credits of films, by film.
func (s *Store) Credits(ctx context.Context, films ...int64) (map[int64][]Credit, error) {
	restOn(ctx, films...)
	return creditsOf(s.readOf(ctx), films...)
}

// keepCredits writes the credits of a film whose old ones are gone.
func (s *Store) keepCredits(tx *gorm.DB, film int64, credits []Credit) error {
	for i := range credits {
		c := &credits[i]
		c.FilmID, c.Position = film, i
		person, err := s.creditedPerson(tx, *c, i)
		if err != nil {
			return err
		}
		c.PersonID = person
		if err := tx.Create(c).Error; err != nil {
			return err
		}
	}
	return nil
}

// creditedPerson is the id of the person that a credit names.
func (s *Store) creditedPerson(tx *gorm.DB, c Credit, i int) (int64, error) {
	if c.Person != "" {
		id, err := idOf(tx, c.Person, "people", personByOutsideID)
		if err == nil && id == 0 {
			err = fault.New(fault.Unprocessable, "A credit names a person who is not known.").
				At(fmt.Sprintf("/credits/%d/person", i), "there is no person %q; create the person first, or give name instead", string(c.Person))
		}
		return id, err
	}
	var same []int64
	if err := tx.Table("people").Where("name = ?", c.Name).Order("id").Limit(2).Pluck("id", &same).Error; err != nil {
		return 0, err
	}
	switch len(same) {
	case 0:
		p := Person{Named: Named{Name: c.Name}}
		err := s.createPerson(tx, &p)
		return p.ID, err
	case 1:
		return same[0], nil
	}
	return 0, fault.New(fault.Unprocessable, "A credit names a person by a name that several people have.").
		At(fmt.Sprintf("/credits/%d/name", i), "several people are called %q; give person with the id or slug of the one meant", c.Name)
}
