package cli

import (
	"context"
	"database/sql"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"reelscore/models"
)

// newRegistry holds the figures of the program and of its store.
func newRegistry(store *models.Store, log *slog.Logger) *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), storeFigures{store, log})
	r.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "reelscore_build_info", Help: "The version that runs; the value is 1.", ConstLabels: prometheus.Labels{"version": version()},
	}, func() float64 { return 1 }))
	return r
}

// statsTime bounds the reading of the store's figures.
const statsTime = 5 * time.Second

// storeFigures tells the store's figures when Prometheus asks.
type storeFigures struct {
	store *models.Store
	log   *slog.Logger
}

// figure is one figure of the store; the values of its label stand with its values.
type figure struct {
	desc *prometheus.Desc
	kind prometheus.ValueType
	read func(st *models.Stats) map[string]float64
}

func newFigure(kind prometheus.ValueType, name, help, label string, read func(st *models.Stats) map[string]float64) figure {
	var labels []string
	if label != "" {
		labels = []string{label}
	}
	return figure{prometheus.NewDesc("reelscore_"+name, help, labels, nil), kind, read}
}

// one is a figure without a label.
func one(kind prometheus.ValueType, name, help string, read func(st *models.Stats) float64) figure {
	return newFigure(kind, name, help, "", func(st *models.Stats) map[string]float64 { return map[string]float64{"": read(st)} })
}

// pools is a figure of the two pools of connections.
func pools(kind prometheus.ValueType, name, help string, read func(p sql.DBStats) float64) figure {
	return newFigure(kind, "db_"+name, help, "pool", func(st *models.Stats) map[string]float64 {
		return map[string]float64{"readers": read(st.Readers), "writer": read(st.Writer)}
	})
}

// ofReplicas is a figure of each replica.
func ofReplicas(kind prometheus.ValueType, name, help string, read func(r *models.ReplicaStats) float64) figure {
	return newFigure(kind, "replica_"+name, help, "replica", func(st *models.Stats) map[string]float64 {
		to := map[string]float64{}
		for i := range st.Replicas {
			to[st.Replicas[i].Name] = read(&st.Replicas[i])
		}
		return to
	})
}

const (
	counter = prometheus.CounterValue
	gauge   = prometheus.GaugeValue
)

var (
	figures = []figure{
		pools(gauge, "connections", "Open connections.", func(p sql.DBStats) float64 { return float64(p.OpenConnections) }),
		pools(gauge, "connections_in_use", "Connections at work.", func(p sql.DBStats) float64 { return float64(p.InUse) }),
		pools(counter, "waits_total", "Reads that waited for a connection.", func(p sql.DBStats) float64 { return float64(p.WaitCount) }),
		pools(counter, "wait_seconds_total", "Time that reads waited for a connection.", func(p sql.DBStats) float64 { return p.WaitDuration.Seconds() }),
		one(gauge, "db_log_bytes", "Size of SQLite's write-ahead log.", func(st *models.Stats) float64 { return float64(st.LogBytes) }),
		one(gauge, "writes_waiting", "Writes that wait for their turn.", func(st *models.Stats) float64 { return float64(st.Waiting) }),
		one(counter, "writer_busy_seconds_total", "Time that the writer was in transactions.", func(st *models.Stats) float64 { return st.Busy.Seconds() }),
		ofReplicas(gauge, "in_use", "Whether the replica is read from, when it has what is needed.", func(r *models.ReplicaStats) float64 {
			if r.InUse {
				return 1
			}
			return 0
		}),
		ofReplicas(counter, "reads_total", "Statements that the replica has answered.", func(r *models.ReplicaStats) float64 { return float64(r.Reads) }),
		ofReplicas(counter, "failed_reads_total", "Statements that the primary had to answer in place of the replica.", func(r *models.ReplicaStats) float64 { return float64(r.Failed) }),
		ofReplicas(gauge, "lag_bytes", "How much of the primary's log the replica has not replayed.", func(r *models.ReplicaStats) float64 { return float64(r.LagBytes) }),
		ofReplicas(gauge, "lag_seconds", "For how long the replica has not had what reads need.", func(r *models.ReplicaStats) float64 { return r.Lag.Seconds() }),
		one(counter, "replicas_passed_over_total", "Answers that were the primary's because no replica had what they need.", func(st *models.Stats) float64 { return float64(st.Passed) }),
		newFigure(gauge, "imports", "Imports by state.", "state", func(st *models.Stats) map[string]float64 { return numbers(st.Imports) }),
		newFigure(gauge, "import_rows", "Rows of the imports that are listed, by what became of them.", "outcome", func(st *models.Stats) map[string]float64 { return numbers(st.ImportRows) }),
		one(gauge, "import_rows_per_second", "Speed of the import that runs; 0 for none.", func(st *models.Stats) float64 { return float64(st.ImportSpeed) }),
		one(gauge, "feeds", "Feeds.", func(st *models.Stats) float64 { return float64(st.Feeds) }),
		one(gauge, "feeds_failing", "Feeds whose last read failed.", func(st *models.Stats) float64 { return float64(st.Failing) }),
		one(gauge, "feed_lag_seconds", "For how long the feed that is due for longest has been waiting to be read.", func(st *models.Stats) float64 { return st.Overdue.Seconds() }),
	}
	groupSize = prometheus.NewDesc("reelscore_write_group_size", "Writes that shared a commit.", nil, nil)
	unread    = prometheus.NewDesc("reelscore_db_up", "Whether the database told its figures.", nil, nil)
)

func numbers[K ~string](of map[K]int64) map[string]float64 {
	to := make(map[string]float64, len(of))
	for k, n := range of {
		to[string(k)] = float64(n)
	}
	return to
}

// Describe implements prometheus.Collector.
func (s storeFigures) Describe(to chan<- *prometheus.Desc) {
	for _, f := range figures {
		to <- f.desc
	}
	to <- groupSize
	to <- unread
}

// Collect implements prometheus.Collector.
func (s storeFigures) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), statsTime)
	defer cancel()
	st, err := s.store.Stats(ctx)
	if err != nil {
		s.log.Warn("read the figures for /metrics", "error", err)
		to <- prometheus.MustNewConstMetric(unread, gauge, 0)
		return
	}
	to <- prometheus.MustNewConstMetric(unread, gauge, 1)
	for _, f := range figures {
		for label, value := range f.read(&st) {
			if label == "" {
				to <- prometheus.MustNewConstMetric(f.desc, f.kind, value)
				continue
			}
			to <- prometheus.MustNewConstMetric(f.desc, f.kind, value, label)
		}
	}
	buckets, below := map[float64]uint64{}, uint64(0)
	for i, size := range models.GroupSizes() {
		below += uint64(st.Groups[i])
		buckets[float64(size)] = below
	}
	to <- prometheus.MustNewConstHistogram(groupSize, uint64(st.Commits), float64(st.Writes), buckets)
}
