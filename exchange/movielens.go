package exchange

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// movielens joins the files of a MovieLens data set; a file alone is read without the others.
type movielens struct {
	limit int
	links map[string]map[string]string // movie id -> outside ids
	films map[string]Film
}

func (m *movielens) full(n int) error {
	if n >= m.limit {
		return fmt.Errorf("movie_id: there are more than %d films; raise the limit of joins", m.limit)
	}
	return nil
}

// preset is how the file with these columns is read; nil for a file that holds neither films nor ratings.
func (m *movielens) preset(header []string) *preset {
	keys := make([]string, len(header))
	for i, h := range header {
		keys[i] = headerKey(h)
	}
	has := func(k string) bool { return slices.Contains(keys, k) }
	p := &preset{name: "MovieLens", columns: map[string][]string{"film_id": {"movieid"}}, needs: []string{"movieid"}}
	switch {
	case has("userid") && has("rating"):
		p.columns["rating"] = []string{"rating"}
		p.defaults = map[string]string{"best": "5", "scale": "stars-5-half", "outlet": "MovieLens", "source": "movielens"}
		p.finish = m.rating
	case has("title"):
		p.films, p.finish = true, m.movie
	case has("imdbid"):
		p.films, p.finish = true, m.link
	default:
		return nil
	}
	return p
}

// movie is a row of movies.csv: movieId,title,genres.
func (m *movielens) movie(d *draft, cell func(string) string) (string, error) {
	d.film.Title, d.film.OriginalTitle, d.film.Year = movielensTitle(cell("title"))
	if genres := cell("genres"); genres != "(no genres listed)" {
		d.film.Genres = splitList(genres)
	}
	id := d.film.ExternalIDs["movielens"]
	for namespace, value := range m.links[id] {
		d.film.ExternalIDs[namespace] = value
	}
	if m.films != nil && id != "" {
		if err := m.full(len(m.films)); err != nil {
			return "", err
		}
		m.films[id] = Film{ExternalIDs: d.film.ExternalIDs, OriginalTitle: d.film.OriginalTitle, Title: d.film.Title, Year: d.film.Year}
	}
	return "", nil
}

// link is a row of links.csv: movieId,imdbId,tmdbId.
func (m *movielens) link(d *draft, cell func(string) string) (string, error) {
	for namespace, key := range map[string]string{"imdb": "imdbid", "tmdb": "tmdbid"} {
		if v := cell(key); v != "" {
			if err := d.outsideID(namespace, v); err != nil {
				return "", err
			}
		}
	}
	if m.links == nil {
		return "", nil
	}
	if err := m.full(len(m.links)); err != nil {
		return "", err
	}
	m.links[d.film.ExternalIDs["movielens"]] = d.film.ExternalIDs
	return "its ids are joined to the films", nil
}

// rating is a row of ratings.csv: userId,movieId,rating,timestamp (seconds since 1970).
func (m *movielens) rating(d *draft, cell func(string) string) (string, error) {
	user, id := cell("userid"), d.film.ExternalIDs["movielens"]
	if user == "" {
		return "", fmt.Errorf("userId: it is missing")
	}
	if f, known := m.films[id]; known {
		f.ExternalIDs = maps.Clone(f.ExternalIDs)
		d.film = f
	}
	if stamp := cell("timestamp"); stamp != "" {
		seconds, err := strconv.ParseInt(stamp, 10, 64)
		if err != nil || seconds < 0 || seconds > 7e9 {
			return "", fmt.Errorf("timestamp: %q is not a number of seconds since 1970", clip(stamp, 40))
		}
		d.review.Published = Date(time.Unix(seconds, 0).UTC().Format(time.DateOnly))
	}
	d.review.SourceID = user + "/" + id
	return "", setCritic(d, "MovieLens user "+user)
}

// articles are what MovieLens and other catalogues put behind a title.
var articles = [...]string{
	"The", "A", "An", "La", "Le", "Les", "L'", "Un", "Une", "El", "Los", "Las", "Una", "Der", "Die", "Das", "Ein", "Eine", "Il", "Lo", "I", "Gli", "O", "Os",
	"As", "Den", "Det", "De", "En", "Et", "Het",
}

// movielensTitle reads "City of Lost Children, The (Cité des enfants perdus, La) (1995)".
func movielensTitle(s string) (title, original string, year int) {
	title, year, _ = yearInTitle(s)
	if i := strings.LastIndex(title, " ("); i > 0 && strings.HasSuffix(title, ")") && !strings.HasSuffix(title[:i], " Or") {
		inner := title[i+2 : len(title)-1]
		title = title[:i]
		if !strings.HasPrefix(inner, "a.k.a. ") {
			original = frontArticle(inner)
		}
		if j := strings.Index(title, " (a.k.a. "); j > 0 {
			title = title[:j]
		}
	}
	return frontArticle(title), original, year
}

// frontArticle puts an article that stands behind a title before it: "Matrix, The" is "The Matrix".
func frontArticle(title string) string {
	title = strings.TrimSpace(title)
	i := strings.LastIndex(title, ", ")
	if i < 0 || !slices.Contains(articles[:], title[i+2:]) {
		return title
	}
	if strings.HasSuffix(title, "'") {
		return title[i+2:] + title[:i]
	}
	return title[i+2:] + " " + title[:i]
}
