package models

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"slices"
	"strings"

	"gorm.io/gorm"
)

// transferredTable is a table that is copied.
type transferredTable struct {
	name, key string
	// ids tells that SQLite never gives an id of the table a second time.
	ids bool
}

// transferred are the tables of a collection, each behind those that it refers to, with what their rows are sorted by. The
// search index is not among them: it is made anew from the texts.
var transferred = []transferredTable{
	{"films", "id", true}, {"film_genres", "genre, film_id", false}, {"film_titles", "title_key, film_id", false}, {"film_ids", "namespace, value", false},
	{"people", "id", true}, {"people_ids", "namespace, value", false}, {"film_credits", "film_id, position", false}, {"outlets", "id", true},
	{"critics", "id", true}, {"critic_outlets", "critic_id, outlet_id", false}, {"reviews", "id", true}, {"review_tags", "tag, review_id", false},
	{"review_likes", "review_id, position", false}, {"review_voices", "review_id, position", false}, {"live_notes", "id", true}, {"comments", "id", true},
	{"scales", "id", false}, {"film_scores", "film_id", false}, {"score_prior", "id", false}, {"changes", "seq", true}, {"keys", "id", true},
	{"imports", "id", true}, {"import_chunks", "id", false}, {"import_reports", "id", false}, {"import_unmatched", "import_id, row_number", false},
	{"match_decisions", "hint_key", false}, {"film_redirects", "ref", false}, {"named_requests", "id", true}, {"feeds", "id", true}, {"feed_items", "id", true},
}

// transferRows is how many rows are held at a time.
const transferRows = 1000

// CopiedTable is a table that was copied: how many rows it has, and the SHA-256 of them in the order of their keys, which is
// that of the copy as well.
type CopiedTable struct {
	Name     string
	Rows     int64
	Checksum string
}

// Copy copies the whole collection, as of one moment, into an empty one, in one transaction; it is the same afterwards to the
// last byte, ids included, which is checked before the commit. tell, unless nil, is called with the rows done of all.
func Copy(ctx context.Context, from, to *Store, tell func(done, all int)) ([]CopiedTable, error) {
	var tables []CopiedTable
	err := from.transfer(ctx, to, func(b *Batch, source *gorm.DB) error {
		c := copying{from: source, to: b, tell: tell}
		if err := c.count(); err != nil {
			return err
		}
		for i := range transferred {
			t, err := c.table(i)
			if err != nil {
				return fmt.Errorf("copy the table %s: %w", transferred[i].name, err)
			}
			tables = append(tables, t)
		}
		return b.fillWholeSearch()
	})
	return tables, err
}

// transfer opens both sides: a snapshot of one, and a transaction of the other, which has to be empty.
func (s *Store) transfer(ctx context.Context, to *Store, do func(*Batch, *gorm.DB) error) error {
	if s.schema != to.schema {
		return fmt.Errorf("the databases are at the schema versions %d and %d", s.schema, to.schema)
	}
	return s.ReadAll(ctx, func(source *Snapshot) error {
		var known Known
		return to.WriteBatch(ctx, &known, func(b *Batch) error {
			for _, t := range transferred {
				var rows int64
				if err := b.tx.Raw("SELECT count(*) FROM (SELECT 1 FROM " + t.name + " LIMIT 1) AS found").Scan(&rows).Error; err != nil {
					return err
				}
				if rows > 0 && t.name != "score_prior" {
					return errors.New("the target is not empty: its table " + t.name + " has rows; name a new database")
				}
			}
			if err := engineOf(b.tx).load(b.turn); err != nil {
				return err
			}
			if err := b.exec("DELETE FROM score_prior"); err != nil {
				return err
			}
			return do(b, source.db)
		})
	})
}

// copying is a copy under way.
type copying struct {
	from      *gorm.DB
	to        *Batch
	tell      func(done, all int)
	done, all int64
}

func (c *copying) count() error {
	for _, t := range transferred {
		var rows int64
		if err := c.from.Raw("SELECT count(*) FROM " + t.name).Scan(&rows).Error; err != nil {
			return err
		}
		c.all += 2 * rows // Each is written, and read again.
	}
	return nil
}

func (c *copying) step(n int64) {
	c.done += n
	if c.tell != nil {
		c.tell(int(c.done), int(c.all))
	}
}

