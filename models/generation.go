package models

import (
	"context"
	"database/sql"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
)

// watchEvery is how often a store looks for commits of other programs, and so the longest that a reader who relies on
// Generation may not see them.
const watchEvery = 100 * time.Millisecond

// generation counts commits. What was read at one generation is what is stored for as long as that stays the same.
type generation struct {
	count atomic.Uint64
	stop  context.CancelFunc
	ended chan struct{}
	err   error // once ended
}

// Generation changes with every write of this program before the write is acknowledged, and within a tenth of a second
// with the writes of other programs on the same file. What is kept together with the generation from before it was read
// is right while the generation is the same.
func (s *Store) Generation() uint64 { return s.generation.count.Load() }

// watch counts the commits of other programs until the store closes. The engine's data_version changes on one
// connection with every commit of another; our own are counted a second time by it, which does no harm.
func (g *generation) watch(reader *gorm.DB) error {
	pool, err := reader.DB()
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	conn, err := pool.Conn(ctx)
	if err != nil {
		stop()
		return err
	}
	g.stop, g.ended = stop, make(chan struct{})
	go func() {
		defer close(g.ended)
		g.follow(ctx, conn)
		g.err = conn.Close()
	}()
	return nil
}

func (g *generation) follow(ctx context.Context, conn *sql.Conn) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for last := int64(-1); ; {
		var version int64
		err := conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil: // Whether something changed cannot be told, so it may have.
			g.count.Add(1)
		case version != last:
			last = version
			g.count.Add(1)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// close ends the watch.
func (g *generation) close() error {
	g.stop()
	<-g.ended
	return g.err
}
