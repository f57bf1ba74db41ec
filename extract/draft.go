// Package extract turns a review page or feed item into a Draft: the film, the review, its rating, and for every field
// the evidence that it rests on. It is pure and deterministic: no I/O, no clock, the same input gives the same Draft.
// It finds ratings; package rating reads their value.
package extract

import "reelscore/rating"

// Draft is what one page says, as far as it could be read. Nothing in it is invented: a field that the page does not
// tell is empty, and each field that is filled has an entry in Evidence.
type Draft struct {
	Film   Film   `json:"film"`
	Review Review `json:"review"`
	// LiveNotes are remarks made while watching, in the order of the page.
	LiveNotes []LiveNote `json:"live_notes"`
	Comments  Comments   `json:"comments"`
	// Entries are the films of a page with several of them (a round-up, a feed); empty on a page about one film.
	Entries []Entry `json:"entries"`
	// Evidence maps the JSON pointer of a field ("/film/title") to where it was found.
	Evidence map[string]Evidence `json:"evidence"`
	// Rejected are the rating candidates that lost, with the reason.
	Rejected []Rejected `json:"rejected"`
	Warnings []Warning  `json:"warnings"`
}

// Film is what the page says about the film.
type Film struct {
	Title         string   `json:"title"`
	OriginalTitle string   `json:"original_title"`
	Year          int      `json:"year"` // 0 when unknown
	Directors     []string `json:"directors"`
	Writers       []string `json:"writers"`
	Cast          []string `json:"cast"`
	// RuntimeMinutes is 0 when unknown.
	RuntimeMinutes int `json:"runtime_minutes"`
	// Genres are kept as written, one an element.
	Genres   []string     `json:"genres"`
	Tagline  string       `json:"tagline"`
	Synopsis string       `json:"synopsis"`
	Trailers []Video      `json:"trailers"`
	IDs      []ExternalID `json:"ids"`
}

// Video is a trailer or clip at a video host.
type Video struct {
	Host string `json:"host"` // youtube, vimeo, dailymotion
	ID   string `json:"id"`
	URL  string `json:"url"`
}

// ExternalID is the film's id elsewhere.
type ExternalID struct {
	Source string `json:"source"` // imdb, tmdb, wikidata, letterboxd, douban
	ID     string `json:"id"`
}

// Review is the review as the page shows it.
type Review struct {
	Title   string   `json:"title"`
	URL     string   `json:"url"`
	Outlet  string   `json:"outlet"`
	Authors []Author `json:"authors"`
	// Published is a partial date: "2014-07-08", "2014-07" or "2014".
	Published string `json:"published"`
	// Language is a BCP 47 tag.
	Language string `json:"language"`
	// Body is the review's own text without the furniture of its page; paragraphs are parted by an empty line.
	Body    string `json:"body"`
	Excerpt string `json:"excerpt"`
	// Rating is null when the review gives none, or when the page does not say which of several is meant.
	Rating     *rating.Rating `json:"rating"`
	Blurb      string         `json:"blurb"`
	Tags       []string       `json:"tags"`
	Categories []string       `json:"categories"`
	// SimilarFilms are the films of "see it if you liked ...".
	SimilarFilms []string `json:"similar_films"`
	Venue        string   `json:"venue"`
	Previous     *Link    `json:"previous"`
	Next         *Link    `json:"next"`
}

// Author is one voice of the review. The name is empty when a voice is heard but not named.
type Author struct {
	Name string `json:"name"`
	Role string `json:"role"` // author, host, guest, quoted
	Bio  string `json:"bio"`
	URL  string `json:"url"`
}

// Link points to another review of the same outlet.
type Link struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

// LiveNote is a remark at a moment of the film.
type LiveNote struct {
	OffsetSeconds int    `json:"offset_seconds"`
	Text          string `json:"text"`
}

// Comments are the readers' comments. Declared is the count that the page states, null when it states none; Items are
// those whose text is on the page.
type Comments struct {
	Declared *int      `json:"declared"`
	Items    []Comment `json:"items"`
}

// Comment is one reader's comment. Time is RFC 3339 without a zone where the page gives none, or a partial date.
type Comment struct {
	Name string `json:"name"`
	URL  string `json:"url"`
	Time string `json:"time"`
	Text string `json:"text"`
}

// Entry is one film of a page that has several.
type Entry struct {
	Title  string         `json:"title"`
	Year   int            `json:"year"`
	Rating *rating.Rating `json:"rating"`
	Start  int            `json:"start"`
	End    int            `json:"end"`
}

// Evidence tells where a field comes from. Start and End are byte offsets into the input as it was given.
type Evidence struct {
	// Source is the kind of place: json-ld, microdata, rdfa, hreview, h-review, feed, meta, front-matter, widget, link,
	// label, heading, line, prose, byline, url.
	Source string `json:"source"`
	// Confidence is from 0 to 1.
	Confidence float64 `json:"confidence"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
}

// Rejected is a rating candidate that lost. Source is the kind of place where it stands, Confidence the one that its
// place would have given it; 0 when the words around it leave no doubt.
type Rejected struct {
	Text       string  `json:"text"`
	Reason     string  `json:"reason"`
	Source     string  `json:"source"`
	Confidence float64 `json:"confidence"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
}

// Warning is something that a person should look at before the Draft is stored.
type Warning struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// The codes of warnings.
const (
	WarnMulti         = "multi"          // several films on one page
	WarnVoices        = "voices"         // several voices speak in one review
	WarnRatings       = "ratings"        // several ratings that could be the one
	WarnTitle         = "title_missing"  // the page names no film: ask for it
	WarnHost          = "host_unnamed"   // the host of the review is not named
	WarnDateAmbiguous = "date_ambiguous" // 03-04-2018: only the year is kept
	WarnNotFilm       = "not_a_film"     // structured data says that another kind of thing is reviewed
	WarnMarkup        = "markup_broken"  // structured markup that could not be read
	WarnEncoding      = "encoding"       // bytes that do not fit the encoding were replaced
	WarnTruncated     = "truncated"      // a list was cut at its limit
)
