package api_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"reelscore/api"
	"reelscore/internal/testkit"
)

// BenchmarkRemembered measures a film from memory on the whole way through, as it is by default but for the limit, which
// would be reached; and as 304.
func BenchmarkRemembered(b *testing.B) {
	s := testkit.Start(b, func(o *api.Options) {
		o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
		o.Rate = api.Rate{Requests: 1 << 30, Window: time.Second}
		o.RequestTimeout = time.Minute
	})
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	tag := s.Get("/v1/films/1").Want(200, nil).Header.Get("ETag")
	for name, header := range map[string][2]string{"film": {}, "304": {"If-None-Match", tag}, "gzip": {"Accept-Encoding", "gzip"}} {
		b.Run(name, func(b *testing.B) {
			req := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/v1/films/1", nil)
			req.RemoteAddr = "127.0.0.1:4711"
			if header[0] != "" {
				req.Header.Set(header[0], header[1])
			}
			b.ReportAllocs()
			for b.Loop() {
				s.Config.Handler.ServeHTTP(&sink{http.Header{}}, req)
			}
		})
	}
}
