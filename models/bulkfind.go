package models

import (
	"slices"
	"strconv"

	"gorm.io/gorm"
)

// ReviewKey is what tells which stored review a row is of: its source and its id there; else its address; else its
// authors, film, outlet and date, among the reviews that have no id elsewhere.
type ReviewKey struct {
	Film, Outlet     int64 // 0 for no outlet
	Published        Date
	Authors          []string // AuthorKey of each
	Source, SourceID string
	URL              string
	// Occurrence is the place of the row among the different ones of the same authors, film, outlet and date, from 1.
	Occurrence int
}

// AuthorKey is what one author of a review is told from another by.
func AuthorKey(critic *int64, name string) string {
	if critic != nil {
		return strconv.FormatInt(*critic, 10)
	}
	return "name " + nameKey(name)
}

// filmDay is where reviews of the same authors, film, outlet and date stand.
type filmDay struct {
	film      int64
	published Date
}

// dayReview is one review that stands there.
type dayReview struct {
	id, outlet int64
	authors    []string
}

// KeyMatch is the stored review that a key means, 0 for none, or else those of its authors, film, outlet and date, in
// the order of their ids.
type KeyMatch struct {
	ID    int64
	Among []int64
}

// FindReviews finds the stored reviews that keys mean. It is fastest when keys of one film and date stand together.
func (b *Batch) FindReviews(keys []ReviewKey) ([]KeyMatch, error) {
	found := make([]KeyMatch, len(keys))
	var days []filmDay
	for i := range keys {
		k := &keys[i]
		var id int64
		var err error
		if k.SourceID != "" {
			id, err = b.find("SELECT id FROM reviews WHERE source = ? AND source_id = ? AND source_id <> ''", k.Source, k.SourceID)
		}
		if id == 0 && err == nil && k.URL != "" {
			id, err = b.find("SELECT id FROM reviews WHERE url_key = ? AND film_id = ? AND url_key <> ''", urlKey(k.URL), k.Film)
		}
		if err != nil {
			return nil, err
		}
		found[i].ID = id
		if day := (filmDay{k.Film, k.Published}); id == 0 && k.SourceID == "" && (len(days) == 0 || days[len(days)-1] != day) {
			days = append(days, day)
		}
	}
	stored, err := b.reviewsOn(days)
	if err != nil {
		return nil, err
	}
	for i := range keys {
		if found[i].ID == 0 && keys[i].SourceID == "" {
			found[i].Among = keys[i].among(stored[filmDay{keys[i].Film, keys[i].Published}])
		}
	}
	return found, nil
}

// among finds the reviews that the key may mean among those of its film and day.
func (k *ReviewKey) among(stored []dayReview) (ids []int64) {
	if len(stored) == 0 {
		return nil
	}
	authors := slices.Clone(k.Authors)
	slices.Sort(authors)
	for _, r := range stored {
		if r.outlet == k.Outlet && slices.Equal(r.authors, authors) {
			ids = append(ids, r.id)
		}
	}
	return ids
}

// daysAStatement is how many films and days one statement asks for.
const daysAStatement = 250

// reviewsOn reads the reviews of films on days that have no id elsewhere, in the order of their ids.
func (b *Batch) reviewsOn(days []filmDay) (map[filmDay][]dayReview, error) {
	stored := map[filmDay][]dayReview{}
	text := engineOf(b.tx).onDays(daysAStatement)
	for len(days) > 0 {
		n := min(len(days), daysAStatement)
		args := make([]any, 0, 2*daysAStatement)
		for i := range daysAStatement { // The statement always asks for as many: the last is asked for again.
			d := days[min(i, n-1)]
			args = append(args, d.film, string(d.published))
		}
		if err := b.readDays(stored, text, args); err != nil {
			return nil, err
		}
		days = days[n:]
	}
	for _, reviews := range stored {
		for i := range reviews {
			slices.Sort(reviews[i].authors)
		}
	}
	return stored, nil
}

