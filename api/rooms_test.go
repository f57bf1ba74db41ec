package api_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rooms is who may import which of our rooms, and what no import, however far, may bring in.
var rooms = []struct {
	room  string
	ours  []string
	never []string
	pure  bool
}{
	{"rating", nil, []string{"github.com/", "golang.org/x/", "gorm.io/", "net/http"}, true},
	{"extract", []string{"rating"}, []string{"github.com/gin-gonic/", "gorm.io/"}, true},
	{"exchange", []string{"rating"}, []string{"github.com/gin-gonic/", "gorm.io/"}, true},
	{"models", []string{"rating", "internal/fault"}, []string{"github.com/gin-gonic/"}, false},
	{"ingest", []string{"rating", "extract", "exchange", "models", "internal/fault", "internal/fetch"}, []string{"github.com/gin-gonic/"}, false},
	{"handlers", []string{"models", "rating", "extract", "exchange", "ingest", "internal/fault"}, []string{"gorm.io/"}, false},
	{"api", []string{"handlers", "internal/fault", "docs"}, []string{"gorm.io/"}, false},
}

type listed struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func TestRoomsImportOnlyWhatTheyMay(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,Deps", "reelscore/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		for _, r := range rooms {
			if p.ImportPath != "reelscore/"+r.room {
				continue
			}
			seen++
			checkImports(t, p, r.room, r.ours, r.never, r.pure)
		}
	}
	if seen < 4 {
		t.Fatalf("saw %d rooms", seen)
	}
}

func checkImports(t *testing.T, p listed, room string, ours, never []string, pure bool) {
	t.Helper()
	for _, i := range p.Imports {
		if rest, mine := strings.CutPrefix(i, "reelscore/"); mine && !slices.Contains(ours, rest) {
			t.Errorf("%s imports our %s", room, rest)
		}
	}
	imports := p.Imports
	if pure {
		imports = p.Deps
	}
	for _, i := range imports {
		if slices.ContainsFunc(never, func(n string) bool { return strings.HasPrefix(i, n) }) {
			t.Errorf("%s must not import %s", room, i)
		}
	}
}
