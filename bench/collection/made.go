package collection

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"reelscore/exchange"
)

const (
	// reviewsPerFilm is how many reviews there are for each film, on average.
	reviewsPerFilm = 10
	// most is how many reviews the film with the most has, or a tenth of all.
	most = 100_000
	// outlets and critics there are at most.
	outlets, critics = 400, 2000
)

// genres are the names that films are filed under.
var genres = [...]string{
	"Action", "Adventure", "Animation", "Comedy", "Crime", "Documentary", "Drama", "Family", "Fantasy", "History", "Horror", "Music", "Mystery", "Romance",
	"Science Fiction", "Thriller", "War", "Western",
}

// forms are the ways in which outlets write ratings: a text with a place for the number, and the numbers from the worst to
// the best.
var forms = [...][]string{
	{"1/5", "2/5", "3/5", "4/5", "5/5"},
	{"1/10", "2/10", "3/10", "4/10", "5/10", "6/10", "7/10", "8/10", "9/10", "10/10"},
	{"1/4", "1.5/4", "2/4", "2.5/4", "3/4", "3.5/4", "4/4"},
	{"F", "D", "C-", "C", "C+", "B-", "B", "B+", "A-", "A"},
	{"20%", "35%", "45%", "55%", "60%", "65%", "70%", "75%", "80%", "85%", "90%", "95%"},
}

// languages of reviews, the common ones more often; the last is one of a thousand.
var languages = [...]string{"en", "fr", "de", "es", "is"}

// maker makes things up, the same ones each time.
type maker struct {
	*rand.Rand
	words []string
	word  *rand.Zipf
}

func newMaker() *maker {
	m := &maker{Rand: rand.New(rand.NewPCG(1, 2))} //nolint:gosec // It has to be the same each time.
	syllables := strings.Fields("ba co di fu ge ha jo ki la me no pi qua ro su ta ve wi xo zu sha tre plo gri bren")
	for range 5000 {
		var word strings.Builder
		for range 2 + m.IntN(3) {
			word.WriteString(syllables[m.IntN(len(syllables))])
		}
		m.words = append(m.words, word.String())
	}
	m.word = rand.NewZipf(m.Rand, 1.2, 4, uint64(len(m.words)-1))
	return m
}

// text is some words, the common ones most often.
func (m *maker) text(from, to int) string {
	var b strings.Builder
	for i := range from + m.IntN(to-from+1) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(m.words[m.word.Uint64()])
	}
	return b.String()
}

// Made writes a made-up collection of so many reviews. Reviews are spread over the films as in life: most films have a
// few, some have very many, and the first a tenth of all, up to 100,000.
func Made(to io.Writer, reviews int) error {
	m, w := newMaker(), newWriter(to)
	films := max(reviews/reviewsPerFilm, 20)
	people := max(films/3, 10)
	for i := range people {
		write(w, exchange.KindPerson, exchange.Person{Name: fmt.Sprintf("Person %d %s", i, m.text(1, 1)), Slug: personSlug(i)})
	}
	for i := range outlets {
		write(w, exchange.KindOutlet, exchange.Outlet{Name: fmt.Sprintf("Outlet %d", i), Slug: outletSlug(i), URL: fmt.Sprintf("https://outlet-%d.example", i)})
	}
	for i := range critics {
		write(w, exchange.KindCritic, exchange.Critic{Name: fmt.Sprintf("Critic %d", i), Slug: criticSlug(i)})
	}
	for i := range films {
		write(w, exchange.KindFilm, m.film(i, people))
	}
	// The first film is left out of the draw: its share is fixed.
	rest := rand.NewZipf(m.Rand, 1.02, 3, uint64(films-2))
	for i := range reviews {
		film := 1 + int(rest.Uint64())
		if i%10 == 0 && i/10 < most {
			film = 0
		}
		write(w, exchange.KindReview, m.review(i, film))
	}
	return w.close()
}

func filmSlug(i int) string   { return fmt.Sprintf("film-%d", i) }
func personSlug(i int) string { return fmt.Sprintf("person-%d", i) }
func outletSlug(i int) string { return fmt.Sprintf("outlet-%d", i) }
func criticSlug(i int) string { return fmt.Sprintf("critic-%d", i) }

func (m *maker) film(i, people int) exchange.Film {
	f := exchange.Film{
		Title: fmt.Sprintf("%s %d", m.text(1, 3), i), Slug: filmSlug(i), Year: 1930 + m.IntN(96), Runtime: 60 + m.IntN(120), Synopsis: m.text(20, 60), Tagline: m.text(4, 8),
		Languages: []string{"en"}, Countries: []string{"US"}, ExternalIDs: map[string]string{"imdb": fmt.Sprintf("tt%07d", i+1)},
	}
	first := m.IntN(len(genres))
	for k := range 1 + m.IntN(3) {
		f.Genres = append(f.Genres, genres[(first+k*5)%len(genres)])
	}
	for _, role := range [...]string{"director", "writer", "actor", "actor"} {
		f.Credits = append(f.Credits, exchange.Credit{Person: exchange.NameRef{Slug: personSlug(m.IntN(people))}, Role: role})
	}
	return f
}

func (m *maker) review(i, film int) exchange.Review {
	outlet := m.IntN(outlets)
	day := time.Date(1995, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, m.IntN(30*365))
	r := exchange.Review{
		Film: exchange.FilmRef{Slug: filmSlug(film)}, Outlet: exchange.NameRef{Slug: outletSlug(outlet)}, Title: m.text(3, 7), Body: m.text(25, 60),
		URL: fmt.Sprintf("https://outlet-%d.example/reviews/%d", outlet, i), Published: exchange.Date(day.Format(time.DateOnly)), Language: m.language(),
		Voices: []exchange.Voice{{Role: exchange.RoleAuthor, Critic: exchange.NameRef{Slug: criticSlug(m.IntN(critics))}}},
	}
	if m.IntN(5) > 0 { // One of five has no rating.
		form := forms[outlet%len(forms)]
		r.Rating = &exchange.Rating{Raw: form[(m.IntN(len(form))+m.IntN(len(form))+film%3)%len(form)]}
	}
	if m.IntN(4) == 0 {
		r.Tags = []string{m.words[m.word.Uint64()]}
	}
	return r
}

func (m *maker) language() string {
	switch n := m.IntN(1000); {
	case n == 0:
		return languages[len(languages)-1]
	case n < 800:
		return languages[0]
	default:
		return languages[1+n%(len(languages)-2)]
	}
}
