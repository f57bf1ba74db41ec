package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
)

// body refuses a body that declares to be too large before it is sent, and stops one that lies about it. A client that
// waits for 100-continue never sends it.
func (s *server) body(c *gin.Context) error {
	if c.Request.ContentLength == 0 {
		return nil
	}
	limit := s.handlers.BodyLimit
	if c.Request.ContentLength > limit {
		return fault.New(fault.TooLarge, "The body has %d bytes, and at most %d are taken; send it in parts.", c.Request.ContentLength, limit)
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, limit)
	return nil
}
