package models

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"reelscore/rating"
)

// TestListsWalkAnIndex asks SQLite how it would run every statement of the main lists: none may read a whole table that
// grows, and none may sort. A plan without statistics, as here and in the program, does not depend on the rows there are.
func TestListsWalkAnIndex(t *testing.T) {
	onSQLite(t)
	var mu sync.Mutex
	var statements []string
	s, err := Open(t.Context(), newAddress(t), OnStatement(func(_ context.Context, statement string, _ time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		statements = append(statements, statement)
	}))
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	ctx, half := t.Context(), rating.Score(50_000)
	for _, title := range []string{"Her", "Brazil"} {
		must(t, s.CreateFilm(ctx, newFilm(title), nil))
	}
	r := newReview()
	r.FilmRef = "her"
	must(t, s.CreateReview(ctx, r, nil, nil))

	films := func(f FilmFilter, sort string) func() error {
		return func() error { _, err := s.Films(ctx, f, List{Limit: 20, Sort: sort}); return err }
	}
	reviews := func(f ReviewFilter, sort string) func() error {
		return func() error { _, err := s.Reviews(ctx, f, false, List{Limit: 20, Sort: sort}); return err }
	}
	lists := map[string]func() error{
		"a film":                  func() error { _, err := s.Film(ctx, "her"); return err },
		"films of a genre":        films(FilmFilter{Genres: []string{"Drama"}}, ""),
		"films of a person":       films(FilmFilter{Person: "spike-jonze", Role: "director"}, ""),
		"films of an outlet":      films(FilmFilter{Outlet: "the-lamp"}, ""),
		"films with a good score": films(FilmFilter{ScoreFrom: &half}, "-score"),
		"reviews of an outlet":    reviews(ReviewFilter{Outlet: "the-lamp"}, ""),
		"live notes of a film":    func() error { _, err := s.FilmLiveNotes(ctx, "her", List{Limit: 20}); return err },
		"people":                  func() error { _, err := s.People(ctx, List{Limit: 20}); return err },
		"outlets":                 func() error { _, err := s.Outlets(ctx, OutletFilter{}, List{Limit: 20}); return err },
		"critics":                 func() error { _, err := s.Critics(ctx, "", List{Limit: 20}); return err },
		"comments":                func() error { _, err := s.Comments(ctx, "1", List{Limit: 20}); return err },
		"changes":                 func() error { _, err := s.Changes(ctx, ChangeFilter{}, 0, 20); return err },
		"changes of a film":       func() error { _, err := s.Changes(ctx, ChangeFilter{Film: "her"}, 0, 20); return err },
	}
	for sort := range filmList.orders {
		lists["films by "+sort] = films(FilmFilter{}, sort)
		lists["films by -"+sort] = films(FilmFilter{}, "-"+sort)
	}
	for sort := range reviewList.orders {
		for _, dir := range []string{"", "-"} {
			lists["reviews by "+dir+sort] = reviews(ReviewFilter{}, dir+sort)
			if sort != "added" {
				lists["reviews of a film by "+dir+sort] = reviews(ReviewFilter{Film: "her"}, dir+sort)
			}
		}
	}
	for name, list := range lists {
		statements = nil
		must(t, list())
		for _, statement := range statements {
			if !strings.HasPrefix(statement, "SELECT") && !strings.HasPrefix(statement, "WITH") {
				continue
			}
			for _, step := range planOf(t, s, statement) {
				walk := strings.HasSuffix(name, "added") && (step == "SCAN films" || step == "SCAN reviews") // In the order of the ids.
				scan := strings.HasPrefix(step, "SCAN ") && !strings.Contains(step, "USING") && !strings.HasSuffix(step, "CONSTANT ROW") && step != "SCAN found"
				if strings.Contains(step, "TEMP B-TREE") || (scan && !walk) {
					t.Errorf("%s: %s in\n%s", name, step, statement)
				}
			}
		}
	}
}

// planOf is how SQLite would run a statement, step by step.
func planOf(t *testing.T, s *Store, statement string) []string {
	t.Helper()
	var steps []struct{ Detail string }
	must(t, s.read(t.Context()).Raw("EXPLAIN QUERY PLAN "+statement).Scan(&steps).Error)
	plan := make([]string, len(steps))
	for i, step := range steps {
		plan[i] = step.Detail
	}
	return plan
}

// TestFilmFiltersAgreeForFewAndMany lists a genre that few films have and one that so many have that the list is walked.
func TestFilmFiltersAgreeForFewAndMany(t *testing.T) {
	s := openTest(t)
	const films, every = fewRows + 100, 20
	must(t, s.CreateOutlet(t.Context(), &Outlet{Named: Named{Name: "The Lamp"}}))
	must(t, s.write(t.Context(), func(tx *gorm.DB) error {
		for _, statement := range []string{
			`WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?)
				INSERT INTO films (id, slug, title, sort_title, year, created_at, updated_at) SELECT i, 'film-' || i, 'Film ' || i, 'film', 1900 + i % 100, 0, 0 FROM n`,
			`INSERT INTO film_genres (film_id, genre) SELECT id, 'drama' FROM films WHERE id <= ?`,
			`INSERT INTO reviews (id, film_id, outlet_id, created_at, updated_at) SELECT id, id, 1, 0, 0 FROM films WHERE id <= ?`,
			`INSERT INTO review_tags (tag, review_id) SELECT 'cult', id FROM reviews WHERE id <= ?`,
		} {
			if err := tx.Exec(statement, films).Error; err != nil {
				return err
			}
		}
		if err := tx.Exec("INSERT INTO film_genres (film_id, genre) SELECT id, 'war' FROM films WHERE id % ? = 0", every).Error; err != nil {
			return err
		}
		return tx.Exec("INSERT INTO film_scores (film_id, tally, updated_at) SELECT id, ?, 0 FROM films", []byte{}).Error
	}))
	for _, c := range []struct {
		genres []string
		want   int64
		first  int64
	}{{[]string{"Drama"}, films, films}, {[]string{"War"}, films / every, films}, {[]string{"War", "Drama"}, films / every, films}, {[]string{"Western"}, 0, 0}} {
		page, err := s.Films(t.Context(), FilmFilter{Genres: c.genres}, List{Limit: 10, Total: true})
		must(t, err)
		if *page.Total != c.want || (c.want > 0 && page.Items[0].ID != c.first) {
			t.Errorf("%v: %d films, want %d; the page is %+v", c.genres, *page.Total, c.want, page.Items)
		}
	}
	page, err := s.Films(t.Context(), FilmFilter{Outlet: "the-lamp", Genres: []string{"War"}}, List{Limit: 10, Total: true, Sort: "-score"})
	must(t, err)
	if *page.Total != films/every || len(page.Items) != 10 {
		t.Errorf("the outlet has %d films of the genre, want %d", *page.Total, films/every)
	}
	reviews, err := s.Reviews(t.Context(), ReviewFilter{Outlet: "the-lamp", Tag: "Cult"}, false, List{Limit: 10, Total: true})
	must(t, err)
	if *reviews.Total != films || len(reviews.Items) != 10 {
		t.Errorf("%d reviews have the tag, want %d", *reviews.Total, films)
	}
}
