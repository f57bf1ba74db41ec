package api

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/singleflight"

	"reelscore/handlers"
	"reelscore/internal/fault"
)

// Options are the settings of the HTTP surface.
type Options struct {
	Log *slog.Logger
	// Private closes reads too: they need a key of scope read.
	Private bool
	// RequestTimeout is the longest time that the work for one request may take; 0 for no limit.
	RequestTimeout time.Duration
	// Rate is how much one client may ask.
	Rate Rate
	// TrustedProxies are the addresses and networks whose X-Forwarded-For is believed.
	TrustedProxies []string
	// CORSOrigins are the web origins whose pages may read and write; "*" is all. With none, all may read.
	CORSOrigins []string
	// Memory is the most bytes of answers that are remembered; 0 for none.
	Memory int
	// Metrics is where the figures of the server are told; nil for a registry of its own.
	Metrics *prometheus.Registry
}

// server is what the middleware shares.
type server struct {
	Options
	handlers *handlers.API
	limiter  *limiter
	underway underway
	memory   *memory
	metrics  *metrics
	// flights are the reads under way for answers that are to be remembered.
	flights singleflight.Group
}

// step is a part of the way to a handler; an error ends the request.
type step func(*gin.Context) error

// New builds the server's handler from the route table.
func New(h *handlers.API, o Options) (http.Handler, error) {
	return build(h, o, routes(h), rootRoutes(h))
}

// build puts the middleware around the routes. Its order is the order in which a request passes:
//
//	compress      outermost, so that problems are compressed as well; what is inside sees plain bytes and plain ETags
//	observe       counts and logs, around recovery, so that it sees the status of a request that panicked
//	requestID     before all that may refuse
//	recovery      around everything that may panic
//	standing      the headers that every answer has, whoever writes it
//	crossOrigin   before keys and limits: a browser's preflight carries no key and must not spend the client's share
//
// and below /v1, where each may end the request with a problem:
//
//	authenticate  finds the key, so that its share and not its address's is charged
//	limit         before anything is refused, so that wrong keys are limited too
//	authorise     refuses keys that are not valid or lack the scope
//	caching       says who may store the answer, which depends on the key
//	accept        refuses clients that do not take JSON
//	recall        answers of the public reads from memory, while nothing that they rest on has been written; resting without memory
//	deadline      bounds the work that is left
//	body          refuses bodies that declare to be too large, before they are sent
//	once          innermost, where something is created: only what a handler did can be replayed
func build(h *handlers.API, o Options, below, root []route) (http.Handler, error) {
	gin.SetMode(gin.ReleaseMode)
	limiter, err := newLimiter(o.Rate)
	if err != nil {
		return nil, err
	}
	s := &server{Options: o, handlers: h, limiter: limiter, underway: underway{ends: map[handlers.RequestName]chan struct{}{}}}
	if s.memory, err = newMemory(o.Memory); err != nil {
		return nil, err
	}
	e := gin.New()
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false
	e.UseRawPath = true
	if err := e.SetTrustedProxies(o.TrustedProxies); err != nil {
		return nil, fmt.Errorf("trusted proxies: %w", err)
	}
	s.metrics = newMetrics(o.Metrics, s.memory)
	if o.Memory > 0 {
		h.Store.AnswerAhead(s.ahead)
	}
	e.Use(s.observe(), requestID, s.recovery, standing(), crossOrigin(o.CORSOrigins))
	e.NoRoute(s.steps(s.authenticate, s.limit, unknownRoute)...)
	e.NoMethod(s.steps(s.authenticate, s.limit, unknownMethod)...)
	for _, r := range root {
		s.mount(&e.RouterGroup, r, s.steps(s.answer(r)))
	}
	for _, r := range docsRoutes() {
		s.mount(&e.RouterGroup, r, s.steps(s.answer(r)))
	}
	s.mount(&e.RouterGroup, route{method: http.MethodGet, path: metricsPath}, s.steps(s.metricsSteps()...))
	v1 := e.Group("/v1")
	for _, r := range below {
		chain := []step{s.authenticate, s.limit, s.authorise(r.scope), s.caching(r.scope)}
		public := r.method == http.MethodGet && remembered[r.path]
		kept := public && o.Memory > 0
		switch {
		case kept:
			chain = append(chain, accept, s.body, s.recall(s.answer(r)))
		case r.long():
			chain = append(chain, s.unhurried, s.largeBody)
		case public:
			chain = append(chain, accept, s.deadline, s.body, s.resting)
		default:
			chain = append(chain, accept, s.deadline, s.body)
		}
		if takesName(r) {
			chain = append(chain, s.once)
		}
		if !kept {
			chain = append(chain, s.answer(r))
		}
		s.mount(v1, r, s.steps(chain...))
	}
	return compress(e)
}

// answer asks the handler.
func (s *server) answer(r route) step {
	return func(c *gin.Context) error {
		err := r.handle(c)
		if fault.Is(err, fault.NotFound) {
			return s.moved(c, err)
		}
		if err == nil {
			sameTag(c)
		}
		return err
	}
}

// moved sends the client of a film that was merged into another to that one. Otherwise the film is not found.
func (s *server) moved(c *gin.Context, notFound error) error {
	to, err := s.handlers.MovedFilm(c.Request.Context(), c)
	if err != nil || to == "" {
		return errors.Join(err, notFound)
	}
	c.Header("Cache-Control", "no-store")
	c.Redirect(http.StatusPermanentRedirect, to)
	return nil
}

// mount adds a route; every GET answers HEAD as well.
func (s *server) mount(to *gin.RouterGroup, r route, chain []gin.HandlerFunc) {
	methods := []string{r.method}
	if r.method == http.MethodGet {
		methods = append(methods, http.MethodHead)
	}
	for _, method := range methods {
		to.Handle(method, r.path, chain...)
		s.metrics.know(strings.TrimSuffix(to.BasePath(), "/")+r.path, method)
	}
}

// steps turns steps into a chain that ends at the first error, which becomes the answer.
func (s *server) steps(steps ...step) []gin.HandlerFunc {
	chain := make([]gin.HandlerFunc, len(steps))
	for i, take := range steps {
		chain[i] = func(c *gin.Context) {
			if err := take(c); err != nil {
				s.fail(c, err)
			}
		}
	}
	return chain
}
