package api_test

import (
	"net/http"
	"testing"

	"reelscore/handlers"
)

func TestSimilarFilmsAreThoseThatReviewsNameTogether(t *testing.T) {
	s := collection(t)
	s.Do(http.MethodPost, "/v1/films", `{"title":"Gravity","year":2013}`).Want(201, nil)
	review(t, s, `{"film":"her-2013","title":"One","url":"https://a.example/1","outlet":"the-lamp","liked":[{"title":"Robot & Frank"},{"title":"Unknown Soul"},{"title":"Her"}]}`)
	review(t, s, `{"film":"her-2013","liked":[{"title":"UNKNOWN SOUL"},{"title":"Gravity"}]}`)
	review(t, s, `{"film":"robot-and-frank-2012","liked":[{"title":"Her"}]}`)
	review(t, s, `{"film":"robot-and-frank-2012","liked":[{"title":"Her"},{"title":"Gravity"}]}`)
	var page handlers.SimilarPage
	s.Get("/v1/films/her-2013/similar").Want(200, &page)
	type row struct {
		title                 string
		film                  int64
		reviews, here, there  int64
		evidence, firstReview int64
	}
	var got []row
	for _, i := range page.Items {
		r := row{title: i.Title, reviews: i.Reviews, here: i.NamedHere, there: i.NamedThere, evidence: int64(len(i.Evidence)), firstReview: i.Evidence[0].Review}
		if i.Film != nil {
			r.film = i.Film.ID
		}
		got = append(got, r)
	}
	want := []row{{"Robot & Frank", 2, 3, 1, 2, 3, 4}, {"Unknown Soul", 0, 2, 2, 0, 2, 2}, {"Gravity", 3, 1, 1, 0, 1, 2}}
	if len(got) != len(want) {
		t.Fatalf("got  %+v\nwant %+v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("place %d: got %+v, want %+v", i, got[i], want[i])
		}
	}
	last := page.Items[0].Evidence[2]
	if last.Review != 1 || *last.Title != "One" || *last.URL != "https://a.example/1" || last.Outlet.Slug != "the-lamp" || last.Film != 1 || last.Liked != "Robot & Frank" {
		t.Errorf("evidence %+v", last)
	}
	s.Get("/v1/films/her-2013/similar?limit=1").Want(200, &page)
	if len(page.Items) != 1 || page.Next != nil {
		t.Errorf("limited to %d", len(page.Items))
	}
	s.Get("/v1/films/robot-and-frank-2012/similar").Want(200, &page)
	if len(page.Items) != 2 || page.Items[0].Title != "Her" || page.Items[0].Reviews != 3 {
		t.Errorf("the other way round %+v", page.Items)
	}
}

func TestScaleInUseStaysAsItIs(t *testing.T) {
	s := collection(t)
	s.Do(http.MethodPost, "/v1/scales", popcorn).Want(201, nil)
	review(t, s, `{"film":"her-2013","rating":{"raw":"the large one","scale":"popcorn"}}`)
	r := review(t, s, `{"film":"her-2013","rating":{"raw":"2.5","scale":"popcorn"}}`)
	if r.Rating.Score != 83_333 {
		t.Errorf("%+v", r.Rating)
	}
	for _, patch := range []string{`{"best":4}`, `{"labels":null}`, `{"positive_from":99}`, `{"kind":"stars"}`} {
		s.Do(http.MethodPatch, "/v1/scales/popcorn", patch).Want(409, nil)
	}
	s.Do(http.MethodPatch, "/v1/scales/popcorn", `{"name":"Corn","step":1}`).Want(200, nil)
	s.Do(http.MethodDelete, "/v1/scales/popcorn", nil).Want(409, nil)
	s.Do(http.MethodDelete, "/v1/reviews/1", nil).Want(204, nil)
	s.Do(http.MethodDelete, "/v1/reviews/2", nil).Want(204, nil)
	s.Do(http.MethodPatch, "/v1/outlets/the-lamp", `{"default_scale":"popcorn"}`).Want(200, nil)
	s.Do(http.MethodDelete, "/v1/scales/popcorn", nil).Want(409, nil)
	r = review(t, s, `{"film":"her-2013","outlet":"the-lamp","rating":{"raw":"1.5"}}`)
	if r.Rating.Score != 50_000 || r.Rating.Flags[0] != "scale_from_outlet" {
		t.Errorf("%+v", r.Rating)
	}
	var score handlers.FilmScore
	s.Do(http.MethodPatch, "/v1/outlets/the-lamp", `{"default_scale":"points-5"}`).Want(200, nil)
	s.Get("/v1/films/her-2013/score").Want(200, &score)
	if score.Mean != 30_000 || score.Scales[0].Scale != "points-5" {
		t.Errorf("after another default scale %+v", score)
	}
	s.Do(http.MethodDelete, "/v1/scales/popcorn", nil).Want(204, nil)
}
