package models

import (
	"context"
	"database/sql"
	"sync"
	"sync/atomic"

	"gorm.io/gorm"
)

// statementsRead bounds the statements that a pool for reads keeps prepared: the first ones that it sees. Lists of values make
// texts of many lengths; those for which there is no room are prepared each time.
const statementsRead = 512

// readPool keeps the statements of a pool prepared, which else take longer to prepare than to run. GORM's own PrepareStmt lets
// one wait for a statement that another prepares, which may wait for the connection of the first, for ever; here nobody waits
// for anybody. Transactions are those of the pool itself.
type readPool struct {
	*sql.DB
	statements sync.Map // *sql.Stmt by text
	kept       atomic.Int64
}

// prepared is the statement with that text; nil when it is not kept.
func (p *readPool) prepared(ctx context.Context, text string) *sql.Stmt {
	if st, there := p.statements.Load(text); there {
		return st.(*sql.Stmt)
	}
	if p.kept.Load() >= statementsRead {
		return nil
	}
	st, err := p.PrepareContext(ctx, text)
	if err != nil { // What is wrong with it is told where it is run.
		return nil
	}
	if other, there := p.statements.LoadOrStore(text, st); there {
		st.Close() //nolint:errcheck // Nobody has used it.
		return other.(*sql.Stmt)
	}
	p.kept.Add(1)
	return st
}

// QueryContext implements gorm.ConnPool.
func (p *readPool) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if st := p.prepared(ctx, text); st != nil {
		return st.QueryContext(ctx, args...)
	}
	return p.DB.QueryContext(ctx, text, args...)
}

// QueryRowContext implements gorm.ConnPool.
func (p *readPool) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	if st := p.prepared(ctx, text); st != nil {
		return st.QueryRowContext(ctx, args...)
	}
	return p.DB.QueryRowContext(ctx, text, args...)
}

// GetDBConn implements gorm.GetDBConnector.
func (p *readPool) GetDBConn() (*sql.DB, error) { return p.DB, nil }

var _ gorm.GetDBConnector = (*readPool)(nil)
