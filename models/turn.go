package models

import (
	"context"
	"database/sql"
	"errors"

	"gorm.io/gorm"
)

// turn is the writer's connection while one unit is at work: GORM's way to it, and a shorter one for what is written often.
// The unit's context is asked before every statement.
type turn struct {
	ctx  context.Context //nolint:containedctx // GORM passes contexts that live longer than the unit's turn.
	conn *writerConn
	unit *unit // nil behind all of them
}

// session is GORM on the connection, for one unit.
func (c *writerConn) session(ctx context.Context, db *gorm.DB, u *unit) *gorm.DB {
	tx := db.Session(&gorm.Session{NewDB: true, Context: ctx})
	tx.Statement.ConnPool = turn{ctx, c, u}
	return tx
}

// turnOf is the turn in which tx works. Only what Store.write runs has one.
func turnOf(tx *gorm.DB) turn {
	t, ok := tx.Statement.ConnPool.(turn)
	if !ok {
		panic("a write outside of Store.write")
	}
	return t
}

// exec runs a statement that writes, without GORM; the text is a fixed one. Errors are told as GORM's.
func (t turn) exec(text string, args ...any) error {
	if err := t.ctx.Err(); err != nil {
		return err
	}
	return t.conn.exec(text, args...)
}

// giveWay lets those go first who answer requests: bulk writes take long.
func (t turn) giveWay() { t.conn.pace.giveWay() }

// row asks for one row, without GORM.
func (t turn) row(text string, args ...any) scanner {
	st, err := t.prepared(t.conn.bound(text))
	if err != nil {
		return failedRow{err}
	}
	return translatedRow{st.QueryRow(args...), t.conn.translate} //nolint:noctx // See writerConn.
}

// ask asks for one row; found is false when there is none.
func (t turn) ask(text string, args []any, to ...any) (found bool, err error) {
	err = t.row(text, args...).Scan(to...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// scanner is a row that was asked for.
type scanner interface{ Scan(to ...any) error }

type failedRow struct{ err error }

func (f failedRow) Scan(...any) error { return f.err }

type translatedRow struct {
	row       *sql.Row
	translate func(error) error
}

func (r translatedRow) Scan(to ...any) error {
	if err := r.row.Scan(to...); err != nil {
		return r.translate(err)
	}
	return nil
}

// PrepareContext implements gorm.ConnPool.
func (t turn) PrepareContext(_ context.Context, text string) (*sql.Stmt, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	return t.conn.PrepareContext(context.Background(), text)
}

// ExecContext implements gorm.ConnPool.
func (t turn) ExecContext(_ context.Context, text string, args ...any) (sql.Result, error) {
	st, err := t.prepared(text)
	if err != nil {
		return nil, err
	}
	return st.Exec(args...) //nolint:noctx // See writerConn.
}

// QueryContext implements gorm.ConnPool.
func (t turn) QueryContext(_ context.Context, text string, args ...any) (*sql.Rows, error) {
	st, err := t.prepared(text)
	if err != nil {
		return nil, err
	}
	return st.Query(args...) //nolint:noctx // See writerConn.
}

// QueryRowContext implements gorm.ConnPool.
func (t turn) QueryRowContext(_ context.Context, text string, args ...any) *sql.Row {
	st, err := t.prepared(text)
	if err != nil { // Which the same way without a prepared statement meets again, and can tell.
		return t.conn.QueryRowContext(t.ctx, text, args...)
	}
	return st.QueryRow(args...) //nolint:noctx // See writerConn.
}

func (t turn) prepared(text string) (*sql.Stmt, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	return t.conn.prepared(text)
}
