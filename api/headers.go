package api

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// standing sets the headers that every answer has; a handler may replace them (the pages of the documentation need another
// policy). Strict-Transport-Security is left to the proxy that ends TLS: this server speaks plain HTTP only, and cannot know.
//
// They are few on purpose, see docs/adr/0113-cost-of-an-answer.md: what concerns only documents that a browser shows is said
// with the pages of the documentation.
//
// The values are shared by all answers, in the form that a header has: to make them anew would cost an allocation each.
// Whoever sets or adds to one gets a slice of its own.
func standing() gin.HandlerFunc {
	headers := []struct {
		name  string
		value []string
	}{
		{"X-Content-Type-Options", []string{"nosniff"}},
		{"Content-Security-Policy", []string{"default-src 'none'; frame-ancestors 'none'"}},
		{"Cache-Control", []string{"no-store"}},
		{"Vary", []string{"Accept-Encoding, Authorization"}}, // The first is what compress says, too.
	}
	return func(c *gin.Context) {
		answer := c.Writer.Header()
		for i := range headers {
			answer[headers[i].name] = headers[i].value
		}
	}
}

// caching says who may keep the answer: a cache may keep what is public and must ask again each time, which the ETag makes
// cheap; what a key was needed for, or sent for, only the client itself. All else is not stored.
func (s *server) caching(needs scope) step {
	mine, everybody := []string{"private, max-age=0, must-revalidate"}, []string{"public, max-age=0, must-revalidate"}
	return func(c *gin.Context) error {
		switch reads := c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead; {
		case !reads || needs == admin:
		case s.Private || identityOf(c) != nil:
			c.Writer.Header()["Cache-Control"] = mine
		default:
			c.Writer.Header()["Cache-Control"] = everybody
		}
		return nil
	}
}
