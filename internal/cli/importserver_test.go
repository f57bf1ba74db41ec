package cli

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"reelscore/handlers"
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

// startServer starts a server as a process of its own.
func startServer(t *testing.T, addr, db, key string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // This test itself.
	cmd.Env = append(os.Environ(), "REELSCORE_TEST_ARGS="+strings.Join([]string{"--db", db, "serve", "--addr", addr}, "\n"), adminKeyVariable+"="+key)
	cmd.Stdout, cmd.Stderr = t.Output(), t.Output()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 500 {
		if res, err := http.Get("http://" + addr + "/readyz"); err == nil { //nolint:noctx // A test.
			res.Body.Close()
			return cmd
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the server does not start")
	return nil
}

// TestUploadedImportSurvivesKills uploads a file, kills the server over and over, and finds the same as without.
func TestUploadedImportSurvivesKills(t *testing.T) {
	dir := t.TempDir()
	calm, db := filepath.Join(dir, "calm.db"), filepath.Join(dir, "killed.db")
	file, copies := ratingsTable(t, 25_000)
	importFile(t, 0, calm, file, tableFlags...)
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // A test.
	if err != nil {
		t.Fatal(err)
	}
	addr, key := l.Addr().String(), "rs_"+strings.Repeat("A", 52)
	l.Close()
	server := startServer(t, addr, db, key)
	ask := func(method, path string, body io.Reader) (i handlers.Import, status int) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), method, "http://"+addr+path, body)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+key)
		req.Header.Set("Content-Type", "text/tab-separated-values")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if err := json.NewDecoder(res.Body).Decode(&i); err != nil {
			t.Fatal(err)
		}
		return i, res.StatusCode
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	job, status := ask(http.MethodPost, "/v1/imports?name=ratings.tsv&map=film_id=film_id,critic=critic,outlet=publication,rating=rating,date=date", f)
	if status != http.StatusAccepted || job.ID != 1 {
		t.Fatalf("%d %+v", status, job)
	}
	for kill := range 4 {
		time.Sleep(time.Duration(50+150*kill) * time.Millisecond)
		if err := server.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		server.Wait() //nolint:errcheck // It was killed.
		server = startServer(t, addr, db, key)
	}
	for tries := 0; job.FinishedAt == nil; tries++ {
		if tries > 1000 {
			t.Fatalf("does not end: %+v", job)
		}
		time.Sleep(50 * time.Millisecond)
		job, _ = ask(http.MethodGet, "/v1/imports/1", nil)
	}
	if job.State != "done" || job.Counts.Created != int64(25_000-copies) || job.Counts.Duplicate != int64(copies) {
		t.Errorf("%+v", job)
	}
	server.Process.Kill() //nolint:errcheck // As above.
	server.Wait()         //nolint:errcheck // As above.
	if export(t, db) != export(t, calm) {
		t.Error("the collection is another one")
	}
	checkDB(t, db)
}
