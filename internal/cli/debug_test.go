package cli

import (
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestThePrivateAddressTellsFiguresAndProfiles(t *testing.T) {
	s := start(t, "--db", filepath.Join(t.TempDir(), "a.db"), "--debug-addr", "127.0.0.1:0")
	key := regexp.MustCompile(`rs_[A-Z0-9]{52}`).FindString(s.out)
	if got := post(t, s.url, key); got != 201 {
		t.Fatal(got)
	}
	var private []string
	for deadline := time.Now().Add(10 * time.Second); private == nil; time.Sleep(5 * time.Millisecond) {
		private = regexp.MustCompile(`metrics and profiles" addr=(\S+)`).FindStringSubmatch(s.log.String())
		if time.Now().After(deadline) {
			t.Fatalf("no private address in %s", s.log)
		}
	}
	get := func(url string, want int) string {
		res, err := http.Get(url) //nolint:noctx // The test's own server.
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != want {
			t.Fatalf("%s: %d %v", url, res.StatusCode, err)
		}
		return string(body)
	}
	body := get("http://"+private[1]+"/metrics", 200)
	for _, want := range []string{
		`reelscore_http_requests_total{method="POST",route="/v1/films",status="201"} 1`, "reelscore_db_up 1\n", "reelscore_write_group_size_bucket{le=\"1\"}",
		"reelscore_write_group_size_count", `reelscore_db_connections{pool="readers"}`, "reelscore_db_log_bytes ", "reelscore_feed_lag_seconds 0\n",
		"reelscore_import_rows_per_second 0\n", "go_goroutines ", "reelscore_build_info{version=",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("there is no %s in\n%s", want, body)
		}
	}
	if profile := get("http://"+private[1]+"/debug/pprof/goroutine?debug=1", 200); !strings.Contains(profile, "goroutine profile") {
		t.Errorf("a profile is %.100s", profile)
	}
	get(s.url+"/debug/pprof/", 404)
	get(s.url+"/metrics", 401)
	if code := s.stop(); code != 0 {
		t.Errorf("exit code %d: %s", code, s.log)
	}
}
