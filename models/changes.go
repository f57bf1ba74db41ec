package models

import (
	"context"
	"strconv"

	"gorm.io/gorm"

	"reelscore/internal/fault"
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
	touchNoted(tx, &Change{Resource: resource, FilmID: film, Action: action})
	return turnOf(tx).exec("INSERT INTO changes (at, resource, resource_id, film_id, action, version) VALUES (?, ?, ?, ?, ?, ?)",
		s.now().UnixMilli(), resource, id, film, string(action), version)
}

// ChangeFilter narrows the changes; zero values do not.
type ChangeFilter struct {
	// Resources are kinds of resources ("review").
	Resources []string
	// Film is the film whose pages show the resource. An id need not exist any more.
	Film Ref
}

// ChangePage is a stretch of the changes.
type ChangePage struct {
	Items []Change
	// Last is the newest change that the page took into account, whether the filter left it or not: the next page, or
	// the next poll, starts after it.
	Last int64
	// More tells that newer changes were there already when the page was read.
	More bool
}

// changesLookedAt is how many changes are gone through for one page of a filter that few may pass. There is no index on what
// is filtered by: it would cost every write, and nearly all who follow the changes take all.
const changesLookedAt = 100_000

// Changes reads up to limit changes after the one numbered after, in the order of their commits. Changes of API keys are
// left out. One writer commits at a time, so numbers appear in their order: what has not appeared when Last is read is
// numbered above it.
func (s *Store) Changes(ctx context.Context, f ChangeFilter, after int64, limit int) (ChangePage, error) {
	db := s.read(ctx)
	page := ChangePage{}
	if err := db.Table("changes").Select("COALESCE(MAX(seq), 0)").Scan(&page.Last).Error; err != nil {
		return page, err
	}
	if after > page.Last {
		return page, fault.New(fault.Unprocessable, "There is no change %d: the collection is not the one that this number is from.", after).
			In("after", "read the collection again, then the changes after %d", page.Last)
	}
	until := page.Last
	if len(f.Resources) > 0 || f.Film != "" {
		until = min(until, after+changesLookedAt)
	}
	q := db.Where("seq > ? AND seq <= ? AND resource <> 'key'", after, until)
	if len(f.Resources) > 0 {
		q = q.Where("resource IN ?", f.Resources)
	}
	if f.Film != "" {
		film, err := changedFilm(db, f.Film)
		if err != nil {
			return page, err
		}
		q = q.Where("film_id = ?", film)
	}
	if err := q.Order("seq").Limit(limit + 1).Find(&page.Items).Error; err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items, page.More = page.Items[:limit], true
		page.Last = page.Items[limit-1].Seq
	} else if until < page.Last {
		page.Last, page.More = until, true
	}
	return page, nil
}

// changedFilm is the id of the film that ref names; one that is an id may be deleted.
func changedFilm(db *gorm.DB, ref Ref) (int64, error) {
	if id, err := strconv.ParseInt(string(ref), 10, 64); err == nil {
		return id, nil
	}
	id, err := idOf(db, ref, "films", filmByOutsideID)
	if err == nil && id == 0 {
		err = fault.New(fault.Unprocessable, "There is no film %q.", string(ref)).
			In("film", "must name a film; a deleted one has its id only")
	}
	return id, err
}
