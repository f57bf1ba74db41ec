package api_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

// find searches and writes the results as "kind title".
func find(t *testing.T, s *testkit.Server, query string, more ...string) []string {
	t.Helper()
	var page handlers.SearchPage
	s.Get("/v1/search?q="+url.QueryEscape(query)+strings.Join(more, "")).Want(200, &page)
	found := []string{}
	for _, r := range page.Items {
		found = append(found, r.Kind+" "+r.Title)
	}
	return found
}

// cut is the part of a text that a highlight names.
func cut(text string, h handlers.Highlight) string { return string([]rune(text)[h.Start:h.End]) }

func TestSearchFindsAllKinds(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", `{"title":"Le Fabuleux Destin d'Amélie Poulain","original_title":"Amélie","year":2001,
		"synopsis":"A shy waitress in Montmartre changes the lives of those around her, and finds love."}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/films", `{"title":"千と千尋の神隠し","original_title":"Spirited Away","year":2001}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	s.Do(http.MethodPost, "/v1/films", `{"title":"$","year":1971}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/people", `{"name":"Amélie Nothomb","bio":"Writes about her childhood in Japan."}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/outlets", `{"name":"The Don’t Look Now Review","description":"Her name is on every page."}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/critics", `{"name":"Ann Her","bio":"Likes \"quoted\" things."}`).Want(201, nil)
	for query, want := range map[string]string{
		"Amelie":                     "person Amélie Nothomb;film Le Fabuleux Destin d'Amélie Poulain",
		"AMÉLIE poulain":             "film Le Fabuleux Destin d'Amélie Poulain",
		"d'amélie":                   "film Le Fabuleux Destin d'Amélie Poulain",
		"don't look":                 "outlet The Don’t Look Now Review",
		"dont look now review":       "",
		"千尋":                         "film 千と千尋の神隠し",
		"尋千":                         "",
		`"spirited away"`:            "film 千と千尋の神隠し",
		`"away spirited"`:            "",
		`"quoted`:                    "critic Ann Her",
		"$":                          "film $",
		"spike":                      "person Spike Jonze",
		"amel":                       "",
		"?!":                         "",
		"don’t look now review, the": "outlet The Don’t Look Now Review",
	} {
		if got := strings.Join(find(t, s, query), ";"); got != want {
			t.Errorf("%s finds %q, want %q", query, got, want)
		}
	}
	if got := find(t, s, "her"); len(got) != 5 || got[0] != "film Her" || got[1] != "critic Ann Her" {
		t.Errorf("her finds %q", got)
	}
	if got := find(t, s, "her", "&kind=person,outlet"); len(got) != 2 {
		t.Errorf("people and outlets with her: %q", got)
	}
	if got := find(t, s, "amel", "&prefix=true"); len(got) != 2 {
		t.Errorf("what begins with amel: %q", got)
	}
	if got := find(t, s, "le fab", "&prefix=true&kind=film"); len(got) != 1 {
		t.Errorf("films that begin with le fab: %q", got)
	}
}

func TestSearchHighlights(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", map[string]any{
		"title": "🎬 Amélie", "synopsis": strings.Repeat("Nobody asked for this sentence. ", 40) + "Amélie's naïve\nwaitress smiles. " + strings.Repeat("More. ", 100),
	}).Want(201, nil)
	var page handlers.SearchPage
	s.Get("/v1/search?q=amelie+naive").Want(200, &page)
	r := page.Items[0]
	if len(r.Highlights.Title) != 1 || cut(r.Title, r.Highlights.Title[0]) != "Amélie" {
		t.Errorf("title %q is marked at %v", r.Title, r.Highlights.Title)
	}
	if h := r.Highlights.Snippet; len(h) != 2 || cut(r.Snippet, h[0]) != "Amélie" || cut(r.Snippet, h[1]) != "naïve" {
		t.Errorf("snippet %q is marked at %v", r.Snippet, h)
	}
	if !strings.HasPrefix(r.Snippet, "… ") || !strings.HasSuffix(r.Snippet, " …") || strings.Contains(r.Snippet, "\n") || r.Film.Slug == "" || r.Person != nil {
		t.Errorf("result is %+v", r)
	}
}

