package models

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"reelscore/internal/fault"
	"reelscore/rating"
)

// CreateReview stores a new review with its first live notes and comments, and gives them their ids. Then the review is as
// Review reads it.
func (s *Store) CreateReview(ctx context.Context, r *Review, notes []LiveNote, comments []Comment) error {
	given := *r
	kind := steady
	if len(notes)+len(comments) > 0 { // Their changes follow that of the review.
		kind = together
	}
	return s.writeAs(ctx, kind, func(tx *gorm.DB) error {
		*r = given
		if err := s.createReview(tx, r, notes, comments); err != nil || r.wholeWhenWritten() {
			return err
		}
		var err error
		*r, err = oneReview(tx, refOf(r.ID))
		return err
	})
}

// wholeWhenWritten tells whether nothing is read for the review that its write has not read: reading it again takes a fifth of
// the time of a write.
func (r *Review) wholeWhenWritten() bool {
	return len(r.Liked) == 0 && r.PreviousURL == "" && r.NextURL == ""
}

// createReview is CreateReview in the caller's transaction.
func (s *Store) createReview(tx *gorm.DB, r *Review, notes []LiveNote, comments []Comment) error {
	r.ID, r.Stamp = 0, s.born()
	r.StoredComments, r.LiveNoteCount = len(comments), len(notes)
	if err := s.settleReview(tx, r, nil); err != nil {
		return err
	}
	if err := r.insert(tx); err != nil {
		return err
	}
	if err := s.keepReview(tx, nil, r); err != nil {
		return err
	}
	if err := s.noteReview(tx, r); err != nil {
		return err
	}
	if err := s.createNotes(tx, r, notes); err != nil {
		return err
	}
	return s.createComments(tx, r, comments)
}

// usualColumns are those of which a review that somebody sends usually fills some; the others have their defaults. Each value
// that an insert is given costs as much as a tenth of an index.
const usualColumns = "film_id, outlet_id, published, version, created_at, updated_at, " + ratingColumnNames +
	", title, url, url_key, language, excerpt, rights, tags, body"

// The statements that insert one review tell by leaving it out that there is one already, see onlyReview.
var (
	insertUsual = insertInto("reviews", usualColumns) + " ON CONFLICT DO NOTHING"
	insertWhole = insertInto("reviews", strings.TrimPrefix(fullColumns, "id, ")) + " ON CONFLICT DO NOTHING" // its values are without the id
)

// usual tells whether the review has no more than usualColumns.
func (r *Review) usual() bool {
	return r.Source == "" && r.SourceID == "" && !r.Spoiler && r.Licence == "" && r.Venue == "" && len(r.Categories)+len(r.Videos) == 0 && r.DeclaredComments == nil &&
		r.StoredComments+r.LiveNoteCount == 0 && r.PreviousTitle == "" && r.PreviousURL == "" && r.NextTitle == "" && r.NextURL == "" && r.RetrievedAt == 0
}

// insert writes the row of a review that is settled, and gives it its id.
func (r *Review) insert(tx *gorm.DB) error {
	rated, err := r.RatingColumns.values()
	if err != nil {
		return err
	}
	var text string
	var values []any
	if r.usual() {
		tags, err := jsonText(orNone(r.Tags))
		if err != nil {
			return err
		}
		values = append(make([]any, 0, 32), r.FilmID, r.outletValue(), string(r.Published), r.Version, r.CreatedAt, r.UpdatedAt)
		values = append(append(values, rated...), r.Title, r.URL, r.URLKey, r.Language, r.Excerpt, r.Rights, tags, r.Body)
		text = insertUsual
	} else {
		if values, err = r.fullValues(rated); err != nil {
			return err
		}
		text, values = insertWhole, values[1:]
	}
	if r.ID, err = engineOf(tx).insert(turnOf(tx), text, values...); err != nil || r.ID != 0 {
		return err
	}
	if err := onlyReview(tx, r); err != nil {
		return err
	}
	return gorm.ErrDuplicatedKey
}

// UpdateReview stores what edit makes of a review, which it gets with everything filled in that a write reads: FilmRef,
// OutletRef, Stating, and the same of its voices and liked films. The version is the one that the client saw, or
// AnyVersion.
func (s *Store) UpdateReview(ctx context.Context, ref Ref, version int64, edit func(*Review) error) (Review, error) {
	var r Review
	err := s.write(ctx, func(tx *gorm.DB) error {
		old, err := oneReview(tx, ref)
		if err != nil {
			return err
		}
		if err := fresh(old.Version, version); err != nil {
			return err
		}
		r = old.restated()
		if err := edit(&r); err != nil {
			return err
		}
		if err := s.updateReview(tx, &old, &r); err != nil {
			return err
		}
		r, err = oneReview(tx, ref)
		return err
	})
	return r, err
}

