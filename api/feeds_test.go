package api_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

// web is a small web on loopback. Pages can change; what they link to at lantern.example is the web itself.
type web struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string]string
	asked map[string]int
}

func newWeb(t *testing.T) *web {
	w := &web{pages: map[string]string{}, asked: map[string]int{}}
	w.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.asked[r.URL.Path]++
		page, known := w.pages[r.URL.Path]
		if !known {
			http.NotFound(rw, r)
			return
		}
		tag := fmt.Sprintf(`"%d"`, len(page))
		rw.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(rw, page)
	}))
	t.Cleanup(w.Close)
	return w
}

func (w *web) put(path, page string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages[path] = strings.ReplaceAll(page, "https://lantern.example", w.URL)
}

// sample puts one of the feeds that extract is tested with at a path.
func (w *web) sample(t *testing.T, path, file string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "extract", "testdata", "feeds", file))
	if err != nil {
		t.Fatal(err)
	}
	w.put(path, string(b))
	return string(b)
}

func (w *web) times(path string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.asked[path]
}

// addFeed adds a feed of the web.
func addFeed(s *testkit.Server, url string, more ...string) handlers.Feed {
	var f handlers.Feed
	s.Do(http.MethodPost, "/v1/feeds", fmt.Sprintf(`{"url":%q%s}`, url, strings.Join(more, ""))).Want(201, &f)
	return f
}

// refresh reads a feed.
func refresh(s *testkit.Server, id int64) handlers.FeedRun {
	var run handlers.FeedRun
	s.Do(http.MethodPost, fmt.Sprintf("/v1/feeds/%d/refresh", id), nil).Want(200, &run)
	return run
}

func TestLetterboxdFeedIsTakenOnce(t *testing.T) {
	s, w := testkit.Start(t), newWeb(t)
	feed := w.sample(t, "/rss", "letterboxd.xml")
	f := addFeed(s, w.URL+"/rss")
	run := refresh(s, f.ID)
	if run.Result != "read" || run.Items != (handlers.FeedRunCount{Seen: 3, Created: 1, Skipped: 2}) || run.Feed.Items != (handlers.FeedCount{Seen: 3, Stored: 1, Skipped: 2}) {
		t.Fatalf("%+v", run)
	}
	var film handlers.Film
	s.Get("/v1/films/tmdb:990001").Want(200, &film)
	var reviews handlers.ReviewPage
	s.Get("/v1/reviews?expand=body").Want(200, &reviews)
	r := reviews.Items[0]
	if film.Title != "Marrow Lane" || r.Rating == nil || r.Rating.Score.String() != "70" || *r.Body != "Quiet, long and worth it." || r.Provenance == nil || r.Provenance.SourceID == nil ||
		*r.Provenance.Source != w.URL+"/rss" || *r.Provenance.SourceID != "letterboxd-review-901" {
		t.Errorf("%+v %+v", film, r)
	}
	// The host says that nothing is new; then it is, in other words; then it is the same in other bytes.
	if again := refresh(s, f.ID); again.Result != "not_modified" || *again.Status != 304 || again.Items.Seen != 0 || again.Feed.State.Error != nil {
		t.Errorf("%+v", again)
	}
	w.put("/rss", feed+"\n")
	if again := refresh(s, f.ID); again.Result != "read" || again.Items != (handlers.FeedRunCount{Seen: 3, Unchanged: 3}) {
		t.Errorf("%+v", again)
	}
	changed := strings.Replace(strings.Replace(feed, "worth it", "worth every minute of it", 1), "<letterboxd:memberRating>3.5", "<letterboxd:memberRating>4.0", 1)
	w.put("/rss", changed)
	if again := refresh(s, f.ID); again.Items != (handlers.FeedRunCount{Seen: 3, Updated: 1, Unchanged: 2}) {
		t.Errorf("%+v", again)
	}
	var after handlers.Review
	s.Get(fmt.Sprintf("/v1/reviews/%d", r.ID)).Want(200, &after)
	if after.Rating.Score.String() != "80" || after.Version != 2 {
		t.Errorf("%+v", after)
	}
	var score handlers.FilmScore
	if s.Get("/v1/films/tmdb:990001/score").Want(200, &score); score.Reviews != 1 || score.Mean.String() != "80" {
		t.Errorf("%+v", score)
	}
	// What a person has added stays through a change of the item; what a person has changed is not changed back.
	path := fmt.Sprintf("/v1/reviews/%d", r.ID)
	s.Do(http.MethodPatch, path, `{"spoiler":true}`).Want(200, nil)
	w.put("/rss", strings.Replace(changed, "<letterboxd:memberRating>4.0", "<letterboxd:memberRating>1.0", 1)+" ")
	if again := refresh(s, f.ID); again.Items != (handlers.FeedRunCount{Seen: 3, Updated: 1, Unchanged: 2}) {
		t.Errorf("%+v", again)
	}
	if s.Get(path).Want(200, &after); !after.Spoiler || after.Rating.Score.String() != "20" {
		t.Errorf("%+v", after)
	}
	s.Do(http.MethodPatch, path, `{"rating":{"raw":"5/5"}}`).Want(200, nil)
	w.put("/rss", strings.Replace(changed, "<letterboxd:memberRating>4.0", "<letterboxd:memberRating>2.0", 1)+"  ")
	if again := refresh(s, f.ID); again.Items != (handlers.FeedRunCount{Seen: 3, Unchanged: 3}) {
		t.Errorf("%+v", again)
	}
	if s.Get(path).Want(200, &after); after.Rating.Score.String() != "100" {
		t.Errorf("%+v", after)
	}
	var items handlers.FeedItemPage
	s.Get(fmt.Sprintf("/v1/feeds/%d/items?status=stored", f.ID)).Want(200, &items)
	if len(items.Items) != 1 || items.Items[0].Reason == nil || *items.Items[0].Review != r.ID {
		t.Errorf("%+v", items)
	}
	s.Get(fmt.Sprintf("/v1/feeds/%d/items?status=skipped&total=true", f.ID)).Want(200, &items)
	if len(items.Items) != 2 || items.Items[0].Reason == nil {
		t.Errorf("%+v", items)
	}
}

