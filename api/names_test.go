package api_test

import (
	"net/http"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

// TestTitlesThatAreNumbers tells films apart whose titles look like ids.
func TestTitlesThatAreNumbers(t *testing.T) {
	s := testkit.Start(t)
	for title, slug := range map[string]string{`"1917","year":2019`: "1917-2019", `"1917"`: "n-1917", `"300","year":2006`: "300-2006", `"8½","year":1963`: "8-1-2-1963"} {
		var film handlers.Film
		s.Do(http.MethodPost, "/v1/films", `{"title":`+title+`}`).Want(201, &film)
		if film.Slug != slug {
			t.Errorf("%s has the slug %s, want %s", title, film.Slug, slug)
		}
		s.Get("/v1/films/"+slug).Want(200, nil)
	}
	wantText(t, s.Get("/v1/films/1917").Want(404, nil), `with the id \"1917\"`, "/v1/search")
	wantText(t, s.Get("/v1/films/imdb:tt1").Want(404, nil), `with the outside id \"imdb:tt1\"`)
	wantText(t, s.Get("/v1/outlets/a:b").Want(404, nil), `with the slug \"a:b\"`)
	var found handlers.SearchPage
	s.Get("/v1/search?q=1917").Want(200, &found)
	if len(found.Items) != 2 {
		t.Errorf("the films called 1917 are found as %+v", found.Items)
	}
}
