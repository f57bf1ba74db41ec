package cli

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"testing"

	"reelscore/internal/testkit/database"
)

// The README shows calls with their real output. This makes the calls, on the samples, and compares.
func TestReadmeShowsWhatTheServerAnswers(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	calls := regexp.MustCompile("(?s)```console\n\\$ curl -s 'http://localhost:8080([^']+)'\n(.*?)\n```").FindAllSubmatch(readme, -1)
	if len(calls) != 3 {
		t.Fatalf("the README shows %d calls with their output", len(calls))
	}
	db := database.Empty(t)
	command(t, 0, "--db", db, "demo")
	s := start(t, "--db", db)
	for _, call := range calls {
		res, err := http.Get(s.url + string(call[1])) //nolint:noctx // The test's own server.
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		if err := res.Body.Close(); err != nil {
			t.Error(err)
		}
		if err != nil {
			t.Fatal(err)
		}
		var shown, got any
		if err := json.Unmarshal(call[2], &shown); err != nil {
			t.Fatalf("%s: %v", call[1], err)
		}
		if err := json.Unmarshal(body, &got); err != nil || !reflect.DeepEqual(shown, got) {
			t.Errorf("%s: the README shows\n%s\nthe server answers\n%s", call[1], call[2], body)
		}
	}
}
