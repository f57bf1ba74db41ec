package exchange

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

// last reads rows until the end or the first error that ends the reading.
func last(t *testing.T, r io.Reader, o Options) (rows int, err error) {
	t.Helper()
	reader, err := Open(r, "x.csv", o)
	if err != nil {
		return 0, err
	}
	defer reader.Close()
	for {
		if _, err = reader.Next(t.Context()); errors.Is(err, io.EOF) {
			return rows, nil
		} else if err != nil {
			return rows, err
		}
		rows++
	}
}

func packedWith(t *testing.T, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := io.WriteString(z, s)
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBombsAreStopped(t *testing.T) {
	table := "film,rating,body\n" + strings.Repeat("A,1/5,"+strings.Repeat("x", 5000)+"\n", 4<<10)
	if rows, err := last(t, bytes.NewReader(packedWith(t, table)), Options{}); !errors.Is(err, ErrBomb) || rows == 0 {
		t.Errorf("gzip: %d rows, %v", rows, err)
	}
	if _, err := last(t, zipOf(t, "a.csv", table), Options{}); !errors.Is(err, ErrBomb) {
		t.Errorf("ZIP: %v", err)
	}
	if rows, err := last(t, strings.NewReader(table), Options{Limits: Limits{Total: 1 << 20}}); !errors.Is(err, ErrTooLarge) || rows == 0 {
		t.Errorf("total: %d rows, %v", rows, err)
	}
	if _, err := last(t, zipOf(t, "a.csv", "film,rating\n", "b.csv", "film,rating\n", "c.csv", "film,rating\n"), Options{Limits: Limits{Files: 2}}); err == nil {
		t.Error("three files were opened where two are the limit")
	}
	if _, err := last(t, zipOf(t, movielensSample...), Options{Limits: Limits{Joins: 1}}); err != nil {
		t.Errorf("joins beyond the limit ended the reading: %v", err)
	}
}

func TestInputThatBreaksOff(t *testing.T) {
	var table strings.Builder
	table.WriteString("film,rating\n")
	for i := range 20000 {
		table.WriteString(strings.Repeat(string(rune('a'+i%26)), i*7919%13+1) + ",1/5\n")
	}
	whole := packedWith(t, table.String())
	rows, err := last(t, bytes.NewReader(whole[:len(whole)/2]), Options{})
	var broken *PositionError
	if !errors.As(err, &broken) || !errors.Is(err, errCut) || broken.Line < 2 || broken.Offset == 0 || rows == 0 || rows+2 < int(broken.Line) {
		t.Errorf("%d rows, %v", rows, err)
	}
	rows, err = last(t, strings.NewReader(`[{"rated_at":"2020-01-01T00:00:00Z","rating":8,"movie":{"title":"A"}},`+"\n"+`{"rated_at":"2020`), Options{})
	if !errors.As(err, &broken) || broken.Line != 2 || rows != 1 {
		t.Errorf("%d rows, %v", rows, err)
	}
	if _, err := last(t, io.MultiReader(zipOf(t, "a.csv", table.String())), Options{}); err == nil || !strings.Contains(err.Error(), "save it first") {
		t.Errorf("a ZIP that streams: %v", err)
	}
	if _, err := last(t, strings.NewReader(" \n"), Options{}); err == nil || !strings.Contains(err.Error(), "empty") {
		t.Errorf("an empty file: %v", err)
	}
}

func TestLimitsOfARow(t *testing.T) {
	o := Options{Limits: Limits{Record: 200, Columns: 10}}
	rows := readAll(t, "film,rating\nA,1/5\n"+strings.Repeat("x", 1000)+",1/5\nB,2/5\n\""+strings.Repeat("y\n", 300)+"\",1/5\n", "x.csv", o)
	if say(&rows[0]) != "A 1/5" || !errors.Is(rows[1].Err, errLong) || say(&rows[2]) != "B 2/5" || rows[2].Line != 4 || !errors.Is(rows[3].Err, errQuote) {
		t.Errorf("%+v", rows[:4])
	}
	if rows = readAll(t, "film,rating\n"+strings.Repeat(",", 50)+"\nB,2/5\n", "x.csv", o); rows[0].Err == nil || say(&rows[1]) != "B 2/5" {
		t.Errorf("%+v", rows)
	}
	o = Options{Limits: Limits{Items: 20}}
	rows = readAll(t, `{"kind":"film","title":"A"}`+"\n"+`{"kind":"review","film":{"slug":"a"},"comments":[`+strings.Repeat("null,", 30)+`null]}`+"\n", "x.ndjson", o)
	if rows[0].Err != nil || !errors.Is(rows[1].Err, errItems) {
		t.Errorf("%+v", rows)
	}
	deep := strings.Repeat("[", 100000) + strings.Repeat("]", 100000)
	if rows = readAll(t, `{"@type":"Movie","name":"A","x":`+deep+`}`, "x.jsonld", Options{}); rows[0].Err == nil {
		t.Errorf("a hundred thousand brackets were read: %+v", rows[0])
	}
}

// A lost quotation mark in every line must not make the reader look through the rest of the file for each.
func TestLostMarksCostNoTime(t *testing.T) {
	for name, line := range map[string]string{"open": "A,\"1/5\n", "even": "A,\"\"\"\"1/5\n", "odd": "\"\"\",\n", "three": "x\"\"\",\"\"y\n"} {
		start := time.Now()
		rows, err := last(t, strings.NewReader("film,rating\n"+strings.Repeat(line, 300_000)), Options{})
		if took := time.Since(start); err != nil || rows < 1000 || took > 20*time.Second {
			t.Errorf("%s: %d rows in %v, %v", name, rows, took, err)
		}
	}
}

func TestEncodingIsFoundLate(t *testing.T) {
	table := "film,rating\n" + strings.Repeat("Plain,1/5\n", 10_000)
	rows := readAll(t, table+"Caf\xe9,2/5\n", "x.csv", Options{})
	if r := rows[len(rows)-1]; say(&r) != "Café 2/5" || len(r.Notes) != 1 {
		t.Errorf("%+v", r)
	}
	rows = readAll(t, "film,rating\nÉté,1/5\n"+table+"Caf\xe9,2/5\nLast,1/5\n", "x.csv", Options{})
	if n := len(rows); rows[n-2].Err == nil || say(&rows[n-1]) != "Last 1/5" {
		t.Errorf("%+v", rows[n-2:])
	}
}

func TestOneBrokenRowIsNotAnotherEncoding(t *testing.T) {
	rows := readAll(t, "\xef\xbb\xbffilm,rating\nÉté,1/5\nCaf\xe9,2/5\nZoë,3/5\nDüne,4/5\n", "x.csv", Options{})
	expect(t, rows, "Été 1/5", "error: byte 4 of the row", "Zoë 3/5", "Düne 4/5")
	expect(t, readAll(t, "film,critic\nHarbour,Ren\xe9", "x.csv", Options{}), "Harbour by René")
	if rows[0].Offset != 15 {
		t.Errorf("the first row begins at byte %d", rows[0].Offset)
	}
}

func TestContextEndsTheReading(t *testing.T) {
	r, err := Open(strings.NewReader("film,rating\nA,1/5\n"), "x.csv", Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
