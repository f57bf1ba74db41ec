package exchange

import "reelscore/rating"

// Review is one review of one film with everything that hangs on it.
type Review struct {
	Body             string     `json:"body,omitempty"`
	Categories       []string   `json:"categories,omitempty"`
	Comments         []Comment  `json:"comments,omitempty"`
	DeclaredComments *int       `json:"declared_comments,omitempty"` // the count that the page shows; nil when it shows none
	Excerpt          string     `json:"excerpt,omitempty"`
	Film             FilmRef    `json:"film"`
	Language         string     `json:"language,omitempty"` // BCP 47
	Licence          string     `json:"licence,omitempty"`
	Likes            []Liked    `json:"liked,omitempty"` // "see it if you liked"
	LiveNotes        []LiveNote `json:"live_notes,omitempty"`
	Next             *Neighbour `json:"next,omitempty"`
	Outlet           NameRef    `json:"outlet,omitzero"`
	Previous         *Neighbour `json:"previous,omitempty"`
	Published        Date       `json:"published,omitempty"`
	Rating           *Rating    `json:"rating,omitempty"`
	RetrievedAt      string     `json:"retrieved_at,omitempty"` // RFC 3339, UTC
	Rights           string     `json:"rights,omitempty"`       // full, excerpt or link; empty is full
	Source           string     `json:"source,omitempty"`       // which service or file the review comes from
	SourceID         string     `json:"source_id,omitempty"`    // its id there
	Spoiler          bool       `json:"spoiler,omitempty"`
	Tags             []string   `json:"tags,omitempty"`
	Title            string     `json:"title,omitempty"`
	URL              string     `json:"url,omitempty"`
	Venue            string     `json:"venue,omitempty"`
	Videos           []Video    `json:"videos,omitempty"`
	Voices           []Voice    `json:"voices,omitempty"`
}

// The roles of a voice.
const (
	RoleAuthor = "author"
	RoleHost   = "host"
	RoleGuest  = "guest"
	RoleQuoted = "quoted"
)

// Voice is somebody who speaks in a review: a critic of the collection, or a mere name.
type Voice struct {
	Critic NameRef `json:"critic,omitzero"`
	Name   string  `json:"name,omitempty"`
	Rating *Rating `json:"rating,omitempty"`
	Role   string  `json:"role"`
}

// Liked is a film that a review sends its reader on to: its title as written, and the film when it is known.
type Liked struct {
	Film  *FilmRef `json:"film,omitempty"`
	Title string   `json:"title"`
}

// LiveNote is a remark written while watching, by the seconds into the film.
type LiveNote struct {
	Offset int    `json:"offset_seconds"`
	Text   string `json:"text"`
}

// Comment is a comment below a review. ReplyTo is the place, from 0, of the earlier comment in the same list that it
// answers; nil for none.
type Comment struct {
	Body    string `json:"body"`
	Name    string `json:"name,omitempty"`
	Posted  string `json:"posted,omitempty"` // a partial date, or a time in RFC 3339
	ReplyTo *int   `json:"reply_to,omitempty"`
	URL     string `json:"url,omitempty"`
}

// Neighbour is the previous or next review in the reading order of the outlet.
type Neighbour struct {
	Title string `json:"title,omitempty"`
	URL   string `json:"url,omitempty"`
}

// Rating is a rating as it was stated: its text, and what was said beside the text. That is what a collection reads it
// from, again and again, so it is all that has to be carried.
type Rating struct {
	Best   *rating.Decimal `json:"best,omitempty"`
	Blurb  string          `json:"blurb,omitempty"` // where it is not a part of Raw
	Lowest *rating.Decimal `json:"lowest,omitempty"`
	Raw    string          `json:"raw,omitempty"`
	// Reading is how the collection that wrote the file read it: for those who use the file without a parser.
	Reading *Reading `json:"reading,omitempty"`
	Scale   string   `json:"scale,omitempty"` // the id of a scale
	// Verdict is one that the source states beside the rating.
	Verdict rating.Verdict  `json:"verdict,omitempty"`
	Worst   *rating.Decimal `json:"worst,omitempty"`
}

// Reading is what a rating was found to say; see rating.Rating for the fields.
type Reading struct {
	Best    *rating.Decimal `json:"best,omitempty"`
	Blurb   string          `json:"blurb,omitempty"`
	Flags   []string        `json:"flags,omitempty"`
	Kind    rating.Kind     `json:"kind,omitempty"`
	Lowest  *rating.Decimal `json:"lowest,omitempty"`
	Method  string          `json:"method,omitempty"`
	Scale   string          `json:"scale,omitempty"`
	Score   *rating.Score   `json:"score,omitempty"`
	Text    string          `json:"text,omitempty"`
	Value   *rating.Decimal `json:"value,omitempty"`
	Verdict rating.Verdict  `json:"verdict,omitempty"`
	Worst   *rating.Decimal `json:"worst,omitempty"`
}

// NewReading is what a rating was read as.
func NewReading(r rating.Rating) *Reading {
	out := &Reading{
		Best: known(r.Best), Blurb: r.Blurb, Flags: r.Flags.Names(), Kind: r.Kind, Lowest: known(r.Lowest), Method: r.Method,
		Scale: r.Scale, Text: r.Text, Value: known(r.Value), Verdict: r.Verdict, Worst: known(r.Worst),
	}
	if r.Score.Known() {
		out.Score = &r.Score
	}
	return out
}

// Context is what was stated beside the text; the scale that Scale names is the caller's to add.
func (r *Rating) Context() rating.Context {
	return rating.Context{Best: orNone(r.Best), Worst: orNone(r.Worst), Lowest: orNone(r.Lowest)}
}

func known(d rating.Decimal) *rating.Decimal {
	if !d.Known() {
		return nil
	}
	return &d
}

func orNone(d *rating.Decimal) rating.Decimal {
	if d == nil {
		return rating.NoDecimal
	}
	return *d
}
