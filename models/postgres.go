package models

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// writeLock is the advisory lock that every transaction that writes takes first: there is one writer at a time, whatever
// the number of servers, as on SQLite. So changes are numbered in the order of their commits, and scores, which every
// review of a film changes, are never computed from what another transaction is about to change.
const writeLock = 0x7265656c73636f72 // "reelscor"

// The time-outs of a session, in milliseconds. Each can be set otherwise in the URL, by its name.
var (
	writerTimes  = map[string]int{"statement_timeout": 300_000, "lock_timeout": 10_000, "idle_in_transaction_session_timeout": 30_000}
	readerTimes  = map[string]int{"statement_timeout": 60_000, "lock_timeout": 10_000, "idle_in_transaction_session_timeout": 600_000} // An export waits for whoever takes it.
	watcherTimes = map[string]int{"statement_timeout": 10_000}
)

// connectTime bounds the opening of a connection.
const connectTime = 10 * time.Second

// postgresEngine is PostgreSQL.
type postgresEngine struct {
	postgres.Dialector
	config *pgx.ConnConfig
}

func newPostgres(address string) (engine, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("read the address of the database: %w", err)
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTime
	}
	return postgresEngine{config: config}, nil
}

// pool implements engine. One connection writes, as on SQLite: the others would only wait for it.
func (e postgresEngine) pool(ctx context.Context, use poolUse, options []Option) (*gorm.DB, error) {
	size, times := 1, writerTimes
	if use != forWriting {
		times = readerTimes
	}
	if use == forReading {
		size = 1 + max(4, 2*runtime.NumCPU())
	}
	config := e.session(times)
	// Whatever is asked for has its index. Plans of writes are kept, and the one that suits an empty table is not to stay.
	config.RuntimeParams["enable_seqscan"] = "off"
	if use != forWriting {
		config.RuntimeParams["default_transaction_read_only"] = "on"
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	if err := e.check(ctx, pool, use); err != nil {
		return nil, errors.Join(fmt.Errorf("open the database %s on %s: %w", config.Database, config.Host, err), pool.Close())
	}
	var conn gorm.ConnPool = pool
	if use == forReading {
		conn = routedPool{pool}
	}
	e.Dialector = postgres.Dialector{Config: &postgres.Config{Conn: conn}}
	db, err := openGORM(e, options)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the database %s on %s: %w", config.Database, config.Host, err), pool.Close())
	}
	return db, nil
}

// session is how a session is opened. No statement here is worth to be compiled by the server, which takes half a second. A machine that is gone is noticed by the server within 11 s, so that what it had locked
// is free again.
func (e postgresEngine) session(times map[string]int) *pgx.ConnConfig {
	config := e.config.Copy()
	settings := map[string]string{"application_name": "reelscore", "jit": "off", "tcp_keepalives_idle": "5", "tcp_keepalives_interval": "2", "tcp_keepalives_count": "3"}
	for name, ms := range times {
		settings[name] = strconv.Itoa(ms)
	}
	for name, value := range settings {
		if _, set := config.RuntimeParams[name]; !set {
			config.RuntimeParams[name] = value
		}
	}
	return config
}

// check makes sure that the server can be worked with.
func (e postgresEngine) check(ctx context.Context, pool *sql.DB, use poolUse) error {
	var version int
	var encoding string
	var standby bool
	err := pool.QueryRowContext(ctx, "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), pg_is_in_recovery()").
		Scan(&version, &encoding, &standby)
	switch {
	case err != nil:
		return err
	case version < 13_00_00:
		return fmt.Errorf("the server is PostgreSQL %d; 13 or newer is needed", version/10_000)
	case encoding != "UTF8":
		return fmt.Errorf("the database has the encoding %s: make one with ENCODING 'UTF8' TEMPLATE template0", encoding)
	case standby && use == forWriting:
		return errors.New("the server is a standby, which cannot be written to: give the address of the primary")
	}
	return nil
}