func TestSearchFollowsChanges(t *testing.T) {
	s := testkit.Start(t)
	for _, path := range []string{"films", "people", "outlets", "critics"} {
		name := "name"
		if path == "films" {
			name = "title"
		}
		s.Do(http.MethodPost, "/v1/"+path, map[string]string{name: "Casablanca"}).Want(201, nil)
		s.Do(http.MethodPatch, "/v1/"+path+"/casablanca", map[string]string{name: "Notorious"}).Want(200, nil)
	}
	if got := find(t, s, "casablanca"); len(got) != 0 {
		t.Errorf("old names find %q", got)
	}
	if got := find(t, s, "notorious"); len(got) != 4 || got[0] != "film Notorious" {
		t.Errorf("new names find %q", got)
	}
	for _, path := range []string{"films", "people", "outlets", "critics"} {
		s.Do(http.MethodDelete, "/v1/"+path+"/casablanca", nil).Want(204, nil)
	}
	if got := find(t, s, "notorious"); len(got) != 0 {
		t.Errorf("deleted ones are found: %q", got)
	}
}

func TestSearchFindsReviewsAsFarAsTheirRightsGo(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	s.Do(http.MethodPost, "/v1/outlets", `{"name":"Lantern"}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/critics", `{"name":"Mara Lindqvist"}`).Want(201, nil)
	body := strings.Repeat("Some words first. ", 30) + "The zeppelin of loneliness drifts past. " + strings.Repeat("Some words last. ", 30)
	for _, rights := range []string{"full", "excerpt", "link"} {
		s.Do(http.MethodPost, "/v1/reviews", map[string]any{
			"film": "1", "outlet": "lantern", "title": rights, "body": body, "excerpt": "A quiet marvel.", "rights": rights, "spoiler": rights == "excerpt",
			"rating": map[string]string{"raw": "4/5 - unmissable"}, "voices": []map[string]string{{"role": "author", "critic": "1"}},
		}).Want(201, nil)
	}
	s.Do(http.MethodPost, "/v1/reviews", `{"film":"1","voices":[{"role":"quoted","name":"Ångström"}]}`).Want(201, nil)
	for query, want := range map[string][3]string{
		"zeppelin":   {"zeppelin", "", ""},
		"marvel":     {"marvel", "marvel", ""},
		"unmissable": {"unmissable", "unmissable", "unmissable"},
		"lindqvist":  {"Lindqvist", "Lindqvist", "Lindqvist"},
	} {
		var page handlers.SearchPage
		a := s.Get("/v1/search?kind=review&q="+query).Want(200, &page)
		if len(page.Items) != 3 {
			t.Fatalf("%s finds %s", query, a.Body)
		}
		for _, r := range page.Items {
			shown := want[map[string]int{"full": 0, "excerpt": 1, "link": 2}[r.Title]]
			if shown == "" && (len(r.Highlights.Snippet) > 0 || strings.Contains(r.Snippet, query) || strings.Contains(r.Snippet, "Some words")) {
				t.Errorf("%s leaks %q for the rights %s", query, r.Snippet, r.Title)
			}
			if shown != "" && (len(r.Highlights.Snippet) == 0 || cut(r.Snippet, r.Highlights.Snippet[0]) != shown) {
				t.Errorf("%s shows %q, marked at %v, for the rights %s", query, r.Snippet, r.Highlights.Snippet, r.Title)
			}
			if r.Film.Slug != "her-2013" || r.Outlet.Name != "Lantern" || r.Review.Score.String() != "80" || *r.Review.Verdict != "positive" || r.Review.Spoiler != (r.Title == "excerpt") {
				t.Errorf("%s finds %+v", query, r)
			}
		}
	}
	if got := find(t, s, "angstrom"); len(got) != 1 || got[0] != "review Her" {
		t.Errorf("a plain name finds %q", got)
	}
	s.Do(http.MethodPatch, "/v1/critics/1", `{"name":"Mara Quist"}`).Want(200, nil)
	if was, is := find(t, s, "lindqvist"), find(t, s, "quist"); len(was) != 0 || len(is) != 4 {
		t.Errorf("after a critic's new name: the old one finds %q, the new one %q", was, is)
	}
	s.Do(http.MethodPatch, "/v1/reviews/1", `{"body":"Nothing left."}`).Want(200, nil)
	s.Do(http.MethodDelete, "/v1/reviews/2", nil).Want(204, nil)
	if got := find(t, s, "zeppelin"); len(got) != 1 || got[0] != "review link" {
		t.Errorf("after a change and a deletion zeppelin finds %q", got)
	}
}

func TestSearchPagesWithoutGapsOrDoubles(t *testing.T) {
	s := testkit.Start(t)
	for i := range 23 {
		s.Do(http.MethodPost, "/v1/people", map[string]string{"name": fmt.Sprintf("Anna No. %d", i), "bio": strings.Repeat("anna ", i%5)}).Want(201, nil)
	}
	s.Do(http.MethodPost, "/v1/films", `{"title":"Anna"}`).Want(201, nil)
	seen := map[string]bool{}
	next := "/v1/search?limit=5&q=anna"
	for next != "" {
		var page handlers.SearchPage
		s.Get(next).Want(200, &page)
		if len(seen) == 0 && page.Items[0].Title != "Anna" {
			t.Errorf("first is %+v", page.Items[0])
		}
		for _, r := range page.Items {
			if seen[r.Title] {
				t.Errorf("%s comes twice", r.Title)
			}
			seen[r.Title] = true
		}
		next = ""
		if page.Next != nil {
			next = *page.Next
		}
	}
	if len(seen) != 24 {
		t.Errorf("found %d of 24", len(seen))
	}
	for _, cursor := range []string{"x", "WyJzZWFyY2giLCJ4IiwxXQ", "WyJzZWFyY2giLDEsMV0", "WyJuYW1lIiwiYSIsMV0"} {
		wantText(t, s.Get("/v1/search?q=anna&cursor="+cursor).Want(400, nil), `"parameter":"cursor"`)
	}
}

func TestSearchRefusals(t *testing.T) {
	s := testkit.Start(t)
	for query, texts := range map[string][]string{
		"":                                {`"parameter":"q"`, "is required"},
		"q=":                              {"must not be empty"},
		"query=her":                       {`"parameter":"query"`, `"parameter":"q"`},
		"q=her&kind=movie":                {"must be one of film, person, outlet, critic, review"},
		"q=her&prefx=true":                {`did you mean \"prefix\"?`},
		"q=her&limit=51":                  {"at most 50"},
		"q=her&prefix=yes":                {"true or false"},
		"q=her&q=him":                     {"given 2 times"},
		"q=" + strings.Repeat("a", 10000): {"at most 200 characters"},
	} {
		wantText(t, s.Get("/v1/search?"+query).Want(400, nil), texts...)
	}
}

func TestSearchAnswersWhateverIsTyped(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	pieces := []string{`"`, `'`, `*`, `(`, `)`, `:`, `^`, `-`, `+`, ` AND `, ` OR `, ` NOT `, ` NEAR(`, `her`, `é`, `千`, `%`, `_`, `\`, `{`, `}`, "\x00", "\x7f", "\u0301", "🎬", ` `, `;`, `--`, `title`, `𐍈`, "ﷺ", "क्", "\xff"}
	r := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		var q strings.Builder
		for range 1 + r.IntN(12) {
			q.WriteString(pieces[r.IntN(len(pieces))])
		}
		for _, prefix := range []string{"true", "false"} {
			s.Get("/v1/search?prefix="+prefix+"&q="+url.QueryEscape(q.String())).Want(200, nil)
		}
	}
	s.Get("/v1/search?q="+strings.Repeat("%E5%8D%83", 200)).Want(200, nil)
	s.Get("/v1/search?q="+strings.Repeat("a+b+", 50)).Want(200, nil)
}
