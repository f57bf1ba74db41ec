package extract

import (
	"fmt"
	"strconv"

	"reelscore/rating"
)

// Kind is the kind of an input.
type Kind string

// The kinds of input. KindAuto lets Page find out.
const (
	KindAuto     Kind = ""
	KindText     Kind = "text"
	KindHTML     Kind = "html"
	KindFeed     Kind = "feed"
	KindJSON     Kind = "json"
	KindMarkdown Kind = "markdown"
)

// mediaTypes lists what Page takes beside the names of the kinds.
var mediaTypes = map[string]Kind{
	"text": KindText, "txt": KindText, "text/plain": KindText, "plain": KindText,
	"html": KindHTML, "text/html": KindHTML, "application/xhtml+xml": KindHTML, "xhtml": KindHTML, "htm": KindHTML,
	"feed": KindFeed, "rss": KindFeed, "atom": KindFeed, "xml": KindFeed, "application/rss+xml": KindFeed, "application/atom+xml": KindFeed,
	"application/xml": KindFeed, "text/xml": KindFeed, "json": KindJSON, "json-ld": KindJSON, "jsonld": KindJSON, "application/json": KindJSON,
	"application/ld+json": KindJSON, "markdown": KindMarkdown, "md": KindMarkdown, "text/markdown": KindMarkdown, "text/x-markdown": KindMarkdown,
}

// Page reads one page with the default limits. kind is a name of a Kind or a media type, "" to find it out; text/plain
// is read as Markdown when it begins with front matter. url is the page's address if known; it is never fetched.
// It fails with ErrEmpty, ErrBinary, ErrKind, ErrTooLarge or ErrTooMany.
func Page(content []byte, kind, url string) (Draft, error) {
	return PageWithin(content, kind, url, DefaultLimits())
}

// PageWithin is Page with the limits of the caller.
func PageWithin(content []byte, kind, url string, lim Limits) (Draft, error) {
	if err := lim.checkSize(len(content)); err != nil {
		return Draft{}, err
	}
	k, ok := KindAuto, kind == ""
	if !ok {
		if k, ok = mediaTypes[mediaType(kind)]; !ok {
			return Draft{}, fmt.Errorf("kind: %w: %q; use text, html, feed, json or markdown", ErrKind, kind)
		}
	}
	src, err := decode(content)
	if err != nil {
		return Draft{}, err
	}
	if isBlankText(src.text) {
		return Draft{}, fmt.Errorf("content: %w; send the page with the review", ErrEmpty)
	}
	r := newReader(url, lim)
	if src.replaced > 0 {
		r.warn(WarnEncoding, strconv.Itoa(src.replaced)+" bytes are not UTF-8 and were replaced")
	}
	if k == KindAuto || k == KindText {
		k = detect(src.text, k)
	}
	if err := r.load(src.text, k); err != nil {
		return Draft{}, err
	}
	draft := r.draft()
	src.restoreAll(&draft)
	return draft, nil
}

// load hands the text to the adapter of its kind, which fills the document and the facts.
func (r *reader) load(text string, k Kind) error {
	switch k {
	case KindHTML:
		return r.loadHTML(text, nil)
	case KindFeed:
		return r.loadFeed(text)
	case KindJSON:
		return r.loadJSON(text)
	case KindMarkdown:
		r.loadMarkdown(text)
	default:
		r.doc = readText(text, r.url)
		zoneText(r.doc)
	}
	return nil
}

// reader gathers what the adapters and the readers of text find on one page.
type reader struct {
	url      string
	lim      Limits
	doc      *document
	facts    facts
	authors  []Author
	authorEv []Evidence
	// found are the ratings of structured markup, most trusted first.
	found []structuredRating
	// widget are ratings of markup without a vocabulary; a labelled rating in the text goes before them.
	widget  []structuredRating
	several bool // the input is about several films, whatever its text says
	// conflict says that the markup has ratings of which none may be picked; then the text is not asked either.
	conflict bool
	// atLarge says that the first headline is about films at large, and none that follows names one.
	atLarge     bool
	filmPost    bool // the front matter files the page under films
	oneFilm     bool // the front matter has what is said of one film: a rating, a director
	fronted     bool // the front matter has a headline
	notFilm     bool // another kind of thing is reviewed
	critics     int  // how many critics the page quotes, each marked up alike
	microReview bool // microformats mark up a review, of whatever
	// kind is what the front matter says is reviewed, if it is no film.
	kind string
	// averages are the places where markup shows the average of many ratings, averageValues those of many votes.
	averages      [][2]int
	averageValues []rating.Decimal
	entries       []Entry
	rejected      []Rejected
	warnings      []Warning
	labels        []labelled
	// links are addresses that only the markup shows.
	links []linkText
	// siteNames are the texts of links to the front page of the site.
	siteNames map[string]bool
	// filmLinks are the titles that links to films in databases have for their text.
	filmLinks []string
	// used marks lines that were read into fields and are no part of the body.
	used  map[int]bool
	title string
	// claimed are the claims about the title that the text makes, with the text.
	claimed struct {
		text string
		list []*titleClaim
	}
	comments Comments
	notes    []LiveNote
	evidence map[string]Evidence
	language string
}

func newReader(url string, lim Limits) *reader {
	return &reader{url: url, lim: lim, used: map[int]bool{}, siteNames: map[string]bool{}, evidence: map[string]Evidence{}}
}

func (r *reader) warn(code, message string) {
	for _, w := range r.warnings {
		if w.Code == code && w.Message == message {
			return
		}
	}
	if len(r.warnings) < 50 {
		r.warnings = append(r.warnings, Warning{Code: code, Message: message})
	}
}

// claim adds a fact about a range of the document.
func (r *reader) claim(f field, text, source string, conf float64, start, end int) {
	s, e := r.doc.span(start, end)
	r.facts.add(fact{field: f, text: text, source: source, conf: conf, start: s, end: e})
}

func (r *reader) claimList(f field, list []string, source string, conf float64, start, end int) {
	s, e := r.doc.span(start, end)
	r.facts.add(fact{field: f, list: list, source: source, conf: conf, start: s, end: e})
}
