package models

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// engine is a database system that a collection can live in: SQLite or PostgreSQL. It is GORM's dialector as well, so that
// whoever has a connection or a transaction has its engine, see engineOf.
type engine interface {
	gorm.Dialector
	gorm.ErrorTranslator
	// pool opens connections.
	pool(ctx context.Context, use poolUse, options []Option) (*gorm.DB, error)
	// schema tells how the schema is kept up to date.
	schema() schemaWays
	// words are how a transaction that writes begins.
	words() transactionWords
	// told is a failure of the engine itself that a client may know of; nil when it is something else.
	told(err error) error
	// passes tells of a failure that the same may well succeed if it is tried again at once: nothing of it was done.
	passes(err error) bool
	// shared tells that several servers may work on one database.
	shared() bool
	// newestReviews is the query for the ids of the newest reviews, so many of each, of films.
	newestReviews() string
	// insert runs a statement that inserts a row, and returns the id of that; 0 when ON CONFLICT DO NOTHING has left it out.
	insert(t turn, text string, args ...any) (id int64, err error)
	// snapshot are the options of a transaction that reads the collection as of one moment.
	snapshot() *sql.TxOptions
	// alone is Store.Alone.
	alone(ctx context.Context, task Task, do func(context.Context) error) (had bool, err error)
	// watch begins to tell the store of what others write, see Store.Told.
	watch(s *Store) (watch, error)
	// copyTo writes the collection, as of one moment, into a new SQLite file.
	copyTo(ctx context.Context, from *Store, file string) error
	searchEngine
	bulkEngine
}

// schemaWays is how an engine's schema is kept up to date.
type schemaWays struct {
	dialect goose.Dialect
	// dir holds the migrations.
	dir string
	// known is the statement that counts the tables of their state: 0 or 1.
	known   string
	options []goose.ProviderOption
}

// searchEngine is the full-text search of an engine.
type searchEngine interface {
	// index puts a text into the search index in place of what was there.
	index(t turn, text searched) error
	// unindex takes a row out of the search index.
	unindex(t turn, rowid int64) error
	// fillSearch puts the texts of new rows into the search index, as the last thing in a transaction.
	fillSearch(t turn, texts []searched) error
	// byWords is the query for the rowids and ranks of the newest limit rows of the kinds that have all the phrases, with its
	// values. A word in the title counts ten times one in the body.
	byWords(kinds []textKind, phrases []phrase, limit int) (query string, args []any)
}

// bulkEngine is how an engine writes much at once.
type bulkEngine interface {
	// reserve keeps n ids of a table free for rows to be inserted, and returns the first.
	reserve(t turn, table string, n int) (first int64, err error)
	// onDays is the query for the reviews of n films on a day each, those that have no id elsewhere, with their authors.
	onDays(n int) string
	// load says that rows come as they were elsewhere: one may refer to another that comes later.
	load(t turn) error
	// continueIDs makes the ids of new rows go on where those of the table in another collection do. ids tells that SQLite
	// never gives one of them again.
	continueIDs(t turn, table string, ids bool, from *gorm.DB) error
	// leaveIndexes drops laterIndexes where there are few reviews and nobody else has the collection open, and tells whether
	// they are left out then. No other connection of the store may be open yet.
	leaveIndexes(ctx context.Context, writer *gorm.DB) (left bool, err error)
	// missingIndexes are those of laterIndexes that are not there.
	missingIndexes(db *gorm.DB) ([]laterIndex, error)
	// buildIndexes builds some of them, in a bulk unit.
	buildIndexes(t turn, some []laterIndex) error
	// lastID is the highest id that a table has ever given to a row.
	lastID(db *gorm.DB, table string) (int64, error)
}

// engineOf is the engine of a connection or transaction.
func engineOf(db *gorm.DB) engine { return db.Dialector.(engine) }

// watch looks for the writes of other programs until it is closed.
type watch interface{ close() error }

// poolUse is what connections are for.
type poolUse int

const (
	forWriting poolUse = iota
	forReading
	// forLooking is one connection that makes nothing: no database, no schema.
	forLooking
)

// engineAt is the engine of the database at an address: a URL of PostgreSQL, or the path of a SQLite file.
func engineAt(address string) (engine, error) {
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		return newPostgres(address)
	}
	return sqliteEngine{path: address}, nil
}

// openGORM makes GORM's handle on a pool; the dialector has the pool.
func openGORM(dialector gorm.Dialector, options []Option) (*gorm.DB, error) {
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
	return gorm.Open(dialector, config)
}
