// Package testkit starts the real thing for tests: a server on a real database, spoken to over HTTP.
package testkit

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"reelscore/api"
	"reelscore/handlers"
	"reelscore/ingest"
	"reelscore/internal/contract"
	"reelscore/internal/fetch"
	"reelscore/internal/testkit/database"
	"reelscore/models"
)

// Server is a running server with its store.
type Server struct {
	*httptest.Server
	Store *models.Store
	// Imports runs uploaded imports; see RunImports.
	Imports *ingest.Imports
	// Key is an admin key, which Do sends.
	Key string
	// Path is the address of the database: a file, or a URL.
	Path    string
	t       testing.TB
	queries atomic.Int64
}

// Start starts a server on an empty collection; both are gone when the test ends. Whatever its client sends and gets is
// checked against the OpenAPI document. It reads from a replica where REELSCORE_TEST_REPLICA names one.
func Start(t testing.TB, change ...func(*api.Options)) *Server {
	t.Helper()
	return StartReading(t, func(replica string) string { return replica }, change...)
}

// StartReading is Start with a replica at the address that from makes of its real one; "" where there is none.
func StartReading(t testing.TB, from func(replica string) string, change ...func(*api.Options)) *Server {
	t.Helper()
	s := &Server{t: t, Path: Database(t)}
	store, err := models.Open(t.Context(), s.Path, models.OnStatement(s.count))
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv(rehearseVariable) != "" {
		store.Rehearse()
	}
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	if replica := database.Replica(t, s.Path); replica != "" {
		readFrom(t, store, from(replica), log)
	}
	options := api.Options{Log: log, Memory: 16 << 20}
	for _, c := range change {
		c(&options)
	}
	key, err := store.FirstKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	imports := ingest.NewImports(store, log)
	fetching := fetch.Defaults("test")
	fetching.Allow = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
	feeds := ingest.NewFeeds(store, fetch.New(fetching), ingest.FeedOptions{Log: log, Pace: -1})
	handler, err := api.New(&handlers.API{Store: store, Log: log, BodyLimit: 8 << 20, Feeds: feeds, Imports: imports, ImportLimit: 64 << 20, Version: "test"}, options)
	if err != nil {
		t.Fatal(err)
	}
	agreed, err := contract.Load()
	if err != nil {
		t.Fatal(err)
	}
	s.Imports = imports
	s.Server, s.Store, s.Key = httptest.NewServer(handler), store, key
	s.Client().Transport = checked{t, agreed, s.Client().Transport}
	t.Cleanup(func() {
		s.Close()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// rehearseVariable makes every write run twice, see models.Store.Rehearse.
const rehearseVariable = "REELSCORE_TEST_REHEARSE"

// readFrom makes the store read from the replica, and waits until it is in use.
func readFrom(t testing.TB, store *models.Store, replica string, log *slog.Logger) {
	t.Helper()
	if err := store.ReadFrom([]string{replica}, log); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		if st, err := store.Stats(t.Context()); err != nil || time.Now().After(end) {
			t.Fatalf("the replica %s is not used: %+v %v", replica, st.Replicas, err)
		} else if st.Replicas[0].InUse {
			return
		}
	}
}

// Database is the address of an empty collection for a test: a SQLite file, or a database on the PostgreSQL server that
// REELSCORE_TEST_POSTGRES names.
func Database(t testing.TB) string {
	t.Helper()
	return database.New(t, func(address string) error {
		store, err := models.Open(context.Background(), address)
		if err != nil {
			return err
		}
		return store.Close()
	})
}

// count counts the statements that read.
func (s *Server) count(_ context.Context, statement string, _ time.Duration) {
	if strings.HasPrefix(statement, "SELECT") || strings.HasPrefix(statement, "WITH") {
		s.queries.Add(1)
	}
}

// RunImports runs uploaded imports until the test ends, or the returned function is called.
func (s *Server) RunImports() (stop func()) {
	ctx, cancel := context.WithCancel(s.t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.Imports.Run(ctx)
	}()
	stop = func() { cancel(); <-ended }
	s.t.Cleanup(stop)
	return stop
}

// Queries is how many queries the store has run so far.
func (s *Server) Queries() int64 { return s.queries.Load() }

// Answer is what the server answered.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
	t      testing.TB
}

// Do sends a request with the admin key; a body that is not a string is sent as JSON. Headers come in pairs of name and
// value; an empty value takes the header away, so that "Authorization", "" sends no key.
func (s *Server) Do(method, path string, body any, headers ...string) Answer {
	s.t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = bytes.NewBufferString(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			s.t.Fatal(err)
		}
		reader = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.URL+path, reader)
	if err != nil {
		s.t.Fatal(err)
	}
	switch {
	case method == http.MethodPatch:
		req.Header.Set("Content-Type", "application/merge-patch+json")
	case body != nil:
		req.Header.Set("Content-Type", "application/json")
	}
	req.Header.Set("Authorization", "Bearer "+s.Key)
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i+1] == "" {
			req.Header.Del(headers[i])
		} else {
			req.Header.Set(headers[i], headers[i+1])
		}
	}
	res, err := s.Client().Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return Answer{Status: res.StatusCode, Header: res.Header, Body: text, t: s.t}
}

// Get sends a GET.
func (s *Server) Get(path string, headers ...string) Answer {
	s.t.Helper()
	return s.Do(http.MethodGet, path, nil, headers...)
}

// Want fails the test unless the answer has that status, and decodes its JSON body into to when that is not nil.
func (a Answer) Want(status int, to any) Answer {
	a.t.Helper()
	if a.Status != status {
		a.t.Fatalf("status %d, want %d: %s", a.Status, status, a.Body)
	}
	if to != nil {
		if err := json.Unmarshal(a.Body, to); err != nil {
			a.t.Fatalf("%v in %s", err, a.Body)
		}
	}
	return a
}
