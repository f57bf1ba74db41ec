package api_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"reelscore/api"
	"reelscore/internal/testkit"
	"reelscore/internal/testkit/database"
	"reelscore/models"
)

// onReplica skips a test where there is no replica.
func onReplica(t *testing.T) {
	t.Helper()
	if os.Getenv(database.ReplicaVariable) == "" {
		t.Skip("it needs a replica: set " + database.ReplicaVariable + " to the address of one (.ci/postgres replica starts one)")
	}
}

// replicaOf are the figures of the server's replica, and how many answers were the primary's.
func replicaOf(t *testing.T, s *testkit.Server) (models.ReplicaStats, int64) {
	t.Helper()
	st, err := s.Store.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return st.Replicas[0], st.Passed
}

// TestReadsGoToTheReplica reads without memory, in peace: nothing is asked of the primary.
func TestReadsGoToTheReplica(t *testing.T) {
	onReplica(t)
	s := testkit.Start(t, func(o *api.Options) { o.Memory = 0 })
	s.Do(http.MethodPost, "/v1/films", map[string]any{"title": "Her", "year": 2013}).Want(201, nil)
	s.Do(http.MethodPost, "/v1/reviews", map[string]any{"film": "1", "rating": map[string]any{"raw": "3/5"}}).Want(201, nil)
	s.Get("/v1/films/1").Want(200, nil)
	before, passed := replicaOf(t, s)
	for range 10 {
		for _, path := range []string{"/v1/films/1", "/v1/films", "/v1/films/1/reviews", "/v1/films/her-2013/score", "/v1/search?q=her", "/v1/reviews/1"} {
			s.Get(path, "Authorization", "").Want(200, nil)
		}
	}
	after, passedNow := replicaOf(t, s)
	if n := after.Reads - before.Reads; n < 60 || passedNow != passed || after.Failed != 0 {
		t.Errorf("60 requests made %d reads of the replica; %d answers were the primary's, %d reads failed", n, passedNow-passed, after.Failed)
	}
}

// TestNoReplicaGivesAnOldAnswer writes in many ways at once, while readers ask and the replica stops replaying, is cut off, says
// nothing more, and is stopped.
func TestNoReplicaGivesAnOldAnswer(t *testing.T) {
	onReplica(t)
	for name, memory := range map[string]int{"with memory": 16 << 20, "without memory": 0} {
		t.Run(name, func(t *testing.T) {
			var line *lossy
			s := testkit.StartReading(t, func(replica string) string {
				line = newLossy(t, replica)
				return line.address
			}, func(o *api.Options) { o.Memory = memory })
			histories := allHistories(t, s)
			ended, disturbed := make(chan struct{}), make(chan struct{})
			var once atomic.Bool // all of it has taken place
			go func() {
				defer close(disturbed)
				disturb(t, line, ended, &once)
			}()
			for round := 0; round < 2 || !once.Load() && !t.Failed(); round++ {
				race(t, s, histories)
				for i := range histories { // They count on from where they are.
					histories[i] = histories[i].again()
				}
			}
			close(ended)
			<-disturbed
			r, passed := replicaOf(t, s)
			if r.Reads == 0 || r.Failed == 0 || passed == 0 {
				t.Errorf("not all of it took place: %+v, %d answers were the primary's", r, passed)
			}
			t.Logf("%+v, %d answers were the primary's", r, passed)
			t.Logf("disturbances: %v", line.done)
		})
	}
}

// TestASilentReplicaHoldsNobodyUp lets nothing come through any more: requests that are under way to the replica, on connections
// that have been idle, are answered by the primary, and soon none goes there.
func TestASilentReplicaHoldsNobodyUp(t *testing.T) {
	onReplica(t)
	var line *lossy
	s := testkit.StartReading(t, func(replica string) string {
		line = newLossy(t, replica)
		return line.address
	}, func(o *api.Options) { o.Memory = 0 })
	s.Do(http.MethodPost, "/v1/films", map[string]any{"title": "Her"}).Want(201, nil)
	ask := func() time.Duration {
		began := time.Now()
		var all sync.WaitGroup
		for range 16 {
			all.Go(func() {
				if a := s.Get("/v1/films/her", "Authorization", ""); a.Status != http.StatusOK {
					t.Errorf("%d %s", a.Status, a.Body)
				}
			})
		}
		all.Wait()
		return time.Since(began)
	}
	ask()
	time.Sleep(1500 * time.Millisecond)
	before, _ := replicaOf(t, s)
	line.stall()
	first, second := ask(), ask()
	if after, _ := replicaOf(t, s); after.Failed == before.Failed || first > 6*time.Second || second > time.Second {
		t.Errorf("requests took %s, and %s once it was known: %+v", first, second, after)
	}
	line.restore()
}

