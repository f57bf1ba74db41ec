package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

func TestFilmsByIDsComeInTheOrderAsked(t *testing.T) {
	s := testkit.Start(t)
	for _, film := range []string{her, `{"title":"Diva","year":1981}`, `{"title":"Alien","year":1979,"external_ids":{"tmdb":"348"}}`} {
		s.Do(http.MethodPost, "/v1/films", film).Want(201, nil)
	}
	var page handlers.FilmPage
	s.Get("/v1/films?ids=tmdb:348,imdb:tt0,her-2013,2,nobody,imdb:tt1798709,99&fields=year&expand=credits").Want(200, &page)
	var titles []string
	for _, f := range page.Items {
		titles = append(titles, f.Title)
	}
	if !slices.Equal(titles, []string{"Alien", "Her", "Diva", "Her"}) || !slices.Equal(page.Missing, []string{"imdb:tt0", "nobody", "99"}) {
		t.Errorf("got %v, missing %v", titles, page.Missing)
	}
	if page.Items[0].Version != 0 || *page.Items[0].Year != 1979 {
		t.Errorf("not trimmed: %+v", page.Items[0])
	}
}

func TestFilmsByIDsRefuseFiltersAndTooMany(t *testing.T) {
	s := testkit.Start(t)
	body := string(s.Get("/v1/films?ids=1&limit=5&genre=Drama").Want(422, nil).Body)
	for _, want := range []string{`"parameter":"limit"`, `"parameter":"genre"`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in %s", want, body)
		}
	}
	s.Get("/v1/films?ids="+strings.Repeat("1,", 100)+"1").Want(400, nil)
	s.Get("/v1/films?ids=1&limit=5&fields=nope").Want(400, nil) // What is ill-formed is told before what does not go together.
	s.Get("/v1/films?ids=").Want(400, nil)
	s.Get("/v1/films?ids="+strings.Repeat("1,", 99)+"1").Want(200, nil)
}
