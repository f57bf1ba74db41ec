package api_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

const smallTable = "title,year,critic,outlet,rating,date\n" +
	"Paper Lanterns,2013,Ann Aldous,The Kettle,3/5,2014-01-02\n" +
	"Paper Lanterns,2013,Ann Aldous,The Kettle,3/5,2014-01-02\n" +
	"Paper Lanterns,2013,Bo Brand,The Kettle,11/10,2014-01-03\n" +
	"Paper Lanterns,twenty,Bo Brand,The Kettle,1/5,2014-01-03\n" +
	"Nowhere,,Bo Brand,The Kettle,1/5,2014-01-04\n" +
	"Nowhere,,Ann Aldous,The Kettle,2/5,2014-01-05\n"

// await waits until an import has ended.
func await(t *testing.T, s *testkit.Server, location string) handlers.Import {
	t.Helper()
	for range 600 {
		var i handlers.Import
		s.Get(location).Want(http.StatusOK, &i)
		if i.FinishedAt != nil {
			return i
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s does not end", location)
	return handlers.Import{}
}

// upload sends a file as the body and waits until it is taken in.
func upload(t *testing.T, s *testkit.Server, query, file string) handlers.Import {
	t.Helper()
	a := s.Do(http.MethodPost, "/v1/imports"+query, file, "Content-Type", "text/csv").Want(http.StatusAccepted, nil)
	return await(t, s, a.Header.Get("Location"))
}

func TestImportOverHTTP(t *testing.T) {
	s := testkit.Start(t)
	s.RunImports()
	i := upload(t, s, "?name=small.csv", smallTable)
	want := handlers.ImportCounts{Created: 2, Duplicate: 1, Unmatched: 2, Rejected: 1}
	if i.State != "done" || i.Counts != want || i.Flagged != 1 || i.Rows != 6 || i.Source != "small" || i.BytesRead != i.SizeBytes {
		t.Fatalf("%+v", i)
	}
	rows := fmt.Sprintf("/v1/imports/%d/rows", i.ID)
	var page handlers.ImportRowPage
	s.Get(rows+"?status=rejected,unmatched&limit=2&total=true").Want(http.StatusOK, &page)
	if len(page.Items) != 2 || *page.Total != 3 || page.Items[0].Row != 4 || !strings.Contains(*page.Items[0].Reason, "year") || page.Next == nil {
		t.Errorf("%+v", page)
	}
	s.Get(*page.Next).Want(http.StatusOK, &page)
	if len(page.Items) != 1 || page.Items[0].Row != 6 || page.Next != nil {
		t.Errorf("second page: %+v", page)
	}
	s.Get(rows+"?status=created").Want(http.StatusOK, &page)
	if flagged := page.Items[1]; len(flagged.Flags) != 1 || flagged.Flags[0] != "out_of_range" || *flagged.Rating != "11/10" {
		t.Errorf("flagged: %+v", flagged)
	}
	for _, a := range []testkit.Answer{s.Get(rows + "?format=csv"), s.Get(rows, "Accept", "text/csv")} {
		table, err := csv.NewReader(bytes.NewReader(a.Body)).ReadAll()
		if err != nil || len(table) != 7 || table[4][10] != "Paper Lanterns,twenty,Bo Brand,The Kettle,1/5,2014-01-03" {
			t.Errorf("%v in %s", err, a.Body)
		}
	}
	events := string(s.Get(fmt.Sprintf("/v1/imports/%d/events", i.ID)).Want(http.StatusOK, nil).Body)
	if !strings.HasPrefix(events, "event: end\ndata: {") {
		t.Errorf("events: %s", events)
	}
	again := upload(t, s, "?name=small.csv", smallTable)
	if (again.Counts != handlers.ImportCounts{Unchanged: 2, Duplicate: 1, Unmatched: 2, Rejected: 1}) {
		t.Errorf("again: %+v", again.Counts)
	}
	s.Do(http.MethodDelete, fmt.Sprintf("/v1/imports/%d", again.ID), nil).Want(http.StatusNoContent, nil)
	s.Get(fmt.Sprintf("/v1/imports/%d", again.ID)).Want(http.StatusNotFound, nil)
}

func TestImportRowIsMatchedAndRemembered(t *testing.T) {
	s := testkit.Start(t)
	s.RunImports()
	var film handlers.Film
	s.Do(http.MethodPost, "/v1/films", map[string]any{"title": "Elsewhere", "year": 1999}).Want(http.StatusCreated, &film)
	i := upload(t, s, "?name=small.csv", smallTable)
	match := fmt.Sprintf("/v1/imports/%d/rows/5/match", i.ID)
	s.Do(http.MethodPost, match, map[string]any{"film": "nothing"}).Want(http.StatusUnprocessableEntity, nil)
	var m handlers.MatchedRow
	s.Do(http.MethodPost, match, map[string]any{"film": film.Slug}).Want(http.StatusOK, &m)
	if m.Status != "created" || m.Settled != 2 || m.Film != film.ID || m.Review == 0 {
		t.Fatalf("%+v", m)
	}
	s.Do(http.MethodPost, match, map[string]any{"film": film.Slug}).Want(http.StatusConflict, nil)
	i = await(t, s, fmt.Sprintf("/v1/imports/%d", i.ID))
	if i.Counts.Unmatched != 0 || i.Counts.Created != 4 {
		t.Errorf("%+v", i.Counts)
	}
	if again := upload(t, s, "?name=small.csv", smallTable); again.Counts.Unchanged != 4 || again.Counts.Unmatched != 0 {
		t.Errorf("again: %+v", again.Counts)
	}
	if problems, err := s.Store.CheckScores(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("scores: %v %v", err, problems)
	}
}

func TestImportByForm(t *testing.T) {
	s := testkit.Start(t)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "Small Table.csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte(smallTable)); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	a := s.Do(http.MethodPost, "/v1/imports?dry_run=true", body.String(), "Content-Type", form.FormDataContentType()).Want(http.StatusAccepted, nil)
	// The server stops with the import before it, and goes on when it is there again.
	s.RunImports()
	i := await(t, s, a.Header.Get("Location"))
	if i.Source != "small-table" || !i.DryRun || i.Counts.Created != 2 || i.Counts.Rejected != 1 {
		t.Errorf("%+v", i)
	}
	var films handlers.FilmPage
	if s.Get("/v1/films").Want(http.StatusOK, &films); len(films.Items) != 0 {
		t.Errorf("the dry run stored %+v", films.Items)
	}
	s.Do(http.MethodPost, fmt.Sprintf("/v1/imports/%d/rows/5/match", i.ID), map[string]any{"film": "1"}).Want(http.StatusConflict, nil)
}

func TestImportRefuses(t *testing.T) {
	s := testkit.Start(t)
	for _, test := range []struct {
		query, kind string
		status      int
	}{
		{"", "image/png", http.StatusUnsupportedMediaType}, {"?map=nonsense=x", "text/csv", http.StatusUnprocessableEntity}, {"?format=word", "text/csv", http.StatusBadRequest},
		{"?colour=red", "text/csv", http.StatusBadRequest}, {"?map=rating", "text/csv", http.StatusBadRequest},
	} {
		a := s.Do(http.MethodPost, "/v1/imports"+test.query, smallTable, "Content-Type", test.kind)
		if a.Status != test.status {
			t.Errorf("%s %s: %d %s", test.query, test.kind, a.Status, a.Body)
		}
	}
	s.Do(http.MethodPost, "/v1/imports", smallTable, "Content-Type", "text/csv", "Authorization", "").Want(http.StatusUnauthorized, nil)
	s.RunImports()
	if i := upload(t, s, "?name=broken.json&format=trakt", `[{"rating": 8, "movie": {"title": "Her"`); i.State != "failed" || i.Error == nil || !strings.Contains(*i.Error, "line 1") {
		t.Errorf("%+v", i)
	}
}

func TestExportOverHTTP(t *testing.T) {
	s := testkit.Start(t)
	s.RunImports()
	upload(t, s, "?name=small.csv", smallTable)
	all := s.Get("/v1/exports").Want(http.StatusOK, nil)
	if kind := all.Header.Get("Content-Type"); !strings.HasPrefix(kind, "application/x-ndjson") || bytes.Count(all.Body, []byte("\n")) != 6 {
		t.Errorf("%s: %s", kind, all.Body)
	}
	other := testkit.Start(t)
	other.RunImports()
	a := other.Do(http.MethodPost, "/v1/imports?name=all.ndjson", string(all.Body), "Content-Type", "application/x-ndjson").Want(http.StatusAccepted, nil)
	await(t, other, a.Header.Get("Location"))
	if again := other.Get("/v1/exports").Want(http.StatusOK, nil); !bytes.Equal(again.Body, all.Body) {
		t.Errorf("in another collection:\n%s\n%s", all.Body, again.Body)
	}
	table, err := csv.NewReader(bytes.NewReader(s.Get("/v1/exports?format=csv&film=paper-lanterns-2013&outlet=the-kettle").Want(http.StatusOK, nil).Body)).ReadAll()
	if err != nil || len(table) != 3 {
		t.Errorf("%v %v", err, table)
	}
	s.Get("/v1/exports?film=nothing").Want(http.StatusUnprocessableEntity, nil)
	s.Get("/v1/exports", "Authorization", "").Want(http.StatusUnauthorized, nil)
	ld := s.Get("/v1/films/paper-lanterns-2013", "Accept", "application/ld+json").Want(http.StatusOK, nil)
	var movie struct {
		Type      string `json:"@type"`
		Aggregate struct {
			Value float64 `json:"ratingValue"`
		} `json:"aggregateRating"`
		Review []json.RawMessage `json:"review"`
	}
	if err := json.Unmarshal(ld.Body, &movie); err != nil || movie.Type != "Movie" || movie.Aggregate.Value != 60 || len(movie.Review) != 2 {
		t.Errorf("%v in %s", err, ld.Body)
	}
}