// schema implements engine. Servers that start together migrate one after the other.
func (postgresEngine) schema() schemaWays {
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 600))
	if err != nil {
		panic(err) // The numbers above are wrong.
	}
	return schemaWays{
		dialect: goose.DialectPostgres, dir: "migrations/postgres", options: []goose.ProviderOption{goose.WithSessionLocker(locker)},
		known: "SELECT count(*) FROM pg_tables WHERE tablename = 'goose_db_version' AND schemaname = ANY (current_schemas(false))",
	}
}

// words implements engine: a transaction waits until nobody else writes.
func (e postgresEngine) words() transactionWords {
	return transactionWords{
		begin:   []string{"BEGIN", "SELECT pg_advisory_xact_lock(" + strconv.Itoa(writeLock) + ")"},
		relaxed: "SET synchronous_commit = off",
		form:    formOf, send: e.send, tell: tellOthers, gone: gone,
	}
}

// gone tells of an error that it is not the server's answer, or that the server has ended the connection.
func gone(err error) bool {
	var server *pgconn.PgError
	return !errors.As(err, &server) || strings.HasPrefix(server.Code, "57P")
}

// Failures of the server that a client may know of, by their code.
var postgresFailures = map[string]struct {
	code    fault.Code
	message string
}{
	"55P03": {fault.Unavailable, "Others are writing to the database and do not end; try again."},
	"57014": {fault.Unavailable, "The database took too long; try again, or ask for less."},
	"40001": {fault.Unavailable, "Others changed the same at the same time; try again."},
	"40P01": {fault.Unavailable, "Others changed the same at the same time; try again."},
	"57P01": {fault.Unavailable, "The database is being restarted; try again."},
	"57P02": {fault.Unavailable, "The database is being restarted; try again."},
	"57P03": {fault.Unavailable, "The database is being restarted; try again."},
	"25P03": {fault.Unavailable, "The write took too long and was taken back; try again."},
	"53300": {fault.Unavailable, "The database has no free connection; try again."},
	"53100": {fault.Unavailable, "The disk of the database is full."},
	"25006": {fault.Unavailable, "The database can only be read at the moment; try again."},
	"54000": {fault.Unprocessable, "A text is longer than the database can keep in an index; shorten it."},
	"22021": {fault.Unprocessable, "A text holds a character that the database cannot keep, such as U+0000."},
}

// Translate implements gorm.ErrorTranslator. What a client may know of is told here already, so that those who only read
// are told as well.
func (e postgresEngine) Translate(err error) error {
	if told := e.told(err); told != nil {
		return told
	}
	return e.Dialector.Translate(err)
}

// told implements engine.
func (postgresEngine) told(err error) error {
	var server *pgconn.PgError
	if errors.As(err, &server) {
		if f, known := postgresFailures[server.Code]; known {
			return fault.New(f.code, "%s", f.message).Because(err)
		}
		return nil
	}
	var connect *pgconn.ConnectError
	var network net.Error
	if errors.Is(err, driver.ErrBadConn) || errors.As(err, &connect) || errors.As(err, &network) && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		return fault.New(fault.Unavailable, "The database does not answer; try again.").Because(err)
	}
	return nil
}

// passes implements engine: a serialisation failure, or a deadlock, which others on the database can cause.
func (postgresEngine) passes(err error) bool {
	var server *pgconn.PgError
	return errors.As(err, &server) && (server.Code == "40001" || server.Code == "40P01")
}

// shared implements engine.
func (postgresEngine) shared() bool { return true }

// newestReviews implements engine.
func (postgresEngine) newestReviews() string {
	return `SELECT newest.id FROM films CROSS JOIN LATERAL
		(SELECT r.id FROM reviews AS r WHERE r.film_id = films.id ORDER BY r.published DESC, r.id DESC LIMIT ?) AS newest WHERE films.id IN ?`
}

// insert implements engine.
func (postgresEngine) insert(t turn, text string, args ...any) (id int64, err error) {
	_, err = t.ask(text+" RETURNING id", args, &id)
	return id, err
}

// snapshot implements engine.
func (postgresEngine) snapshot() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

// copyTo implements engine.
func (postgresEngine) copyTo(ctx context.Context, from *Store, file string) error {
	to, err := Open(ctx, file)
	if err != nil {
		return err
	}
	_, err = Copy(ctx, from, to, nil)
	return errors.Join(err, to.Close())
}
