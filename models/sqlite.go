package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"time"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	engine "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// Open opens the SQLite file at path, making it when it does not exist, and brings its schema up to date. A file that a
// newer program has written is refused.
//
// One connection writes, with its transactions begun as immediate, so that no writer ever has to give way half through;
// a few read, and one only looks for the commits of other programs. WAL lets readers go on while the writer commits.
func Open(ctx context.Context, path string, options ...Option) (*Store, error) {
	writer, err := openPool(path, 1, map[string]string{"_txlock": "immediate"}, options)
	if err != nil {
		return nil, err
	}
	schema, err := migrate(ctx, writer)
	if err != nil {
		return nil, errors.Join(err, closePool(writer))
	}
	reader, err := openPool(path, 1+max(4, 2*runtime.NumCPU()), map[string]string{"_pragma": "query_only(1)"}, options)
	if err != nil {
		return nil, errors.Join(err, closePool(writer))
	}
	s := &Store{reader: reader, schema: schema, now: time.Now}
	if s.keys, err = newKeyring(s.keepUses); err != nil {
		return nil, errors.Join(err, closePool(reader), closePool(writer))
	}
	changed := func() { s.Told(true) }
	s.wal = newWAL(path)
	s.writer = newWriter(writer, sqliteWords(), changed)
	s.writer.tidy = s.wal.tidy
	if s.elsewhere, err = watchElsewhere(reader, &s.writer.commits, &s.writer.looks, changed); err != nil {
		return nil, errors.Join(err, s.keys.close(), s.writer.close(), closePool(reader), closePool(writer))
	}
	return s, nil
}

// sqliteWords take the lock that writers share at the beginning of a transaction, so that none has to give way half
// through. Around bulk units, the checks of the engine are off, and it has memory of its own in place of the mapped file,
// of which a large import would touch every page. Inside of a transaction these switches do nothing.
func sqliteWords() transactionWords {
	return transactionWords{
		begin:    []string{"BEGIN IMMEDIATE"},
		others:   dataVersion,
		relaxed:  "PRAGMA synchronous = NORMAL",
		trust:    "PRAGMA foreign_keys = 0; PRAGMA ignore_check_constraints = 1; PRAGMA cache_size = -24000; PRAGMA mmap_size = 0",
		distrust: "PRAGMA foreign_keys = 1; PRAGMA ignore_check_constraints = 0; PRAGMA cache_size = -16000; PRAGMA mmap_size = 1073741824",
	}
}

// openPool opens one pool. Every pragma stands in the name, since each new connection starts from the engine's defaults.
func openPool(path string, size int, extra map[string]string, options []Option) (*gorm.DB, error) {
	q := url.Values{}
	for _, pragma := range []string{
		"busy_timeout(10000)", "foreign_keys(1)", "journal_mode(WAL)", "synchronous(FULL)",
		"mmap_size(1073741824)", "cache_size(-16000)", "temp_store(MEMORY)", "journal_size_limit(4194304)",
	} {
		q.Add("_pragma", pragma)
	}
	for k, v := range extra {
		q.Add(k, v)
	}
	pool, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: url.PathEscape(path), RawQuery: q.Encode()}).String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	config := &gorm.Config{
		Logger:                 logger.Discard,
		TranslateError:         true,
		SkipDefaultTransaction: true,
		DisableAutomaticPing:   true,
		NowFunc:                func() time.Time { return time.Now().UTC() },
	}
	for _, change := range options {
		change(config)
	}
	db, err := gorm.Open(dialector{sqlite.Dialector{Conn: pool}}, config)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), pool.Close())
	}
	return db, nil
}

func closePool(db *gorm.DB) error {
	pool, err := db.DB()
	if err != nil {
		return err
	}
	return pool.Close()
}

// dialector is GORM's for SQLite, with the error codes of the pure-Go engine: the original knows only the C driver's.
type dialector struct{ sqlite.Dialector }

// Translate implements gorm.ErrorTranslator.
func (d dialector) Translate(err error) error {
	var e *engine.Error
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
