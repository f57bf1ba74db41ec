package extract

import (
	"strings"
	"testing"

	"reelscore/rating"
)

// markupCase is a page and what must be read from it. value -1 means that no rating may be given.
type markupCase struct {
	name, kind, text string
	source           string
	value, best      float64
	title, author    string
	published        string
}

const article = `<article><h1>Notes</h1><p>The orchard in Windfall belongs to nobody, and everybody in the village wants it. The film takes its time.</p></article>`

func ld(s string) string {
	return `<!doctype html><html><head><script type="application/ld+json">` + s + `</script></head><body>` + article + `</body></html>`
}

var markupCases = []markupCase{
	{"review", "", ld(`{"@context":"https://schema.org","@type":"Review","itemReviewed":{"@type":"Movie","name":"Windfall"},"reviewRating":{"@type":"Rating","ratingValue":"3","bestRating":"4"},"author":{"@type":"Person","name":"Lou Marr"},"datePublished":"2019-05-06"}`), "json-ld", 3, 4, "Windfall", "Lou Marr", "2019-05-06"},
	{"critic review in a graph", "", ld(`{"@context":"http://schema.org/","@graph":[{"@type":"WebSite","name":"Orchard Films"},{"@type":["CriticReview"],"itemReviewed":{"@type":"Movie","name":"Windfall"},"reviewRating":[{"ratingValue":7,"bestRating":10}],"author":[{"name":"Lou Marr"}],"datePublished":"2019-05-06 07:08:00.000000"}]}`), "json-ld", 7, 10, "Windfall", "Lou Marr", "2019-05-06"},
	{"film with nested review", "", ld(`{"@type":"Movie","name":"Windfall","review":{"@type":"Review","reviewRating":{"ratingValue":"4.5","bestRating":5},"author":"Lou Marr"}}`), "json-ld", 4.5, 5, "Windfall", "Lou Marr", ""},
	{"main entity", "", ld(`{"@type":"BlogPosting","headline":"x","mainEntity":{"@type":"Movie","name":"Windfall","review":[{"reviewRating":{"ratingValue":8,"bestRating":10},"@type":"Review"}]}}`), "json-ld", 8, 10, "Windfall", "", ""},
	{"bare string", "", ld(`{"@type":"Review","itemReviewed":"Windfall","reviewRating":"4/5"}`), "json-ld", 4, 5, "Windfall", "", ""},
	{"bare number, default scale", "", ld(`{"@type":"Review","itemReviewed":"Windfall","reviewRating":4}`), "json-ld", 4, 5, "Windfall", "", ""},
	{"wrapped in CDATA", "", ld("\n/* <![CDATA[ */\n" + `{"@type":"Review","itemReviewed":{"@type":"Movie","name":"Windfall &amp; Sons"},"reviewRating":{"ratingValue":2.5,"bestRating":5}}` + "\n/* ]]> */\n"), "json-ld", 2.5, 5, "Windfall & Sons", "", ""},
	{"escaped type, semicolon, comma", "", ld(`{"\u0040type":"Review","itemReviewed":{"name":"Windfall",},"reviewRating":{"ratingValue":"73","bestRating":"100"},};`), "json-ld", 73, 100, "Windfall", "", ""},
	{"script with null first", "", `<script type="application/ld+json">null</script><script type="application/ld+json"></script>` + ld(`[{"@type":"Review","itemReviewed":{"name":"Windfall"},"reviewRating":{"ratingValue":1,"bestRating":5}}]`), "json-ld", 1, 5, "Windfall", "", ""},
	{"lowest grade", "", ld(`{"@type":"Review","itemReviewed":{"name":"Windfall"},"reviewRating":{"ratingValue":3,"bestRating":5,"worstRating":1}}`), "json-ld", 3, 5, "Windfall", "", ""},
	{"aggregate only", "", ld(`{"@type":"Movie","name":"Windfall","aggregateRating":{"@type":"AggregateRating","ratingValue":"7.9","bestRating":"10","ratingCount":"312"}}`), "", -1, 0, "Windfall", "", ""},
	{"database page", "", ld(`{"@type":"Movie","name":"Windfall","aggregateRating":{"ratingValue":"7.9","bestRating":"10","ratingCount":"51312"},"review":{"@type":"Review","author":{"name":"somebody"},"reviewRating":{"ratingValue":10,"bestRating":10}}}`), "", -1, 0, "Windfall", "", ""},
	{"fact check", "", ld(`{"@type":"ClaimReview","itemReviewed":{"@type":"CreativeWork","name":"A claim"},"reviewRating":{"ratingValue":1,"bestRating":5}}`), "", -1, 0, "Notes", "", ""},
	{"aspect beside the whole", "", ld(`{"@type":"Review","itemReviewed":{"name":"Windfall"},"reviewRating":[{"ratingValue":1,"bestRating":5,"reviewAspect":"Music"},{"ratingValue":4,"bestRating":5}]}`), "json-ld", 4, 5, "Windfall", "", ""},
	{"reference by id", "", ld(`{"@graph":[{"@type":"Person","@id":"#lou","name":"Lou Marr"},{"@type":"Review","author":{"@id":"#lou"},"itemReviewed":{"@type":"Movie","name":"Windfall"},"reviewRating":{"ratingValue":5,"bestRating":5}}]}`), "json-ld", 5, 5, "Windfall", "Lou Marr", ""},
	{"JSON document", "json", `{"@type":"Review","itemReviewed":{"@type":"Movie","name":"Windfall"},"reviewRating":{"ratingValue":5,"bestRating":6}}`, "json-ld", 5, 6, "Windfall", "", ""},
	{"microdata", "", `<div itemscope itemtype="https://schema.org/Review"><span itemprop="itemReviewed" itemscope itemtype="http://schema.org/Movie"><b itemprop="name">Windfall</b></span> by <span itemprop="author">Lou Marr</span>, <time itemprop="datePublished" datetime="2019-05-06">6 May</time> <span itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating"><meta itemprop="worstRating" content="1"><span itemprop="ratingValue">4</span>/<span itemprop="bestRating">6</span></span></div>`, "microdata", 4, 6, "Windfall", "Lou Marr", "2019-05-06"},
	{"bare microdata rating with the scale as text", "", `<div itemscope itemtype="http://schema.org/Review"><i itemprop="itemReviewed">Windfall</i> <span itemprop="reviewRating">3.5</span> /5 stars</div>`, "microdata", 3.5, 5, "Windfall", "", ""},
	{"meter", "", `<div itemscope itemtype="http://schema.org/Review"><i itemprop="itemReviewed">Windfall</i> <meter itemprop="ratingValue" value="6" max="10">six</meter></div>`, "microdata", 6, 10, "Windfall", "", ""},
	{"old vocabulary", "", `<div itemscope itemtype="http://data-vocabulary.org/Review"><span itemprop="itemreviewed">Windfall</span> <span itemprop="reviewer">Lou Marr</span> <time itemprop="dtreviewed" datetime="2019-05-06"></time> <span itemprop="rating" itemscope itemtype="http://data-vocabulary.org/Rating"><span itemprop="value">7</span> of <span itemprop="best">10</span></span></div>`, "microdata", 7, 10, "Windfall", "Lou Marr", "2019-05-06"},
	{"rdfa", "", `<div vocab="https://schema.org/" typeof="Review"><div property="itemReviewed" typeof="Movie"><span property="name">Windfall</span></div><span property="author">Lou Marr</span><div property="reviewRating" typeof="Rating"><span property="ratingValue" content="2">two</span> of <span property="bestRating">4</span></div></div>`, "rdfa", 2, 4, "Windfall", "Lou Marr", ""},
	{"old rdfa", "", `<div xmlns:v="http://rdf.data-vocabulary.org/#" typeof="v:Review"><span property="v:itemreviewed">Windfall</span><span property="v:reviewer">Lou Marr</span><span rel="v:rating"><span typeof="v:Rating"><span property="v:value">9</span><span property="v:best">10</span></span></span></div>`, "rdfa", 9, 10, "Windfall", "Lou Marr", ""},
	{"hreview", "", `<div class="hreview"><span class="item"><a class="fn url" href="/w">Windfall</a></span> a film <abbr class="rating" title="4.0">****</abbr> <span class="reviewer vcard"><span class="fn">Lou Marr</span></span> <abbr class="dtreviewed" title="20190506T2300-0700">May</abbr></div>`, "hreview", 4, 0, "Windfall", "Lou Marr", "2019-05-06"},
	{"hreview with aspects", "", `<div class="hreview"><span class="item fn">Windfall</span><ul><li class="rating"><a rel="tag">Music</a> <span class="value">18</span>/<span class="best">30</span></li><li class="rating"><a rel="tag">Plot</a> <span class="value">25</span>/<span class="best">30</span></li></ul></div>`, "", -1, 0, "", "", ""},
	{"several people", "", `<div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">Windfall</h1><div itemprop="review" itemscope itemtype="http://schema.org/Review"><b itemprop="author">Ann</b><i itemprop="reviewRating">4</i></div><div itemprop="review" itemscope itemtype="http://schema.org/Review"><b itemprop="author">Bob</b><i itemprop="reviewRating">2</i></div></div>`, "", -1, 0, "", "", ""},
	{"hreview in camel case with a scale", "", `<div class="hReview"><span class="item fn">Windfall</span> a film <span class="rating"><span class="value">8</span> out of <span class="best">10</span></span></div>`, "hreview", 8, 10, "Windfall", "", ""},
	{"hreview, month only", "", `<div class="hreview"><span class="item"><span class="fn">Windfall</span></span> a film <span class="rating">3</span> out of 5 stars<abbr class="dtreviewed" title="200611">Nov</abbr></div>`, "hreview", 3, 5, "Windfall", "", "2006-11"},
	{"hreview aggregate", "", `<div class="hreview-aggregate"><span class="item"><span class="fn">Windfall</span></span><span class="rating"><span class="average">9.2</span> out of <span class="best">10</span> based on <span class="count">17</span> reviews</span></div>`, "", -1, 0, "", "", ""},
	{"h-review", "", `<div class="h-review"><span class="p-item h-item"><span class="p-name">Windfall</span></span> a film <data class="p-rating" value="4"></data><span class="p-best">10</span><a class="p-author h-card" href="/">Lou Marr</a><time class="dt-published" datetime="2019-05-06T10:00:00Z">then</time></div>`, "h-review", 4, 10, "Windfall", "Lou Marr", "2019-05-06"},
	{"font icons", "", `<article><h1>Windfall Review</h1><p>An orchard, a dog and nothing else to speak of here at all.</p><div class="rating"><i class="fas fa-star"></i><i class="fas fa-star"></i><i class="fas fa-star-half-alt"></i><i class="far fa-star"></i><i class="far fa-star"></i></div></article>`, "widget", 2.5, 5, "Windfall", "", ""},
	{"data attribute", "", `<article><h1>Windfall Review</h1><div class="star-rating" data-rating="3.5"><span class="star full"></span><span class="star full"></span><span class="star full"></span><span class="star half"></span><span class="star empty"></span></div><p>An orchard, a dog and nothing else to speak of here at all.</p></article>`, "widget", 3.5, 5, "Windfall", "", ""},
	{"split spans", "", `<article><h1>Windfall Review</h1><p>An orchard, a dog and nothing else to speak of here at all.</p><div class="verdict"><span>8</span><span>/</span><span>10</span></div></article>`, "line", 8, 10, "Windfall", "", ""},
	{"progress", "", `<article><h1>Windfall Review</h1><p>An orchard, a dog and nothing else to speak of here at all.</p><progress class="score" max="10" value="6.4"></progress></article>`, "widget", 6.4, 10, "Windfall", "", ""},
	{"alternative text", "", `<article><h1>Windfall Review</h1><p>An orchard, a dog and nothing else to speak of here at all.</p><p><img src="s.gif" alt="3.5 out of 5 stars"></p></article>`, "line", 3.5, 5, "Windfall", "", ""},
	{"entities", "", `<article><h1>Windfall Review</h1><p>An orchard, a dog and nothing else to speak of here at all.</p><p>Rating: &#9733;&#x2605;&frac12;&nbsp;</p></article>`, "label", 2.5, 0, "Windfall", "", ""},
	{"meta only", "", `<html lang="en"><head><title>Windfall Review - Orchard Films</title><meta property="og:title" content="Windfall (2019) Review"><meta name="author" content="Lou Marr"><meta property="article:published_time" content="2019-05-06T01:02:03+00:00"></head><body><p>An orchard, a dog and nothing else.</p></body></html>`, "", -1, 0, "Windfall", "Lou Marr", "2019-05-06"},
	{"stars in meta", "", `<html><head><meta property="og:title" content="A ★★★★ review of Windfall (2019)"><meta name="twitter:label2" content="Rating"><meta name="twitter:data2" content="★★★★"></head><body><p>An orchard, a dog and nothing else.</p></body></html>`, "meta", 4, 0, "Windfall", "", ""},
	{"ratings of comments and teasers", "", `<article><h1>Windfall Review</h1><p>An orchard, a dog and nothing else to speak of here at all.</p></article><aside class="sidebar"><p>Stubble 4/5</p></aside><div id="comments"><p>I give it 9/10.</p></div>`, "", -1, 0, "Windfall", "", ""},
	{"letterboxd item", "", `<?xml version="1.0"?><rss xmlns:letterboxd="https://letterboxd.com" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Letterboxd - lou</title><item><title>Windfall, 2019 - ★★★½</title><guid>letterboxd-review-1</guid><pubDate>Mon, 6 May 2019 12:00:00 +1200</pubDate><letterboxd:filmTitle>Windfall</letterboxd:filmTitle><letterboxd:memberRating>3.5</letterboxd:memberRating><dc:creator>lou</dc:creator><description><![CDATA[<p>Apples.</p>]]></description></item></channel></rss>`, "feed", 3.5, 5, "Windfall", "lou", "2019-05-06"},
	{"unrated shelf", "", `<rss><channel><title>x</title><item><title>Windfall</title><user_rating>0</user_rating><average_rating>4.1</average_rating><description>Apples.</description></item></channel></rss>`, "", -1, 0, "Windfall", "", ""},
	{"atom", "", `<feed xmlns="http://www.w3.org/2005/Atom"><title>Orchard</title><entry><title>Review: Windfall</title><author><name>Lou Marr</name></author><published>2019-05-06T00:00:00Z</published><content type="html">&lt;p&gt;An orchard and a dog.&lt;/p&gt;&lt;p&gt;Rating: 3/5&lt;/p&gt;</content></entry></feed>`, "label", 3, 5, "Windfall", "Lou Marr", "2019-05-06"},
	{"yaml", "", "---\ntitle: \"Windfall\"\ndate: 2019-05-06\nauthor: Lou Marr\nstars: \"4/5\"\ncontent_rating: \"R\"\n---\n\nAn orchard and a dog.\n", "front-matter", 4, 5, "Windfall", "Lou Marr", "2019-05-06"},
	{"toml", "", "+++\ntitle = \"Review: Windfall\"\ndate = 2019-05-06T10:00:00Z\nrating = 4\n+++\n\nAn orchard and a dog.\n", "front-matter", 4, 0, "Windfall", "", "2019-05-06"},
	{"letter in front matter", "", "---\ntitle: Windfall (2019)\ngrade: B+\n---\nAn orchard.\n", "front-matter", 0, 0, "Windfall", "", ""},
	{"star class", "", `<article><h1>Windfall Review</h1><div class="review-stars star-4"></div><p>An orchard, a dog and nothing else to speak of here at all.</p></article>`, "widget", 4, 0, "Windfall", "", ""},
	{"half in a class", "", `<article><h1>Windfall Review</h1><span class="stars stars-35"></span><p>An orchard, a dog and nothing else to speak of here at all.</p></article>`, "widget", 3.5, 0, "Windfall", "", ""},
	{"filled width", "", `<article><h1>Windfall Review</h1><div class="star-rating"><span style="width:70%"></span></div><p>An orchard, a dog and nothing else to speak of here at all.</p></article>`, "widget", 3.5, 5, "Windfall", "", ""},
	{"filled glyphs", "", `<article><h1>Windfall Review</h1><div class="rating-stars"><div class="top" style="width: 80%">★★★★★</div></div><p>An orchard, a dog and nothing else to speak of here at all.</p></article>`, "widget", 4, 5, "Windfall", "", ""},
	{"custom property", "", `<article><h1>Windfall Review</h1><div class="stars" style="--rating: 3.5;" aria-label="Rating of this film is 3.5 out of 5."></div><p>An orchard, a dog and nothing else to speak of here at all.</p></article>`, "widget", 3.5, 5, "Windfall", "", ""},
	{"rows of images", "", `<article><h1>Windfall Review</h1><p><img src="/i/star.gif"><img src="/i/star.gif"><img src="/i/star.gif"><img src="/i/star-half.gif"><img src="/i/star-off.gif"></p><p>An orchard, a dog and nothing else to speak of here at all.</p></article>`, "widget", 3.5, 5, "Windfall", "", ""},
	{"file name as alt", "", `<article><h1>Windfall Review</h1><p>An orchard, a dog and nothing else to speak of here at all.</p><p><img src="x.png" alt="4_stars.png"></p></article>`, "line", 4, 0, "Windfall", "", ""},
	{"icons of another theme", "", `<article><h1>Windfall Review</h1><span class="star-rating"><i class="icon-star-full"></i><i class="icon-star-full"></i><i class="icon-star-half"></i></span><p>An orchard, a dog and nothing else to speak of here at all.</p></article>`, "widget", 2.5, 0, "Windfall", "", ""},
	{"icons in any element", "", `<article><h1>Windfall Review</h1><p class="meta">2019 · <i class="fa-solid fa-star"></i> <i class="fa-solid fa-star"></i> <i class="fa-solid fa-star"></i> <i class="fa-solid fa-star"></i> </p><p>An orchard, a dog and nothing else to speak of here at all.</p></article>`, "widget", 4, 0, "Windfall", "", ""},
	{"icons to press", "", `<article><h1>Windfall Review</h1><p>An orchard, a dog and nothing else to speak of here at all.</p><p>Rate it</p><a class="r" href="/1"><i class="fa-solid fa-star"></i> <i class="fa-solid fa-star"></i> <i class="fa-solid fa-star"></i> </a></article>`, "", -1, 0, "Windfall", "", ""},
	{"score with words around", "", `<article><h1>Windfall Review</h1><p>An orchard, a dog and nothing else to speak of here at all.</p><div class="final-score"><div>The orchard score <b>File 16</b></div><div class="number">4.2</div></div></article>`, "widget", 4.2, 0, "Windfall", "", ""},
	{"rating in the head of a review", "", `<section class="review-page"><div class="review-head"><span>R</span><div class="rating high">9.1</div></div><h1>Windfall Review</h1><p>An orchard, a dog and nothing else to speak of here at all.</p></section>`, "widget", 9.1, 0, "Windfall", "", ""},
	{"rating outside of a review", "", `<section class="film"><div class="rating high">9.1</div><h1>Windfall Review</h1><p>An orchard, a dog and nothing else to speak of here at all.</p></section>`, "", -1, 0, "Windfall", "", ""},
	{"aspects and a total in prose", "", `<article><h1>Windfall Review</h1><h3>Dog Development: 5/5</h3><p>An orchard, a dog and nothing else to speak of here at all.</p><h3>Use of Pears: 5/5</h3><p>An orchard, a dog and nothing else to speak of here at all.</p><h3>Length: 4/5</h3><p>An orchard, a dog and nothing else to speak of here at all.</p><p>It is for friends of pears and scores a 4.75/5 rating overall.</p></article>`, "prose", 4.75, 5, "Windfall", "", ""},
	{"readers' widget", "", `<article><h1>Windfall Review</h1><p>An orchard, a dog and nothing else to speak of here at all.</p><div class="kk-star-ratings"><div class="stars" data-rating="4.2"></div></div></article>`, "", -1, 0, "Windfall", "", ""},
	{"readers' votes", "", `<article><h1>Windfall Review</h1><p>An orchard, a dog and nothing else to speak of here at all.</p><p>4.2/5 - (27 votes)</p></article>`, "", -1, 0, "Windfall", "", ""},
	{"own widget beside readers'", "", `<article><h1>Windfall Review</h1><div class="review-stars" data-rating="3"></div><p>An orchard, a dog and nothing else to speak of here at all.</p><div class="user-rating"><div class="stars" data-rating="4.2"></div></div></article>`, "widget", 3, 0, "Windfall", "", ""},
	{"map in front matter", "", "---\ntitle: Windfall\nrating:\n  value: 7\n  max: 10\n---\nAn orchard.\n", "front-matter", 7, 10, "Windfall", "", ""},
	{"flow map", "", "---\ntitle: Windfall\nrating: {value: 3.5, best: 5}\n---\nAn orchard.\n", "front-matter", 3.5, 5, "Windfall", "", ""},
	{"scale beside the rating", "", "---\ntitle: Windfall\nscore: 62\nscore_max: 100\nimdb_score: 7.1\n---\nAn orchard.\n", "front-matter", 62, 100, "Windfall", "", ""},
	{"scale in the name", "", "---\ntitle: Windfall\nrating_out_of_10: 8\n---\nAn orchard.\n", "front-matter", 8, 10, "Windfall", "", ""},
	{"tables of others", "", "+++\ntitle = \"Windfall\"\n[imdb]\nrating = \"7.2\"\n[metacritic]\nscore = \"89/100\"\n[review]\nrating = \"4/5\"\n+++\nAn orchard.\n", "front-matter", 4, 5, "Windfall", "", ""},
	{"only others", "", "---\ntitle: Windfall\nratings:\n  imdb: 7.2\nonlineRating: 8.3\nvote_average: 7.9\n---\nAn orchard.\n", "", -1, 0, "Windfall", "", ""},
	{"JSON in front matter", "", "---\n{\"title\":\"Windfall\",\"rating\":{\"value\":8,\"max\":10},\"RT\":\"91%\"}\n---\nAn orchard.\n", "front-matter", 8, 10, "Windfall", "", ""},
	{"films listed in front matter", "", "---\ntitle: Films of 2018\ndata:\n- name: Stubble\n  star: 3\n  stars: 3\n- name: Gannet\n  stars: 4\n---\n", "", -1, 0, "", "", ""},
	{"image in markdown", "", "# Windfall\n\nAn orchard and a [dog](dog.html), [really](x.html).\n\n![3/5](stars_3.gif)\n", "line", 3, 5, "Windfall", "", ""},
}

