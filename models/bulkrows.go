package models

import (
	"strconv"
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
	w.b.giveWay()
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

// plainReviews writes reviews that have only plainColumns, and no id elsewhere. It hands the engine little: the ids follow on
// each other, and what few different rows share stands in a temporary table.
type plainReviews struct {
	b    *Batch
	args []any // the id of the first of them, and their values
}

// perReview is how many values a plain review has of its own; the first id stands before all of them.
const (
	perReview      = 4
	plainsTogether = (valuesAStatement - 1) / perReview
	makeShared     = "CREATE TEMP TABLE IF NOT EXISTS bulk_shared (place INTEGER PRIMARY KEY, at, source, " + ratingColumnNames + ")"
	clearShared    = "DELETE FROM temp.bulk_shared"
)

var (
	insertShared = insertInto("temp.bulk_shared", "place, at, source, "+ratingColumnNames)
	manyPlains   = plainsText(plainsTogether)
	onePlain     = plainsText(1)
)

// plainsText is the statement that inserts n plain reviews.
func plainsText(n int) string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = "(?1 + " + strconv.Itoa(i) + ", ?, ?, ?, ?)"
	}
	return "INSERT OR FAIL INTO reviews (" + plainColumns + ") SELECT v.column1, v.column2, v.column3, v.column4, s.source, '', 1, s.at, s.at, s." +
		strings.ReplaceAll(ratingColumnNames, ", ", ", s.") + " FROM (VALUES " + strings.Join(rows, ", ") + ") AS v CROSS JOIN temp.bulk_shared AS s ON s.place = v.column5"
}

// shared is what few different reviews of a batch have in common.
type shared struct {
	rating *readRating
	source string
}

// place is the number of such in the temporary table.
func (b *Batch) place(s shared) (int64, error) {
	if at, there := b.places[s]; there {
		return at, nil
	}
	if b.places == nil {
		b.places = map[shared]int64{}
		for _, text := range []string{makeShared, clearShared} {
			if err := b.exec(text); err != nil {
				return 0, err
			}
		}
	}
	at := int64(len(b.places)) + 1
	b.places[s] = at
	return at, b.exec(insertShared, append([]any{at, b.now, s.source}, s.rating.values...)...)
}

// add writes a review, sooner or later. Its id is the one behind that of the last, or nothing waits.
func (w *plainReviews) add(r *NewReview, read *readRating) error {
	place, err := w.b.place(shared{read, r.Source})
	if err != nil {
		return err
	}
	if len(w.args) == 0 {
		w.args = append(w.args, r.ID)
	}
	w.args = append(w.args, r.FilmID, r.outletValue(), string(r.Published), place)
	if len(w.args) <= perReview*(plainsTogether-1)+1 {
		return nil
	}
	defer func() { w.args = w.args[:0] }()
	w.b.giveWay()
	return w.b.exec(manyPlains, w.args...)
}

// flush writes what is still to be written. It is called before any other review is written, and at the end.
func (w *plainReviews) flush() error {
	for at := 1; at < len(w.args); at += perReview {
		id := w.args[0].(int64) + int64(at/perReview)
		if err := w.b.exec(onePlain, append([]any{id}, w.args[at:at+perReview]...)...); err != nil {
			return err
		}
	}
	w.args = w.args[:0]
	return nil
}
