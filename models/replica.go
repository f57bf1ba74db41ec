package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// replica is one streaming replica. A connection of its own looks how far it has replayed the primary's log; the pool
// reads.
type replica struct {
	name   string
	set    *replicas
	config *pgx.ConnConfig
	pool   *sql.DB
	// server is the run of the server that is looked at. The pool reads from no other, which may be elsewhere in the log: behind
	// one address there may be many, or one that was restored since.
	server atomic.Pointer[string]
	// reached is what it has; nil while it is left out.
	reached atomic.Pointer[reached]
	// behindSince is since when it has not had what is needed, in nanoseconds since 1970; 0 while it has.
	behindSince     atomic.Int64
	reads, failures atomic.Int64
	wake            chan struct{}
}

// reached is a write and a place in the log that a replica has replayed.
type reached struct{ write, log uint64 }

// replica makes the use of a replica ready; nothing is asked of it yet.
func (e postgresEngine) replica(address string, set *replicas) (*replica, error) {
	at, err := newPostgres(address)
	if err != nil {
		return nil, err
	}
	e = at.(postgresEngine)
	if e.config.ConnectTimeout == connectTime {
		e.config.ConnectTimeout = lookTime
	}
	r := &replica{set: set, wake: make(chan struct{}, 1), config: e.session(watcherTimes)}
	r.name = fmt.Sprintf("%s:%d/%s", r.config.Host, r.config.Port, r.config.Database)
	r.config.RuntimeParams["application_name"] += " watch"
	// A connection that was idle is not asked whether it is there: that may take as long as the request has.
	unasked := stdlib.OptionShouldPing(func(context.Context, stdlib.ShouldPingParams) bool { return false })
	r.pool = sql.OpenDB(heldConnector{stdlib.GetConnector(*e.session(readerTimes), unasked), r})
	size := max(4, 2*runtime.NumCPU())
	r.pool.SetMaxOpenConns(size)
	r.pool.SetMaxIdleConns(size)
	return r, nil
}

// has tells whether it has what is needed.
func (r *replica) has(n need) bool {
	at := r.reached.Load()
	return at != nil && !n.unknown && at.write >= n.write && at.log >= n.log
}

// busy is how many of its connections are at work.
func (r *replica) busy() int { return r.pool.Stats().InUse }

// failed notes that it did not answer. Where its connection was lost, it is left out until it was looked at again.
func (r *replica) failed(err error) {
	r.failures.Add(1)
	if gone(err) && !errors.Is(err, errTooLong) {
		r.reached.Store(nil)
		signal(r.wake)
	}
	r.set.log.Debug("the primary answers in place of a replica", "replica", r.name, "error", err)
}

// run looks after the replica until ctx ends.
func (r *replica) run(ctx context.Context) {
	told, pause := "", firstRetry
	for {
		began := time.Now()
		err := r.follow(ctx, func() {
			r.set.log.Info("a replica is in use", "replica", r.name)
			told = ""
		})
		r.reached.Store(nil)
		r.behindSince.Store(0)
		r.set.move()
		if ctx.Err() != nil {
			return
		}
		if err.Error() != told {
			told = err.Error()
			r.set.log.Warn("a replica is left out, and tried again", "replica", r.name, "error", err)
		}
		if time.Since(began) > longestRetry {
			pause = firstRetry
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause/2 + rand.N(pause)):
		}
		pause = min(2*pause, longestRetry)
	}
}