// restated is a copy of a stored review that says, in the terms of a write, what is stored.
func (r *Review) restated() Review {
	w := *r
	w.FilmRef, w.Stating = refTo(r.FilmID), r.Stated()
	if r.OutletID != nil {
		w.OutletRef = refTo(*r.OutletID)
	}
	w.Voices, w.Liked = slices.Clone(r.Voices), slices.Clone(r.Liked)
	for i := range w.Voices {
		v := &w.Voices[i]
		v.Stating = v.Stated()
		if v.CriticID != nil {
			v.Critic = refTo(*v.CriticID)
		}
	}
	for i := range w.Liked {
		if l := &w.Liked[i]; l.FilmID != nil {
			l.Ref = refTo(*l.FilmID)
		}
	}
	return w
}

func refTo(id int64) Ref { return Ref(strconv.FormatInt(id, 10)) }

// updateReview stores r in place of old, in the caller's transaction.
func (s *Store) updateReview(tx *gorm.DB, old, r *Review) error {
	r.ID, r.Stamp = old.ID, s.changed(old.Stamp)
	r.StoredComments, r.LiveNoteCount = old.StoredComments, old.LiveNoteCount
	if err := s.settleReview(tx, r, old); err != nil {
		return err
	}
	if err := tx.Select("*").Updates(r).Error; err != nil {
		return err
	}
	if err := s.keepReview(tx, old, r); err != nil {
		return err
	}
	if r.FilmID != old.FilmID {
		if err := tx.Exec("UPDATE live_notes SET film_id = ? WHERE review_id = ?", r.FilmID, r.ID).Error; err != nil {
			return err
		}
		// The pages of the film that it left have changed as well.
		if err := s.note(tx, "review", r.ID, old.FilmID, Updated, r.Version); err != nil {
			return err
		}
	}
	return s.note(tx, "review", r.ID, r.FilmID, Updated, r.Version)
}

// DeleteReview deletes a review with its comments and live notes; one change row tells of all of them.
func (s *Store) DeleteReview(ctx context.Context, ref Ref, version int64) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		r, err := oneReview(tx, ref)
		if err != nil {
			return err
		}
		if err := fresh(r.Version, version); err != nil {
			return err
		}
		if err := tx.Delete(&r).Error; err != nil {
			return err
		}
		if err := unindex(tx, reviewText, r.ID); err != nil {
			return err
		}
		if err := s.keepScore(tx, &r, nil); err != nil {
			return err
		}
		return s.note(tx, "review", r.ID, r.FilmID, Deleted, r.Version)
	})
}

// settleReview finds what a review refers to and reads its ratings. The ratings that stored, nil for a new review, holds
// already are kept as they are even where a new one would be refused.
func (s *Store) settleReview(tx *gorm.DB, r, stored *Review) error {
	if err := settleFilm(tx, r); err != nil {
		return err
	}
	in := reading{tx: tx, kept: stored.statements()}
	if err := s.settleOutlet(&in, r); err != nil {
		return err
	}
	r.URLKey = urlKey(r.URL)
	if stored != nil { // A new one is found to be the second when it is inserted.
		if err := onlyReview(tx, r); err != nil {
			return err
		}
	}
	var err error
	if r.RatingColumns, err = s.readRating(in, r.Stating, r.Lenient, "/rating"); err != nil {
		return err
	}
	if err := s.settleVoices(in, r); err != nil {
		return err
	}
	return settleLiked(tx, r.Liked)
}

// settleFilm finds the film of a review.
func settleFilm(tx *gorm.DB, r *Review) error {
	t := turnOf(tx)
	f := t.steady()
	if f != nil {
		if film, there := f.films[r.FilmRef]; there {
			r.Film, r.FilmID = *film, film.ID
			return nil
		}
	}
	condition, args := r.FilmRef.condition("films", filmByOutsideID)
	r.Film = Film{}
	found, err := t.ask("SELECT id, slug, title, year FROM films WHERE "+condition, args, &r.Film.ID, &r.Film.Slug, &r.Film.Title, &r.Film.Year)
	r.FilmID = r.Film.ID
	if err != nil {
		return err
	}
	if !found {
		return fault.New(fault.Unprocessable, "The review is of a film that is not known.").
			At("/film", "there is no film %q; create the film first", string(r.FilmRef))
	}
	if f != nil {
		film := r.Film
		rememberIn(&f.films, r.FilmRef, &film)
	}
	return nil
}

