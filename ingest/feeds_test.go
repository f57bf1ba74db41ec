package ingest

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"reelscore/internal/fault"
	"reelscore/internal/fetch"
	"reelscore/internal/testkit/database"
	"reelscore/models"
)

// newAddress is the address of an empty collection.
func newAddress(t testing.TB) string {
	t.Helper()
	return database.New(t, func(address string) error {
		store, err := models.Open(t.Context(), address)
		if err != nil {
			return err
		}
		return store.Close()
	})
}

// bench is a reader of feeds with a clock that stands still.
type bench struct {
	*Feeds
	t     *testing.T
	store *models.Store
	path  string
	now   time.Time
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, path: newAddress(t), now: time.Now().UTC().Truncate(time.Second).Add(time.Minute)}
	b.open()
	t.Cleanup(func() {
		if err := b.store.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

// open opens the collection, as a start of the program does.
func (b *bench) open() {
	b.t.Helper()
	store, err := models.Open(b.t.Context(), b.path)
	if err != nil {
		b.t.Fatal(err)
	}
	o := fetch.Defaults("test")
	o.Allow, o.MaxBytes = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, 1<<20
	b.store = store
	b.Feeds = NewFeeds(store, fetch.New(o), FeedOptions{
		Every: time.Hour, Pace: -1, Now: func() time.Time { return b.now }, Jitter: func() float64 { return 0.5 },
	})
}

func (b *bench) add(url string) models.Ref {
	b.t.Helper()
	f := models.Feed{URL: url}
	if err := b.store.CreateFeed(b.t.Context(), &f); err != nil {
		b.t.Fatal(err)
	}
	return models.Ref(fmt.Sprint(f.ID))
}

// read refreshes a feed and tells in how long it is read next.
func (b *bench) read(ref models.Ref) (FeedRun, models.Feed, time.Duration) {
	b.t.Helper()
	run, err := b.Refresh(b.t.Context(), ref)
	if err != nil {
		b.t.Fatal(err)
	}
	f, err := b.store.Feed(b.t.Context(), ref)
	if err != nil {
		b.t.Fatal(err)
	}
	return run, f, time.UnixMilli(f.NextAt).Sub(b.now)
}

// site answers everything but robots.txt, which it does not have, by answer.
func site(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		answer(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

const rss = `<rss version="2.0"><channel><title>B</title><item><title>Marrow Lane (2021)</title><guid>1</guid><description>Fine. Rating: 3/5</description></item></channel></rss>`

func TestFailingFeedIsReadLessAndLess(t *testing.T) {
	b := newBench(t)
	var down atomic.Bool
	down.Store(true)
	ref := b.add(site(t, func(w http.ResponseWriter, _ *http.Request) {
		if down.Load() {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		fmt.Fprint(w, rss)
	}))
	// Twice the hour, doubled each time, up to a day, and half of the quarter that chance may add.
	for i, want := range []time.Duration{2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 16 * time.Hour, 24 * time.Hour, 24 * time.Hour} {
		run, f, next := b.read(ref)
		if want += want / 8; run.Result != FeedFailed || run.Status != 502 || f.Failures != i+1 || next != want {
			t.Fatalf("failure %d: %+v, next in %s, want %s", i+1, run, next, want)
		}
	}
	down.Store(false)
	if run, f, next := b.read(ref); run.Created != 1 || f.Failures != 0 || f.LastError != "" || next != time.Hour+3*time.Minute {
		t.Errorf("%+v %+v, next in %s", run, f, next)
	}
}

func TestRetryAfterIsHeeded(t *testing.T) {
	b := newBench(t)
	var asked atomic.Int32
	url := site(t, func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) == 1 {
			w.Header().Set("Retry-After", "172800")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		fmt.Fprint(w, rss)
	})
	ref, other := b.add(url), b.add(url+"/other")
	if _, f, next := b.read(ref); next != 48*time.Hour || f.LastStatus != 429 {
		t.Errorf("%+v, next in %s", f, next)
	}
	// The whole host is left alone, also for other feeds and for who asks by hand.
	for _, ref := range []models.Ref{ref, other} {
		if run, _, _ := b.read(ref); run.Result != FeedFailed || !strings.Contains(run.Error, "left alone") || asked.Load() != 1 {
			t.Errorf("%+v after %d requests", run, asked.Load())
		}
	}
	b.now = b.now.Add(49 * time.Hour)
	if run, _, _ := b.read(ref); run.Created != 1 {
		t.Errorf("%+v", run)
	}
}

func TestFeedThatIsGoneIsPaused(t *testing.T) {
	b := newBench(t)
	ref := b.add(site(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }))
	if run, f, _ := b.read(ref); run.Result != FeedFailed || !f.Paused || f.LastStatus != 410 || !strings.Contains(f.LastError, "paused") || f.Version != 2 {
		t.Errorf("%+v %+v", run, f)
	}
	if due, _, err := b.store.DueFeeds(t.Context(), b.now.Add(1000*time.Hour), 9); err != nil || len(due) != 0 {
		t.Errorf("it is due again: %v %v", due, err)
	}
}

func TestFeedThatMovesForGoodIsFollowed(t *testing.T) {
	b := newBench(t)
	body := atomic.Value{}
	body.Store(rss)
	url := site(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/old":
			http.Redirect(w, r, "/newer", http.StatusMovedPermanently)
		case "/newer":
			http.Redirect(w, r, "/newest", http.StatusPermanentRedirect)
		case "/newest":
			http.Redirect(w, r, "/today", http.StatusFound)
		case "/second":
			http.Redirect(w, r, "/newest", http.StatusMovedPermanently)
		case "/gone-astray":
			http.Redirect(w, r, "/nowhere", http.StatusMovedPermanently)
		case "/nowhere":
			w.WriteHeader(http.StatusNotFound)
		default:
			fmt.Fprint(w, body.Load())
		}
	})
	ref, second, astray := b.add(url+"/old"), b.add(url+"/second"), b.add(url+"/gone-astray")
	// Only the permanent ones of the redirects count, and only when there is a feed behind them.
	if run, f, _ := b.read(ref); run.Created != 1 || f.URL != url+"/newest" || f.Version != 2 {
		t.Errorf("%+v %+v", run, f)
	}
	if _, f, _ := b.read(second); f.URL != url+"/second" || f.LastError != "" {
		t.Errorf("two feeds at one address: %+v", f)
	}
	if run, f, _ := b.read(astray); run.Result != FeedFailed || f.URL != url+"/gone-astray" {
		t.Errorf("%+v %+v", run, f)
	}
	// What the feed has stored under its old address is followed, not doubled.
	body.Store(strings.Replace(rss, "3/5", "4/5", 1))
	if run, _, _ := b.read(ref); run.Updated != 1 {
		t.Errorf("%+v", run)
	}
	page, err := b.store.Reviews(t.Context(), models.ReviewFilter{}, false, models.List{Limit: 10})
	if err != nil || len(page.Items) != 2 { // The second feed's is its own.
		t.Errorf("%d reviews, %v", len(page.Items), err)
	}
}

func TestUnmatchedItemsAreTriedAgain(t *testing.T) {
	b := newBench(t)
	ref := b.add(site(t, func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, strings.Replace(rss, "Marrow Lane (2021)", "Marrow Lane", 1))
	}))
	if run, _, _ := b.read(ref); run.Unmatched != 1 {
		t.Fatalf("%+v", run)
	}
	reconsider := func() (stored int64) {
		if err := b.Reconsider(t.Context()); err != nil {
			t.Fatal(err)
		}
		return b.feed(ref).Items.Stored
	}
	create := func(year int) models.Film {
		f := models.Film{
			Title: "Marrow Lane", Year: year, ExternalIDs: map[string]string{}, Languages: []string{}, Countries: []string{}, Genres: []string{}, Videos: []models.Video{}, Links: []models.Link{},
		}
		if err := b.store.CreateFilm(t.Context(), &f, nil); err != nil {
			t.Fatal(err)
		}
		return f
	}
	if reconsider() != 0 {
		t.Fatal("stored without a film")
	}
	_, newest, err := b.store.FilmsChanged(t.Context(), -1)
	if err != nil {
		t.Fatal(err)
	}
	create(2021)
	create(1980)
	if reconsider() != 0 {
		t.Fatal("one of two films was picked")
	}
	if _, err := b.store.MergeFilms(t.Context(), "1", "2"); err != nil {
		t.Fatal(err)
	}
	if changed, _, err := b.store.FilmsChanged(t.Context(), newest); err != nil || !changed {
		t.Errorf("%v %v", changed, err)
	}
	if reconsider() != 1 || b.feed(ref).BusyUntil != 0 {
		t.Error("not stored, though there is but one film left")
	}
	if run, _, _ := b.read(ref); run.Unchanged != 1 {
		t.Errorf("%+v", run)
	}
}

