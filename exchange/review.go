package exchange

import (
	"strings"

	"reelscore/rating"
)

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
	Likes            []Like     `json:"likes,omitempty"` // "see it if you liked"
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

// Like is a film that a review compares with: its title as written, and the film when it is known.
type Like struct {
	Film  *FilmRef `json:"film,omitempty"`
	Title string   `json:"title"`
}

// LiveNote is a remark written while watching, by the seconds into the film.
type LiveNote struct {
	Offset int    `json:"offset_seconds"`
	Text   string `json:"text"`
}

// Comment is a comment below a review. ReplyTo is the place of the comment that it answers in the same list, counted
// from 1; 0 for none.
type Comment struct {
	Body    string `json:"body"`
	Name    string `json:"name,omitempty"`
	Posted  string `json:"posted,omitempty"` // a partial date, or a time in RFC 3339
	ReplyTo int    `json:"reply_to,omitempty"`
	URL     string `json:"url,omitempty"`
}

// Neighbour is the previous or next review of the same outlet. Review is the Identity of the stored one, in the form
// of its String method, when it is stored.
type Neighbour struct {
	Review string `json:"review,omitempty"`
	Title  string `json:"title,omitempty"`
	URL    string `json:"url,omitempty"`
}

// Rating is a rating as the source states it. Of the fields only Raw, Scale, Best, Worst, Lowest and Verdict may be set
// from other services' files: what the row says. Own files carry the rating as it is stored, with Method or Kind set.
type Rating struct {
	Best    *rating.Decimal `json:"best,omitempty"`
	Blurb   string          `json:"blurb,omitempty"`
	Flags   []string        `json:"flags,omitempty"`
	Kind    rating.Kind     `json:"kind,omitempty"`
	Lowest  *rating.Decimal `json:"lowest,omitempty"`
	Method  string          `json:"method,omitempty"`
	Raw     string          `json:"raw,omitempty"`
	Scale   string          `json:"scale,omitempty"` // the id of a scale
	Score   *rating.Score   `json:"score,omitempty"`
	Text    string          `json:"text,omitempty"`
	Value   *rating.Decimal `json:"value,omitempty"`
	Verdict rating.Verdict  `json:"verdict,omitempty"`
	Worst   *rating.Decimal `json:"worst,omitempty"`
}

// NewRating is the form of a stored rating that own files carry; nil when r is empty.
func NewRating(r rating.Rating) *Rating {
	if r.Raw == "" && r.Kind == rating.KindNone {
		return nil
	}
	out := &Rating{
		Best: known(r.Best), Blurb: r.Blurb, Flags: r.Flags.Names(), Kind: r.Kind, Lowest: known(r.Lowest), Method: r.Method,
		Raw: r.Raw, Scale: r.Scale, Text: r.Text, Value: known(r.Value), Verdict: r.Verdict, Worst: known(r.Worst),
	}
	if r.Score.Known() {
		out.Score = &r.Score
	}
	return out
}

// Stored gives back what NewRating was made from. It is not ok for a rating that was not stored yet: parse Raw, with
// Context, instead. The error is a flag that is not known.
func (r *Rating) Stored() (stored rating.Rating, ok bool, err error) {
	if r.Method == "" && r.Kind == rating.KindNone && len(r.Flags) == 0 {
		return rating.Rating{}, false, nil
	}
	flags, err := rating.ParseFlags(strings.Join(r.Flags, ","))
	stored = rating.Rating{
		Raw: r.Raw, Text: r.Text, Value: orNone(r.Value), Best: orNone(r.Best), Worst: orNone(r.Worst), Lowest: orNone(r.Lowest),
		Scale: r.Scale, Kind: r.Kind, Score: rating.NoScore, Verdict: r.Verdict, Blurb: r.Blurb, Method: r.Method, Flags: flags,
	}
	if r.Score != nil {
		stored.Score = *r.Score
	}
	return stored, true, err
}

// Context is what the row states about the rating beside its text; the scale named by Scale is the caller's to add.
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
