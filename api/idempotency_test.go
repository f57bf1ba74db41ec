package api_test

import (
	"bytes"
	"net/http"
	"strings"
	"sync"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
	"reelscore/models"
)

// films counts the films of a collection.
func films(t *testing.T, s *testkit.Server) int64 {
	t.Helper()
	var page struct{ Total int64 }
	s.Get("/v1/films?total=true").Want(200, &page)
	return page.Total
}

func plainFilm() *models.Film {
	return &models.Film{
		Title: "Her", Languages: []string{}, Countries: []string{}, Genres: []string{}, ExternalIDs: map[string]string{}, Videos: []models.Video{}, Links: []models.Link{},
	}
}

func TestNamedRequestIsCarriedOutOnce(t *testing.T) {
	s := testkit.Start(t)
	first := s.Do(http.MethodPost, "/v1/films", `{"title":"Her","year":2013}`, "Idempotency-Key", "a").Want(201, nil)
	again := s.Do(http.MethodPost, "/v1/films", `{"title":"Her","year":2013}`, "Idempotency-Key", "a").Want(201, nil)
	if !bytes.Equal(first.Body, again.Body) || again.Header.Get("Idempotent-Replayed") != "true" || first.Header.Get("Idempotent-Replayed") != "" {
		t.Errorf("%s\n%s %s", first.Body, again.Body, again.Header)
	}
	for _, h := range []string{"Location", "ETag", "Content-Type"} {
		if first.Header.Get(h) == "" || first.Header.Get(h) != again.Header.Get(h) {
			t.Errorf("%s is %q, then %q", h, first.Header.Get(h), again.Header.Get(h))
		}
	}
	if first.Header.Get("X-Request-Id") == again.Header.Get("X-Request-Id") {
		t.Error("the replay has the id of the first request")
	}
	var p handlers.Problem
	s.Do(http.MethodPost, "/v1/films", `{"title":"Hers"}`, "Idempotency-Key", "a").Want(422, &p)
	if len(p.Errors) != 1 || p.Errors[0].Parameter != "Idempotency-Key" {
		t.Errorf("%+v", p)
	}
	if n := films(t, s); n != 1 {
		t.Errorf("%d films", n)
	}
	// The name counts for one path, and one key; without it every request is its own.
	s.Do(http.MethodPost, "/v1/people", `{"name":"Spike Jonze"}`, "Idempotency-Key", "a").Want(201, nil)
	var other handlers.NewKey
	s.Do(http.MethodPost, "/v1/keys", `{"name":"other","scopes":["write"]}`).Want(201, &other)
	s.Do(http.MethodPost, "/v1/films", `{"title":"Her","year":2013}`, "Idempotency-Key", "a", "Authorization", "Bearer "+other.Secret).Want(201, nil)
	s.Do(http.MethodPost, "/v1/films", `{"title":"Her","year":2013}`).Want(201, nil)
	if n := films(t, s); n != 3 {
		t.Errorf("%d films", n)
	}
	s.Do(http.MethodPost, "/v1/films", `{"title":"Her","year":2013}`, "Idempotency-Key", strings.Repeat("x", 256)).Want(400, nil)
	s.Do(http.MethodPost, "/v1/films", `{"title":"Her","year":2013}`, "Idempotency-Key", "a", "Authorization", "").Want(401, nil)
}

func TestRefusedRequestLeavesItsName(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", `{"titel":"Her"}`, "Idempotency-Key", "a").Want(400, nil)
	s.Do(http.MethodPost, "/v1/reviews", `{"film":"her-2013"}`, "Idempotency-Key", "a").Want(422, nil)
	s.Do(http.MethodPost, "/v1/films", `{"title":"Her","year":2013}`, "Idempotency-Key", "a").Want(201, nil)
	if a := s.Do(http.MethodPost, "/v1/reviews", `{"film":"her-2013"}`, "Idempotency-Key", "a").Want(201, nil); a.Header.Get("Idempotent-Replayed") != "" {
		t.Error("a refusal was kept")
	}
}

