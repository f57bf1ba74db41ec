package handlers

import (
	"fmt"
	"time"

	"reelscore/internal/fault"
	"reelscore/models"
)

// ReviewInput is the writable form of a review.
type ReviewInput struct {
	// The film, by id, slug or prefixed outside id.
	Film string `json:"film" binding:"required" format:"ref" minLength:"1" maxLength:"200" example:"her-2013"`
	// The outlet, by id or slug.
	Outlet    *string      `json:"outlet,omitempty" extensions:"x-nullable" format:"ref" minLength:"1" maxLength:"200" example:"1"`
	Title     *string      `json:"title,omitempty" extensions:"x-nullable" format:"text" maxLength:"500" example:"At the movies: Her"`
	URL       *string      `json:"url,omitempty" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	Language  *string      `json:"language,omitempty" extensions:"x-nullable" format:"language" maxLength:"35" example:"en"`
	Published *string      `json:"published,omitempty" extensions:"x-nullable" format:"partial-date" maxLength:"10" example:"2014-02-13"`
	Body      *string      `json:"body,omitempty" extensions:"x-nullable" format:"text" maxLength:"1000000"`
	Excerpt   *string      `json:"excerpt,omitempty" extensions:"x-nullable" format:"text" maxLength:"20000"`
	Rating    *RatingInput `json:"rating,omitempty" extensions:"x-nullable"`
	Voices    []VoiceInput `json:"voices,omitempty" maxItems:"50"`
	Tags      []string     `json:"tags,omitempty" maxItems:"200" format:"line" minLength:"1" maxLength:"200"`
	// Where the outlet files the review.
	Categories []string `json:"categories,omitempty" maxItems:"200" format:"line" minLength:"1" maxLength:"200"`
	// The films of "see it if you liked ...".
	Liked []LikedInput `json:"liked,omitempty" maxItems:"100"`
	// Where the film was seen or can be seen.
	Venue   *string      `json:"venue,omitempty" extensions:"x-nullable" format:"text" maxLength:"500"`
	Videos  []VideoInput `json:"videos,omitempty" maxItems:"100"`
	Spoiler bool         `json:"spoiler,omitempty"`
	// What of the text may be shown: all of it, the excerpt, or neither.
	Rights     *string          `json:"rights,omitempty" extensions:"x-nullable" enums:"full,excerpt,link" default:"full"`
	Licence    *string          `json:"licence,omitempty" extensions:"x-nullable" format:"text" maxLength:"500"`
	Provenance *ProvenanceInput `json:"provenance,omitempty" extensions:"x-nullable"`
	// The reviews before and after this one in the outlet's reading order.
	Previous *NeighbourInput `json:"previous,omitempty" extensions:"x-nullable"`
	Next     *NeighbourInput `json:"next,omitempty" extensions:"x-nullable"`
	// How many comments the page says it has.
	DeclaredComments *int `json:"declared_comments,omitempty" extensions:"x-nullable" minimum:"0" maximum:"100000000"`
} //@name ReviewInput

// NewReview is a review with its first live notes and comments, which are stored together or not at all.
type NewReview struct {
	ReviewInput
	LiveNotes []LiveNoteInput   `json:"live_notes,omitempty" maxItems:"5000"`
	Comments  []NewCommentInput `json:"comments,omitempty" maxItems:"5000"`
} //@name NewReview

// VoiceInput names somebody who speaks in a review: a critic (id or slug), or a plain name.
type VoiceInput struct {
	Role   string  `json:"role" binding:"required" enums:"author,host,guest,quoted" example:"author"`
	Critic *string `json:"critic,omitempty" extensions:"x-nullable" format:"ref" minLength:"1" maxLength:"200"`
	Name   *string `json:"name,omitempty" extensions:"x-nullable" format:"line" minLength:"1" maxLength:"300" example:"Mara Lindqvist"`
	// A rating of this voice's own. It is shown, and counts nowhere.
	Rating *RatingInput `json:"rating,omitempty" extensions:"x-nullable"`
} //@name VoiceInput

// LikedInput names a film that a review sends its reader on to: by title as written, by film (id, slug or prefixed outside
// id), or both. A title alone that just one film has finds that film.
type LikedInput struct {
	Title *string `json:"title,omitempty" extensions:"x-nullable" format:"line" minLength:"1" maxLength:"500" example:"Robot & Frank"`
	Film  *string `json:"film,omitempty" extensions:"x-nullable" format:"ref" minLength:"1" maxLength:"200"`
} //@name LikedInput

// ProvenanceInput tells where a review was taken from, under which id there, and when.
type ProvenanceInput struct {
	Source      *string `json:"source,omitempty" extensions:"x-nullable" format:"text" maxLength:"2000"`
	SourceID    *string `json:"source_id,omitempty" extensions:"x-nullable" format:"text" maxLength:"2000"`
	RetrievedAt *string `json:"retrieved_at,omitempty" extensions:"x-nullable" format:"date-time" maxLength:"40"`
} //@name ProvenanceInput

// NeighbourInput names the review before or after in the outlet's reading order.
type NeighbourInput struct {
	Title *string `json:"title,omitempty" extensions:"x-nullable" format:"text" maxLength:"500" example:"Non-Stop"`
	URL   *string `json:"url,omitempty" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
} //@name NeighbourInput

