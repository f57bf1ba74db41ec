package api_test

import (
	"net/http"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

// wantScores checks the score of each review, "" for none, and that the films' rollups are what the reviews tell.
func wantScores(t *testing.T, s *testkit.Server, want ...string) {
	t.Helper()
	for i, score := range want {
		var r handlers.Review
		s.Get("/v1/reviews/"+itoa(int64(i+1))).Want(200, &r)
		if got := r.Rating.Score.String(); got != score {
			t.Errorf("review %d (%s) has score %q, want %q; flags %v", r.ID, r.Rating.Raw, got, score, r.Rating.Flags)
		}
	}
	problems, err := s.Store.CheckScores(t.Context())
	if err != nil || len(problems) > 0 {
		t.Errorf("rollup: %+v, %v", problems, err)
	}
}

func TestAnOutletsScaleReadsItsReviewsAgain(t *testing.T) {
	s := collection(t)
	review(t, s, `{"film":"1","outlet":"the-lamp","rating":{"raw":"8"}}`)
	review(t, s, `{"film":"1","outlet":"the-lamp","rating":{"raw":"2/5"}}`)
	review(t, s, `{"film":"2","outlet":"the-lamp","rating":{"raw":"8","scale":"points-20"},"voices":[{"role":"guest","name":"Vance","rating":{"raw":"4"}}]}`)
	review(t, s, `{"film":"2","rating":{"raw":"8"}}`)
	wantScores(t, s, "", "40", "40", "")
	s.Do(http.MethodPatch, "/v1/outlets/the-lamp", `{"default_scale":"points-10","weight":2}`).Want(200, nil)
	wantScores(t, s, "80", "40", "40", "")
	var r handlers.Review
	s.Get("/v1/reviews/1").Want(200, &r)
	if r.Version != 2 || len(r.Rating.Flags) != 1 || r.Rating.Flags[0] != "scale_from_outlet" || *r.Rating.Scale != "points-10" {
		t.Errorf("reread to version %d, %+v", r.Version, r.Rating)
	}
	s.Get("/v1/reviews/3").Want(200, &r)
	if got := r.Voices[0].Rating.Score.String(); got != "40" || r.Version != 2 {
		t.Errorf("the voice's score is %q, version %d", got, r.Version)
	}
	// What the new scale cannot hold is kept, without a score, and does not stand in the way of other changes.
	s.Do(http.MethodPatch, "/v1/outlets/the-lamp", `{"default_scale":"points-5"}`).Want(200, nil)
	wantScores(t, s, "", "40", "40", "")
	s.Do(http.MethodPatch, "/v1/reviews/1", `{"title":"Renamed"}`).Want(200, &r)
	if f := r.Rating.Flags; len(f) != 2 || f[1] != "out_of_range" {
		t.Errorf("flags %v", f)
	}
	wantProblem(t, s.Do(http.MethodPatch, "/v1/reviews/1", `{"rating":{"raw":"9"}}`), 422, "/rating/raw")
	s.Do(http.MethodPatch, "/v1/outlets/the-lamp", `{"default_scale":null}`).Want(200, nil)
	wantScores(t, s, "", "40", "40", "")
}

func TestScoresFollowEveryWriteOfAReview(t *testing.T) {
	s := collection(t)
	score := func(film, want string) {
		t.Helper()
		wantScores(t, s)
		var got handlers.FilmScore
		s.Get("/v1/films/"+film+"/score").Want(200, &got)
		if got.Score.String() != want {
			t.Errorf("film %s has score %q, want %q", film, got.Score, want)
		}
	}
	review(t, s, `{"film":"1","rating":{"raw":"2/5"},"voices":[{"role":"guest","name":"Vance","rating":{"raw":"A"}}]}`)
	review(t, s, `{"film":"1","rating":{"raw":"4/4"},"outlet":"the-lamp"}`)
	review(t, s, `{"film":"1"}`)
	score("1", "70")
	s.Do(http.MethodPatch, "/v1/reviews/1", `{"rating":{"raw":"3/5"}}`).Want(200, nil)
	score("1", "80")
	s.Do(http.MethodPatch, "/v1/reviews/1", `{"film":"2"}`).Want(200, nil)
	score("1", "100")
	score("2", "60")
	s.Do(http.MethodDelete, "/v1/reviews/2", nil).Want(204, nil)
	score("1", "")
}
