package api

import (
	"context"

	"github.com/gin-gonic/gin"
)

// bounded is a context that ends when the work for one request has taken too long: what blocks gives up with
// context.DeadlineExceeded, which becomes the answer 504.
func (s *server) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	if s.RequestTimeout <= 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, s.RequestTimeout)
}

// deadline bounds the steps behind it. A handler that streams for longer takes its own context and moves the deadlines of the
// connection with http.NewResponseController.
func (s *server) deadline(c *gin.Context) error {
	ctx, cancel := s.bounded(c.Request.Context())
	defer cancel()
	c.Request = c.Request.WithContext(ctx)
	c.Next()
	return nil
}

// timed bounds one step.
func (s *server) timed(handle step) step {
	return func(c *gin.Context) error {
		ctx, cancel := s.bounded(c.Request.Context())
		defer cancel()
		c.Request = c.Request.WithContext(ctx)
		return handle(c)
	}
}
