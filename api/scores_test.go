package api_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"testing"

	"reelscore/internal/testkit"
)

func TestScoreWithoutReviewsIsNullNotZero(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", her).Want(201, nil)
	for _, query := range []string{"", "?explain=true&to=points-5", "?method=positive-share"} {
		var got map[string]any
		s.Get("/v1/films/her-2013/score"+query).Want(200, &got)
		for _, name := range []string{"score", "verdict", "mean", "median", "stddev", "spread", "bayes", "weighted"} {
			if v, sent := got[name]; v != nil || !sent {
				t.Errorf("%s: %s is %v, sent %t", query, name, v, sent)
			}
		}
		if _, sent := got["converted"]; sent || got["status"] != "none" || got["reviews"] != 0.0 {
			t.Errorf("%s: %v", query, got)
		}
		if share := got["positive_share"]; !reflect.DeepEqual(share, map[string]any{"value": nil, "low": nil, "high": nil}) {
			t.Errorf("%s: share %v", query, share)
		}
		if list, sent := got["contributions"]; sent != (query == "?explain=true&to=points-5") || sent && len(list.([]any)) != 0 {
			t.Errorf("%s: contributions %v", query, list)
		}
	}
	s.Get("/v1/films/her-2013/score?method=best").Want(400, nil)
	s.Get("/v1/films/her-2013/score?to=popcorn").Want(422, nil)
	s.Get("/v1/films/him/score").Want(404, nil)
	s.Get("/v1/films/him/similar").Want(404, nil)
	var film struct{ Score json.RawMessage }
	s.Get("/v1/films/her-2013?expand=score").Want(200, &film)
	if alone := s.Get("/v1/films/her-2013/score").Want(200, nil).Body; string(film.Score) != string(alone) {
		t.Errorf("in the film: %s\nalone: %s", film.Score, alone)
	}
}