func (b *Batch) readDays(stored map[filmDay][]dayReview, text string, args []any) error {
	st, err := b.prepared(b.conn.bound(text))
	if err != nil {
		return err
	}
	rows, err := st.Query(args...) //nolint:noctx // See writerConn.prepared.
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // Err tells.
	for rows.Next() {
		var id, outlet, critic int64
		var day filmDay
		var name string
		var voice bool
		if err := rows.Scan(&id, &day.film, &day.published, &outlet, &critic, &name, &voice); err != nil {
			return err
		}
		on := stored[day]
		if len(on) == 0 || on[len(on)-1].id != id {
			on = append(on, dayReview{id: id, outlet: outlet})
		}
		if voice {
			var by *int64
			if critic != 0 {
				by = &critic
			}
			last := &on[len(on)-1]
			last.authors = append(last.authors, AuthorKey(by, name))
		}
		stored[day] = on
	}
	return rows.Err()
}

// StoredReview is a stored review with all that hangs on it.
type StoredReview struct {
	Review
	Notes    []LiveNote
	Comments []Comment
}

// Reviews reads reviews by their ids.
func (b *Batch) Reviews(ids []int64) (map[int64]*StoredReview, error) {
	found := make(map[int64]*StoredReview, len(ids))
	err := chunks(ids, func(some []int64) error {
		var rows []Review
		if err := b.tx.Where("id IN ?", some).Find(&rows).Error; err != nil {
			return err
		}
		whole, err := wholeReviews(b.tx, rows)
		for i := range whole {
			found[whole[i].ID] = &whole[i]
		}
		return err
	})
	return found, err
}

// wholeReviews reads all that hangs on reviews.
func wholeReviews(db *gorm.DB, rows []Review) ([]StoredReview, error) {
	if err := completeReviews(db, rows); err != nil {
		return nil, err
	}
	whole := make([]StoredReview, len(rows))
	at := make(map[int64]*StoredReview, len(rows))
	var noted, commented []int64
	for i := range rows {
		r := &rows[i]
		whole[i].Review, at[r.ID] = *r, &whole[i]
		if r.LiveNoteCount > 0 {
			noted = append(noted, r.ID)
		}
		if r.StoredComments > 0 {
			commented = append(commented, r.ID)
		}
	}
	var notes []LiveNote
	if len(noted) > 0 {
		if err := db.Where("review_id IN ?", noted).Order("review_id, offset_seconds, id").Find(&notes).Error; err != nil {
			return nil, err
		}
	}
	var comments []Comment
	if len(commented) > 0 {
		if err := db.Where("review_id IN ?", commented).Order("review_id, id").Find(&comments).Error; err != nil {
			return nil, err
		}
	}
	for _, n := range notes {
		at[n.ReviewID].Notes = append(at[n.ReviewID].Notes, n)
	}
	for _, c := range comments {
		at[c.ReviewID].Comments = append(at[c.ReviewID].Comments, c)
	}
	return whole, nil
}

// UpdateReview stores what a review has become. Notes and comments that are not nil take the place of the stored ones.
func (b *Batch) UpdateReview(old *StoredReview, r *Review, notes []LiveNote, comments []Comment) error {
	if b.added[old.FilmID] != nil { // Its own rating may not be in the score yet, from which it is now taken.
		if err := b.keepScores(); err != nil {
			return err
		}
	}
	w := r.restated()
	w.Lenient = true
	if err := b.s.updateReview(b.tx, &old.Review, &w); err != nil {
		return err
	}
	*r = w
	if notes != nil {
		if err := replaceRemarks(b, noteKind, r, len(notes), old.Notes); err != nil {
			return err
		}
		if err := b.s.createNotes(b.tx, r, notes); err != nil {
			return err
		}
	}
	if comments == nil {
		return nil
	}
	if err := replaceRemarks(b, commentKind, r, len(comments), old.Comments); err != nil {
		return err
	}
	return b.s.createComments(b.tx, r, comments)
}

// replaceRemarks takes the stored remarks of a review away and sets the count of those that come in their place.
func replaceRemarks[T any, R remarkRow[T]](b *Batch, kind remarkKind, r *Review, count int, stored []T) error {
	if err := b.tx.Exec("DELETE FROM "+kind.table+" WHERE review_id = ?", r.ID).Error; err != nil {
		return err
	}
	for i := range stored {
		m := R(&stored[i]).remark()
		if err := b.note(kind.resource, m.ID, r.FilmID, Deleted, m.Version); err != nil {
			return err
		}
	}
	return b.tx.Exec("UPDATE reviews SET "+kind.count+" = ? WHERE id = ?", count, r.ID).Error
}
