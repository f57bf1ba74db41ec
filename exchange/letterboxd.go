package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// letterboxd joins the files of an export: a review and its diary entry are one, and a film's rating is not counted
// beside the entry that it comes from. A file alone is read without the others (limit 0).
//
// The address in diary.csv and reviews.csv is that of the entry; in ratings.csv and watched.csv it is that of the film.
type letterboxd struct {
	limit   int
	films   map[string]string // title and year -> id of the film
	entries map[string]bool   // ids of the entries that were read
	ratings map[string]bool   // title, year and rating of the entries
}

func newLetterboxd(limit int) *letterboxd {
	return &letterboxd{limit: limit, films: map[string]string{}, entries: map[string]bool{}, ratings: map[string]bool{}}
}

// keep adds to one of the maps within the limit.
func (l *letterboxd) keep(size int, add func()) error {
	switch {
	case l.limit == 0:
	case size >= l.limit:
		return fmt.Errorf("letterboxd uri: there are more than %d films; raise the limit of joins", l.limit)
	default:
		add()
	}
	return nil
}

// preset is how the file with these columns is read; nil for profile.csv and other files.
func (l *letterboxd) preset(header []string) *preset {
	keys := make([]string, len(header))
	for i, h := range header {
		keys[i] = headerKey(h)
	}
	if importFile(keys) {
		return &letterboxdImport
	}
	if !slices.Contains(keys, "letterboxduri") {
		return nil
	}
	p := &preset{
		name:     "Letterboxd",
		columns:  map[string][]string{"film_title": {"name"}, "year": {"year"}, "rating": {"rating"}, "date": {"date"}, "body": {"review"}, "tags": {"tags"}},
		defaults: map[string]string{"best": "5", "scale": "stars-5-half", "outlet": "Letterboxd", "source": "letterboxd"},
		needs:    []string{"name", "letterboxduri"},
	}
	switch {
	case slices.Contains(keys, "watcheddate"), slices.Contains(keys, "review"):
		p.finish = l.entry
	case slices.Contains(keys, "rating"):
		p.finish = l.rated
	default:
		p.films, p.defaults, p.finish = true, nil, l.watched
		p.columns = map[string][]string{"film_title": {"name"}, "year": {"year"}}
	}
	return p
}

// importFile recognises a file as Letterboxd imports it, and other programs and NewLetterboxdWriter write it.
func importFile(keys []string) bool {
	return slices.Contains(keys, "title") && (slices.Contains(keys, "watcheddate") || slices.Contains(keys, "rating10"))
}

// letterboxdImport is such a file: ratings are of 5 (Rating) or of 10 (Rating10). See https://letterboxd.com/about/importing-data/.
var letterboxdImport = preset{
	name: "Letterboxd import",
	columns: map[string][]string{
		"film_title": {"title"}, "year": {"year"}, "imdb_id": {"imdbid"}, "tmdb_id": {"tmdbid"}, "directors": {"directors"},
		"rating": {"rating"}, "date": {"watcheddate"}, "tags": {"tags"}, "body": {"review"},
	},
	defaults: map[string]string{"outlet": "Letterboxd", "source": "letterboxd"},
	finish: func(d *draft, cell func(string) string) (string, error) {
		best, scale := "5", "stars-5-half"
		if ten := cell("rating10"); d.rating.Raw == "" && ten != "" {
			d.rating.Raw, best, scale = ten, "10", "points-10"
		}
		if d.rating.Raw == "" && d.review.Body == "" && d.review.Published == "" {
			return "it is neither rated nor reviewed nor dated", nil
		}
		if d.rating.Raw != "" {
			d.rating.Scale = scale
			if err := setBest(d, best); err != nil {
				return "", err
			}
		}
		if d.o.Critic != "" {
			return "", setCritic(d, d.o.Critic)
		}
		return "", nil
	},
}

// entry is a row of reviews.csv or diary.csv.
func (l *letterboxd) entry(d *draft, cell func(string) string) (string, error) {
	uri := cell("letterboxduri")
	id := lastPart(uri)
	if id != "" && l.entries[id] {
		return "the entry was read already: reviews.csv has it as well", nil
	}
	if err := l.keep(len(l.entries), func() { l.entries[id] = true }); err != nil {
		return "", err
	}
	film := titleKey(&d.film)
	if err := l.keep(len(l.ratings), func() { l.ratings[film+"\x00"+d.rating.Raw] = true }); err != nil {
		return "", err
	}
	if code := l.films[film]; code != "" {
		d.film.ExternalIDs = map[string]string{"letterboxd": code}
	}
	d.review.URL, d.review.SourceID = uri, id
	if d.o.Critic != "" {
		return "", setCritic(d, d.o.Critic)
	}
	return "", nil
}

// rated is a row of ratings.csv: the last rating of a film.
func (l *letterboxd) rated(d *draft, cell func(string) string) (string, error) {
	switch {
	case d.rating.Raw == "":
		return "there is no rating", nil
	case l.ratings[titleKey(&d.film)+"\x00"+d.rating.Raw]:
		return "the rating was read already: it stands in the diary as well", nil
	}
	id := lastPart(cell("letterboxduri"))
	if id == "" {
		return "", nil
	}
	if err := d.outsideID("letterboxd", id); err != nil {
		return "", err
	}
	return "", d.personal(id)
}

// watched is a row of watched.csv: a film.
func (l *letterboxd) watched(d *draft, cell func(string) string) (string, error) {
	id := lastPart(cell("letterboxduri"))
	if id == "" {
		return "", nil
	}
	if err := d.outsideID("letterboxd", id); err != nil {
		return "", err
	}
	return "", l.keep(len(l.films), func() { l.films[titleKey(&d.film)] = id })
}

func titleKey(f *Film) string { return f.Title + "\x00" + strconv.Itoa(f.Year) }

// lastPart is what stands behind the last slash of an address: the short id.
func lastPart(uri string) string {
	uri = strings.TrimRight(uri, "/")
	return uri[strings.LastIndexByte(uri, '/')+1:]
}