func TestWordPressFeedWithTeasersAndComments(t *testing.T) {
	s, w := testkit.Start(t), newWeb(t)
	w.sample(t, "/feed/", "wordpress.xml")
	w.sample(t, "/marrow-lane/feed/", "comments.xml")
	const text = "Two brothers drive to the coast and do not arrive. The road is the film, and the film knows it: salt, rust, and the radio."
	w.put("/salt-road/", `<html><head><title>The Salt Road (2019) review – Lantern Film Review</title></head><body><nav>Home</nav><article><h1>The Salt Road (2019) review</h1>`+
		`<p>`+text+`</p><p>Nobody speaks for the first half hour.</p><p>Rating: 3.5/5</p></article></body></html>`)
	f := addFeed(s, w.URL+"/feed/", `,"outlet":"Lantern Film Review","fetch_pages":true,"fetch_comments":true`)
	if f.Outlet == nil || f.Outlet.Slug != "lantern-film-review" {
		t.Fatalf("%+v", f)
	}
	run := refresh(s, f.ID)
	if run.Items != (handlers.FeedRunCount{Seen: 2, Created: 2}) || run.Comments != 2 {
		t.Fatalf("%+v", run)
	}
	var reviews handlers.ReviewPage
	s.Get("/v1/reviews?expand=body&sort=added").Want(200, &reviews)
	salt, marrow := reviews.Items[0], reviews.Items[1]
	if !strings.Contains(string(*salt.Body), text) || salt.Rating.Score.String() != "70" || salt.Outlet.ID != f.Outlet.ID || *salt.Voices[0].Name != "Ann Bell" {
		t.Errorf("from its page: %+v", salt)
	}
	if marrow.Rating.Score.String() != "80" || marrow.Film.Title != "Marrow Lane" || *marrow.Comments.Declared != 2 || marrow.Comments.Stored != 2 {
		t.Errorf("from the feed: %+v", marrow)
	}
	// One more comment is declared: the comments are read again, and only the new one is stored.
	comments := w.sample(t, "/marrow-lane/feed/", "comments.xml")
	w.put("/marrow-lane/feed/", strings.Replace(comments, "<item>", "<item><dc:creator>Jo</dc:creator><description>Yes.</description></item><item>", 1))
	b := w.sample(t, "/feed/", "wordpress.xml")
	w.put("/feed/", strings.Replace(b, "<slash:comments>2<", "<slash:comments>3 <", 1))
	if run := refresh(s, f.ID); run.Comments != 1 || run.Items.Unchanged != 2 {
		t.Errorf("%+v", run)
	}
	if n := w.times("/salt-road/"); n != 1 {
		t.Errorf("the page was asked for %d times", n)
	}
	// Without the page it is what the feed has, with a word on why, and the page is asked for again.
	gone := testkit.Start(t)
	w.put("/feed/", b)
	delete(w.pages, "/salt-road/")
	g := addFeed(gone, w.URL+"/feed/", `,"fetch_pages":true`)
	for range 4 {
		refresh(gone, g.ID)
	}
	var items handlers.FeedItemPage
	gone.Get(fmt.Sprintf("/v1/feeds/%d/items?sort=added", g.ID)).Want(200, &items)
	if items.Items[0].Status != "stored" || items.Items[0].Reason == nil || !strings.Contains(*items.Items[0].Reason, "404") || w.times("/salt-road/") != 1+3 {
		t.Errorf("%+v after %d tries", items.Items[0], w.times("/salt-road/"))
	}
}

