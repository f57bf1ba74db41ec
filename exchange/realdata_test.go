package exchange

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// realRatings opens the collection of critics' ratings; the test is skipped where it is absent.
func realRatings(t testing.TB) *os.File {
	t.Helper()
	dir := os.Getenv("REELSCORE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(dir, "data", "critic-ratings.tsv.gz"))
	if err != nil {
		t.Skipf("no collection of critics' ratings (set REELSCORE_SHARED): %v", err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

var realMap = map[string]string{"film_id": "film_id", "critic": "critic", "outlet": "publication", "rating": "rating", "date": "date"}

func TestRealRatings(t *testing.T) {
	r, err := Open(realRatings(t), "critic-ratings.tsv.gz", Options{Map: realMap})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	o := NewOccurrences(0)
	rows, duplicates, further := 0, 0, 0
	for {
		row, err := r.Next(t.Context())
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		rows++ // The first tells of columns that nothing is taken from.
		v := row.Record.Review
		if row.Err != nil || row.Skip != "" || len(row.Notes) > 0 != (rows == 1) || row.Number != int64(rows) || v == nil || v.Film.ExternalIDs["local"] == "" || len(v.Published) != 10 {
			t.Fatalf("row %d: %+v", rows, row)
		}
		n, duplicate := o.Add(v)
		switch {
		case duplicate:
			duplicates++
		case n > 1:
			further++
		}
	}
	t.Logf("%d rows, %d duplicates, %d further rows of an identity", rows, duplicates, further)
	if rows != 27794 || duplicates != 8 || further == 0 {
		t.Errorf("%d rows, %d duplicates, %d further rows of an identity; want 27794, 8 and some", rows, duplicates, further)
	}
}
