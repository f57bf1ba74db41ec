package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/api"
	"reelscore/handlers"
	"reelscore/internal/testkit"
)

// serveRoutes starts a server with the routes of the test, and returns its address and its log.
func serveRoutes(t *testing.T, o api.Options, routes map[string]handlers.Handler) (string, *bytes.Buffer) {
	t.Helper()
	log := &bytes.Buffer{}
	o.Log = slog.New(slog.NewTextHandler(log, nil))
	h, err := api.NewWith(&handlers.API{Log: o.Log, BodyLimit: 1 << 20}, o, routes)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL, log
}

func get(t *testing.T, url string, headers ...string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, body
}

func problemOf(t *testing.T, res *http.Response, body []byte, status int, code string) handlers.Problem {
	t.Helper()
	var p handlers.Problem
	if err := json.Unmarshal(body, &p); err != nil {
		t.Fatalf("%v in %q", err, body)
	}
	if res.StatusCode != status || p.Status != status || p.Code != code || res.Header.Get("Content-Type") != "application/problem+json" ||
		p.RequestID != res.Header.Get("X-Request-Id") || res.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("status %d, headers %v, problem %+v; want %d %s", res.StatusCode, res.Header, p, status, code)
	}
	return p
}

func TestPanicIsAProblemWithItsStackInTheLogOnly(t *testing.T) {
	url, log := serveRoutes(t, api.Options{}, map[string]handlers.Handler{"/boom": func(*gin.Context) error { panic("kaboom") }})
	res, body := get(t, url+"/v1/boom", "X-Request-Id", "from-the-proxy-7")
	p := problemOf(t, res, body, http.StatusInternalServerError, "internal")
	if p.RequestID != "from-the-proxy-7" || strings.Contains(string(body), "kaboom") {
		t.Errorf("problem %s", body)
	}
	for _, want := range []string{"kaboom", "middleware_test.go", "request_id=from-the-proxy-7", "status=500"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("no %q in the log:\n%s", want, log)
		}
	}
}

func TestBrokenAnswerIsCutOff(t *testing.T) {
	url, _ := serveRoutes(t, api.Options{}, map[string]handlers.Handler{"/half": func(c *gin.Context) error {
		c.Writer.WriteString("first half") //nolint:errcheck // The test is about what comes after.
		c.Writer.Flush()
		return fmt.Errorf("the rest cannot be read")
	}})
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/v1/half", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, err := io.ReadAll(res.Body); err == nil {
		t.Errorf("half an answer looks like a whole one: %q", body)
	}
}

func TestSlowWorkEndsInAProblem(t *testing.T) {
	wait := func(c *gin.Context) error {
		<-c.Request.Context().Done()
		return c.Request.Context().Err()
	}
	interrupted := func(c *gin.Context) error {
		<-c.Request.Context().Done()
		return fmt.Errorf("interrupted (9)") // What the SQLite engine says.
	}
	url, _ := serveRoutes(t, api.Options{RequestTimeout: 20 * time.Millisecond}, map[string]handlers.Handler{"/wait": wait, "/sql": interrupted})
	for _, path := range []string{"/v1/wait", "/v1/sql"} {
		res, body := get(t, url+path)
		problemOf(t, res, body, http.StatusGatewayTimeout, "timeout")
	}
}

func TestRequestIDOfTheClientIsKeptWhenSane(t *testing.T) {
	s := testkit.Start(t)
	if id := s.Get("/healthz", "X-Request-Id", "abc-1").Want(200, nil).Header.Get("X-Request-Id"); id != "abc-1" {
		t.Errorf("id %q", id)
	}
	seen := map[string]bool{}
	for _, bad := range []string{"a b", strings.Repeat("x", 101), `"><script>`, ""} {
		id := s.Get("/healthz", "X-Request-Id", bad).Want(200, nil).Header.Get("X-Request-Id")
		if id == bad || len(id) < 10 || seen[id] {
			t.Errorf("for %q the id is %q", bad, id)
		}
		seen[id] = true
	}
}

func TestBodiesAreBoundedAndTyped(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", her, "Content-Type", "text/plain").Want(415, nil)
	s.Do(http.MethodPatch, "/v1/films/1", `{}`, "Content-Type", "application/json").Want(415, nil)
	big := `{"title":"` + strings.Repeat("x", 8<<20) + `"}`
	s.Do(http.MethodPost, "/v1/films", big).Want(413, nil)

	// Declared too large: answered before a byte of it is sent.
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(5 * time.Second)) //nolint:errcheck // Without it the test only takes longer to fail.
	fmt.Fprintf(conn, "POST /v1/films HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n", s.Key)
	start := make([]byte, 12)
	if _, err := io.ReadFull(conn, start); err != nil || string(start) != "HTTP/1.1 413" {
		t.Errorf("answered %q, %v", start, err)
	}
}
