package cli

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"reelscore/handlers"
)

// killed is what the tests below import, and how often they kill: three times with a made-up table, and REELSCORE_KILLS
// times with the shared ratings, which is the loop of the requirements.
func killed(t *testing.T) (file string, kills int) {
	t.Helper()
	if kills, _ := strconv.Atoi(os.Getenv("REELSCORE_KILLS")); kills > 0 {
		return sharedRatings(t), kills
	}
	file, _ = ratingsTable(t, 25_000)
	return file, 3
}

// process is the program as a process of its own.
type process struct {
	cmd   *exec.Cmd
	said  bytes.Buffer
	ended chan error
}

func startProcess(t *testing.T, variables []string, args ...string) *process {
	t.Helper()
	p := &process{cmd: exec.CommandContext(t.Context(), os.Args[0]), ended: make(chan error, 1)} //nolint:gosec // This test itself.
	p.cmd.Env = append(append(os.Environ(), "REELSCORE_TEST_ARGS="+strings.Join(args, "\n")), variables...)
	p.cmd.Stdout, p.cmd.Stderr = &p.said, &p.said
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.ended <- p.cmd.Wait() }()
	return p
}

// killAfter kills the process after a time; false when it had come to its end before, which must be a good one.
func (p *process) killAfter(t *testing.T, wait time.Duration) bool {
	t.Helper()
	var err error
	select {
	case err = <-p.ended:
	case <-time.After(wait):
		if err := p.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		err = <-p.ended
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.String() == "signal: killed" {
		return true
	}
	if err != nil {
		t.Fatalf("the program ended by itself: %v\n%s", err, &p.said)
	}
	return false
}

// TestKilledImport kills imports at random moments, starts them again, and finds the database of an undisturbed one.
func TestKilledImport(t *testing.T) {
	file, kills := killed(t)
	dir := t.TempDir()
	args := func(db string) []string { return append([]string{"--db", db, "import", file}, tableFlags...) }
	calm := filepath.Join(dir, "calm.db")
	began := time.Now()
	if startProcess(t, nil, args(calm)...).killAfter(t, time.Hour) {
		t.Fatal("it was killed by somebody else")
	}
	took := time.Since(began)
	want := tables(t, calm)
	for round, done := 0, 0; done < kills; round++ {
		if round > 20*kills {
			t.Fatal("the import is too fast to be killed")
		}
		db := filepath.Join(dir, fmt.Sprintf("killed%d.db", round))
		here := 0
		for startProcess(t, nil, args(db)...).killAfter(t, rand.N(took)) { //nolint:gosec // No secret.
			if here++; through(t, db) {
				break // It was killed behind its end; the next one would be another import.
			}
		}
		done += here
		t.Logf("%d kills", here)
		sameTables(t, tables(t, db), want)
		if round == 0 {
			checkDB(t, db)
		}
		if t.Failed() {
			t.Fatalf("after %d kills", here)
		}
		if err := os.Remove(db); err != nil {
			t.Fatal(err)
		}
	}
}

// through tells whether the one import of a database is done.
func through(t *testing.T, file string) bool {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var there bool
	if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM sqlite_schema WHERE name = 'imports'").Scan(&there); err != nil {
		t.Fatal(err)
	}
	return there && slices.Equal(column(t, db, "SELECT state FROM imports"), []string{"done"})
}

// server is a server as a process of its own.
type server struct {
	*process
	addr, key string
}

func startServer(t *testing.T, db string, flags ...string) *server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // A test.
	if err != nil {
		t.Fatal(err)
	}
	s := &server{addr: l.Addr().String(), key: "rs_" + strings.Repeat("A", 52)}
	l.Close()
	s.process = startProcess(t, []string{adminKeyVariable + "=" + s.key}, append([]string{"--db", db, "serve", "--addr", s.addr}, flags...)...)
	for range 1000 {
		if res, err := http.Get("http://" + s.addr + "/readyz"); err == nil { //nolint:noctx // A test.
			res.Body.Close()
			return s
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("the server does not start:\n%s", &s.said)
	return nil
}

func (s *server) ask(t *testing.T, method, path string, body io.Reader) (i handlers.Import) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, "http://"+s.addr+path, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+s.key)
	req.Header.Set("Content-Type", "text/tab-separated-values")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode > 299 {
		t.Fatalf("%s %s: %d %v\n%s", method, path, res.StatusCode, err, text)
	}
	if err := json.Unmarshal(text, &i); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return i
}

// upload uploads the file as an import.
func (s *server) upload(t *testing.T, file string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s.ask(t, http.MethodPost, "/v1/imports?name="+filepath.Base(file)+"&map=film_id=film_id,critic=critic,outlet=publication,rating=rating,date=date", f)
}

// await waits until the import has ended, at most for that long.
func (s *server) await(t *testing.T, most time.Duration) (ended bool) {
	t.Helper()
	for began := time.Now(); time.Since(began) < most; time.Sleep(5 * time.Millisecond) {
		if i := s.ask(t, http.MethodGet, "/v1/imports/1", nil); i.FinishedAt != nil {
			if i.State != "done" {
				t.Fatalf("%+v", i)
			}
			return true
		}
	}
	return false
}

// TestUploadedImportSurvivesKills uploads a file, kills the server at random moments, starts it again, and finds the
// database of an undisturbed one.
func TestUploadedImportSurvivesKills(t *testing.T) {
	file, kills := killed(t)
	dir := t.TempDir()
	run := func(name string, moment func() time.Duration) (all map[string]string, done int) {
		db := filepath.Join(dir, name)
		s := startServer(t, db)
		s.upload(t, file)
		for ; !s.await(t, moment()); done++ {
			if !s.killAfter(t, 0) {
				t.Fatal("the server ended by itself")
			}
			s = startServer(t, db)
		}
		s.killAfter(t, 0)
		return tables(t, db), done
	}
	began := time.Now()
	want, _ := run("calm.db", func() time.Duration { return time.Hour })
	took := time.Since(began)
	for round, done := 0, 0; done < kills; round++ {
		if round > 20*kills {
			t.Fatal("the import is too fast to be killed")
		}
		got, here := run(fmt.Sprintf("killed%d.db", round), func() time.Duration { return rand.N(took / 2) }) //nolint:gosec // No secret.
		done += here
		t.Logf("%d kills", here)
		if sameTables(t, got, want); t.Failed() {
			t.Fatalf("after %d kills", here)
		}
	}
}
