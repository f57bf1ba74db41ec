package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"testing"
	"time"

	"reelscore/internal/testkit/database"
)

// A write kill round: writers write over HTTP until the server is killed; what was acknowledged must then be there, what was
// under way there or not, and everything in order. Three rounds, or as many as REELSCORE_KILLS says.
func TestAcknowledgedWritesSurviveKills(t *testing.T) {
	kills := 3
	if n, err := strconv.Atoi(os.Getenv("REELSCORE_KILLS")); err == nil && n > 0 {
		kills = n
	}
	db := database.Empty(t)
	k := &killers{t: t, changes: map[string]int64{}}
	for i := range 8 {
		k.writers = append(k.writers, &killWriter{k: k, number: i, stored: map[int64]string{}, gone: map[int64]bool{}})
	}
	for round := range kills {
		if k.server == nil {
			k.server = startServer(t, db, "--rate-limit", "off")
		}
		if round == 0 {
			k.prepare()
		}
		k.verify()
		k.write(k.killServer, k.killDatabase(round))
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	if k.server == nil {
		k.server = startServer(t, db, "--rate-limit", "off")
	}
	k.verify()
	k.verifyAll()
	k.killServer()
	command(t, 0, "--db", db, "check")
	t.Logf("%d kills, %d writes acknowledged, %d under way of which %d were stored", kills, k.acknowledged(), k.underway, k.came)
}

const killFilms = 5

// killers write and are killed.
type killers struct {
	t       *testing.T
	server  *server
	writers []*killWriter
	// changes are the versions that the changes tell of each review, up to seen.
	changes map[string]int64
	seen    int64
	// underway counts writes whose answer did not come, came those of them that were stored all the same.
	underway, came int
}

// killWriter writes reviews of its own. Stored are the ratings of those that are there.
type killWriter struct {
	k      *killers
	number int
	n, ok  int
	stored map[int64]string
	order  []int64
	gone   map[int64]bool
	doubt  *killWrite
}

// killWrite is a write whose answer has not come yet.
type killWrite struct {
	method, path, rating string
	id                   int64
	body                 map[string]any
	name                 string
}

// send sends a request; a status of 0 is no answer.
func (k *killers) send(method, path string, body any, header ...string) (status int, answer []byte) {
	k.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		k.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(k.t.Context(), method, "http://"+k.server.addr+path, bytes.NewReader(text))
	if err != nil {
		k.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+k.server.key)
	req.Header.Set("Content-Type", "application/json")
	if method == http.MethodPatch {
		req.Header.Set("Content-Type", "application/merge-patch+json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil
	}
	defer res.Body.Close()
	answer, err = io.ReadAll(res.Body)
	if err != nil {
		return 0, nil
	}
	return res.StatusCode, answer
}

// want sends a request that must be answered so.
func (k *killers) want(status int, method, path string, body, to any) {
	k.t.Helper()
	got, answer := k.send(method, path, body)
	if got != status {
		k.t.Fatalf("%s %s: %d, want %d: %s", method, path, got, status, answer)
	}
	if to != nil {
		if err := json.Unmarshal(answer, to); err != nil {
			k.t.Fatalf("%s %s: %v in %s", method, path, err, answer)
		}
	}
}

func (k *killers) prepare() {
	for i := range killFilms {
		k.want(201, http.MethodPost, "/v1/films", map[string]any{"title": fmt.Sprint("Film ", i)}, nil)
	}
	k.want(201, http.MethodPost, "/v1/outlets", map[string]any{"name": "The Killed Courier"}, nil)
}

// write lets all writers write until the server, or the database instead of it, is killed.
func (k *killers) write(server, postgres func()) {
	var all sync.WaitGroup
	for _, w := range k.writers {
		all.Go(func() {
			for w.doubt == nil {
				w.one()
			}
		})
	}
	time.Sleep(50*time.Millisecond + rand.N(400*time.Millisecond)) //nolint:gosec // No secret.
	kill := server
	if postgres != nil {
		kill = postgres
	}
	kill()
	all.Wait()
}

func (k *killers) killServer() {
	if !k.server.killAfter(k.t, 0) {
		k.t.Error("the server ended by itself")
	}
	k.server = nil
}

// killDatabase kills PostgreSQL, in every third round and when it is durable and may be killed (REELSCORE_POSTGRES_DURABLE),
// and starts it again; the server lives on and must find back. In the other rounds it is nil.
func (k *killers) killDatabase(round int) func() {
	if !database.Postgres() || os.Getenv("REELSCORE_POSTGRES_DURABLE") == "" || round%3 != 2 {
		return nil
	}
	address, err := url.Parse(os.Getenv(database.Variable))
	if err != nil {
		k.t.Fatal(err)
	}
	script, dir := filepath.Join("..", "..", ".ci", "postgres"), address.Query().Get("host")
	return func() {
		for _, do := range []string{"kill", "again"} {
			if out, err := exec.CommandContext(k.t.Context(), "bash", script, do, dir).CombinedOutput(); err != nil { //nolint:gosec // Our own script.
				k.t.Errorf("%s %s: %v %s", do, dir, err, out)
			}
		}
		for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
			if status, answer := k.send(http.MethodGet, "/readyz", nil); status == http.StatusOK {
				return
			} else if time.Now().After(deadline) {
				k.t.Errorf("the server does not find the database again: %d %s", status, answer)
				return
			}
		}
	}
}

func (k *killers) acknowledged() (n int) {
	for _, w := range k.writers {
		n += w.ok
	}
	return n
}

// one makes one write: mostly a new review, else another rating for one, or its end.
func (w *killWriter) one() {
	w.n++
	rating := fmt.Sprintf("%d/10", rand.IntN(11)) //nolint:gosec // No secret.
	d := &killWrite{method: http.MethodPost, path: "/v1/reviews", rating: rating, name: fmt.Sprintf("w%d-%d", w.number, w.n)}
	d.body = map[string]any{
		"film": strconv.Itoa(1 + rand.IntN(killFilms)), "outlet": "1", "rating": map[string]any{"raw": rating}, //nolint:gosec // No secret.
		"url": "https://example.org/" + d.name, "body": "Such a film, and then the lights went out.",
	}
	if len(w.order) > 0 && w.n%4 == 0 {
		d.id = w.order[len(w.order)-1]
		d.path += fmt.Sprint("/", d.id)
		d.method, d.body = http.MethodPatch, map[string]any{"rating": map[string]any{"raw": rating}}
		if w.n%12 == 0 {
			d.method, d.body = http.MethodDelete, nil
		}
	}
	status, answer := w.k.send(d.method, d.path, d.body, "Idempotency-Key", d.name)
	if status == 0 || status >= http.StatusInternalServerError {
		w.doubt = d
		return
	}
	w.take(d, status, answer)
	w.ok++
}

// take takes down what a write has done.
func (w *killWriter) take(d *killWrite, status int, answer []byte) {
	var review struct{ ID int64 }
	switch {
	case d.method == http.MethodPost && status == http.StatusCreated && json.Unmarshal(answer, &review) == nil:
		w.stored[review.ID] = d.rating
		w.order = append(w.order, review.ID)
	case d.method == http.MethodPatch && status == http.StatusOK:
		w.stored[d.id] = d.rating
	case d.method == http.MethodDelete && status == http.StatusNoContent:
		w.delete(d.id)
	default:
		w.k.t.Errorf("%s %s: %d %s", d.method, d.path, status, answer)
	}
}

func (w *killWriter) delete(id int64) {
	delete(w.stored, id)
	w.order = w.order[:len(w.order)-1]
	w.gone[id] = true
}

var namedReview = regexp.MustCompile(`/v1/reviews/(\d+) has this address`)

// resolve finds out what became of the write that was under way. A new review is sent again under its name: there must be
// one of it, whatever the server had come to.
func (w *killWriter) resolve() {
	d, t := w.doubt, w.k.t
	if d == nil {
		return
	}
	w.doubt = nil
	w.k.underway++
	stored, rating := w.k.rating(d.id)
	switch d.method {
	case http.MethodPost:
		status, answer := w.k.send(d.method, d.path, d.body, "Idempotency-Key", d.name)
		if status == http.StatusConflict { // Stored, and its answer lost: the address tells which one it is.
			_, answer = w.k.send(d.method, d.path, d.body)
			found := namedReview.FindSubmatch(answer)
			if found == nil {
				t.Fatalf("%s was carried out and is not there: %s", d.name, answer)
			}
			w.k.came++
			status, answer = http.StatusCreated, fmt.Appendf(nil, `{"id": %s}`, found[1])
		}
		w.take(d, status, answer)
	case http.MethodPatch:
		if !stored {
			t.Errorf("review %d is gone; it was being changed", d.id)
		} else if rating == d.rating && rating != w.stored[d.id] {
			w.k.came++
			w.stored[d.id] = rating
		}
	case http.MethodDelete:
		if !stored {
			w.k.came++
			w.delete(d.id)
		}
	}
}

// rating reads the rating of a review.
func (k *killers) rating(id int64) (stored bool, raw string) {
	if id == 0 {
		return false, ""
	}
	var review struct{ Rating struct{ Raw string } }
	status, answer := k.send(http.MethodGet, fmt.Sprint("/v1/reviews/", id), nil)
	if status == http.StatusNotFound {
		return false, ""
	}
	if err := json.Unmarshal(answer, &review); err != nil || status != http.StatusOK {
		k.t.Fatalf("review %d: %d %v %s", id, status, err, answer)
	}
	return true, review.Rating.Raw
}

// verify settles what was under way and compares the last reviews of each writer, the changes and the scores.
func (k *killers) verify() {
	k.t.Helper()
	reviews := 0
	for _, w := range k.writers {
		w.resolve()
		reviews += len(w.stored)
		for _, id := range w.order[max(0, len(w.order)-30):] {
			if stored, raw := k.rating(id); !stored || raw != w.stored[id] {
				k.t.Errorf("review %d was acknowledged with %s and is %v with %q", id, w.stored[id], stored, raw)
			}
		}
	}
	k.follow()
	for _, w := range k.writers {
		for id := range w.stored {
			if k.changes[fmt.Sprint(id)] < 1 {
				k.t.Errorf("no change tells of review %d", id)
			}
		}
		for id := range w.gone {
			if k.changes[fmt.Sprint(id)] != -1 {
				k.t.Errorf("no change tells that review %d is gone", id)
			}
		}
	}
	counted := 0
	for film := 1; film <= killFilms; film++ {
		var score struct{ Reviews, Rated int }
		k.want(200, http.MethodGet, fmt.Sprintf("/v1/films/%d/score", film), nil, &score)
		counted += score.Rated
	}
	if counted != reviews {
		k.t.Errorf("the scores count %d reviews of %d", counted, reviews)
	}
}

// follow reads the changes that are new.
func (k *killers) follow() {
	for {
		var page struct {
			Items []struct {
				Seq              int64
				Resource, Action string
				ID               string
				Version          int64
			}
			Last int64
		}
		k.want(200, http.MethodGet, fmt.Sprintf("/v1/changes?after=%d&limit=100", k.seen), nil, &page)
		for _, c := range page.Items {
			if c.Seq <= k.seen {
				k.t.Fatalf("change %d comes behind %d", c.Seq, k.seen)
			}
			k.seen = c.Seq
			if c.Resource != "review" {
				continue
			}
			if _, twice := k.changes[c.ID]; twice && c.Action == "created" {
				k.t.Errorf("review %s was created twice", c.ID)
			}
			if k.changes[c.ID] = c.Version; c.Action == "deleted" {
				k.changes[c.ID] = -1
			}
		}
		if len(page.Items) == 0 {
			return
		}
	}
}

// verifyAll compares every review.
func (k *killers) verifyAll() {
	k.t.Helper()
	want := map[int64]string{}
	for _, w := range k.writers {
		for id, rating := range w.stored {
			want[id] = rating
		}
	}
	for next := "/v1/reviews?limit=100&sort=added"; next != ""; {
		var page struct {
			Items []struct {
				ID     int64
				Rating struct{ Raw string }
			}
			Next *string
		}
		k.want(200, http.MethodGet, next, nil, &page)
		for _, r := range page.Items {
			if raw, known := want[r.ID]; !known || raw != r.Rating.Raw {
				k.t.Errorf("review %d has %q, not %q (%v)", r.ID, r.Rating.Raw, raw, known)
			}
			delete(want, r.ID)
		}
		if next = ""; page.Next != nil {
			next = *page.Next
		}
	}
	if len(want) > 0 {
		k.t.Error(errors.New("acknowledged and not there"), want)
	}
}