// follow looks how far the replica is until it cannot be used any more. used is called when it can.
func (r *replica) follow(ctx context.Context, used func()) (err error) {
	begun, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	conn, err := pgx.ConnectConfig(begun, r.config)
	if err != nil {
		return err
	}
	defer func() {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookTime)
		defer cancel()
		err = errors.Join(err, conn.Close(last))
	}()
	if err := r.check(begun, conn); err != nil {
		return err
	}
	if err := r.look(ctx, conn); err != nil {
		return err
	}
	used()
	var asked need
	pause, told := firstPause, false
	for {
		rest := lookEvery
		if now := r.set.needs.now(); r.has(now) {
			asked, pause = now, firstPause
			r.behindSince.Store(0)
		} else {
			// What was needed when it fell behind counts: it may never have all of what is written at the moment.
			if since := r.behindSince.Load(); since == 0 || r.has(asked) {
				asked = now
				r.behindSince.Store(time.Now().UnixNano())
			}
			rest, pause = pause, min(2*pause, longestPause)
		}
		told = r.tellLag(told)
		r.set.move()
		if err := r.rest(ctx, rest); err != nil {
			return err
		}
		if err := r.look(ctx, conn); err != nil {
			return err
		}
	}
}

// rest waits until it is time to look again: when somebody asks for the replica, unless it was behind just now.
func (r *replica) rest(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	var wake <-chan struct{}
	if pause == lookEvery {
		wake = r.wake
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-wake:
	case <-timer.C:
	}
	return nil
}

// tellLag tells the log when the replica falls behind for long, and when it has caught up.
func (r *replica) tellLag(told bool) bool {
	since := r.behindSince.Load()
	switch {
	case since == 0 && told:
		r.set.log.Info("a replica has caught up", "replica", r.name)
		return false
	case since != 0 && !told && time.Since(time.Unix(0, since)) > lagTold:
		r.set.log.Warn("a replica is behind; the primary answers in its place", "replica", r.name)
		return true
	}
	return told
}

// look asks how far the replica has replayed the log, and whether it still is one. A write is there for every read that begins
// once its transaction is not in progress any more.
func (r *replica) look(ctx context.Context, conn *pgx.Conn) error {
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	now := r.set.needs.now()
	var standby, ended bool
	var log int64
	err := conn.QueryRow(ctx, `SELECT pg_is_in_recovery(), COALESCE((pg_last_wal_replay_lsn() - '0/0')::bigint, 0),
		CASE WHEN pg_snapshot_xmax(pg_current_snapshot())::text::bigint > $1 THEN COALESCE(pg_xact_status($1::bigint::text::xid8), '') <> 'in progress' ELSE false END`, int64(now.write)).
		Scan(&standby, &log, &ended)
	switch {
	case err != nil:
		return err
	case !standby:
		return errors.New("it is no replica, or not any more")
	}
	at := &reached{log: uint64(log)}
	if was := r.reached.Load(); was != nil {
		at.write = was.write
	}
	if ended {
		at.write = max(at.write, now.write)
	}
	r.reached.Store(at)
	return nil
}

// The questions by which a replica is known: which run of which server it is, and which collection it holds.
const (
	serverRun  = "SELECT COALESCE(host(inet_server_addr()), '') || ' ' || extract(epoch FROM pg_postmaster_start_time())"
	collection = "SELECT (SELECT system_identifier FROM pg_control_system()) || ' ' || COALESCE(to_regclass('films')::oid, 0)"
)

// check makes sure that the server is a replica of the primary.
func (r *replica) check(ctx context.Context, conn *pgx.Conn) error {
	var standby bool
	var run, here, there string
	if err := conn.QueryRow(ctx, "SELECT pg_is_in_recovery()").Scan(&standby); err != nil {
		return err
	}
	if !standby {
		return errors.New("it is no replica, or not any more")
	}
	if err := conn.QueryRow(ctx, collection).Scan(&here); err != nil {
		return err
	}
	if err := r.set.primary.QueryRowContext(ctx, collection).Scan(&there); err != nil {
		return fmt.Errorf("ask the primary which collection it holds: %w", err)
	}
	if here != there {
		return errors.New("it is a replica of another server, or its address names another database, or it is far behind")
	}
	if err := conn.QueryRow(ctx, serverRun).Scan(&run); err != nil {
		return err
	}
	r.server.Store(&run)
	return nil
}
