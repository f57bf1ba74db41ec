package cli

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
)

// clocks are the columns that differ between two imports of one file: times, and what a job does anew at each start.
const clocks = " at tstamp created_at updated_at started_at finished_at last_used_at applied_at busy_ms bytes_read "

// tables is all that a database holds, table by table and row by row, but the clocks and the API keys: every id, version
// and change, the report, and every word of the search index. Two imports of one file that were disturbed in different
// ways must agree in it.
func tables(t *testing.T, file string) map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // The temporary table below belongs to one connection.
	if _, err := db.ExecContext(t.Context(), "CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, search_index, instance)"); err != nil {
		t.Fatal(err)
	}
	names := column(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_index%' AND name <> 'keys' ORDER BY name")
	all := map[string]string{"words": strings.Join(column(t, db, "SELECT term || ' ' || doc || ' ' || col || ' ' || offset FROM temp.words ORDER BY term, doc, col, offset"), "\n")}
	for _, table := range names {
		var kept []string
		for _, c := range column(t, db, "SELECT name FROM pragma_table_info('"+table+"')") {
			if !strings.Contains(clocks, " "+c+" ") && (table != "imports" || c != "version") {
				kept = append(kept, `quote("`+c+`")`)
			}
		}
		text := strings.Join(kept, " || ' ' || ")
		all[table] = strings.Join(column(t, db, fmt.Sprintf("SELECT %s AS line FROM %q ORDER BY line", text, table)), "\n")
	}
	return all
}

func column(t *testing.T, db *sql.DB, query string) (values []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		values = append(values, v)
	}
	if err := rows.Err(); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return values
}

// sameTables names the first row of each table in which two databases differ.
func sameTables(t *testing.T, got, want map[string]string) {
	t.Helper()
	if len(want["reviews"]) == 0 || len(want["words"]) == 0 || len(got) != len(want) {
		t.Fatalf("%d tables, want %d, with reviews in them", len(got), len(want))
	}
	for name := range want {
		a, b := strings.Split(got[name], "\n"), strings.Split(want[name], "\n")
		if len(a) != len(b) {
			t.Errorf("%s: %d rows, want %d", name, len(a), len(b))
		}
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				t.Errorf("%s: row %d is %.300s, want %.300s", name, i+1, a[i], b[i])
				break
			}
		}
	}
}
