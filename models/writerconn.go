package models

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"gorm.io/gorm"
)

// writerConn is the connection of a writer, with the statements that it has prepared. It is for one goroutine at a time.
//
// No statement watches a context: that would cost a goroutine for every one of them, and a statement that is interrupted
// takes the transaction with it.
type writerConn struct {
	*sql.Conn
	engine driver.ConnPrepareContext
	// statements are by their texts; direct those that only write.
	statements *simplelru.LRU[string, *sql.Stmt]
	direct     *simplelru.LRU[string, driver.Stmt]
	values     []driver.NamedValue
	translate  func(error) error
	name       string // of the writer
	relaxed    bool   // by the script of that name
	calm       bool   // the same
	hurried    bool   // see OpenToFill
	words      *transactionWords
	pace       *pace
	forms      map[string]*statementForm
	// held is what a bulk unit has written since it last asked for something, if the connection holds it.
	held  []heldStatement
	holds bool
	// follows is what steady units have left to do, and what they know.
	follows followup
}

// heldStatements bounds what is held.
const heldStatements = 20_000

// sends tells whether what a bulk unit writes is sent together.
func (c *writerConn) sends() bool { return c.words.send != nil }

// form is what is known of a statement whose values stand as question marks. There are as many texts as the program has.
func (c *writerConn) form(text string) *statementForm {
	f, known := c.forms[text]
	if !known {
		f = c.words.form(text)
		c.forms[text] = f
	}
	return f
}

// bound is the text of such a statement as the engine takes it.
func (c *writerConn) bound(text string) string {
	if c.words.form == nil {
		return text
	}
	return c.form(text).bound
}

// flush runs what is held.
func (c *writerConn) flush() error {
	held := c.held
	if len(held) == 0 {
		return nil
	}
	c.held = nil
	err := c.Raw(func(conn any) error { return c.words.send(conn, held) })
	if err != nil {
		err = c.translate(err)
	}
	return err
}

// statementsKept bounds the prepared statements. Lists of values make texts of many lengths.
const statementsKept = 512

func newWriterConn(db *gorm.DB, words *transactionWords, name string) (*writerConn, error) {
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	c := &writerConn{translate: func(err error) error { return err }, name: name, words: words, forms: map[string]*statementForm{}}
	if t, ok := db.Dialector.(gorm.ErrorTranslator); ok {
		c.translate = t.Translate
	}
	if c.Conn, err = pool.Conn(context.Background()); err != nil {
		return nil, err
	}
	err = c.Raw(func(conn any) error {
		var ok bool
		if c.engine, ok = conn.(driver.ConnPrepareContext); !ok {
			return fmt.Errorf("the writer needs an engine that prepares statements, not a %T", conn)
		}
		return nil
	})
	// The errors of closing statements are of no use: the statements are not used again.
	var first, second error
	c.statements, first = simplelru.NewLRU(statementsKept, func(_ string, st *sql.Stmt) { _ = st.Close() })
	c.direct, second = simplelru.NewLRU(statementsKept, func(_ string, st driver.Stmt) { _ = st.Close() })
	if err = errors.Join(err, first, second); err != nil {
		return nil, errors.Join(err, c.Conn.Close())
	}
	return c, nil
}

// prepared is the statement with that text, which is the engine's. What was written before is run.
func (c *writerConn) prepared(text string) (*sql.Stmt, error) {
	if err := c.flush(); err != nil {
		return nil, err
	}
	if st, there := c.statements.Get(text); there {
		return st, nil
	}
	st, err := c.PrepareContext(context.Background(), text)
	if err == nil {
		c.statements.Add(text, st)
	}
	return st, err
}

// exec runs a statement that writes.
func (c *writerConn) exec(text string, args ...any) error {
	if c.holds {
		c.held = append(c.held, heldStatement{c.form(text), slices.Clone(args)})
		if len(c.held) < heldStatements {
			return nil
		}
		return c.flush()
	}
	_, err := c.result(text, args...)
	return err
}

// result runs a statement that writes, at once. It asks the engine itself: on the way through database/sql a statement costs
// half as much again.
func (c *writerConn) result(text string, args ...any) (driver.Result, error) {
	text = c.bound(text)
	st, there := c.direct.Get(text)
	if !there {
		var err error
		if st, err = c.engine.PrepareContext(context.Background(), text); err != nil {
			return nil, c.translate(err)
		}
		c.direct.Add(text, st)
	}
	run, ok := st.(driver.StmtExecContext)
	if !ok {
		return nil, fmt.Errorf("the writer needs an engine that runs statements, not a %T", st)
	}
	c.values = c.values[:0]
	for i, v := range args {
		switch v.(type) {
		case string, int64, nil: // Nearly all of them.
		default:
			var err error
			if v, err = driver.DefaultParameterConverter.ConvertValue(v); err != nil {
				return nil, err
			}
		}
		c.values = append(c.values, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	done, err := run.ExecContext(context.Background(), c.values)
	if err != nil {
		return nil, c.translate(err)
	}
	return done, nil
}

// run runs statements that have no values, at once.
func (c *writerConn) run(texts ...string) error {
	for _, text := range texts {
		if err := c.exec(text); err != nil {
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
	c.direct.Purge()
	return c.Close()
}

// discard closes the connection for good.
func (c *writerConn) discard() {
	c.statements.Purge()
	c.direct.Purge()
	// That the pool shall drop it is told by this very error, which comes back.
	_ = c.Raw(func(any) error { return driver.ErrBadConn })
	_ = c.Close()
}
