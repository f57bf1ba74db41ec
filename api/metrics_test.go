package api_test

import (
	"strings"
	"testing"

	"reelscore/internal/testkit"
)

func TestMetricsNeedAKeyAndCountByRoute(t *testing.T) {
	s := testkit.Start(t)
	s.Get("/metrics", "Authorization", "").Want(401, nil)
	var film struct{ ID int64 }
	s.Do("POST", "/v1/films", map[string]any{"title": "Counted"}).Want(201, &film)
	moment := s.Store.Moment()
	for range 3 {
		tag := s.Get("/v1/films/counted").Want(200, nil).Header.Get("ETag")
		s.Get("/v1/films/counted", "If-None-Match", tag).Want(304, nil)
	}
	s.Get("/v1/films/none-such").Want(404, nil)
	s.Get("/v1/nowhere").Want(404, nil)
	a := s.Get("/metrics").Want(200, nil)
	if kind := a.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/plain; version=") {
		t.Errorf("the metrics are %s", kind)
	}
	hits := "reelscore_answer_cache_hits_total 5"
	if s.Store.Moment() != moment { // On a busy machine the store may think for once that another program has written, and forgets.
		hits = "reelscore_answer_cache_hits_total"
	}
	for _, want := range []string{
		`reelscore_http_requests_total{method="GET",route="/v1/films/:film",status="200"} 3`,
		`reelscore_http_requests_total{method="GET",route="/v1/films/:film",status="304"} 3`,
		`reelscore_http_requests_total{method="GET",route="/v1/films/:film",status="404"} 1`,
		`reelscore_http_requests_total{method="POST",route="/v1/films",status="201"} 1`,
		`reelscore_http_requests_total{method="any",route="none",status="404"} 1`,
		`reelscore_http_requests_total{method="GET",route="/metrics",status="401"} 1`,
		`reelscore_http_request_duration_seconds_count{method="GET",route="/v1/films/:film"} 7`,
		"reelscore_answer_cache_answers 1",
	} {
		if !strings.Contains(string(a.Body), want+"\n") {
			t.Errorf("there is no %s", want)
		}
	}
	if !strings.Contains(string(a.Body), hits) {
		t.Errorf("there is no %s", hits)
	}
	if t.Failed() {
		t.Logf("%s", a.Body)
	}
}