func TestMarkup(t *testing.T) {
	for _, c := range markupCases {
		t.Run(c.name, func(t *testing.T) {
			d, err := Page([]byte(c.text), c.kind, "")
			if err != nil {
				t.Fatal(err)
			}
			checkEvidence(t, []byte(c.text), d)
			equal(t, "title", d.Film.Title, c.title)
			equal(t, "published", d.Review.Published, c.published)
			if c.author != "" && (len(d.Review.Authors) == 0 || d.Review.Authors[0].Name != c.author) {
				t.Errorf("authors %+v, want %s", d.Review.Authors, c.author)
			}
			r := d.Review.Rating
			if c.value < 0 {
				if r != nil {
					t.Errorf("took %q for a rating", r.Raw)
				}
				return
			}
			if r == nil {
				t.Fatalf("no rating; rejected %+v", d.Rejected)
			}
			equal(t, "source", d.Evidence["/review/rating"].Source, c.source)
			if r.Kind == rating.KindLetter {
				equal(t, "letter", r.Score, rating.Score(83_000))
				return
			}
			if r.Value != decimal(c.value) || c.best > 0 && r.Best != decimal(c.best) || c.best == 0 && r.Best != rating.NoDecimal {
				t.Errorf("got %q = %v of %v", r.Raw, r.Value, r.Best)
			}
			e := d.Evidence["/review/rating"]
			if in := c.text[e.Start:e.End]; !strings.ContainsAny(in, "0123456789*&★") && !strings.Contains(in, "fa-star") && !strings.Contains(in, "class=") && !strings.Contains(in, "star.gif") {
				t.Errorf("evidence of the rating is %q", in)
			}
		})
	}
}

