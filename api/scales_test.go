package api_test

import (
	"net/http"
	"strings"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

const popcorn = `{"id":"popcorn","name":"Buckets of popcorn","best":3,"step":0.5,"labels":[{"text":"the large one","score":100},{"text":"none","score":0}]}`

func TestScalesListTheBuiltInOnesAndTheCollectionsOwn(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/scales", popcorn).Want(201, nil)
	var page handlers.ScalePage
	s.Get("/v1/scales").Want(200, &page)
	kinds := map[string]int{}
	for _, scale := range page.Items {
		kinds[scale.Kind]++
		if scale.BuiltIn == (scale.ID == "popcorn") {
			t.Errorf("%s: built in %t", scale.ID, scale.BuiltIn)
		}
	}
	for _, kind := range []string{"fraction", "stars", "letter", "percent", "verdict", "label"} {
		if kinds[kind] == 0 {
			t.Errorf("no scale of kind %s in %v", kind, kinds)
		}
	}
	var letter handlers.Scale
	s.Get("/v1/scales/letter").Want(200, &letter)
	if *letter.ScoreMethod != "letters/1" || *letter.VerdictMethod != "verdicts/1" || letter.Labels[3] != (handlers.ScaleLabel{Text: "B+", Score: 83_000}) || letter.Best.Known() {
		t.Errorf("%+v", letter)
	}
	s.Get("/v1/scales/points-13").Want(200, nil)
	s.Get("/v1/scales/points-1").Want(404, nil)
}

func TestScaleIsMadeChangedAndDeleted(t *testing.T) {
	s := testkit.Start(t)
	made := s.Do(http.MethodPost, "/v1/scales", popcorn).Want(201, nil)
	if made.Header.Get("Location") != "/v1/scales/popcorn" {
		t.Error(made.Header)
	}
	var scale handlers.Scale
	s.Do(http.MethodPatch, "/v1/scales/popcorn", `{"name":"Popcorn","worst":1,"labels":null}`, "If-Match", made.Header.Get("ETag")).Want(200, &scale)
	if scale.Name != "Popcorn" || scale.Worst.String() != "1" || len(scale.Labels) != 0 || scale.Version != 2 {
		t.Errorf("%+v", scale)
	}
	s.Do(http.MethodPatch, "/v1/scales/popcorn", `{"name":"Corn"}`, "If-Match", made.Header.Get("ETag")).Want(412, nil)
	s.Do(http.MethodDelete, "/v1/scales/popcorn", nil).Want(204, nil)
	s.Get("/v1/scales/popcorn").Want(404, nil)
	s.Do(http.MethodDelete, "/v1/scales/popcorn", nil).Want(404, nil)
}

func TestScaleThatCannotBeIsRefusedWithItsField(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/scales", popcorn).Want(201, nil)
	for body, want := range map[string]struct {
		status  int
		pointer string
	}{
		popcorn:                                  {409, "/id"},
		`{"id":"points-7","name":"x","best":7}`:  {409, "/id"},
		`{"id":"Corn","name":"x","best":7}`:      {400, "/id"},
		`{"id":"a","name":"x"}`:                  {422, "/best"},
		`{"id":"a","name":"x","worst":1}`:        {422, "/best"},
		`{"id":"a","name":"x","best":2.0000001}`: {400, "/best"},
		`{"id":"a","name":"x","best":5,"positive_from":40,"negative_to":60}`:                           {422, "/positive_from"},
		`{"id":"a","name":"x","labels":[{"text":"low","score":1},{"text":"high","score":99}]}`:         {422, "/labels"},
		`{"id":"a","name":"x","labels":[{"text":"same","score":9},{"text":"Same","score":1}]}`:         {422, "/labels/1/text"},
		`{"id":"a","name":"x","labels":[{"text":"same","score":9.1234},{"text":"Same","score":null}]}`: {400, "/labels/0/score"},
	} {
		answer := s.Do(http.MethodPost, "/v1/scales", body).Want(want.status, nil)
		if !strings.Contains(string(answer.Body), `"pointer":"`+want.pointer+`"`) {
			t.Errorf("%s: no %s in %s", body, want.pointer, answer.Body)
		}
	}
	for _, id := range []string{"points-5", "letter"} {
		s.Do(http.MethodPatch, "/v1/scales/"+id, `{"name":"Mine"}`).Want(409, nil)
		s.Do(http.MethodDelete, "/v1/scales/"+id, nil).Want(409, nil)
	}
	s.Do(http.MethodPatch, "/v1/scales/popcorn", `{"id":"corn"}`).Want(422, nil)
}
