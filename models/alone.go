package models

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// Task is something that one of the servers on a database does at a time.
type Task int32

// The tasks; their numbers are what programs of different versions agree on.
const ImportTask Task = 1

// taskLocks is the class of the advisory locks of tasks.
const taskLocks = 0x7265656c // "reel"

// Alone runs do unless another server on the same database is at the same task; had is false then. When the server that is
// at it ends or its machine is lost, the next one can have it, seconds later at most. do's context ends when it can no
// longer be sure that it is alone. A SQLite file has one server: whoever asks is alone.
func (s *Store) Alone(ctx context.Context, task Task, do func(context.Context) error) (had bool, err error) {
	return engineOf(s.reader).alone(ctx, task, do)
}

// alone implements engine.
func (sqliteEngine) alone(ctx context.Context, _ Task, do func(context.Context) error) (bool, error) {
	return true, do(ctx)
}

// alone implements engine. The lock belongs to a connection of its own: the server lets go of it when that is lost, by
// which it notices that we are gone.
func (e postgresEngine) alone(ctx context.Context, task Task, do func(context.Context) error) (had bool, err error) {
	config := e.session(watcherTimes)
	config.RuntimeParams["application_name"] += " task"
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return false, translate(e, err)
	}
	defer func() {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), listenAnswer)
		defer cancel()
		err = errors.Join(err, conn.Close(last))
	}()
	if err := conn.QueryRow(ctx, "SELECT pg_try_advisory_lock($1, $2)", int32(taskLocks), int32(task)).Scan(&had); err != nil || !had {
		return false, translate(e, err)
	}
	held, lost := context.WithCancel(ctx)
	defer lost()
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		defer lost()
		stillThere(held, conn)
	}()
	err = do(held)
	lost()
	<-watched
	return true, err
}

// stillThere returns when the connection is lost, or ctx ends.
func stillThere(ctx context.Context, conn *pgx.Conn) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(listenQuiet):
		}
		asked, cancel := context.WithTimeout(context.WithoutCancel(ctx), listenAnswer)
		err := conn.Ping(asked)
		cancel()
		if err != nil {
			return
		}
	}
}
