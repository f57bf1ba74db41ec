package models

import (
	"context"
	"strconv"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// Remark is what comments and live notes have in common: they hang on a review, and each has an id of its own.
type Remark struct {
	ID       int64
	ReviewID int64
	Stamp
}

func (r *Remark) remark() *Remark { return r }

// remarkRow is a row that embeds Remark.
type remarkRow[T any] interface {
	*T
	remark() *Remark
}

// remarkKind is what differs between the kinds of remarks.
type remarkKind struct {
	table string
	// resource names it in changes, noun in messages.
	resource, noun string
	// count is the column of the review that counts them.
	count string
}

// remarked reads of a review what its remarks need to know.
func remarked(db *gorm.DB, ref Ref) (Review, error) {
	var r Review
	id, err := reviewID(ref)
	if err != nil {
		return r, err
	}
	found := db.Table("reviews").Select("id, film_id").Where("id = ?", id).Limit(1).Find(&r)
	if found.Error == nil && found.RowsAffected == 0 {
		return r, noReview(ref)
	}
	return r, found.Error
}

// oneRemark reads the remark of a review that ref names, and the review as far as remarked does.
func oneRemark[T any](db *gorm.DB, kind remarkKind, review, ref Ref) (row T, r Review, err error) {
	if r, err = remarked(db, review); err != nil {
		return row, r, err
	}
	none := fault.New(fault.NotFound, "Review %d has no %s %q.", r.ID, kind.noun, string(ref))
	id, err := strconv.ParseInt(string(ref), 10, 64)
	if err != nil {
		return row, r, none
	}
	found := db.Table(kind.table).Where("review_id = ? AND id = ?", r.ID, id).Limit(1).Find(&row)
	if found.Error == nil && found.RowsAffected == 0 {
		return row, r, none
	}
	return row, r, found.Error
}

// addRemark stores a new remark of a review, which counts it already.
func addRemark[T any, R remarkRow[T]](s *Store, tx *gorm.DB, kind remarkKind, r *Review, row R) error {
	m := row.remark()
	*m = Remark{ReviewID: r.ID, Stamp: s.born()}
	if err := tx.Create(row).Error; err != nil {
		return err
	}
	return s.note(tx, kind.resource, m.ID, r.FilmID, Created, m.Version)
}

// createRemark stores a new remark of the review that ref names; settle, asked with the review, completes it.
func createRemark[T any, R remarkRow[T]](ctx context.Context, s *Store, kind remarkKind, review Ref, row R, settle func(*gorm.DB, *Review) error) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		r, err := remarked(tx, review)
		if err != nil {
			return err
		}
		if err := settle(tx, &r); err != nil {
			return err
		}
		if err := countRemarks(tx, kind, r.ID, 1); err != nil {
			return err
		}
		return addRemark(s, tx, kind, &r, row)
	})
}

// updateRemark stores what edit makes of a remark. The version is the one that the client saw, or AnyVersion.
func updateRemark[T any, R remarkRow[T]](ctx context.Context, s *Store, kind remarkKind, review, ref Ref, version int64, edit func(*gorm.DB, *T) error) (T, error) {
	var row T
	err := s.write(ctx, func(tx *gorm.DB) error {
		var r Review
		var err error
		if row, r, err = oneRemark[T](tx, kind, review, ref); err != nil {
			return err
		}
		was := *R(&row).remark()
		if err := fresh(was.Version, version); err != nil {
			return err
		}
		if err := edit(tx, &row); err != nil {
			return err
		}
		m := R(&row).remark()
		*m = Remark{ID: was.ID, ReviewID: was.ReviewID, Stamp: s.changed(was.Stamp)}
		if err := tx.Select("*").Updates(&row).Error; err != nil {
			return err
		}
		return s.note(tx, kind.resource, m.ID, r.FilmID, Updated, m.Version)
	})
	return row, err
}

// deleteRemark deletes a remark.
func deleteRemark[T any, R remarkRow[T]](ctx context.Context, s *Store, kind remarkKind, review, ref Ref, version int64) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		row, r, err := oneRemark[T](tx, kind, review, ref)
		if err != nil {
			return err
		}
		m := R(&row).remark()
		if err := fresh(m.Version, version); err != nil {
			return err
		}
		if err := tx.Delete(&row).Error; err != nil {
			return err
		}
		if err := countRemarks(tx, kind, r.ID, -1); err != nil {
			return err
		}
		return s.note(tx, kind.resource, m.ID, r.FilmID, Deleted, m.Version)
	})
}

// countRemarks changes how many remarks a review counts. That is no new version of the review: a change of its own fields
// that was made meanwhile still fits.
func countRemarks(tx *gorm.DB, kind remarkKind, review int64, by int) error {
	return tx.Exec("UPDATE reviews SET "+kind.count+" = "+kind.count+" + ? WHERE id = ?", by, review).Error
}

// ExpandedRemarks is how many remarks of each review are read along with it.
const ExpandedRemarks = 100

// firstRemarks reads the first remarks of reviews in the given order, ExpandedRemarks of each, by review.
func firstRemarks[T any, R remarkRow[T]](db *gorm.DB, table, order string, reviews []int64) (map[int64][]T, error) {
	var rows []T
	err := db.Raw("SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY review_id ORDER BY "+order+") AS place FROM "+table+
		" WHERE review_id IN ?) AS numbered WHERE place <= ? ORDER BY review_id, place", reviews, ExpandedRemarks).Scan(&rows).Error
	by := make(map[int64][]T, len(reviews))
	for i := range rows {
		review := R(&rows[i]).remark().ReviewID
		by[review] = append(by[review], rows[i])
	}
	return by, err
}
