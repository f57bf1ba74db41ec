package api_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"reelscore/api"
	"reelscore/handlers"
	"reelscore/internal/testkit"
)

func TestSystemRoutes(t *testing.T) {
	s := testkit.Start(t, func(o *api.Options) { o.Private = true })
	s.Get("/healthz", "Authorization", "").Want(200, nil)
	s.Get("/readyz", "Authorization", "").Want(200, nil)
	var i handlers.Index
	s.Get("/v1", "Authorization", "").Want(200, &i)
	if i.Resources["films"] != "/v1/films" || i.Version != "test" || i.OpenAPI == "" {
		t.Errorf("%+v", i)
	}
	if err := s.Store.Close(); err != nil {
		t.Fatal(err)
	}
	s.Get("/readyz", "Authorization", "").Want(503, nil)
	s.Get("/healthz", "Authorization", "").Want(200, nil)
}

func TestReadinessEndsWithTheServer(t *testing.T) {
	stopping := make(chan struct{})
	h := &handlers.API{Store: testkit.Start(t).Store, Stopping: stopping}
	handler, err := api.New(h, api.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{http.StatusOK, http.StatusServiceUnavailable} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequestWithContext(context.Background(), http.MethodGet, "/readyz", nil))
		if w.Code != want {
			t.Errorf("readyz %d, want %d: %s", w.Code, want, w.Body)
		}
		if want == http.StatusOK {
			close(stopping)
		}
	}
}

func TestUnknownAddressesAndMethods(t *testing.T) {
	s := testkit.Start(t)
	for _, path := range []string{"/v1/nothing", "/v1/films/", "/v1/films//", "/nothing", "/v1/"} {
		s.Get(path).Want(404, nil)
	}
	a := s.Do(http.MethodPut, "/v1/films", nil).Want(405, nil)
	for _, method := range []string{"GET", "HEAD", "POST", "OPTIONS"} {
		if !strings.Contains(a.Header.Get("Allow"), method) {
			t.Errorf("Allow is %q, without %s", a.Header.Get("Allow"), method)
		}
	}
	if o := s.Do(http.MethodOptions, "/v1/films/1", nil).Want(204, nil); !strings.Contains(o.Header.Get("Allow"), "PATCH") {
		t.Errorf("Allow is %q", o.Header.Get("Allow"))
	}
	s.Do(http.MethodOptions, "/v1/nothing", nil).Want(404, nil)
}

func TestHeadAnswersAsGetWithoutABody(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	for _, r := range api.Table() {
		if r.Method != http.MethodGet {
			continue
		}
		path := strings.NewReplacer(":film", "her-2013", ":key", "1", ":", "0").Replace(r.Path)
		g, h := s.Get(path, "Accept-Encoding", "identity"), s.Do(http.MethodHead, path, nil, "Accept-Encoding", "identity")
		if h.Status != g.Status || len(h.Body) != 0 || h.Header.Get("ETag") != g.Header.Get("ETag") && r.Path != "/v1/keys" && r.Path != "/v1/keys/:key" {
			t.Errorf("HEAD %s: %d %v; GET: %d %v", path, h.Status, h.Header, g.Status, g.Header)
		}
	}
}
