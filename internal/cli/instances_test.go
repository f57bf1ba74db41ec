package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"reelscore/internal/testkit/database"
	"reelscore/models"
)

// instances are three servers on one database.
type instances struct {
	*testing.T
	address string
	servers map[string]*server
}

func startInstances(t *testing.T) *instances {
	t.Helper()
	if !database.Postgres() {
		t.Skip("several servers need PostgreSQL: set " + database.Variable + " to the address of a server (.ci/postgres starts one)")
	}
	if testing.Short() {
		t.Skip("it takes long")
	}
	in := &instances{T: t, address: database.Empty(t), servers: map[string]*server{}}
	for _, name := range []string{"a", "b", "c"} {
		in.servers[name] = startServer(t, in.address+"&application_name="+name)
	}
	return in
}

// send sends a request with a body of JSON to a server, and reads the answer into to.
func (in *instances) send(name, method, path, body string, to any) error {
	s := in.servers[name]
	req, err := http.NewRequestWithContext(in.Context(), method, "http://"+s.addr+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+s.key)
	req.Header.Set("Content-Type", map[bool]string{true: "application/merge-patch+json", false: "application/json"}[method == http.MethodPatch])
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close() //nolint:errcheck // It was only read.
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode > 299 {
		return fmt.Errorf("%s %s: %d %w %s", method, path, res.StatusCode, err, text)
	}
	return json.Unmarshal(text, to)
}

func (in *instances) must(err error) {
	in.Helper()
	if err != nil {
		in.Fatal(err)
	}
}

// query asks the database for one value.
func (in *instances) query(to any, statement string, args ...any) {
	in.Helper()
	conn, err := pgx.Connect(in.Context(), in.address)
	in.must(err)
	defer conn.Close(context.Background()) //nolint:errcheck // It was only read.
	in.must(conn.QueryRow(in.Context(), statement, args...).Scan(to))
}

// staleness changes a film on one server and measures for how long, at most, another one answers as it was before.
func (in *instances) staleness(writer, reader string, times int) (longest time.Duration) {
	in.Helper()
	var film struct{ Tagline string }
	for i := range times {
		for range 3 { // So that the answer is remembered.
			in.must(in.send(reader, http.MethodGet, "/v1/films/1", "", &film))
		}
		want := fmt.Sprintf("%s told %s %d", writer, reader, i)
		in.must(in.send(writer, http.MethodPatch, "/v1/films/1", fmt.Sprintf(`{"tagline":%q}`, want), &film))
		for written := time.Now(); ; time.Sleep(time.Millisecond) {
			in.must(in.send(reader, http.MethodGet, "/v1/films/1", "", &film))
			if late := time.Since(written); film.Tagline == want {
				longest = max(longest, late)
				break
			} else if late > 10*time.Second {
				in.Fatalf("%s does not see what %s has written: %q, want %q", reader, writer, film.Tagline, want)
			}
		}
	}
	return longest
}

