package models

import (
	"context"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// Snapshot is the collection at one moment, to be read from its beginning to its end while others write.
type Snapshot struct{ db *gorm.DB }

// ReadAll gives do the collection at one moment. It does not hold up writers; the file grows meanwhile.
func (s *Store) ReadAll(ctx context.Context, do func(*Snapshot) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	if s.wal != nil {
		defer s.wal.cutOff(stop)()
	}
	err := s.read(ctx).Transaction(func(tx *gorm.DB) error { return do(&Snapshot{tx}) }, engineOf(s.reader).snapshot())
	if cut := context.Cause(ctx); err != nil && cut != nil {
		return cut
	}
	return err
}

// Scales lists the collection's own scales by id.
func (s *Snapshot) Scales() ([]OwnScale, error) {
	var scales []OwnScale
	err := s.db.Order("id").Find(&scales).Error
	return scales, err
}

// snapshotRows is how many rows are held at a time.
const snapshotRows = 500

// bySlug calls each with all rows of a table in the order of their slugs, some at a time.
func bySlug[T any](db *gorm.DB, table string, slug func(*T) string, each func([]T) error) error {
	for last := ""; ; {
		var rows []T
		if err := db.Table(table).Where("slug > ?", last).Order("slug").Limit(snapshotRows).Find(&rows).Error; err != nil || len(rows) == 0 {
			return err
		}
		if err := each(rows); err != nil {
			return err
		}
		last = slug(&rows[len(rows)-1])
	}
}

// People calls each with all people.
func (s *Snapshot) People(each func([]Person) error) error {
	return bySlug(s.db, "people", func(p *Person) string { return p.Slug }, each)
}

// Outlets calls each with all outlets.
func (s *Snapshot) Outlets(each func([]Outlet) error) error {
	return bySlug(s.db, "outlets", func(o *Outlet) string { return o.Slug }, each)
}

// Critics calls each with all critics and their outlets, by critic.
func (s *Snapshot) Critics(each func([]Critic, map[int64][]Outlet) error) error {
	return bySlug(s.db, "critics", func(c *Critic) string { return c.Slug }, func(critics []Critic) error {
		ids := make([]int64, len(critics))
		for i := range critics {
			ids[i] = critics[i].ID
		}
		outlets, err := outletsOf(s.db, ids...)
		if err != nil {
			return err
		}
		return each(critics, outlets)
	})
}

// ExportFilter narrows what is read; zero values do not.
type ExportFilter struct {
	Film, Outlet Ref
}

// Films calls each with the films that the filter leaves, and their credits, by film.
func (s *Snapshot) Films(f ExportFilter, each func([]Film, map[int64][]Credit) error) error {
	q := s.db
	if f.Film != "" {
		q = f.Film.where(q, "films", filmByOutsideID)
	}
	if f.Outlet != "" {
		outlet := f.Outlet.where(s.db.Table("outlets").Select("outlets.id"), "outlets", "")
		q = q.Where("EXISTS (SELECT 1 FROM reviews WHERE reviews.film_id = films.id AND reviews.outlet_id = (?))", outlet)
	}
	return bySlug(q.Session(&gorm.Session{}), "films", func(f *Film) string { return f.Slug }, func(films []Film) error {
		ids := make([]int64, len(films))
		for i := range films {
			ids[i] = films[i].ID
		}
		credits, err := creditsOf(s.db, ids...)
		if err != nil {
			return err
		}
		return each(films, credits)
	})
}

// Reviews calls each with the reviews of films, film by film in their order, with all that hangs on them.
func (s *Snapshot) Reviews(f ExportFilter, films []Film, each func(*Film, *StoredReview) error) error {
	var counts []struct{ FilmID, Reviews int64 }
	ids := make([]int64, len(films))
	for i := range films {
		ids[i] = films[i].ID
	}
	if err := s.db.Raw("SELECT film_id, reviews FROM film_scores WHERE film_id IN ?", ids).Scan(&counts).Error; err != nil {
		return err
	}
	has := make(map[int64]int64, len(counts))
	for _, c := range counts {
		has[c.FilmID] = c.Reviews
	}
	for from := 0; from < len(films); {
		to, n := from, int64(0)
		for to < len(films) && (to == from || n+has[films[to].ID] <= snapshotRows) {
			n += has[films[to].ID]
			to++
		}
		if n > 0 {
			if err := s.reviewsOf(f, films[from:to], each); err != nil {
				return err
			}
		}
		from = to
	}
	return nil
}

// reviewsOf reads the reviews of some films: few reviews of several, or all of one.
func (s *Snapshot) reviewsOf(f ExportFilter, films []Film, each func(*Film, *StoredReview) error) error {
	ids := make([]int64, len(films))
	for i := range films {
		ids[i] = films[i].ID
	}
	for last := int64(0); ; {
		var rows []Review
		q := s.db.Where("film_id IN ? AND id > ?", ids, last)
		if f.Outlet != "" {
			q = q.Where("outlet_id = (?)", f.Outlet.where(s.db.Table("outlets").Select("outlets.id"), "outlets", ""))
		}
		if len(films) == 1 { // It may have more than can be held.
			q = q.Limit(snapshotRows)
		}
		if err := q.Order("id").Find(&rows).Error; err != nil || len(rows) == 0 {
			return err
		}
		last = rows[len(rows)-1].ID
		whole, err := wholeReviews(s.db, rows)
		if err != nil {
			return err
		}
		by := map[int64][]*StoredReview{}
		for i := range whole {
			by[whole[i].FilmID] = append(by[whole[i].FilmID], &whole[i])
		}
		for i := range films {
			for _, r := range by[films[i].ID] {
				if err := each(&films[i], r); err != nil {
					return err
				}
			}
		}
	}
}

// CheckFilter refuses a filter that names what is not there.
func (s *Store) CheckFilter(ctx context.Context, f ExportFilter) error {
	for _, named := range []struct {
		parameter, table, outside string
		ref                       Ref
	}{{"film", "films", filmByOutsideID, f.Film}, {"outlet", "outlets", "", f.Outlet}} {
		if named.ref == "" {
			continue
		}
		id, err := idOf(s.read(ctx), named.ref, named.table, named.outside)
		if err != nil {
			return err
		}
		if id == 0 {
			return fault.New(fault.Unprocessable, "There is no %s %q.", named.parameter, string(named.ref)).In(named.parameter, "names nothing")
		}
	}
	return nil
}
