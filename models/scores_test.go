package models

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"gorm.io/gorm"

	"reelscore/internal/testkit/database"
	"reelscore/rating"
)

// newAddress is the address of an empty collection: a SQLite file, or a database of PostgreSQL where the tests run on that.
func newAddress(t testing.TB) string {
	t.Helper()
	return database.New(t, func(address string) error {
		s, err := Open(t.Context(), address)
		if err != nil {
			return err
		}
		return s.Close()
	})
}

// onSQLite skips a test of what is special to SQLite where the tests run on PostgreSQL.
func onSQLite(t testing.TB) {
	t.Helper()
	if database.Postgres() {
		t.Skip("it is about SQLite, and the tests run on PostgreSQL: unset " + database.Variable)
	}
}

// onPostgres skips a test of what is special to PostgreSQL where there is none.
func onPostgres(t testing.TB) {
	t.Helper()
	if !database.Postgres() {
		t.Skip("it is about PostgreSQL: set " + database.Variable + " to the address of a server (.ci/postgres starts one)")
	}
}

// openTest opens an empty collection that is gone when the test ends.
func openTest(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.Context(), newAddress(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// must fails the test on an error.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// checkScores fails the test when a rollup is not what the reviews tell.
func checkScores(t testing.TB, s *Store, when string) {
	t.Helper()
	problems, err := s.CheckScores(t.Context())
	must(t, err)
	for _, p := range problems {
		t.Fatalf("%s: film %d: %s is %s, the reviews tell %s", when, p.FilmID, p.Column, p.Stored, p.Computed)
	}
}

// newFilm and newReview have no list that is nil: that would be stored as NULL.
func newFilm(title string) *Film {
	return &Film{Title: title, Languages: []string{}, Countries: []string{}, Genres: []string{}, ExternalIDs: map[string]string{}, Videos: []Video{}, Links: []Link{}}
}

func newReview() *Review {
	return &Review{Rights: "full", Tags: []string{}, Categories: []string{}, Videos: []Video{}}
}

// wildRatings are ratings of all kinds, those that have no score included; nil is none.
var wildRatings = []string{
	"", "", "2/5", "4/4", "3.5/5", "7/10", "10/10", "0/10", "66.6%", "B+", "F", "★★★½", "8", "11/10", "thumbs up", "two thumbs down", "lovely",
	"12/20", "1/3", "★★☆☆☆", "2.5/4", "good popcorn",
}

// randomWorld is a collection that random writes are made to.
type randomWorld struct {
	s       *Store
	r       *rand.Rand
	films   int
	outlets int
	reviews []int64
	made    int
}

func newRandomWorld(t testing.TB, seed uint64) *randomWorld {
	w := &randomWorld{s: openTest(t), r: rand.New(rand.NewPCG(seed, 1)), films: 12, outlets: 6}
	for i := range w.films {
		must(t, w.s.CreateFilm(t.Context(), newFilm(fmt.Sprintf("Film %d", i)), nil))
	}
	for i := range w.outlets {
		must(t, w.s.CreateOutlet(t.Context(), &Outlet{Named: Named{Name: fmt.Sprintf("Outlet %d", i)}, Weight: rating.NormalWeight}))
	}
	return w
}

// scatter gives a review a random film, outlet and rating.
func (w *randomWorld) scatter(r *Review) {
	r.FilmRef = Ref(fmt.Sprint(1 + w.r.IntN(w.films)))
	r.OutletRef = ""
	if w.r.IntN(5) > 0 {
		r.OutletRef = Ref(fmt.Sprint(1 + w.r.IntN(w.outlets)))
	}
	r.Stating, r.Lenient = nil, true
	if raw := wildRatings[w.r.IntN(len(wildRatings))]; raw != "" {
		stated := NewStated(raw)
		r.Stating = &stated
	}
}

// step makes one random write.
func (w *randomWorld) step(t testing.TB) {
	ctx := t.Context()
	switch n := w.r.IntN(100); {
	case n < 45 || len(w.reviews) == 0:
		w.made++
		review := newReview()
		review.URL = fmt.Sprintf("https://example.org/%d", w.made)
		w.scatter(review)
		must(t, w.s.CreateReview(ctx, review, nil, nil))
		w.reviews = append(w.reviews, review.ID)
	case n < 75:
		id := w.reviews[w.r.IntN(len(w.reviews))]
		_, err := w.s.UpdateReview(ctx, Ref(fmt.Sprint(id)), AnyVersion, func(r *Review) error {
			w.scatter(r)
			return nil
		})
		must(t, err)
	case n < 95:
		i := w.r.IntN(len(w.reviews))
		must(t, w.s.DeleteReview(ctx, Ref(fmt.Sprint(w.reviews[i])), AnyVersion))
		w.reviews = append(w.reviews[:i], w.reviews[i+1:]...)
	default:
		_, err := w.s.UpdateOutlet(ctx, Ref(fmt.Sprint(1+w.r.IntN(w.outlets))), AnyVersion, func(o *Outlet) error {
			if w.r.IntN(3) == 0 {
				o.DefaultScale = []string{"", "points-10", "stars-5-half"}[w.r.IntN(3)]
			} else {
				o.Weight = []rating.Weight{0, 500, 1000, 3333}[w.r.IntN(4)]
			}
			return nil
		})
		must(t, err)
	}
}

func TestRollupEqualsTheReviewsWhateverHappens(t *testing.T) {
	w := newRandomWorld(t, 7)
	for i := range 2500 {
		w.step(t)
		if i%100 == 0 || i < 20 {
			checkScores(t, w.s, fmt.Sprintf("after %d writes", i+1))
		}
	}
	checkScores(t, w.s, "at the end")
	must(t, w.s.RepairScores(t.Context()))
	checkScores(t, w.s, "repaired though sound")
	for _, id := range w.reviews {
		must(t, w.s.DeleteReview(t.Context(), Ref(fmt.Sprint(id)), AnyVersion))
	}
	checkScores(t, w.s, "emptied")
	scores, err := w.s.Scores(t.Context(), 1)
	must(t, err)
	if got := scores[1]; got.Reviews != 0 || got.Bayes.Known() || got.Prior.Mean.Known() {
		t.Errorf("a film without reviews has %+v", got)
	}
}

func TestCheckFindsEveryTamperedFigureAndRepairMendsIt(t *testing.T) {
	w := newRandomWorld(t, 11)
	for range 300 {
		w.step(t)
	}
	for column, tamper := range map[string]string{
		"reviews": "UPDATE film_scores SET reviews = reviews + 1 WHERE film_id = 3", "rated": "UPDATE film_scores SET rated = rated - 1 WHERE film_id = 3",
		"positive": "UPDATE film_scores SET positive = positive + 1 WHERE film_id = 3", "mixed": "UPDATE film_scores SET mixed = mixed + 1 WHERE film_id = 3",
		"negative": "UPDATE film_scores SET negative = negative + 1 WHERE film_id = 3", "mean": "UPDATE film_scores SET mean = mean - 1 WHERE film_id = 3",
		"bayes": "UPDATE film_scores SET bayes = bayes - 1 WHERE film_id = 3", "spread": "UPDATE film_scores SET spread = spread - 1 WHERE film_id = 3",
		"sum": "UPDATE film_scores SET sum = sum + 1 WHERE film_id = 3", "verdict": "UPDATE film_scores SET verdict = '' WHERE film_id = 3",
		"tally":       "UPDATE film_scores SET tally = (SELECT tally FROM film_scores WHERE film_id = 4) WHERE film_id = 3",
		"film_id":     "DELETE FROM film_scores WHERE film_id = 3",
		"prior total": "UPDATE score_prior SET sum = sum + 1", "prior mean": "UPDATE score_prior SET mean = mean - 1001",
	} {
		must(t, w.s.write(t.Context(), func(tx *gorm.DB) error { return tx.Exec(tamper).Error }))
		problems, err := w.s.CheckScores(t.Context())
		must(t, err)
		found := false
		for _, p := range problems {
			found = found || p.Column == column
		}
		if !found {
			t.Errorf("%s: found %v", tamper, problems)
		}
		must(t, w.s.RepairScores(t.Context()))
		checkScores(t, w.s, "repaired after "+tamper)
	}
}

func TestOneReviewMovesThePriorOfManyFilmsInSteps(t *testing.T) {
	s := openTest(t)
	review := func(film int, raw string) {
		t.Helper()
		r, stated := newReview(), NewStated(raw)
		r.FilmRef, r.Stating = Ref(fmt.Sprint(film)), &stated
		must(t, s.CreateReview(t.Context(), r, nil, nil))
	}
	prior := func() rating.Score {
		t.Helper()
		scores, err := s.Scores(t.Context(), 1)
		must(t, err)
		return scores[1].Prior.Mean
	}
	must(t, s.CreateFilm(t.Context(), newFilm("One"), nil))
	must(t, s.CreateFilm(t.Context(), newFilm("Two"), nil))
	for i := range 100 {
		review(1+i%2, "5/10")
	}
	if got := prior(); got != 50_000 {
		t.Fatalf("prior %s", got)
	}
	// The true mean goes to 50.495, then 50.98, then 51.456: over a point away.
	for i, want := range []rating.Score{50_000, 50_000, 51_456} {
		review(1, "10/10")
		if got := prior(); got != want {
			t.Errorf("after %d better reviews the prior is %s, want %s", i+1, got, want)
		}
		checkScores(t, s, "in steps")
	}
}