func TestMarkupRejects(t *testing.T) {
	d, err := Page([]byte(markupCases[10].text), "", "")
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Rejected) == 0 || d.Rejected[0].Reason != reasonAggregate || d.Rejected[0].Text != "7.9" {
		t.Errorf("rejected %+v", d.Rejected)
	}
}

func TestMarkupSeveralFilms(t *testing.T) {
	page := ld(`[{"@type":"Review","itemReviewed":{"@type":"Movie","name":"Stubble"},"reviewRating":{"ratingValue":1,"bestRating":5}},{"@type":"Review","itemReviewed":{"@type":"Movie","name":"Gannet"},"reviewRating":{"ratingValue":4,"bestRating":5}}]`)
	d, err := Page([]byte(page), "", "")
	if err != nil {
		t.Fatal(err)
	}
	if d.Review.Rating != nil || len(d.Entries) != 2 || d.Entries[1].Title != "Gannet" || d.Warnings[0].Code != WarnMulti {
		t.Errorf("%+v %+v %+v", d.Review.Rating, d.Entries, d.Warnings)
	}
}

func TestFeed(t *testing.T) {
	text := `<rss version="2.0" xmlns:letterboxd="https://letterboxd.com"><channel><title>Letterboxd - lou</title>
<item><title>Windfall, 2019 - ★★★★</title><letterboxd:filmTitle>Windfall</letterboxd:filmTitle><letterboxd:filmYear>2019</letterboxd:filmYear><letterboxd:memberRating>4.0</letterboxd:memberRating></item>
<item><title>Stubble, 2018</title><letterboxd:filmTitle>Stubble</letterboxd:filmTitle><letterboxd:filmYear>2018</letterboxd:filmYear></item>
<item><title>My list</title><guid>letterboxd-list-7</guid><description>&lt;ul&gt;&lt;li&gt;Gannet&lt;/li&gt;&lt;/ul&gt;</description></item></channel></rss>`
	list, err := Feed([]byte(text), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 3 || list[0].Film.Title != "Windfall" || list[0].Film.Year != 2019 || list[1].Review.Rating != nil || list[2].Film.Title != "" {
		t.Fatalf("%+v", list)
	}
	wantRating(t, list[0], "4.0", 80)
	d, err := Page([]byte(text), "feed", "")
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Entries) != 2 || d.Review.Rating != nil || d.Warnings[0].Code != WarnMulti {
		t.Errorf("%+v %+v", d.Entries, d.Warnings)
	}
}
