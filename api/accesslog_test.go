package api_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/api"
	"reelscore/handlers"
)

func TestAccessLogIsBoundedAndSaysWhatItLeavesOut(t *testing.T) {
	var log bytes.Buffer
	o := api.Options{Log: slog.New(slog.NewTextHandler(&log, nil))}
	h, err := api.NewWith(&handlers.API{}, o, map[string]handlers.Handler{"/quick": func(c *gin.Context) error {
		c.Status(http.StatusNoContent)
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	ask := func() {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/v1/quick?q=secret", nil)
		r.Header.Set("X-Request-Id", "n1")
		h.ServeHTTP(httptest.NewRecorder(), r)
	}
	const asked = 5000 // Far more than can be logged in the time that they take.
	for range asked {
		ask()
	}
	written := strings.Count(log.String(), "\n")
	if written < 200 || written > asked/2 {
		t.Errorf("%d lines of %d requests", written, asked)
	}
	first, _, _ := strings.Cut(log.String(), "\n")
	for _, want := range []string{"method=GET", "path=/v1/quick", "status=204", "client=192.0.2.1", "request_id=n1"} {
		if !strings.Contains(first, want) {
			t.Errorf("no %s in %s", want, first)
		}
	}
	time.Sleep(time.Until(time.Now().Truncate(time.Second).Add(time.Second)))
	ask()
	told := 0
	for _, found := range regexp.MustCompile(`left_out=(\d+)`).FindAllStringSubmatch(log.String(), -1) {
		n, err := strconv.Atoi(found[1])
		if err != nil {
			t.Fatal(err)
		}
		told += n
	}
	if told != asked-written || strings.Contains(log.String(), "secret") {
		t.Errorf("%d requests are not logged, %d are said to be left out; or the query is in the log", asked-written, told)
	}
}
