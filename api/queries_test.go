package api_test

import (
	"fmt"
	"net/http"
	"testing"

	"reelscore/api"
	"reelscore/internal/testkit"
)

// fixed are the answers whose number of queries must not depend on how much there is to answer with. Every list and every
// single resource with lists in it belongs here.
var fixed = []string{
	"/v1/films?limit=100&expand=credits",
	"/v1/films?limit=100&genre=drama&outlet=the-lamp&person=spike-jonze",
	"/v1/films?limit=100&expand=score,reviews",
	"/v1/films?ids=1,her-2013,imdb:tt1798709,nobody&expand=credits,score,reviews",
	"/v1/films/1?expand=credits,score,reviews",
	"/v1/films/1/score",
	"/v1/films/1/score?explain=true&method=weighted",
	"/v1/films/1/similar?limit=100",
	"/v1/films/3/similar",
	"/v1/scales",
	"/v1/films/1/reviews?limit=100",
	"/v1/films/1/reviews?limit=100&outlet=the-lamp&sort=score",
	"/v1/films/1/live-notes?limit=100",
	"/v1/reviews?limit=100",
	"/v1/reviews?limit=100&critic=ana-berg&tag=cult&total=true",
	"/v1/reviews?limit=100&expand=body,comments,live_notes",
	"/v1/reviews/1?expand=comments,live_notes",
	"/v1/reviews/1/comments?limit=100",
	"/v1/reviews/1/comments/1",
	"/v1/reviews/1/live-notes?limit=100",
	"/v1/reviews/1/live-notes/1",
	"/v1/people?limit=100",
	"/v1/outlets?limit=100",
	"/v1/critics?limit=100",
	"/v1/people/spike-jonze/films?limit=100",
	"/v1/outlets/the-lamp?expand=stats",
	"/v1/critics/ana-berg?expand=stats",
	"/v1/genres",
	"/v1/search?q=film&limit=50",
	"/v1/search?q=f&prefix=true&kind=film&limit=50",
	"/v1/changes?limit=100",
	"/v1/scales",
	"/v1/search?q=film&limit=50",
}

// many makes a collection with n of everything: films, reviews of the first film, and on its first review voices, liked
// films, comments and live notes.
func many(t *testing.T, n int) *testkit.Server {
	t.Helper()
	s := collection(t, func(o *api.Options) { o.Memory = 0 })
	for i := range n {
		s.Do(http.MethodPost, "/v1/films", map[string]any{"title": fmt.Sprintf("Film %d", i), "genres": []string{"Drama"}, "credits": []any{
			map[string]any{"name": "Spike Jonze", "role": "director"}, map[string]any{"name": fmt.Sprintf("Person %d", i), "role": "actor"},
		}}).Want(201, nil)
		s.Do(http.MethodPost, "/v1/outlets", map[string]any{"name": fmt.Sprintf("Outlet %d", i)}).Want(201, nil)
		s.Do(http.MethodPost, "/v1/critics", map[string]any{"name": fmt.Sprintf("Critic %d", i), "outlets": []string{"the-lamp"}}).Want(201, nil)
	}
	var voices, liked, comments, notes []any
	for i := range n {
		voices = append(voices, map[string]any{"role": "guest", "critic": fmt.Sprintf("critic-%d", i), "rating": map[string]any{"raw": "3/5"}})
		liked = append(liked, map[string]any{"title": fmt.Sprintf("Film %d", i)})
		comments = append(comments, map[string]any{"body": fmt.Sprint(i)})
		notes = append(notes, map[string]any{"offset_seconds": i, "text": fmt.Sprint(i)})
	}
	for i := range n {
		address := func(i int) string { return fmt.Sprintf("https://lamp.example/%d", i) }
		body := map[string]any{
			"film": "1", "outlet": "the-lamp", "url": address(i), "rating": map[string]any{"raw": "2/5"}, "tags": []string{"cult"},
			"voices": []any{map[string]any{"role": "author", "critic": "ana-berg"}}, "liked": liked[:1],
			"previous": map[string]any{"url": address(i - 1)}, "next": map[string]any{"url": address(i + 1)},
		}
		if i == 0 {
			body["voices"], body["liked"], body["comments"], body["live_notes"] = append(voices[1:], body["voices"].([]any)...), liked, comments, notes
		}
		s.Do(http.MethodPost, "/v1/reviews", body).Want(201, nil)
	}
	return s
}

func TestQueriesDoNotDependOnRows(t *testing.T) {
	one, fifty := many(t, 1), many(t, 50)
	count := func(s *testkit.Server, path string) int64 {
		before := s.Queries()
		s.Get(path, "Authorization", "").Want(200, nil)
		return s.Queries() - before
	}
	for _, path := range fixed {
		few, more := count(one, path), count(fifty, path)
		t.Logf("%2d queries for %s", more, path)
		if few == 0 || few != more {
			t.Errorf("%s runs %d queries for one row and %d for fifty", path, few, more)
		}
	}
}
