package api

import (
	"context"

	"github.com/gin-gonic/gin"
)

// deadline bounds the work for one request: what blocks gives up with context.DeadlineExceeded, which becomes the
// answer 504. A handler that streams for longer takes its own context and moves the deadlines of the connection with
// http.NewResponseController.
func (s *server) deadline(c *gin.Context) error {
	if s.RequestTimeout <= 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), s.RequestTimeout)
	defer cancel()
	c.Request = c.Request.WithContext(ctx)
	c.Next()
	return nil
}
