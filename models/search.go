package models

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// Search is what is searched for.
type Search struct {
	// Query is words that all have to be found; in double quotes, side by side.
	Query string
	// Kinds are the kinds of resources to find ("film", "review"); empty for all.
	Kinds []string
	// Prefix takes the last word as the beginning of one.
	Prefix bool
	Limit  int
	Cursor string
}

// Hit is one resource that a search found. The field of its kind is set; with a review, its film and outlet too.
type Hit struct {
	Kind           string
	Title, Snippet Marked
	Film           *Film
	Person         *Person
	Outlet         *Outlet
	Critic         *Critic
	Review         *FoundReview
}

// kindNames are the names of the kinds of texts, by number.
var kindNames = [...]string{filmText: "film", personText: "person", outletText: "outlet", criticText: "critic", reviewText: "review"}

const (
	// rankedRows is how many of the rows that match are ranked, the newest: ranking every row with a common word would
	// take twenty times as long. Reviews are counted apart from all else, which they would crowd out.
	rankedRows = 1000
	// namedRank is the rank of what has the query for its name; ranks by words lie between it and 0. What has more
	// reviews comes first. namedPrefixRank is that of names that begin with the query.
	namedRank, namedPrefixRank = -2e9, -1e9
	// namedRows bounds the rows that are found by their name, of each kind.
	namedRows = 200
)

// ranked is a row of the search index with its rank; the least is the best.
type ranked struct {
	Rowid int64
	Rank  float64
}

// Search finds resources by their texts, the best first. next is the cursor of the page that follows, empty on the last.
// Pages go through what is ranked: the names, and the newest rankedRows of the reviews and of all else.
func (s *Store) Search(ctx context.Context, find Search) (hits []Hit, next string, err error) {
	db := s.read(ctx)
	phrases := phrasesOf(find.Query, find.Prefix)
	found, err := rank(db, find, phrases)
	if err != nil {
		return nil, "", err
	}
	if len(found) > find.Limit {
		found = found[:find.Limit]
		last := found[find.Limit-1]
		next = writeCursor("search", strconv.FormatFloat(last.Rank, 'g', -1, 64), last.Rowid)
	}
	hits, err = describe(db, found, phrases)
	return hits, next, err
}

// rank reads one row more than the page has, in one query.
func rank(db *gorm.DB, find Search, phrases []phrase) ([]ranked, error) {
	var parts []string
	var args []any
	for k, name := range kindNames {
		if len(find.Kinds) == 0 || slices.Contains(find.Kinds, name) {
			part, with := byName(textKind(k), find)
			if part != "" {
				parts, args = append(parts, part), append(args, with...)
			}
		}
	}
	for _, kinds := range [][2]textKind{{filmText, criticText}, {reviewText, reviewText}} {
		if part, with := byWords(engineOf(db), kinds[0], kinds[1], find.Kinds, phrases); part != "" {
			parts, args = append(parts, part), append(args, with...)
		}
	}
	if len(parts) == 0 {
		return nil, nil
	}
	sql := "SELECT rowid, min(rank) AS rank FROM (" + strings.Join(parts, " UNION ALL ") + ") AS found GROUP BY rowid"
	if find.Cursor != "" {
		from, err := readCursor(find.Cursor, "search")
		if err != nil {
			return nil, err
		}
		text, _ := from.value.(string)
		last, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, fault.New(fault.Invalid, "The cursor is not one of this search.").In("cursor", "take it from next of the page before").Because(err)
		}
		sql += " HAVING (min(rank), rowid) > (?, ?)"
		args = append(args, last, from.id)
	}
	var found []ranked
	err := db.Raw(sql+" ORDER BY 2, 1 LIMIT "+strconv.Itoa(find.Limit+1), args...).Scan(&found).Error
	return found, err
}

// byWords ranks the newest rows of the kinds from first to last that have all the phrases.
func byWords(e engine, first, last textKind, names []string, phrases []phrase) (sql string, args []any) {
	var kinds []textKind
	for k := first; k <= last; k++ {
		if len(names) == 0 || slices.Contains(names, kindNames[k]) {
			kinds = append(kinds, k)
		}
	}
	if len(kinds) == 0 || len(phrases) == 0 {
		return "", nil
	}
	return e.byWords(kinds, phrases, rankedRows)
}

// byName ranks the rows of a kind that have the query for their name, articles and diacritics aside, or, for a query
// still being typed, a name that begins with it. Reviews have none.
func byName(kind textKind, find Search) (sql string, args []any) {
	name := sortKey(find.Query)
	if kind == reviewText || name == "" || !storable(name) {
		return "", nil
	}
	table, column, reviews, join := "films", "sort_title", "film_scores.reviews", " JOIN film_scores ON film_scores.film_id = films.id"
	if kind != filmText {
		table, column, reviews, join = [...]string{personText: "people", outletText: "outlets", criticText: "critics"}[kind], "sort_name", "0", ""
	}
	column = table + "." + column
	where, with := column+" = ?", []any{name}
	if find.Prefix {
		where, with = column+" >= ? AND "+column+" < ?", []any{name, name + "\U0010FFFF"}
	}
	sql = fmt.Sprintf("SELECT * FROM (SELECT %s.id + ? AS rowid, CASE WHEN %s = ? THEN %g ELSE %g END - %s AS rank FROM %s%s WHERE %s ORDER BY rank LIMIT %d) AS named",
		table, column, namedRank, namedPrefixRank, reviews, table, join, where, namedRows)
	return sql, slices.Concat([]any{kind.rowid(0), name}, with)
}
