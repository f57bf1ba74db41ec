package cli

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"reelscore/docs"
	"reelscore/internal/testkit/database"
)

// TestExamplesWorkOnTheSampleData presses "Execute" on every GET of the document, on the database that the command demo
// fills: what is filled in beforehand has to be answered with 200.
func TestExamplesWorkOnTheSampleData(t *testing.T) {
	db := database.Empty(t)
	command(t, 0, "--db", db, "demo")
	secret, _ := command(t, 0, "--db", db, "keys", "create", "tester", "--scope", "admin")
	s := start(t, "--db", db, "--rate-limit", "off")
	document, err := openapi3.NewLoader().LoadFromData(docs.OpenAPI())
	if err != nil {
		t.Fatal(err)
	}
	for path, item := range document.Paths.Map() {
		if item.Get == nil {
			continue
		}
		query := url.Values{}
		for _, p := range item.Get.Parameters {
			switch {
			case p.Value.Example == nil:
			case p.Value.In == openapi3.ParameterInPath:
				path = strings.ReplaceAll(path, "{"+p.Value.Name+"}", fmt.Sprint(p.Value.Example))
			case p.Value.In == openapi3.ParameterInQuery:
				query.Set(p.Value.Name, fmt.Sprint(p.Value.Example))
			}
		}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+path+"?"+query.Encode(), nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+strings.TrimSpace(secret))
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		if err := res.Body.Close(); err != nil {
			t.Fatal(err)
		}
		if res.StatusCode != http.StatusOK {
			t.Errorf("GET %s: %d", req.URL.RequestURI(), res.StatusCode)
		}
	}
}
