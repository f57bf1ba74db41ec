package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
	"reelscore/rating"
)

// fiveReviews is the film of the first example: one blog says 2/5, one 4/4, three give no rating.
func fiveReviews(t *testing.T) *testkit.Server {
	t.Helper()
	s := collection(t)
	s.Do(http.MethodPost, "/v1/outlets", `{"name":"Double","weight":2}`).Want(201, nil)
	review(t, s, `{"film":"her-2013","outlet":"the-lamp","url":"https://lamp.example/her","rating":{"raw":"2/5"},"voices":[{"role":"author","critic":"ana-berg"}]}`)
	review(t, s, `{"film":"her-2013","outlet":"double","rating":{"raw":"4/4 - Leave it to him"}}`)
	for range 3 {
		review(t, s, `{"film":"her-2013"}`)
	}
	return s
}

func TestFiveReviewsOfWhichTwoAreRated(t *testing.T) {
	s := fiveReviews(t)
	var got handlers.FilmScore
	s.Get("/v1/films/her-2013/score?explain=true&to=stars-5-half").Want(200, &got)
	if got.Method != "mean/1" || got.Score != 70_000 || got.Reviews != 5 || got.Rated != 2 || got.Unrated != 3 || got.Spread != 60_000 || got.Status != "provisional" ||
		*got.Verdict != "positive" || got.Converted.Text != "★★★½" || got.Bayes != 70_000 || got.Weighted != 80_000 {
		t.Errorf("%+v", got)
	}
	var parts []string
	for _, c := range got.Contributions {
		why := ""
		if c.LeftOut != nil {
			why = *c.LeftOut
		}
		parts = append(parts, c.Contribution.String()+why)
	}
	if !slices.Equal(parts, []string{"20", "50", "no_rating", "no_rating", "no_rating"}) {
		t.Errorf("contributions %v", parts)
	}
	if c := got.Contributions[0]; *c.Raw != "2/5" || c.Outlet.Slug != "the-lamp" || !slices.Equal(c.Critics, []string{"Ana Berg"}) || *c.URL != "https://lamp.example/her" || *c.Scale != "points-5" {
		t.Errorf("%+v", c)
	}
}

func TestContributionsAddUpToEveryHeadline(t *testing.T) {
	s := fiveReviews(t)
	review(t, s, `{"film":"robot-and-frank-2012","rating":{"raw":"1/10"}}`)
	for _, raw := range []string{"thumbs up", "8", "1/3", "2/3", "B+"} {
		review(t, s, map[string]any{"film": "her-2013", "rating": map[string]any{"raw": raw}})
	}
	for _, method := range []string{"mean", "median", "bayes", "weighted", "positive-share"} {
		var got, plain handlers.FilmScore
		s.Get("/v1/films/her-2013/score?method="+method).Want(200, &plain)
		sum, next := rating.Score(0), "/v1/films/her-2013/score?explain=true&limit=3&method="+method
		rows := 0
		for next != "" {
			got = handlers.FilmScore{}
			s.Get(next).Want(200, &got)
			for _, c := range got.Contributions {
				sum += max(0, c.Contribution)
				if c.Contribution.Known() == (c.LeftOut != nil) {
					t.Errorf("%s: review %d has %s and is left out for %v", method, c.Review, c.Contribution, c.LeftOut)
				}
			}
			rows += len(got.Contributions)
			next = ""
			if got.Next != nil {
				next = *got.Next
			}
		}
		sum += max(0, got.Prior.Contribution)
		if rows != 10 || sum != got.Score || got.Score != plain.Score || got.Method != method+"/1" || got.Prior.Contribution.Known() != (method == "bayes") {
			t.Errorf("%s: %d rows add up to %s, the headline is %s, without explanation %s", method, rows, sum, got.Score, plain.Score)
		}
	}
}

func TestLeftOutTellsWhy(t *testing.T) {
	s := collection(t)
	for _, c := range []struct{ raw, why string }{{"8", "scale_unknown"}, {"thumbs down", "verdict_only"}, {"3/4", ""}} {
		r := review(t, s, map[string]any{"film": "her-2013", "rating": map[string]any{"raw": c.raw}})
		var got handlers.FilmScore
		s.Get("/v1/films/her-2013/score?explain=true").Want(200, &got)
		last := got.Contributions[len(got.Contributions)-1]
		if why := orEmptyText(last.LeftOut); last.Review != r.ID || why != c.why {
			t.Errorf("%q is left out for %q, want %q", c.raw, why, c.why)
		}
	}
}

func orEmptyText(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

func TestScoreFollowsEveryWrite(t *testing.T) {
	s := fiveReviews(t)
	score := func(film string) handlers.FilmScore {
		t.Helper()
		var got handlers.FilmScore
		s.Get("/v1/films/"+film+"/score").Want(200, &got)
		return got
	}
	s.Do(http.MethodPatch, "/v1/reviews/1", `{"rating":{"raw":"5/5"}}`).Want(200, nil)
	if got := score("1"); got.Mean != 100_000 || got.Spread != 0 {
		t.Errorf("after a change %+v", got)
	}
	s.Do(http.MethodPatch, "/v1/reviews/1", `{"film":"2"}`).Want(200, nil)
	if from, to := score("1"), score("2"); from.Rated != 1 || from.Reviews != 4 || to.Rated != 1 || to.Mean != 100_000 {
		t.Errorf("after a move %+v and %+v", from, to)
	}
	s.Do(http.MethodPatch, "/v1/outlets/double", `{"weight":0}`).Want(200, nil)
	if got := score("1"); got.Weighted.Known() || got.Mean != 100_000 {
		t.Errorf("after a new weight %+v", got)
	}
	s.Do(http.MethodDelete, "/v1/reviews/2", nil).Want(204, nil)
	if got := score("1"); got.Rated != 0 || got.Reviews != 3 || got.Mean.Known() || got.Status != "none" {
		t.Errorf("after a deletion %+v", got)
	}
}

func TestFilmsComeWithTheirScoresAndNewestReviews(t *testing.T) {
	s := fiveReviews(t)
	for i := range 25 {
		review(t, s, map[string]any{"film": "robot-and-frank-2012", "published": fmt.Sprintf("2012-%02d", 1+i%12), "title": fmt.Sprint(i), "body": "long"})
	}
	var page handlers.FilmPage
	s.Get("/v1/films?sort=added&expand=score,reviews").Want(200, &page)
	if n := len(page.Items[0].Reviews); n != 5 || page.Items[0].Score.Mean != 70_000 || page.Items[1].Score.Reviews != 25 {
		t.Errorf("%d reviews, %+v", n, page.Items[0].Score)
	}
	newest := page.Items[1].Reviews
	if len(newest) != 20 || *newest[0].Title != "23" || *newest[1].Title != "11" || newest[0].Body != nil || newest[0].Film.ID != 2 {
		t.Errorf("%d reviews, first %+v", len(newest), newest[0])
	}
	var list handlers.ReviewPage
	s.Get("/v1/films/2/reviews").Want(200, &list)
	for i, r := range list.Items {
		if newest[i].ID != r.ID {
			t.Errorf("place %d: review %d, in the list %d", i, newest[i].ID, r.ID)
		}
	}
	if body := string(s.Get("/v1/films/1").Want(200, nil).Body); strings.Contains(body, `"reviews"`) || strings.Contains(body, `"score"`) {
		t.Errorf("sent without being asked for: %s", body)
	}
}
