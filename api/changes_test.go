package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

func TestChangesCanBePolledForEver(t *testing.T) {
	s := testkit.Start(t)
	var seen []string
	after := int64(0)
	poll := func() {
		t.Helper()
		next := fmt.Sprintf("/v1/changes?limit=2&after=%d", after)
		for next != "" {
			var page handlers.ChangePage
			s.Get(next).Want(200, &page)
			for _, c := range page.Items {
				if c.Seq <= after || c.Seq > page.Last {
					t.Errorf("change %d does not lie after %d up to %d", c.Seq, after, page.Last)
				}
				seen = append(seen, c.Resource+c.ID+c.Action)
			}
			after, next = page.Last, ""
			if page.Next != nil {
				next = *page.Next
			}
		}
	}
	poll()
	s.Do(http.MethodPost, "/v1/outlets", `{"name":"A"}`).Want(201, nil)
	poll()
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	s.Do(http.MethodPatch, "/v1/outlets/1", `{"name":"B"}`).Want(200, nil)
	s.Do(http.MethodPost, "/v1/films", `{"title":""}`).Want(400, nil)
	poll()
	poll()
	s.Do(http.MethodDelete, "/v1/outlets/1", nil).Want(204, nil)
	poll()
	if got, want := strings.Join(seen, " "), "outlet1created person1created film1created outlet1updated outlet1deleted"; got != want {
		t.Errorf("saw %q, want %q", got, want)
	}
}

func TestChangesFilters(t *testing.T) {
	s := testkit.Start(t)
	var start handlers.ChangePage
	s.Get("/v1/changes").Want(200, &start)
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	s.Do(http.MethodPost, "/v1/films", `{"title":"Alien","year":1979}`).Want(201, nil)
	s.Do(http.MethodDelete, "/v1/films/alien-1979", nil).Want(204, nil)
	for query, want := range map[string]string{
		"resource=person": "person1", "resource=film": "film1 film2 film2", "resource=film,person": "person1 film1 film2 film2",
		"film=her-2013": "film1", "film=imdb:tt1798709": "film1", "film=2": "film2 film2", "resource=review": "", "film=2&resource=person": "",
	} {
		var page handlers.ChangePage
		s.Get("/v1/changes?"+query).Want(200, &page)
		var got []string
		for _, c := range page.Items {
			got = append(got, c.Resource+c.ID)
		}
		if strings.Join(got, " ") != want || page.Last != start.Last+4 || page.Next != nil {
			t.Errorf("%s lists %q up to %d, want %q up to %d", query, got, page.Last, want, start.Last+4)
		}
	}
	wantText(t, s.Get("/v1/changes?film=alien-1979").Want(422, nil), `"parameter":"film"`)
	wantText(t, s.Get(fmt.Sprintf("/v1/changes?after=%d", start.Last+5)).Want(422, nil), `"parameter":"after"`, fmt.Sprintf("after %d", start.Last+4))
	wantText(t, s.Get("/v1/changes?resource=films").Want(400, nil), `"parameter":"resource"`)
	wantText(t, s.Get("/v1/changes?since=1").Want(400, nil), `"parameter":"since"`)
	s.Get("/v1/changes?after=-1").Want(400, nil)
	s.Get("/v1/changes?limit=1001").Want(400, nil)
}

func TestGenresCountFilms(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	s.Do(http.MethodPost, "/v1/films", `{"title":"Alien","genres":["sci-fi","Horreur","Space Opera"]}`).Want(201, nil)
	var list handlers.GenrePage
	s.Get("/v1/genres").Want(200, &list)
	films := map[string]int64{}
	for _, g := range list.Items {
		films[g.Name] = g.Films
		if g.Canonical == (g.Name == "Space Opera") || g.Synonyms == nil {
			t.Errorf("listed %+v", g)
		}
	}
	for name, want := range map[string]int64{"Science Fiction": 2, "Horror": 1, "Drama": 1, "Space Opera": 1, "Western": 0} {
		if got, listed := films[name]; got != want || !listed {
			t.Errorf("%s: %d films, want %d", name, got, want)
		}
	}
	wantText(t, s.Get("/v1/genres?limit=2").Want(400, nil), `"parameter":"limit"`)
}

func TestChangesPolledWhileOthersWrite(t *testing.T) {
	s := testkit.Start(t)
	const writers, each = 4, 15
	var writing sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for i := range each {
				s.Do(http.MethodPost, "/v1/critics", map[string]string{"name": fmt.Sprintf("Critic %d-%d", w, i)})
			}
		})
	}
	done := make(chan struct{})
	go func() { writing.Wait(); close(done) }()
	seen := map[int64]bool{}
	for after, last := int64(0), false; ; {
		select {
		case <-done:
			last = true
		default:
		}
		var page handlers.ChangePage
		s.Get(fmt.Sprintf("/v1/changes?resource=critic&limit=1000&after=%d", after)).Want(200, &page)
		for _, c := range page.Items {
			if seen[c.Seq] {
				t.Errorf("change %d comes twice", c.Seq)
			}
			seen[c.Seq] = true
		}
		after = page.Last
		if last {
			break
		}
	}
	if len(seen) != writers*each {
		t.Errorf("saw %d of %d changes", len(seen), writers*each)
	}
}
