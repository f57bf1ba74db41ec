package models

import (
	"context"

	"gorm.io/gorm"
)

// Named is what people, outlets and critics have in common: they are known by a name.
type Named struct {
	ID       int64
	Slug     string
	Name     string
	SortName string
	Stamp
}

func (n *Named) named() *Named { return n }

// namedRow is a row that embeds Named.
type namedRow[T any] interface {
	*T
	named() *Named
	// about is the text, beside the name, that the row is found by.
	about() string
}

// namedKind is what differs between the kinds of named rows.
type namedKind struct {
	table, noun string
	// outside is the lookup of outside ids, empty where there is none.
	outside string
	text    textKind
}

// namedList lists rows by name, or in the order in which they were added.
func namedList[T any, R namedRow[T]](table string) listing[T] {
	id := func(row *T) int64 { return R(row).named().ID }
	return listing[T]{
		orders: map[string]order[T]{
			"name":  {table + ".sort_name", "", func(row *T) any { return R(row).named().SortName }, nil},
			"added": {table + ".id", "", func(row *T) any { return id(row) }, nil},
		},
		initial: "name",
		id:      table + ".id",
		key:     id,
	}
}

// createNamed stores a new row in the caller's transaction, and gives it its id and slug.
func createNamed[T any, R namedRow[T]](s *Store, tx *gorm.DB, kind namedKind, row R) error {
	n := row.named()
	slug, err := freeSlug(tx, kind.table, n.Name)
	if err != nil {
		return err
	}
	*n = Named{Slug: slug, Name: n.Name, SortName: sortKey(n.Name), Stamp: s.born()}
	if err := tx.Create(row).Error; err != nil {
		return err
	}
	if err := index(tx, kind.text, n.ID, n.Name, row.about()); err != nil {
		return err
	}
	return s.note(tx, kind.noun, n.ID, 0, Created, n.Version)
}

// updateNamed stores what edit makes of the row that ref names, in the caller's transaction; it returns the row as it was
// and as it is.
func updateNamed[T any, R namedRow[T]](s *Store, tx *gorm.DB, kind namedKind, ref Ref, version int64, edit func(*T) error) (old, row T, err error) {
	if old, err = one[T](tx, ref, kind.table, kind.outside, kind.noun); err != nil {
		return old, row, err
	}
	was := R(&old).named()
	if err := fresh(was.Version, version); err != nil {
		return old, row, err
	}
	row = old
	if err := edit(&row); err != nil {
		return old, row, err
	}
	n := R(&row).named()
	*n = Named{ID: was.ID, Slug: was.Slug, Name: n.Name, SortName: sortKey(n.Name), Stamp: s.changed(was.Stamp)}
	if err := tx.Select("*").Updates(&row).Error; err != nil {
		return old, row, err
	}
	if err := index(tx, kind.text, n.ID, n.Name, R(&row).about()); err != nil {
		return old, row, err
	}
	return old, row, s.note(tx, kind.noun, n.ID, 0, Updated, n.Version)
}

// deleteNamed deletes the row that ref names, unless inUse, asked with its id, objects.
func deleteNamed[T any, R namedRow[T]](ctx context.Context, s *Store, kind namedKind, ref Ref, version int64, inUse func(tx *gorm.DB, id int64) error) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		row, err := one[T](tx, ref, kind.table, kind.outside, kind.noun)
		if err != nil {
			return err
		}
		n := R(&row).named()
		if err := fresh(n.Version, version); err != nil {
			return err
		}
		if err := inUse(tx, n.ID); err != nil {
			return err
		}
		if err := tx.Delete(&row).Error; err != nil {
			return err
		}
		if err := unindex(tx, kind.text, n.ID); err != nil {
			return err
		}
		return s.note(tx, kind.noun, n.ID, 0, Deleted, n.Version)
	})
}
