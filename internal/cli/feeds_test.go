package cli

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"reelscore/internal/testkit/database"
)

// blog is a host with one feed.
func blog(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/feed" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, `<rss version="2.0"><channel><title>B</title><item><title>Marrow Lane (2021)</title><guid>1</guid><description>Fine. Rating: 3/5</description></item></channel></rss>`)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestFeedCommands(t *testing.T) {
	dir, url := t.TempDir(), blog(t)
	db, list := filepath.Join(dir, "a.db"), filepath.Join(dir, "a.opml")
	if err := os.WriteFile(list, []byte(`<opml><body><outline xmlUrl="`+url+`/feed"/><outline xmlUrl="`+url+`/none"/><outline xmlUrl="nowhere"/></body></opml>`), 0o600); err != nil {
		t.Fatal(err)
	}
	feeds := func(code int, args ...string) (string, string) {
		t.Helper()
		return command(t, code, append([]string{"--db", db, "feeds"}, args...)...)
	}
	if out, _ := feeds(0, "add", url+"/feed", "--outlet", "Blog", "--interval", "30m", "--fetch-pages"); !strings.HasPrefix(out, "feed 1: ") {
		t.Errorf("add: %s", out)
	}
	feeds(1, "add", url+"/feed")
	feeds(1, "add", "nowhere")
	feeds(1, "add", url+"/other", "--interval", "1s")
	if out, words := feeds(0, "import-opml", list); out != "1 added, 1 known, 1 refused\n" || !strings.Contains(words, "nowhere") {
		t.Errorf("import-opml: %s%s", out, words)
	}
	feeds(1, "refresh", "1", "--fetch-allow", "none")
	if out, words := feeds(1, "refresh", "--fetch-allow", "127.0.0.1"); out != "feed 1: 1 items, 1 created, 0 updated, 0 unchanged, 0 unmatched, 0 skipped, 0 failed, 0 comments\n" || !strings.Contains(words, "feed 2: ") {
		t.Errorf("refresh: %s%s", out, words)
	}
	if out, _ := feeds(0, "list"); !strings.Contains(out, "failed 1x: ") || !strings.Contains(out, url+"/feed") || strings.Count(out, "\n") != 3 {
		t.Errorf("list: %s", out)
	}
	if out, _ := feeds(0, "list", "--json"); !strings.Contains(out, `"interval_seconds":1800`) || !strings.Contains(out, `"stored":1`) {
		t.Errorf("list: %s", out)
	}
	if out, _ := feeds(0, "export-opml"); strings.Count(out, "xmlUrl=") != 2 || !strings.Contains(out, `text="Blog"`) {
		t.Errorf("export-opml: %s", out)
	}
}

func TestServerReadsFeedsUnlessTheyAreOff(t *testing.T) {
	url := blog(t)
	for _, feeds := range []string{"on", "off"} {
		db := database.Empty(t)
		command(t, 0, "--db", db, "feeds", "add", url+"/feed")
		start(t, "--db", db, "--feeds", feeds, "--fetch-allow", "127.0.0.0/8")
		stored := func() bool {
			out, _ := command(t, 0, "--db", db, "feeds", "list", "--json")
			return strings.Contains(out, `"stored":1`)
		}
		for end := time.Now().Add(5 * time.Second); feeds == "on" && !stored(); time.Sleep(50 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatal("the feed is not read")
			}
		}
		if feeds == "off" {
			time.Sleep(300 * time.Millisecond)
			if stored() {
				t.Error("the feed is read")
			}
		}
	}
}
