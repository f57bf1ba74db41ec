package models

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// columnsOf are the columns of all tables, with whether they may be NULL.
func columnsOf(t *testing.T, s *Store) []string {
	t.Helper()
	query := `SELECT m.name AS "table", c.name AS "column", c."notnull" OR c.pk > 0 AS required FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table'`
	if s.reader.Name() == "postgres" {
		query = `SELECT table_name AS "table", column_name AS "column", is_nullable = 'NO' AS required FROM information_schema.columns WHERE table_schema = current_schema()`
	}
	var rows []struct {
		Table, Column string
		Required      bool
	}
	must(t, s.reader.Raw(query).Scan(&rows).Error)
	var columns []string
	for _, r := range rows {
		if !strings.HasPrefix(r.Table, "search_index") && !strings.HasPrefix(r.Table, "goose_") && !strings.HasPrefix(r.Table, "sqlite_") {
			columns = append(columns, fmt.Sprint(r.Table, ".", r.Column, " required ", r.Required))
		}
	}
	slices.Sort(columns)
	return columns
}

// TestEnginesHaveTheSameSchema compares versions, tables and columns of both engines, and whether a copy takes every table.
func TestEnginesHaveTheSameSchema(t *testing.T) {
	onPostgres(t)
	there := openTest(t)
	file, err := Open(t.Context(), filepath.Join(t.TempDir(), "a.db"))
	must(t, err)
	defer file.Close() //nolint:errcheck // It is not written to.
	if file.Schema() != there.Schema() {
		t.Errorf("SQLite is at version %d, PostgreSQL at %d", file.Schema(), there.Schema())
	}
	want, got := columnsOf(t, file), columnsOf(t, there)
	for _, c := range want {
		if !slices.Contains(got, c) {
			t.Errorf("PostgreSQL has no %s", c)
		}
		table, _, _ := strings.Cut(c, ".")
		if !slices.ContainsFunc(transferred, func(t transferredTable) bool { return t.name == table }) {
			t.Errorf("a copy leaves out %s", table)
		}
	}
	for _, c := range got {
		if !slices.Contains(want, c) {
			t.Errorf("SQLite has no %s", c)
		}
	}
}
