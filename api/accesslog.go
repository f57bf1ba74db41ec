package api

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

// accessLines is how many requests a second are logged. Every line costs as much as a small answer does, and a flood
// would fill the disk; at debug all are logged. What failed here has a line of its own in any case.
const accessLines = 200

// sampler lets a number of lines through in each second and counts the others.
type sampler struct {
	mu            sync.Mutex
	second        int64
	lines, missed int
}

// take tells whether a line may be written, and how many were not since the last one.
func (s *sampler) take(now time.Time, all bool) (write bool, missed int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if second := now.Unix(); second != s.second {
		s.second, s.lines = second, 0
	}
	if s.lines >= accessLines && !all {
		s.missed++
		return false, 0
	}
	s.lines++
	missed, s.missed = s.missed, 0
	return true, missed
}

// observe counts each request and logs it, also one that is given up by a panic. It asks for the time twice for both.
func (s *server) observe() gin.HandlerFunc {
	log := s.accessLog()
	return func(c *gin.Context) {
		begin := time.Now()
		defer func() {
			took := time.Since(begin)
			s.metrics.count(c, took)
			log(c, begin.Add(took), took)
		}()
		c.Next()
	}
}

// accessLog writes one line a request, up to accessLines a second; a line tells how many were left out before it. The
// query is not logged: it may hold what people search for.
func (s *server) accessLog() func(c *gin.Context, end time.Time, took time.Duration) {
	ctx := context.Background()
	if !s.Log.Enabled(ctx, slog.LevelInfo) {
		return func(*gin.Context, time.Time, time.Duration) {}
	}
	all := s.Log.Enabled(ctx, slog.LevelDebug)
	var lines sampler
	return func(c *gin.Context, end time.Time, took time.Duration) {
		write, missed := lines.take(end, all)
		if !write {
			return
		}
		line := []slog.Attr{
			slog.String("method", c.Request.Method), slog.String("path", c.Request.URL.Path), slog.Int("status", c.Writer.Status()),
			slog.Int("bytes", max(c.Writer.Size(), 0)), slog.Float64("ms", float64(took.Microseconds())/1000),
			slog.String("client", c.ClientIP()), slog.String("request_id", requestIDOf(c)),
		}
		if key := identityOf(c); key != nil {
			line = append(line, slog.Int64("key", key.ID))
		}
		if missed > 0 {
			line = append(line, slog.Int("left_out", missed))
		}
		s.Log.LogAttrs(c.Request.Context(), slog.LevelInfo, "request", line...)
	}
}
