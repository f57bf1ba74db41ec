package ingest

import (
	"fmt"
	"strings"
	"testing"

	"reelscore/models"
)

// importText imports a text and checks the scores behind it.
func importText(t *testing.T, store *models.Store, name, text string) models.ImportCounts {
	t.Helper()
	job := models.Import{Name: name, Origin: models.OriginFile, Source: "x", State: models.ImportWaiting, Size: int64(len(text))}
	if err := store.CreateImport(t.Context(), &job); err != nil {
		t.Fatal(err)
	}
	done, err := RunImport(t.Context(), store, job.ID, Input{Name: job.Name, File: strings.NewReader(text)}, nil)
	if err != nil || done.State != models.ImportDone {
		t.Fatalf("%+v %v", done, err)
	}
	if problems, err := store.CheckScores(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("%v %v", problems, err)
	}
	return done.ImportCounts
}

func newStore(t *testing.T) *models.Store {
	t.Helper()
	store, err := models.Open(t.Context(), newAddress(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

// TestTwinsAreKeptApartAcrossBatches imports rows of one identity that differ, with the end of a batch between them, and a
// change of the last one.
func TestTwinsAreKeptApartAcrossBatches(t *testing.T) {
	store := newStore(t)
	table := func(last string) string {
		var b strings.Builder
		b.WriteString("film_id\toutlet\trating\tdate\n")
		for i := range batchRows - 2 {
			fmt.Fprintf(&b, "%d\tThe Paper\t3/5\t2001-02-03\n", i)
		}
		for _, rating := range []string{"1/5", "2/5", "3/5", last} {
			fmt.Fprintf(&b, "twins\tThe Paper\t%s\t2001-02-03\n", rating)
		}
		return b.String()
	}
	run := func(text string) models.ImportCounts { return importText(t, store, "x.tsv", text) }
	if r := run(table("4/5")); r.Created != batchRows+2 || r.Updated != 0 {
		t.Errorf("first: %+v", r)
	}
	if r := run(table("4/5")); r.Unchanged != batchRows+2 {
		t.Errorf("again: %+v", r)
	}
	if r := run(table("5/5")); r.Updated != 1 || r.Unchanged != batchRows+1 {
		t.Errorf("changed: %+v", r)
	}
}

// TestARowChangesAReviewOfItsOwnTransaction names one film in two ways, so that only the collection can tell that two rows
// are of one review.
func TestARowChangesAReviewOfItsOwnTransaction(t *testing.T) {
	var b strings.Builder
	review := func(film, outlet, rating string) {
		fmt.Fprintf(&b, `{"kind":"review","film":{%s},"outlet":{"name":%q},"published":"2001-02-03","rating":{"raw":%q}}`+"\n", film, outlet, rating)
	}
	b.WriteString(`{"kind":"film","external_ids":{"imdb":"tt1"},"slug":"up-2009","title":"Up","year":2009}` + "\n")
	review(`"external_ids":{"imdb":"tt1"}`, "The Paper", "3/5")
	for i := range batchRows {
		review(`"slug":"up-2009"`, fmt.Sprint("Paper ", i), "4/5")
	}
	review(`"slug":"up-2009"`, "The Paper", "5/5")
	if r := importText(t, newStore(t), "x.ndjson", b.String()); r.Created != batchRows+2 || r.Updated != 1 {
		t.Errorf("%+v", r)
	}
}
