package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// replicas are the streaming replicas of the database that reads may be asked of.
type replicas struct {
	needs   *needs
	primary *sql.DB
	all     []*replica
	log     *slog.Logger
	// askNow holds a token when the primary has to be asked where its log is.
	askNow chan struct{}
	// place is where the primary's log was when it was last asked.
	place atomic.Uint64
	// passed counts the answers that were the primary's because no replica had what they need.
	passed atomic.Int64
	stop   context.CancelFunc
	ended  sync.WaitGroup

	mu sync.Mutex
	// moved is closed when anything is known that those who wait may wait for; nil when nobody waits.
	moved chan struct{}
}

const (
	// patience is how long a read waits for a replica to have what it needs. A replica that has been behind for longer is not
	// waited for.
	patience = 10 * time.Millisecond
	// lookEvery is how often a replica and the primary are looked after when nobody asks.
	lookEvery = time.Second
	// lookTime bounds a question for how far they are.
	lookTime = 2 * time.Second
	// A replica that is behind is asked again after a pause that grows.
	firstPause, longestPause = 200 * time.Microsecond, 100 * time.Millisecond
	// One that cannot be used is tried again after a time that grows.
	firstRetry, longestRetry = 500 * time.Millisecond, 30 * time.Second
	// lagTold is from when on it is told in the log that a replica is behind.
	lagTold = 5 * time.Second
)

// ReadFrom lets answers that rest on what they note (see Resting) be read from streaming replicas of the PostgreSQL database,
// by their addresses: from those that have all that was acknowledged here or told of by others before the read begins; and
// from the primary while there is none. That a replica cannot be used is no error: it is told to the log, and tried
// again. ReadFrom is called before the store is used, and once.
func (s *Store) ReadFrom(addresses []string, log *slog.Logger) error {
	if len(addresses) == 0 {
		return nil
	}
	e, ok := engineOf(s.reader).(postgresEngine)
	if !ok {
		return errors.New("only a PostgreSQL database has replicas to read from")
	}
	primary, err := s.reader.DB()
	if err != nil {
		return err
	}
	rs := &replicas{needs: &s.needs, primary: primary, log: log, askNow: make(chan struct{}, 1)}
	names := map[string]bool{}
	for _, address := range addresses {
		r, err := e.replica(address, rs)
		if err != nil {
			return err
		}
		if names[r.name] {
			return fmt.Errorf("the replica %s is named twice", r.name)
		}
		names[r.name] = true
		rs.all = append(rs.all, r)
	}
	s.needs.doubt() // What was written before, the schema too.
	ctx, stop := context.WithCancel(context.Background())
	rs.stop = stop
	rs.ended.Go(func() { rs.ask(ctx) })
	for _, r := range rs.all {
		rs.ended.Go(func() { r.run(ctx) })
	}
	s.replicas = rs
	return nil
}

// close ends the use of replicas. Nobody reads any more.
func (rs *replicas) close() error {
	if rs == nil {
		return nil
	}
	rs.stop()
	rs.ended.Wait()
	var errs []error
	for _, r := range rs.all {
		errs = append(errs, r.pool.Close())
	}
	return errors.Join(errs...)
}

// choose is the replica to read from now; nil for the primary.
func (rs *replicas) choose(ctx context.Context) *replica {
	need := rs.needs.now()
	if r := rs.best(need); r != nil {
		return r
	}
	// Moved is asked for before it is looked: what happens behind the look ends the waiting.
	var end <-chan time.Time
	for {
		moved := rs.awaitMove()
		// No more is needed than at the beginning; but what was in doubt may be known now.
		if now := rs.needs.now(); need.unknown && !now.unknown {
			need.log, need.unknown = now.log, false
		}
		if r := rs.best(need); r != nil {
			return r
		}
		if !rs.soon(need) {
			break
		}
		if end == nil {
			timer := time.NewTimer(patience)
			defer timer.Stop()
			end = timer.C
		}
		select {
		case <-moved:
			continue
		case <-end:
		case <-ctx.Done():
		}
		break
	}
	rs.passed.Add(1)
	return nil
}

