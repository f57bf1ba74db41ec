package exchange

import (
	"slices"
	"strings"
)

// preset is a table whose columns are known.
type preset struct {
	name string
	// columns says which header (see headerKey; the first that is there) holds a field.
	columns map[string][]string
	// defaults are values of fields of which the row says nothing.
	defaults map[string]string
	// needs are columns without which the file is another one.
	needs []string
	// films says that the rows are films and no reviews.
	films bool
	// finish has the last word on a row; cell gives a cell by the key of its header. It may say why the row is skipped.
	finish func(d *draft, cell func(key string) string) (skip string, err error)
}

// presets are the tables of others that a caller may name.
var presets = [...]preset{
	{
		name: "rotten-tomatoes",
		columns: map[string][]string{
			"film_id": {"rottentomatoeslink", "id"}, "critic": {"criticname"}, "outlet": {"publishername", "publicationname"},
			"rating": {"reviewscore", "originalscore"}, "verdict": {"reviewtype", "reviewstate", "scoresentiment"}, "date": {"reviewdate", "creationdate"},
			"excerpt": {"reviewcontent", "reviewtext"}, "url": {"reviewurl"}, "source_id": {"reviewid"},
		},
		defaults: map[string]string{"rights": "excerpt"},
	},
	{
		name: "tmdb",
		columns: map[string][]string{
			"tmdb_id": {"tmdbid"}, "imdb_id": {"imdbid"}, "film_title": {"name"}, "released": {"releasedate"}, "rating": {"yourrating"}, "date": {"daterated"},
		},
		defaults: map[string]string{"best": "10", "scale": "points-10", "outlet": "TMDB", "source": "tmdb"},
		needs:    []string{"tmdbid", "yourrating"},
		finish: func(d *draft, cell func(string) string) (string, error) {
			return onlyFilms(cell("type")), nil
		},
	},
}

// Presets lists the sets of columns that Options.Preset can name.
func Presets() []string {
	names := make([]string, len(presets))
	for i, p := range presets {
		names[i] = p.name
	}
	return names
}

// notFilms are the words by which the kinds of title that are no films are known, in several languages.
var notFilms = [...]string{"series", "serie", "episode", "episodio", "game", "gioco", "spiel", "jeu", "podcast", "musicvideo", "season", "staffel", "saison", "show"}

// onlyFilms says why a kind of title is left out.
func onlyFilms(titleType string) string {
	key := headerKey(titleType)
	if key == "tv" || slices.ContainsFunc(notFilms[:], func(w string) bool { return strings.Contains(key, w) }) {
		return "not a film: " + titleType
	}
	return ""
}

var imdb = preset{
	name: "imdb",
	columns: map[string][]string{
		"imdb_id": {"const"}, "rating": {"yourrating", "yourated"}, "date": {"daterated", "created"}, "film_title": {"title"}, "original_title": {"originaltitle"},
		"runtime": {"runtimemins"}, "year": {"year"}, "genres": {"genres"}, "released": {"releasedate", "releasedatemonthdayyear"}, "directors": {"directors"},
	},
	defaults: map[string]string{"best": "10", "scale": "points-10", "outlet": "IMDb", "source": "imdb"},
	needs:    []string{"const"},
	finish: func(d *draft, cell func(string) string) (string, error) {
		if skip := onlyFilms(cell("titletype")); skip != "" {
			return skip, nil
		}
		if d.rating.Raw == "" {
			return "there is no rating", nil
		}
		return "", d.personal(d.film.ExternalIDs["imdb"])
	},
}

// personal marks the one rating that a person can give to a film on a service.
func (d *draft) personal(film string) error {
	if d.o.Critic == "" {
		return nil
	}
	d.review.SourceID = d.o.Critic + "/" + film
	return setCritic(d, d.o.Critic)
}
