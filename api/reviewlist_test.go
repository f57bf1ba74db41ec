package api_test

import (
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"reelscore/handlers"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func wantSame(t *testing.T, want, got any) {
	t.Helper()
	if !reflect.DeepEqual(want, got) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestReviewListFiltersAndSorts(t *testing.T) {
	s := collection(t)
	for _, body := range []string{
		`{"film":"1","title":"a","published":"2013","language":"en","rating":{"raw":"2/5"}}`,
		`{"film":"1","title":"b","published":"2013-12-31","language":"en-GB","rating":{"raw":"4/4"},"outlet":"the-lamp","tags":["Café"]}`,
		`{"film":"1","title":"c","published":"2014-01-01","language":"fr","voices":[{"role":"host","critic":"ana-berg"}]}`,
		`{"film":"2","title":"d","rating":{"raw":"8"}}`,
		`{"film":"2","title":"e","published":"2013-12","rating":{"raw":"thumbs up"}}`,
	} {
		review(t, s, body)
	}
	for query, want := range map[string]string{
		"":                              "c b e a d",
		"sort=published":                "a e b c d",
		"sort=-score&rated=true":        "b a",
		"sort=added&rated=false":        "c d e",
		"sort=-added":                   "e d c b a",
		"film=her-2013":                 "c b a",
		"film=nowhere":                  "",
		"outlet=the-lamp":               "b",
		"critic=ana-berg":               "c",
		"score_from=40&score_to=40":     "a",
		"score_from=41":                 "b",
		"verdict=positive":              "b e",
		"verdict=negative":              "a",
		"published_to=2013-12":          "b e a",
		"published_to=2013-11-30":       "a",
		"published_from=2013-12":        "c b e",
		"published_from=2013-01-01":     "c b e a",
		"published_from=2013-12-02":     "c b",
		"tag=cafe":                      "b",
		"language=en":                   "b a",
		"language=en-gb":                "b",
		"film=1&sort=score":             "a b c",
		"film=1&sort=published&limit=3": "a b c",
	} {
		var page handlers.ReviewPage
		s.Get("/v1/reviews?"+query).Want(200, &page)
		var titles []string
		for _, r := range page.Items {
			titles = append(titles, *r.Title)
		}
		if got := strings.Join(titles, " "); got != want {
			t.Errorf("?%s lists %q, want %q", query, got, want)
		}
	}
	var page handlers.ReviewPage
	s.Get("/v1/films/her-2013/reviews?sort=score&total=true").Want(200, &page)
	if *page.Total != 3 || *page.Items[2].Title != "c" {
		t.Errorf("the film's reviews are %+v", page)
	}
	for _, query := range []string{"score_from=101", "sort=title", "verdict=good", "expand=film", "fields=ttle", "film="} {
		s.Get("/v1/reviews?"+query).Want(400, nil)
	}
	s.Get("/v1/reviews?published_from=2013-02-30").Want(422, nil)
	s.Get("/v1/films/her-2013/reviews?film=2").Want(400, nil)
}

func TestReviewListPagesWithoutGapsOrDoubles(t *testing.T) {
	s := collection(t)
	for i := range 7 {
		review(t, s, map[string]any{"film": "1", "published": "2014-0" + strconv.Itoa(1+i/3), "rating": map[string]any{"raw": strconv.Itoa(i/2) + "/5"}})
	}
	for _, sort := range []string{"published", "-published", "score", "-score", "added", "-added"} {
		var seen []int64
		for next := "/v1/films/1/reviews?limit=2&sort=" + sort; next != ""; {
			var page handlers.ReviewPage
			s.Get(next).Want(200, &page)
			for _, r := range page.Items {
				seen = append(seen, r.ID)
			}
			next = ""
			if page.Next != nil {
				next = *page.Next
			}
		}
		slices.Sort(seen)
		if len(seen) != 7 || len(slices.Compact(seen)) != 7 {
			t.Errorf("sort=%s lists %v", sort, seen)
		}
	}
}

func TestReviewFieldsTrim(t *testing.T) {
	s := collection(t)
	s.Do(http.MethodPost, "/v1/reviews", whole).Want(201, nil)
	got := string(s.Get("/v1/reviews?fields=title,body").Want(200, nil).Body)
	for _, want := range []string{`"id":1`, `"film":{`, `"title":"A voice in the ear"`, `"body":"It hums along."`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	if strings.Contains(got, "voices") {
		t.Errorf("more than asked for: %s", got)
	}
}

func TestNeighboursAreFoundWhicheverComesFirst(t *testing.T) {
	s := collection(t)
	first := review(t, s, `{"film":"1","outlet":"the-lamp","url":"https://lamp.example/1","next":{"url":"https://lamp.example/2/"}}`)
	second := review(t, s, `{"film":"2","outlet":"the-lamp","url":"https://lamp.example/2","previous":{"title":"One","url":"http://LAMP.example/1?utm_campaign=z"}}`)
	// Another outlet's page at the same address is not the neighbour.
	review(t, s, `{"film":"1","url":"https://lamp.example/2"}`)
	s.Get("/v1/reviews/"+itoa(first.ID)).Want(200, &first)
	if *first.Next.Review != second.ID || *second.Previous.Review != first.ID || *second.Previous.Title != "One" {
		t.Errorf("next of %d is %+v, previous of %d is %+v", first.ID, first.Next, second.ID, second.Previous)
	}
	s.Do(http.MethodDelete, "/v1/reviews/"+itoa(second.ID), nil).Want(204, nil)
	s.Get("/v1/reviews/"+itoa(first.ID)).Want(200, &first)
	if first.Next.Review != nil || *first.Next.URL != "https://lamp.example/2/" {
		t.Errorf("next is %+v", first.Next)
	}
}
