package models

import (
	"context"
	"database/sql"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
)

// watchEvery is how often a store looks for commits of other programs on the same file. Answers that rest on the state
// before may be held to be right for twice as long, at most.
const watchEvery = 100 * time.Millisecond

// dataVersion asks for a number that changes on one connection with every commit of another.
const dataVersion = "PRAGMA data_version"

// looks is how often the writer has looked for the commits of others, on its own connection, where its own do not count.
type looks struct {
	begun, ended atomic.Int64
	// alone is that it holds the lock of writers since the last look, so that no other can commit.
	alone atomic.Bool
}

// elsewhere looks for the commits of other programs on a SQLite file. The writer does it as well, in every transaction and
// when it is idle (writer.look); but not while it waits for the lock that another program holds. So a reader looks too: what
// changes is in doubt until the writer has looked, and taken to be from elsewhere when it has not by the next time.
type elsewhere struct {
	looks *looks
	tell  func()
	stop  context.CancelFunc
	ended chan struct{}
	err   error // once ended
}

// watchElsewhere looks until closed; tell is called when others have written.
func watchElsewhere(reader *gorm.DB, looks *looks, tell func()) (*elsewhere, error) {
	pool, err := reader.DB()
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	conn, err := pool.Conn(ctx)
	if err != nil {
		stop()
		return nil, err
	}
	o := &elsewhere{looks: looks, tell: tell, stop: stop, ended: make(chan struct{})}
	go func() {
		defer close(o.ended)
		o.follow(ctx, conn)
		o.err = conn.Close()
	}()
	return o, nil
}

func (o *elsewhere) follow(ctx context.Context, conn *sql.Conn) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	version, doubt := int64(-1), int64(-1)
	for {
		if doubt >= 0 && o.looks.ended.Load() <= doubt {
			o.tell()
		}
		doubt = -1
		was := version
		err := conn.QueryRowContext(ctx, dataVersion).Scan(&version)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil: // Whether something changed cannot be told, so it may have.
			o.tell()
		case version != was && !o.looks.alone.Load():
			doubt = o.looks.begun.Load()
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// close ends the watch.
func (o *elsewhere) close() error {
	o.stop()
	<-o.ended
	return o.err
}
