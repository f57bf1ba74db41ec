package extract

import "testing"

const orchardText = `<p>The orchard is the star of this film, and a dog comes close behind it, in a village where everybody wants what nobody owns.</p>`

// TestThemes holds what themes of blogs do with headlines, dates and authors.
func TestThemes(t *testing.T) {
	d := page2(t, `<title>Windfall Movie Review</title><header class="masthead"><h1>Windfall Movie Review</h1><span class="meta">Posted by <a href="#!">self</a> on Fri, 17 May 2019</span></header>`+
		`<article>`+orchardText+`</article>`)
	equal(t, "title", d.Film.Title, "Windfall")
	equal(t, "published", d.Review.Published, "2019-05-17")

	d = page2(t, `<title>Windfall - A Review</title><article><h1>Windfall - A Review</h1>`+orchardText+`<footer><h4 class="author-card-name"><a href="/">Ann Bell</a></h4></footer></article>`+
		`<aside><h4 class="author-card-name">Lou Marr</h4></aside>`)
	if len(d.Review.Authors) != 1 || d.Review.Authors[0].Name != "Ann Bell" {
		t.Errorf("authors %+v", d.Review.Authors)
	}

	d = page2(t, `<title>film - The Orchard Dictionary</title><h1><a href="/">The Orchard Dictionary</a></h1><h2>film</h2><p>der Streifen</p>`)
	equal(t, "name of the site", d.Film.Title, "")

	d = page2(t, `<title>Movie Reviews - ann.example</title><h1>Movie Reviews</h1><p>I watch a lot of movies, and rate them on a scale of 0-10 like the Tarn Pie Reviews that I read.</p>`)
	equal(t, "page about reviews", d.Film.Title, "")
}

// TestStarsBeforeANumber holds that stars and the number in brackets behind them are one rating, the number.
func TestStarsBeforeANumber(t *testing.T) {
	d := page2(t, `<h1>Movie Review:Windfall</h1>`+orchardText+`<p><strong>Movie Rating</strong><span aria-hidden="true">⭐⭐⭐⭐⭐⭐⭐⭐⭐☆</span>(9.5/10)</p><h2>Cast Members</h2>`)
	wantRating(t, d, "9.5/10", 95)
	equal(t, "title", d.Film.Title, "Windfall")
}

// TestSharesOfCritics holds that a percentage alone is no review's rating where an aggregator's tomatoes are.
func TestSharesOfCritics(t *testing.T) {
	for link, want := range map[string]bool{"http://www.rottentomatoes.com/m/windfall/": false, "http://ann.example/": true} {
		d := page2(t, `<h1>Windfall (2019)</h1><div><span>33%</span></div>`+orchardText+`<a href="`+link+`">More</a>`)
		if got := d.Review.Rating != nil; got != want {
			t.Errorf("%s: rating %+v", link, d.Review.Rating)
		}
	}
}

// TestBestFilms holds that a headline of the best films announces several.
func TestBestFilms(t *testing.T) {
	d := page2(t, `<title>my project</title><h1>The best quiet films of all time</h1><h3>Windfall</h3>`+orchardText)
	if d.Film.Title != "" || !warned(d, WarnMulti) {
		t.Errorf("%q %+v", d.Film.Title, d.Warnings)
	}
}
