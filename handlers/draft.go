package handlers

import (
	"reelscore/extract"
	"reelscore/rating"
)

// Draft is what one page says, as far as it could be read. What the page does not tell is null or empty.
type Draft struct {
	Film      DraftFilm       `json:"film" binding:"required"`
	Review    DraftReview     `json:"review" binding:"required"`
	LiveNotes []DraftLiveNote `json:"live_notes" binding:"required" maxItems:"5000"`
	Comments  DraftComments   `json:"comments" binding:"required"`
	// The films of a page that is about several.
	Entries []DraftEntry `json:"entries" binding:"required" maxItems:"5000"`
	// Where each field was found, by its JSON pointer.
	Evidence map[string]DraftEvidence `json:"evidence" binding:"required"`
	// The candidates for the rating that lost, with the reason.
	Rejected []DraftRejected `json:"rejected" binding:"required" maxItems:"5000"`
	Warnings []DraftWarning  `json:"warnings" binding:"required" maxItems:"5000"`
} //@name Draft

// DraftFilm is what a page says about the film.
type DraftFilm struct {
	Title         *string   `json:"title" binding:"required" extensions:"x-nullable" maxLength:"10485760" example:"Her"`
	OriginalTitle *string   `json:"original_title" binding:"required" extensions:"x-nullable" maxLength:"10485760"`
	Year          *int      `json:"year" binding:"required" extensions:"x-nullable" minimum:"0" maximum:"99999" example:"2013"`
	Directors     []string  `json:"directors" binding:"required" maxItems:"5000" maxLength:"10485760" example:"Spike Jonze"`
	Writers       []string  `json:"writers" binding:"required" maxItems:"5000" maxLength:"10485760" example:"Spike Jonze"`
	Cast          []string  `json:"cast" binding:"required" maxItems:"5000" maxLength:"10485760" example:"Joaquin Phoenix"`
	Runtime       *int      `json:"runtime_minutes" binding:"required" extensions:"x-nullable" minimum:"1" maximum:"1000000" example:"126"`
	Genres        []string  `json:"genres" binding:"required" maxItems:"5000" maxLength:"10485760" example:"Romance"`
	Tagline       *string   `json:"tagline" binding:"required" extensions:"x-nullable" maxLength:"10485760"`
	Synopsis      *string   `json:"synopsis" binding:"required" extensions:"x-nullable" maxLength:"10485760"`
	Trailers      []Video   `json:"trailers" binding:"required" maxItems:"5000"`
	ExternalIDs   []DraftID `json:"external_ids" binding:"required" maxItems:"5000"`
} //@name DraftFilm

// DraftID is the film's id elsewhere.
type DraftID struct {
	Namespace string `json:"namespace" binding:"required" maxLength:"60" example:"imdb"`
	Value     string `json:"value" binding:"required" maxLength:"10485760" example:"tt1798709"`
} //@name DraftID

// DraftReview is the review as the page shows it.
type DraftReview struct {
	Title     *string       `json:"title" binding:"required" extensions:"x-nullable" maxLength:"10485760"`
	URL       *string       `json:"url" binding:"required" extensions:"x-nullable" maxLength:"10485760"`
	Outlet    *string       `json:"outlet" binding:"required" extensions:"x-nullable" maxLength:"10485760"`
	Authors   []DraftAuthor `json:"authors" binding:"required" maxItems:"5000"`
	Published *string       `json:"published" binding:"required" extensions:"x-nullable" maxLength:"60" example:"2014-07-08"`
	Language  *string       `json:"language" binding:"required" extensions:"x-nullable" maxLength:"60" example:"en"`
	// The review's own text, without the furniture of its page.
	Body    *string `json:"body" binding:"required" extensions:"x-nullable" maxLength:"10485760"`
	Excerpt *string `json:"excerpt" binding:"required" extensions:"x-nullable" maxLength:"10485760"`
	// Null when the review gives none, or when the page does not say which of several is meant.
	Rating     *Rating    `json:"rating" binding:"required" extensions:"x-nullable"`
	Blurb      *string    `json:"blurb" binding:"required" extensions:"x-nullable" maxLength:"10485760"`
	Tags       []string   `json:"tags" binding:"required" maxItems:"5000" maxLength:"10485760"`
	Categories []string   `json:"categories" binding:"required" maxItems:"5000" maxLength:"10485760"`
	Liked      []string   `json:"liked" binding:"required" maxItems:"5000" maxLength:"10485760"`
	Venue      *string    `json:"venue" binding:"required" extensions:"x-nullable" maxLength:"10485760"`
	Previous   *DraftLink `json:"previous" binding:"required" extensions:"x-nullable"`
	Next       *DraftLink `json:"next" binding:"required" extensions:"x-nullable"`
} //@name DraftReview

