package rating

import (
	"bufio"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// review is a line of the critics' ratings: the rating and the critic's own yes or no.
type review struct {
	critic, raw string
	fresh       bool
}

// realReviews reads the collection of critics' ratings; the test is skipped where it is absent.
func realReviews(t *testing.T) []review {
	t.Helper()
	dir := os.Getenv("REELSCORE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(dir, "data", "critic-ratings.tsv.gz"))
	if err != nil {
		t.Skipf("no collection of critics' ratings (set REELSCORE_SHARED): %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var all []review
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		cols := strings.Split(lines.Text(), "\t")
		if len(cols) == 7 && cols[0] != "film_id" {
			all = append(all, review{critic: cols[1], raw: cols[4], fresh: cols[5] == "fresh"})
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
