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
	value  func(*T) any
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
	than, dir := ">", ""
	if strings.HasPrefix(name, "-") {
		than, dir = "<", " DESC"
	}
	if list.Cursor != "" {
		last, id, err := readCursor(list.Cursor, name)
		if err != nil {
			return page, err
		}
		if by.column == l.id {
			q = q.Where(l.id+" "+than+" ?", id)
		} else {
			q = q.Where("("+by.column+", "+l.id+") "+than+" (?, ?)", last, id)
		}
	}
	if by.column != l.id {
		q = q.Order(by.column + dir)
	}
	// One row more than asked for tells whether a page follows.
	if err := q.Order(l.id + dir).Limit(list.Limit + 1).Find(&page.Items).Error; err != nil {
		return page, err
	}
	if len(page.Items) > list.Limit {
		page.Items = page.Items[:list.Limit]
		last := &page.Items[list.Limit-1]
		page.Next = writeCursor(name, by.value(last), l.key(last))
	}
	return page, nil
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
func readCursor(cursor, order string) (value any, id int64, err error) {
	refused := fault.New(fault.Invalid, "The cursor is not one of this list.").
		In("cursor", "take it from next of the page before, with the same sort, or leave it out to start again")
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, 0, refused.Because(err)
	}
	var name string
	var number json.Number
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.UseNumber()
	if err := d.Decode(&[]any{&name, &value, &number}); err != nil || name != order {
		return nil, 0, refused.Because(err)
	}
	if id, err = number.Int64(); err != nil {
		return nil, 0, refused.Because(err)
	}
	switch v := value.(type) {
	case string:
		return v, id, nil
	case json.Number:
		n, err := v.Int64()
		if err != nil {
			return nil, 0, refused.Because(err)
		}
		return n, id, nil
	}
	return nil, 0, refused
}
