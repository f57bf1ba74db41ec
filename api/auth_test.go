package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"reelscore/api"
	"reelscore/internal/fault"
	"reelscore/internal/testkit"
	"reelscore/models"
)

// bearers are the keys that TestEveryRouteAsksForItsScope tries, and what each may do.
var bearers = []struct {
	name string
	may  string // the highest scope, "" for none
	bad  bool   // refused everywhere
}{{name: "none"}, {name: "read", may: "read"}, {name: "write", may: "write"}, {name: "admin", may: "admin"}, {name: "revoked", bad: true}, {name: "expired", bad: true}, {name: "unknown", bad: true}, {name: "garbled", bad: true}}

// keysFor makes one key of each sort and returns the Authorization headers.
func keysFor(t *testing.T, s *testkit.Server) map[string]string {
	t.Helper()
	headers := map[string]string{"none": "", "unknown": "Bearer rs_" + strings.Repeat("A", 52), "garbled": "Bearer rs_nothing"}
	for _, k := range []models.Key{
		{Name: "read", Scopes: []string{"read"}}, {Name: "write", Scopes: []string{"write"}}, {Name: "admin", Scopes: []string{"admin"}},
		{Name: "revoked", Scopes: []string{"admin"}},
	} {
		secret, err := s.Store.CreateKey(t.Context(), &k)
		if err != nil {
			t.Fatal(err)
		}
		headers[k.Name] = "Bearer " + secret
		if k.Name == "revoked" {
			if _, err := s.Store.RevokeKey(t.Context(), k.Prefix, models.AnyVersion, true); err != nil {
				t.Fatal(err)
			}
		}
	}
	headers["expired"] = "Bearer " + expiredKey(t, s)
	return headers
}

// expiredKey makes a key that lives for a moment, and waits until it is over.
func expiredKey(t *testing.T, s *testkit.Server) string {
	t.Helper()
	for life := 50 * time.Millisecond; ; life *= 2 {
		ends := time.Now().Add(life)
		secret, err := s.Store.CreateKey(t.Context(), &models.Key{Name: "expired", Scopes: []string{"admin"}, ExpiresAt: ends.UnixMilli()})
		if err == nil {
			time.Sleep(time.Until(ends) + time.Millisecond)
			return secret
		}
		if !fault.Is(err, fault.Unprocessable) || life > time.Minute { // Over before it was stored: the machine is busy.
			t.Fatal(err)
		}
	}
}

// refusal is the status that a key gets from a route of that scope before the handler is asked; 0 when it is let through.
func refusal(may, needs string, bad bool) int {
	rank := map[string]int{"": 0, "read": 1, "write": 2, "admin": 3}
	switch {
	case needs == "open":
		return 0
	case bad || needs != "" && may == "":
		return http.StatusUnauthorized
	case rank[may] < rank[needs]:
		return http.StatusForbidden
	}
	return 0
}

func TestEveryRouteAsksForItsScope(t *testing.T) {
	for _, private := range []bool{false, true} {
		s := testkit.Start(t, func(o *api.Options) { o.Private = private })
		headers := keysFor(t, s)
		for _, r := range api.Table() {
			needs := r.Scope
			if private && needs == "" {
				needs = "read"
			}
			path := strings.NewReplacer(":", "0", "*", "0").Replace(r.Path)
			for _, b := range bearers {
				t.Run(fmt.Sprintf("private=%v/%s %s/%s", private, r.Method, r.Path, b.name), func(t *testing.T) {
					a := s.Do(r.Method, path, nil, "Authorization", headers[b.name])
					want := refusal(b.may, needs, b.bad)
					refused := a.Status == http.StatusUnauthorized || a.Status == http.StatusForbidden
					if refused != (want != 0) || refused && a.Status != want {
						t.Fatalf("status %d, want %d (0: let through): %s", a.Status, want, a.Body)
					}
					if want == http.StatusUnauthorized && !strings.HasPrefix(a.Header.Get("WWW-Authenticate"), "Bearer") {
						t.Errorf("WWW-Authenticate is %q", a.Header.Get("WWW-Authenticate"))
					}
					if want == http.StatusForbidden && !strings.Contains(string(a.Body), "scope "+needs) {
						t.Errorf("does not tell the scope %s: %s", needs, a.Body)
					}
				})
			}
		}
	}
}

func TestOtherSchemesCountAsNoKey(t *testing.T) {
	s := testkit.Start(t)
	s.Get("/v1/films", "Authorization", "Basic dXNlcjpwYXNz").Want(200, nil)
	s.Do(http.MethodPost, "/v1/films", her, "Authorization", "Basic dXNlcjpwYXNz").Want(401, nil)
}
