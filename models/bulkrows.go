package models

import (
	"runtime"
	"strings"
)

// manyRows writes the rows of one table several a statement. The statement is one "OR FAIL": it is never taken back by
// itself, only with its whole batch, so SQLite keeps no journal for it. Where what is written is sent together anyway, there
// is one row a statement.
type manyRows struct {
	b                *Batch
	head, row, tail  string
	perRow, together int
	many             string
	args             []any
}

// valuesAStatement bounds the values of a statement: the driver looks for each of them among all before it.
const valuesAStatement = 64

// rowsInto makes a writer of rows: head, a row with its place holders, and tail make the statement.
func (b *Batch) rowsInto(head, row, tail string) *manyRows {
	w := &manyRows{b: b, head: head, row: row, tail: tail, perRow: strings.Count(row, "?")}
	w.together = valuesAStatement / w.perRow
	if b.conn.sends() {
		w.together = 1
	}
	w.many = head + strings.Repeat(row+", ", w.together-1) + row + tail
	w.args = make([]any, 0, w.together*w.perRow)
	return w
}

// add writes a row, sooner or later.
func (w *manyRows) add(values ...any) error {
	w.args = append(w.args, values...)
	if len(w.args) < w.together*w.perRow {
		return nil
	}
	defer func() { w.args = w.args[:0] }()
	runtime.Gosched() // A batch takes long; whoever answers a request comes first.
	return w.b.exec(w.many, w.args...)
}

// flush writes what is still to be written. It is called before anything else is written to the table, and at the end.
func (w *manyRows) flush() error {
	for at := 0; at < len(w.args); at += w.perRow {
		if err := w.b.exec(w.head+w.row+w.tail, w.args[at:at+w.perRow]...); err != nil {
			return err
		}
	}
	w.args = w.args[:0]
	return nil
}

// The few different ratings of a batch stand in a temporary table, from which its reviews take their columns, and the time of
// the batch: that costs the engine less than to be handed seventeen more values a row.
const (
	makeRatings  = "CREATE TEMP TABLE IF NOT EXISTS bulk_ratings (place INTEGER PRIMARY KEY, at, " + ratingColumnNames + ")"
	clearRatings = "DELETE FROM temp.bulk_ratings"
)

var insertRating = insertInto("temp.bulk_ratings", "place, at, "+ratingColumnNames)

// place is the number of a rating in the temporary table.
func (b *Batch) place(r *readRating) (int64, error) {
	if at, there := b.places[r]; there {
		return at, nil
	}
	if b.places == nil {
		b.places = map[*readRating]int64{}
		for _, text := range []string{makeRatings, clearRatings} {
			if err := b.exec(text); err != nil {
				return 0, err
			}
		}
	}
	at := int64(len(b.places)) + 1
	b.places[r] = at
	return at, b.exec(insertRating, append([]any{at, b.now}, r.values...)...)
}

// plainReviews writes reviews of plainColumns, with the place of their rating.
func (b *Batch) plainReviews() *manyRows {
	return b.rowsInto("INSERT OR FAIL INTO reviews ("+plainColumns+") SELECT v.column1, v.column2, v.column3, v.column4, v.column5, v.column6, 1, r.at, r.at, r."+
		strings.ReplaceAll(ratingColumnNames, ", ", ", r.")+" FROM (VALUES ", "(?, ?, ?, ?, ?, ?, ?)", ") AS v CROSS JOIN temp.bulk_ratings AS r ON r.place = v.column7")
}
