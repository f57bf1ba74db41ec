package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

func TestOutletKeepsWeightAndScale(t *testing.T) {
	s := testkit.Start(t)
	var o handlers.Outlet
	a := s.Do(http.MethodPost, "/v1/outlets", `{"name":"Lantern Film Review","url":"https://lantern.example","feed_url":"https://lantern.example/feed","language":"en","default_scale":"stars-5-half"}`).Want(201, &o)
	if o.Slug != "lantern-film-review" || o.Weight != 1 || *o.DefaultScale != "stars-5-half" || o.Sample || a.Header.Get("ETag") == "" {
		t.Fatalf("created %s", a.Body)
	}
	for patch, weight := range map[string]float64{`{"weight":0.001}`: 0.001, `{"weight":99.999}`: 99.999, `{"weight":1e1}`: 10, `{"weight":0}`: 0, `{"weight":null}`: 1, `{"weight":0.3}`: 0.3} {
		var got handlers.Outlet
		s.Do(http.MethodPatch, "/v1/outlets/lantern-film-review", patch).Want(200, &got)
		if got.Weight != weight {
			t.Errorf("%s gives weight %v", patch, got.Weight)
		}
	}
	s.Do(http.MethodPatch, "/v1/outlets/1", `{"weight":0.5,"sample":true}`).Want(200, nil)
	s.Do(http.MethodPatch, "/v1/outlets/1", `{"default_scale":null,"description":"Films in the dark."}`).Want(200, &o)
	if o.DefaultScale != nil || *o.Description != "Films in the dark." || o.Weight != 0.5 || !o.Sample || *o.Language != "en" {
		t.Errorf("patched to %+v", o)
	}
}

func TestOutletRefusals(t *testing.T) {
	s := testkit.Start(t)
	for _, r := range []struct {
		body   string
		status int
		texts  []string
	}{
		{`{"name":"X","default_scale":"points-0"}`, 422, []string{`"pointer":"/default_scale"`, "GET /v1/scales"}},
		{`{"name":"X","default_scale":"Five Stars"}`, 400, []string{`"pointer":"/default_scale"`}},
		{`{"name":"X","weight":100.001}`, 400, []string{"at most 100"}},
		{`{"name":"X","weight":-1}`, 400, []string{"at least 0"}},
		{`{"name":"X","weight":0.0005}`, 400, []string{"multiple of 0.001"}},
		{`{"name":"X","weight":1e999999999}`, 400, []string{"too many digits"}},
		{`{"name":"X","weight":"1"}`, 400, []string{"must be a number"}},
		{`{"name":""}`, 400, []string{"must not be empty"}},
		{`{"name":"X","url":"javascript:alert(1)"}`, 400, []string{`"pointer":"/url"`, "http://"}},
		{`{"name":"X","defaultscale":"points-5"}`, 400, []string{`did you mean \"default_scale\"?`}},
	} {
		wantText(t, s.Do(http.MethodPost, "/v1/outlets", r.body).Want(r.status, nil), r.texts...)
	}
	var page handlers.OutletPage
	if s.Get("/v1/outlets").Want(200, &page); len(page.Items) != 0 {
		t.Errorf("refused outlets are stored: %+v", page.Items)
	}
	s.Do(http.MethodPost, "/v1/outlets", `{"name":"X"}`).Want(201, nil)
	s.Do(http.MethodPatch, "/v1/outlets/x", `{"default_scale":"points-0"}`).Want(422, nil)
	s.Do(http.MethodPatch, "/v1/outlets/y", `{"name":"Y"}`).Want(404, nil)
}

func TestOutletFilters(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/outlets", `{"name":"A","language":"de"}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/outlets", `{"name":"B","language":"en","sample":true}`).Want(201, nil)
	for query, want := range map[string]string{"language=de": "A", "sample=true": "B", "sample=false": "A"} {
		var page handlers.OutletPage
		s.Get("/v1/outlets?"+query).Want(200, &page)
		if len(page.Items) != 1 || page.Items[0].Name != want {
			t.Errorf("%s lists %+v", query, page.Items)
		}
	}
}

