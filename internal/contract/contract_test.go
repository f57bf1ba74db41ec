package contract_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"reelscore/internal/contract"
)

const (
	outlet = `{"id":1,"name":"Lantern","slug":"lantern","url":null,"feed_url":null,"description":null,"default_scale":null,"weight":1,"language":"en",
		"sample":false,"version":1,"created_at":"2026-01-02T15:04:05Z","updated_at":"2026-01-02T15:04:05Z"}`
	problem = `{"type":"urn:x","title":"Invalid request","status":400,"detail":"no","code":"invalid","request_id":"1"}`
	asJSON  = "application/json"
	asFault = "application/problem+json"
)

// TestBreachesAreFound forges one exchange after the other: each is right but for one thing, or right.
func TestBreachesAreFound(t *testing.T) {
	c, err := contract.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, forged := range []struct {
		method, target, sent string
		status               int
		kind, body, want     string
	}{
		{"GET", "/v1/outlets/1", "", 200, asJSON, outlet, ""},
		{"GET", "/v1/outlets/1", "", 200, asJSON, strings.Replace(outlet, `"id":1`, `"id":1,"secret":2`, 1), "secret"},
		{"GET", "/v1/outlets/1", "", 200, asJSON, strings.Replace(outlet, `"id":1`, `"id":"1"`, 1), "integer"},
		{"GET", "/v1/outlets/1", "", 200, asJSON, strings.Replace(outlet, `"id":1,`, ``, 1), "id"},
		{"GET", "/v1/outlets/1", "", 200, asJSON, strings.Replace(outlet, `"slug":"lantern"`, `"slug":null`, 1), "slug"},
		{"GET", "/v1/outlets/1", "", 200, asJSON, strings.Replace(outlet, `01-02T15`, `02T15`, 1), "date-time"},
		{"GET", "/v1/outlets/1", "", 200, asJSON, strings.Replace(outlet, `"language":"en"`, `"language":"English"`, 1), "language"},
		{"GET", "/v1/outlets/1", "", 200, asJSON, "", "body"},
		{"GET", "/v1/outlets/1", "", 200, "text/plain", outlet, "Content-Type"},
		{"GET", "/v1/outlets/1", "", 418, asFault, problem, "418 is not documented"},
		{"GET", "/v1/outlets/1", "", 400, asFault, problem, "refused (400) what the document allows"},
		{"GET", "/v1/outlets?limit=0", "", 400, asFault, problem, ""},
		{"GET", "/v1/outlets?limit=0", "", 400, asJSON, problem, "Content-Type"},
		{"GET", "/v1/outlets?limit=0", "", 200, asJSON, `{"items":[],"next":null}`, "took what the document refuses"},
		{"GET", "/v1/outlets?limt=2", "", 200, asJSON, `{"items":[],"next":null}`, `"limt" is not listed`},
		{"GET", "/v1/outlets?limit=2&limit=3", "", 200, asJSON, `{"items":[],"next":null}`, "given 2 times"},
		{"GET", "/v1/outlets?limit=2", "", 200, asJSON, `{"items":[],"next":null}`, ""},
		{"POST", "/v1/outlets", `{"name":"Lantern"}`, 201, asJSON, outlet, ""},
		{"POST", "/v1/outlets", `{"name":""}`, 201, asJSON, outlet, "took what the document refuses"},
		{"POST", "/v1/outlets", `{"name":"Lantern","nme":"x"}`, 201, asJSON, outlet, "nme"},
		{"POST", "/v1/outlets", `{"name":""}`, 422, asFault, strings.Replace(problem, "400", "422", 1), "was answered with 422"},
		{"DELETE", "/v1/outlets/1", "", 204, "", "", ""},
		{"DELETE", "/v1/outlets/1", "", 204, asJSON, "{}", "has a body"},
		{"GET", "/v1/nothing", "", 404, asFault, strings.Replace(problem, "400", "404", 1), ""},
		{"GET", "/v1/nothing", "", 404, asFault, problem, "the problem says 400"},
		{"GET", "/v1/nothing", "", 404, "text/plain", "404 page not found", "not with a problem"},
		{"GET", "/v1/nothing", "", 404, asFault, `{"title":"no","status":404}`, "has no detail"},
	} {
		request := httptest.NewRequestWithContext(t.Context(), forged.method, forged.target, nil)
		if forged.sent != "" {
			request.Header.Set("Content-Type", "application/json")
		}
		x := contract.Exchange{Request: request, Sent: []byte(forged.sent), Status: forged.status, Header: http.Header{"Content-Type": {forged.kind}}, Body: []byte(forged.body)}
		found := strings.Join(c.Breaches(x), "\n")
		if (forged.want == "") != (found == "") || !strings.Contains(found, forged.want) {
			t.Errorf("%s\nfound %q, want %q", x, found, forged.want)
		}
	}
}

func TestHeadersThatAreNotDocumentedAreBreaches(t *testing.T) {
	c, err := contract.Load()
	if err != nil {
		t.Fatal(err)
	}
	x := contract.Exchange{
		Request: httptest.NewRequestWithContext(t.Context(), http.MethodDelete, "/v1/outlets/1", nil), Status: 204,
		Header: http.Header{"Location": {"/v1/outlets/1"}},
	}
	if found := c.Breaches(x); len(found) != 1 || !strings.Contains(found[0], "Location is not documented") {
		t.Errorf("found %q", found)
	}
}
