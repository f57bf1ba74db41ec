package models

import (
	"errors"
	"strconv"
	"strings"
)

// index implements searchEngine.
func (sqliteEngine) index(t turn, text searched) error {
	return t.exec("INSERT OR REPLACE INTO search_index (rowid, title, body) VALUES (?, ?, ?)", text.rowid, text.title, text.body)
}

// unindex implements searchEngine.
func (sqliteEngine) unindex(t turn, rowid int64) error {
	return t.exec("DELETE FROM search_index WHERE rowid = ?", rowid)
}

// fillSearch implements searchEngine. It comes last: any statement that can be taken back makes the index write out what it
// holds, a little segment each time. What it holds may be larger for as long.
func (sqliteEngine) fillSearch(t turn, texts []searched) error {
	const set = "INSERT INTO search_index (search_index, rank) VALUES (?, ?)"
	const insert = "INSERT INTO search_index (rowid, title, body) VALUES (?, ?, ?)"
	const untitled = "INSERT INTO search_index (rowid, body) VALUES (?, ?)"
	many := len(texts) >= manyTexts
	if many {
		if err := errors.Join(t.exec(set, "hashsize", bulkHash), t.exec(set, "automerge", bulkMerge)); err != nil {
			return err
		}
	}
	for i, text := range texts {
		if i%16 == 15 {
			t.giveWay()
		}
		var err error
		if text.title == "" {
			err = t.exec(untitled, text.rowid, text.body)
		} else {
			err = t.exec(insert, text.rowid, text.title, text.body)
		}
		if err != nil {
			return err
		}
	}
	if many {
		return errors.Join(t.exec(set, "automerge", usualMerge), t.exec(set, "hashsize", usualHash)) // What is held is written out first.
	}
	return nil
}

const (
	manyTexts = 1000
	bulkHash  = 8 << 20
	usualHash = 1 << 20 // the engine's own
	// Of how many segments they begin to be merged. A batch makes a large one. Never would be as good for small collections; but
	// when there are 16, the engine merges them at once, and the log has to hold all that.
	bulkMerge, usualMerge = 8, 4 // the engine's own
)

// byWords implements searchEngine.
func (sqliteEngine) byWords(kinds []textKind, phrases []phrase, limit int) (query string, args []any) {
	return `SELECT * FROM (SELECT rowid, bm25(search_index, 10.0, 1.0) AS rank FROM search_index
		WHERE search_index MATCH ? AND rowid BETWEEN ? AND ? AND rowid >> ` + strconv.Itoa(kindBits) + ` IN ? ORDER BY rowid DESC LIMIT ` + strconv.Itoa(limit) + `) AS worded`,
		[]any{expression(phrases), kinds[0].rowid(0), (kinds[len(kinds)-1] + 1).rowid(0) - 1, kinds}
}

// expression writes phrases in the language of FTS5. Words hold letters, digits and marks only, and stand in quotes:
// nothing that a client sends is read as syntax.
func expression(phrases []phrase) string {
	var b strings.Builder
	for _, p := range phrases {
		b.WriteString(` "` + strings.Join(p.words, " ") + `"`)
		if p.prefix {
			b.WriteString(" *")
		}
	}
	return strings.TrimSpace(b.String())
}