// again is the history of more writes behind those that have been made.
func (h history) again() history {
	times := h.times
	if times == 0 {
		times = often
	}
	next := h
	next.before += times
	return next
}

// disturb makes things go wrong with the replica, one after the other, until ended; once tells that all of it has.
func disturb(t *testing.T, line *lossy, ended <-chan struct{}, once *atomic.Bool) {
	sql := func(statement string) func() {
		return func() { onServer(t, line.replica, statement) }
	}
	server := func(do string) func() {
		return func() {
			if do == "kill" { // So that it need not replay all that was ever written when it comes back.
				onServer(t, os.Getenv(database.Variable), "CHECKPOINT")
				onServer(t, line.replica, "CHECKPOINT")
			}
			if out, err := exec.Command("../.ci/postgres", do, line.dir).CombinedOutput(); err != nil {
				t.Errorf("%s: %v %s", do, err, out)
			}
		}
	}
	for ; ; once.Store(true) {
		for _, d := range []struct {
			name         string
			begin, end   func()
			lasts, pause time.Duration
		}{
			{"replay is paused", sql("SELECT pg_wal_replay_pause()"), sql("SELECT pg_wal_replay_resume()"), 100 * time.Millisecond, 300 * time.Millisecond},
			{"connections are lost", line.cut, line.restore, 50 * time.Millisecond, time.Second},
			{"nothing comes through", line.stall, line.restore, 300 * time.Millisecond, 300 * time.Millisecond},
			{"statements are cancelled", sql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name = 'reelscore' AND state = 'active'"), func() {}, 0, 10 * time.Millisecond},
			{"the server is stopped", server("kill"), server("again"), 200 * time.Millisecond, time.Second},
		} {
			select {
			case <-ended:
				return
			default:
			}
			d.begin()
			time.Sleep(d.lasts)
			d.end()
			line.done[d.name]++
			select {
			case <-ended:
			case <-time.After(d.pause):
			}
		}
	}
}

// onServer runs a statement on a server, which may be starting.
func onServer(t *testing.T, address, statement string) {
	var err error
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		var conn *pgx.Conn
		if conn, err = pgx.Connect(t.Context(), address); err != nil {
			continue
		}
		_, err = conn.Exec(t.Context(), statement)
		conn.Close(t.Context())
		break
	}
	if err != nil {
		t.Errorf("%s: %v", statement, err)
	}
}

// lossy is a line to the replica that can be disturbed.
type lossy struct {
	t *testing.T
	// replica is the address of the real one, dir the directory of its socket, and address where it is reached through the line.
	replica, dir, address string
	done                  map[string]int

	mu      sync.Mutex
	refuses bool
	stalls  chan struct{} // closed when it goes on; nil when it does not stall
	conns   map[net.Conn]bool
}

func newLossy(t *testing.T, replica string) *lossy {
	t.Helper()
	u, err := url.Parse(replica)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &lossy{t: t, replica: replica, dir: u.Query().Get("host"), conns: map[net.Conn]bool{}, done: map[string]int{}}
	if !strings.HasPrefix(l.dir, "/") {
		t.Skip("the replica is not at a socket of this machine, so it cannot be stopped")
	}
	l.address = fmt.Sprintf("postgres://%s@%s%s?sslmode=disable", u.User.Username(), listener.Addr(), u.Path)
	t.Cleanup(func() { listener.Close(); l.cut() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go l.serve(conn)
		}
	}()
	return l
}

func (l *lossy) serve(conn net.Conn) {
	defer conn.Close()
	server, err := net.Dial("unix", filepath.Join(l.dir, ".s.PGSQL.5432"))
	if err != nil {
		return
	}
	defer server.Close()
	l.mu.Lock()
	refuses := l.refuses
	l.conns[conn], l.conns[server] = true, true
	l.mu.Unlock()
	if refuses {
		return
	}
	go func() { l.pass(conn, server); conn.Close() }()
	l.pass(server, conn)
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.conns, conn)
	delete(l.conns, server)
}

func (l *lossy) pass(from, to net.Conn) {
	b := make([]byte, 32<<10)
	for {
		n, err := from.Read(b)
		l.mu.Lock()
		stalls := l.stalls
		l.mu.Unlock()
		if stalls != nil {
			<-stalls
		}
		if n > 0 {
			if _, err := to.Write(b[:n]); err != nil {
				return
			}
		}
		if err == io.EOF || err != nil {
			return
		}
	}
}

func (l *lossy) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refuses = true
	for conn := range l.conns {
		conn.Close()
	}
}

func (l *lossy) stall() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stalls = make(chan struct{})
}

func (l *lossy) restore() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refuses = false
	if l.stalls != nil {
		close(l.stalls)
		l.stalls = nil
	}
}
