package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMeasure(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a.txt", "Windfall (Film Review)\n\nAn orchard and a dog.\n\nRating: 3/5\n")
	write("b.txt", "Stubble (Film Review)\n\nA field and a farmer.\n")
	write("labels.jsonl", `{"file":"a.txt","film_title":"windfall","rating":{"raw":"3/5","value":3,"best":5,"kind":"fraction"},"has_rating":true}
{"file":"b.txt","film_title":"Gannet","has_rating":false}
{"file":"missing.txt","ambiguous":true}
`)
	labels, err := readLabels(filepath.Join(dir, "labels.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var misses, out bytes.Buffer
	table, err := measure(dir, labels, false, &misses)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		row        int
		right, all int
	}{{0, 1, 1}, {1, 1, 1}, {2, 1, 1}, {4, 1, 2}} {
		if r := table.rows[want.row]; r.right != want.right || r.all != want.all {
			t.Errorf("%s: %d of %d, want %d of %d", r.name, r.right, r.all, want.right, want.all)
		}
	}
	if !strings.Contains(misses.String(), "want Gannet, got Stubble") {
		t.Errorf("misses: %s", misses.String())
	}
	table.print(&out)
	if !strings.Contains(out.String(), "film title") {
		t.Errorf("table: %s", out.String())
	}
}
