package models

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
)

//go:embed migrations
var migrations embed.FS

// Schema is the state of a database's schema.
type Schema struct {
	// Stored is the version that the database has; 0 for an empty one.
	Stored int64
	// Newest is the version that this program knows.
	Newest int64
}

// provider reads the migrations for one pool.
func provider(db *gorm.DB) (*goose.Provider, error) {
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	ways := engineOf(db).schema()
	files, err := fs.Sub(migrations, ways.dir)
	if err != nil {
		return nil, err
	}
	p, err := goose.NewProvider(ways.dialect, pool, files, append(ways.options, goose.WithLogger(goose.NopLogger()))...)
	if err != nil {
		return nil, fmt.Errorf("read the migrations: %w", err)
	}
	return p, nil
}

// migrate brings the schema up to the newest migration, each in a transaction of its own, and returns its version.
func migrate(ctx context.Context, db *gorm.DB) (int64, error) {
	p, err := provider(db)
	if err != nil {
		return 0, err
	}
	stored, err := p.GetDBVersion(ctx)
	if err != nil {
		return 0, fmt.Errorf("read the schema's version: %w", err)
	}
	sources := p.ListSources()
	newest := sources[len(sources)-1].Version
	if stored > newest {
		return 0, fmt.Errorf("the database is at schema version %d and this program knows %d: use a newer reelscore, or another --db", stored, newest)
	}
	if _, err := p.Up(ctx); err != nil {
		return 0, fmt.Errorf("migrate the database: %w", err)
	}
	return newest, nil
}

// storedSchema reads the version of the schema without changing anything; 0 when there is none.
func storedSchema(ctx context.Context, db *gorm.DB) (int64, error) {
	var tables int64
	if err := db.WithContext(ctx).Raw(engineOf(db).schema().known).Scan(&tables).Error; err != nil || tables == 0 {
		return 0, err
	}
	var version int64
	err := db.WithContext(ctx).Raw("SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied").Scan(&version).Error
	return version, err
}

// SchemaOf reads the state of the schema in the database at an address, which is left as it is.
func SchemaOf(ctx context.Context, address string) (Schema, error) {
	e, err := engineAt(address)
	if err != nil {
		return Schema{}, err
	}
	db, err := e.pool(ctx, forLooking, nil)
	if err != nil {
		return Schema{}, err
	}
	var s Schema
	p, err := provider(db)
	if err == nil {
		sources := p.ListSources()
		s.Newest = sources[len(sources)-1].Version
		s.Stored, err = storedSchema(ctx, db)
	}
	return s, errors.Join(err, closePool(db))
}

// Schema is the version of the schema that the store works with.
func (s *Store) Schema() int64 { return s.schema }

// Ready tells whether the database answers and still has the schema that this program works with.
func (s *Store) Ready(ctx context.Context) error {
	stored, err := storedSchema(ctx, s.reader)
	if err != nil {
		return fmt.Errorf("the database does not answer: %w", err)
	}
	if stored != s.schema {
		return fmt.Errorf("the database is at schema version %d and this program works with %d: restart it", stored, s.schema)
	}
	return nil
}