func TestFeedsFromHostsThatMeanIll(t *testing.T) {
	b := newBench(t)
	bomb := site(t, func(w http.ResponseWriter, _ *http.Request) {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		z.Write([]byte("<rss><channel>" + strings.Repeat(" ", 8<<20)))
		z.Close()
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(packed.Bytes())
	})
	inside := site(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/", http.StatusFound)
	})
	deep := site(t, func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "<rss><channel>"+strings.Repeat("<item>", 50_000))
	})
	for url, want := range map[string]string{bomb: "larger than", inside: "not a public address", deep: "nested"} {
		if run, _, _ := b.read(b.add(url)); run.Result != FeedFailed || !strings.Contains(run.Error, want) {
			t.Errorf("%+v, want %q", run, want)
		}
	}
}

func TestFeedHasOneReaderAtATime(t *testing.T) {
	b := newBench(t)
	var asked atomic.Int32
	arrived, leave := make(chan struct{}, 9), make(chan struct{})
	ref := b.add(site(t, func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		arrived <- struct{}{}
		<-leave
		fmt.Fprint(w, rss)
	}))
	var first sync.WaitGroup
	first.Go(func() {
		if run, err := b.Refresh(t.Context(), ref); err != nil || run.Created != 1 {
			t.Errorf("%+v, %v", run, err)
		}
	})
	<-arrived
	if _, err := b.Refresh(t.Context(), ref); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second reader: %v", err)
	}
	close(leave)
	first.Wait()
	if run, _, _ := b.read(ref); run.Unchanged != 1 || asked.Load() != 2 {
		t.Errorf("%+v after %d requests", run, asked.Load())
	}
}

