package api_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/api"
	"reelscore/handlers"
	"reelscore/models"
)

// sink is an answer that nobody reads.
type sink struct{ header http.Header }

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(int)             {}
func (s *sink) Write(b []byte) (int, error) { return len(b), nil }

// BenchmarkMiddleware measures what stands around a handler that answers 2 KB at once: nothing, all of it, and all of it
// each time with one thing more.
func BenchmarkMiddleware(b *testing.B) {
	text := []byte(`{"text":"` + strings.Repeat("0123456789abcdef", 128) + `"}`)
	constant := func(c *gin.Context) error {
		c.Data(http.StatusOK, "application/json", text)
		return nil
	}
	store, err := models.Open(b.Context(), filepath.Join(b.TempDir(), "bench.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := store.Close(); err != nil {
			b.Error(err)
		}
	})
	key, err := store.FirstKey(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	quiet := api.Options{Log: slog.New(slog.DiscardHandler)}
	limited, logged, timed := quiet, quiet, quiet
	limited.Rate = api.Rate{Requests: 1 << 30, Window: time.Second}
	logged.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	timed.RequestTimeout = time.Minute
	bare := gin.New()
	bare.GET("/v1/constant", func(c *gin.Context) { _ = constant(c) })
	for _, c := range []struct {
		name    string
		handler http.Handler
		headers map[string]string
	}{
		{"gin alone", bare, nil},
		{"all", with(b, store, quiet, constant), nil},
		{"all and limit", with(b, store, limited, constant), nil},
		{"all and access log", with(b, store, logged, constant), nil},
		{"all and time-out", with(b, store, timed, constant), nil},
		{"all, with a key", with(b, store, quiet, constant), map[string]string{"Authorization": "Bearer " + key}},
		{"all, gzip", with(b, store, quiet, constant), map[string]string{"Accept-Encoding": "gzip"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			req := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/v1/constant", nil)
			for name, value := range c.headers {
				req.Header.Set(name, value)
			}
			b.ReportAllocs()
			for b.Loop() {
				c.handler.ServeHTTP(&sink{http.Header{}}, req)
			}
		})
	}
}

func with(b *testing.B, store *models.Store, o api.Options, handle handlers.Handler) http.Handler {
	b.Helper()
	h, err := api.NewWith(&handlers.API{Store: store, Log: o.Log, BodyLimit: 1 << 20}, o, map[string]handlers.Handler{"/constant": handle})
	if err != nil {
		b.Fatal(err)
	}
	return h
}
