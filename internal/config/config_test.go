package config

import (
	"log/slog"
	"net/netip"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// good is what the defaults say.
func good() Serve {
	return Serve{Addr: "127.0.0.1:8080", RateLimit: "6000/m", BodyLimit: "8MiB", ImportLimit: "1GiB", AnswerCache: "64MiB", Durability: "full", RequestTimeout: "30s", ShutdownTimeout: "15s", Feeds: "on", FeedInterval: "1h", LogFormat: "text", LogLevel: "info"}
}

func TestSettingsAreRead(t *testing.T) {
	s := good()
	s.FetchAllow = []string{"10.1.2.3/8", "::1"}
	s.Private, s.LogLevel, s.TrustedProxies, s.CORSOrigins, s.GCPercent, s.MemoryLimit = "1", "WARN", []string{"10.0.0.0/8", " ::1"}, []string{"https://a.example"}, "200", "2GiB"
	s.DBReplica = []string{"postgres://me@a/x", " postgresql://b/x", ""}
	got, err := s.Read()
	want := Settings{
		Replicas: []string{"postgres://me@a/x", "postgresql://b/x"},
		Addr:     "127.0.0.1:8080", Private: true, Rate: Rate{6000, time.Minute}, TrustedProxies: []string{"10.0.0.0/8", "::1"}, CORSOrigins: []string{"https://a.example"},
		BodyLimit: 8 << 20, ImportLimit: 1 << 30, AnswerCache: 64 << 20, RequestTimeout: 30 * time.Second, ShutdownTimeout: 15 * time.Second, Feeds: true, FeedInterval: time.Hour,
		FetchAllow: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}, LogFormat: "text", LogLevel: slog.LevelWarn, GC: GC{200, 2 << 30},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, read %+v", err, got)
	}
	s.RateLimit = "off"
	s.Durability, s.DebugAddr = "normal", "127.0.0.1:9090"
	if got, err := s.Read(); err != nil || got.Rate != (Rate{}) || !got.Relaxed || got.DebugAddr != s.DebugAddr {
		t.Errorf("off is %+v, %v", got, err)
	}
}

func TestAllThatIsWrongIsToldAtOnce(t *testing.T) {
	s := Serve{
		Addr: "8080", DebugAddr: "9090", DBReplica: []string{"postgres://me:secret@h", "secret.db"}, Durability: "some", Private: "perhaps", RateLimit: "many", TrustedProxies: []string{"10.0.0.0/8", "proxy"}, CORSOrigins: []string{"https://a.example/path"},
		BodyLimit: "1", ImportLimit: "1", AnswerCache: "much", RequestTimeout: "0s", ShutdownTimeout: "soon", Feeds: "never", FeedInterval: "1s", FetchAllow: []string{"10.0.0.0/33"}, LogFormat: "xml", LogLevel: "loud", GCPercent: "off", MemoryLimit: "some",
	}
	_, err := s.Read()
	if err == nil {
		t.Fatal("nothing is wrong")
	}
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("a password is shown: %v", err)
	}
	lines := strings.Split(err.Error(), "\n")
	flags := []string{"addr", "debug-addr", "db-replica", "db-replica", "private", "rate-limit", "trusted-proxies", "cors-origins", "body-limit", "answer-cache", "durability", "import-limit", "request-timeout", "shutdown-timeout", "feeds", "feed-interval", "fetch-allow", "log-format", "log-level", "gc-percent", "memory-limit"}
	if len(lines) != len(flags) {
		t.Fatalf("%d lines for %d errors:\n%v", len(lines), len(flags), err)
	}
	for i, flag := range flags {
		if !strings.HasPrefix(lines[i], "--"+flag+" ("+EnvName(flag)+"): ") {
			t.Errorf("line %d is %s", i, lines[i])
		}
	}
}

func TestRate(t *testing.T) {
	for text, want := range map[string]Rate{
		"10/s": {10, time.Second}, "600/m": {600, time.Minute}, "5000/h": {5000, time.Hour},
		"0/m": {}, "-1/m": {}, "600": {}, "600/d": {}, "/m": {}, "": {}, "1.5/s": {},
	} {
		got, err := rate(text)
		if got != want || (err == nil) != (want.Requests > 0) {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
}

func TestDatabase(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.db")
	for text, want := range map[string]string{
		file: file, "sqlite://" + file: file, "a.db": "a.db", "sqlite://a.db": "a.db",
		"": "", dir: "", ":memory:": "", "postgres://localhost/x": "postgres://localhost/x", "postgres://localhost": "", "postgres://a:%zz@b/c": "", "mysql://x": "", "file:a.db": "", filepath.Join(dir, "none", "a.db"): "",
	} {
		got, err := Database(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q, %v", text, got, err)
		}
	}
	for _, wrong := range []string{"postgres://me:secret@localhost", "postgres://me:secret@local host/x"} {
		if _, err := Database(wrong); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", wrong, err)
		}
	}
	for address, want := range map[string]string{
		"a.db": "a.db", "postgres://me@h/x": "postgres://me@h/x", "postgres://me:secret@h/x": "postgres://me:xxxxx@h/x", "postgres://h/x?password=secret&a=b": "postgres://h/x?a=b",
	} {
		if got := Shown(address); got != want {
			t.Errorf("%s is shown as %s", address, got)
		}
	}
}

func TestUnknownVariablesAreWarnedOf(t *testing.T) {
	got := Unknown([]string{"PATH=/bin", "REELSCORE_ADDR=x", "REELSCORE_ADRR=y", "REELSCORE_SOMETHING_ELSE=z"}, []string{"REELSCORE_ADDR", "REELSCORE_DB"})
	want := []string{"REELSCORE_ADRR is not known and does nothing; did you mean REELSCORE_ADDR?", "REELSCORE_SOMETHING_ELSE is not known and does nothing"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
}
