package api_test

import (
	"net/http"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

func TestMergedFilmLeadsOn(t *testing.T) {
	s := testkit.Start(t)
	post := func(path string, body map[string]any, to any) {
		t.Helper()
		s.Do(http.MethodPost, path, body).Want(http.StatusCreated, to)
	}
	var into, from handlers.Film
	post("/v1/films", map[string]any{"title": "Paper Lanterns", "year": 2013, "external_ids": map[string]string{"imdb": "tt1"}}, &into)
	post("/v1/films", map[string]any{
		"title": "Lanternes de papier", "year": 2014, "runtime_minutes": 99, "external_ids": map[string]string{"imdb": "tt2", "tmdb": "7"},
		"credits": []any{map[string]any{"name": "Jo Doe", "role": "director"}},
	}, &from)
	var one, two handlers.Review
	post("/v1/reviews", map[string]any{"film": "1", "rating": map[string]any{"raw": "2/5"}}, &one)
	post("/v1/reviews", map[string]any{
		"film": "2", "rating": map[string]any{"raw": "4/5"}, "liked": []any{map[string]any{"title": "Lanternes de papier", "film": "2"}},
		"live_notes": []any{map[string]any{"offset_seconds": 5, "text": "It begins."}},
	}, &two)
	var merged handlers.Film
	s.Do(http.MethodPost, "/v1/films/1/merge", map[string]any{"from": from.Slug}).Want(http.StatusOK, &merged)
	if merged.ExternalIDs["imdb"] != "tt1" || merged.ExternalIDs["tmdb"] != "7" || *merged.Runtime != 99 || *merged.Year != 2013 || len(merged.Credits) != 1 || *merged.OriginalTitle != "Lanternes de papier" {
		t.Errorf("%+v", merged)
	}
	var score handlers.FilmScore
	s.Get("/v1/films/1/score").Want(http.StatusOK, &score)
	if score.Reviews != 2 || score.Score.String() != "60" {
		t.Errorf("score: %+v", score)
	}
	for _, old := range []string{"2", from.Slug, "imdb:tt2"} {
		var f handlers.Film // The client follows the redirect.
		if s.Get("/v1/films/"+old+"?expand=score").Want(http.StatusOK, &f); f.ID != into.ID || f.Score == nil {
			t.Errorf("%s leads to %+v", old, f)
		}
	}
	res, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Get(s.URL + "/v1/films/2/reviews?limit=1") //nolint:noctx // A test.
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusPermanentRedirect || res.Header.Get("Location") != "/v1/films/1/reviews?limit=1" {
		t.Errorf("%d %v", res.StatusCode, res.Header)
	}
	var r handlers.Review
	s.Get("/v1/reviews/2").Want(http.StatusOK, &r)
	if r.Film.ID != into.ID {
		t.Errorf("review: %+v", r)
	}
	s.Do(http.MethodPost, "/v1/films/1/merge", map[string]any{"from": "1"}).Want(http.StatusUnprocessableEntity, nil)
	s.Do(http.MethodPost, "/v1/films/1/merge", map[string]any{"from": "99"}).Want(http.StatusUnprocessableEntity, nil)
	if problems, err := s.Store.CheckScores(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("scores: %v %v", err, problems)
	}
}
