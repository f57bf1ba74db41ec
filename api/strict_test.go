package api_test

import (
	"net/http"
	"strings"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

func TestBodiesThatWouldBeStoredOtherThanSentAreRefused(t *testing.T) {
	s := testkit.Start(t)
	for body, words := range map[string]string{
		"{\"title\":\"a\xff\"}":                             "not UTF-8",
		`{"title":"   "}`:                                   "must be one line of text that is not blank",
		`{"title":"a\nb"}`:                                  "must be one line of text that is not blank",
		`{"title":"a\u0000b"}`:                              "must be one line of text that is not blank",
		`{"title":"a","synopsis":"x\u0000y"}`:               "must not hold the character U+0000",
		`{"title":"a","links":[{"url":"https://a\u0000"}]}`: "must be an address",
		`{"title":"a","countries":["USA"]}`:                 "two capital letters",
	} {
		wantText(t, s.Do(http.MethodPost, "/v1/films", body).Want(400, nil), words)
	}
	for body, pointer := range map[string]string{
		`{"title":"a","external_ids":{"IMDb":"tt1"}}`:      "/external_ids/IMDb",
		`{"title":"a","external_ids":{"":"tt1"}}`:          "/external_ids/",
		`{"title":"a","external_ids":{"imdb":"tt1, tt2"}}`: "/external_ids/imdb",
		`{"title":"a","videos":[{"kind":"trailer"}]}`:      "/videos/0",
	} {
		wantText(t, s.Do(http.MethodPost, "/v1/films", body).Want(422, nil), `"pointer":"`+pointer+`"`)
	}
	wantText(t, s.Get("/v1/films?genre=%").Want(400, nil), "Write % as %25")
	wantText(t, s.Get("/v1/films?role=director").Want(422, nil), `"parameter":"role"`, "give person")
	wantText(t, s.Get("/v1/films?min_score=60").Want(400, nil), "is not known; known here: ", "score_from, score_to")
	wantText(t, s.Get("/v1/genres?limit=3").Want(400, nil), "there are none here")
	wantText(t, s.Do(http.MethodPost, "/v1/reviews", `{"film":"her-2013","rating":"4/5"}`).Want(400, nil), `"pointer":"/rating"`, "must be an object with raw, ")
	wantText(t, s.Get("/v1/films?year=2013").Want(400, nil), `did you mean \"year_from\"?`)
	wantText(t, s.Do(http.MethodPost, "/v1/films", `{"title":"a","runtime":90}`).Want(400, nil), `did you mean \"runtime_minutes\"?`)
	if a := s.Get("/v1/films/"+strings.Repeat("long", 2000)).Want(404, nil); len(a.Body) > 1000 {
		t.Errorf("an answer of %d bytes", len(a.Body))
	}
}

func TestListsInBodiesHaveEachValueOnce(t *testing.T) {
	s := testkit.Start(t)
	var film handlers.Film
	s.Do(http.MethodPost, "/v1/films", `{"title":" Her ","languages":["en","en"],"genres":["Romance, Drama & Science Fiction","sci-fi","Bread & Butter"]}`).Want(201, &film)
	wantSame(t, "Her", film.Title)
	wantSame(t, []string{"en"}, film.Languages)
	wantSame(t, []string{"Romance", "Drama", "Science Fiction", "Bread & Butter"}, film.Genres)
	wantSame(t, []handlers.Credit{}, film.Credits)
	var review handlers.Review
	s.Do(http.MethodPost, "/v1/reviews", `{"film":"her","tags":["a"," a","A"]}`).Want(201, &review)
	wantSame(t, []string{"a", "A"}, review.Tags)
}

func TestNamedFieldsNeedNotBeExpanded(t *testing.T) {
	s := collection(t)
	for _, path := range []string{"/v1/films/1?fields=score,reviews,credits", "/v1/films?ids=1&fields=score,reviews,credits", "/v1/films?fields=score,reviews,credits"} {
		wantText(t, s.Get(path).Want(200, nil), `"score":{`, `"reviews":[`, `"credits":[`)
	}
	review(t, s, `{"film":"1","title":"a","live_notes":[{"offset_seconds":1,"text":"x"}]}`)
	wantText(t, s.Get("/v1/reviews/1?fields=title&expand=live_notes").Want(200, nil), `"live_notes":[{`)
	if a := s.Get("/v1/reviews/1?fields=title").Want(200, nil); strings.Contains(string(a.Body), `"body"`) {
		t.Errorf("the body is not asked for: %s", a.Body)
	}
}

func TestUnknownValuesComeLastInBothDirections(t *testing.T) {
	s := testkit.Start(t)
	for _, film := range []string{`{"title":"a"}`, `{"title":"b","year":1990}`, `{"title":"c"}`, `{"title":"d","year":1980}`, `{"title":"e","year":1990}`} {
		s.Do(http.MethodPost, "/v1/films", film).Want(201, nil)
	}
	for _, body := range []string{`{"film":"b","rating":{"raw":"2/5"}}`, `{"film":"3","rating":{"raw":"4/5"}}`, `{"film":"3","rating":{"raw":"B+"}}`} {
		s.Do(http.MethodPost, "/v1/reviews", strings.Replace(body, `"b"`, `"2"`, 1)).Want(201, nil)
	}
	for sort, want := range map[string]string{
		"year": "d b e a c", "-year": "e b d c a", "score": "b c a d e", "-score": "c b e d a", "spread": "b c a d e", "bayes": "b c a d e",
	} {
		for _, limit := range []string{"1", "2", "3", "5"} {
			var titles []string
			for next := "/v1/films?sort=" + sort + "&limit=" + limit; next != ""; {
				var page handlers.FilmPage
				s.Get(next).Want(200, &page)
				for _, f := range page.Items {
					titles = append(titles, f.Title)
				}
				next = ""
				if page.Next != nil {
					next = *page.Next
				}
			}
			if got := strings.Join(titles, " "); got != want {
				t.Errorf("sort=%s by %s: %s, want %s", sort, limit, got, want)
			}
		}
	}
}
