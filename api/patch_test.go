package api_test

import (
	"testing"

	"reelscore/internal/testkit"
)

func TestAnEmptyPatchChangesNothing(t *testing.T) {
	s := testkit.Start(t)
	s.Do("POST", "/v1/films", map[string]any{"title": "Her", "year": 2013}).Want(201, nil)
	s.Do("POST", "/v1/people", map[string]any{"name": "Ada Example"}).Want(201, nil)
	s.Do("POST", "/v1/outlets", map[string]any{"name": "The Daily Example", "weight": 2, "default_scale": "points-5"}).Want(201, nil)
	s.Do("POST", "/v1/critics", map[string]any{"name": "Cy Example", "outlets": []string{"1"}}).Want(201, nil)
	s.Do("POST", "/v1/scales", popcorn).Want(201, nil)
	s.Do("POST", "/v1/reviews", map[string]any{
		"film": "1", "outlet": "1", "rating": map[string]any{"raw": "4/5"}, "voices": []any{map[string]any{"role": "author", "critic": "1"}}, "body": "Fine.",
	}).Want(201, nil)
	s.Do("POST", "/v1/reviews/1/comments", map[string]any{"name": "Bo", "body": "So it is."}).Want(201, nil)
	s.Do("POST", "/v1/reviews/1/live-notes", map[string]any{"offset_seconds": 5, "text": "It begins."}).Want(201, nil)
	s.Do("POST", "/v1/feeds", map[string]any{"url": "https://example.org/feed", "paused": true}).Want(201, nil)
	var before, after struct{ Last int64 }
	s.Get("/v1/changes").Want(200, &before)
	for _, path := range []string{"/v1/films/1", "/v1/people/1", "/v1/outlets/1", "/v1/critics/1", "/v1/reviews/1", "/v1/reviews/1/comments/1", "/v1/reviews/1/live-notes/1", "/v1/feeds/1", "/v1/scales/popcorn"} {
		read := path
		if path == "/v1/films/1" { // Its PATCH answers with the credits.
			read += "?expand=credits"
		}
		stored := s.Get(read).Want(200, nil)
		tag := stored.Header.Get("ETag")
		for _, patch := range []string{"{}", " { } "} {
			a := s.Do("PATCH", path, patch, "If-Match", tag).Want(200, nil)
			if string(a.Body) != string(stored.Body) || a.Header.Get("ETag") != tag {
				t.Errorf("%s: %s is\n%s with %s, and was\n%s with %s", path, patch, a.Body, a.Header.Get("ETag"), stored.Body, tag)
			}
		}
		s.Do("PATCH", path, "{}", "If-Match", `"99.x"`).Want(412, nil)
		s.Do("PATCH", path, "[]").Want(400, nil)
	}
	s.Do("PATCH", "/v1/films/none", "{}").Want(404, nil)
	if s.Get("/v1/changes").Want(200, &after); after != before {
		t.Errorf("changes went from %d to %d", before.Last, after.Last)
	}
}

func TestAnyOfSeveralTagsMayMatch(t *testing.T) {
	s := testkit.Start(t)
	first := s.Do("POST", "/v1/films", map[string]any{"title": "Her"}).Want(201, nil).Header.Get("ETag")
	second := s.Do("PATCH", "/v1/films/1", map[string]any{"year": 2013}, "If-Match", `"0.none", `+first).Want(200, nil).Header.Get("ETag")
	s.Do("PATCH", "/v1/films/1", map[string]any{"year": 2012}, "If-Match", first).Want(412, nil)
	s.Do("PATCH", "/v1/films/1", map[string]any{"year": 2012}, "If-Match", `"none"`).Want(412, nil)
	s.Do("PATCH", "/v1/films/1", map[string]any{"year": 2014}, "If-Match", first+" ,"+second).Want(200, nil)
	s.Do("DELETE", "/v1/films/1", nil, "If-Match", first+","+second).Want(412, nil)
	s.Do("DELETE", "/v1/films/1", nil, "If-Match", "*").Want(204, nil)
}

func TestTheLastAdminKeyIsNotRevoked(t *testing.T) {
	s := testkit.Start(t)
	s.Do("POST", "/v1/keys", map[string]any{"name": "robot", "scopes": []string{"write"}}).Want(201, nil)
	s.Do("DELETE", "/v1/keys/2", nil).Want(204, nil)
	s.Do("POST", "/v1/keys", map[string]any{"name": "other", "scopes": []string{"admin"}}).Want(201, nil)
	s.Do("DELETE", "/v1/keys/3", nil).Want(204, nil)
	s.Do("DELETE", "/v1/keys/3", nil).Want(204, nil)
	var problem struct{ Detail string }
	s.Do("DELETE", "/v1/keys/1", nil).Want(409, &problem)
	if want := "This is the last valid key of scope admin: make another one first, or revoke it on the server with reelscore keys revoke 1."; problem.Detail != want {
		t.Errorf("it says %q", problem.Detail)
	}
	s.Do("POST", "/v1/keys", map[string]any{"name": "next", "scopes": []string{"admin"}}).Want(201, nil)
	s.Do("DELETE", "/v1/keys/1", nil).Want(204, nil)
}