func TestTwinsAtTheSameTimeHaveOneEffect(t *testing.T) {
	s := testkit.Start(t)
	const twins = 16
	answers := make([]testkit.Answer, twins)
	var all sync.WaitGroup
	for i := range twins {
		all.Go(func() {
			answers[i] = s.Do(http.MethodPost, "/v1/films", `{"title":"Her","year":2013}`, "Idempotency-Key", "twin")
		})
	}
	all.Wait()
	replayed := 0
	for _, a := range answers {
		if a.Status != 201 || !bytes.Equal(a.Body, answers[0].Body) {
			t.Errorf("%d %s", a.Status, a.Body)
		}
		if a.Header.Get("Idempotent-Replayed") != "" {
			replayed++
		}
	}
	if n := films(t, s); n != 1 || replayed != twins-1 {
		t.Errorf("%d films, %d replays", n, replayed)
	}
}

func TestLostAnswerIsNotAnotherEffect(t *testing.T) {
	s := testkit.Start(t)
	// What a server leaves that dies between the commit and the answer.
	ctx, once := models.WithOnce(t.Context(), models.RequestName{KeyID: 1, Method: http.MethodPost, Path: "/v1/films", Name: "lost"})
	if err := s.Store.CreateFilm(ctx, plainFilm(), nil); err != nil || !once.Done() {
		t.Fatal(err)
	}
	var p handlers.Problem
	s.Do(http.MethodPost, "/v1/films", `{"title":"Her","year":2013}`, "Idempotency-Key", "lost").Want(409, &p)
	if len(p.Errors) != 1 || p.Errors[0].Parameter != "Idempotency-Key" {
		t.Errorf("%+v", p)
	}
	// A second effect of that name cannot be committed, whoever tries.
	again, _ := models.WithOnce(t.Context(), models.RequestName{KeyID: 1, Method: http.MethodPost, Path: "/v1/films", Name: "lost"})
	if err := s.Store.CreateFilm(again, plainFilm(), nil); err == nil {
		t.Error("carried out twice")
	}
	if n := films(t, s); n != 1 {
		t.Errorf("%d films", n)
	}
}

func TestKeptAnswerDoesNotGiveAKeyAway(t *testing.T) {
	s := testkit.Start(t)
	var made, again handlers.NewKey
	s.Do(http.MethodPost, "/v1/keys", `{"name":"import","scopes":["write"]}`, "Idempotency-Key", "k").Want(201, &made)
	s.Do(http.MethodPost, "/v1/keys", `{"name":"import","scopes":["write"]}`, "Idempotency-Key", "k").Want(201, &again)
	if made.Secret == "" || made.Secret != again.Secret {
		t.Errorf("%q, then %q", made.Secret, again.Secret)
	}
	kept, found, err := s.Store.NamedRequest(t.Context(), models.RequestName{KeyID: 1, Method: http.MethodPost, Path: "/v1/keys", Name: "k"})
	if err != nil || !found || len(kept.Body) <= len(made.Secret) || bytes.Contains(kept.Body, []byte(made.Secret)) {
		t.Errorf("kept %q, %v", kept.Body, err)
	}
}

func TestNamedUploadMakesOneImport(t *testing.T) {
	s := testkit.Start(t)
	const file = "title,year,rating\nHer,2013,4/5\n"
	form := func(boundary, content string) (body, kind string) {
		return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n",
			"multipart/form-data; boundary=" + boundary
	}
	body, kind := form("one", file)
	first := s.Do(http.MethodPost, "/v1/imports", body, "Content-Type", kind, "Idempotency-Key", "u").Want(202, nil)
	body, kind = form("two", file)
	again := s.Do(http.MethodPost, "/v1/imports", body, "Content-Type", kind, "Idempotency-Key", "u").Want(202, nil)
	if again.Header.Get("Idempotent-Replayed") != "true" || first.Header.Get("Location") != again.Header.Get("Location") {
		t.Errorf("%s, then %s %s", first.Header, again.Header, again.Body)
	}
	body, kind = form("three", file+"Frank,2014,3/5\n")
	s.Do(http.MethodPost, "/v1/imports", body, "Content-Type", kind, "Idempotency-Key", "u").Want(422, nil)
	var page struct{ Items []struct{ ID int64 } }
	if s.Get("/v1/imports").Want(200, &page); len(page.Items) != 1 {
		t.Errorf("%d imports", len(page.Items))
	}
}
