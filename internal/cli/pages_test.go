package cli

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"reelscore/internal/testkit/database"
)

const somePage = "Film info\n\n  • Title Paper Lanterns\n  • Director Ines Exemplo\n  • Year 2011\n\nA quiet film about loud neighbours. It takes its time and earns it.\n\nRating: 4/5\n"

func TestDemoFillsAnEmptyDatabaseOnly(t *testing.T) {
	db := database.Empty(t)
	if out, _ := command(t, 0, "--db", db, "demo"); !strings.Contains(out, "12 films with 63 reviews") {
		t.Errorf("demo said %q", out)
	}
	if _, log := command(t, 1, "--db", db, "demo"); !strings.Contains(log, "has films already") {
		t.Errorf("demo said %q", log)
	}
}

func TestExtractAndIngestFromAFile(t *testing.T) {
	dir := t.TempDir()
	db, page := filepath.Join(dir, "a.db"), filepath.Join(dir, "page.txt")
	if err := os.WriteFile(page, []byte(somePage), 0o600); err != nil {
		t.Fatal(err)
	}
	out, _ := command(t, 0, "extract", page)
	for _, want := range []string{"Paper Lanterns", "2011", "Ines Exemplo", "4/5", "80"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	var d struct{ Film struct{ Title string } }
	out, _ = command(t, 0, "extract", "--json", page)
	if err := json.Unmarshal([]byte(out), &d); err != nil || d.Film.Title != "Paper Lanterns" {
		t.Errorf("%v in %s", err, out)
	}
	for _, want := range []string{"is stored as review 1", "is known already as review 1"} {
		if out, _ := command(t, 0, "--db", db, "ingest", "--outlet", "Kettle Review", page); !strings.Contains(out, "Paper Lanterns (2011) "+want) {
			t.Errorf("ingest said %q, want %q", out, want)
		}
	}
	if err := os.WriteFile(page, []byte("It was fine.\n\n3/5"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, log := command(t, 1, "--db", db, "ingest", page); !strings.Contains(log, "does not tell which film") {
		t.Errorf("ingest said %q", log)
	}
}

func TestExtractFromTheWeb(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/page" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		if _, err := w.Write([]byte(somePage)); err != nil {
			t.Error(err)
		}
	}))
	defer site.Close()
	if _, log := command(t, 1, "extract", site.URL+"/page"); !strings.Contains(log, "is not a public address") {
		t.Errorf("extract said %q", log)
	}
	if out, _ := command(t, 0, "extract", "--fetch-allow", "127.0.0.1", site.URL+"/page"); !strings.Contains(out, "Paper Lanterns") {
		t.Errorf("extract said %q", out)
	}
	if _, log := command(t, 1, "extract", "--fetch-allow", "nowhere", site.URL+"/page"); !strings.Contains(log, "REELSCORE_FETCH_ALLOW") {
		t.Errorf("extract said %q", log)
	}
}
