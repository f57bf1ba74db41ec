package models

import (
	"strconv"

	"reelscore/internal/fault"
)

// FilmByID finds the film that has an outside id; 0 for none.
func (b *Batch) FilmByID(namespace, value string) (int64, error) {
	id, err := b.find(filmByOutsideID, namespace, value)
	if err == nil && id == 0 {
		id, err = b.find(filmByOldRef, namespace+":"+value)
	}
	return id, err
}

// filmByOldRef finds the film that another one was merged into, by what named that one.
const filmByOldRef = "SELECT film_id FROM film_redirects WHERE ref = ?"

// FilmBySlug finds a film by its slug, or by the slug that it had before it was merged; 0 for none.
func (b *Batch) FilmBySlug(slug string) (int64, error) {
	id, err := b.find("SELECT id FROM films WHERE slug = ?", slug)
	if err == nil && id == 0 {
		id, err = b.find(filmByOldRef, slug)
	}
	return id, err
}

// Decided is the film that a person has said a hint means; 0 for none. key is HintKey of it.
func (b *Batch) Decided(key string) (int64, error) {
	return b.find("SELECT film_id FROM match_decisions WHERE hint_key = ?", key)
}

// Decide remembers which film a hint means.
func (b *Batch) Decide(key string, film int64) error {
	return b.exec(`INSERT INTO match_decisions (hint_key, film_id, decided_at) VALUES (?, ?, ?)
		ON CONFLICT (hint_key) DO UPDATE SET film_id = excluded.film_id, decided_at = excluded.decided_at`, key, film, b.now)
}

// KnownFilm is the film that a key was found to mean before; 0 when it is not remembered.
func (b *Batch) KnownFilm(key string) int64 { return b.known.films[key] }

// KnowFilm remembers which film a key means, as long as nobody else writes.
func (b *Batch) KnowFilm(key string, film int64) { remember(b.known.films, key, film) }

// Candidates finds the films that share an outside id or a title with the hint.
func (b *Batch) Candidates(h FilmHint) ([]Candidate, error) {
	some := false
	for namespace, value := range h.ExternalIDs {
		id, err := b.FilmByID(namespace, value)
		if err != nil {
			return nil, err
		}
		some = some || id != 0
	}
	for _, title := range []string{h.Title, h.OriginalTitle} {
		if title == "" || some {
			continue
		}
		found, err := b.find("SELECT 1 FROM film_titles WHERE title_key = ? LIMIT 1", TitleKey(title))
		if err != nil {
			return nil, err
		}
		some = found != 0
	}
	if !some { // Most new films have no namesake, and the whole question takes ten times as long.
		return nil, nil
	}
	return candidates(b.tx, h)
}

// Film reads a film.
func (b *Batch) Film(id int64) (Film, error) {
	return one[Film](b.tx, Ref(strconv.FormatInt(id, 10)), "films", filmByOutsideID, "film")
}

// Placeholder tells whether a film has a title that only stands for one.
func (b *Batch) Placeholder(id int64) (is bool, err error) {
	err = b.row("SELECT placeholder FROM films WHERE id = ?", id).Scan(&is)
	return is, err
}

// CreateFilm stores a new film with its credits, under its slug where that is free, and gives it its id.
func (b *Batch) CreateFilm(f *Film, credits []Credit) error {
	words := f.Title
	if f.Year != 0 {
		words += " " + strconv.Itoa(f.Year)
	}
	var err error
	if f.Slug, err = b.freeSlug("films", f.Slug, words); err != nil {
		return err
	}
	for namespace, value := range f.ExternalIDs {
		other, err := b.FilmByID(namespace, value)
		if err != nil {
			return err
		}
		if other != 0 {
			return fault.New(fault.Conflict, "Another film has this outside id.").At("/external_ids/"+namespace, "%s is that of film %d; change that one, or leave the id out here", value, other)
		}
	}
	f.Stamp, f.SortTitle = Stamp{Version: 1, CreatedAt: b.now, UpdatedAt: b.now}, sortKey(f.Title)
	if f.ExternalIDs == nil {
		f.ExternalIDs = map[string]string{}
	}
	var texts [6]string
	for i, v := range []any{orNone(f.Languages), orNone(f.Countries), orNone(f.Genres), f.ExternalIDs, orNone(f.Videos), orNone(f.Links)} {
		if texts[i], err = jsonText(v); err != nil {
			return err
		}
	}
	err = b.row(`INSERT INTO films (slug, title, sort_title, original_title, year, released, runtime, tagline, synopsis, languages, countries, genres,
		external_ids, videos, links, placeholder, version, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		f.Slug, f.Title, f.SortTitle, f.OriginalTitle, f.Year, string(f.Released), f.Runtime, f.Tagline, f.Synopsis, texts[0], texts[1], texts[2],
		texts[3], texts[4], texts[5], f.Placeholder, f.Version, f.CreatedAt, f.UpdatedAt).Scan(&f.ID)
	if err != nil {
		return err
	}
	if err := b.keepNewFilm(f, credits); err != nil {
		return err
	}
	return b.note("film", f.ID, f.ID, Created, f.Version)
}

// keepNewFilm writes what finds a new film again: its score, genres, outside ids, titles, credits, search.
func (b *Batch) keepNewFilm(f *Film, credits []Credit) error {
	if err := b.exec("INSERT INTO film_scores (film_id, tally, updated_at) VALUES (?, ?, ?)", f.ID, []byte{}, b.now); err != nil {
		return err
	}
	for _, g := range f.Genres {
		if err := b.exec("INSERT INTO film_genres (film_id, genre) VALUES (?, ?) ON CONFLICT DO NOTHING", f.ID, genreKey(g)); err != nil {
			return err
		}
	}
	for namespace, value := range f.ExternalIDs {
		if err := b.exec("INSERT INTO film_ids (namespace, value, film_id) VALUES (?, ?, ?)", namespace, value, f.ID); err != nil {
			return err
		}
	}
	for _, title := range []string{f.Title, f.OriginalTitle} {
		if title == "" {
			continue
		}
		if err := b.exec("INSERT INTO film_titles (title_key, film_id) VALUES (?, ?) ON CONFLICT DO NOTHING", TitleKey(title), f.ID); err != nil {
			return err
		}
	}
	if len(credits) > 0 {
		if err := b.s.keepCredits(b.tx, f.ID, credits); err != nil {
			return err
		}
	}
	title, body := f.texts()
	b.index(filmText, f.ID, title, body)
	return nil
}

// UpdateFilm stores what edit makes of a film and of its credits; edit tells whether it changed anything.
func (b *Batch) UpdateFilm(id int64, edit func(*Film, []Credit) ([]Credit, bool)) (Action, error) {
	f, err := b.Film(id)
	if err != nil {
		return "", err
	}
	stored, err := creditsOf(b.tx, id)
	if err != nil {
		return "", err
	}
	credits, changed := edit(&f, stored[id])
	if !changed {
		return "", nil
	}
	f.Stamp, f.SortTitle = b.s.changed(f.Stamp), sortKey(f.Title)
	if err := b.tx.Select("*").Updates(&f).Error; err != nil {
		return "", err
	}
	if err := b.s.keepFilmLookups(b.tx, &f, credits); err != nil {
		return "", err
	}
	return Updated, b.note("film", f.ID, f.ID, Updated, f.Version)
}
