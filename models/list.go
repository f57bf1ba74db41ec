package models

import (
	"encoding/base64"
	"encoding/json"
	"sort"
	"strings"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// List is how much of a list is asked for, and in which order.
type List struct {
	// Limit is the size of a page; the caller has checked it.
	Limit int
	// Cursor is Page.Next of the page before; empty for the first page.
	Cursor string
	// Sort names an order of the list, with a leading "-" for descending; empty for the list's default.
	Sort string
	// Total asks for the number of all rows that the filters leave.
	Total bool
}

// Page is one page of a list.
type Page[T any] struct {
	Items []T
	// Next is the cursor of the page that follows; empty on the last.
	Next string
	// Total is the number of rows on all pages, when it was asked for.
	Total *int64
}

// order is one way to sort a list: a column that is never NULL, with the row's id to break ties, so that a page can start
// right behind the last row of the one before, by an index on (column, id).
type order[T any] struct {
	column string
	// id is the row's id by the name that it has in the column's own table: an index gives the order of both columns only
	// when both are its own. Empty for the id of the list.
	id    string
	value func(*T) any
	// unknown is what the column holds where the value is not known: the least that it can hold, nil when it is always
	// known. Such rows come last in either direction.
	unknown any
}

// listing describes a list: its orders by name, the default one, and its id.
type listing[T any] struct {
	orders  map[string]order[T]
	initial string
	id      string
	key     func(*T) int64
}

// sortNames are the names of the orders, for messages.
func (l listing[T]) sortNames() string {
	names := make([]string, 0, len(l.orders))
	for n := range l.orders {
		names = append(names, n)
	}
	sort.Strings(names)
	return strings.Join(names, ", ")
}

// column is what an order sorts by; empty when there is no such order, which page refuses.
func (l listing[T]) column(sort string) string {
	if sort == "" {
		sort = l.initial
	}
	return l.orders[strings.TrimPrefix(sort, "-")].column
}

// page reads one page of what q selects.
func (l listing[T]) page(q *gorm.DB, list List) (Page[T], error) {
	var page Page[T]
	if list.Total {
		page.Total = new(int64)
		if err := q.Session(&gorm.Session{}).Count(page.Total).Error; err != nil {
			return page, err
		}
	}
	name := list.Sort
	if name == "" {
		name = l.initial
	}
	by, known := l.orders[strings.TrimPrefix(name, "-")]
	if !known {
		return page, fault.New(fault.Invalid, "The list cannot be sorted so.").In("sort", "use one of %s, with a leading - for descending", l.sortNames())
	}
	if by.id == "" {
		by.id = l.id
	}
	var from *spot
	if list.Cursor != "" {
		var err error
		if from, err = readCursor(list.Cursor, name); err != nil {
			return page, err
		}
	}
	// One row more than asked for tells whether a page follows.
	items, err := l.rows(q, by, strings.HasPrefix(name, "-"), from, list.Limit+1)
	if err != nil {
		return page, err
	}
	page.Items = items
	if len(items) > list.Limit {
		page.Items = items[:list.Limit]
		last := &page.Items[list.Limit-1]
		page.Next = writeCursor(name, by.value(last), l.key(last))
	}
	return page, nil
}

// rows reads so many rows of an order, behind a place in it. An index holds unknown values first, so that the ascending
// order is read in two parts, each along the index: the known ones, then, where the page goes on, the unknown ones.
func (l listing[T]) rows(q *gorm.DB, by order[T], descending bool, behind *spot, limit int) ([]T, error) {
	if descending || by.unknown == nil {
		return l.run(q, by.column, by.id, descending, behind, limit)
	}
	var items []T
	if behind == nil || behind.value != by.unknown {
		var err error
		items, err = l.run(q.Session(&gorm.Session{}).Where(by.column+" > ?", by.unknown), by.column, by.id, false, behind, limit)
		if err != nil || len(items) == limit {
			return items, err
		}
		behind = nil
	}
	unknown, err := l.run(q.Session(&gorm.Session{}).Where(by.column+" = ?", by.unknown), by.id, by.id, false, behind, limit-len(items))
	return append(items, unknown...), err
}

// run reads rows sorted by one column and their id.
func (listing[T]) run(q *gorm.DB, column, id string, descending bool, behind *spot, limit int) ([]T, error) {
	than, dir := ">", ""
	if descending {
		than, dir = "<", " DESC"
	}
	if behind != nil && column == id {
		q = q.Where(id+" "+than+" ?", behind.id)
	} else if behind != nil {
		q = q.Where("("+column+", "+id+") "+than+" (?, ?)", behind.value, behind.id)
	}
	if column != id {
		q = q.Order(column + dir)
	}
	var items []T
	err := q.Order(id + dir).Limit(limit).Find(&items).Error
	return items, err
}

// spot is one in an order: right behind the row with that value and id.
type spot struct {
	value any
	id    int64
}

// writeCursor names the place right behind a row: the order, the row's value in it, and its id.
func writeCursor(order string, value any, id int64) string {
	b, err := json.Marshal([]any{order, value, id})
	if err != nil { // A string, an integer and an integer always marshal.
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// readCursor is the inverse of writeCursor; a cursor of another order is refused.
func readCursor(cursor, order string) (*spot, error) {
	refused := fault.New(fault.Invalid, "The cursor is not one of this list.").
		In("cursor", "take it from next of the page before, with the same sort, or leave it out to start again")
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, refused.Because(err)
	}
	var name string
	var value any
	var number json.Number
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.UseNumber()
	if err := d.Decode(&[]any{&name, &value, &number}); err != nil || name != order {
		return nil, refused.Because(err)
	}
	id, err := number.Int64()
	if err != nil {
		return nil, refused.Because(err)
	}
	switch v := value.(type) {
	case string:
		return &spot{v, id}, nil
	case json.Number:
		n, err := v.Int64()
		if err != nil {
			return nil, refused.Because(err)
		}
		return &spot{n, id}, nil
	}
	return nil, refused
}
