package cli

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"reelscore/internal/testkit/database"
)

// command runs a command and returns what it printed and logged.
func command(t *testing.T, code int, args ...string) (string, string) {
	t.Helper()
	out, log := &output{}, &output{}
	if got := run(t.Context(), args, out, log); got != code {
		t.Fatalf("reelscore %s: exit code %d, want %d\n%s%s", strings.Join(args, " "), got, code, out, log)
	}
	return out.String(), log.String()
}

func TestKeysWorkBesideARunningServer(t *testing.T) {
	db := database.Empty(t)
	s := start(t, "--db", db)
	secret, words := command(t, 0, "--db", db, "keys", "create", "robot", "--expires", "720h")
	secret = strings.TrimSpace(secret)
	if !regexp.MustCompile(`^rs_\w{52}$`).MatchString(secret) || strings.Contains(words, secret) {
		t.Fatalf("printed %q, said %q", secret, words)
	}
	if got := post(t, s.url, secret); got != 201 {
		t.Errorf("new key: %d", got)
	}
	if list, _ := command(t, 0, "--db", db, "keys", "list"); !strings.Contains(list, "robot") || !strings.Contains(list, "valid until") || strings.Contains(list, secret) {
		t.Errorf("list:\n%s", list)
	}
	command(t, 0, "--db", db, "keys", "revoke", "2")
	revoked := time.Now()
	for post(t, s.url, secret) == 201 {
		if time.Since(revoked) > 3*time.Second {
			t.Fatal("the revoked key still works")
		}
		time.Sleep(20 * time.Millisecond)
	}
	list, _ := command(t, 0, "--db", db, "keys", "list", "--json")
	var k struct {
		Name      string
		RevokedAt *time.Time `json:"revoked_at"`
	}
	if err := json.Unmarshal([]byte(strings.Split(list, "\n")[1]), &k); err != nil || k.Name != "robot" || k.RevokedAt == nil {
		t.Errorf("%v in %s", err, list)
	}
}

func TestKeyCommandsRefuse(t *testing.T) {
	db := database.Empty(t)
	for _, args := range [][]string{
		{"list"}, {"revoke", "1"}, {"create", " "}, {"create", "x", "--scope", "root"}, {"create", "x", "--expires", "-1h"}, {"create", "x", "--expires", "2001-01-01T00:00:00Z"},
	} {
		command(t, 1, append([]string{"--db", db, "keys"}, args...)...)
	}
	if made, err := filepath.Glob(db); err != nil || len(made) > 0 {
		t.Errorf("made %v, %v", made, err)
	}
}

func TestParseShowsWhatARatingMeans(t *testing.T) {
	table, _ := command(t, 0, "parse", "3", "1/2", "stars", "out", "of", "4")
	for _, want := range []string{"87.5 of 100", "positive", "linear/1", "stars-5-half"} {
		if !strings.Contains(table, want) {
			t.Errorf("no %q in\n%s", want, table)
		}
	}
	text, _ := command(t, 0, "parse", "--json", "--scale", "points-10", "--to", "letter", "8")
	var got struct {
		Score     float64
		Converted struct{ Text string }
	}
	if err := json.Unmarshal([]byte(text), &got); err != nil || got.Score != 80 || got.Converted.Text == "" {
		t.Errorf("%v in %s", err, text)
	}
	command(t, 0, "parse", "8") // No scale: no score, but no error either.
	if table, words := command(t, 1, "parse", "11/10"); !strings.Contains(table, "out_of_range") || !strings.Contains(words, "outside its scale") {
		t.Errorf("%s%s", table, words)
	}
	if _, words := command(t, 1, "parse", "--to", "stars", "4/5"); !strings.Contains(words, "stars-5-half") {
		t.Errorf("does not name the scales: %s", words)
	}
}

func TestMigrateTellsTheVersion(t *testing.T) {
	db := filepath.Join(t.TempDir(), "a.db")
	command(t, 1, "--db", db, "migrate", "--status")
	for _, args := range [][]string{{"migrate"}, {"migrate", "--status"}} {
		if out, _ := command(t, 0, append([]string{"--db", "sqlite://" + db}, args...)...); !regexp.MustCompile(`schema version \d+, the newest`).MatchString(out) {
			t.Errorf("%v: %s", args, out)
		}
	}
}

func TestVersionAndHelp(t *testing.T) {
	if out, _ := command(t, 0, "version"); !strings.HasPrefix(out, "reelscore ") || !strings.Contains(out, "go1.") {
		t.Errorf("version %q", out)
	}
	out, _ := command(t, 0, "serve", "--help")
	for _, want := range []string{"REELSCORE_RATE_LIMIT", "--cors-origins", "400 unless GOGC"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	command(t, 1, "--nonsense")
}
