package exchange

import (
	"strings"
	"testing"
)

func TestIdentityIsNotThePlaceInTheFile(t *testing.T) {
	review := func(edit func(*Review)) Identity {
		r := sampleReview(t, "2/5").Review
		r.SourceID = ""
		edit(r)
		return r.Identity()
	}
	same := review(func(*Review) {})
	for name, edit := range map[string]func(*Review){
		"rating": func(r *Review) { r.Rating = nil },
		"body":   func(r *Review) { r.Body = "other" },
		"spaces": func(r *Review) { r.Outlet.Name = " the  SAMPLE" },
		"guest":  func(r *Review) { r.Voices = r.Voices[:2] },
		"order":  func(r *Review) { r.Voices[0], r.Voices[1] = r.Voices[1], r.Voices[0] },
	} {
		if review(edit) != same {
			t.Errorf("%s makes another review", name)
		}
	}
	for name, edit := range map[string]func(*Review){
		"critic": func(r *Review) { r.Voices = r.Voices[:1] },
		"film":   func(r *Review) { r.Film.ExternalIDs = map[string]string{"imdb": "tt0000013"} },
		"date":   func(r *Review) { r.Published = "2018-11-11" },
		"outlet": func(r *Review) { r.Outlet.Name = "Another" },
		"source": func(r *Review) { r.SourceID = "12" },
	} {
		if review(edit) == same {
			t.Errorf("%s makes no other review", name)
		}
	}
	if a, b := (&Review{Source: "ab", SourceID: "c"}).Identity(), (&Review{Source: "a", SourceID: "bc"}).Identity(); a == b {
		t.Error("the border between source and id is lost")
	}
	if id := same; len(id.String()) != 32 || id.Key(1) != id.String() || id.Key(3) != id.String()+"-3" {
		t.Errorf("%s %s", id, id.Key(3))
	}
}

func TestOccurrences(t *testing.T) {
	o := NewOccurrences(3)
	add := func(film, rating string) (int, bool) {
		_, n, duplicate, err := o.Add(&Review{Film: FilmRef{Title: film}, Rating: &Rating{Raw: rating}})
		if err != nil {
			t.Fatal(err)
		}
		return n, duplicate
	}
	for i, c := range []struct {
		film, rating string
		n            int
		duplicate    bool
	}{
		{"A", "1/5", 1, false}, {"A", "2/5", 2, false}, {"A", "1/5", 1, true}, {"B", "1/5", 1, false}, {"A", "2/5", 2, true},
		{"A", "3/5", 3, false}, {"C", "1/5", 1, false}, {"D", "1/5", 1, false}, {"E", "1/5", 1, false},
	} {
		if n, duplicate := add(c.film, c.rating); n != c.n || duplicate != c.duplicate {
			t.Errorf("row %d: %d, %v; want %d, %v", i, n, duplicate, c.n, c.duplicate)
		}
	}
	for range 100 {
		for i := range 1000 {
			add("F", strings.Repeat("x", i))
		}
	}
	if held := len(o.recent.place) + len(o.remote.place); held > 6 {
		t.Errorf("%d rows are held; the limit is twice 3", held)
	}
}

func TestDigestIsOfAllThatARowSays(t *testing.T) {
	digest := func(edit func(*Review)) Identity {
		r := &Review{
			Film: FilmRef{ExternalIDs: map[string]string{"imdb": "tt1"}}, Outlet: NameRef{Name: "Paper"}, Published: "2001-02-03",
			Rating: &Rating{Raw: "3/5"}, Voices: []Voice{{Critic: NameRef{Name: "Ann"}, Role: RoleAuthor}},
		}
		edit(r)
		d, err := r.Digest()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	five := 5
	seen := map[Identity]string{digest(func(*Review) {}): "nothing"}
	for name, edit := range map[string]func(*Review){
		"no rating":    func(r *Review) { r.Rating = nil },
		"rating":       func(r *Review) { r.Rating.Raw = "4/5" },
		"scale":        func(r *Review) { r.Rating.Scale = "stars-5" },
		"voice rating": func(r *Review) { r.Voices[0].Rating = &Rating{Raw: "3/5"} },
		"guest":        func(r *Review) { r.Voices[0].Role = RoleGuest },
		"mere name":    func(r *Review) { r.Voices[0] = Voice{Name: "Ann", Role: RoleAuthor} },
		"two voices":   func(r *Review) { r.Voices = append(r.Voices, Voice{Name: "Bo", Role: RoleGuest}) },
		"no voice":     func(r *Review) { r.Voices = nil },
		"slug":         func(r *Review) { r.Outlet = NameRef{Slug: "Paper"} },
		"id":           func(r *Review) { r.Film.ExternalIDs = map[string]string{"imdb": "tt2"} },
		"two ids":      func(r *Review) { r.Film.ExternalIDs = map[string]string{"imdb": "tt1", "tmdb": "1"} },
		"year":         func(r *Review) { r.Film.Year = 2001 },
		"title":        func(r *Review) { r.Title = "T" },
		"film title":   func(r *Review) { r.Film.Title = "T" },
		"body":         func(r *Review) { r.Body = "T" },
		"tags":         func(r *Review) { r.Tags = []string{"T"} },
		"declared":     func(r *Review) { r.DeclaredComments = &five },
		"spoiler":      func(r *Review) { r.Spoiler = true },
	} {
		d := digest(edit)
		if other, there := seen[d]; there {
			t.Errorf("%s and %s are taken for the same", name, other)
		}
		if seen[d] = name; digest(edit) != d {
			t.Errorf("%s: another digest the second time", name)
		}
	}
}
