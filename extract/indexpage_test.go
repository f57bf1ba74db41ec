package extract

import (
	"slices"
	"testing"
)

func warned(d Draft, code string) bool {
	return slices.ContainsFunc(d.Warnings, func(w Warning) bool { return w.Code == code })
}

// TestListsOfPostsNameNoFilm holds that the page of a tag, a category or a blog's front page has no film and no rating of its own, and that
// a post is none for its links.
func TestListsOfPostsNameNoFilm(t *testing.T) {
	const post = `<h2><a href="/windfall/">Windfall</a></h2><p>The orchard is the star of this film, and a dog comes close behind it. 7/10</p>`
	for name, c := range map[string]struct{ page, title string }{
		"address":       {`<html><head><link rel="canonical" href="https://blog.example/tags/movie-review/"><title>movie review | Ann Bell</title></head><body><h1>movie review</h1>` + post, ""},
		"address alone": {`<html><head><link rel="canonical" href="https://blog.example/tags/comedy/"></head><body><h1>Comedy</h1>` + post, ""},
		"feed alone":    {`<html><head><link rel="alternate" type="application/rss+xml" href="https://blog.example/tags/comedy/index.xml"></head><body><h1>Comedy</h1>` + post, ""},
		"second page of a category": {`<html><head><meta property="og:url" content="https://blog.example/category/films/page/2/"><title>Films</title></head><body>` +
			`<h1>Films</h1>` + post, ""},
		"feed of a tag": {`<html><head><link rel="alternate" type="application/rss+xml" href="https://blog.example/tags/film/index.xml"></head><body><h1>Film</h1>` + post, ""},
		"collection":    {`<script type="application/ld+json">{"@graph":[{"@type":"CollectionPage","name":"Films"}]}</script><h1>Films</h1>` + post, ""},
		"class":         {`<html><head><title>Ann Bell</title></head><body class="home-template"><h1><a href="/">Ann Bell</a></h1>` + post, ""},
		"its name":      {`<html><head><title>Film Reviews – Ann Bell</title></head><body><h1>Ann Bell</h1>` + post, ""},
		"rows":          {`<html><head><title>影评 — ann</title></head><body><h1>影评</h1><a href="a/index.html"><span class="post-title">毕业生</span></a></body></html>`, ""},
		"three alike": {`<html><head><title>Ann Bell</title></head><body>` + post + `<h2><a href="/tarn/">Tarn</a></h2><p>A lake that keeps what it is given, in a quiet film for a wet day.</p>` +
			`<h2><a href="/salt/">The Salt Road</a></h2><p>A long walk, a longer talk, and the best dog of the year on film.</p>`, ""},
		"post with its own link": {`<html><head><link rel="canonical" href="https://blog.example/windfall/"><title>Windfall: Review</title></head><body class="archive">` + post +
			`<h3><a href="/tarn/">Tarn</a></h3>`, "Windfall"},
		"post": {`<html><head><title>Movie Review</title></head><body><h1>Windfall (2019)</h1><p>The orchard is the star of this film, and a dog comes close behind it.</p>` +
			`<h3><a href="/tarn/">Tarn</a></h3>`, "Windfall"},
		"post in a folder": {`<html><head><link rel="canonical" href="https://blog.example/category/films/windfall.html"><title>Windfall review</title></head><body>` +
			`<h1>Windfall review</h1><p>The orchard is the star of this film, and a dog comes close behind it.</p>`, "Windfall"},
	} {
		d := page2(t, c.page)
		if d.Film.Title != c.title {
			t.Errorf("%s: the film is %q", name, d.Film.Title)
		}
		if c.title == "" && (d.Review.Rating != nil || !warned(d, WarnMulti)) {
			t.Errorf("%s: rating %+v, warnings %+v", name, d.Review.Rating, d.Warnings)
		}
	}
}

func page2(t *testing.T, src string) Draft {
	t.Helper()
	d, err := Page([]byte(src), "text/html", "")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestMenusCloseNothing holds that an entry of a menu called like the end of a page does not hide the post below it.
func TestMenusCloseNothing(t *testing.T) {
	d := page2(t, `<nav><ul><li>Home</li><li><a href="/archives/">Archives</a></li><li>Comments</li></ul></nav><article><h1>Windfall review</h1><p>The orchard is the star, and a dog
		comes close behind it, in this film about a village where everybody wants what nobody owns. My rating: 7/10</p></article>`)
	equal(t, "title", d.Film.Title, "Windfall")
	wantRating(t, d, "7/10", 70)
}

// TestARunOnListRatesNothing holds that a list whose lines the markup runs together gives no rating.
func TestARunOnListRatesNothing(t *testing.T) {
	d := page2(t, "<h1>Film Reviews</h1><p>\n1. tarn (2001): 7/10\n2. windfall (2019): 8/10\n3. salt road (1998): 3/10\n4. nine doors (1977): 9/10\n5. flour (2015): 6/10\n</p>")
	if d.Review.Rating != nil || !warned(d, WarnMulti) {
		t.Errorf("%+v %+v", d.Review.Rating, d.Warnings)
	}
}
