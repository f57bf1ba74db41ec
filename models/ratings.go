package models

import (
	"encoding/json"
	"errors"
	"slices"

	"gorm.io/gorm"

	"reelscore/internal/fault"
	"reelscore/rating"
)

// Stated is a rating as it was stated: its text, and what was said about it beside the text. It is kept, so that a rating
// can be read again when the scale of its outlet changes.
type Stated struct {
	// Raw is the text, verbatim.
	Raw string `json:"-"`
	// Scale is the id of the scale that was stated; empty for none.
	Scale string `json:"scale,omitempty"`
	// Best, Worst and Lowest are from structured data; NoDecimal where not given.
	Best   rating.Decimal `json:"best"`
	Worst  rating.Decimal `json:"worst"`
	Lowest rating.Decimal `json:"lowest"`
	// Blurb takes the place of the one that is read from the text, unless it is empty.
	Blurb string `json:"blurb,omitempty"`
}

// UnmarshalJSON reads what is stored; a number that is not there is not known.
func (st *Stated) UnmarshalJSON(b []byte) error {
	type plain Stated
	p := plain(NewStated(""))
	if err := json.Unmarshal(b, &p); err != nil {
		return err
	}
	*st = Stated(p)
	return nil
}

// NewStated is a rating of which only the text is known.
func NewStated(raw string) Stated {
	return Stated{Raw: raw, Best: rating.NoDecimal, Worst: rating.NoDecimal, Lowest: rating.NoDecimal}
}

// RatingColumns are the columns of a rating.
type RatingColumns struct {
	RatingRaw    string
	RatingStated Stated `gorm:"serializer:json"`
	RatingText   string
	RatingValue  *rating.Decimal
	RatingBest   *rating.Decimal
	RatingWorst  *rating.Decimal
	RatingLowest *rating.Decimal
	RatingScale  string
	RatingKind   rating.Kind
	RatingBlurb  string
	RatingMethod string
	RatingFlags  rating.Flags
	Score        rating.Score
	Verdict      rating.Verdict
}

// Rated tells whether there is a rating at all, read or not.
func (c *RatingColumns) Rated() bool { return c.RatingRaw != "" }

// Stated is the rating as it was stated; nil for none.
func (c *RatingColumns) Stated() *Stated {
	if !c.Rated() {
		return nil
	}
	st := c.RatingStated
	st.Raw = c.RatingRaw
	return &st
}

// Rating is the rating as it was read; rating.Unrated for none.
func (c *RatingColumns) Rating() rating.Rating {
	r := rating.Unrated()
	if !c.Rated() {
		return r
	}
	r.Raw, r.Text, r.Scale, r.Kind = c.RatingRaw, c.RatingText, c.RatingScale, c.RatingKind
	r.Value, r.Best, r.Worst, r.Lowest = known(c.RatingValue), known(c.RatingBest), known(c.RatingWorst), known(c.RatingLowest)
	r.Score, r.Verdict, r.Blurb, r.Method, r.Flags = c.Score, c.Verdict, c.RatingBlurb, c.RatingMethod, c.RatingFlags
	return r
}

// keepRating is the columns of a rating that was read from what was stated.
func keepRating(st Stated, r rating.Rating) RatingColumns {
	c := RatingColumns{
		RatingRaw: st.Raw, RatingStated: st, RatingText: r.Text, RatingScale: r.Scale, RatingKind: r.Kind,
		RatingValue: orNil(r.Value), RatingBest: orNil(r.Best), RatingWorst: orNil(r.Worst), RatingLowest: orNil(r.Lowest),
		RatingBlurb: r.Blurb, RatingMethod: r.Method, RatingFlags: r.Flags, Score: r.Score, Verdict: r.Verdict,
	}
	if st.Blurb != "" {
		c.RatingBlurb = st.Blurb
	}
	return c
}

// known and orNil change between a number that may be missing and a column that may be NULL.
func known(d *rating.Decimal) rating.Decimal {
	if d == nil {
		return rating.NoDecimal
	}
	return *d
}

func orNil(d rating.Decimal) *rating.Decimal {
	if d == rating.NoDecimal {
		return nil
	}
	return &d
}

// reading is how the ratings of one review are read.
type reading struct {
	tx *gorm.DB
	// outlet is the default scale of the review's outlet; nil for none.
	outlet *rating.Scale
	// kept are ratings that are stored already: they were let in once, and are kept with their flags.
	kept []Stated
}

// readRating reads one rating; nil is none. What a strict reader refuses is an error at the pointer, unless the rating is
// one of those that are kept.
func (s *Store) readRating(in reading, st *Stated, lenient bool, pointer string) (RatingColumns, error) {
	if st == nil {
		return RatingColumns{RatingStated: NewStated(""), Score: rating.NoScore}, nil
	}
	lenient = lenient || slices.Contains(in.kept, *st)
	c := rating.Context{OutletScale: in.outlet, Best: st.Best, Worst: st.Worst, Lowest: st.Lowest}
	if st.Scale != "" {
		var err error
		if c.Scale, err = s.scale(in.tx, st.Scale); err != nil {
			return RatingColumns{}, err
		}
		if c.Scale == nil && !lenient {
			return RatingColumns{}, fault.New(fault.Unprocessable, "The scale of a rating is not known.").
				At(pointer+"/scale", "there is no scale %q; GET /v1/scales lists them", st.Scale)
		}
		c.OutletScale = nil // A scale was stated, so the outlet's is not the one.
	}
	r, err := rating.Parse(st.Raw, c)
	var refusal *rating.ParseError
	if errors.As(err, &refusal) && !lenient {
		return RatingColumns{}, fault.New(fault.Unprocessable, "A rating cannot be taken as it is.").At(pointer+"/raw", "%s", refusal)
	}
	return keepRating(*st, r), nil
}
