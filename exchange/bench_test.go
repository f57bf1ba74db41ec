package exchange

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"testing"
)

// realTable is the unpacked collection of critics' ratings, ten times.
func realTable(b *testing.B) []byte {
	b.Helper()
	z, err := gzip.NewReader(realRatings(b))
	if err != nil {
		b.Fatal(err)
	}
	table, err := io.ReadAll(z)
	if err != nil {
		b.Fatal(err)
	}
	_, rows, _ := bytes.Cut(table, []byte{'\n'})
	for range 9 {
		table = append(table, rows...)
	}
	return table
}

func BenchmarkCSV(b *testing.B) {
	table := realTable(b)
	b.SetBytes(int64(len(table)))
	b.ReportAllocs()
	rows := 0
	for b.Loop() {
		r, err := Open(bytes.NewReader(table), "x.tsv", Options{Map: realMap})
		if err != nil {
			b.Fatal(err)
		}
		for {
			row, err := r.Next(b.Context())
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil || row.Err != nil {
				b.Fatal(err, row.Err)
			}
			rows++
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkEncodingCSV is the same table through encoding/csv alone: cells, no records.
func BenchmarkEncodingCSV(b *testing.B) {
	table := realTable(b)
	b.SetBytes(int64(len(table)))
	b.ReportAllocs()
	rows := 0
	for b.Loop() {
		r := csv.NewReader(bytes.NewReader(table))
		r.Comma, r.LazyQuotes = '\t', true
		for {
			_, err := r.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			rows++
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkNDJSON(b *testing.B) {
	record := sampleReview(b, "3.5/4")
	line, err := encodeRecord(&record)
	if err != nil {
		b.Fatal(err)
	}
	input := bytes.Repeat(line, 10_000)
	b.SetBytes(int64(len(input)))
	b.ReportAllocs()
	rows := 0
	for b.Loop() {
		r, err := Open(bytes.NewReader(input), "x.ndjson", Options{})
		if err != nil {
			b.Fatal(err)
		}
		for {
			row, err := r.Next(b.Context())
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil || row.Err != nil {
				b.Fatal(err, row.Err)
			}
			rows++
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkNDJSONWriter(b *testing.B) {
	record := sampleReview(b, "3.5/4")
	w := NewNDJSONWriter(io.Discard)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		if n++; n%1000 == 0 {
			w = NewNDJSONWriter(io.Discard)
		}
		if err := w.Write(&record); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOccurrences(b *testing.B) {
	record := sampleReview(b, "3.5/4")
	o := NewOccurrences(0)
	b.ReportAllocs()
	for b.Loop() {
		o.Add(record.Review)
	}
}
