package extract

import "testing"

// TestLinkedFilms holds that a link to a film's page tells where the title of a headline ends, and that a link to another film is not the page's.
func TestLinkedFilms(t *testing.T) {
	d := page2(t, `<title>Windfall: Not Too Shabby - Ann</title><h1>Windfall: Not Too Shabby</h1><p>Watched <a href="http://www.imdb.com/title/tt0000123/">Windfall</a>. The dog is fine,
		and the village is worth the ticket.</p>`)
	equal(t, "title", d.Film.Title, "Windfall")
	equal(t, "ids", len(d.Film.IDs), 1)
	d = page2(t, `<title>Review: Windfall</title><h1>Review: Windfall</h1><p>Windfall is a fine film, and the only thing to compare it to is
		<a href="http://www.imdb.com/title/tt0000124/">Nine Doors</a>, which I liked less than this one when I saw it.</p>`)
	equal(t, "title", d.Film.Title, "Windfall")
	equal(t, "ids", len(d.Film.IDs), 0)
}

// TestHeadlineInSmallLetters holds that a headline of one word is a title when the text names it with a capital.
func TestHeadlineInSmallLetters(t *testing.T) {
	d := page2(t, `<title>windfall | 22°</title><h1>windfall</h1><p>We saw it in ‘Tarn’, and now we see it in ‘Windfall’. What a film it is, from the first apple on.</p>
		<p>‘Windfall’ is no common story of a village, and nobody in it owns the orchard.</p>`)
	equal(t, "title", d.Film.Title, "Windfall")
}

// TestReviewInAFilm holds that a review that names its film only by address is one of the film that holds it.
func TestReviewInAFilm(t *testing.T) {
	d := page2(t, `<script type="application/ld+json">{"@type":"Movie","name":"Windfall","datePublished":"2019-05-06","director":{"name":"Ines Oldacre"},"review":{"@type":"Review",
		"itemReviewed":{"@type":"Movie","url":"https://films.example/1"},"author":{"name":"Lou Marr"},"reviewRating":{"ratingValue":3,"bestRating":10}}}</script>`)
	equal(t, "title", d.Film.Title, "Windfall")
	equal(t, "year", d.Film.Year, 2019)
	equalList(t, "directors", d.Film.Directors, "Ines Oldacre")
	wantRating(t, d, "3", 30)
}

// TestHeadlinesInSmallLettersAreWrittenAsTheTextDoes holds for one word that the text names again and again.
func TestHeadlinesInSmallLettersAreWrittenAsTheTextDoes(t *testing.T) {
	d := page2(t, `<h1>windfall</h1><p>The film has an orchard, which lies low. Nobody walks out of Windfall unhappy, and the seats at Windfall were full.</p>`)
	equal(t, "title", d.Film.Title, "Windfall")
}
