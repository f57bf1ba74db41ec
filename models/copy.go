package models

import (
	"context"
	"errors"
	"fmt"
)

// CopyTo writes the whole collection, as of one moment, into a new file. Nobody waits for it; it needs as much room as
// the collection has.
func (s *Store) CopyTo(ctx context.Context, file string) error {
	return engineOf(s.reader).copyTo(ctx, s, file)
}

// copyTo implements engine.
func (sqliteEngine) copyTo(ctx context.Context, from *Store, file string) (err error) {
	pool, err := from.reader.DB()
	if err != nil {
		return err
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	// A connection that may only read may not write the other file either.
	if _, err := conn.ExecContext(ctx, "PRAGMA query_only = 0"); err != nil {
		return err
	}
	defer func() {
		_, again := conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA query_only = 1")
		err = errors.Join(err, again)
	}()
	if _, err := conn.ExecContext(ctx, "VACUUM INTO ?", file); err != nil {
		return fmt.Errorf("copy the collection to %s: %w", file, err)
	}
	return nil
}
