package cli

import (
	"context"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// tamper runs statements on a SQLite file behind the program's back.
func tamper(t *testing.T, db string, statements ...string) {
	t.Helper()
	raw, err := sql.Open("sqlite", db)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statements {
		if _, err := raw.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	if err := raw.Close(); err != nil {
		t.Fatal(err)
	}
}

// films counts the films in a SQLite file.
func films(t *testing.T, db string) (n int) {
	t.Helper()
	raw, err := sql.Open("sqlite", db)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if err := raw.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM films").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func fails(t *testing.T, want string, args ...string) {
	t.Helper()
	log := &output{}
	if code := run(t.Context(), args, io.Discard, log); code != 1 || !strings.Contains(log.String(), want) {
		t.Errorf("%v ends with %d and says %q, not %q", args, code, log, want)
	}
}

func TestABackupIsMadeWhileOthersWriteAndComesBack(t *testing.T) {
	dir := t.TempDir()
	db, backup := filepath.Join(dir, "a.db"), filepath.Join(dir, "backup.db")
	command(t, 0, "--db", db, "demo")
	s := start(t, "--db", db)
	key := regexp.MustCompile(`rs_[A-Z0-9]{52}`).FindString(s.out)
	var written atomic.Int64
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for ctx.Err() == nil {
			if got := post(t, s.url, key); got != 201 {
				t.Errorf("a write beside a backup: %d", got)
				return
			}
			written.Add(1)
		}
	}()
	for written.Load() < 5 {
		time.Sleep(time.Millisecond)
	}
	before := films(t, db)
	out, _ := command(t, 0, "--db", db, "backup", backup)
	if !regexp.MustCompile(`backup\.db: .* rows, schema version \d+; checked\n$`).MatchString(out) {
		t.Errorf("it says %q", out)
	}
	after := films(t, db)
	stop()
	<-ended
	if n := films(t, backup); n < before || n > after {
		t.Errorf("the backup has %d films, and there were %d to %d", n, before, after)
	}
	command(t, 0, "--db", backup, "check")
	fails(t, "is there already", "--db", db, "backup", backup)
	command(t, 0, "--db", db, "backup", "--overwrite", backup)

	fails(t, "is in use: stop the server", "--db", db, "restore", backup)
	if post(t, s.url, key) != 201 {
		t.Error("the server does not go on after a restore that was refused")
	}
	// What an old server may have left behind must not be taken for the new database's: a log that knows a film more.
	log, err := os.ReadFile(db + "-wal")
	if err != nil || len(log) == 0 {
		t.Fatalf("the server has no log: %v", err)
	}
	s.stop()
	want, gone := films(t, backup), filepath.Join(dir, "gone.db")
	for _, stale := range []string{db, gone} {
		if err := os.WriteFile(stale+"-wal", log, 0o600); err != nil {
			t.Fatal(err)
		}
		command(t, 0, "--db", stale, "restore", backup)
		if got := films(t, stale); got != want {
			t.Errorf("%d films are back, not %d", got, want)
		}
	}
	s = start(t, "--db", db)
	if got := post(t, s.url, key); got != 201 {
		t.Errorf("a write after the restore: %d", got)
	}
	s.stop()
	command(t, 0, "--db", db, "check")
	command(t, 0, "--db", filepath.Join(dir, "new.db"), "restore", backup)
	if parts, err := filepath.Glob(filepath.Join(dir, "*.part")); err != nil || len(parts) > 0 {
		t.Errorf("left behind: %v %v", parts, err)
	}
}

func TestWhatIsNoBackupIsNotRestored(t *testing.T) {
	dir := t.TempDir()
	db, backup := filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db")
	command(t, 0, "--db", db, "demo")
	want := films(t, db)
	command(t, 0, "--db", db, "backup", backup)
	whole, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	damaged := append([]byte{}, whole...)
	for i := len(damaged) / 4; i < len(damaged)*3/4; i++ {
		damaged[i] ^= 0x5a
	}
	for name, content := range map[string][]byte{"damaged": damaged, "cut": whole[:len(whole)/2], "text": []byte("no database at all, but long enough to be looked at as if it were one")} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		log := &output{}
		if code := run(t.Context(), []string{"--db", db, "restore", file}, io.Discard, log); code != 1 {
			t.Errorf("%s: exit code %d %s", name, code, log)
		}
		if got := films(t, db); got != want {
			t.Fatalf("%s: %d films are left of %d", name, got, want)
		}
	}
	other := filepath.Join(dir, "other.db")
	tamper(t, other, "CREATE TABLE x (y)")
	fails(t, "holds no collection", "--db", db, "restore", other)
	tamper(t, backup, "CREATE INDEX extra ON films (title)", "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = 'CREATE INDEX extra ON films (slug)' WHERE name = 'extra'")
	fails(t, "it is damaged", "--db", db, "restore", backup) // All its rows can be read.
	tamper(t, backup, "DROP INDEX extra", "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
	fails(t, "use a newer reelscore", "--db", db, "restore", backup)
	fails(t, "no such file", "--db", db, "restore", filepath.Join(dir, "none"))
	command(t, 0, "--db", db, "check")
	// A database that is none any more can be replaced.
	command(t, 0, "--db", db, "backup", filepath.Join(dir, "good.db"))
	if err := os.WriteFile(db, []byte("rubbish"), 0o600); err != nil {
		t.Fatal(err)
	}
	command(t, 0, "--db", db, "restore", filepath.Join(dir, "good.db"))
	if got := films(t, db); got != want {
		t.Errorf("%d films are back, not %d", got, want)
	}
}

func TestCheckFindsAndRepairs(t *testing.T) {
	db := filepath.Join(t.TempDir(), "a.db")
	command(t, 0, "--db", db, "demo")
	for _, c := range []struct{ damage, name, mend string }{
		{"UPDATE film_scores SET mean = mean + 1 WHERE film_id = 1", "scores", ""},
		{"PRAGMA foreign_keys = 0; INSERT INTO film_titles (title_key, film_id) VALUES ('x', 999)", "foreign keys", "DELETE FROM film_titles WHERE film_id = 999"},
		{"UPDATE reviews SET stored_comments = stored_comments + 1 WHERE id = 1", "counts of remarks", "UPDATE reviews SET stored_comments = stored_comments - 1 WHERE id = 1"},
		{"DELETE FROM search_index WHERE rowid = 1", "search index", "INSERT INTO search_index (rowid, title, body) VALUES (1, 'her', '')"},
		{"UPDATE changes SET action = 'updated' WHERE resource = 'review' AND resource_id = '1' AND action = 'created'", "changes", "UPDATE changes SET action = 'created' WHERE resource = 'review' AND resource_id = '1'"},
	} {
		tamper(t, db, c.damage)
		out, _ := command(t, 1, "--db", db, "check")
		if !regexp.MustCompile(c.name+" +NOT OK\n  .+\n").MatchString(out) || strings.Count(out, "NOT OK") != 1 {
			t.Errorf("%s: it says\n%s", c.damage, out)
		}
		if c.mend != "" {
			tamper(t, db, c.mend)
		} else if out, _ := command(t, 0, "--db", db, "check", "--repair"); !strings.Contains(out, "repaired\n") {
			t.Errorf("%s: it says\n%s", c.damage, out)
		}
		if out, _ := command(t, 0, "--db", db, "check"); strings.Contains(out, "NOT OK") {
			t.Errorf("after %s:\n%s", c.damage, out)
		}
	}
}