// best is the replica that has what is needed and the least to do; nil for none.
func (rs *replicas) best(n need) (best *replica) {
	for _, r := range rs.all {
		if r.has(n) && (best == nil || r.busy() < best.busy()) {
			best = r
		}
	}
	return best
}

// soon tells whether a replica may have what is needed before patience ends, and lets those that may be looked at.
func (rs *replicas) soon(n need) bool {
	soon := false
	for _, r := range rs.all {
		if r.reached.Load() == nil {
			continue
		}
		if since := r.behindSince.Load(); since == 0 || time.Since(time.Unix(0, since)) < patience {
			soon = true
			signal(r.wake)
		}
	}
	if soon && n.unknown {
		signal(rs.askNow)
	}
	return soon
}

// awaitMove returns a channel that is closed when one of the replicas, or what is needed, is looked at the next time.
func (rs *replicas) awaitMove() <-chan struct{} {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if rs.moved == nil {
		rs.moved = make(chan struct{})
	}
	return rs.moved
}

func (rs *replicas) move() {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if rs.moved != nil {
		close(rs.moved)
		rs.moved = nil
	}
}

// signal leaves a token in a channel that has room for one.
func signal(to chan<- struct{}) {
	select {
	case to <- struct{}{}:
	default: // There is one already.
	}
}

// ask asks the primary where its log is: when there is a doubt about what was written, and else each second, to tell by how
// much the replicas are behind.
func (rs *replicas) ask(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		doubts := rs.needs.doubts.Load()
		// That the primary cannot be asked leaves the doubt: it is asked for reads, too, then, and they tell what is wrong.
		if place, err := rs.logPlace(ctx); err == nil {
			rs.place.Store(place)
			rs.needs.settle(doubts, place)
		}
		rs.move()
		select {
		case <-ctx.Done():
			return
		case <-rs.askNow:
		case <-tick.C:
		}
	}
}

// logPlace is the end of the primary's log: what was committed before is below it, whether it is on the disk yet or not.
// Behind the end of a page stands the head of the next, which is not there yet: the end is that of the page then, as no record
// is so short.
func (rs *replicas) logPlace(ctx context.Context) (uint64, error) {
	const page, longestHead = 8192, 40
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	var inserted, flushed uint64
	err := rs.primary.QueryRowContext(ctx, "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint, (pg_current_wal_flush_lsn() - '0/0')::bigint").Scan(&inserted, &flushed)
	if flushed%page == 0 && inserted-flushed <= longestHead {
		inserted = flushed
	}
	return inserted, err
}

// ReplicaStats are the figures of a replica.
type ReplicaStats struct {
	// Name is host:port/database.
	Name string
	// InUse is that it answers, when it has what is needed.
	InUse bool
	// Reads are the statements that it has answered, Failed those that the primary had to answer in its place.
	Reads, Failed int64
	// LagBytes is how much of the primary's log it has not replayed, of what there was a second ago at most; Lag for how long
	// it has not had what reads need. Both are 0 where it is not in use.
	LagBytes int64
	Lag      time.Duration
}

// stats are the figures of all replicas, and how many answers were the primary's because none had what they need.
func (rs *replicas) stats() (all []ReplicaStats, passed int64) {
	if rs == nil {
		return nil, 0
	}
	for _, r := range rs.all {
		st := ReplicaStats{Name: r.name, Reads: r.reads.Load(), Failed: r.failures.Load()}
		if reached := r.reached.Load(); reached != nil {
			st.InUse, st.LagBytes = true, max(0, int64(rs.place.Load()-reached.log))
			if since := r.behindSince.Load(); since != 0 {
				st.Lag = time.Since(time.Unix(0, since))
			}
		}
		all = append(all, st)
	}
	return all, rs.passed.Load()
}
