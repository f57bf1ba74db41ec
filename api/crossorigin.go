package api

import (
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/rs/cors"
)

// preflightAge is how long a browser may remember the answer to a preflight.
const preflightAge = 2 * time.Hour

// crossOrigin lets pages of other origins use the API from a browser. Without a list of origins all of them may read;
// with one, these may read and write, and no other may do anything.
func crossOrigin(origins []string) gin.HandlerFunc {
	o := cors.Options{
		AllowedOrigins: origins,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete},
		AllowedHeaders: []string{"Authorization", "Content-Type", "Accept", "If-Match", "If-None-Match", idempotencyHeader, requestIDHeader},
		ExposedHeaders: []string{"ETag", "Link", "Location", "Retry-After", "RateLimit", "RateLimit-Policy", replayedHeader, requestIDHeader},
		MaxAge:         int(preflightAge.Seconds()),
	}
	if len(origins) == 0 {
		o.AllowedOrigins, o.AllowedMethods = []string{"*"}, []string{http.MethodGet, http.MethodHead}
	}
	anyone := slices.Contains(o.AllowedOrigins, "*")
	policy := cors.New(o)
	return func(c *gin.Context) {
		if anyone && c.GetHeader("Origin") == "" {
			return
		}
		policy.HandlerFunc(c.Writer, c.Request)
		if c.Request.Method == http.MethodOptions && c.GetHeader("Access-Control-Request-Method") != "" {
			c.AbortWithStatus(http.StatusNoContent)
		}
	}
}
