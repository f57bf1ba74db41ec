package models

import (
	"slices"
	"testing"
)

// indexesOf are the indexes of a collection, as they were made.
func indexesOf(t *testing.T, s *Store) (indexes []string) {
	t.Helper()
	must(t, s.reader.Raw("SELECT replace(sql, 'IF NOT EXISTS ', '') FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name").Scan(&indexes).Error)
	return indexes
}

// openToFill opens a collection to fill it.
func openToFill(t *testing.T, file string) *Store {
	t.Helper()
	s, err := OpenToFill(t.Context(), file)
	must(t, err)
	return s
}

func TestIndexesThatAreLeftOutAreBuilt(t *testing.T) {
	onSQLite(t)
	whole := openTest(t)
	want := indexesOf(t, whole)
	for _, index := range laterIndexes { // They are what the migrations have made.
		if !slices.Contains(want, "CREATE INDEX "+index.name+" ON "+index.on) {
			t.Errorf("%s is another one in the migrations", index.name)
		}
	}
	missing := func(s *Store) int { return len(want) - len(indexesOf(t, s)) }

	file := newAddress(t)
	s := openToFill(t, file)
	if !s.WithoutIndexes() || missing(s) != len(laterIndexes) {
		t.Fatalf("%d indexes are left out of a new collection", missing(s))
	}
	var known Known
	must(t, s.WriteBatch(t.Context(), &known, func(b *Batch) error {
		f := newFilm("Her")
		if err := b.CreateFilm(f, nil); err != nil {
			return err
		}
		return b.InsertReviews([]*NewReview{{Review: Review{FilmID: f.ID, Published: "2014-01-02", Rights: "full"}}})
	}))
	found := 0
	must(t, s.checkIndexes(t.Context(), func(c Checked) error { found = len(c.Problems); return nil }))
	if !s.WithoutIndexes() || found != len(laterIndexes) {
		t.Errorf("a check finds %d missing", found)
	}
	must(t, s.Close()) // As if it had been killed.

	s = openToFill(t, file)
	if !s.WithoutIndexes() {
		t.Error("a program that goes on filling has built them")
	}
	other, err := Open(t.Context(), file)
	must(t, err)
	if !slices.Equal(indexesOf(t, other), want) {
		t.Errorf("%d indexes are missing behind an Open", missing(other))
	}
	must(t, s.WriteBatch(t.Context(), &known, func(*Batch) error { return nil }))
	if s.WithoutIndexes() {
		t.Error("who fills has not noticed that they are there")
	}
	must(t, s.Close())

	s = openToFill(t, file) // Beside the other one, who may look.
	if s.WithoutIndexes() || missing(s) != 0 {
		t.Errorf("%d indexes are left out while somebody else has the file open", missing(s))
	}
	must(t, s.Close())
	must(t, other.Close())

	s = openToFill(t, file)
	must(t, s.BuildIndexes(t.Context()))
	if s.WithoutIndexes() || !slices.Equal(indexesOf(t, s), want) {
		t.Errorf("%d indexes are missing when they were built", missing(s))
	}
	must(t, s.Close())
}
