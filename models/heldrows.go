package models

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5/stdlib"
)

// What a replica says is read to its end before anybody sees the first row: it may take its answer back in the midst of it, when what
// is replayed stands against what is read, and the primary is asked then.

const (
	// replicaTime is how long a replica may take for a statement.
	replicaTime = 2 * time.Second
	// heldBytes bounds what is held of an answer; longer ones are the primary's.
	heldBytes = 8 << 20
)

var (
	errLeftOut = errors.New("the replica is left out")
	errOther   = errors.New("behind the address is another server now, or it was started again")
	errTooLong = errors.New("the answer is too long to be held")
)

// heldConnector opens connections whose answers are held.
type heldConnector struct {
	driver.Connector
	r *replica
}

// Connect implements driver.Connector. The pool opens one connection after the other, so that none is tried at a server which was
// found to be silent.
func (c heldConnector) Connect(ctx context.Context) (driver.Conn, error) {
	if c.r.reached.Load() == nil {
		return nil, errLeftOut
	}
	ctx, cancel := context.WithTimeout(ctx, replicaTime)
	defer cancel()
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	held := heldConn{r: c.r}
	var ok bool
	if held.Conn, ok = conn.(*stdlib.Conn); !ok {
		return nil, errors.Join(fmt.Errorf("a replica needs the connections of pgx, not a %T", conn), conn.Close())
	}
	err = held.Conn.Conn().QueryRow(ctx, serverRun).Scan(&held.run)
	if err == nil && !held.current() {
		err = errOther
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return held, nil
}

type heldConn struct {
	*stdlib.Conn
	r   *replica
	run string // of the server
}

// current tells whether the connection is to the server that is looked at.
func (c heldConn) current() bool {
	run := c.r.server.Load()
	return run != nil && *run == c.run
}

// QueryContext implements driver.QueryerContext.
func (c heldConn) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	if c.r.reached.Load() == nil { // While this one waited for a connection.
		return nil, errLeftOut
	}
	if !c.current() {
		return nil, driver.ErrBadConn
	}
	ctx, cancel := context.WithTimeout(ctx, replicaTime)
	defer cancel()
	rows, err := c.Conn.QueryContext(ctx, text, args)
	if err != nil {
		return nil, err
	}
	held, err := hold(rows)
	if err := errors.Join(err, rows.Close()); err != nil {
		return nil, err
	}
	c.r.reads.Add(1)
	return held, nil
}

// heldRows are rows that have been read; they are told of as before.
type heldRows struct {
	*stdlib.Rows
	values []driver.Value
}

func hold(from driver.Rows) (*heldRows, error) {
	rows, ok := from.(*stdlib.Rows)
	if !ok {
		return nil, fmt.Errorf("a replica needs the rows of pgx, not %T", from)
	}
	held, columns, bytes := &heldRows{Rows: rows}, len(rows.Columns()), 0
	for {
		at := len(held.values)
		held.values = append(held.values, make([]driver.Value, columns)...)
		switch err := rows.Next(held.values[at:]); {
		case errors.Is(err, io.EOF):
			held.values = held.values[:at]
			return held, nil
		case err != nil:
			return nil, err
		}
		for _, v := range held.values[at:] {
			bytes += 16
			switch v := v.(type) {
			case string:
				bytes += len(v)
			case []byte:
				bytes += len(v)
			}
		}
		if bytes > heldBytes {
			return nil, errTooLong
		}
	}
}

// Next implements driver.Rows.
func (h *heldRows) Next(to []driver.Value) error {
	if len(h.values) == 0 {
		return io.EOF
	}
	copy(to, h.values)
	h.values = h.values[len(to):]
	return nil
}

// Close implements driver.Rows.
func (h *heldRows) Close() error { return nil }
