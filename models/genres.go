package models

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Genre is one canonical genre with the other words for it.
type Genre struct {
	Key      string
	Name     string
	Synonyms []string
}

// Genres is the canonical list. Sources: the genre lists of the large film databases, merged where they mean the same.
func Genres() []Genre {
	return []Genre{
		{"action", "Action", nil},
		{"adventure", "Adventure", nil},
		{"animation", "Animation", []string{"animated", "cartoon", "anime", "zeichentrick"}},
		{"biography", "Biography", []string{"biopic", "biographical"}},
		{"comedy", "Comedy", []string{"comedies", "komodie", "comedie", "comedia", "commedia"}},
		{"crime", "Crime", []string{"gangster", "krimi"}},
		{"documentary", "Documentary", []string{"documentaries", "doc", "dokumentarfilm", "documentaire"}},
		{"drama", "Drama", []string{"drame", "dramma"}},
		{"family", "Family", []string{"kids", "kids and family", "children", "children's"}},
		{"fantasy", "Fantasy", nil},
		{"film-noir", "Film Noir", []string{"noir"}},
		{"history", "History", []string{"historical", "period", "period drama", "costume drama"}},
		{"horror", "Horror", []string{"slasher", "horreur"}},
		{"music", "Music", []string{"concert"}},
		{"musical", "Musical", []string{"musicals", "musical and performing arts"}},
		{"mystery", "Mystery", []string{"whodunit", "mystery and suspense"}},
		{"romance", "Romance", []string{"romantic", "love story", "liebesfilm"}},
		{"science-fiction", "Science Fiction", []string{"sci-fi", "scifi", "sf", "sci fi", "science-fiction film"}},
		{"short", "Short", []string{"short film", "kurzfilm"}},
		{"sport", "Sport", []string{"sports", "sports and fitness"}},
		{"thriller", "Thriller", []string{"suspense"}},
		{"war", "War", []string{"war film", "kriegsfilm"}},
		{"western", "Western", []string{"westerns"}},
	}
}

// genreNames is the canonical name for each key of a genre or of another word for it.
var genreNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, g := range Genres() {
		names[g.Key] = g.Name
		for _, synonym := range g.Synonyms {
			names[slugOf(synonym)] = g.Name
		}
	}
	return names
})

// CanonicalGenre is the canonical name for a genre in other words; a genre that is not on the list is kept as written.
func CanonicalGenre(written string) string {
	if name, listed := genreNames()[slugOf(written)]; listed {
		return name
	}
	return strings.Join(strings.Fields(written), " ")
}

// genreBreak is what stands between genres that are written in one line.
var genreBreak = regexp.MustCompile(`\s*[,;/|&+]\s*|\s+and\s+`)

// CanonicalGenres is the canonical names for genres in other words, each once. A line of several, such as "Romance, Drama
// & Science Fiction", is taken apart when each part is on the list.
func CanonicalGenres(written []string) []string {
	genres := []string{}
	for _, w := range written {
		names := []string{CanonicalGenre(w)}
		if _, listed := genreNames()[slugOf(w)]; !listed {
			if parts, all := listedGenres(w); all {
				names = parts
			}
		}
		for _, name := range names {
			if !slices.Contains(genres, name) {
				genres = append(genres, name)
			}
		}
	}
	return genres
}

// listedGenres takes a line of genres apart, and tells whether all of them are on the list.
func listedGenres(line string) (names []string, all bool) {
	for _, part := range genreBreak.Split(line, -1) {
		if part == "" {
			continue
		}
		name, listed := genreNames()[slugOf(part)]
		if !listed {
			return nil, false
		}
		names = append(names, name)
	}
	return names, len(names) > 0
}

// genreKey is what a genre is looked up by.
func genreKey(name string) string { return slugOf(CanonicalGenre(name)) }

// GenreUse is a genre and how many films have it.
type GenreUse struct {
	Genre
	// Listed tells that the genre is on the canonical list.
	Listed bool
	Films  int64
}

// maxOtherGenres bounds the genres in use beside the canonical list.
const maxOtherGenres = 500

// GenreUses reads the canonical list, then the other genres that films have, the most frequent first.
func (s *Store) GenreUses(ctx context.Context) ([]GenreUse, error) {
	var rows []struct {
		Genre         string
		Films, FilmID int64
	}
	db := s.read(ctx)
	err := db.Raw("SELECT genre, count(*) AS films, min(film_id) AS film_id FROM film_genres GROUP BY genre ORDER BY films DESC, genre").Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	uses := []GenreUse{}
	for _, g := range Genres() {
		uses = append(uses, GenreUse{Genre: g, Listed: true})
	}
	listed := len(uses)
	var witnesses []int64
	for _, r := range rows {
		i := slices.IndexFunc(uses[:listed], func(u GenreUse) bool { return u.Key == r.Genre })
		if i >= 0 {
			uses[i].Films = r.Films
		} else if len(witnesses) < maxOtherGenres {
			uses = append(uses, GenreUse{Genre: Genre{Key: r.Genre}, Films: r.Films})
			witnesses = append(witnesses, r.FilmID)
		}
	}
	// The lookup has only keys: a film that has the genre knows how it is written.
	var written []string
	if err := db.Table("films").Where("id IN ?", witnesses).Pluck("genres", &written).Error; err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, text := range written {
		var genres []string
		if err := json.Unmarshal([]byte(text), &genres); err != nil {
			return nil, err
		}
		for _, g := range genres {
			names[slugOf(g)] = g
		}
	}
	for i := listed; i < len(uses); i++ {
		uses[i].Name = names[uses[i].Key]
	}
	return uses, nil
}
