package handlers

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/models"
)

// Review is what one outlet, or somebody without one, wrote or said about one film. With ?fields= only the named fields
// and those that identify the review are sent.
type Review struct {
	ID        int64        `json:"id" binding:"required" minimum:"1" example:"1"`
	Film      FilmBrief    `json:"film" binding:"required"`
	Outlet    *OutletBrief `json:"outlet" extensions:"x-nullable"`
	Title     *string      `json:"title" extensions:"x-nullable" maxLength:"500" example:"At the movies: Her"`
	URL       *string      `json:"url" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	Language  *string      `json:"language" extensions:"x-nullable" format:"language" maxLength:"35" example:"en"`
	Published *string      `json:"published" extensions:"x-nullable" format:"partial-date" maxLength:"10" example:"2014-02-13"`
	// Null unless rights is full. Lists leave it out unless it is asked for with ?expand=body.
	Body *NullText `json:"body,omitempty" swaggertype:"string" extensions:"x-nullable" maxLength:"1000000"`
	// Null when rights is link.
	Excerpt    *string  `json:"excerpt" extensions:"x-nullable" maxLength:"20000"`
	Rating     *Rating  `json:"rating" extensions:"x-nullable"`
	Voices     []Voice  `json:"voices" maxItems:"50"`
	Tags       []string `json:"tags" maxItems:"200" maxLength:"200"`
	Categories []string `json:"categories" maxItems:"200" maxLength:"200"`
	Liked      []Liked  `json:"liked" maxItems:"100"`
	Venue      *string  `json:"venue" extensions:"x-nullable" maxLength:"500"`
	Videos     []Video  `json:"videos" maxItems:"100"`
	Spoiler    bool     `json:"spoiler"`
	// What of the text may be shown: all of it, the excerpt, or neither.
	Rights        string         `json:"rights" enums:"full,excerpt,link" example:"full"`
	Licence       *string        `json:"licence" extensions:"x-nullable" maxLength:"500"`
	Provenance    *Provenance    `json:"provenance"`
	Previous      *Neighbour     `json:"previous" extensions:"x-nullable"`
	Next          *Neighbour     `json:"next" extensions:"x-nullable"`
	Comments      ReviewComments `json:"comments"`
	LiveNoteCount int            `json:"live_note_count" minimum:"0" example:"21"`
	// The first live notes, with ?expand=live_notes; /live-notes has all.
	LiveNotes []LiveNote `json:"live_notes,omitzero" maxItems:"100"`
	Version   int64      `json:"version" minimum:"1" example:"1"`
	CreatedAt time.Time  `json:"created_at"`
	UpdatedAt time.Time  `json:"updated_at"`
} //@name Review

// NullText is a text that is null when it is empty.
type NullText string

// MarshalJSON implements json.Marshaler.
func (t NullText) MarshalJSON() ([]byte, error) { return json.Marshal(orNull(string(t))) }

// Voice is somebody who speaks in a review: a critic, or a plain name. The name of a host may be null: heard, but not named.
type Voice struct {
	Role   string       `json:"role" binding:"required" enums:"author,host,guest,quoted" example:"author"`
	Name   *string      `json:"name" binding:"required" extensions:"x-nullable" maxLength:"300" example:"Mara Lindqvist"`
	Critic *CriticBrief `json:"critic" binding:"required" extensions:"x-nullable"`
	// A rating of this voice's own. It counts nowhere.
	Rating *Rating `json:"rating" binding:"required" extensions:"x-nullable"`
} //@name Voice

// Liked is a film that a review sends its reader on to: its title as written, and the film when it is known.
type Liked struct {
	Title string     `json:"title" binding:"required" maxLength:"500" example:"Robot & Frank"`
	Film  *FilmBrief `json:"film" binding:"required" extensions:"x-nullable"`
} //@name Liked

// Provenance tells where a review was taken from, under which id there, and when.
type Provenance struct {
	Source      *string    `json:"source" binding:"required" extensions:"x-nullable" maxLength:"2000"`
	SourceID    *string    `json:"source_id" binding:"required" extensions:"x-nullable" maxLength:"2000"`
	RetrievedAt *time.Time `json:"retrieved_at" binding:"required" extensions:"x-nullable"`
} //@name Provenance

// Neighbour is the review before or after in the outlet's reading order; review is its id when it is in the collection.
type Neighbour struct {
	Title  *string `json:"title" binding:"required" extensions:"x-nullable" maxLength:"500" example:"Non-Stop"`
	URL    *string `json:"url" binding:"required" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	Review *int64  `json:"review" binding:"required" extensions:"x-nullable" minimum:"1"`
} //@name Neighbour

// ReviewComments tells how many comments the page says it has and how many are stored.
type ReviewComments struct {
	Declared *int `json:"declared" binding:"required" extensions:"x-nullable" minimum:"0" example:"27"`
	Stored   int  `json:"stored" binding:"required" minimum:"0" example:"27"`
	// The first comments, with ?expand=comments; /comments has all.
	Items []Comment `json:"items,omitzero" maxItems:"100"`
} //@name ReviewComments

