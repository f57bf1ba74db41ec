package api

import (
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"

	"reelscore/handlers"
	"reelscore/internal/fault"
)

const requestIDHeader = "X-Request-Id"

// New builds the server's handler from the route table.
func New(h *handlers.API, log *slog.Logger) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false
	e.UseRawPath = true
	e.NoRoute(func(c *gin.Context) {
		fail(c, log, fault.New(fault.NotFound, "There is no such address; /docs/ shows all that there are."))
	})
	e.NoMethod(func(c *gin.Context) {
		fail(c, log, fault.New(fault.MethodNotKnown, "This address does not know the method %s.", c.Request.Method))
	})
	v1 := e.Group("/v1")
	for _, r := range routes(h) {
		v1.Handle(r.method, r.path, func(c *gin.Context) {
			if err := r.handle(c); err != nil {
				fail(c, log, err)
			}
		})
	}
	return e
}
