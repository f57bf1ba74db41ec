package models

import (
	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// Hint is what the page knows of its film.
func (p *ReviewPage) Hint() FilmHint {
	hint := FilmHint{ExternalIDs: p.Film.ExternalIDs, Title: p.Film.Title, OriginalTitle: p.Film.OriginalTitle, Year: p.Film.Year}
	for _, c := range p.Credits {
		if c.Role == "director" {
			hint.Directors = append(hint.Directors, c.Name)
		}
	}
	return hint
}

// takeFilm finds or makes the film of a page, and adds what the film did not know yet.
func (s *Store) takeFilm(tx *gorm.DB, p *ReviewPage, t *Taken, decide func(FilmHint, []Candidate) (*Film, error)) error {
	var found *Film
	if p.FilmRef != "" {
		f, err := one[Film](tx, p.FilmRef, "films", filmByOutsideID, "film")
		if fault.Is(err, fault.NotFound) {
			return fault.New(fault.Unprocessable, "The page is said to be about a film that is not known.").
				At("/film", "there is no film %q; create it first, or leave film out", string(p.FilmRef))
		}
		if err != nil {
			return err
		}
		found = &f
	} else {
		hint := p.Hint()
		all, err := candidates(tx, hint)
		if err != nil {
			return err
		}
		if found, err = decide(hint, all); err != nil {
			return err
		}
	}
	if found == nil {
		t.NewFilm = true
		credits, err := s.nameable(tx, p.Credits)
		if err != nil {
			return err
		}
		t.Film = p.Film
		return s.createFilm(tx, &t.Film, credits)
	}
	t.Film = *found
	return s.enrichFilm(tx, &t.Film, p)
}

// enrichFilm fills in what the film did not know: empty facts, outside ids of other namespaces, and people who were not
// credited in their role. Nothing that is known is changed, so that the order in which pages come in does not matter.
func (s *Store) enrichFilm(tx *gorm.DB, f *Film, p *ReviewPage) error {
	stored, err := creditsOf(tx, f.ID)
	if err != nil {
		return err
	}
	named, err := s.nameable(tx, p.Credits)
	if err != nil {
		return err
	}
	credits, more := joinCredits(stored[f.ID], named)
	changed := fillIn(&f.OriginalTitle, p.Film.OriginalTitle) || more
	changed = fillIn(&f.Year, p.Film.Year) || changed
	changed = fillIn(&f.Released, p.Film.Released) || changed
	changed = fillIn(&f.Runtime, p.Film.Runtime) || changed
	changed = fillIn(&f.Tagline, p.Film.Tagline) || changed
	changed = fillIn(&f.Synopsis, p.Film.Synopsis) || changed
	if len(f.Genres) == 0 && len(p.Film.Genres) > 0 {
		f.Genres, changed = p.Film.Genres, true
	}
	for _, v := range p.Film.Videos {
		if !hasVideo(f.Videos, v) {
			f.Videos, changed = append(f.Videos, v), true
		}
	}
	for namespace, value := range p.Film.ExternalIDs {
		if _, known := f.ExternalIDs[namespace]; !known {
			f.ExternalIDs[namespace], changed = value, true
		}
	}
	if !changed {
		return nil
	}
	f.Stamp = s.changed(f.Stamp)
	if err := tx.Select("*").Updates(f).Error; err != nil {
		return err
	}
	if err := s.keepFilmLookups(tx, f, credits); err != nil {
		return err
	}
	return s.note(tx, "film", f.ID, f.ID, Updated, f.Version)
}

// fillIn writes a value where there is none yet, and tells whether it did.
func fillIn[T comparable](to *T, value T) bool {
	var zero T
	if *to != zero || value == zero {
		return false
	}
	*to = value
	return true
}

func hasVideo(videos []Video, v Video) bool {
	for _, known := range videos {
		if known.Site == v.Site && known.Key == v.Key && known.URL == v.URL {
			return true
		}
	}
	return false
}

// joinCredits adds the credits of people who are not yet known in that role, by the key of their name.
func joinCredits(stored, found []Credit) (all []Credit, more bool) {
	known := map[string]bool{}
	for _, c := range stored {
		c.Person = refOf(c.PersonID)
		all = append(all, c)
		known[c.Role+"\n"+TitleKey(c.Name)] = true
	}
	for _, c := range found {
		if key := c.Role + "\n" + TitleKey(c.Name); !known[key] {
			known[key], more = true, true
			all = append(all, c)
		}
	}
	return all, more
}

// nameable keeps the credits whose person can be told by the name: of several people with one name none is picked.
func (s *Store) nameable(tx *gorm.DB, credits []Credit) ([]Credit, error) {
	var kept []Credit
	for i, c := range credits {
		id, err := s.creditedPerson(tx, c, i)
		if fault.Is(err, fault.Unprocessable) {
			continue
		}
		if err != nil {
			return nil, err
		}
		c.Person = refOf(id)
		kept = append(kept, c)
	}
	return kept, nil
}