// table copies a table, and compares the copy with it.
func (c *copying) table(i int) (CopiedTable, error) {
	t := transferred[i]
	rows, err := c.from.Raw("SELECT * FROM " + t.name + " ORDER BY " + t.key).Rows()
	if err != nil {
		return CopiedTable{}, err
	}
	defer rows.Close() //nolint:errcheck // Err tells.
	columns, err := rows.Columns()
	if err != nil {
		return CopiedTable{}, err
	}
	insert := insertInto(t.name, strings.Join(columns, ", "))
	truths, err := c.truths(t.name, columns)
	if err != nil {
		return CopiedTable{}, err
	}
	sum := newRowSum(columns)
	copied, err := eachRowOf(rows, len(columns), func(values []any) error {
		sum.add(values)
		if sum.rows%transferRows == 0 {
			c.step(transferRows)
			if err := c.to.conn.flush(); err != nil {
				return err
			}
		}
		for _, at := range truths {
			values[at] = values[at] == int64(1)
		}
		return c.to.exec(insert, values...)
	})
	if err != nil {
		return CopiedTable{}, err
	}
	c.step(copied % transferRows)
	if err := engineOf(c.to.tx).continueIDs(c.to.turn, t.name, t.ids, c.from); err != nil {
		return CopiedTable{}, err
	}
	return c.compare(t.name, t.key, sum)
}

// truths are the columns that the target keeps as truth values and the source as numbers.
func (c *copying) truths(table string, columns []string) ([]int, error) {
	target, err := c.to.tx.Raw("SELECT " + strings.Join(columns, ", ") + " FROM " + table + " LIMIT 0").Rows()
	if err != nil {
		return nil, err
	}
	defer target.Close() //nolint:errcheck // There is nothing in it.
	types, err := target.ColumnTypes()
	var truths []int
	for i, t := range types {
		if t.DatabaseTypeName() == "BOOL" {
			truths = append(truths, i)
		}
	}
	return truths, errors.Join(err, target.Err())
}

// compare reads the copy of a table.
func (c *copying) compare(table, key string, want *rowSum) (CopiedTable, error) {
	rows, err := c.to.tx.Raw("SELECT " + strings.Join(want.columns, ", ") + " FROM " + table + " ORDER BY " + key).Rows()
	if err != nil {
		return CopiedTable{}, err
	}
	defer rows.Close() //nolint:errcheck // Err tells.
	have := newRowSum(want.columns)
	if _, err := eachRowOf(rows, len(want.columns), func(values []any) error { have.add(values); return nil }); err != nil {
		return CopiedTable{}, err
	}
	c.step(have.rows)
	if have.rows != want.rows || have.text() != want.text() {
		return CopiedTable{}, fmt.Errorf("the copy differs: %d rows of checksum %s, not %d of %s", have.rows, have.text(), want.rows, want.text())
	}
	return CopiedTable{table, want.rows, want.text()}, nil
}

// eachRowOf calls do with the values of each row: integers, texts, bytes and nil; truth values are integers.
func eachRowOf(rows *sql.Rows, columns int, do func([]any) error) (n int64, err error) {
	values, to := make([]any, columns), make([]any, columns)
	for i := range values {
		to[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			return n, err
		}
		for i, v := range values {
			switch v := v.(type) {
			case bool:
				values[i] = int64(0)
				if v {
					values[i] = int64(1)
				}
			case []byte:
				values[i] = slices.Clone(v)
			}
		}
		if err := do(values); err != nil {
			return n, err
		}
		n++
	}
	return n, rows.Err()
}

// rowSum is a checksum of rows. Columns count in the order of their names, so that it does not matter how a table was made.
type rowSum struct {
	columns []string
	order   []int
	rows    int64
	hash    hash.Hash
}

func newRowSum(columns []string) *rowSum {
	s := &rowSum{columns: columns, order: make([]int, len(columns)), hash: sha256.New()}
	for i := range s.order {
		s.order[i] = i
	}
	slices.SortFunc(s.order, func(a, b int) int { return strings.Compare(columns[a], columns[b]) })
	return s
}

func (s *rowSum) add(values []any) {
	s.rows++
	var buf []byte
	for _, i := range s.order {
		switch v := values[i].(type) {
		case nil:
			buf = append(buf, 0)
		case int64:
			buf = binary.BigEndian.AppendUint64(append(buf, 1), uint64(v)) //nolint:gosec // The same bits.
		case string:
			buf = append(binary.AppendUvarint(append(buf, 2), uint64(len(v))), v...)
		case []byte:
			buf = append(binary.AppendUvarint(append(buf, 3), uint64(len(v))), v...)
		default:
			panic(fmt.Sprintf("a column holds a %T", v)) // The schema has no other types.
		}
	}
	s.hash.Write(buf) //nolint:errcheck // It never fails.
}

func (s *rowSum) text() string { return hex.EncodeToString(s.hash.Sum(nil)) }
