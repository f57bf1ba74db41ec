package api_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"reelscore/api"
	"reelscore/internal/testkit"
)

func TestEveryAnswerHasTheStandingHeaders(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	for _, c := range []struct {
		method, path, key, caching string
	}{
		{"GET", "/v1/films/1", "", "public, max-age=0, must-revalidate"},
		{"GET", "/v1/films/1", "Bearer " + s.Key, "private, max-age=0, must-revalidate"},
		{"GET", "/v1/keys", "Bearer " + s.Key, "no-store"},
		{"DELETE", "/v1/films/99", "Bearer " + s.Key, "no-store"},
		{"GET", "/v1/nothing", "", "no-store"},
		{"GET", "/healthz", "", "no-store"},
	} {
		h := s.Do(c.method, c.path, nil, "Authorization", c.key).Header
		if h.Get("Cache-Control") != c.caching {
			t.Errorf("%s %s: Cache-Control %q, want %q", c.method, c.path, h.Get("Cache-Control"), c.caching)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'", "X-Request-Id": "", "Vary": "",
		} {
			if got := h.Get(name); got == "" || !strings.HasPrefix(got, want) {
				t.Errorf("%s %s: %s is %q", c.method, c.path, name, got)
			}
		}
		if vary := strings.Join(h.Values("Vary"), ","); !strings.Contains(vary, "Authorization") || !strings.Contains(vary, "Accept-Encoding") {
			t.Errorf("%s %s: Vary %q", c.method, c.path, vary)
		}
	}
}

func TestPagesAreNotFramedAndTellNobodyWhereFrom(t *testing.T) {
	s := testkit.Start(t)
	h := s.Get("/docs/").Want(200, nil).Header
	for name, want := range map[string]string{"X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Content-Security-Policy": "frame-ancestors 'none'"} {
		if got := h.Get(name); !strings.Contains(got, want) {
			t.Errorf("%s is %q", name, got)
		}
	}
}

func TestCompressedAnswersKeepTheirETag(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", map[string]any{"title": "Her", "synopsis": strings.Repeat("A man falls in love. ", 200)}).Want(201, nil)
	plain := s.Get("/v1/films/1", "Accept-Encoding", "identity").Want(200, nil)
	zipped := s.Get("/v1/films/1", "Accept-Encoding", "gzip").Want(200, nil)
	r, err := gzip.NewReader(bytes.NewReader(zipped.Body))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil || !bytes.Equal(text, plain.Body) || len(zipped.Body) > len(plain.Body)/5 {
		t.Fatalf("%v; %d bytes zipped, %d plain", err, len(zipped.Body), len(plain.Body))
	}
	tag, other := zipped.Header.Get("ETag"), plain.Header.Get("ETag")
	if tag == other || plain.Header.Get("Content-Encoding") != "" {
		t.Errorf("two representations share %s", tag)
	}
	for _, known := range []string{tag, other, `"x", ` + tag} {
		a := s.Get("/v1/films/1", "If-None-Match", known, "Accept-Encoding", "gzip").Want(304, nil)
		if !strings.Contains(known, a.Header.Get("ETag")) || len(a.Body) != 0 {
			t.Errorf("304 for %s has ETag %s", known, a.Header.Get("ETag"))
		}
	}
	s.Do(http.MethodPatch, "/v1/films/1", `{"year":2013}`, "If-Match", tag).Want(200, nil)
}

func TestBrowsersOfOtherOrigins(t *testing.T) {
	for _, c := range []struct {
		name             string
		origins          []string
		origin, method   string
		allowed, exposes bool
	}{
		{"anyone may read", nil, "https://app.example", "GET", true, true},
		{"nobody may write", nil, "https://app.example", "POST", false, false},
		{"a listed origin may read", []string{"https://app.example"}, "https://app.example", "GET", true, true},
		{"a listed origin may write", []string{"https://app.example"}, "https://app.example", "PATCH", true, false},
		{"another may not", []string{"https://app.example"}, "https://evil.example", "GET", false, false},
		{"all may write", []string{"*"}, "https://app.example", "DELETE", true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := testkit.Start(t, func(o *api.Options) { o.CORSOrigins = c.origins })
			pre := s.Do(http.MethodOptions, "/v1/films", nil, "Authorization", "", "Origin", c.origin,
				"Access-Control-Request-Method", c.method, "Access-Control-Request-Headers", "authorization").Want(204, nil)
			if got := pre.Header.Get("Access-Control-Allow-Origin") != ""; got != c.allowed {
				t.Errorf("preflight: %v", pre.Header)
			}
			if c.exposes {
				a := s.Get("/v1/films", "Origin", c.origin).Want(200, nil)
				for _, name := range []string{"ETag", "Link", "Location", "X-Request-Id", "Ratelimit", "Retry-After"} {
					if !strings.Contains(strings.ToLower(a.Header.Get("Access-Control-Expose-Headers")), strings.ToLower(name)) {
						t.Errorf("%s is not exposed: %v", name, a.Header)
					}
				}
			}
		})
	}
}

func TestAcceptMustIncludeJSON(t *testing.T) {
	s := testkit.Start(t)
	for accept, status := range map[string]int{
		"": 200, "*/*": 200, "application/json": 200, "application/*;q=0.1": 200, "text/html, */*;q=0.8": 200, "application/problem+json": 200,
		"text/html": 406, "application/xml, text/csv": 406, "application/json;q=0": 406, "application/json;q=0, */*": 406, "nonsense": 406,
	} {
		a := s.Get("/v1/films", "Accept", accept)
		if a.Status != status {
			t.Errorf("Accept %q: %d, want %d", accept, a.Status, status)
		}
	}
}
