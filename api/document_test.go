package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"reelscore/api"
	"reelscore/docs"
	"reelscore/internal/testkit"
)

// documented is what the tests look at in the document.
type documented struct {
	Paths map[string]map[string]struct {
		Security []map[string][]string `json:"security"`
	} `json:"paths"`
}

func document(t *testing.T) documented {
	t.Helper()
	var doc documented
	if err := json.Unmarshal(docs.OpenAPI(), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestRoutesAndDocumentAgree(t *testing.T) {
	var routed, written []string
	for _, r := range api.Table() {
		segments := strings.Split(r.Path, "/")
		for i, s := range segments {
			if name, is := strings.CutPrefix(s, ":"); is {
				segments[i] = "{" + name + "}"
			}
		}
		routed = append(routed, r.Method+" "+strings.Join(segments, "/")+" "+r.Scope)
	}
	for path, item := range document(t).Paths {
		for method, op := range item {
			scope := ""
			if len(op.Security) == 0 {
				scope = "open"
			}
			for _, s := range op.Security {
				scope = strings.Join(s["bearer"], "+")
			}
			written = append(written, strings.ToUpper(method)+" "+path+" "+scope)
		}
	}
	for _, r := range routed {
		if !slices.Contains(written, r) {
			t.Errorf("the route %q is not in the document as such (@Router; scope admin is @Security bearer[admin])", r)
		}
	}
	for _, w := range written {
		if !slices.Contains(routed, w) {
			t.Errorf("the operation %q is not in the route table as such", w)
		}
	}
}

func TestDocumentAndSwaggerUIAreServed(t *testing.T) {
	s := testkit.Start(t)
	answer := s.Get("/openapi.json").Want(200, nil)
	if !bytes.Equal(answer.Body, docs.OpenAPI()) || answer.Header.Get("Content-Type") != "application/json" {
		t.Error("/openapi.json is not the document")
	}
	s.Get("/openapi.json", "If-None-Match", answer.Header.Get("ETag")).Want(http.StatusNotModified, nil)
	for _, name := range []string{"", "init.js", "brand.css", "swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"} {
		a := s.Get("/docs/"+name).Want(200, nil)
		if policy := a.Header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'; script-src 'self'") {
			t.Errorf("/docs/%s has the policy %q", name, policy)
		}
	}
	if page := s.Get("/").Want(200, nil); !strings.Contains(string(page.Body), `<main id="swagger-ui">`) {
		t.Error("/ does not lead to Swagger UI")
	}
	s.Get("/docs/nothing.js").Want(404, nil)
}
