package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"reelscore/internal/config"
	"reelscore/internal/testkit/database"
)

// output is a buffer that the program and the test may use at the same time.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// started is a server that runs until stop, which returns its exit code.
type started struct {
	url, out string
	log      *output
	stop     func() int
}

func start(t *testing.T, args ...string) started {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, log, code := &output{}, &output{}, make(chan int, 1)
	go func() { code <- run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...), out, log) }()
	stop := sync.OnceValue(func() int { cancel(); return <-code })
	t.Cleanup(func() { stop() })
	address := regexp.MustCompile(`address +(\S+)`)
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if found := address.FindStringSubmatch(out.String()); found != nil && strings.Contains(out.String(), "database") {
			return started{found[1], out.String(), log, stop}
		}
		if time.Now().After(deadline) {
			t.Fatalf("does not start: %s%s", out, log)
		}
	}
}

// post creates a film with a key and returns the status.
func post(t *testing.T, url, key string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/v1/films", strings.NewReader(`{"title":"Her"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+key)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

func TestFirstStartMakesOneKeyAndTellsItOnce(t *testing.T) {
	db := database.Empty(t)
	s := start(t, "--db", db)
	key := regexp.MustCompile(`rs_[A-Z0-9]{52}`).FindString(s.out)
	if got := post(t, s.url, key); got != 201 {
		t.Errorf("first key %q: %d in\n%s", key, got, s.out)
	}
	if code := s.stop(); code != 0 {
		t.Errorf("exit code %d: %s", code, s.log)
	}
	s = start(t, "--db", db)
	if strings.Contains(s.out, "admin key") || strings.Contains(s.log.String(), key) {
		t.Errorf("told again: %s%s", s.out, s.log)
	}
	if got := post(t, s.url, key); got != 201 {
		t.Errorf("after a restart: %d", got)
	}
}

func TestAdminKeyOfTheEnvironmentIsDeclarative(t *testing.T) {
	db := database.Empty(t)
	one, two := "rs_"+strings.Repeat("a1", 30), "rs_"+strings.Repeat("b2", 30)
	for _, c := range []struct {
		set, works, refused string
	}{{one, one, two}, {one, one, two}, {two, two, one}} {
		t.Setenv(adminKeyVariable, c.set)
		s := start(t, "--db", db)
		if strings.Contains(s.out+s.log.String(), c.set) {
			t.Errorf("the key is told: %s%s", s.out, s.log)
		}
		if got, not := post(t, s.url, c.works), post(t, s.url, c.refused); got != 201 || not != 401 {
			t.Errorf("set %.5s: %d and %d", c.set, got, not)
		}
		s.stop()
	}
	t.Setenv(adminKeyVariable, one)
	log := &output{}
	if code := run(t.Context(), []string{"--db", db, "--addr", "127.0.0.1:0"}, io.Discard, log); code != 1 || !strings.Contains(log.String(), "was revoked") {
		t.Errorf("a revoked key comes back: %d %s", code, log)
	}
}

func TestEverythingWrongStopsTheStartAtOnce(t *testing.T) {
	t.Setenv("REELSCORE_REQUEST_TIMEOUT", "long")
	t.Setenv(adminKeyVariable, "secret")
	log := &output{}
	if code := run(t.Context(), []string{"--addr", "nowhere", "--db", "postgres://x", "--private=perhaps"}, io.Discard, log); code != 1 {
		t.Errorf("exit code %d", code)
	}
	for _, want := range []string{"--addr (REELSCORE_ADDR)", "--db (REELSCORE_DB)", "--private (REELSCORE_PRIVATE)", "--request-timeout (REELSCORE_REQUEST_TIMEOUT)", adminKeyVariable} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("no %s in\n%s", want, log)
		}
	}
}

func TestFlagGoesBeforeEnvironment(t *testing.T) {
	db := database.Empty(t)
	t.Setenv("REELSCORE_LOG_LEVEL", "nonsense")
	t.Setenv("REELSCORE_LOG_FORMAT", "json")
	t.Setenv("REELSCORE_LOGLEVEL", "x")
	s := start(t, "--db", db, "--log-level", "info", "--addr", "0.0.0.0:0")
	if !strings.HasPrefix(s.url, "http://localhost:") {
		t.Errorf("address %s", s.url)
	}
	s.stop()
	for _, want := range []string{`"msg":"serving"`, "did you mean REELSCORE_LOG_LEVEL?"} {
		if !strings.Contains(s.log.String(), want) {
			t.Errorf("no %s in %s", want, s.log)
		}
	}
}

func TestPortInUseIsToldWithItsRemedy(t *testing.T) {
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	db, log := filepath.Join(t.TempDir(), "a.db"), &output{}
	code := run(t.Context(), []string{"--db", db, "--addr", l.Addr().String()}, io.Discard, log)
	if code != 1 || !strings.Contains(log.String(), "choose another port") {
		t.Errorf("%d: %s", code, log)
	}
	if made, err := filepath.Glob(db + "*"); err != nil || len(made) > 0 {
		t.Errorf("made %v, %v", made, err)
	}
}

func TestRequestsUnderWayFinishAtShutdown(t *testing.T) {
	for _, c := range []struct {
		name     string
		patience time.Duration
		finish   bool
	}{{"in time", 10 * time.Second, true}, {"too late", 30 * time.Millisecond, false}} {
		t.Run(c.name, func(t *testing.T) {
			l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			begun, stopping, release := make(chan struct{}), make(chan struct{}), make(chan struct{})
			slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				close(begun)
				select {
				case <-release:
				case <-r.Context().Done():
				}
				fmt.Fprint(w, "finished")
			})
			ctx, cancel := context.WithCancel(t.Context())
			ended, answer := make(chan error, 1), make(chan string, 1)
			log := slog.New(slog.DiscardHandler)
			server := newServer(slow, config.Settings{RequestTimeout: time.Minute}, log)
			go func() { ended <- serve(ctx, l, server, stopping, c.patience, log) }()
			go func() { answer <- ask(t.Context(), "http://"+l.Addr().String()) }()
			<-begun
			cancel()
			<-stopping // Readiness ends before the requests do.
			if c.finish {
				close(release)
			}
			if got := <-answer; (got == "finished") != c.finish {
				t.Errorf("answer %q", got)
			}
			if err := <-ended; (err == nil) != c.finish {
				t.Errorf("ended with %v", err)
			}
		})
	}
}

func ask(ctx context.Context, url string) string {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err.Error()
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return err.Error()
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return err.Error()
	}
	return string(body)
}
