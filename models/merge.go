package models

import (
	"context"
	"strconv"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// MergeFilms makes one film of two that are one: everything of from becomes into's, and from's addresses lead there. What is
// known of into stays; what is not is taken from from.
func (s *Store) MergeFilms(ctx context.Context, into, from Ref) (Film, error) {
	var f Film
	err := s.writeAlone(ctx, func(tx *gorm.DB) error {
		var err error
		if f, err = one[Film](tx, into, "films", filmByOutsideID, "film"); err != nil {
			return err
		}
		old, err := one[Film](tx, from, "films", filmByOutsideID, "film")
		if fault.Is(err, fault.NotFound) {
			return fault.New(fault.Unprocessable, "The film to be merged is not known.").At("/from", "there is no film %q", string(from))
		}
		if err != nil {
			return err
		}
		if old.ID == f.ID {
			return fault.New(fault.Unprocessable, "A film cannot be merged with itself.").At("/from", "names the same film as the address")
		}
		touchAll(tx) // Reviews of other films name one of the two.
		if err := s.moveReviews(tx, old.ID, f.ID); err != nil {
			return err
		}
		credits, err := mergedCredits(tx, old.ID, f.ID)
		if err != nil {
			return err
		}
		if err := redirect(tx, &old, &f); err != nil {
			return err
		}
		if err := unindex(tx, filmText, old.ID); err != nil {
			return err
		}
		if err := tx.Delete(&old).Error; err != nil {
			return err
		}
		if err := s.note(tx, "film", old.ID, old.ID, Deleted, old.Version); err != nil {
			return err
		}
		takeOver(&f, &old)
		f.Stamp, f.SortTitle = s.changed(f.Stamp), sortKey(f.Title)
		if err := tx.Select("*").Updates(&f).Error; err != nil {
			return err
		}
		if err := s.keepFilmLookups(tx, &f, credits); err != nil {
			return err
		}
		return s.note(tx, "film", f.ID, f.ID, Updated, f.Version)
	})
	return f, err
}

// moveReviews gives the reviews of a film to another, and keeps both scores.
func (s *Store) moveReviews(tx *gorm.DB, from, to int64) error {
	var same []int64
	err := tx.Raw(`SELECT a.id FROM reviews AS a JOIN reviews AS b ON b.url_key = a.url_key AND b.film_id = ? WHERE a.film_id = ? AND a.url_key <> '' LIMIT 1`, to, from).Scan(&same).Error
	if err != nil {
		return err
	}
	if len(same) > 0 {
		return fault.New(fault.Conflict, "Both films have a review at the same address; delete one of the two first.").
			At("/from", "review %d has the address of a review of the other film", same[0])
	}
	var moved []Review
	if err := tx.Table("reviews").Select("id, version").Where("film_id = ?", from).Order("id").Find(&moved).Error; err != nil {
		return err
	}
	for _, statement := range []string{
		"UPDATE reviews SET film_id = ?, version = version + 1, updated_at = " + strconv.FormatInt(s.now().UnixMilli(), 10) + " WHERE film_id = ?",
		"UPDATE live_notes SET film_id = ? WHERE film_id = ?",
		"UPDATE review_likes SET film_id = ? WHERE film_id = ?",
		"UPDATE feed_items SET film_id = ? WHERE film_id = ?",
		"UPDATE match_decisions SET film_id = ? WHERE film_id = ?",
		"UPDATE film_redirects SET film_id = ? WHERE film_id = ?",
	} {
		if err := tx.Exec(statement, to, from).Error; err != nil {
			return err
		}
	}
	for _, r := range moved {
		if err := s.note(tx, "review", r.ID, to, Updated, r.Version+1); err != nil {
			return err
		}
	}
	return s.rebuildScores(tx, from, to)
}

// mergedCredits are the credits of a film, and behind them those of another that it lacks.
func mergedCredits(tx *gorm.DB, from, to int64) ([]Credit, error) {
	by, err := creditsOf(tx, from, to)
	if err != nil {
		return nil, err
	}
	type part struct {
		person int64
		role   string
	}
	has := map[part]bool{}
	credits := by[to]
	for _, c := range credits {
		has[part{c.PersonID, c.Role}] = true
	}
	for _, c := range by[from] {
		if !has[part{c.PersonID, c.Role}] {
			credits = append(credits, c)
		}
	}
	for i := range credits {
		credits[i].Person = refTo(credits[i].PersonID)
	}
	return credits, nil
}

// redirect keeps the addresses of a film that goes: its id, its slug, and the outside ids that the other has otherwise.
func redirect(tx *gorm.DB, old, to *Film) error {
	refs := []string{strconv.FormatInt(old.ID, 10), old.Slug}
	for namespace, value := range old.ExternalIDs {
		if has := to.ExternalIDs[namespace]; has != "" && has != value {
			refs = append(refs, namespace+":"+value)
		}
	}
	for _, ref := range refs {
		if err := tx.Exec("INSERT INTO film_redirects (ref, film_id) VALUES (?, ?) ON CONFLICT (ref) DO UPDATE SET film_id = excluded.film_id", ref, to.ID).Error; err != nil {
			return err
		}
	}
	return nil
}

// takeOver fills in what is not known of a film from another that is the same.
func takeOver(f, old *Film) {
	if f.Placeholder && !old.Placeholder {
		f.Title, f.Placeholder = old.Title, false
	}
	if !old.Placeholder && f.OriginalTitle == "" && TitleKey(old.Title) != TitleKey(f.Title) {
		f.OriginalTitle = old.Title // So that it is found by that title, too.
	}
	f.Complete(old)
}

// Complete fills in what is not known of a film from another one; it tells whether there was anything.
func (f *Film) Complete(from *Film) bool {
	changed := false
	for _, t := range []struct{ to, from *string }{
		{&f.OriginalTitle, &from.OriginalTitle}, {(*string)(&f.Released), (*string)(&from.Released)}, {&f.Tagline, &from.Tagline}, {&f.Synopsis, &from.Synopsis},
	} {
		if *t.to == "" && *t.from != "" {
			*t.to, changed = *t.from, true
		}
	}
	for _, n := range []struct{ to, from *int }{{&f.Year, &from.Year}, {&f.Runtime, &from.Runtime}} {
		if *n.to == 0 && *n.from != 0 {
			*n.to, changed = *n.from, true
		}
	}
	for _, l := range []struct{ to, from *[]string }{{&f.Languages, &from.Languages}, {&f.Countries, &from.Countries}, {&f.Genres, &from.Genres}} {
		if len(*l.to) == 0 && len(*l.from) > 0 {
			*l.to, changed = *l.from, true
		}
	}
	if len(f.Links) == 0 && len(from.Links) > 0 {
		f.Links, changed = from.Links, true
	}
	if len(f.Videos) == 0 && len(from.Videos) > 0 {
		f.Videos, changed = from.Videos, true
	}
	for namespace, value := range from.ExternalIDs {
		if f.ExternalIDs[namespace] == "" {
			f.ExternalIDs[namespace], changed = value, true
		}
	}
	return changed
}

// MovedFilm is the film that a reference led to before it was merged into another; 0 for none.
func (s *Store) MovedFilm(ctx context.Context, ref Ref) (int64, error) {
	var id int64
	err := s.read(ctx).Raw(filmByOldRef, string(ref)).Scan(&id).Error
	return id, err
}
