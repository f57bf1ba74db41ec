package api

import (
	"log/slog"
	"time"

	"github.com/gin-gonic/gin"
)

// accessLog writes one line a request. The query is left out: it may hold what people search for.
func (s *server) accessLog(c *gin.Context) {
	ctx := c.Request.Context()
	if !s.Log.Enabled(ctx, slog.LevelInfo) {
		return
	}
	start := time.Now()
	defer func() { // Also when the connection is given up by a panic.
		line := []slog.Attr{
			slog.String("method", c.Request.Method), slog.String("path", c.Request.URL.Path), slog.Int("status", c.Writer.Status()),
			slog.Int("bytes", max(c.Writer.Size(), 0)), slog.Float64("ms", float64(time.Since(start).Microseconds())/1000),
			slog.String("client", c.ClientIP()), slog.String("request_id", requestIDOf(c)),
		}
		if key := identityOf(c); key != nil {
			line = append(line, slog.Int64("key", key.ID))
		}
		s.Log.LogAttrs(ctx, slog.LevelInfo, "request", line...)
	}()
	c.Next()
}
