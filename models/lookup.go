package models

import "gorm.io/gorm"

// lookup is a filter that another table answers: the rows there that name what may be in the list.
type lookup struct {
	// rows selects the column key, by an index on the condition.
	rows *gorm.DB
	key  string
	// walked is rows for the case that each row of the list is looked up in turn; nil for the same.
	walked *gorm.DB
}

// fewRows is up to how many rows a lookup is read whole and what it names is sorted. Of more, the list is walked in its
// order and each row looked up: a page is then full soon, and nothing is sorted.
const fewRows = 1000

// narrow narrows a list, whose ids stand in the column id, to what the lookup names.
func (l lookup) narrow(db, q *gorm.DB, id string) (*gorm.DB, error) {
	var n int64
	if err := db.Table("(?) AS found", l.rows.Session(&gorm.Session{}).Limit(fewRows+1)).Count(&n).Error; err != nil {
		return nil, err
	}
	if n <= fewRows {
		return q.Where(id+" IN (?)", l.rows), nil
	}
	walked := l.walked
	if walked == nil {
		walked = l.rows
	}
	return q.Where("EXISTS (?)", walked.Where(l.key+" = "+id)), nil
}
