package cli

import (
	"path/filepath"
	"strings"
	"testing"

	"reelscore/internal/testkit/database"
)

// TestCopy copies the sample collection to another database and back to a file, and compares what both export.
func TestCopy(t *testing.T) {
	dir, there := t.TempDir(), database.Empty(t)
	from, back := filepath.Join(dir, "from.db"), filepath.Join(dir, "back.db")
	command(t, 0, "--db", from, "demo")
	first, _ := command(t, 0, "copy", "--from", from, "--to", there)
	second, _ := command(t, 0, "copy", "--from", there, "--to", back)
	if first != second || !strings.Contains(first, "the same rows and checksums on both sides") {
		t.Errorf("copied\n%s\nand back\n%s", first, second)
	}
	want, _ := command(t, 0, "--db", from, "export")
	for _, db := range []string{there, back} {
		if got, _ := command(t, 0, "--db", db, "export"); got != want || len(got) < 1000 {
			t.Errorf("%s exports %d bytes, the original %d", db, len(got), len(want))
		}
		command(t, 0, "--db", db, "check")
	}
	if _, log := command(t, 1, "copy", "--from", from, "--to", there); !strings.Contains(log, "not empty") {
		t.Errorf("a second copy: %s", log)
	}
	if _, log := command(t, 1, "copy", "--from", filepath.Join(dir, "none.db"), "--to", back); !strings.Contains(log, "--from") {
		t.Errorf("a copy of nothing: %s", log)
	}
}
