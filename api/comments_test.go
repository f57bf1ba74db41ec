package api_test

import (
	"net/http"
	"strings"
	"testing"

	"reelscore/handlers"
)

func TestCommentsLiveWithTheirReview(t *testing.T) {
	s := collection(t)
	review(t, s, `{"film":"1","declared_comments":3}`)
	review(t, s, `{"film":"2","comments":[{"body":"Elsewhere."}]}`)
	var first, second handlers.Comment
	made := s.Do(http.MethodPost, "/v1/reviews/1/comments", `{"name":"Lee","url":"https://lee.example","posted":"2014-02","body":"No."}`).Want(201, &first)
	if at := made.Header.Get("Location"); at != "/v1/reviews/1/comments/2" || *first.Posted != "2014-02" || first.Review != 1 {
		t.Errorf("created %s at %s", made.Body, at)
	}
	s.Do(http.MethodPost, "/v1/reviews/1/comments", map[string]any{"body": "Yes.", "parent": first.ID}).Want(201, &second)
	if *second.Parent != first.ID {
		t.Errorf("answers %v", second.Parent)
	}
	wantProblem(t, s.Do(http.MethodPost, "/v1/reviews/1/comments", `{"body":"x","parent":1}`), 422, "/parent") // of the other review
	wantProblem(t, s.Do(http.MethodPost, "/v1/reviews/1/comments", `{"body":"x","parent":99}`), 422, "/parent")
	wantProblem(t, s.Do(http.MethodPost, "/v1/reviews/1/comments", `{"body":"x","posted":"2014-02-30T00:00:00Z"}`), 422, "/posted")
	wantProblem(t, s.Do(http.MethodPost, "/v1/reviews/1/comments", `{"body":""}`), 400, "/body")
	wantProblem(t, s.Do(http.MethodPatch, "/v1/reviews/1/comments/2", map[string]any{"parent": second.ID}), 422, "/parent") // a circle
	s.Do(http.MethodPost, "/v1/reviews/99/comments", `{"body":"x"}`).Want(404, nil)
	s.Get("/v1/reviews/1/comments/1").Want(404, nil)

	tag := s.Get("/v1/reviews/1/comments/3").Want(200, nil).Header.Get("ETag")
	s.Do(http.MethodPatch, "/v1/reviews/1/comments/3", `{"body":"Yes!","name":"Kim"}`, "If-Match", tag).Want(200, &second)
	if second.Body != "Yes!" || *second.Name != "Kim" || *second.Parent != first.ID || second.Version != 2 {
		t.Errorf("patched to %+v", second)
	}
	s.Do(http.MethodDelete, "/v1/reviews/1/comments/3", nil, "If-Match", tag).Want(412, nil)

	var r handlers.Review
	s.Get("/v1/reviews/1").Want(200, &r)
	if *r.Comments.Declared != 3 || r.Comments.Stored != 2 || r.Version != 1 {
		t.Errorf("comments %+v, version %d", r.Comments, r.Version)
	}
	s.Do(http.MethodDelete, "/v1/reviews/1/comments/2", nil).Want(204, nil)
	s.Get("/v1/reviews/1/comments/3").Want(200, &second)
	if second.Parent != nil {
		t.Errorf("still answers %d", *second.Parent)
	}
	var page handlers.CommentPage
	s.Get("/v1/reviews/1/comments?total=true").Want(200, &page)
	s.Get("/v1/reviews/1").Want(200, &r)
	if *page.Total != 1 || page.Items[0].ID != 3 || r.Comments.Stored != 1 {
		t.Errorf("left are %+v, counted %d", page.Items, r.Comments.Stored)
	}
}

func TestLiveNotesOfAFilmComeByTime(t *testing.T) {
	s := collection(t)
	review(t, s, `{"film":"1","title":"Live","url":"https://lamp.example/live","outlet":"the-lamp","live_notes":[{"offset_seconds":6813,"text":"c"},{"offset_seconds":205,"text":"a"}]}`)
	review(t, s, `{"film":"1","title":"Also live"}`)
	var note handlers.LiveNote
	made := s.Do(http.MethodPost, "/v1/reviews/2/live-notes", `{"offset_seconds":3600,"text":"b"}`).Want(201, &note)
	if at := made.Header.Get("Location"); at != "/v1/reviews/2/live-notes/3" || note.Offset != "1:00:00" {
		t.Errorf("created %s at %s", made.Body, at)
	}
	texts := func(path string) string {
		var got []string
		for next := path; next != ""; {
			var page handlers.FilmLiveNotePage
			s.Get(next).Want(200, &page)
			for _, n := range page.Items {
				got = append(got, n.Text)
			}
			next = ""
			if page.Next != nil {
				next = *page.Next
			}
		}
		return strings.Join(got, "")
	}
	if got := texts("/v1/films/her-2013/live-notes?limit=1"); got != "abc" {
		t.Errorf("the film's notes are %q", got)
	}
	if got := texts("/v1/reviews/1/live-notes?limit=1"); got != "ac" {
		t.Errorf("the review's notes are %q", got)
	}
	var page handlers.FilmLiveNotePage
	s.Get("/v1/films/1/live-notes").Want(200, &page)
	if n := page.Items[0]; n.Review != 1 || *n.From.Title != "Live" || *n.From.URL != "https://lamp.example/live" || n.From.Outlet.Slug != "the-lamp" {
		t.Errorf("first note is from %+v", n.From)
	}
	s.Do(http.MethodPatch, "/v1/reviews/2/live-notes/3", `{"offset_seconds":10}`).Want(200, &note)
	if note.Offset != "0:10" || note.Text != "b" || note.Version != 2 {
		t.Errorf("patched to %+v", note)
	}
	wantProblem(t, s.Do(http.MethodPatch, "/v1/reviews/2/live-notes/3", `{"offset_seconds":-1}`), 400, "/offset_seconds")
	s.Do(http.MethodPatch, "/v1/reviews/2", `{"film":"2"}`).Want(200, nil)
	if a, b := texts("/v1/films/1/live-notes"), texts("/v1/films/2/live-notes"); a != "ac" || b != "b" {
		t.Errorf("after the move the films' notes are %q and %q", a, b)
	}
	for film, want := range map[string]string{
		"1": `"resource":"review","id":"2","film":1,"action":"updated"`, "2": `"resource":"review","id":"2","film":2,"action":"updated"`,
	} {
		if got := string(s.Get("/v1/changes?film="+film+"&resource=review").Want(200, nil).Body); !strings.Contains(got, want) {
			t.Errorf("the changes of film %s do not tell of the move: %s", film, got)
		}
	}
	s.Do(http.MethodDelete, "/v1/reviews/1/live-notes/1", nil).Want(204, nil)
	var r handlers.Review
	s.Get("/v1/reviews/1?expand=live_notes").Want(200, &r)
	if r.LiveNoteCount != 1 || len(r.LiveNotes) != 1 || r.LiveNotes[0].Text != "a" {
		t.Errorf("left are %+v, counted %d", r.LiveNotes, r.LiveNoteCount)
	}
	s.Do(http.MethodDelete, "/v1/reviews/1", nil).Want(204, nil)
	if got := texts("/v1/films/1/live-notes"); got != "" {
		t.Errorf("notes of a deleted review: %q", got)
	}
}
