package api

import (
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"

	"reelscore/handlers"
	"reelscore/internal/fault"
)

const requestIDHeader = "X-Request-Id"

// Options are the settings of the HTTP surface.
type Options struct {
	Log *slog.Logger
	// Private closes reads too: they need a key of scope read.
	Private bool
}

// server is what the middleware shares.
type server struct {
	Options
	handlers *handlers.API
}

// New builds the server's handler from the route table.
func New(h *handlers.API, o Options) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	s := &server{Options: o, handlers: h}
	e := gin.New()
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false
	e.UseRawPath = true
	e.NoRoute(func(c *gin.Context) {
		s.fail(c, fault.New(fault.NotFound, "There is no such address; /docs/ shows all that there are."))
	})
	e.NoMethod(func(c *gin.Context) {
		s.fail(c, fault.New(fault.MethodNotKnown, "This address does not know the method %s.", c.Request.Method))
	})
	v1 := e.Group("/v1", s.authenticate)
	for _, r := range routes(h) {
		v1.Handle(r.method, r.path, s.authorise(r.scope), func(c *gin.Context) {
			if err := r.handle(c); err != nil {
				s.fail(c, err)
			}
		})
	}
	return e
}
