package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

// history is one kind of write, made again and again, and an address whose answer tells how often.
type history struct {
	name  string
	write func(n int)
	path  string
	// seen reads from an answer which of the writes it knows of: the last, or later.
	seen func(answer page) int
	// times is how often it is written; 0 for often. It was written before as often as before says.
	times, before int
}

// often is how often most histories are written.
const often = 40

// page is as much of all answers as tells which write they know of.
type page struct {
	Tagline string
	Version int
	Reviews int
	Total   int
	Name    string
	Outlet  struct{ Name string }
	Credits []struct{ Person struct{ Name string } }
	Items   []struct {
		Outlet  struct{ Name string }
		Tagline string
		Liked   []struct{ Film struct{ Title string } }
		Voices  []struct{ Critic struct{ Name string } }
	}
	Bayes float64
}

// number is the number at the end of a name.
func number(name string) (n int) {
	_, _ = fmt.Sscanf(name, "Name %d", &n)
	return n
}

// TestNoAnswerIsOlderThanAWriteBeforeIt writes in many ways at once, while readers ask: none may get an answer that is older
// than a write which was acknowledged before the request began.
func TestNoAnswerIsOlderThanAWriteBeforeIt(t *testing.T) {
	s := testkit.Start(t)
	race(t, s, allHistories(t, s))
}

// allHistories are all kinds of writes, on a collection that is made for them.
func allHistories(t *testing.T, s *testkit.Server) []history {
	s.RunImports()
	do := func(method, path string, want int, body string, args ...any) {
		s.Do(method, path, fmt.Sprintf(body, args...)).Want(want, nil)
	}
	for n := range 6 {
		do(http.MethodPost, "/v1/films", 201, `{"title":"Film %d","year":2001,"credits":[{"name":"Jo Doe","role":"director"}]}`, n+1)
	}
	do(http.MethodPost, "/v1/outlets", 201, `{"name":"Name 0"}`)
	do(http.MethodPost, "/v1/critics", 201, `{"name":"Name 0"}`)
	do(http.MethodPost, "/v1/reviews", 201, `{"film":"1","outlet":"1","voices":[{"role":"author","critic":"1"}],"liked":[{"title":"Another","film":"5"}]}`)
	do(http.MethodPost, "/v1/reviews", 201, `{"film":"5"}`)
	patch := func(path, body string) func(int) {
		return func(n int) { do(http.MethodPatch, path, 200, body, n) }
	}
	return []history{
		{name: "film", write: patch("/v1/films/1", `{"tagline":"Name %d"}`), path: "/v1/films/film-1-2001", seen: func(p page) int { return number(p.Tagline) }},
		{name: "film in a list", write: patch("/v1/films/6", `{"tagline":"Name %d"}`), path: "/v1/films?sort=-added&limit=1&year_to=2001", seen: func(p page) int { return number(p.Items[0].Tagline) }},
		{name: "liked film", write: patch("/v1/films/5", `{"title":"Name %d"}`), path: "/v1/films/1/reviews", seen: func(p page) int { return number(p.Items[0].Liked[0].Film.Title) }},
		{name: "outlet", write: patch("/v1/outlets/1", `{"name":"Name %d"}`), path: "/v1/reviews/1", seen: func(p page) int { return number(p.Outlet.Name) }, times: 10},
		{name: "critic", write: patch("/v1/critics/1", `{"name":"Name %d"}`), path: "/v1/films/1/reviews?limit=1", seen: func(p page) int { return number(p.Items[0].Voices[0].Critic.Name) }, times: 10},
		{name: "person", write: patch("/v1/people/1", `{"name":"Name %d"}`), path: "/v1/films/2?expand=credits", seen: func(p page) int { return number(p.Credits[0].Person.Name) }, times: 10},
		{name: "reviews", write: func(n int) {
			do(http.MethodPost, "/v1/reviews", 201, `{"film":"2","rating":{"raw":"%d/100"}}`, n%100)
		}, path: "/v1/films/2/score", seen: func(p page) int { return p.Reviews }},
		{name: "review moved away", write: func(n int) {
			film := 6 - n%2*3
			do(http.MethodPatch, "/v1/reviews/2", 200, `{"film":"%d","title":"Name %d"}`, film, n)
		}, path: "/v1/reviews/2", seen: func(p page) int { return p.Version - 1 }, times: 10},
		{name: "comments", write: func(n int) { do(http.MethodPost, "/v1/reviews/1/comments", 201, `{"body":"Number %d"}`, n) },
			path: "/v1/reviews/1/comments?total=true&limit=1", seen: func(p page) int { return p.Total }},
		{name: "merge", write: func(n int) {
			made := s.Do(http.MethodPost, "/v1/films", `{"title":"Twin"}`)
			var twin handlers.Film
			made.Want(201, &twin)
			do(http.MethodPost, "/v1/reviews", 201, `{"film":"%d","title":"Number %d"}`, twin.ID, n)
			do(http.MethodPost, "/v1/films/4/merge", 200, `{"from":"%d"}`, twin.ID)
		}, path: "/v1/films/4/score", seen: func(p page) int { return p.Reviews }, times: 8},
		{name: "import", write: func(n int) {
			upload(t, s, fmt.Sprintf("?name=%d.csv", n), fmt.Sprintf("title,year,outlet,rating,date\nFilm 3,2001,The Kettle,3/5,2014-%02d-%02d\n", 1+n/28%12, 1+n%28))
		}, path: "/v1/films/3/reviews?total=true&limit=1&outlet=the-kettle", seen: func(p page) int { return p.Total }, times: 8},
		{name: "import in a list", write: func(n int) {
			upload(t, s, fmt.Sprintf("?name=list-%d.csv", n), fmt.Sprintf("title,year,outlet,rating,date\nFilm 3,2001,The Lamp,3/5,2014-%02d-%02d\n", 1+n/28%12, 1+n%28))
		}, path: "/v1/reviews?total=true&limit=1&outlet=the-lamp", seen: func(p page) int { return p.Total }, times: 8},
	}
}

