package api

import (
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// elsewhere is the route of requests that none takes.
const elsewhere = "none"

// metrics count the requests by the templates of their routes: their addresses are too many, and may be secrets.
type metrics struct {
	registry  *prometheus.Registry
	requests  *prometheus.CounterVec
	durations *prometheus.HistogramVec
	meters    map[meterKey]*meter
	elsewhere *meter
}

type meterKey struct{ route, method string }

// meter counts the requests of one route and method. What most requests end with has its counter at hand.
type meter struct {
	key             meterKey
	seconds         prometheus.Observer
	ok, notModified prometheus.Counter
}

func newMetrics(registry *prometheus.Registry, m *memory) *metrics {
	if registry == nil {
		registry = prometheus.NewRegistry()
	}
	s := &metrics{
		registry: registry,
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "reelscore_http_requests_total", Help: "Requests answered."}, []string{"route", "method", "status"}),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "reelscore_http_request_duration_seconds", Help: "Time from the request's header to the end of the answer.",
			Buckets: []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"route", "method"}),
		meters: map[meterKey]*meter{},
	}
	s.elsewhere = s.meter(elsewhere, "any")
	registry.MustRegister(s.requests, s.durations)
	for _, c := range []struct {
		name, help string
		read       func() int64
	}{
		{"hits_total", "Answers given from memory.", m.hits.Load},
		{"misses_total", "Answers that memory did not have, or no longer.", m.misses.Load},
		{"ahead_total", "Answers made again before a batch of an import made them old.", m.ahead.Load},
	} {
		registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "reelscore_answer_cache_" + c.name, Help: c.help}, func() float64 { return float64(c.read()) }))
	}
	registry.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "reelscore_answer_cache_bytes", Help: "Memory of the answers that are kept."}, func() float64 { bytes, _ := m.held(); return float64(bytes) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "reelscore_answer_cache_answers", Help: "Answers that are kept."}, func() float64 { _, answers := m.held(); return float64(answers) }),
	)
	return s
}

func (m *metrics) meter(route, method string) *meter {
	return &meter{
		key:         meterKey{route, method},
		seconds:     m.durations.WithLabelValues(route, method),
		ok:          m.requests.WithLabelValues(route, method, "200"),
		notModified: m.requests.WithLabelValues(route, method, "304"),
	}
}

// know makes the meter of a route, before the first request.
func (m *metrics) know(path, method string) { m.meters[meterKey{path, method}] = m.meter(path, method) }

// count counts a request.
func (m *metrics) count(c *gin.Context, took time.Duration) {
	known := m.meters[meterKey{c.FullPath(), c.Request.Method}]
	if known == nil {
		known = m.elsewhere
	}
	known.seconds.Observe(took.Seconds())
	switch status := c.Writer.Status(); status {
	case http.StatusOK:
		known.ok.Inc()
	case http.StatusNotModified:
		known.notModified.Inc()
	default:
		m.requests.WithLabelValues(known.key.route, known.key.method, strconv.Itoa(status)).Inc()
	}
}

// metricsPath is where Prometheus asks.
const metricsPath = "/metrics"

// metricsSteps answer Prometheus on the public address, where it needs a key: how much a collection is used is its owner's.
func (s *server) metricsSteps() []step {
	handler := promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{DisableCompression: true})
	return []step{s.authenticate, s.limit, s.authorise(read), func(c *gin.Context) error {
		c.Header("Cache-Control", "no-store")
		handler.ServeHTTP(c.Writer, c.Request)
		return nil
	}}
}
