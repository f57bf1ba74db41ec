package models

import (
	"context"
	"strconv"

	"gorm.io/gorm"
)

// Action is what a change did.
type Action string

// The actions.
const (
	Created Action = "created"
	Updated Action = "updated"
	Deleted Action = "deleted"
)

// Change is one committed change of one resource. Seq grows in the order of the commits and has no meaning else.
type Change struct {
	Seq        int64 `gorm:"primaryKey"`
	At         int64
	Resource   string
	ResourceID string
	// FilmID is the film whose pages show the resource; 0 when there is none.
	FilmID  int64
	Action  Action
	Version int64
}

// note records a change in the transaction that makes it.
func (s *Store) note(tx *gorm.DB, resource string, id, film int64, action Action, version int64) error {
	return s.noteNamed(tx, resource, strconv.FormatInt(id, 10), film, action, version)
}

// noteNamed is note for a resource whose id is a word.
func (s *Store) noteNamed(tx *gorm.DB, resource, id string, film int64, action Action, version int64) error {
	return tx.Create(&Change{At: s.now().UnixMilli(), Resource: resource, ResourceID: id, FilmID: film, Action: action, Version: version}).Error
}

// ChangeFilter narrows the changes.
type ChangeFilter struct {
	// Resource is one kind of resource ("review"); empty for all.
	Resource string
	// Film is the id of one film; 0 for all.
	Film int64
}

var changeList = listing[Change]{
	orders:  map[string]order[Change]{"seq": {"changes.seq", func(c *Change) any { return c.Seq }}},
	initial: "seq",
	id:      "changes.seq",
	key:     func(c *Change) int64 { return c.Seq },
}

// Changes reads the changes in the order of their commits.
func (s *Store) Changes(ctx context.Context, f ChangeFilter, list List) (Page[Change], error) {
	q := s.read(ctx).Table("changes")
	if f.Resource != "" {
		q = q.Where("changes.resource = ?", f.Resource)
	}
	if f.Film != 0 {
		q = q.Where("changes.film_id = ?", f.Film)
	}
	return changeList.page(q, list)
}
