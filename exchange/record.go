// Package exchange reads and writes collections of films and reviews in bulk: its own NDJSON, CSV, the exports of other
// services, schema.org documents. Every format becomes the one model of this file, a row at a time, and a broken row
// never stops the rest. It is pure: it opens no file, asks no server and knows no database.
package exchange

import "reelscore/rating"

// Kind says what a Record holds.
type Kind string

// The kinds of record, in the order in which a file lists them: nothing names what comes after it.
const (
	KindScale  Kind = "scale"
	KindPerson Kind = "person"
	KindOutlet Kind = "outlet"
	KindCritic Kind = "critic"
	KindFilm   Kind = "film"
	KindReview Kind = "review"
)

// Record is one row: Kind tells which of the fields is set. A row of KindReview may have Film as well: what the row
// tells about the film beyond naming it (its runtime, its directors), for the case that the film is new.
//
// In every type below a zero value is unknown, and the fields stand in the order of their JSON names, which is how
// they are written.
type Record struct {
	Kind   Kind
	Scale  *Scale
	Person *Person
	Outlet *Outlet
	Critic *Critic
	Film   *Film
	Review *Review
}

// Film is a film.
type Film struct {
	Countries     []string          `json:"countries,omitempty"` // ISO 3166-1 alpha-2 in own files; as written in others
	Credits       []Credit          `json:"credits,omitempty"`
	ExternalIDs   map[string]string `json:"external_ids,omitempty"` // namespace -> value
	Genres        []string          `json:"genres,omitempty"`       // canonical in own files; as written in others
	Languages     []string          `json:"languages,omitempty"`    // BCP 47 in own files; as written in others
	Links         []Link            `json:"links,omitempty"`
	OriginalTitle string            `json:"original_title,omitempty"`
	Placeholder   bool              `json:"placeholder,omitempty"` // the title stands for one that is not known
	Released      Date              `json:"released,omitempty"`
	Runtime       int               `json:"runtime_minutes,omitempty"`
	Slug          string            `json:"slug,omitempty"`
	Synopsis      string            `json:"synopsis,omitempty"`
	Tagline       string            `json:"tagline,omitempty"`
	Title         string            `json:"title"`
	Videos        []Video           `json:"videos,omitempty"`
	Year          int               `json:"year,omitempty"`
}

// Credit is one person's part in a film, in the order of the list.
type Credit struct {
	Billing   int     `json:"billing,omitempty"`
	Character string  `json:"character,omitempty"`
	Person    NameRef `json:"person"`
	Role      string  `json:"role"`
}

// Link is a page about something.
type Link struct {
	Title string `json:"title,omitempty"`
	URL   string `json:"url"`
}

// Video is a moving picture: a trailer, a clip, a video review.
type Video struct {
	Key   string `json:"key,omitempty"`
	Kind  string `json:"kind,omitempty"`
	Site  string `json:"site,omitempty"`
	Title string `json:"title,omitempty"`
	URL   string `json:"url,omitempty"`
}

// Person is somebody in the credits of films.
type Person struct {
	Bio         string            `json:"bio,omitempty"`
	Born        Date              `json:"born,omitempty"`
	ExternalIDs map[string]string `json:"external_ids,omitempty"`
	Links       []Link            `json:"links,omitempty"`
	Name        string            `json:"name"`
	Slug        string            `json:"slug,omitempty"`
}

// Outlet is where reviews appear. Weight is its weight in the weighted score, 0 to 100; nil is the usual 1.
type Outlet struct {
	DefaultScale string          `json:"default_scale,omitempty"`
	Description  string          `json:"description,omitempty"`
	FeedURL      string          `json:"feed_url,omitempty"`
	Language     string          `json:"language,omitempty"`
	Name         string          `json:"name"`
	Sample       bool            `json:"sample,omitempty"`
	Slug         string          `json:"slug,omitempty"`
	URL          string          `json:"url,omitempty"`
	Weight       *rating.Decimal `json:"weight,omitempty"`
}

// Critic is somebody who reviews.
type Critic struct {
	Bio     string    `json:"bio,omitempty"`
	Links   []Link    `json:"links,omitempty"`
	Name    string    `json:"name"`
	Outlets []NameRef `json:"outlets,omitempty"`
	Slug    string    `json:"slug,omitempty"`
}

// Scale is a rating scale that a collection added to the built-in ones. Best and Worst are nil for names only.
type Scale struct {
	Best     *rating.Decimal `json:"best,omitempty"`
	ID       string          `json:"id"`
	Kind     rating.Kind     `json:"kind_of_rating"`
	Labels   []Label         `json:"labels,omitempty"`
	Name     string          `json:"name"`
	Negative rating.Score    `json:"negative_to"`
	Positive rating.Score    `json:"positive_from"`
	Step     *rating.Decimal `json:"step,omitempty"`
	Worst    *rating.Decimal `json:"worst,omitempty"`
}

// Label is a named grade of a scale.
type Label struct {
	Score rating.Score `json:"score"`
	Text  string       `json:"text"`
}

// FilmRef names a film in every way that the source knows.
type FilmRef struct {
	ExternalIDs   map[string]string `json:"external_ids,omitempty"`
	OriginalTitle string            `json:"original_title,omitempty"`
	Slug          string            `json:"slug,omitempty"`
	Title         string            `json:"title,omitempty"`
	Year          int               `json:"year,omitempty"`
}

// Named reports whether the reference names a film at all.
func (r *FilmRef) Named() bool { return r.Slug != "" || r.Title != "" || len(r.ExternalIDs) > 0 }

// NameRef names a person, outlet or critic: by slug in own files, by name in others.
type NameRef struct {
	Name string `json:"name,omitempty"`
	Slug string `json:"slug,omitempty"`
}