func TestReaderStopsGentlyAndGoesOnAfterARestart(t *testing.T) {
	b := newBench(t)
	var slow atomic.Bool
	slow.Store(true)
	arrived := make(chan struct{}, 9)
	url := site(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "slow") && slow.Load() {
			arrived <- struct{}{}
			<-r.Context().Done()
			return
		}
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, rss)
	})
	quick, late := b.add(url+"/quick"), b.add(url+"/slow")
	if err := b.store.CreateFeed(t.Context(), &models.Feed{URL: url + "/paused", Paused: true}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { b.Run(ctx) })
	<-arrived
	waitFor(t, func() bool { return b.feed(quick).FetchedAt != 0 })
	stop()
	running.Wait()
	if f := b.feed(late); f.Failures != 0 || f.FetchedAt != 0 || f.BusyUntil != 0 {
		t.Errorf("cut off: %+v", f)
	}
	if err := b.store.Close(); err != nil {
		t.Fatal(err)
	}
	slow.Store(false)
	b.now = b.now.Add(2 * time.Hour)
	b.open()
	ctx, stop = context.WithCancel(t.Context())
	running.Go(func() { b.Run(ctx) })
	waitFor(t, func() bool { return b.feed(late).LastStatus == 200 && b.feed(quick).LastStatus == 304 })
	stop()
	running.Wait()
	page, err := b.store.Reviews(t.Context(), models.ReviewFilter{}, false, models.List{Limit: 10})
	if err != nil || len(page.Items) != 2 || b.feed("3").FetchedAt != 0 {
		t.Errorf("%d reviews, %v", len(page.Items), err)
	}
}

func (b *bench) feed(ref models.Ref) models.Feed {
	b.t.Helper()
	f, err := b.store.Feed(b.t.Context(), ref)
	if err != nil {
		b.t.Fatal(err)
	}
	return f
}

func waitFor(t *testing.T, done func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it does not come to that")
		}
	}
}

func TestRequestsToOneHostAreKeptApart(t *testing.T) {
	h := hosts{pace: 40 * time.Millisecond, now: time.Now, next: map[string]time.Time{}}
	start := time.Now()
	for range 3 {
		if err := h.wait(t.Context(), "https://a.example/x"); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(start); took < 80*time.Millisecond {
		t.Errorf("three turns took %s", took)
	}
	if err := h.wait(t.Context(), "https://b.example/x"); err != nil {
		t.Fatal(err)
	}
	h.hold("https://a.example/", time.Hour)
	if err := h.wait(t.Context(), "https://A.example/y"); !fault.Is(err, fault.Unprocessable) {
		t.Errorf("a host that asked to be left alone: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	h.hold("https://c.example/", time.Second)
	if err := h.wait(ctx, "https://c.example/"); err == nil {
		t.Error("waited longer than it may")
	}
}
