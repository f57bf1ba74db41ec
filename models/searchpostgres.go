package models

import (
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgtype"
)

const (
	// longestLexeme is how many bytes of a word the server takes, a little less than its own bound. Longer words are cut, in
	// texts and queries alike.
	longestLexeme = 2000
	// wordPlaces is how many places a text can have: words behind them are found, but not side by side with others.
	wordPlaces = 16383
	// placesAWord is how many places of one word are kept.
	placesAWord = 255
	// vectorBytes bounds the words of a text; the server takes a megabyte with all that it adds.
	vectorBytes = 500_000
)

// lexeme is a word as the index has it.
func lexeme(word string) string {
	if len(word) > longestLexeme {
		word = strings.ToValidUTF8(word[:longestLexeme], "")
	}
	return word
}

// wordVector is the words of a title and a body with their places, for the index. Behind the title a place is left out, so
// that no phrase begins in it and ends in the body.
func wordVector(title, body string) pgtype.TSVector {
	v := pgtype.TSVector{Valid: true}
	at := map[string]int{}
	place, size := 0, 0
	for _, part := range []struct {
		words  string
		weight pgtype.TSVectorWeight
	}{{title, pgtype.TSVectorWeightA}, {body, pgtype.TSVectorWeightD}} {
		for word := range strings.FieldsSeq(part.words) {
			word, place = lexeme(word), min(place+1, wordPlaces)
			i, known := at[word]
			if !known {
				if size += len(word); size > vectorBytes {
					return v
				}
				i = len(v.Lexemes)
				at[word] = i
				v.Lexemes = append(v.Lexemes, pgtype.TSVectorLexeme{Word: word})
			}
			if l := &v.Lexemes[i]; len(l.Positions) < placesAWord {
				l.Positions = append(l.Positions, pgtype.TSVectorPosition{Position: uint16(place), Weight: part.weight}) //nolint:gosec // At most wordPlaces.
			}
		}
		place++
	}
	return v
}

// wordQuery writes phrases in the language of tsquery. Words hold letters, digits and marks only, and stand in quotes:
// nothing that a client sends is read as syntax.
func wordQuery(phrases []phrase) string {
	all := make([]string, len(phrases))
	for i, p := range phrases {
		words := make([]string, len(p.words))
		for k, w := range p.words {
			words[k] = "'" + lexeme(w) + "'"
			if p.prefix && k == len(p.words)-1 {
				words[k] += ":*"
			}
		}
		all[i] = "(" + strings.Join(words, " <-> ") + ")"
	}
	return strings.Join(all, " & ")
}

// index implements searchEngine.
func (postgresEngine) index(t turn, text searched) error {
	return t.exec("INSERT INTO search_index (id, words) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET words = excluded.words", text.rowid, wordVector(text.title, text.body))
}

// unindex implements searchEngine.
func (postgresEngine) unindex(t turn, rowid int64) error {
	return t.exec("DELETE FROM search_index WHERE id = ?", rowid)
}

// fillSearch implements searchEngine.
func (postgresEngine) fillSearch(t turn, texts []searched) error {
	for _, text := range texts {
		if err := t.exec("INSERT INTO search_index (id, words) VALUES (?, ?)", text.rowid, wordVector(text.title, text.body)); err != nil {
			return err
		}
	}
	return nil
}

// byWords implements searchEngine. The server's rank takes the place of BM25: how often and how near to each other the
// words stand, titles ten times, by the logarithm of the length.
func (postgresEngine) byWords(kinds []textKind, phrases []phrase, limit int) (query string, args []any) {
	words := wordQuery(phrases)
	return `SELECT id AS rowid, -ts_rank('{0.1, 0.1, 0.1, 1}', words, ?::tsquery, 1)::float8 AS rank FROM (SELECT id, words FROM search_index
		WHERE words @@ ?::tsquery AND id BETWEEN ? AND ? AND id >> ` + strconv.Itoa(kindBits) + ` IN ? ORDER BY id DESC LIMIT ?) AS worded`,
		[]any{words, words, kinds[0].rowid(0), (kinds[len(kinds)-1] + 1).rowid(0) - 1, kinds, limit}
}
