package api_test

import (
	"net/http"
	"strings"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

// wantText fails the test unless the answer holds all the texts.
func wantText(t *testing.T, a testkit.Answer, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(string(a.Body), text) {
			t.Errorf("no %q in %s", text, a.Body)
		}
	}
}

func TestPersonLivesByItsThreeNamesAndPatches(t *testing.T) {
	s := testkit.Start(t)
	var made handlers.Person
	a := s.Do(http.MethodPost, "/v1/people", `{"name":"Agnès Varda","born":"1928-05-30","external_ids":{"imdb":"nm0889513"},"links":[{"url":"https://example.org/varda"}]}`).Want(201, &made)
	if made.Slug != "agnes-varda" || a.Header.Get("Location") != "/v1/people/1" || *made.Born != "1928-05-30" {
		t.Fatalf("created %s", a.Body)
	}
	for _, name := range []string{"1", "agnes-varda", "imdb:nm0889513"} {
		var got handlers.Person
		s.Get("/v1/people/"+name).Want(200, &got)
		if got.ID != made.ID || got.Bio != nil || len(got.Links) != 1 {
			t.Errorf("%s names %+v", name, got)
		}
	}
	var got handlers.Person
	s.Do(http.MethodPatch, "/v1/people/1", `{"bio":"Director.","born":null,"external_ids":{"imdb":null,"tmdb":"6817"}}`, "If-Match", a.Header.Get("ETag")).Want(200, &got)
	if *got.Bio != "Director." || got.Born != nil || len(got.ExternalIDs) != 1 || got.Version != 2 || got.Name != made.Name {
		t.Fatalf("patched to %+v", got)
	}
	s.Get("/v1/people/imdb:nm0889513").Want(404, nil)
	s.Get("/v1/people/tmdb:6817").Want(200, nil)
	s.Do(http.MethodPatch, "/v1/people/1", `{"bio":"x"}`, "If-Match", a.Header.Get("ETag")).Want(412, nil)
	wantText(t, s.Do(http.MethodPost, "/v1/people", `{"name":"Somebody","external_ids":{"tmdb":"6817"}}`).Want(409, nil), `"pointer":"/external_ids/tmdb"`, "person 1")
	wantText(t, s.Do(http.MethodPost, "/v1/people", `{"name":"X","born":"2013-02-30"}`).Want(422, nil), `"pointer":"/born"`)
	wantText(t, s.Do(http.MethodPost, "/v1/people", `{"nmae":"X"}`).Want(400, nil), `did you mean \"name\"?`)
	s.Do(http.MethodDelete, "/v1/people/agnes-varda", nil).Want(204, nil)
	s.Get("/v1/people/1").Want(404, nil)
	s.Do(http.MethodPost, "/v1/people", `{"name":"Somebody","external_ids":{"tmdb":"6817"}}`).Want(201, nil)
}

func TestPersonFilmsGroupCreditsByFilm(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/people", `{"name":"Spike Jonze","external_ids":{"imdb":"nm0005069"}}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	s.Do(http.MethodPost, "/v1/films", `{"title":"Adaptation.","year":2002,"credits":[{"person":"imdb:nm0005069","role":"director"}]}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/films", `{"title":"Untitled","credits":[{"person":"spike-jonze","role":"actor","character":"Himself","billing":2}]}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/films", `{"title":"Somebody Else's","credits":[{"name":"Another","role":"director"}]}`).Want(201, nil)
	for _, want := range []struct{ query, films string }{
		{"", "Her Adaptation. Untitled"},
		{"?role=director&sort=year", "Adaptation. Her"},
		{"?role=writer", "Her"},
		{"?sort=title", "Adaptation. Her Untitled"},
		{"?role=composer", ""},
	} {
		var page handlers.PersonFilmPage
		s.Get("/v1/people/imdb:nm0005069/films"+want.query).Want(200, &page)
		var films []string
		for _, f := range page.Items {
			films = append(films, f.Film.Title)
		}
		if got := strings.Join(films, " "); got != want.films {
			t.Errorf("%s lists %q, want %q", want.query, got, want.films)
		}
	}
	var page handlers.PersonFilmPage
	s.Get("/v1/people/1/films?limit=1&total=true").Want(200, &page)
	if len(page.Items[0].Roles) != 2 || *page.Total != 3 || page.Next == nil {
		t.Errorf("first page is %+v", page)
	}
	s.Get("/v1/people/nobody/films").Want(404, nil)
	wantText(t, s.Do(http.MethodDelete, "/v1/people/1", nil).Want(409, nil), "3 films", "credits first")
	wantText(t, s.Do(http.MethodPost, "/v1/films", `{"title":"X","credits":[{"person":"imdb:nm1","role":"actor"}]}`).Want(422, nil), `"pointer":"/credits/0/person"`)
}

func TestNamedListsPage(t *testing.T) {
	s := testkit.Start(t)
	names := []string{"Éric", "Zoë", "Ang", "The Guardian", "eric"}
	for _, path := range []string{"/v1/people", "/v1/outlets", "/v1/critics"} {
		for _, name := range names {
			s.Do(http.MethodPost, path, map[string]string{"name": name}).Want(201, nil)
		}
		for sort, want := range map[string]string{
			"name": "Ang Éric eric The Guardian Zoë", "-name": "Zoë The Guardian eric Éric Ang",
			"added": strings.Join(names, " "), "-added": "eric The Guardian Ang Zoë Éric",
		} {
			var got []string
			next := path + "?limit=2&sort=" + sort
			for next != "" {
				var page handlers.OutletPage
				s.Get(next).Want(200, &page)
				for _, o := range page.Items {
					got = append(got, o.Name)
				}
				next = ""
				if page.Next != nil {
					next = *page.Next
				}
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%s by %s lists %q, want %q", path, sort, got, want)
			}
		}
		wantText(t, s.Get(path+"?sort=nmae").Want(400, nil), "must be one of name, -name, added, -added")
	}
}
