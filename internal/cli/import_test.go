package cli

import (
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // the driver

	"reelscore/models"
)

// TestMain lets a test run the program as a process of its own, which can be killed.
func TestMain(m *testing.M) {
	if args := os.Getenv("REELSCORE_TEST_ARGS"); args != "" {
		os.Exit(run(context.Background(), strings.Split(args, "\n"), os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

var tableFlags = []string{"--map", "film_id=film_id", "--map", "critic=critic", "--map", "outlet=publication", "--map", "rating=rating", "--map", "date=date"}

// sharedRatings is the collection of critics' ratings; the test is skipped where it is absent.
func sharedRatings(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("REELSCORE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	file := filepath.Join(dir, "data", "critic-ratings.tsv.gz")
	if _, err := os.Stat(file); err != nil {
		t.Skipf("no collection of critics' ratings (set REELSCORE_SHARED): %v", err)
	}
	return file
}

// ratingsTable writes a table of made-up ratings. Every hundredth row is a copy of the one before, every fiftieth differs
// from it in its rating alone, and has no critic.
func ratingsTable(t *testing.T, rows int) (file string, copies int) {
	t.Helper()
	var b strings.Builder
	b.WriteString("film_id\tcritic\tpublication\trating\tdate\n")
	ratings := []string{"3/5", "B+", "7/10", "", "8", "11/10", "3.5/4", "85%", "2.5/5"}
	last := ""
	for i := range rows {
		line := fmt.Sprintf("%d\tCritic %d\tThe Paper %d\t%s\t%04d-%02d-%02d\n", i/20, i%37, i%11, ratings[i%len(ratings)], 2000+i%20, 1+i%12, 1+i%28)
		switch {
		case i%100 == 99:
			line = last
			copies++
		case i%50 == 48:
			line = fmt.Sprintf("%d\t\tThe Paper 3\t3/5\t2001-02-03\n", i/20)
		case i%50 == 49:
			line = fmt.Sprintf("%d\t\tThe Paper 3\t4/5\t2001-02-03\n", i/20)
		}
		b.WriteString(line)
		last = line
	}
	file = filepath.Join(t.TempDir(), "ratings.tsv")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file, copies
}

func importFile(t *testing.T, code int, db, file string, flags ...string) importResult {
	t.Helper()
	out, log := command(t, code, append([]string{"--db", db, "import", "--json", file}, flags...)...)
	var r importResult
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatalf("%v in %s%s", err, out, log)
	}
	return r
}

func export(t *testing.T, db string) string {
	t.Helper()
	out, _ := command(t, 0, "--db", db, "export")
	return out
}

// checkDB checks what an import must not break.
func checkDB(t *testing.T, file string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var bad, state string
	rows := db.QueryRowContext(t.Context(), "SELECT COALESCE(group_concat(\"table\"), '') FROM pragma_foreign_key_check")
	if err := rows.Scan(&bad); err != nil || bad != "" {
		t.Errorf("foreign keys: %v %s", err, bad)
	}
	if err := db.QueryRowContext(t.Context(), "PRAGMA integrity_check").Scan(&state); err != nil || state != "ok" {
		t.Errorf("integrity: %v %s", err, state)
	}
	store, err := models.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if problems, err := store.CheckScores(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("scores: %v %v", err, problems)
	}
}

func TestImportTwiceAndBack(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db")
	file, copies := ratingsTable(t, 3000)
	report := filepath.Join(dir, "report.csv")
	first := importFile(t, 0, a, file, append(tableFlags, "--report", report)...)
	if first.Created != int64(3000-copies) || first.Duplicate != int64(copies) || first.Rows != 3000 || first.Flagged == 0 {
		t.Fatalf("first: %+v", first)
	}
	checkReport(t, report, first)
	second := importFile(t, 0, a, file, tableFlags...)
	if second.Unchanged != first.Created || second.Duplicate != first.Duplicate || second.Created+second.Updated != 0 {
		t.Errorf("second: %+v", second)
	}
	whole := export(t, a)
	canonical := filepath.Join(dir, "all.ndjson")
	if err := os.WriteFile(canonical, []byte(whole), 0o600); err != nil {
		t.Fatal(err)
	}
	importFile(t, 0, b, canonical)
	if export(t, b) != whole {
		t.Error("the export imported into an empty file gives another one")
	}
	for _, db := range []string{a, b} {
		checkDB(t, db)
		if again := importFile(t, 0, db, canonical); again.Created+again.Updated+again.Duplicate != 0 {
			t.Errorf("the export into %s again: %+v", db, again)
		}
	}
	if again := importFile(t, 0, b, file, tableFlags...); again.Unchanged != first.Created {
		t.Errorf("the table into the copy: %+v", again)
	}
}

// checkReport checks that the report has every row, and names every rating with flags.
func checkReport(t *testing.T, file string, r importResult) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	flagged, statuses := 0, map[string]int64{}
	for i, row := range rows[1:] {
		if row[0] != strconv.Itoa(i+1) || !strings.Contains(row[10], "\t") {
			t.Fatalf("row %d is %q", i+1, row)
		}
		statuses[row[3]]++
		if row[6] != "" && row[3] == "created" {
			flagged++
			if row[7] == "" {
				t.Errorf("row %d does not name its rating: %q", i+1, row)
			}
		}
	}
	if int64(flagged) != r.Flagged || statuses["created"] != r.Created || statuses["duplicate"] != r.Duplicate {
		t.Errorf("%d flagged, %v; want %+v", flagged, statuses, r)
	}
}

func TestImportChanges(t *testing.T) {
	dir := t.TempDir()
	db, file := filepath.Join(dir, "a.db"), filepath.Join(dir, "x.csv")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("title,year,critic,outlet,rating,date\nHer,2013,Ann,Paper,3/5,2014-01-02\nUp,2009,Ann,Paper,B,2009-05-06\nNo Year,,Ann,Paper,3/5,2001-01-01\nHer,x,Ann,Paper,1/5,2014-01-02\n")
	if r := importFile(t, exitRows, db, file); r.Created != 2 || r.Unmatched != 1 || r.Rejected != 1 {
		t.Errorf("first: %+v", r)
	}
	write("title,year,critic,outlet,rating,date\nHer,2013,Ann,Paper,4/5,2014-01-02\nUp,2009,Ann,Paper,B,2009-05-06\nHer,2013,Ann,Paper,,2014-01-03\n")
	if r := importFile(t, 0, db, file); r.Created != 1 || r.Updated != 1 || r.Unchanged != 1 {
		t.Errorf("second: %+v", r)
	}
	if all := export(t, db); !strings.Contains(all, `"raw":"4/5"`) || strings.Contains(all, `"raw":"3/5"`) {
		t.Errorf("the rating was not changed: %s", all)
	}
	checkDB(t, db)
	before := export(t, db)
	write("title,year,critic,outlet,rating,date\nHer,2013,Ann,Paper,1/5,2014-01-02\nNew,2020,Bo,Paper,2/5,2020-01-02\nNew,2020,Bo,Paper,2/5,2020-01-02\n")
	dry := importFile(t, 0, db, file, "--dry-run", "--report", filepath.Join(dir, "dry.csv"))
	if dry.Created != 1 || dry.Updated != 1 || dry.Duplicate != 1 || export(t, db) != before {
		t.Errorf("dry run: %+v", dry)
	}
	importFile(t, 0, db, file, "--report", filepath.Join(dir, "real.csv"))
	a, errA := os.ReadFile(filepath.Join(dir, "dry.csv"))
	b, errB := os.ReadFile(filepath.Join(dir, "real.csv"))
	if errA != nil || errB != nil || !slices.Equal(a, b) {
		t.Errorf("the dry run reports\n%s\nthe real one\n%s", a, b)
	}
}

func TestRealImport(t *testing.T) {
	file := sharedRatings(t)
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db")
	for i, want := range []importResult{{Created: 27786, Duplicate: 8}, {Unchanged: 27786, Duplicate: 8}} {
		dry, report := filepath.Join(dir, "dry.csv"), filepath.Join(dir, "report.csv")
		importFile(t, 0, a, file, append([]string{"--dry-run", "--report", dry}, tableFlags...)...)
		r := importFile(t, 0, a, file, append([]string{"--report", report}, tableFlags...)...)
		if r.Rows != 27794 || r.Created != want.Created || r.Unchanged != want.Unchanged || r.Duplicate != want.Duplicate {
			t.Errorf("time %d: %+v", i+1, r)
		}
		foretold, errA := os.ReadFile(dry)
		told, errB := os.ReadFile(report)
		if errA != nil || errB != nil || !slices.Equal(foretold, told) {
			t.Errorf("time %d: the dry run reports something else than the real one does: %v %v", i+1, errA, errB)
		}
		if i == 0 {
			checkReport(t, report, r)
		}
	}
	whole := export(t, a)
	canonical := filepath.Join(dir, "all.ndjson")
	if err := os.WriteFile(canonical, []byte(whole), 0o600); err != nil {
		t.Fatal(err)
	}
	importFile(t, 0, b, canonical)
	if export(t, b) != whole {
		t.Error("the export imported into an empty file gives another one")
	}
	checkDB(t, a)
	checkDB(t, b)
}
