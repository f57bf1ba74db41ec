package models

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Option changes how Open opens a store.
type Option func(*gorm.Config)

// OnStatement calls watch behind every statement that the store runs, with its text, its values filled in, and the time
// that it took. Tests count statements with it. It costs time on every statement, and watch must be safe for concurrent
// use.
func OnStatement(watch func(ctx context.Context, statement string, took time.Duration)) Option {
	return func(c *gorm.Config) { c.Logger = watched{c.Logger, watch} }
}

// watched is a logger that passes statements on; gorm tells its logger of each.
type watched struct {
	logger.Interface
	watch func(context.Context, string, time.Duration)
}

// Trace implements logger.Interface.
func (w watched) Trace(ctx context.Context, begin time.Time, statement func() (string, int64), _ error) {
	text, _ := statement()
	w.watch(ctx, text, time.Since(begin))
}

// LogMode implements logger.Interface; statements are told of in every mode.
func (w watched) LogMode(logger.LogLevel) logger.Interface { return w }
