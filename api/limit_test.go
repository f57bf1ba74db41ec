package api_test

import (
	"strings"
	"testing"
	"time"

	"reelscore/api"
	"reelscore/internal/testkit"
)

func TestEachClientHasItsShare(t *testing.T) {
	s := testkit.Start(t, func(o *api.Options) {
		o.Rate = api.Rate{Requests: 3, Window: time.Hour}
		o.TrustedProxies = []string{"127.0.0.1"}
	})
	ask := func(client, key string) testkit.Answer {
		return s.Get("/v1/films", "X-Forwarded-For", client, "Authorization", key)
	}
	for i, left := range []string{"r=2", "r=1", "r=0"} {
		policy := ""
		if i == 0 { // The client is told the policy once.
			policy = `"default";q=3;w=3600`
		}
		if a := ask("192.0.2.1", "").Want(200, nil); !strings.Contains(a.Header.Get("RateLimit"), left) || a.Header.Get("RateLimit-Policy") != policy {
			t.Errorf("request %d: %q %q", i, a.Header.Get("RateLimit"), a.Header.Get("RateLimit-Policy"))
		}
	}
	a := ask("192.0.2.1", "").Want(429, nil)
	if a.Header.Get("Retry-After") == "" || a.Header.Get("RateLimit-Policy") == "" || !strings.Contains(string(a.Body), `"code":"rate_limited"`) {
		t.Errorf("%v %s", a.Header, a.Body)
	}
	ask("192.0.2.2", "").Want(200, nil)
	ask("192.0.2.1", "Bearer "+s.Key).Want(200, nil) // A key has a share of its own.
	for range 3 {
		ask("2001:db8::1", "Bearer rs_wrong").Want(401, nil)
	}
	ask("2001:db8::2", "Bearer rs_wrong").Want(429, nil) // The same network: wrong keys are limited as well.
	s.Get("/healthz", "X-Forwarded-For", "192.0.2.1").Want(200, nil)
	s.Get("/v1/nothing", "X-Forwarded-For", "192.0.2.1", "Authorization", "").Want(429, nil)
}

func TestForwardedAddressesOfStrangersAreNotBelieved(t *testing.T) {
	s := testkit.Start(t, func(o *api.Options) { o.Rate = api.Rate{Requests: 1, Window: time.Hour} })
	s.Get("/v1/films", "Authorization", "", "X-Forwarded-For", "192.0.2.1").Want(200, nil)
	s.Get("/v1/films", "Authorization", "", "X-Forwarded-For", "192.0.2.2").Want(429, nil)
}
