package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"runtime"

	"github.com/pressly/goose/v3"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"reelscore/internal/fault"
)

// sqliteEngine is SQLite, with the error codes of the pure-Go engine: GORM's own dialector knows only the C driver's.
//
// One connection writes, with its transactions begun as immediate, so that no writer ever has to give way half through;
// a few read, and one only looks for the commits of other programs. WAL lets readers go on while the writer commits.
type sqliteEngine struct {
	sqlite.Dialector
	path string
}

// pool implements engine.
func (e sqliteEngine) pool(_ context.Context, use poolUse, options []Option) (*gorm.DB, error) {
	switch use {
	case forWriting:
		return e.open(1, url.Values{"_txlock": {"immediate"}}, options) // Its temporary data may be in files: see buildIndexes.
	case forReading:
		return e.open(1+max(4, 2*runtime.NumCPU()), url.Values{"_pragma": {"query_only(1)", "temp_store(MEMORY)"}}, options)
	default:
		if _, err := os.Stat(e.path); err != nil {
			return nil, fmt.Errorf("read the database: %w", err)
		}
		return e.open(1, url.Values{"mode": {"ro"}}, options)
	}
}

// open opens one pool. Every pragma stands in the name, since each new connection starts from the engine's defaults.
func (e sqliteEngine) open(size int, q url.Values, options []Option) (*gorm.DB, error) {
	for _, pragma := range []string{
		"busy_timeout(10000)", "foreign_keys(1)", "synchronous(FULL)",
		"mmap_size(1073741824)", "cache_size(-16000)", "journal_size_limit(4194304)",
	} {
		q.Add("_pragma", pragma)
	}
	if q.Get("mode") != "ro" { // A backup has another mode, until it is somebody's database.
		q.Add("_pragma", "journal_mode(WAL)")
	}
	pool, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: url.PathEscape(e.path), RawQuery: q.Encode()}).String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", e.path, err)
	}
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	e.Conn = &readPool{DB: pool} // The writer has statements of its own: see writerConn.
	db, err := openGORM(e, options)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", e.path, err), pool.Close())
	}
	return db, nil
}

// Translate implements gorm.ErrorTranslator.
func (sqliteEngine) Translate(err error) error {
	var e *driver.Error
	if !errors.As(err, &e) {
		return err
	}
	for _, t := range []struct {
		code int
		err  error
	}{
		{lib.SQLITE_CONSTRAINT_UNIQUE, gorm.ErrDuplicatedKey},
		{lib.SQLITE_CONSTRAINT_PRIMARYKEY, gorm.ErrDuplicatedKey},
		{lib.SQLITE_CONSTRAINT_FOREIGNKEY, gorm.ErrForeignKeyViolated},
		{lib.SQLITE_CONSTRAINT_TRIGGER, gorm.ErrForeignKeyViolated},
		{lib.SQLITE_CONSTRAINT_CHECK, gorm.ErrCheckConstraintViolated},
	} {
		if e.Code() == t.code {
			return fmt.Errorf("%w: %w", t.err, err)
		}
	}
	return err
}

// schema implements engine.
func (sqliteEngine) schema() schemaWays {
	return schemaWays{dialect: goose.DialectSQLite3, dir: "migrations/sqlite", known: "SELECT count(*) FROM sqlite_schema WHERE name = 'goose_db_version'"}
}

// words implements engine: they take the lock that writers share at the beginning of a transaction, so that none has to
// give way half through. Around bulk units, the checks of the engine are off, and it has memory of its own in place of the
// mapped file, of which a large import would touch every page. Inside of a transaction these switches do nothing.
func (sqliteEngine) words() transactionWords {
	return transactionWords{
		begin:    []string{"BEGIN IMMEDIATE"},
		others:   dataVersion,
		opened:   "PRAGMA busy_timeout = 0",
		busy:     busy,
		relaxed:  "PRAGMA synchronous = NORMAL",
		hurry:    "PRAGMA wal_autocheckpoint = 0", // See wal.tidy.
		calm:     "PRAGMA temp_store = MEMORY",    // What is kept for savepoints would else be written to files.
		trust:    "PRAGMA foreign_keys = 0; PRAGMA ignore_check_constraints = 1; PRAGMA cache_size = -24000; PRAGMA mmap_size = 0",
		distrust: "PRAGMA foreign_keys = 1; PRAGMA ignore_check_constraints = 0; PRAGMA cache_size = -16000; PRAGMA mmap_size = 1073741824; PRAGMA wal_autocheckpoint = 1000",
	}
}

// busy tells that another program has the lock.
func busy(err error) bool {
	var e *driver.Error
	return errors.As(err, &e) && e.Code()&0xff == lib.SQLITE_BUSY // The low byte; the rest tells why.
}

// told implements engine.
func (sqliteEngine) told(err error) error {
	if busy(err) {
		return fault.New(fault.Unavailable, "Another program is writing to the database and does not end; try again.").Because(err)
	}
	return nil
}

// passes implements engine: the writer waits for others by itself.
func (sqliteEngine) passes(error) bool { return false }

// shared implements engine.
func (sqliteEngine) shared() bool { return false }

// newestReviews implements engine.
func (sqliteEngine) newestReviews() string {
	return `SELECT newest.id FROM films JOIN reviews AS newest ON newest.id IN
		(SELECT r.id FROM reviews AS r WHERE r.film_id = films.id ORDER BY r.published DESC, r.id DESC LIMIT ?) WHERE films.id IN ?`
}

// insert implements engine. RETURNING would make the statement one of several steps, before which the engine keeps a copy of
// every page that it changes.
func (sqliteEngine) insert(t turn, text string, args ...any) (int64, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	done, err := t.conn.result(text, args...)
	if err != nil {
		return 0, err
	}
	if n, err := done.RowsAffected(); n == 0 || err != nil {
		return 0, err
	}
	return done.LastInsertId()
}

// snapshot implements engine: every transaction of SQLite reads as of one moment.
func (sqliteEngine) snapshot() *sql.TxOptions { return nil }

// watch implements engine.
func (e sqliteEngine) watch(s *Store) (watch, error) {
	s.wal = newWAL(e.path)
	s.writer.tidy = s.wal.tidy
	return watchElsewhere(s.reader, &s.writer.looks, func() { s.Doubt() })
}
