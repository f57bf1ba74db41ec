package models

import (
	"gorm.io/gorm"

	"reelscore/rating"
)

// lookup is a filter that an index answers, of another table or of the list's own: the rows there that name what may be in
// the list.
type lookup struct {
	// rows selects the column key, by an index on the condition.
	rows *gorm.DB
	key  string
	// walked is rows for the case that each row of the list is looked up in turn; nil for the same.
	walked *gorm.DB
	// plain is the condition on a row of the list itself, where there is one, for that case. It is written so that no index
	// fits it: else the engine might take that one, and sort what it finds.
	plain string
	args  []any
}

// fewRows is up to how many rows a lookup is read whole and what it names is sorted. Of more, the list is walked in its
// order and each row looked up: a page is then full soon, and nothing is sorted.
const fewRows = 1000

// narrow narrows a list, whose ids stand in the column id, to what the lookup names.
func (l lookup) narrow(db, q *gorm.DB, id string, few int) (*gorm.DB, error) {
	var n int64
	if err := db.Table("(?) AS found", l.rows.Session(&gorm.Session{}).Limit(few+1)).Count(&n).Error; err != nil {
		return nil, err
	}
	if n <= int64(few) {
		return q.Where(id+" IN (?)", l.rows), nil
	}
	if l.plain != "" {
		return q.Where(l.plain, l.args...), nil
	}
	walked := l.walked
	if walked == nil {
		walked = l.rows
	}
	return q.Where("EXISTS (?)", walked.Where(l.key+" = "+id)), nil
}

// condition is a filter on columns of the list's own, or of a table beside it, which has an index of its own. Where the list
// is in the order of that index, it is a stretch of it; else it is a lookup.
type condition struct {
	// indexed is the condition as an index answers it. An order named in stretches is that of an index which begins with
	// what the condition asks for.
	indexed   string
	stretches []string
	// walked is the same in a form that no index fits.
	walked string
	args   []any
	// table and key are where the lookup is.
	table, key string
}

// narrowBy narrows a list in an order, by its column, to what the conditions let through.
func narrowBy(db, q *gorm.DB, order, id string, few int, conditions []condition) (*gorm.DB, error) {
	for _, c := range conditions {
		stretch := false
		for _, s := range c.stretches {
			stretch = stretch || s == order
		}
		if stretch {
			q = q.Where(c.indexed, c.args...)
			continue
		}
		rows := db.Table(c.table).Select(c.table+"."+c.key).Where(c.indexed, c.args...)
		var err error
		if q, err = (lookup{rows: rows, key: c.key, plain: c.walked, args: c.args}).narrow(db, q, id, few); err != nil {
			return nil, err
		}
	}
	return q, nil
}

// points is a bound on a score as it is stored.
func points(s *rating.Score) *int64 {
	if s == nil {
		return nil
	}
	n := int64(*s)
	return &n
}

// between is a condition on a number; nil bounds nothing. Numbers below known are not known, and outside of every bound.
func between(table, key, column string, known int64, from, to *int64, stretches ...string) []condition {
	if from == nil && to == nil {
		return nil
	}
	c := condition{table: table, key: key, stretches: append(stretches, column)}
	low := known
	if from != nil {
		low = *from
	}
	if to == nil {
		c.indexed, c.walked, c.args = column+" >= ?", column+" + 0 >= ?", []any{low}
	} else {
		c.indexed, c.walked, c.args = column+" BETWEEN ? AND ?", column+" + 0 BETWEEN ? AND ?", []any{low, *to}
	}
	return []condition{c}
}
