package ingest

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"

	"reelscore/models"
)

// realTable is the unpacked collection of critics' ratings, several times under other film ids.
func realTable(b *testing.B, times int) []byte {
	b.Helper()
	dir := os.Getenv("REELSCORE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(dir, "data", "critic-ratings.tsv.gz"))
	if err != nil {
		b.Skipf("no collection of critics' ratings (set REELSCORE_SHARED): %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	table, err := io.ReadAll(z)
	if err != nil {
		b.Fatal(err)
	}
	header, rows, _ := bytes.Cut(table, []byte{'\n'})
	out := bytes.NewBuffer(append(bytes.Clone(header), '\n'))
	for i := range times {
		for line := range bytes.Lines(rows) {
			out.WriteByte(byte('a' + i%26))
			out.WriteByte(byte('a' + i/26))
			out.Write(line)
		}
	}
	return out.Bytes()
}

func BenchmarkImport(b *testing.B) {
	table := realTable(b, 4)
	for b.Loop() {
		store, err := models.Open(b.Context(), newAddress(b))
		if err != nil {
			b.Fatal(err)
		}
		job := models.Import{Name: "x.tsv", Origin: models.OriginFile, Source: "x", State: models.ImportWaiting, Size: int64(len(table)), Options: models.ImportOptions{
			Map: map[string]string{"film_id": "film_id", "critic": "critic", "outlet": "publication", "rating": "rating", "date": "date"},
		}}
		if err := store.CreateImport(b.Context(), &job); err != nil {
			b.Fatal(err)
		}
		if job, err = RunImport(b.Context(), store, job.ID, Input{Name: job.Name, File: bytes.NewReader(table)}, nil); err != nil {
			b.Fatal(err)
		}
		b.Log(job.ImportCounts)
		b.ReportMetric(float64(job.Position)/b.Elapsed().Seconds(), "rows/s")
		if err := store.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