func TestCriticBelongsToOutlets(t *testing.T) {
	s := testkit.Start(t)
	for _, name := range []string{"Zoetrope", "Lantern"} {
		s.Do(http.MethodPost, "/v1/outlets", map[string]string{"name": name}).Want(201, nil)
	}
	var c handlers.Critic
	s.Do(http.MethodPost, "/v1/critics", `{"name":"Mara Lindqvist","outlets":["1","lantern","2"]}`).Want(201, &c)
	if len(c.Outlets) != 2 || c.Outlets[0].Name != "Lantern" || c.Outlets[1].Slug != "zoetrope" {
		t.Fatalf("created %+v", c)
	}
	s.Do(http.MethodPost, "/v1/critics", `{"name":"Jo Free"}`).Want(201, nil)
	wantText(t, s.Do(http.MethodPost, "/v1/critics", `{"name":"X","outlets":["1","gone"]}`).Want(422, nil), `"pointer":"/outlets/1"`, "create the outlet first")
	var page handlers.CriticPage
	s.Get("/v1/critics?outlet=lantern").Want(200, &page)
	if len(page.Items) != 1 || page.Items[0].ID != c.ID || len(page.Items[0].Outlets) != 2 {
		t.Errorf("critics of lantern: %+v", page.Items)
	}
	s.Get("/v1/critics?sort=-name&total=true").Want(200, &page)
	if len(page.Items) != 2 || *page.Total != 2 || page.Items[1].Outlets == nil {
		t.Errorf("all critics: %+v", page)
	}
	wantText(t, s.Do(http.MethodDelete, "/v1/outlets/zoetrope", nil).Want(409, nil), "0 reviews and 1 critic;")
	s.Do(http.MethodPatch, "/v1/critics/mara-lindqvist", `{"bio":"Writes."}`).Want(200, &c)
	if len(c.Outlets) != 2 || c.Version != 2 {
		t.Errorf("a patch of the bio left %+v", c)
	}
	s.Do(http.MethodPatch, "/v1/critics/1", `{"outlets":["lantern"]}`).Want(200, &c)
	s.Do(http.MethodDelete, "/v1/outlets/zoetrope", nil).Want(204, nil)
	s.Do(http.MethodDelete, "/v1/critics/1", nil).Want(204, nil)
	s.Do(http.MethodDelete, "/v1/outlets/lantern", nil).Want(204, nil)
	s.Get("/v1/critics/mara-lindqvist").Want(404, nil)
}

func TestScoresFollowTheOutlet(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	s.Do(http.MethodPost, "/v1/outlets", `{"name":"A"}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/outlets", `{"name":"B","weight":3}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/reviews", `{"film":"1","outlet":"a","rating":{"raw":"2/5"}}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/reviews", `{"film":"1","outlet":"b","rating":{"raw":"4/4"}}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/reviews", `{"film":"1","outlet":"b","rating":{"raw":"8"}}`).Want(201, nil)
	want := func(rated int, mean, weighted string) {
		t.Helper()
		var got struct {
			Rated          int
			Mean, Weighted json.Number
		}
		s.Get("/v1/films/1/score").Want(200, &got)
		if got.Rated != rated || got.Mean.String() != mean || got.Weighted.String() != weighted {
			t.Errorf("score is %+v, want %d, %s, %s", got, rated, mean, weighted)
		}
	}
	want(2, "70", "85")
	s.Do(http.MethodPatch, "/v1/outlets/b", `{"weight":1}`).Want(200, nil)
	want(2, "70", "70")
	s.Do(http.MethodPatch, "/v1/outlets/b", `{"weight":0.5,"default_scale":"points-10"}`).Want(200, nil)
	want(3, "73.333", "65")
	s.Do(http.MethodPatch, "/v1/outlets/b", `{"default_scale":null}`).Want(200, nil)
	want(2, "70", "60")
	wantText(t, s.Do(http.MethodDelete, "/v1/outlets/b", nil).Want(409, nil), "2 reviews and 0 critics")
}

func TestStatsTellHowStrictSomebodyIs(t *testing.T) {
	s := testkit.Start(t)
	for _, body := range []string{`{"name":"Strict"}`, `{"name":"Mild"}`, `{"name":"Silent"}`} {
		s.Do(http.MethodPost, "/v1/outlets", body).Want(201, nil)
	}
	s.Do(http.MethodPost, "/v1/critics", `{"name":"Ann"}`).Want(201, nil)
	for i, raw := range [][2]string{{"1/5", "4/5"}, {"2/5", "4/5"}, {"5/5", ""}, {"", "3/5"}} {
		s.Do(http.MethodPost, "/v1/films", map[string]any{"title": fmt.Sprint("Film ", i)}).Want(201, nil)
		for j, r := range raw {
			review := map[string]any{"film": fmt.Sprint(i + 1), "outlet": []string{"strict", "mild"}[j]}
			if r != "" {
				review["rating"] = map[string]string{"raw": r}
			}
			if j == 0 {
				review["voices"] = []map[string]string{{"role": []string{"author", "host", "quoted", "guest"}[i], "critic": "ann"}}
			}
			s.Do(http.MethodPost, "/v1/reviews", review).Want(201, nil)
		}
	}
	for path, want := range map[string]string{
		"/v1/outlets/strict": `{"reviews":4,"rated":3,"verdicts":{"positive":1,"mixed":0,"negative":2},"mean":53.333,"compared":2,"leaning":-50}`,
		"/v1/outlets/mild":   `{"reviews":4,"rated":3,"verdicts":{"positive":3,"mixed":0,"negative":0},"mean":73.333,"compared":2,"leaning":50}`,
		"/v1/outlets/silent": `{"reviews":0,"rated":0,"verdicts":{"positive":0,"mixed":0,"negative":0},"mean":null,"compared":0,"leaning":null}`,
		"/v1/critics/ann":    `{"reviews":2,"rated":2,"verdicts":{"positive":0,"mixed":0,"negative":2},"mean":30,"compared":2,"leaning":-50}`,
	} {
		wantText(t, s.Get(path+"?expand=stats").Want(200, nil), `"stats":`+want)
		if bare := s.Get(path).Want(200, nil); strings.Contains(string(bare.Body), "stats") {
			t.Errorf("%s has stats that nobody asked for: %s", path, bare.Body)
		}
	}
	wantText(t, s.Get("/v1/outlets/mild?expand=score").Want(400, nil), "must be one of stats")
}