// DraftAuthor is one voice of a page; its name is null when it is heard but not named.
type DraftAuthor struct {
	Name *string `json:"name" binding:"required" extensions:"x-nullable" maxLength:"10485760" example:"Dave Baker"`
	Role string  `json:"role" binding:"required" enums:"author,host,guest,quoted" example:"author"`
	Bio  *string `json:"bio" binding:"required" extensions:"x-nullable" maxLength:"10485760"`
	URL  *string `json:"url" binding:"required" extensions:"x-nullable" maxLength:"10485760"`
} //@name DraftAuthor

// DraftLink is a neighbour in the reading order of the page's site.
type DraftLink struct {
	Title *string `json:"title" binding:"required" extensions:"x-nullable" maxLength:"10485760" example:"Non-Stop"`
	URL   *string `json:"url" binding:"required" extensions:"x-nullable" maxLength:"10485760"`
} //@name DraftLink

// DraftLiveNote is a remark at a moment of the film.
type DraftLiveNote struct {
	OffsetSeconds int    `json:"offset_seconds" binding:"required" minimum:"0" maximum:"3600000" example:"205"`
	Text          string `json:"text" binding:"required" maxLength:"10485760"`
} //@name DraftLiveNote

// DraftComments are the comments of a page: the count that it states, and those whose text it holds.
type DraftComments struct {
	Declared *int           `json:"declared" binding:"required" extensions:"x-nullable" minimum:"0" example:"27"`
	Items    []DraftComment `json:"items" binding:"required" maxItems:"5000"`
} //@name DraftComments

// DraftComment is one reader's comment.
type DraftComment struct {
	Name *string `json:"name" binding:"required" extensions:"x-nullable" maxLength:"10485760"`
	URL  *string `json:"url" binding:"required" extensions:"x-nullable" maxLength:"10485760"`
	// As the page has it: without a zone where it tells none, or a partial date.
	Time *string `json:"time" binding:"required" extensions:"x-nullable" maxLength:"60" example:"2014-02-13T06:59:00"`
	Text string  `json:"text" binding:"required" maxLength:"10485760"`
} //@name DraftComment

// DraftEntry is one film of a page that is about several.
type DraftEntry struct {
	Title  string  `json:"title" binding:"required" maxLength:"10485760"`
	Year   *int    `json:"year" binding:"required" extensions:"x-nullable" minimum:"0" maximum:"99999"`
	Rating *Rating `json:"rating" binding:"required" extensions:"x-nullable"`
	Start  int     `json:"start" binding:"required" minimum:"0"`
	End    int     `json:"end" binding:"required" minimum:"0"`
} //@name DraftEntry

// DraftEvidence tells where a field comes from. Start and end are byte offsets into the page as it was sent.
type DraftEvidence struct {
	Source     string  `json:"source" binding:"required" maxLength:"60" example:"heading"`
	Confidence float64 `json:"confidence" binding:"required" minimum:"0" maximum:"1" example:"0.97"`
	Start      int     `json:"start" binding:"required" minimum:"0" example:"10"`
	End        int     `json:"end" binding:"required" minimum:"0" example:"13"`
} //@name DraftEvidence

