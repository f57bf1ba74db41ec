package models

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"reelscore/internal/fault"
)

// openFile is openTest for tests that open the file a second time; they close it themselves.
func openFile(t testing.TB) (*Store, string) {
	t.Helper()
	path := newAddress(t)
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return s, path
}

func TestUsesAreWrittenAtTheLatestWhenTheStoreCloses(t *testing.T) {
	s, path := openFile(t)
	secret, err := s.FirstKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Authenticate(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // Only read from.
	if k, err := s.Key(t.Context(), "1"); err != nil || time.Since(time.UnixMilli(k.LastUsedAt)) > time.Minute {
		t.Errorf("%v: last used %d", err, k.LastUsedAt)
	}
}

func TestUsesAreWrittenOnceAMinuteAndNotLost(t *testing.T) {
	var mu sync.Mutex
	var wrote []map[int64]int64
	broken := true
	r, err := newKeyring(func(_ context.Context, uses map[int64]int64) error {
		mu.Lock()
		defer mu.Unlock()
		if broken {
			return errors.New("the disk is full")
		}
		wrote = append(wrote, maps.Clone(uses))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	start := time.UnixMilli(1_000_000_000)
	for i := range 1000 {
		r.used(1, start.Add(time.Duration(i)*time.Millisecond))
	}
	r.used(2, start)
	mu.Lock()
	broken = false
	mu.Unlock()
	r.used(1, start.Add(time.Minute))
	if err := r.close(); err != nil {
		t.Fatal(err)
	}
	got := map[int64]int64{}
	for _, uses := range wrote {
		maps.Copy(got, uses)
	}
	want := map[int64]int64{1: start.Add(time.Minute).UnixMilli(), 2: start.UnixMilli()}
	if !maps.Equal(got, want) || len(wrote) > 3 {
		t.Errorf("wrote %v", wrote)
	}
}

func TestKeyRevokedByAnotherProcessEndsWithinItsAge(t *testing.T) {
	s, path := openFile(t)
	defer s.Close() //nolint:errcheck // The other store's writes are what is tested.
	now := time.Now()
	s.now = func() time.Time { return now }
	secret, err := s.FirstKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	other, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close() //nolint:errcheck // As above.
	if _, err := s.Authenticate(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	if _, err := other.RevokeKey(t.Context(), "1", AnyVersion, true); err != nil {
		t.Fatal(err)
	}
	now = now.Add(keyMaxAge)
	if _, err := s.Authenticate(t.Context(), secret); !fault.Is(err, fault.Unauthenticated) || !strings.Contains(err.Error(), "revoked") {
		t.Errorf("still accepted: %v", err)
	}
}

func TestKeysThatAreNotOurs(t *testing.T) {
	s := openTest(t)
	secret, err := s.FirstKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{"", "rs_", secret[:len(secret)-1], secret + "A", secret[:len(secret)-1] + "_", strings.ToLower(secret), prefixOf(secret) + strings.Repeat("A", 42), newSecret()} {
		if k, err := s.Authenticate(t.Context(), wrong); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%q is key %d: %v", wrong, k.ID, err)
		}
	}
}

func TestLockedDatabaseIsUnavailable(t *testing.T) {
	onSQLite(t)
	s, path := openFile(t)
	defer s.Close() //nolint:errcheck // Nothing is written by it.
	pools := make([]*sql.DB, 2)
	for i := range pools {
		var err error
		if pools[i], err = sql.Open("sqlite", "file:"+path+"?_txlock=immediate&_pragma=busy_timeout(1)"); err != nil {
			t.Fatal(err)
		}
		defer pools[i].Close() //nolint:errcheck // Only locks.
	}
	tx, err := pools[0].BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback() //nolint:errcheck // Only a lock.
	if _, err := pools[1].BeginTx(t.Context(), nil); !fault.Is(translate(sqliteEngine{}, err), fault.Unavailable) {
		t.Errorf("a locked database is %v", translate(sqliteEngine{}, err))
	}
}

func BenchmarkAuthenticate(b *testing.B) {
	s := openTest(b)
	secret, err := s.FirstKey(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for name, forget := range map[string]bool{"remembered": false, "read": true} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if forget {
					s.keys.forget(prefixOf(secret))
				}
				if _, err := s.Authenticate(b.Context(), secret); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
