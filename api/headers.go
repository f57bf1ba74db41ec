package api

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// standing sets the headers that every answer has; a handler may replace them (the pages of the documentation need another
// policy). Strict-Transport-Security is left to the proxy that ends TLS: this server speaks plain HTTP only, and cannot know.
func standing() gin.HandlerFunc {
	headers := []struct{ name, value string }{
		{"X-Content-Type-Options", "nosniff"},
		{"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
		{"X-Frame-Options", "DENY"},
		{"Referrer-Policy", "no-referrer"},
		{"Cross-Origin-Resource-Policy", "cross-origin"},
		{"Cache-Control", "no-store"},
	}
	return func(c *gin.Context) {
		answer := c.Writer.Header()
		for _, h := range headers {
			answer.Set(h.name, h.value)
		}
		answer.Add("Vary", "Authorization")
	}
}

// caching says who may keep the answer: a cache may keep what is public and must ask again each time, which the ETag makes
// cheap; what a key was needed for, or sent for, only the client itself. All else is not stored.
func (s *server) caching(needs scope) step {
	return func(c *gin.Context) error {
		switch reads := c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead; {
		case !reads || needs == admin:
		case s.Private || identityOf(c) != nil:
			c.Header("Cache-Control", "private, max-age=0, must-revalidate")
		default:
			c.Header("Cache-Control", "public, max-age=0, must-revalidate")
		}
		return nil
	}
}
