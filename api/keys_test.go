package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

func TestKeyIsToldOnceAndRevokedForGood(t *testing.T) {
	s := testkit.Start(t)
	var made handlers.NewKey
	a := s.Do(http.MethodPost, "/v1/keys", `{"name":"import","scopes":["write"]}`).Want(201, &made)
	if !strings.HasPrefix(made.Secret, made.Prefix) || len(made.Secret) < 50 || a.Header.Get("Location") != "/v1/keys/2" {
		t.Fatalf("made %+v at %s", made, a.Header.Get("Location"))
	}
	for _, path := range []string{"/v1/keys", "/v1/keys/2", "/v1/keys/" + made.Prefix} {
		if body := string(s.Get(path).Want(200, nil).Body); strings.Contains(body, made.Secret) || !strings.Contains(body, made.Prefix) {
			t.Errorf("%s tells %s", path, body)
		}
	}
	bearer := "Bearer " + made.Secret
	s.Do(http.MethodPost, "/v1/films", her, "Authorization", bearer).Want(201, nil)
	s.Do(http.MethodDelete, "/v1/keys/2", nil).Want(204, nil)
	s.Do(http.MethodPost, "/v1/films", her, "Authorization", bearer).Want(401, nil)
	var revoked, again handlers.Key
	s.Get("/v1/keys/2").Want(200, &revoked)
	s.Do(http.MethodDelete, "/v1/keys/2", nil).Want(204, nil)
	s.Get("/v1/keys/2").Want(200, &again)
	if revoked.RevokedAt == nil || revoked.Version != 2 || again.Version != 2 || !again.RevokedAt.Equal(*revoked.RevokedAt) {
		t.Errorf("revoked %+v, then %+v", revoked, again)
	}
	s.Do(http.MethodDelete, "/v1/keys/99", nil).Want(404, nil)
	s.Do(http.MethodDelete, "/v1/keys/1", nil, "If-Match", `"7.x"`).Want(412, nil)
}

func TestKeyRequestsAreChecked(t *testing.T) {
	s := testkit.Start(t)
	for body, status := range map[string]int{
		`{"name":"x","scopes":[]}`:                                           400,
		`{"name":"x","scopes":["root"]}`:                                     400,
		`{"name":"","scopes":["read"]}`:                                      400,
		`{"name":"x","scopes":["read"],"expires_at":"soon"}`:                 400,
		`{"name":"x","scopes":["read"],"expires_at":"2001-01-01T00:00:00Z"}`: 422,
		`{"name":"x","scopes":["read"],"expires_at":"2027-02-30T00:00:00Z"}`: 422,
		`{"name":"x","scopes":["read","read","admin"]}`:                      201,
	} {
		s.Do(http.MethodPost, "/v1/keys", body).Want(status, nil)
	}
}

func TestUseOfAKeyIsNotedBesideTheRequest(t *testing.T) {
	s := testkit.Start(t)
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		var k handlers.Key
		s.Get("/v1/keys/1").Want(200, &k)
		if k.LastUsedAt != nil && time.Since(*k.LastUsedAt) < time.Minute && k.Version == 1 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("use is not noted: %+v", k)
		}
	}
}
