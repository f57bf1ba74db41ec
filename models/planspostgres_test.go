package models

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"
)

// largeTable is from how many rows on a table is not to be read whole, and soMany is how many rows may be sorted.
const largeTable, soMany = 5000, 2 * fewRows

// TestListsWalkAnIndexOfPostgreSQL asks PostgreSQL how it would run every statement of every list, with each filter and in each order,
// on tables of some ten thousand rows: none may read a large table whole, and none may sort more than a lookup finds.
func TestListsWalkAnIndexOfPostgreSQL(t *testing.T) {
	onPostgres(t)
	s, statements := openWatched(t)
	fillForPlans(t, s)
	manyForPlans(t, s)
	rows := tableSizes(t, s)
	asked := 0
	for name, list := range everyList(t, s) {
		for _, statement := range statements(name, list) {
			asked++
			for _, fault := range postgresFaults(postgresPlan(t, s, statement), rows) {
				t.Errorf("%s: %s in\n%s", name, fault, statement)
			}
		}
	}
	if asked < 500 {
		t.Errorf("only %d statements were looked at", asked)
	}
}

// manyForPlans stores many films and reviews of everything that filters ask for: of rare things, and of such as many have.
func manyForPlans(t *testing.T, s *Store) {
	t.Helper()
	const n = 30_000
	must(t, s.write(t.Context(), func(tx *gorm.DB) error {
		for _, statement := range []string{
			`INSERT INTO outlets (id, slug, name, sort_name, created_at, updated_at) SELECT i, 'o-' || i, 'O ' || i, 'o ' || i, 0, 0 FROM generate_series(10, 5999) AS i`,
			`INSERT INTO critics (id, slug, name, sort_name, created_at, updated_at) SELECT i, 'c-' || i, 'C ' || i, 'c ' || i, 0, 0 FROM generate_series(10, 5999) AS i`,
			`INSERT INTO people (id, slug, name, sort_name, created_at, updated_at) SELECT i, 'p-' || i, 'P ' || i, 'p ' || i, 0, 0 FROM generate_series(10, 5999) AS i`,
			`INSERT INTO films (id, slug, title, sort_title, year, runtime, created_at, updated_at)
				SELECT i, 'film-' || i, 'Film ' || i, 'film ' || i, 1900 + i % 120, i % 240, 0, 0 FROM generate_series(10, ?) AS i`,
			`INSERT INTO film_scores (film_id, reviews, rated, mean, bayes, spread, verdict, tally, updated_at)
				SELECT i, i % 50, LEAST(i % 40, i % 50), CASE WHEN i % 40 = 0 THEN -1 ELSE i % 100 * 1000 END, i % 97 * 1000, i % 31 * 1000, (ARRAY['positive', 'mixed', 'negative'])[1 + i % 3], ''::bytea, 0
				FROM generate_series(10, ?) AS i`,
			`INSERT INTO film_genres (film_id, genre) SELECT i, (ARRAY['drama', 'war', 'comedy'])[1 + i % 3] FROM generate_series(10, ?) AS i`,
			`INSERT INTO film_credits (film_id, position, person_id, role) SELECT i, 0, 10 + i % 5000, 'director' FROM generate_series(10, ?) AS i`,
			`INSERT INTO reviews (id, film_id, outlet_id, language, published, score, verdict, created_at, updated_at)
				SELECT i, 10 + i % 7000, 10 + i % 5000, (ARRAY['en', 'fr', 'de', ''])[1 + i % 4], (1950 + i % 70) || '-01-01', CASE WHEN i % 3 = 0 THEN -1 ELSE i % 100 * 1000 END,
				CASE WHEN i % 3 = 0 THEN '' ELSE (ARRAY['positive', 'mixed', 'negative'])[1 + i % 3] END, 0, 0 FROM generate_series(100, ?) AS i`,
			`INSERT INTO review_voices (review_id, position, role, critic_id) SELECT i, 0, 'author', 10 + i % 5000 FROM generate_series(100, ?) AS i`,
			`INSERT INTO review_tags (tag, review_id) SELECT CASE WHEN i % 2 = 0 THEN 'cult' ELSE 't' || i % 500 END, i FROM generate_series(100, ?) AS i`,
			`INSERT INTO live_notes (review_id, film_id, offset_seconds, text, created_at, updated_at) SELECT i, 10 + i % 7000, i % 7000, 'x', 0, 0 FROM generate_series(100, ?) AS i`,
			`INSERT INTO comments (review_id, body, created_at, updated_at) SELECT i, 'x', 0, 0 FROM generate_series(100, ?) AS i`,
			`INSERT INTO changes (at, resource, resource_id, film_id, action, version) SELECT 0, 'review', i, 10 + i % 7000, 'created', 1 FROM generate_series(100, ?) AS i`,
			`INSERT INTO feed_items (feed_id, guid, status, created_at, updated_at) SELECT 1, i, (ARRAY['stored', 'skipped', 'failed'])[1 + i % 3], 0, 0 FROM generate_series(1, ?) AS i`,
		} {
			var args []any
			if strings.Contains(statement, "?") {
				args = []any{n}
			}
			if err := tx.Exec(statement, args...).Error; err != nil {
				return fmt.Errorf("%s: %w", statement, err)
			}
		}
		return nil
	}))
	must(t, s.write(t.Context(), func(tx *gorm.DB) error { return tx.Exec("ANALYZE").Error }))
}

// tableSizes are the numbers of rows of all tables.
func tableSizes(t *testing.T, s *Store) map[string]float64 {
	t.Helper()
	var tables []struct {
		Relname   string
		Reltuples float64
	}
	must(t, s.read(t.Context()).Raw("SELECT relname, reltuples FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace").Scan(&tables).Error)
	rows := map[string]float64{}
	for _, table := range tables {
		rows[table.Relname] = table.Reltuples
	}
	return rows
}

// planNode is a step of a plan, with those that it takes its rows from.
type planNode struct {
	Type     string     `json:"Node Type"`
	Relation string     `json:"Relation Name"`
	Rows     float64    `json:"Plan Rows"`
	Plans    []planNode `json:"Plans"`
}

// postgresPlan is how PostgreSQL would run a statement.
func postgresPlan(t *testing.T, s *Store, statement string) planNode {
	t.Helper()
	var text string
	must(t, s.read(t.Context()).Raw("EXPLAIN (FORMAT JSON) "+strings.ReplaceAll(statement, "?", "??")).Row().Scan(&text))
	var plans []struct{ Plan planNode }
	must(t, json.Unmarshal([]byte(text), &plans))
	return plans[0].Plan
}

// postgresFaults tells what is wrong with a plan.
func postgresFaults(p planNode, rows map[string]float64) (faults []string) {
	if p.Type == "Seq Scan" && rows[p.Relation] > largeTable {
		faults = append(faults, "it reads all of "+p.Relation)
	}
	for _, from := range p.Plans {
		if strings.Contains(p.Type, "Sort") && from.Rows > soMany {
			faults = append(faults, fmt.Sprintf("it sorts %.0f rows", from.Rows))
		}
		faults = append(faults, postgresFaults(from, rows)...)
	}
	return faults
}