// race makes all histories at once, while readers ask.
func race(t *testing.T, s *testkit.Server, histories []history) {
	var writers, readers sync.WaitGroup
	done := make(chan struct{})
	for _, h := range histories {
		var acknowledged atomic.Int64
		times := h.times
		if times == 0 {
			times = often
		}
		times += h.before
		acknowledged.Store(int64(h.before))
		writers.Go(func() {
			for n := h.before + 1; n <= times; n++ {
				h.write(n)
				acknowledged.Store(int64(n))
			}
		})
		readers.Go(func() {
			for asked := 0; ; asked++ {
				least := int(acknowledged.Load())
				var answer page
				a := s.Get(h.path)
				if err := json.Unmarshal(a.Body, &answer); err != nil || a.Status != http.StatusOK {
					t.Errorf("%s: %d %v in %s", h.name, a.Status, err, a.Body)
					return
				}
				if got := h.seen(answer); got < least {
					t.Errorf("%s: the answer knows of write %d after write %d was acknowledged: %s", h.name, got, least, a.Body)
					return
				}
				select {
				case <-done:
					if got := h.seen(answer); least == times && got < times {
						t.Errorf("%s: the last answer knows of %d writes, not %d", h.name, got, times)
					}
					return
				default:
				}
			}
		})
	}
	writers.Wait()
	close(done)
	readers.Wait()
}

// TestWritesLeaveOtherAnswersAlone asks for pages of a film again after writes that do not concern it.
func TestWritesLeaveOtherAnswersAlone(t *testing.T) {
	s := testkit.Start(t)
	for _, title := range []string{"Her", "Brazil"} {
		s.Do(http.MethodPost, "/v1/films", map[string]any{"title": title}).Want(201, nil)
		s.Do(http.MethodPost, "/v1/reviews", map[string]any{"film": fmt.Sprint(1 + len(title)/6), "rating": map[string]any{"raw": "3/5"}}).Want(201, nil)
	}
	mine := []string{"/v1/films/her", "/v1/films/1?expand=score,reviews,credits", "/v1/films/1/score", "/v1/films/1/reviews", "/v1/reviews/1", "/v1/films?ids=1"}
	writes := map[string]func(){
		"a review": func() {
			s.Do(http.MethodPost, "/v1/reviews", map[string]any{"film": "2", "rating": map[string]any{"raw": "3/5"}}).Want(201, nil)
		},
		"a change":     func() { s.Do(http.MethodPatch, "/v1/films/2", map[string]any{"tagline": "New"}).Want(200, nil) },
		"a new film":   func() { s.Do(http.MethodPost, "/v1/films", map[string]any{"title": "Heat"}).Want(201, nil) },
		"a new outlet": func() { s.Do(http.MethodPost, "/v1/outlets", map[string]any{"name": "The Lamp"}).Want(201, nil) },
		"a named answer": func() {
			s.Do(http.MethodPost, "/v1/ratings/parse", map[string]any{"ratings": []any{}}, "Idempotency-Key", "x")
		},
	}
	for name, write := range writes {
		asked := int64(0)
		for range 3 { // A server that lost sight of its database forgets all, as it must, but not three times in a row.
			for _, path := range mine {
				s.Get(path, "Authorization", "").Want(200, nil) // A key would be read again.
			}
			write()
			time.Sleep(250 * time.Millisecond) // Our own writes are not taken for those of another program, which are seen by then.
			before := s.Queries()
			for _, path := range mine {
				s.Get(path, "Authorization", "").Want(200, nil)
			}
			if asked = s.Queries() - before; asked == 0 {
				break
			}
		}
		if asked != 0 {
			t.Errorf("after %s, pages of another film asked the database %d times", name, asked)
		}
	}
	before := s.Queries()
	s.Get("/v1/films").Want(200, nil)
	if s.Queries() == before {
		t.Error("a list came from memory after a write")
	}
}
