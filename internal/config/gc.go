package config

import (
	"os"
	"runtime/debug"

	"github.com/dustin/go-humanize"
)

// The collector's settings when nothing else is said. A server that answers from a small live heap spends much of its
// time collecting at Go's own 100: 400 gave 1.4 times the requests. The limit keeps that from costing more memory than it is worth.
const (
	defaultGCPercent   = 400
	defaultMemoryLimit = "1GiB"
)

// GC are the settings of the garbage collector; 0 where nothing is said.
type GC struct {
	Percent int
	Limit   int64
}

// Apply sets the collector. What is said wins; then Go's own variables GOGC and GOMEMLIMIT, which have been applied
// already; then the defaults.
func (g GC) Apply() {
	if g.Percent == 0 && os.Getenv("GOGC") == "" {
		g.Percent = defaultGCPercent
	}
	if g.Percent != 0 {
		debug.SetGCPercent(g.Percent)
	}
	if g.Limit == 0 && os.Getenv("GOMEMLIMIT") == "" {
		limit, err := humanize.ParseBytes(defaultMemoryLimit)
		if err != nil { // It is a constant.
			panic(err)
		}
		g.Limit = int64(limit)
	}
	if g.Limit != 0 {
		debug.SetMemoryLimit(g.Limit)
	}
}
