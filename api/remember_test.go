package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"reelscore/internal/testkit"
	"reelscore/models"
)

// twice asks for the same twice; the second answer asks nothing of the database. On a busy machine the store may think for
// once that another program has written in between, and reads again: then this is done again.
func twice(t *testing.T, s *testkit.Server, path string) (first, second testkit.Answer) {
	t.Helper()
	for range 10 {
		moment := s.Store.Moment()
		first = s.Get(path).Want(200, nil)
		before := s.Queries()
		second = s.Get(path).Want(200, nil)
		n := s.Queries() - before
		if n == 0 {
			return first, second
		}
		if s.Store.Moment() == moment {
			t.Errorf("%s asked the database %d times again", path, n)
			return first, second
		}
	}
	t.Errorf("%s is not remembered", path)
	return first, second
}

func TestAnswersFromMemoryAreTheSame(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	for _, path := range []string{"/v1/films", "/v1/films/her-2013?expand=score", "/v1/films/1/score", "/v1/search?q=her"} {
		first, second := twice(t, s, path)
		tag := first.Header.Get("ETag")
		if string(first.Body) != string(second.Body) || tag == "" || second.Header.Get("ETag") != tag || second.Header.Get("Content-Type") != first.Header.Get("Content-Type") {
			t.Errorf("%s: %v %s, then %v %s", path, first.Header, first.Body, second.Header, second.Body)
		}
		if third := s.Get(path, "If-None-Match", tag).Want(304, nil); third.Header.Get("ETag") != tag || len(third.Body) != 0 ||
			third.Header.Get("Cache-Control") == "" || third.Header.Get("Content-Security-Policy") != "" {
			t.Errorf("%s: %v %s", path, third.Header, third.Body)
		}
		s.Do(http.MethodHead, path, nil).Want(200, nil)
	}
	s.Get("/v1/films/none").Want(404, nil)
	s.Get("/v1/films?x=1").Want(400, nil)
}

// TestBooksLeaveListsAlone keeps books that no remembered answer shows.
func TestBooksLeaveListsAlone(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	twice(t, s, "/v1/films")
	time.Sleep(300 * time.Millisecond) // The use of the key is written down, and other programs have been looked for.
	moment := s.Store.Moment()
	s.Do(http.MethodPost, "/v1/feeds", map[string]any{"url": "https://feeds.example/all"}).Want(201, nil)
	s.Do(http.MethodPost, "/v1/keys", map[string]any{"name": "reader", "scopes": []string{"read"}}).Want(201, nil)
	if now := s.Store.Moment(); now != moment {
		t.Errorf("a feed and a key were counted as %d writes that lists may show", now-moment)
	}
	s.Do(http.MethodPost, "/v1/outlets", map[string]any{"name": "The Lamp"}).Want(201, nil)
	if s.Store.Moment() == moment {
		t.Error("a new outlet is in no list")
	}
}

func TestWritesOfAnotherProgramAreSeenSoon(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	s.Get("/v1/films/1").Want(200, nil)
	other, err := models.Open(t.Context(), s.Path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = other.UpdateFilm(t.Context(), "1", models.AnyVersion, func(f *models.Film, credits []models.Credit) ([]models.Credit, error) {
		f.Tagline = "from elsewhere"
		return credits, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	for written := time.Now(); !strings.Contains(string(s.Get("/v1/films/1").Body), "from elsewhere"); time.Sleep(10 * time.Millisecond) {
		if time.Since(written) > 3*time.Second {
			t.Fatal("the change of another program is not seen")
		}
	}
}
