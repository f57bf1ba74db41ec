package models

import (
	"context"
	"database/sql"
	"database/sql/driver"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"gorm.io/gorm"
)

// writerConn is the connection of a writer, with the statements that it has prepared. It is for one goroutine at a time.
type writerConn struct {
	*sql.Conn
	statements *simplelru.LRU[string, *sql.Stmt]
}

// statementsKept bounds the prepared statements. Lists of values make texts of many lengths.
const statementsKept = 512

func newWriterConn(db *gorm.DB) (*writerConn, error) {
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	conn, err := pool.Conn(context.Background())
	if err != nil {
		return nil, err
	}
	// The error of closing a statement is of no use: the statement is not used again.
	statements, err := simplelru.NewLRU(statementsKept, func(_ string, st *sql.Stmt) { _ = st.Close() })
	return &writerConn{conn, statements}, err
}

// prepared is the statement with that text. It does not watch a context: that would cost a goroutine for every statement, and
// a statement that is interrupted takes the transaction with it.
func (c *writerConn) prepared(text string) (*sql.Stmt, error) {
	if st, there := c.statements.Get(text); there {
		return st, nil
	}
	st, err := c.PrepareContext(context.Background(), text)
	if err == nil {
		c.statements.Add(text, st)
	}
	return st, err
}

// run runs statements that have no values.
func (c *writerConn) run(texts ...string) error {
	for _, text := range texts {
		st, err := c.prepared(text)
		if err != nil {
			return err
		}
		if _, err := st.Exec(); err != nil { //nolint:noctx // See prepared.
			return err
		}
	}
	return nil
}

// script runs statements anew: some of SQLite's switches act when they are prepared, and would do nothing a second time.
func (c *writerConn) script(text string) error {
	if text == "" {
		return nil
	}
	_, err := c.ExecContext(context.Background(), text)
	return err
}

// close gives the connection back.
func (c *writerConn) close() error {
	if c == nil {
		return nil
	}
	c.statements.Purge()
	return c.Close()
}

// discard closes the connection for good.
func (c *writerConn) discard() {
	c.statements.Purge()
	// That the pool shall drop it is told by this very error, which comes back.
	_ = c.Raw(func(any) error { return driver.ErrBadConn })
	_ = c.Close()
}

// turn is the connection while one unit is at work: GORM's way to it. The unit's context is asked before every statement.
type turn struct {
	ctx  context.Context //nolint:containedctx // GORM passes contexts that live longer than the unit's turn.
	conn *writerConn
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
	return st.Exec(args...) //nolint:noctx // See writerConn.prepared.
}

// QueryContext implements gorm.ConnPool.
func (t turn) QueryContext(_ context.Context, text string, args ...any) (*sql.Rows, error) {
	st, err := t.prepared(text)
	if err != nil {
		return nil, err
	}
	return st.Query(args...) //nolint:noctx // See writerConn.prepared.
}

// QueryRowContext implements gorm.ConnPool.
func (t turn) QueryRowContext(_ context.Context, text string, args ...any) *sql.Row {
	st, err := t.prepared(text)
	if err != nil { // Which the same way without a prepared statement meets again, and can tell.
		return t.conn.QueryRowContext(t.ctx, text, args...)
	}
	return st.QueryRow(args...) //nolint:noctx // See writerConn.prepared.
}

func (t turn) prepared(text string) (*sql.Stmt, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	return t.conn.prepared(text)
}
