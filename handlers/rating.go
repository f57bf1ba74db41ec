package handlers

import (
	"reelscore/models"
	"reelscore/rating"
)

// Rating is one rating: as it was written, and its place on the common scale of 0 to 100 where it has one.
type Rating struct {
	Raw  string  `json:"raw" binding:"required" maxLength:"20000" example:"4/4 - Leave it to him to make it work"`
	Text *string `json:"text" binding:"required" extensions:"x-nullable" maxLength:"1000" example:"4/4"`
	// The number that was given, and the two ends of its scale.
	Value rating.Decimal `json:"value" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"-1000" maximum:"1000" example:"4"`
	Best  rating.Decimal `json:"best" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"-1000" maximum:"1000" example:"4"`
	Worst rating.Decimal `json:"worst" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"-1000" maximum:"1000" example:"0"`
	// The lowest grade that can be given, where that is stated; it does not move the score.
	Lowest rating.Decimal `json:"lowest" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"-1000" maximum:"1000"`
	// The scale that was used; GET /v1/scales lists them.
	Scale *string `json:"scale" binding:"required" extensions:"x-nullable" maxLength:"60" example:"points-4"`
	Kind  *string `json:"kind" binding:"required" extensions:"x-nullable" enums:"fraction,stars,letter,percent,number,verdict,label" example:"fraction"`
	// The place on the common scale.
	Score   rating.Score `json:"score" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"100"`
	Verdict *string      `json:"verdict" binding:"required" extensions:"x-nullable" enums:"positive,mixed,negative" example:"positive"`
	// What stands beside the rating.
	Blurb *string `json:"blurb" binding:"required" extensions:"x-nullable" maxLength:"1000" example:"Leave it to him to make it work"`
	// How the score was made, with its version.
	Method *string `json:"method" binding:"required" extensions:"x-nullable" maxLength:"60" example:"linear/1"`
	// Remarks on how it was read: scale_unknown, scale_from_outlet, out_of_range and others.
	Flags []string `json:"flags" binding:"required" maxItems:"20" maxLength:"60"`
} //@name Rating

// ratingWire is a rating on the wire.
func ratingWire(r rating.Rating) Rating {
	return Rating{
		Raw: r.Raw, Text: orNull(r.Text), Value: r.Value, Best: r.Best, Worst: r.Worst, Lowest: r.Lowest, Scale: orNull(r.Scale),
		Kind: orNull(string(r.Kind)), Score: r.Score, Verdict: orNull(string(r.Verdict)), Blurb: orNull(r.Blurb), Method: orNull(r.Method), Flags: r.Flags.Names(),
	}
}

// storedRating is a stored rating on the wire; nil for none.
func storedRating(c *models.RatingColumns) *Rating {
	if !c.Rated() {
		return nil
	}
	w := ratingWire(c.Rating())
	return &w
}

// RatingInput is a rating as it was written, with what is known about it beside its text. Only what was stated belongs
// here: a scale that the text tells itself, or that is the default of the outlet, is found without.
type RatingInput struct {
	Raw string `json:"raw" binding:"required" format:"text" minLength:"1" maxLength:"1000" example:"2/5"`
	// The scale, for a value that states none itself.
	Scale *string `json:"scale,omitempty" extensions:"x-nullable" format:"scale-id" minLength:"1" maxLength:"60"`
	// The ends of the scale and the lowest grade that can be given, as structured data states them.
	Best   *rating.Decimal `json:"best,omitempty" swaggertype:"number" extensions:"x-nullable" minimum:"-1000" maximum:"1000"`
	Worst  *rating.Decimal `json:"worst,omitempty" swaggertype:"number" extensions:"x-nullable" minimum:"-1000" maximum:"1000"`
	Lowest *rating.Decimal `json:"lowest,omitempty" swaggertype:"number" extensions:"x-nullable" minimum:"-1000" maximum:"1000"`
	// What stands beside the rating, when it is not part of raw.
	Blurb *string `json:"blurb,omitempty" extensions:"x-nullable" format:"text" maxLength:"1000"`
} //@name RatingInput

// stated is the rating in terms of models; nil for none.
func (in *RatingInput) stated() *models.Stated {
	if in == nil {
		return nil
	}
	st := models.NewStated(in.Raw)
	st.Scale, st.Blurb = orZero(in.Scale), orZero(in.Blurb)
	for _, n := range []struct {
		from *rating.Decimal
		to   *rating.Decimal
	}{{in.Best, &st.Best}, {in.Worst, &st.Worst}, {in.Lowest, &st.Lowest}} {
		if n.from != nil {
			*n.to = *n.from
		}
	}
	return &st
}

// ratingInput is the writable form of a rating; nil for none.
func ratingInput(st *models.Stated) *RatingInput {
	if st == nil {
		return nil
	}
	in := RatingInput{Raw: st.Raw, Scale: orNull(st.Scale), Blurb: orNull(st.Blurb)}
	for _, n := range []struct {
		from rating.Decimal
		to   **rating.Decimal
	}{{st.Best, &in.Best}, {st.Worst, &in.Worst}, {st.Lowest, &in.Lowest}} {
		if n.from.Known() {
			*n.to = &n.from
		}
	}
	return &in
}
