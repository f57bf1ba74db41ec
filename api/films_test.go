package api_test

import (
	"net/http"
	"strings"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

const her = `{"title":"Her","year":2013,"runtime_minutes":126,"genres":["Romance","Science-Fiction","Drama"],
	"external_ids":{"imdb":"tt1798709"},"credits":[{"name":"Spike Jonze","role":"director"},{"name":"Spike Jonze","role":"writer"}]}`

func TestFilmLivesByItsThreeNames(t *testing.T) {
	s := testkit.Start(t)
	var made handlers.Film
	s.Do(http.MethodPost, "/v1/films", her).Want(201, &made)
	if made.Slug != "her-2013" || made.Genres[1] != "Science Fiction" || len(made.Credits) != 2 || made.Credits[0].Person != made.Credits[1].Person {
		t.Fatalf("created %+v", made)
	}
	for _, name := range []string{"1", "her-2013", "imdb:tt1798709"} {
		var got handlers.Film
		s.Get("/v1/films/"+name).Want(200, &got)
		if got.ID != made.ID {
			t.Errorf("%s names film %d", name, got.ID)
		}
	}
	s.Get("/v1/films/imdb:tt1").Want(404, nil)
}

func TestFilmPatchKeepsWhatItDoesNotName(t *testing.T) {
	s := testkit.Start(t)
	tag := s.Do(http.MethodPost, "/v1/films", her).Want(201, nil).Header.Get("ETag")
	var got handlers.Film
	s.Do(http.MethodPatch, "/v1/films/her-2013", `{"tagline":"A Spike Jonze love story","runtime_minutes":null,"external_ids":{"tmdb":"152601"}}`, "If-Match", tag).Want(200, &got)
	if *got.Tagline != "A Spike Jonze love story" || got.Runtime != nil || *got.Year != 2013 || len(got.ExternalIDs) != 2 || len(got.Credits) != 2 || got.Version != 2 {
		t.Fatalf("patched to %s", s.Get("/v1/films/1").Body)
	}
	s.Do(http.MethodPatch, "/v1/films/her-2013", `{"year":2014}`, "If-Match", tag).Want(412, nil)
	s.Do(http.MethodPatch, "/v1/films/her-2013", `{"title":null}`).Want(400, nil)
}

func TestUnknownNamesAreRefusedWithAHint(t *testing.T) {
	s := testkit.Start(t)
	body := string(s.Get("/v1/films?gnre=drama&limit=0").Want(400, nil).Body)
	for _, want := range []string{`did you mean \"genre\"?`, "must be at least 1"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in %s", want, body)
		}
	}
	body = string(s.Do(http.MethodPost, "/v1/films", `{"titel":"Her"}`).Want(400, nil).Body)
	for _, want := range []string{`"pointer":"/titel"`, `did you mean \"title\"?`, `"pointer":"/title"`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in %s", want, body)
		}
	}
}

func TestFilmListPagesWithoutGapsOrDoubles(t *testing.T) {
	s := testkit.Start(t)
	for _, title := range []string{"Alien", "The Birds", "Casablanca", "Diva", "Elephant"} {
		s.Do(http.MethodPost, "/v1/films", map[string]any{"title": title, "year": 1980}).Want(201, nil)
	}
	for _, sort := range []string{"title", "-title", "year", "-year", "added", "score", "-score"} {
		seen := map[string]bool{}
		next := "/v1/films?limit=2&sort=" + sort
		for next != "" {
			var page handlers.FilmPage
			s.Get(next).Want(200, &page)
			for _, f := range page.Items {
				if seen[f.Title] {
					t.Errorf("sort=%s lists %s twice", sort, f.Title)
				}
				seen[f.Title] = true
			}
			next = ""
			if page.Next != nil {
				next = *page.Next
			}
		}
		if len(seen) != 5 {
			t.Errorf("sort=%s lists %d films of 5", sort, len(seen))
		}
	}
	s.Get("/v1/films?cursor=x").Want(400, nil)
	s.Get("/v1/films?year_from=2100&fields=titel").Want(400, nil)
}