// settleOutlet finds the outlet of a review, and its default scale.
func (s *Store) settleOutlet(in *reading, r *Review) error {
	r.OutletID, r.Outlet = nil, nil
	if r.OutletRef == "" {
		return nil
	}
	t := turnOf(in.tx)
	f := t.steady()
	if f != nil {
		if o, there := f.outlets[r.OutletRef]; there {
			r.OutletID, r.Outlet, in.outlet = &o.ID, &o.Outlet, o.scale
			return nil
		}
	}
	condition, args := r.OutletRef.condition("outlets", "")
	var o namedOutlet
	found, err := t.ask("SELECT id, slug, name, default_scale, weight FROM outlets WHERE "+condition, args, &o.ID, &o.Slug, &o.Name, &o.DefaultScale, &o.Weight)
	if err != nil {
		return err
	}
	if !found {
		return fault.New(fault.Unprocessable, "The review is from an outlet that is not known.").
			At("/outlet", "there is no outlet %q; create the outlet first, or leave it out", string(r.OutletRef))
	}
	if o.DefaultScale != "" {
		if o.scale, err = s.scale(in.tx, o.DefaultScale); err != nil {
			return err
		}
	}
	if f != nil {
		rememberIn(&f.outlets, r.OutletRef, o)
	}
	r.OutletID, r.Outlet, in.outlet = &o.ID, &o.Outlet, o.scale
	return nil
}

// statements are the ratings of a review and of its voices, as they were stated.
func (r *Review) statements() []Stated {
	if r == nil {
		return nil
	}
	var all []Stated
	if st := r.Stated(); st != nil {
		all = append(all, *st)
	}
	for i := range r.Voices {
		if st := r.Voices[i].Stated(); st != nil {
			all = append(all, *st)
		}
	}
	return all
}

// onlyReview refuses a second review of a film at the same address, and a second one taken from the same place. The
// conditions say that the values are not empty, as else SQLite would pass over the partial indexes.
func onlyReview(tx *gorm.DB, r *Review) error {
	for _, unique := range []struct {
		pointer, what, query string
		values               []any
		given                bool
	}{
		{
			"/url", "has this address", "SELECT id FROM reviews WHERE url_key = ? AND url_key <> '' AND film_id = ? AND id <> ? LIMIT 1",
			[]any{r.URLKey, r.FilmID, r.ID}, r.URLKey != "",
		},
		{
			"/provenance/source_id", "was taken from there", "SELECT id FROM reviews WHERE source = ? AND source_id = ? AND source_id <> '' AND id <> ? LIMIT 1",
			[]any{r.Source, r.SourceID, r.ID}, r.SourceID != "",
		},
	} {
		if !unique.given {
			continue
		}
		var other int64
		found, err := turnOf(tx).ask(unique.query, unique.values, &other)
		if err != nil {
			return err
		}
		if found {
			return fault.New(fault.Conflict, "The collection has this review already, as review %d.", other).
				At(unique.pointer, "/v1/reviews/%d %s; change that one instead", other, unique.what)
		}
	}
	return nil
}

// keepReview writes what follows from the row of a review that is settled: its other tables, the score of its film, the search
// index. Before is nil for a new review.
func (s *Store) keepReview(tx *gorm.DB, before, r *Review) error {
	if before != nil {
		if err := dropParts(tx, r); err != nil {
			return err
		}
	}
	if err := keepParts(tx, r); err != nil {
		return err
	}
	from, err := s.placeOf(tx, before)
	if err != nil {
		return err
	}
	weight := rating.NormalWeight
	if r.Outlet != nil { // As it was settled.
		weight = r.Outlet.Weight
	}
	if err := s.recount(tx, from, r.place(weight)); err != nil {
		return err
	}
	names := make([]string, len(r.Voices))
	for i := range r.Voices {
		names[i] = r.Voices[i].Name
	}
	if before == nil {
		return indexNew(tx, reviewText, r.ID, r.Title, reviewWords(r, names))
	}
	return index(tx, reviewText, r.ID, r.Title, reviewWords(r, names))
}