// DraftRejected is a candidate for the rating that lost. The confidence is the one that its place would have given it.
type DraftRejected struct {
	Text       string  `json:"text" binding:"required" maxLength:"10485760"`
	Reason     string  `json:"reason" binding:"required" maxLength:"1000"`
	Source     string  `json:"source" binding:"required" maxLength:"60" example:"prose"`
	Confidence float64 `json:"confidence" binding:"required" minimum:"0" maximum:"1" example:"0.3"`
	Start      int     `json:"start" binding:"required" minimum:"0"`
	End        int     `json:"end" binding:"required" minimum:"0"`
} //@name DraftRejected

// DraftWarning is something that a person should look at before the draft is stored.
type DraftWarning struct {
	Code    string `json:"code" binding:"required" maxLength:"60" example:"multi"`
	Message string `json:"message" binding:"required" maxLength:"4000"`
} //@name DraftWarning

// draftRating is the rating of a draft on the wire; nil for none.
func draftRating(r *rating.Rating) *Rating {
	if r == nil {
		return nil
	}
	w := ratingWire(*r)
	return &w
}

// NewDraft is a draft on the wire.
func NewDraft(d extract.Draft) Draft {
	w := Draft{
		Film: draftFilmWire(d.Film), Review: draftReviewWire(d.Review),
		LiveNotes: wires(d.LiveNotes, func(n *extract.LiveNote) DraftLiveNote { return DraftLiveNote(*n) }),
		Comments:  DraftComments{Declared: d.Comments.Declared, Items: wires(d.Comments.Items, draftCommentWire)},
		Entries: wires(d.Entries, func(e *extract.Entry) DraftEntry {
			return DraftEntry{Title: e.Title, Year: orNull(e.Year), Rating: draftRating(e.Rating), Start: e.Start, End: e.End}
		}),
		Evidence: map[string]DraftEvidence{},
		Rejected: wires(d.Rejected, func(r *extract.Rejected) DraftRejected { return DraftRejected(*r) }),
		Warnings: wires(d.Warnings, func(r *extract.Warning) DraftWarning { return DraftWarning(*r) }),
	}
	for pointer, e := range d.Evidence {
		w.Evidence[pointer] = DraftEvidence(e)
	}
	return w
}

func draftFilmWire(f extract.Film) DraftFilm {
	return DraftFilm{
		Title: orNull(f.Title), OriginalTitle: orNull(f.OriginalTitle), Year: orNull(f.Year), Directors: orEmpty(f.Directors), Writers: orEmpty(f.Writers),
		Cast: orEmpty(f.Cast), Runtime: orNull(f.RuntimeMinutes), Genres: orEmpty(f.Genres), Tagline: orNull(f.Tagline), Synopsis: orNull(f.Synopsis),
		Trailers: wires(f.Trailers, func(v *extract.Video) Video {
			return Video{Kind: "trailer", Site: orNull(v.Host), Key: orNull(v.ID), URL: orNull(v.URL)}
		}),
		ExternalIDs: wires(f.IDs, func(id *extract.ExternalID) DraftID { return DraftID{Namespace: id.Source, Value: id.ID} }),
	}
}

func draftReviewWire(r extract.Review) DraftReview {
	return DraftReview{
		Title: orNull(r.Title), URL: orNull(r.URL), Outlet: orNull(r.Outlet), Published: orNull(r.Published), Language: orNull(r.Language), Body: orNull(r.Body),
		Authors: wires(r.Authors, func(a *extract.Author) DraftAuthor {
			return DraftAuthor{Name: orNull(a.Name), Role: a.Role, Bio: orNull(a.Bio), URL: orNull(a.URL)}
		}),
		Excerpt: orNull(r.Excerpt), Rating: draftRating(r.Rating), Blurb: orNull(r.Blurb), Tags: orEmpty(r.Tags), Categories: orEmpty(r.Categories),
		Liked: orEmpty(r.SimilarFilms), Venue: orNull(r.Venue), Previous: draftLink(r.Previous), Next: draftLink(r.Next),
	}
}

func draftLink(l *extract.Link) *DraftLink {
	if l == nil {
		return nil
	}
	return &DraftLink{Title: orNull(l.Title), URL: orNull(l.URL)}
}

func draftCommentWire(c *extract.Comment) DraftComment {
	return DraftComment{Name: orNull(c.Name), URL: orNull(c.URL), Time: orNull(c.Time), Text: c.Text}
}
