package api_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/api"
	"reelscore/handlers"
	"reelscore/models"
)

// remembering starts a server whose films are answered by a handler of the test.
func remembering(t *testing.T, handle handlers.Handler) *httptest.Server {
	t.Helper()
	store, err := models.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	for store.Moment() == 0 { // The writer has not looked for other programs for the first time yet.
		time.Sleep(10 * time.Millisecond)
	}
	log := slog.New(slog.DiscardHandler)
	h, err := api.NewWith(&handlers.API{Store: store, Log: log, BodyLimit: 1 << 20}, api.Options{Log: log, Memory: 1 << 20, RequestTimeout: 5 * time.Second},
		map[string]handlers.Handler{"/films": handle})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(func() {
		s.Close()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestManyMissesAskOnce(t *testing.T) {
	var asked atomic.Int32
	begun, release := make(chan struct{}), make(chan struct{})
	s := remembering(t, func(c *gin.Context) error {
		if asked.Add(1) == 1 {
			close(begun)
		}
		<-release
		if err := c.Request.Context().Err(); err != nil { // Of the client that began it, who has gone.
			return err
		}
		c.Data(http.StatusOK, "application/json", []byte(`{}`))
		return nil
	})
	get := func(ctx context.Context) (status int, err error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/v1/films", nil)
		if err != nil {
			return 0, err
		}
		res, err := s.Client().Do(req)
		if err != nil {
			return 0, err
		}
		return res.StatusCode, res.Body.Close()
	}
	first, leave := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() {
		if _, err := get(first); err == nil {
			t.Error("the first client was answered, though it went away")
		}
	})
	<-begun
	for range 20 {
		all.Go(func() {
			if status, err := get(t.Context()); err != nil || status != http.StatusOK {
				t.Errorf("%d %v", status, err)
			}
		})
	}
	leave()
	time.Sleep(100 * time.Millisecond) // The others have come, too.
	close(release)
	all.Wait()
	if n := asked.Load(); n != 1 {
		t.Errorf("the handler was asked %d times", n)
	}
}

// Who misses just before the answer is kept, and asks just after, finds it.
func TestAnAnswerIsReadOnce(t *testing.T) {
	const addresses, clients = 200, 8
	var asked atomic.Int32
	s := remembering(t, func(c *gin.Context) error {
		asked.Add(1)
		c.Data(http.StatusOK, "application/json", []byte(`{}`))
		return nil
	})
	s.Client().Transport.(*http.Transport).MaxIdleConnsPerHost = clients
	for i := range addresses {
		var all sync.WaitGroup
		for range clients {
			all.Go(func() {
				res, err := s.Client().Get(fmt.Sprintf("%s/v1/films?x=%d", s.URL, i)) //nolint:noctx // A test.
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := io.Copy(io.Discard, res.Body); err != nil || res.Body.Close() != nil {
					t.Errorf("the answer ends with %v", err)
				}
			})
		}
		all.Wait()
	}
	if n := asked.Load(); n != addresses {
		t.Errorf("%d addresses were read %d times", addresses, n)
	}
}

func TestPanicOfOneReadIsToldToAll(t *testing.T) {
	s := remembering(t, func(*gin.Context) error { panic("lost") })
	res, err := s.Client().Get(s.URL + "/v1/films") //nolint:noctx // A test.
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, _ := io.ReadAll(res.Body); res.StatusCode != http.StatusInternalServerError || bytes.Contains(body, []byte("lost")) {
		t.Errorf("%d %s", res.StatusCode, body)
	}
}

func TestRememberedAnswersAreCompressedOnce(t *testing.T) {
	text := `{"text":"` + strings.Repeat("again and again ", 200) + `"}`
	s := remembering(t, func(c *gin.Context) error {
		c.Header("ETag", `"1.x"`)
		c.Data(http.StatusOK, "application/json", []byte(text))
		return nil
	})
	get := func(headers ...string) (*http.Response, []byte) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/v1/films", nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(headers); i += 2 {
			req.Header.Set(headers[i], headers[i+1])
		}
		res, err := (&http.Transport{DisableCompression: true}).RoundTrip(req)
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
	for range 2 {
		res, body := get("Accept-Encoding", "br, gzip;q=0.8")
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		plain, err := io.ReadAll(z)
		if err != nil || string(plain) != text || res.Header.Get("Content-Encoding") != "gzip" || res.Header.Get("ETag") != `"1.x-gzip"` || !strings.Contains(strings.Join(res.Header.Values("Vary"), ","), "Accept-Encoding") {
			t.Errorf("%v %v %s", res.Header, err, plain)
		}
	}
	for _, takes := range []string{"identity", "gzip;q=0", "br"} {
		if res, body := get("Accept-Encoding", takes); string(body) != text || res.Header.Get("ETag") != `"1.x"` || res.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s: %v %s", takes, res.Header, body)
		}
	}
	if res, body := get("Accept-Encoding", "gzip", "If-None-Match", `"1.x-gzip"`); res.StatusCode != http.StatusNotModified || len(body) > 0 || res.Header.Get("ETag") != `"1.x-gzip"` {
		t.Errorf("%d %v %s", res.StatusCode, res.Header, body)
	}
}
