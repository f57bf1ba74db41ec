package models

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"reelscore/rating"
)

// TestListsWalkAnIndex asks SQLite how it would run every statement of every list, with each filter and in each order: none may
// read a whole table that grows, and none may sort, but for the few rows that a lookup has found. It asks as if there were few
// rows for each filter, and as if there were many. A plan without statistics, as here and in the program, does not depend
// on the rows there are.
func TestListsWalkAnIndex(t *testing.T) {
	onSQLite(t)
	s, statements := openWatched(t)
	fillForPlans(t, s)
	asked := 0
	for _, few := range []int{fewRows, 0} {
		s.few = few
		for name, list := range everyList(t, s) {
			for _, statement := range statements(name, list) {
				asked++
				for _, step := range planOf(t, s, statement) {
					if fault := stepFault(name, statement, step, few); fault != "" {
						t.Errorf("%s, lookups of %d rows: %s: %s in\n%s", name, few, fault, step, statement)
					}
				}
			}
		}
	}
	if asked < 1000 {
		t.Errorf("only %d statements were looked at", asked)
	}
}

// openWatched opens an empty collection; statements are those that read while a list of that name is asked for.
func openWatched(t *testing.T) (s *Store, statements func(name string, list func() error) []string) {
	t.Helper()
	var mu sync.Mutex
	var ran []string
	s, err := Open(t.Context(), newAddress(t), OnStatement(func(_ context.Context, statement string, _ time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		if strings.HasPrefix(statement, "SELECT") || strings.HasPrefix(statement, "WITH") {
			ran = append(ran, statement)
		}
	}))
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return s, func(name string, list func() error) []string {
		mu.Lock()
		ran = nil
		mu.Unlock()
		if err := list(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		mu.Lock()
		defer mu.Unlock()
		return ran
	}
}

// stepFault tells what is wrong with a step of a plan, if anything.
func stepFault(name, statement, step string, few int) string {
	lookedUp := strings.Contains(statement, "IN (SELECT") && (few > 0 || name == "reviews of films") // Of a film there are a few, too.
	inOrderOfIDs := strings.HasSuffix(name, "added") && slices.Contains([]string{"SCAN films", "SCAN reviews", "SCAN people", "SCAN imports"}, step)
	small := strings.HasSuffix(step, "CONSTANT ROW") || slices.Contains([]string{"SCAN found", "SCAN known", "SCAN score_prior"}, step)
	switch {
	case strings.Contains(step, "TEMP B-TREE") && !lookedUp:
		return "it sorts"
	case strings.HasPrefix(step, "SCAN ") && !strings.Contains(step, "USING") && !inOrderOfIDs && !small:
		return "it reads a whole table"
	}
	return ""
}

// fillForPlans stores a little of everything, so that every filter finds something.
func fillForPlans(t *testing.T, s *Store) {
	t.Helper()
	ctx := t.Context()
	for _, title := range []string{"Her", "Brazil"} {
		f := newFilm(title)
		f.Year, f.Runtime, f.Genres = 2013, 100, []string{"Drama"}
		must(t, s.CreateFilm(ctx, f, []Credit{{Name: "Spike Jonze", Role: "director"}}))
	}
	must(t, s.CreateOutlet(ctx, &Outlet{Named: Named{Name: "The Lamp"}, Language: "en"}))
	must(t, s.CreateCritic(ctx, &Critic{Named: Named{Name: "Ann Aldous"}}, []Ref{"1"}))
	for _, raw := range []string{"4/5", "2/5", ""} {
		for _, language := range []string{"en", "en-GB", "fr"} {
			r := newReview()
			r.FilmRef, r.OutletRef, r.Language, r.Published, r.Tags = "her-2013", "1", language, "2014-05-06", []string{"cult"}
			r.Voices = []Voice{{Role: "author", Critic: "1"}}
			if raw != "" {
				r.Stating = &Stated{Raw: raw, Best: rating.NoDecimal, Worst: rating.NoDecimal, Lowest: rating.NoDecimal}
			}
			must(t, s.CreateReview(ctx, r, []LiveNote{{OffsetSeconds: 5, Text: "It begins."}}, []Comment{{Body: "Yes."}}))
		}
	}
	must(t, s.CreateFeed(ctx, &Feed{URL: "https://example.org/feed"}))
}

// everyList is all lists that the API has, with each filter and in each order. Those in the order of the ids end in "added".
func everyList(t *testing.T, s *Store) map[string]func() error {
	ctx, low, high, yes, no := t.Context(), rating.Score(30_000), rating.Score(90_000), true, false
	page := List{Limit: 20}
	lists := map[string]func() error{
		"a film":               func() error { _, err := s.Film(ctx, "her-2013"); return err },
		"live notes of a film": func() error { _, err := s.FilmLiveNotes(ctx, "her-2013", page); return err },
		"live notes":           func() error { _, err := s.LiveNotes(ctx, "1", page); return err },
		"comments":             func() error { _, err := s.Comments(ctx, "1", page); return err },
		"outlets":              func() error { _, err := s.Outlets(ctx, OutletFilter{}, page); return err },
		"outlets in English":   func() error { _, err := s.Outlets(ctx, OutletFilter{Language: "en", Sample: &no}, page); return err },
		"critics":              func() error { _, err := s.Critics(ctx, "", page); return err },
		"critics of an outlet": func() error { _, err := s.Critics(ctx, "1", page); return err },
		"changes":              func() error { _, err := s.Changes(ctx, ChangeFilter{}, 0, 20); return err },
		"changes of a film": func() error {
			_, err := s.Changes(ctx, ChangeFilter{Film: "her-2013", Resources: []string{"review"}}, 0, 20)
			return err
		},
		"reviews of films": func() error { _, err := s.FirstReviews(ctx, 1, 2); return err },
		"scores":           func() error { _, err := s.Scores(ctx, 1, 2); return err },
		"imports by added": func() error { _, err := s.Imports(ctx, page); return err },
		"items of a feed":  func() error { _, err := s.FeedItems(ctx, "1", nil, page); return err },
		"failed items":     func() error { _, err := s.FeedItems(ctx, "1", []string{ItemFailed, ItemSkipped}, page); return err },
	}
	for name := range filmographyList.orders {
		lists["films of a person by "+name] = func() error {
			_, _, err := s.Filmography(ctx, 1, "director", List{Limit: 20, Sort: "-" + name})
			return err
		}
	}
	for _, sort := range []string{"name", "-added"} {
		lists["people by "+sort] = func() error { _, err := s.People(ctx, List{Limit: 20, Sort: sort}); return err }
	}
	for filter, f := range map[string]FilmFilter{
		"": {}, " of a genre": {Genres: []string{"Drama"}}, " of no genre": {NotGenres: []string{"Drama"}}, " of a person": {Person: "1", Role: "director"}, " of an outlet": {Outlet: "1"},
		" since": {YearFrom: 2000}, " until": {YearTo: 2020}, " between": {YearFrom: 2000, YearTo: 2020}, " that are long": {RuntimeFrom: 90}, " that are short": {RuntimeTo: 200},
		" with a good score": {ScoreFrom: &low}, " with a bad score": {ScoreTo: &high}, " that divide": {SpreadFrom: &low}, " that unite": {SpreadTo: &high},
		" with many reviews": {RatedFrom: 2}, " with a verdict": {Verdict: "mixed"},
	} {
		for sort := range filmList.orders {
			for _, dir := range []string{"", "-"} {
				lists["films"+filter+" by "+dir+sort] = walkTwice(func(cursor string) (string, error) {
					p, err := s.Films(ctx, f, List{Limit: 1, Sort: dir + sort, Cursor: cursor})
					return p.Next, err
				})
			}
		}
	}
	for filter, f := range map[string]ReviewFilter{
		"": {}, " of a film": {Film: "her-2013"}, " of an outlet": {Outlet: "1"}, " of a critic": {Critic: "1"}, " with a rating": {Rated: &yes}, " without a rating": {Rated: &no},
		" with a good score": {ScoreFrom: &low}, " with a bad score": {ScoreTo: &high}, " with a verdict": {Verdict: "positive"}, " since": {PublishedFrom: "2010"},
		" until": {PublishedTo: "2020"}, " between": {PublishedFrom: "2010", PublishedTo: "2020"}, " with a tag": {Tag: "cult"}, " in English": {Language: "en"}, " in French": {Language: "fr"},
		" of a film in French": {Film: "her-2013", Language: "fr"},
	} {
		for sort := range reviewList.orders {
			for _, dir := range []string{"", "-"} {
				lists["reviews"+filter+" by "+dir+sort] = walkTwice(func(cursor string) (string, error) {
					p, err := s.Reviews(ctx, f, false, List{Limit: 1, Sort: dir + sort, Cursor: cursor})
					return p.Next, err
				})
			}
		}
	}
	return lists
}

// walkTwice asks for the first page and the one behind it.
func walkTwice(page func(cursor string) (next string, err error)) func() error {
	return func() error {
		next, err := page("")
		if err == nil && next != "" {
			_, err = page(next)
		}
		return err
	}
}

// planOf is how SQLite would run a statement, step by step.
func planOf(t *testing.T, s *Store, statement string) []string {
	t.Helper()
	var steps []struct{ Detail string }
	// Texts are told in double quotes, which may be taken for names of columns.
	must(t, s.read(t.Context()).Raw("EXPLAIN QUERY PLAN "+strings.ReplaceAll(statement, `"`, "'")).Scan(&steps).Error)
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
