package models

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"gorm.io/gorm"
)

// routedPool is the pool for reads of PostgreSQL. What is read for an answer that rests on what it notes (Store.Resting) is asked
// of a replica where there is one that has all that the answer needs; anything else, and whatever a replica cannot answer,
// is asked of the primary. Transactions are the primary's.
type routedPool struct{ *sql.DB }

// reads tells which reads are worth another try. Beside those that the database takes back, they are those that found closed
// connections only: one whose request is given up is closed, and database/sql looks at three before it gives up, which may
// all be such ones when many requests are given up at once.
type reads struct{}

func (reads) passes(err error) bool {
	return postgresEngine{}.passes(err) || errors.Is(err, driver.ErrBadConn)
}

// QueryContext implements gorm.ConnPool.
func (p routedPool) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if r, b := replicaFor(ctx); r != nil {
		rows, err := r.pool.QueryContext(ctx, text, args...) //nolint:sqlclosecheck,rowserrcheck // The caller's.
		if err == nil || ctx.Err() != nil {
			return rows, err
		}
		b.leave(r, err)
	}
	var rows *sql.Rows
	err := again(ctx, reads{}, func() (err error) {
		rows, err = p.DB.QueryContext(ctx, text, args...) //nolint:sqlclosecheck,rowserrcheck // The caller's.
		return err
	})
	return rows, err
}

// QueryRowContext implements gorm.ConnPool.
func (p routedPool) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	if r, b := replicaFor(ctx); r != nil {
		row := r.pool.QueryRowContext(ctx, text, args...)
		if row.Err() == nil || ctx.Err() != nil {
			return row
		}
		b.leave(r, row.Err())
	}
	var row *sql.Row
	_ = again(ctx, reads{}, func() error { // The row tells it.
		row = p.DB.QueryRowContext(ctx, text, args...)
		return row.Err()
	})
	return row
}

// GetDBConn implements gorm.GetDBConnector.
func (p routedPool) GetDBConn() (*sql.DB, error) { return p.DB, nil }

var _ gorm.GetDBConnector = routedPool{}

// replicaFor is the replica that is asked under ctx; nil for the primary. All that an answer rests on is asked of the same one,
// which never goes back in time; from there only the primary is next, which is ahead of all.
func replicaFor(ctx context.Context) (*replica, *Basis) {
	b, noted := ctx.Value(basisKey{}).(*Basis)
	if !noted || b.replicas == nil {
		return nil, nil
	}
	b.chosen.Do(func() { b.from.Store(b.replicas.choose(ctx)) })
	return b.from.Load(), b
}

// leave makes the rest of the answer come from the primary, since the replica could not give it.
func (b *Basis) leave(r *replica, err error) {
	b.from.Store(nil)
	r.failed(err)
}
