package models

import "gorm.io/gorm"

// textKind is what a row of the search index describes. It is part of the stored row ids and never changes.
type textKind int64

const (
	filmText textKind = iota
	personText
	outletText
	criticText
	reviewText
)

// kindBits is how far a row id of the search index is shifted to get the kind: each kind has a range of its own, so that
// a query can take the newest rows of one.
const kindBits = 48

// rowid is the row of the search index for one resource.
func (k textKind) rowid(id int64) int64 { return int64(k)<<kindBits + id }

// textOf is the resource that a row of the search index is for.
func textOf(rowid int64) (textKind, int64) {
	return textKind(rowid >> kindBits), rowid & (1<<kindBits - 1)
}

// index puts a resource's texts into the search index in place of what was there.
func index(tx *gorm.DB, kind textKind, id int64, title, body string) error {
	return tx.Exec("INSERT OR REPLACE INTO search_index (rowid, title, body) VALUES (?, ?, ?)", kind.rowid(id), spaced(title), spaced(body)).Error
}

// unindex takes a resource out of the search index.
func unindex(tx *gorm.DB, kind textKind, id int64) error {
	return tx.Exec("DELETE FROM search_index WHERE rowid = ?", kind.rowid(id)).Error
}