func TestServersOnOneDatabaseSeeEachOthersWrites(t *testing.T) {
	in := startInstances(t)
	in.must(in.send("a", http.MethodPost, "/v1/films", `{"title":"Her","year":2013}`, &struct{}{}))
	var outlets struct{ Items []struct{ Name string } }
	for range 2 { // So that what is told when a server begins to listen is heard, and the use of the key written down.
		in.must(in.send("b", http.MethodGet, "/v1/outlets", "", &outlets))
		time.Sleep(time.Second)
	}
	in.must(in.send("b", http.MethodGet, "/v1/outlets", "", &outlets))
	in.must(in.send("a", http.MethodPost, "/v1/outlets", `{"name":"The Lamp"}`, &struct{}{}))
	for written := time.Now(); len(outlets.Items) != 1; time.Sleep(time.Millisecond) {
		in.must(in.send("b", http.MethodGet, "/v1/outlets", "", &outlets))
		if time.Since(written) > 10*time.Second {
			t.Fatalf("b does not list the outlet that a has stored: %+v", outlets)
		}
	}
	told := max(in.staleness("a", "b", 20), in.staleness("b", "c", 20))
	// c is cut off from notifications: its listener is ended again and again.
	var cutting sync.WaitGroup
	ctx, stop := context.WithCancel(t.Context())
	cutting.Go(func() {
		conn, err := pgx.Connect(ctx, in.address)
		for err == nil && ctx.Err() == nil {
			_, err = conn.Exec(ctx, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'c listener' AND datname = current_database()")
			time.Sleep(20 * time.Millisecond)
		}
		if err != nil && ctx.Err() == nil {
			t.Error(err)
		}
	})
	cut := in.staleness("a", "c", 20)
	stop()
	cutting.Wait()
	t.Logf("a write is seen by another server within %s; within %s when that is cut off from notifications", told, cut)
	if told > time.Second || cut > time.Second {
		t.Errorf("staleness is %s, %s when cut off; the bounds are some milliseconds and 0.2 s on a machine that is not busy", told, cut)
	}
}

func TestAnotherServerTakesTheImportOver(t *testing.T) {
	in := startInstances(t)
	file, _ := ratingsTable(t, 40_000)
	calm := filepath.Join(t.TempDir(), "calm.db")
	if startProcess(t, nil, append([]string{"--db", calm, "import", file}, tableFlags...)...).killAfter(t, time.Hour) {
		t.Fatal("it was killed by somebody else")
	}
	in.servers["a"].upload(t, file)
	// Others write meanwhile.
	acknowledged := map[string]int64{}
	var mu sync.Mutex
	var writers sync.WaitGroup
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	for _, name := range []string{"a", "b", "c"} {
		writers.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				title := fmt.Sprintf("By %s, number %d", name, i)
				var film struct{ ID int64 }
				if err := in.send(name, http.MethodPost, "/v1/films", fmt.Sprintf(`{"title":%q}`, title), &film); err != nil {
					return // The server was killed.
				}
				mu.Lock()
				acknowledged[title] = film.ID
				mu.Unlock()
			}
		})
	}
	position := func() (rows int64) {
		in.query(&rows, "SELECT position FROM imports WHERE id = 1")
		return rows
	}
	for position() == 0 {
		time.Sleep(5 * time.Millisecond)
	}
	var runs string
	in.query(&runs, "SELECT a.application_name FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid WHERE l.locktype = 'advisory' AND l.classid = 1919247724 AND l.granted AND a.datname = current_database()")
	runner := strings.TrimSuffix(runs, " task")
	if !in.servers[runner].killAfter(t, 0) {
		t.Fatalf("%s ended by itself", runner)
	}
	killed, at := time.Now(), position()
	for position() == at {
		time.Sleep(5 * time.Millisecond)
		if time.Since(killed) > 20*time.Second {
			t.Fatalf("nobody goes on with the import of %s behind row %d", runner, at)
		}
	}
	t.Logf("%s was killed behind row %d; another server goes on after %s", runner, at, time.Since(killed))
	delete(in.servers, runner)
	for name, s := range in.servers {
		if !s.await(t, 2*time.Minute) {
			t.Fatalf("%s: the import does not end", name)
		}
	}
	stop()
	writers.Wait()
	in.nothingLost(calm, acknowledged)
}

// nothingLost compares what was imported with an import that was not disturbed, and looks for all that was acknowledged.
func (in *instances) nothingLost(calm string, acknowledged map[string]int64) {
	in.Helper()
	here, err := models.Open(in.Context(), in.address)
	in.must(err)
	defer here.Close() //nolint:errcheck // It was only read.
	there, err := models.Open(in.Context(), calm)
	in.must(err)
	defer there.Close() //nolint:errcheck // It was only read.
	got, err := here.Import(in.Context(), 1)
	in.must(err)
	want, err := there.Import(in.Context(), 1)
	in.must(err)
	if got.ImportCounts != want.ImportCounts || got.Position != want.Position {
		in.Errorf("the import has counted %+v, undisturbed it counts %+v", got.ImportCounts, want.ImportCounts)
	}
	a, err := here.Reviews(in.Context(), models.ReviewFilter{}, false, models.List{Limit: 1, Total: true})
	in.must(err)
	b, err := there.Reviews(in.Context(), models.ReviewFilter{}, false, models.List{Limit: 1, Total: true})
	in.must(err)
	if *a.Total != *b.Total || *a.Total == 0 {
		in.Errorf("%d reviews, undisturbed %d", *a.Total, *b.Total)
	}
	problems, err := here.CheckScores(in.Context())
	in.must(err)
	if len(problems) > 0 {
		in.Errorf("scores differ from the reviews: %+v", problems[0])
	}
	for title, id := range acknowledged {
		if f, err := here.Film(in.Context(), models.Ref(fmt.Sprint(id))); err != nil || f.Title != title {
			in.Errorf("film %d was acknowledged as %s: %q, %v", id, title, f.Title, err)
		}
	}
	in.Logf("%d films were acknowledged beside the import", len(acknowledged))
}
