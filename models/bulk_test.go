package models

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"reelscore/internal/testkit/database"
)

// dumped are the tables that a review can reach, with the columns of which single and bulk writes make the same. The tally
// has a version for each write, and one for each batch.
var dumped = []string{
	"SELECT * FROM films ORDER BY id", "SELECT * FROM outlets ORDER BY id", "SELECT * FROM critics ORDER BY id", "SELECT * FROM reviews ORDER BY id",
	"SELECT * FROM review_voices ORDER BY review_id, position", "SELECT * FROM review_tags ORDER BY review_id, tag", "SELECT * FROM review_likes ORDER BY review_id, position",
	"SELECT * FROM live_notes ORDER BY id", "SELECT * FROM comments ORDER BY id", "SELECT * FROM film_titles ORDER BY film_id, title_key", "SELECT * FROM film_ids ORDER BY film_id",
	"SELECT * FROM film_genres ORDER BY film_id, genre", "SELECT film_id, reviews, rated, positive, mixed, negative, mean, bayes, spread, sum, verdict, tally FROM film_scores ORDER BY film_id",
	"SELECT * FROM score_prior", "SELECT resource, resource_id, film_id, action, version FROM changes ORDER BY resource, resource_id, seq",
}

func dump(t *testing.T, db *gorm.DB, query string) string {
	t.Helper()
	var rows []map[string]any
	if err := db.Raw(query).Scan(&rows).Error; err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintln(&b, r) // Maps are printed in the order of their keys.
	}
	return b.String()
}

// sampleFilm, sampleOutlet, sampleCritic and sampleReview make the same rows for both ways of writing.
func sampleFilm() Film {
	return Film{
		Title: "The Paper Lanterns", OriginalTitle: "Lanternes", Year: 2013, Genres: []string{"Sci-Fi", "Drama"}, ExternalIDs: map[string]string{"imdb": "tt7"},
		Languages: []string{"fr"}, Countries: []string{}, Videos: []Video{}, Links: []Link{{URL: "https://a.example/"}},
	}
}

func sampleOutlet() Outlet {
	return Outlet{Named: Named{Name: "The Kettle"}, Weight: 500, DefaultScale: "points-10"}
}

func sampleCritic() Critic { return Critic{Named: Named{Name: "Ann Aldous"}, Links: []Link{}} }

func sampleReview(i int, film, outlet, critic int64) (Review, []LiveNote, []Comment) {
	raw := []string{"3/5", "", "8", "11/10", "B+", "★★★½"}[i%6]
	r := Review{
		FilmID: film, FilmRef: refTo(film), Published: Date(fmt.Sprintf("2014-01-%02d", 1+i)), Rights: "full", Tags: []string{}, Categories: []string{}, Videos: []Video{}, Lenient: true,
		Voices: []Voice{{Role: "author", CriticID: &critic, Critic: refTo(critic)}},
	}
	if raw != "" {
		st := NewStated(raw)
		r.Stating = &st
	}
	if i%2 == 0 {
		r.OutletID, r.OutletRef = &outlet, refTo(outlet)
	}
	if i%3 != 0 {
		return r, nil, nil
	}
	one := 0
	st := NewStated("7/10")
	declared := 4
	r.Title, r.Body, r.URL, r.Tags, r.DeclaredComments = "A quiet film", "Quiet, and long.", fmt.Sprintf("https://A.example/%d/", i), []string{"Été", "ete", "b"}, &declared
	r.Source, r.SourceID, r.RetrievedAt, r.Spoiler = "blog", fmt.Sprint(i), 12345, true
	r.Voices = append(r.Voices, Voice{Role: "guest", Name: "Somebody", Stating: &st})
	r.Liked = []Liked{{Title: "Another"}}
	return r, []LiveNote{{OffsetSeconds: 60, Text: "It begins."}}, []Comment{{Name: "x", Body: "One"}, {Body: "Two", ReplyTo: &one}}
}

func TestBulkWritesTheRowsOfSingleWrites(t *testing.T) {
	open := func() *Store {
		s, err := Open(t.Context(), newAddress(t))
		if err != nil {
			t.Fatal(err)
		}
		s.now = func() time.Time { return time.UnixMilli(1_700_000_000_000) }
		t.Cleanup(func() { s.Close() })
		return s
	}
	single, bulk := open(), open()
	const reviews = 12
	film, outlet, critic := sampleFilm(), sampleOutlet(), sampleCritic()
	steps := []error{single.CreateFilm(t.Context(), &film, nil), single.CreateOutlet(t.Context(), &outlet), single.CreateCritic(t.Context(), &critic, []Ref{"1"})}
	for i := range reviews {
		r, notes, comments := sampleReview(i, film.ID, outlet.ID, critic.ID)
		steps = append(steps, single.CreateReview(t.Context(), &r, notes, comments))
	}
	var known Known
	steps = append(steps, bulk.WriteBatch(t.Context(), &known, func(b *Batch) error {
		film, outlet, critic := sampleFilm(), sampleOutlet(), sampleCritic()
		if err := b.CreateFilm(&film, nil); err != nil {
			return err
		}
		if err := b.CreateOutlet(&outlet); err != nil {
			return err
		}
		if err := b.CreateCritic(&critic, []int64{outlet.ID}); err != nil {
			return err
		}
		var all []*NewReview
		for i := range reviews {
			r, notes, comments := sampleReview(i, film.ID, outlet.ID, critic.ID)
			all = append(all, &NewReview{Review: r, Notes: notes, Comments: comments})
		}
		return b.InsertReviews(all)
	}))
	for i, err := range steps {
		if err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
	}
	found := "SELECT rowid FROM search_index WHERE search_index MATCH 'lanterns OR kettle OR aldous OR quiet' ORDER BY rowid"
	if database.Postgres() {
		found = "SELECT id, words::text FROM search_index ORDER BY id"
	}
	for _, query := range append([]string{found}, dumped...) {
		a, b := dump(t, single.reader, query), dump(t, bulk.reader, query)
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s:\nsingle\n%s\nbulk\n%s", query, a, b)
		}
	}
	if problems, err := bulk.CheckScores(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("%v %v", problems, err)
	}
	// The checks of the engine are on again.
	if err := bulk.write(t.Context(), func(tx *gorm.DB) error {
		return tx.Exec("INSERT INTO live_notes (review_id, film_id, offset_seconds, text, created_at, updated_at) VALUES (999, 1, 5, 'x', 1, 1)").Error
	}); err == nil {
		t.Error("foreign keys are not checked after a batch")
	}
	if err := bulk.write(t.Context(), func(tx *gorm.DB) error { return tx.Exec("UPDATE reviews SET score = 100001").Error }); err == nil {
		t.Error("CHECK clauses are not checked after a batch")
	}
}

func TestKnownIsForgottenWhenOthersWrite(t *testing.T) {
	s, err := Open(t.Context(), newAddress(t))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var known Known
	find := func() (id int64) {
		err := s.WriteBatch(t.Context(), &known, func(b *Batch) error {
			if id, err = b.FindOutlet("", "the  kettle"); err != nil || id != 0 {
				return err
			}
			o := Outlet{Named: Named{Name: "The Kettle"}, Weight: 1000}
			err := b.CreateOutlet(&o)
			id = o.ID
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	first := find()
	if again := find(); again != first {
		t.Fatalf("found %d, then %d", first, again)
	}
	if err := s.DeleteOutlet(t.Context(), "1", AnyVersion); err != nil {
		t.Fatal(err)
	}
	if after := find(); after == first {
		t.Error("a deleted outlet is still known")
	}
}
