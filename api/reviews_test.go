package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"reelscore/api"
	"reelscore/handlers"
	"reelscore/internal/testkit"
)

// collection makes a film (her-2013), a second one, an outlet (the-lamp) and a critic (ana-berg).
func collection(t *testing.T, change ...func(*api.Options)) *testkit.Server {
	t.Helper()
	s := testkit.Start(t, change...)
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	s.Do(http.MethodPost, "/v1/films", `{"title":"Robot & Frank","year":2012}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/outlets", `{"name":"The Lamp"}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/critics", `{"name":"Ana Berg","bio":"Writes from a houseboat."}`).Want(201, nil)
	return s
}

// review posts a review and returns it.
func review(t *testing.T, s *testkit.Server, body any) handlers.Review {
	t.Helper()
	var r handlers.Review
	s.Do(http.MethodPost, "/v1/reviews", body).Want(201, &r)
	return r
}

// wantProblem checks that an answer has a status and names the pointer.
func wantProblem(t *testing.T, a testkit.Answer, status int, pointer string) {
	t.Helper()
	var p handlers.Problem
	a.Want(status, &p)
	if !slices.ContainsFunc(p.Errors, func(f handlers.ProblemField) bool { return f.Pointer == pointer }) {
		t.Errorf("no error at %s in %s", pointer, a.Body)
	}
}

const whole = `{"film":"imdb:tt1798709","outlet":"the-lamp","title":"A voice in the ear","url":"https://Lamp.example/her/?utm_source=x#top","language":"en-GB",
	"published":"2014-07","body":"It hums along.","excerpt":"It hums.","rating":{"raw":"4/4 - It sings"},
	"voices":[{"role":"author","critic":"ana-berg"},{"role":"guest","name":"Vance","rating":{"raw":"B+"}}],
	"tags":["Sci-Fi","Café"],"categories":["Cult"],"liked":[{"title":"Robot & Frank"},{"title":"Stranger than Fiction"}],
	"venue":"The Rex","videos":[{"kind":"trailer","site":"youtube","key":"abc"}],"spoiler":true,"licence":"CC-BY-4.0",
	"provenance":{"source":"feed","source_id":"77","retrieved_at":"2026-01-02T04:04:05+01:00"},
	"previous":{"title":"Non-Stop","url":"https://lamp.example/non-stop"},"declared_comments":27,
	"live_notes":[{"offset_seconds":6813,"text":"Again."},{"offset_seconds":205,"text":"A font is no hand."}],
	"comments":[{"name":"Lee","posted":"2014-02-13T06:59:00Z","body":"Not for me."},{"body":"Nor me.","reply_to":0}]}`

// TestCreatedReviewIsWhatIsRead compares the answer to a POST with that to a GET: the first is not read from the database where
// its write knows everything.
func TestCreatedReviewIsWhatIsRead(t *testing.T) {
	s := collection(t)
	for _, body := range []string{
		`{"film":"her-2013"}`,
		`{"film":"2","title":"","tags":[],"categories":[],"videos":[],"voices":[],"liked":[]}`,
		`{"film":"1","outlet":"the-lamp","url":"https://Lamp.example/a?utm_source=x#top","published":"2014-07","rating":{"raw":" B+ "}}`,
		`{"film":"1","outlet":"1","title":"A","rating":{"raw":"3","scale":"stars-5"},"tags":["Sci-Fi","Café"],"spoiler":true,"declared_comments":0}`,
		`{"film":"1","rating":{"raw":"Recommended"},"venue":"The Rex","videos":[{"kind":"trailer","site":"youtube","key":"abc"}]}`,
		`{"film":"1","body":"It hums.","excerpt":"It","live_notes":[{"offset_seconds":5,"text":"Again."}],"comments":[{"body":"No."}],
			"provenance":{"source":"feed","source_id":"78","retrieved_at":"2026-01-02T04:04:05+01:00"}}`,
		`{"film":"1","voices":[{"role":"author","critic":"ana-berg"}]}`,
		`{"film":"1","liked":[{"title":"Robot & Frank"}]}`,
		`{"film":"1","outlet":"the-lamp","previous":{"title":"A","url":"https://lamp.example/a"}}`,
		`{"film":"1","outlet":"the-lamp","next":{"title":"A","url":"https://lamp.example/a"}}`,
		whole,
	} {
		made := s.Do(http.MethodPost, "/v1/reviews", body).Want(201, nil)
		read := s.Get(made.Header.Get("Location")).Want(200, nil)
		if string(made.Body) != string(read.Body) || made.Header.Get("ETag") != read.Header.Get("ETag") {
			t.Errorf("%s\nmade %s\nread %s", body, made.Body, read.Body)
		}
	}
}

func TestReviewKeepsEverythingThatWasSent(t *testing.T) {
	s := collection(t)
	made := s.Do(http.MethodPost, "/v1/reviews", whole).Want(201, nil)
	if at := made.Header.Get("Location"); at != "/v1/reviews/1" {
		t.Errorf("Location %q", at)
	}
	var r handlers.Review
	s.Get("/v1/reviews/1?expand=comments,live_notes").Want(200, &r)
	if r.Film.Slug != "her-2013" || r.Outlet.Slug != "the-lamp" || *r.Published != "2014-07" || string(*r.Body) != "It hums along." || *r.Excerpt != "It hums." {
		t.Errorf("got %+v", r)
	}
	if got := r.Rating; got.Score.String() != "100" || *got.Scale != "points-4" || *got.Blurb != "It sings" || *got.Verdict != "positive" || len(got.Flags) != 0 {
		t.Errorf("rating %+v", got)
	}
	if v := r.Voices; len(v) != 2 || v[0].Critic.Slug != "ana-berg" || *v[0].Name != "Ana Berg" || v[1].Critic != nil || v[1].Rating.Score.String() != "83" {
		t.Errorf("voices %+v", v)
	}
	if l := r.Liked; len(l) != 2 || l[0].Film == nil || l[0].Film.Slug != "robot-and-frank-2012" || l[1].Film != nil || l[1].Title != "Stranger than Fiction" {
		t.Errorf("liked %+v", l)
	}
	if p := r.Provenance; *p.Source != "feed" || *p.SourceID != "77" || p.RetrievedAt.Format("15:04Z07:00") != "03:04Z" {
		t.Errorf("provenance %+v", p)
	}
	if p := r.Previous; *p.Title != "Non-Stop" || p.Review != nil || r.Next != nil {
		t.Errorf("previous %+v, next %+v", p, r.Next)
	}
	if c := r.Comments; *c.Declared != 27 || c.Stored != 2 || len(c.Items) != 2 || *c.Items[1].Parent != c.Items[0].ID || *c.Items[0].Posted != "2014-02-13T06:59:00Z" {
		t.Errorf("comments %+v", c)
	}
	if n := r.LiveNotes; r.LiveNoteCount != 2 || len(n) != 2 || n[0].Offset != "3:25" || n[1].Offset != "1:53:33" {
		t.Errorf("live notes %+v", n)
	}
	if !r.Spoiler || *r.Venue != "The Rex" || *r.Licence != "CC-BY-4.0" || *r.Videos[0].Key != "abc" || r.Categories[0] != "Cult" || r.Rights != "full" {
		t.Errorf("got %+v", r)
	}
}

func TestReviewPatchKeepsWhatItDoesNotName(t *testing.T) {
	s := collection(t)
	tag := s.Do(http.MethodPost, "/v1/reviews", whole).Want(201, nil).Header.Get("ETag")
	var before, after handlers.Review
	s.Get("/v1/reviews/1").Want(200, &before)
	s.Do(http.MethodPatch, "/v1/reviews/1", `{"title":"Renamed"}`, "If-Match", tag).Want(200, &after)
	if *after.Title != "Renamed" || after.Version != 2 {
		t.Errorf("patched to %+v", after)
	}
	before.Title, before.Version, before.UpdatedAt = after.Title, after.Version, after.UpdatedAt
	wantSame(t, before, after)
	s.Do(http.MethodPatch, "/v1/reviews/1", `{"title":"x"}`, "If-Match", tag).Want(412, nil)
	s.Do(http.MethodPatch, "/v1/reviews/1", `{"rating":{"raw":"1/5"},"outlet":null,"previous":null,"voices":[]}`).Want(200, &after)
	if after.Rating.Score.String() != "20" || *after.Rating.Scale != "points-5" || after.Outlet != nil || after.Previous != nil || len(after.Voices) != 0 {
		t.Errorf("patched to %+v", after)
	}
	s.Do(http.MethodPatch, "/v1/reviews/1", `{"rating":null}`).Want(200, nil)
	if body := string(s.Get("/v1/reviews/1").Want(200, nil).Body); !strings.Contains(body, `"rating":null`) {
		t.Errorf("rating is still there: %s", body)
	}
}

func TestReviewRefusals(t *testing.T) {
	s := collection(t)
	s.Do(http.MethodPost, "/v1/reviews", whole).Want(201, nil)
	for _, c := range []struct {
		body    string
		status  int
		pointer string
	}{
		{`{}`, 400, "/film"},
		{`{"film":"1","publshed":"2014"}`, 400, "/publshed"},
		{`{"film":"1","comments":[{"body":"a","parent":1}]}`, 400, "/comments/0/parent"},
		{`{"film":"alien-1979"}`, 422, "/film"},
		{`{"film":"1","outlet":"nowhere"}`, 422, "/outlet"},
		{`{"film":"1","published":"2013-02-30"}`, 422, "/published"},
		{`{"film":"1","rating":{"raw":"5.5/5"}}`, 422, "/rating/raw"},
		{`{"film":"1","rating":{"raw":"PG-13"}}`, 422, "/rating/raw"},
		{`{"film":"1","rating":{"raw":"8","scale":"points-of-light"}}`, 422, "/rating/scale"},
		{`{"film":"1","voices":[{"role":"author","critic":"nobody"}]}`, 422, "/voices/0/critic"},
		{`{"film":"1","voices":[{"role":"author"}]}`, 422, "/voices/0"},
		{`{"film":"1","voices":[{"role":"author","name":"A","rating":{"raw":"11/10"}}]}`, 422, "/voices/0/rating/raw"},
		{`{"film":"1","liked":[{"film":"alien-1979"}]}`, 422, "/liked/0/film"},
		{`{"film":"1","liked":[{}]}`, 422, "/liked/0"},
		{`{"film":"1","provenance":{"retrieved_at":"2013-02-30T00:00:00Z"}}`, 422, "/provenance/retrieved_at"},
		{`{"film":"1","comments":[{"body":"a","reply_to":0}]}`, 422, "/comments/0/reply_to"},
		{`{"film":"1","comments":[{"body":"a"},{"body":"b","posted":"2013-02-30"}]}`, 422, "/comments/1/posted"},
		{`{"film":"1","url":"http://lamp.example/her?fbclid=1&utm_medium=y"}`, 409, "/url"},
		{`{"film":"2","provenance":{"source":"feed","source_id":"77"}}`, 409, "/provenance/source_id"},
	} {
		a := s.Do(http.MethodPost, "/v1/reviews", c.body)
		wantProblem(t, a, c.status, c.pointer)
		if c.status == 409 && !strings.Contains(string(a.Body), "/v1/reviews/1 ") {
			t.Errorf("%s does not name review 1", a.Body)
		}
	}
	// One page may review several films.
	review(t, s, `{"film":"2","url":"https://lamp.example/her"}`)
	for _, path := range []string{"/v1/reviews/99", "/v1/reviews/x", "/v1/films/99/reviews", "/v1/films/99/live-notes", "/v1/reviews/99/comments"} {
		s.Get(path).Want(404, nil)
	}
}

func TestReviewIsNeverHalfWritten(t *testing.T) {
	s := collection(t)
	before := string(s.Get("/v1/changes").Want(200, nil).Body)
	s.Do(http.MethodPost, "/v1/reviews", `{"film":"1","rating":{"raw":"2/5"},"live_notes":[{"offset_seconds":1,"text":"x"}],
		"comments":[{"body":"a"},{"body":"b","reply_to":7}]}`).Want(422, nil)
	if got := string(s.Get("/v1/changes").Body); got != before {
		t.Errorf("changes: %s", got)
	}
	var reviews handlers.ReviewPage
	s.Get("/v1/reviews?total=true").Want(200, &reviews)
	var notes handlers.FilmLiveNotePage
	s.Get("/v1/films/1/live-notes?total=true").Want(200, &notes)
	if *reviews.Total != 0 || *notes.Total != 0 {
		t.Errorf("%d reviews and %d notes are left", *reviews.Total, *notes.Total)
	}
	var films handlers.FilmPage
	s.Get("/v1/films?sort=-reviews&rated_from=1").Want(200, &films)
	if len(films.Items) != 0 {
		t.Errorf("a film counts a review that is not there")
	}
}

func TestRightsDecideWhatIsShown(t *testing.T) {
	s := collection(t)
	for _, c := range []struct{ rights, body, excerpt string }{{"full", `"B"`, `"E"`}, {"excerpt", `null`, `"E"`}, {"link", `null`, `null`}} {
		r := review(t, s, map[string]any{"film": "1", "body": "B", "excerpt": "E", "rights": c.rights})
		for _, path := range []string{"/v1/reviews?expand=body&limit=1&sort=-added", "/v1/reviews/" + itoa(r.ID)} {
			got := string(s.Get(path).Want(200, nil).Body)
			if !strings.Contains(got, `"body":`+c.body) || !strings.Contains(got, `"excerpt":`+c.excerpt) {
				t.Errorf("%s with rights %s sends %s", path, c.rights, got)
			}
		}
		// What is stored stays, whatever is shown.
		var again handlers.Review
		s.Do(http.MethodPatch, "/v1/reviews/"+itoa(r.ID), `{"rights":"full"}`).Want(200, &again)
		if string(*again.Body) != "B" || *again.Excerpt != "E" {
			t.Errorf("rights %s lost the text: %+v", c.rights, again)
		}
	}
	if got := string(s.Get("/v1/reviews").Want(200, nil).Body); strings.Contains(got, `"body"`) {
		t.Errorf("a list sends bodies unasked: %s", got)
	}
}
