package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDemoSurvivesExport exports all that the samples have, voices, notes, comments and all, and takes it in again.
func TestDemoSurvivesExport(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db")
	command(t, 0, "--db", a, "demo")
	whole := export(t, a)
	canonical := filepath.Join(dir, "all.ndjson")
	if err := os.WriteFile(canonical, []byte(whole), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := importFile(t, 0, a, canonical); r.Unchanged != r.Rows || r.Rows == 0 {
		t.Errorf("into itself: %+v", r)
	}
	if r := importFile(t, 0, b, canonical); r.Created != r.Rows {
		t.Errorf("into an empty file: %+v", r)
	}
	if again := export(t, b); again != whole {
		one, two := strings.Split(whole, "\n"), strings.Split(again, "\n")
		for i := range one {
			if i >= len(two) || one[i] != two[i] {
				t.Fatalf("line %d:\n%s\n%s", i+1, one[i], two[min(i, len(two)-1)])
			}
		}
	}
	checkDB(t, b)
}
