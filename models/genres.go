package models

import "strings"

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

// CanonicalGenre is the canonical name for a genre in other words; a genre that is not on the list is kept as written.
func CanonicalGenre(written string) string {
	key := slugOf(written)
	for _, g := range Genres() {
		if g.Key == key {
			return g.Name
		}
		for _, s := range g.Synonyms {
			if slugOf(s) == key {
				return g.Name
			}
		}
	}
	return strings.TrimSpace(written)
}

// genreKey is what a genre is looked up by.
func genreKey(name string) string { return slugOf(CanonicalGenre(name)) }