func TestUnmatchedItemsAreSettledByHand(t *testing.T) {
	s, w := testkit.Start(t), newWeb(t)
	s.Do(http.MethodPost, "/v1/films", `{"title":"Marrow Lane","year":2020}`).Want(201, nil)
	s.Do(http.MethodPost, "/v1/films", `{"title":"Marrow Lane","year":2022}`).Want(201, nil)
	const item = `{"id":%q,"url":"https://b.example/%s","title":%q,"content_text":%q}`
	w.put("/feed.json", `{"version":"https://jsonfeed.org/version/1.1","title":"B","items":[`+strings.Join([]string{
		fmt.Sprintf(item, "1", "1", "Marrow Lane (2021) review", "Fine. Rating: 3/5"),
		fmt.Sprintf(item, "2", "2", "The Quiet Ferry: a review", "Slow. Rating: 2/5"),
		fmt.Sprintf(item, "3", "3", "Holiday", "We are closed until Monday."),
	}, ",")+`]}`)
	f := addFeed(s, w.URL+"/feed.json")
	if run := refresh(s, f.ID); run.Items.Unmatched != 3 || run.Items.Created != 0 {
		t.Fatalf("%+v", run)
	}
	path := fmt.Sprintf("/v1/feeds/%d/items", f.ID)
	var items handlers.FeedItemPage
	s.Get(path+"?status=unmatched&sort=-added").Want(200, &items)
	first := items.Items[0]
	if first.GUID != "1" || len(first.Candidates) != 2 || first.Reason == nil || first.Review != nil {
		t.Fatalf("%+v", first)
	}
	match := fmt.Sprintf("%s/%d/match", path, first.ID)
	s.Do(http.MethodPost, match, `{"film":"no-such-film"}`).Want(422, nil)
	var settled handlers.FeedItem
	s.Do(http.MethodPost, match, `{"film":"marrow-lane-2022"}`).Want(200, &settled)
	if settled.Status != "stored" || settled.Review == nil || settled.Reason != nil || len(settled.Candidates) != 0 {
		t.Fatalf("%+v", settled)
	}
	s.Do(http.MethodPost, match, `{"film":"marrow-lane-2020"}`).Want(409, nil)
	s.Do(http.MethodPost, path+"/99/match", `{"film":"marrow-lane-2020"}`).Want(404, nil)
	var review handlers.Review
	s.Get(fmt.Sprintf("/v1/reviews/%d", *settled.Review)).Want(200, &review)
	if review.Film.Slug != "marrow-lane-2022" || review.Rating.Score.String() != "60" {
		t.Errorf("%+v", review)
	}
	// A later change of the item follows the decision.
	w.put("/feed.json", strings.Replace(w.pages["/feed.json"], "3/5", "4/5 ", 1))
	if run := refresh(s, f.ID); run.Items.Updated != 1 || run.Items.Unchanged != 2 {
		t.Errorf("%+v", run)
	}
	s.Get(fmt.Sprintf("/v1/reviews/%d", *settled.Review)).Want(200, &review)
	if review.Film.Slug != "marrow-lane-2022" || review.Rating.Score.String() != "80" {
		t.Errorf("%+v", review)
	}
}

func TestFeedsThatCannotBeRead(t *testing.T) {
	s, w := testkit.Start(t), newWeb(t)
	w.put("/page", "<html><body>no feed</body></html>")
	w.put("/broken", "<rss><channel><item><title>Her")
	for path, want := range map[string]string{
		"/page": "neither RSS, Atom nor JSON Feed", "/broken": "cannot be read", "/none": "404",
	} {
		f := addFeed(s, w.URL+path)
		run := refresh(s, f.ID)
		if run.Result != "failed" || run.Error == nil || !strings.Contains(*run.Error, want) || run.Feed.State.Failures != 1 ||
			run.Feed.State.Error == nil || *run.Feed.State.Error != *run.Error || !run.Feed.State.NextAt.After(*run.Feed.State.FetchedAt) {
			t.Errorf("%s: %+v", path, run)
		}
	}
	for _, url := range []string{"http://10.0.0.1/feed", "http://[::1]:1/feed"} {
		f := addFeed(s, url)
		if run := refresh(s, f.ID); run.Result != "failed" || run.Status != nil || !strings.Contains(*run.Error, "not a public address") {
			t.Errorf("%s: %+v", url, run)
		}
	}
	var page handlers.FeedPage
	if s.Get("/v1/feeds?failing=true&total=true").Want(200, &page); *page.Total != 5 {
		t.Errorf("%d feeds fail", *page.Total)
	}
}