// ReviewShape picks what a review is sent with.
type ReviewShape struct {
	// What to send with each review: its text, which a single review always comes with, its first 100 comments and live notes.
	Expand []string `form:"expand" enums:"body,comments,live_notes" maxItems:"3"`
	// Fields to send; all when left out.
	Fields []string `form:"fields" maxItems:"50" minLength:"1" maxLength:"60"`
}

// sends tells whether a part is asked for, by expand or by fields.
func (s ReviewShape) sends(part string) bool {
	return slices.Contains(s.Expand, part) || slices.Contains(s.Fields, part)
}

// shape implements shaped.
func (s ReviewShape) shape() (any, []string) { return Review{}, s.Fields }

// kept are the fields to send: those that are named, and what is asked for with expand.
func (s ReviewShape) kept() []string { return kept(s.Fields, s.Expand) }

// reviewWire reads what the shape asks for, for all reviews at once, and returns what makes each review's wire type.
func (a *API) reviewWire(c *gin.Context, reviews []models.Review, shape ReviewShape) (func(*models.Review) Review, error) {
	ids := make([]int64, len(reviews))
	for i := range reviews {
		ids[i] = reviews[i].ID
	}
	var comments map[int64][]models.Comment
	var notes map[int64][]models.LiveNote
	var err error
	if slices.Contains(shape.Expand, "comments") {
		if comments, err = a.Store.FirstComments(c.Request.Context(), ids...); err != nil {
			return nil, err
		}
	}
	if shape.sends("live_notes") {
		if notes, err = a.Store.FirstLiveNotes(c.Request.Context(), ids...); err != nil {
			return nil, err
		}
	}
	return func(r *models.Review) Review {
		w := bareReview(r)
		if text := NullText(r.Body); shape.sends("body") {
			if r.Rights != "full" {
				text = ""
			}
			w.Body = &text
		}
		if comments != nil {
			w.Comments.Items = wires(comments[r.ID], commentWire)
		}
		if notes != nil {
			w.LiveNotes = wires(notes[r.ID], liveNoteWire)
		}
		return w
	}, nil
}

// bareReview is a review without what has to be asked for.
func bareReview(r *models.Review) Review {
	w := Review{
		ID: r.ID, Film: filmBrief(&r.Film), Title: orNull(r.Title), URL: orNull(r.URL), Language: orNull(r.Language),
		Published: orNull(string(r.Published)), Rating: storedRating(&r.RatingColumns), Voices: wires(r.Voices, voiceWire),
		Tags: orEmpty(r.Tags), Categories: orEmpty(r.Categories), Liked: wires(r.Liked, likedWire), Venue: orNull(r.Venue), Videos: videoWires(r.Videos),
		Spoiler: r.Spoiler, Rights: r.Rights, Licence: orNull(r.Licence),
		Provenance: &Provenance{Source: orNull(r.Source), SourceID: orNull(r.SourceID)},
		Previous:   neighbourWire(r.PreviousTitle, r.PreviousURL, r.PreviousID), Next: neighbourWire(r.NextTitle, r.NextURL, r.NextID),
		Comments: ReviewComments{Declared: r.DeclaredComments, Stored: r.StoredComments}, LiveNoteCount: r.LiveNoteCount,
		Version: r.Version, CreatedAt: stamp(r.CreatedAt), UpdatedAt: stamp(r.UpdatedAt),
	}
	if r.Outlet != nil {
		outlet := outletBrief(r.Outlet)
		w.Outlet = &outlet
	}
	if r.Rights != "link" {
		w.Excerpt = orNull(r.Excerpt)
	}
	if r.RetrievedAt != 0 {
		at := stamp(r.RetrievedAt)
		w.Provenance.RetrievedAt = &at
	}
	return w
}

// wires makes a wire type of each row.
func wires[Row, Wire any](rows []Row, wire func(*Row) Wire) []Wire {
	all := make([]Wire, len(rows))
	for i := range rows {
		all[i] = wire(&rows[i])
	}
	return all
}

func voiceWire(v *models.Voice) Voice {
	w := Voice{Role: v.Role, Name: orNull(v.Name), Rating: storedRating(&v.RatingColumns)}
	if v.CriticID != nil {
		w.Critic = &CriticBrief{ID: *v.CriticID, Slug: v.CriticSlug, Name: v.Name}
	}
	return w
}

func likedWire(l *models.Liked) Liked {
	w := Liked{Title: l.Title}
	if l.FilmID != nil {
		film := filmBrief(&l.Film)
		w.Film = &film
	}
	return w
}

func neighbourWire(title, url string, review int64) *Neighbour {
	if title == "" && url == "" {
		return nil
	}
	return &Neighbour{Title: orNull(title), URL: orNull(url), Review: orNull(review)}
}
