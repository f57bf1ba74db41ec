package exchange

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"reelscore/rating"
)

// fill sets every field of a value, so that none is left out when it is written.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Interface().(type) {
	case rating.Decimal, rating.Score:
		v.SetInt(int64(*n%100) * 1000) // A score is below 100.
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.String:
		v.SetString(fmt.Sprintf("Text %d: \"ä\"\n\\ </b>", *n))
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{"imdb": "tt1", "tmdb": fmt.Sprint(*n)}))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	default:
		panic(v.Kind())
	}
}

func TestTheCanonicalFormHasEveryField(t *testing.T) {
	var whole, n = Review{}, 0
	fill(reflect.ValueOf(&whole).Elem(), &n)
	for _, record := range []Record{{Kind: KindReview, Review: &whole}, sampleReview(t, "3.5/4"), {Kind: KindReview, Review: &Review{Film: FilmRef{Slug: "a"}}}} {
		line, err := encodeRecord(&record)
		if err != nil {
			t.Fatal(err)
		}
		var c canonical
		var quick, want Record
		if !c.read(strings.TrimSpace(string(line)), &quick) {
			t.Fatalf("another form from here on: %.80s", line[c.at:])
		}
		if err := parseRecord(bytes.TrimSpace(line), &want); err != nil || !reflect.DeepEqual(quick, want) {
			t.Errorf("%v: %s\nis read as %+v\ninstead of %+v", err, line, quick.Review, want.Review)
		}
	}
}

func TestOtherFormsAreLeftToTheJSONReader(t *testing.T) {
	var c canonical
	for _, rest := range []string{
		``, `}`, `"film":{"slug":"a"}`, `"film":{"slug":"a"},}`, `"film":{"slug":"a"}}}`, `"film":{"slug":"a"}} `, ` "film":{"slug":"a"}}`, `"film": {"slug":"a"}}`,
		`"film":{"slug":"a"},"body":"x"}`, `"film":{"slug":"a","slug":"b"}}`, `"film":{"Slug":"a"}}`, `"film":{"slug":"a"},"mood":"x"}`, `"film":{"slug":"\u0061"}}`,
		`"film":{"slug":"a` + "\t" + `"}}`, `"film":{"slug":"\x"}}`, `"film":{"slug":"a\`, `"film":{"slug":null}}`, `"film":{"year":01}}`, `"film":{"year":1e3}}`, `"film":{"year":1.0}}`,
		`"film":{"year":9999999999}}`, `"film":{"year":-}}`, `"film":{"slug":"a"},"tags":[]}`, `"film":{"slug":"a"},"tags":["x",]}`, `"film":{"slug":"a"},"spoiler":false}`,
		`"film":{"slug":"a"},"rating":"2/5"}`, `"film":{"slug":"a"},"rating":{"best":5.}}`, `"film":{"slug":"a"},"rating":{"best":00}}`,
		`"film":{"slug":"a"},"rating":{"reading":{"score":-0.5}}}`, `"film":{"slug":"a"},"rating":{"best":0.1234567}}`, `"film":{"slug":"a"},"kind":"film"}`,
	} {
		if r := (Record{}); c.read(reviewHead+rest, &r) {
			t.Errorf("%s is read as %+v", rest, r.Review)
		}
	}
	for _, line := range []string{`{"kind":"film","title":"A"}`, `{"film":{"slug":"a"},"kind":"review"}`} {
		if r := (Record{}); c.read(line, &r) {
			t.Errorf("%s is read as %+v", line, r)
		}
	}
}

// What both readers take, they must read the same; what the quick one takes, the other must.
func FuzzCanonical(f *testing.F) {
	var whole, n = Review{}, 0
	fill(reflect.ValueOf(&whole).Elem(), &n)
	for _, record := range []Record{{Kind: KindReview, Review: &whole}, sampleReview(f, "3.5/4")} {
		line, err := encodeRecord(&record)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(strings.TrimSpace(string(line))[len(reviewHead):])
	}
	f.Add(`"film":{"external_ids":{"imdb":"tt1"}},"rating":{"best":-1.50,"reading":{"score":99.5}},"tags":["x"]}`)
	f.Fuzz(func(t *testing.T, rest string) {
		line := reviewHead + strings.ToValidUTF8(rest, "\uFFFD") // What is no UTF-8 never gets here.
		var c canonical
		for range 2 { // The second time with what is kept of the line before.
			var quick, want Record
			if !c.read(line, &quick) {
				return
			}
			if err := parseRecord([]byte(line), &want); err != nil || !reflect.DeepEqual(quick, want) {
				t.Fatalf("%v: %q\nis read as %+v\ninstead of %+v", err, line, quick.Review, want.Review)
			}
		}
	})
}
