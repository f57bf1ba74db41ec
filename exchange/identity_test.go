package exchange

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestIdentityIsNotThePlaceInTheFile(t *testing.T) {
	review := func(edit func(*Review)) string {
		r := sampleReview(t, "2/5").Review
		r.SourceID = ""
		edit(r)
		return string(r.appendIdentity(nil))
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
	if a, b := (&Review{Source: "ab", SourceID: "c"}).appendIdentity(nil), (&Review{Source: "a", SourceID: "bc"}).appendIdentity(nil); bytes.Equal(a, b) {
		t.Error("the border between source and id is lost")
	}
	for _, name := range []string{"  The\tSample  ", "THE SAMPLE", "Ｔｈｅ Sample", "the\u00a0sample"} {
		if folded := string(appendFolded([]byte("x "), name)); folded != "x the sample" {
			t.Errorf("%q is compared as %q", name, folded)
		}
	}
}

func TestOccurrences(t *testing.T) {
	o := NewOccurrences(3)
	add := func(film, rating string) (int, bool) {
		return o.Add(&Review{Film: FilmRef{Title: film}, Rating: &Rating{Raw: rating}})
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
	digest := func(edit func(*Review)) string {
		r := &Review{
			Film: FilmRef{ExternalIDs: map[string]string{"imdb": "tt1"}}, Outlet: NameRef{Name: "Paper"}, Published: "2001-02-03",
			Rating: &Rating{Raw: "3/5"}, Voices: []Voice{{Critic: NameRef{Name: "Ann"}, Role: RoleAuthor}},
		}
		edit(r)
		return string(r.appendDigest(nil))
	}
	five := 5
	seen := map[string]string{digest(func(*Review) {}): "nothing"}
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

func TestDigestIsOfEveryField(t *testing.T) {
	r := &Review{Rating: &Rating{Reading: &Reading{}}, Voices: make([]Voice, 1), Comments: make([]Comment, 1), Likes: make([]Liked, 1), LiveNotes: make([]LiveNote, 1), Videos: make([]Video, 1)}
	none := string(r.appendDigest(nil))
	looked := 0
	var each func(v reflect.Value, path string)
	each = func(v reflect.Value, path string) {
		was := reflect.New(v.Type()).Elem()
		was.Set(v)
		changed := func() {
			looked++
			if string(r.appendDigest(nil)) == none {
				t.Errorf("%s does not count", path)
			}
			v.Set(was)
		}
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				each(v.Field(i), path+"."+v.Type().Field(i).Name)
			}
			return
		case reflect.String:
			v.SetString("x")
		case reflect.Int:
			v.SetInt(1)
		case reflect.Bool:
			v.SetBool(true)
		case reflect.Map:
			v.Set(reflect.ValueOf(map[string]string{"x": "1"}))
		case reflect.Slice:
			if v.Len() > 0 {
				each(v.Index(0), path)
			}
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		case reflect.Pointer:
			if !v.IsNil() {
				each(v.Elem(), path)
				v.SetZero()
				break
			}
			v.Set(reflect.New(v.Type().Elem()))
		default:
			t.Fatalf("%s is a %s", path, v.Kind())
		}
		changed()
	}
	each(reflect.ValueOf(r).Elem(), "review")
	if looked < 60 {
		t.Errorf("only %d fields were looked at", looked)
	}
}
