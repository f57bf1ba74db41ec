package models

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"
)

// TestCopyMovesACollection copies a collection to an engine's database and from there to a file, and writes on in both.
func TestCopyMovesACollection(t *testing.T) {
	ctx := t.Context()
	from, err := Open(ctx, filepath.Join(t.TempDir(), "from.db"))
	must(t, err)
	defer from.Close() //nolint:errcheck // It is not written to at the end.
	film, outlet, critic := sampleFilm(), sampleOutlet(), sampleCritic()
	must(t, from.CreateFilm(ctx, &film, []Credit{{Name: "Jo Quill", Role: "director"}}))
	must(t, from.CreateOutlet(ctx, &outlet))
	must(t, from.CreateCritic(ctx, &critic, []Ref{"1"}))
	for i := range 9 {
		r, notes, comments := sampleReview(i, film.ID, outlet.ID, critic.ID)
		must(t, from.CreateReview(ctx, &r, notes, comments))
	}
	_, err = from.UpdateComment(ctx, "1", "1", AnyVersion, func(c *Comment) error { two := int64(2); c.ParentID = &two; return nil })
	if err == nil {
		t.Fatal("a comment answers its own answer")
	}
	second := Comment{Body: "Three"}
	must(t, from.CreateComment(ctx, "1", &second))
	_, err = from.UpdateComment(ctx, "1", "1", AnyVersion, func(c *Comment) error { c.ParentID = &second.ID; return nil }) // A reference to a later row.
	must(t, err)
	must(t, from.DeleteReview(ctx, "9", AnyVersion)) // Whose id must not come again.
	_, err = from.FirstKey(ctx)
	must(t, err)
	feed := Feed{URL: "https://a.example/feed", Paused: true}
	must(t, from.CreateFeed(ctx, &feed))

	there := openTest(t)
	var done, all int
	tables, err := Copy(ctx, from, there, func(d, a int) { done, all = d, a })
	must(t, err)
	if done != all || all == 0 {
		t.Errorf("told of %d of %d rows at the end", done, all)
	}
	if _, err := Copy(ctx, from, there, nil); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("a second copy: %v", err)
	}
	back, err := Open(ctx, filepath.Join(t.TempDir(), "back.db"))
	must(t, err)
	defer back.Close() //nolint:errcheck // It is not written to at the end.
	again, err := Copy(ctx, there, back, nil)
	must(t, err)
	for i := range tables {
		if tables[i] != again[i] {
			t.Errorf("%+v has become %+v", tables[i], again[i])
		}
	}
	for name, s := range map[string]*Store{"there": there, "back": back} {
		checkScores(t, s, name)
		hits, _, err := s.Search(ctx, Search{Query: "quiet film", Limit: 10})
		must(t, err)
		if len(hits) != 3 {
			t.Errorf("%s: quiet film finds %d", name, len(hits))
		}
		if f, err := s.Feed(ctx, "1"); err != nil || !f.Paused {
			t.Errorf("%s: the feed is %+v, %v", name, f, err)
		}
		r, _, _ := sampleReview(1, 1, 1, 1)
		r.Published = "2020"
		must(t, s.CreateReview(ctx, &r, nil, nil))
		if r.ID != 10 {
			t.Errorf("%s: the next review is %d", name, r.ID)
		}
		o := Outlet{Named: Named{Name: "The Kettle", Stamp: Stamp{CreatedAt: time.Now().UnixMilli()}}}
		must(t, s.CreateOutlet(ctx, &o))
		if o.ID != 2 {
			t.Errorf("%s: the next outlet is %d", name, o.ID)
		}
	}
}

func TestACopyThatDiffersIsTakenBack(t *testing.T) {
	onSQLite(t)
	ctx := t.Context()
	from, there := openTest(t), openTest(t)
	outlet := sampleOutlet()
	must(t, from.CreateOutlet(ctx, &outlet))
	must(t, there.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("CREATE TRIGGER spoil AFTER INSERT ON outlets BEGIN UPDATE outlets SET name = name || '.'; END").Error
	}))
	if _, err := Copy(ctx, from, there, nil); err == nil || !strings.Contains(err.Error(), "the copy differs") {
		t.Errorf("the copy ends with %v", err)
	}
	if page, err := there.Outlets(ctx, OutletFilter{}, List{Limit: 1}); err != nil || len(page.Items) != 0 {
		t.Errorf("left behind: %+v, %v", page.Items, err)
	}
}