func TestFeedResource(t *testing.T) {
	s := testkit.Start(t)
	f := addFeed(s, "https://a.example/feed", `,"interval_seconds":900,"paused":true`)
	if f.Paused != true || *f.Interval != 900 || f.State.NextAt != nil || f.Outlet != nil {
		t.Errorf("%+v", f)
	}
	s.Do(http.MethodPost, "/v1/feeds", `{"url":"https://a.example/feed"}`).Want(409, nil)
	s.Do(http.MethodPost, "/v1/feeds", `{"url":"ftp://a.example/feed"}`).Want(400, nil)
	s.Do(http.MethodPost, "/v1/feeds", `{"url":"https://b.example/feed","interval_seconds":60}`).Want(400, nil)
	s.Do(http.MethodPost, "/v1/feeds", `{"url":"https://b.example/feed","outlet":"99"}`).Want(422, nil)
	s.Do(http.MethodPost, "/v1/feeds", `{"url":"https://b.example/feed"}`, "Authorization", "").Want(401, nil)
	a := s.Get("/v1/feeds/1").Want(200, nil)
	var changed handlers.Feed
	s.Do(http.MethodPatch, "/v1/feeds/1", `{"paused":false,"interval_seconds":null,"outlet":"A New One"}`, "If-Match", a.Header.Get("ETag")).Want(200, &changed)
	if changed.Version != 2 || changed.Paused || changed.Interval != nil || changed.State.NextAt == nil || changed.Outlet.Name != "A New One" {
		t.Errorf("%+v", changed)
	}
	s.Do(http.MethodPatch, "/v1/feeds/1", `{"paused":true}`, "If-Match", a.Header.Get("ETag")).Want(412, nil)
	var page handlers.FeedPage
	if s.Get("/v1/feeds?outlet=a-new-one&paused=false&sort=-next").Want(200, &page); len(page.Items) != 1 {
		t.Errorf("%+v", page)
	}
	s.Do(http.MethodDelete, "/v1/feeds/1", nil).Want(204, nil)
	for _, path := range []string{"/v1/feeds/1", "/v1/feeds/1/items", "/v1/feeds/x"} {
		s.Get(path).Want(404, nil)
	}
	s.Do(http.MethodPost, "/v1/feeds/1/refresh", nil).Want(404, nil)
}

func TestFeedsComeAndGoAsOPML(t *testing.T) {
	s := testkit.Start(t)
	addFeed(s, "https://a.example/feed", `,"outlet":"Ärger & Co"`)
	const list = `<opml version="1.0"><body><outline text="Films"><outline text="B" xmlUrl="https://b.example/feed"/><outline text="A" xmlUrl="https://a.example/feed"/>` +
		`<outline text="C" xmlUrl="file:///etc/passwd"/></outline></body></opml>`
	var added handlers.AddedFeeds
	s.Do(http.MethodPost, "/v1/feeds.opml", list, "Content-Type", "text/x-opml").Want(200, &added)
	if added.Added != 1 || added.Known != 1 || added.Refused != 1 || *added.Items[0].Feed != 2 || *added.Items[1].Feed != 1 || added.Items[2].Feed != nil {
		t.Errorf("%+v", added)
	}
	a := s.Get("/v1/feeds.opml", "Accept", "text/x-opml").Want(200, nil)
	if body := string(a.Body); !strings.Contains(body, `text="Ärger &amp; Co"`) || !strings.Contains(body, `xmlUrl="https://b.example/feed"`) {
		t.Errorf("%s", body)
	}
	s.Get("/v1/feeds.opml", "Accept", "application/json").Want(406, nil)
	s.Get("/v1/feeds.opml", "If-None-Match", a.Header.Get("ETag")).Want(304, nil)
	s.Do(http.MethodPost, "/v1/feeds.opml", "<rss/>", "Content-Type", "text/x-opml").Want(422, nil)
	s.Do(http.MethodPost, "/v1/feeds.opml", "", "Content-Type", "text/x-opml").Want(400, nil)
	s.Do(http.MethodPost, "/v1/feeds.opml", list, "Content-Type", "application/json").Want(415, nil)
}
