package models

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/gorm"
)

// copiedRows is from how many rows for one table on COPY is used: it takes round trips of its own.
const copiedRows = 16

// statementForm is what is known of a statement by its text, which has question marks for its values.
type statementForm struct {
	// bound has the engine's own marks instead.
	bound string
	// Of a statement that does nothing but insert one row; else empty.
	table   string
	columns []string
	// constants are the texts that stand in it among the values, by their places.
	constants map[int]string
}

// heldStatement is a statement that is to be run together with others.
type heldStatement struct {
	form *statementForm
	args []any
}

var (
	plainInsert = regexp.MustCompile(`^INSERT INTO (\w+) \(([\w, ]+)\) VALUES \(((?:\?|'[^']*')(?:, (?:\?|'[^']*'))*)\)$`)
	plainValue  = regexp.MustCompile(`\?|'[^']*'`)
)

// formOf reads a statement, for $1, $2, ... in place of its question marks. No statement of ours has one in a text. That a
// statement fails without being taken back is for SQLite alone.
func formOf(statement string) *statementForm {
	statement = strings.Replace(statement, "INSERT OR FAIL INTO", "INSERT INTO", 1)
	var f statementForm
	var b strings.Builder
	for i, part := range strings.Split(statement, "?") {
		if i > 0 {
			b.WriteString("$" + strconv.Itoa(i))
		}
		b.WriteString(part)
	}
	f.bound = b.String()
	if m := plainInsert.FindStringSubmatch(statement); m != nil {
		f.table, f.columns = m[1], strings.Split(strings.ReplaceAll(m[2], " ", ""), ",")
		for i, value := range plainValue.FindAllString(m[3], -1) {
			if value != "?" {
				if f.constants == nil {
					f.constants = map[int]string{}
				}
				f.constants[i] = strings.Trim(value, "'")
			}
		}
	}
	return &f
}

// row is the whole row that a statement inserts.
func (h *heldStatement) row() []any {
	if h.form.constants == nil {
		return h.args
	}
	row := make([]any, len(h.form.columns))
	at := 0
	for i := range row {
		if text, constant := h.form.constants[i]; constant {
			row[i] = text
			continue
		}
		row[i] = h.args[at]
		at++
	}
	return row
}

// send runs statements in their order and in few round trips: long runs of new rows of one table by COPY.
func (postgresEngine) send(driverConn any, held []heldStatement) error {
	std, ok := driverConn.(*stdlib.Conn)
	if !ok {
		return fmt.Errorf("bulk writes need a connection of pgx, not a %T", driverConn)
	}
	conn, ctx := std.Conn(), context.Background() // See writerConn.
	for len(held) > 0 {
		if n := run(held); n >= copiedRows {
			f := held[0].form
			rows := pgx.CopyFromSlice(n, func(i int) ([]any, error) { return held[i].row(), nil })
			if _, err := conn.CopyFrom(ctx, pgx.Identifier{f.table}, f.columns, rows); err != nil {
				return err
			}
			held = held[n:]
			continue
		}
		var together pgx.Batch
		for len(held) > 0 && run(held) < copiedRows {
			together.Queue(held[0].form.bound, held[0].args...)
			held = held[1:]
		}
		if err := conn.SendBatch(ctx, &together).Close(); err != nil {
			return err
		}
	}
	return nil
}

// run is how many statements at the beginning insert into the same columns.
func run(held []heldStatement) int {
	n := 0
	for held[0].form.table != "" && n < len(held) && held[n].form == held[0].form {
		n++
	}
	return n
}

// reserve implements bulkEngine: it moves the sequence of the table on. Nobody else writes meanwhile.
func (postgresEngine) reserve(t turn, table string, n int) (int64, error) {
	var last int64
	err := t.row("SELECT setval(s.name, nextval(s.name) + CAST(? AS bigint)) FROM (SELECT CAST(pg_get_serial_sequence(?, 'id') AS regclass) AS name) AS s",
		int64(n-1), table).Scan(&last)
	return last - int64(n) + 1, err
}

// onDays implements bulkEngine. OFFSET 0 keeps the planner, which has no figures of a table that is being filled, from walking
// through it in another order.
func (postgresEngine) onDays(n int) string {
	return `SELECT r.id, r.film_id, r.published, COALESCE(r.outlet_id, 0), COALESCE(v.critic_id, 0), COALESCE(v.name, ''), v.role IS NOT NULL
		FROM (SELECT DISTINCT * FROM (VALUES (CAST(? AS bigint), CAST(? AS text))` + strings.Repeat(", (?, ?)", n-1) + `) AS asked (film, day)) AS d
		CROSS JOIN LATERAL (SELECT id, film_id, published, outlet_id FROM reviews WHERE film_id = d.film AND published = d.day AND source_id = '' OFFSET 0) AS r
		LEFT JOIN LATERAL (SELECT critic_id, name, role, position FROM review_voices WHERE review_id = r.id AND role = 'author' OFFSET 0) AS v ON TRUE
		ORDER BY r.id, v.position`
}

// load implements bulkEngine: it puts off the checks that can be put off to the end of the transaction.
func (postgresEngine) load(t turn) error { return t.exec("SET CONSTRAINTS ALL DEFERRED") }

// sequenceOf is the sequence of the ids of a table; empty when it has none.
func sequenceOf(table string) (sequence, column string) {
	switch table {
	case "changes":
		return "changes_seq_seq", "seq"
	case "import_chunks", "import_reports":
		return table + "_id_seq", "id"
	}
	for _, t := range transferred {
		if t.name == table && t.ids {
			return table + "_id_seq", "id"
		}
	}
	return "", ""
}

// continueIDs implements bulkEngine: rows that bring their id do not move the sequence on.
func (postgresEngine) continueIDs(t turn, table string, ids bool, from *gorm.DB) error {
	sequence, column := sequenceOf(table)
	if sequence == "" {
		return nil
	}
	var last, highest int64
	if ids {
		var err error
		if last, err = engineOf(from).lastID(from, table); err != nil {
			return err
		}
	}
	if err := t.row("SELECT COALESCE(MAX(" + column + "), 0) FROM " + table).Scan(&highest); err != nil {
		return err
	}
	if last = max(last, highest); last == 0 {
		return nil
	}
	return t.exec("SELECT setval(CAST(? AS regclass), ?)", sequence, last)
}

// lastID implements bulkEngine.
func (postgresEngine) lastID(db *gorm.DB, table string) (last int64, err error) {
	sequence, _ := sequenceOf(table)
	err = db.Raw("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM " + sequence).Scan(&last).Error
	return last, err
}