// apply writes the input into a review.
func (in ReviewInput) apply(r *models.Review) error {
	r.FilmRef, r.OutletRef = models.Ref(in.Film), models.Ref(orZero(in.Outlet))
	r.Title, r.URL, r.Language = orZero(in.Title), orZero(in.URL), orZero(in.Language)
	r.Published, r.Body, r.Excerpt = models.Date(orZero(in.Published)), orZero(in.Body), orZero(in.Excerpt)
	r.Tags, r.Categories = distinct(in.Tags), distinct(in.Categories)
	r.Venue, r.Spoiler, r.Licence, r.Rights = orZero(in.Venue), in.Spoiler, orZero(in.Licence), orZero(in.Rights)
	if r.Rights == "" {
		r.Rights = "full"
	}
	r.DeclaredComments = in.DeclaredComments
	previous, next := orZero(in.Previous), orZero(in.Next)
	r.PreviousTitle, r.PreviousURL = orZero(previous.Title), orZero(previous.URL)
	r.NextTitle, r.NextURL = orZero(next.Title), orZero(next.URL)
	r.Stating = in.Rating.stated()
	if err := checkDate(r.Published, "/published"); err != nil {
		return err
	}
	var err error
	if r.Videos, err = videosOf(in.Videos); err != nil {
		return err
	}
	if r.Voices, err = voicesOf(in.Voices); err != nil {
		return err
	}
	if r.Liked, err = likedOf(in.Liked); err != nil {
		return err
	}
	return in.Provenance.apply(r)
}

func (in *ProvenanceInput) apply(r *models.Review) error {
	p := orZero(in)
	r.Source, r.SourceID, r.RetrievedAt = orZero(p.Source), orZero(p.SourceID), 0
	if p.RetrievedAt == nil {
		return nil
	}
	at, err := time.Parse(time.RFC3339Nano, *p.RetrievedAt)
	if err != nil {
		return fault.New(fault.Unprocessable, "The calendar has no such time.").At("/provenance/retrieved_at", "%q is not a time", *p.RetrievedAt)
	}
	r.RetrievedAt = at.UnixMilli()
	return nil
}

func voicesOf(in []VoiceInput) ([]models.Voice, error) {
	voices := make([]models.Voice, len(in))
	for i, v := range in {
		unnamedHost := v.Role == "host" && v.Critic == nil && v.Name == nil
		if (v.Critic == nil) == (v.Name == nil) && !unnamedHost {
			return nil, fault.New(fault.Unprocessable, "A voice must be named in one way.").At(fmt.Sprintf("/voices/%d", i), "give either critic or name")
		}
		voices[i] = models.Voice{Role: v.Role, Critic: models.Ref(orZero(v.Critic)), Name: orZero(v.Name), Stating: v.Rating.stated()}
	}
	return voices, nil
}

func likedOf(in []LikedInput) ([]models.Liked, error) {
	liked := make([]models.Liked, len(in))
	for i, l := range in {
		if l.Title == nil && l.Film == nil {
			return nil, fault.New(fault.Unprocessable, "A liked film is not named.").At(fmt.Sprintf("/liked/%d", i), "give title, film or both")
		}
		liked[i] = models.Liked{Title: orZero(l.Title), Ref: models.Ref(orZero(l.Film))}
	}
	return liked, nil
}

// reviewInput is the writable form of a stored review as UpdateReview hands it out, which a patch is applied to.
func reviewInput(r *models.Review) ReviewInput {
	in := ReviewInput{
		Film: string(r.FilmRef), Outlet: orNull(string(r.OutletRef)), Title: orNull(r.Title), URL: orNull(r.URL), Language: orNull(r.Language),
		Published: orNull(string(r.Published)), Body: orNull(r.Body), Excerpt: orNull(r.Excerpt), Rating: ratingInput(r.Stating),
		Tags: r.Tags, Categories: r.Categories, Venue: orNull(r.Venue), Videos: videoInputs(r.Videos), Spoiler: r.Spoiler,
		Rights: &r.Rights, Licence: orNull(r.Licence), DeclaredComments: r.DeclaredComments,
		Previous: neighbourInput(r.PreviousTitle, r.PreviousURL), Next: neighbourInput(r.NextTitle, r.NextURL),
		Provenance: &ProvenanceInput{Source: orNull(r.Source), SourceID: orNull(r.SourceID)},
	}
	if r.RetrievedAt != 0 {
		at := stamp(r.RetrievedAt).Format(time.RFC3339Nano)
		in.Provenance.RetrievedAt = &at
	}
	for _, v := range r.Voices {
		voice := VoiceInput{Role: v.Role, Critic: orNull(string(v.Critic)), Rating: ratingInput(v.Stating)}
		if voice.Critic == nil {
			voice.Name = orNull(v.Name)
		}
		in.Voices = append(in.Voices, voice)
	}
	for _, l := range r.Liked {
		in.Liked = append(in.Liked, LikedInput{Title: &l.Title, Film: orNull(string(l.Ref))})
	}
	return in
}

func neighbourInput(title, url string) *NeighbourInput {
	if title == "" && url == "" {
		return nil
	}
	return &NeighbourInput{Title: orNull(title), URL: orNull(url)}
}
