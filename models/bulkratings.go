package models

import (
	"strings"
	"sync"

	"reelscore/rating"
)

// ratingKey is what the reading of a rating depends on, as long as the scales stay.
type ratingKey struct {
	stated Stated
	outlet string // the id of the outlet's default scale
	weight rating.Weight
}

// readRating is a rating that was read, in the forms in which it is written.
type readRating struct {
	columns RatingColumns
	values  []any // of ratingColumnNames
	entry   rating.Entry
}

// ratingColumnNames are the columns of a rating, in the order of readRating.values.
const ratingColumnNames = "rating_raw, rating_stated, rating_text, rating_value, rating_best, rating_worst, rating_lowest, rating_scale, rating_kind, " +
	"rating_blurb, rating_method, rating_flags, score, verdict"

// read reads a rating leniently; nil is none. Few different ratings make up most of a file, so they are remembered.
func (b *Batch) read(st *Stated, outlet outletFacts) (*readRating, error) {
	key := ratingKey{stated: NewStated(""), weight: outlet.weight}
	if outlet.scale != nil {
		key.outlet = outlet.scale.ID
	}
	if st != nil {
		key.stated = *st
	}
	if r, there := b.known.ratings[key]; there {
		return r, nil
	}
	if st != nil { // What is remembered may be a part of a long row.
		st = key.stated.apart()
		key.stated = *st
	}
	r := &readRating{}
	var err error
	if r.columns, err = b.s.readRating(reading{tx: b.tx, outlet: outlet.scale}, st, true, "/rating"); err != nil {
		return r, err
	}
	if err := r.complete(outlet.weight); err != nil {
		return r, err
	}
	remember(b.known.ratings, key, r)
	return r, nil
}

// apart is a copy with texts of its own.
func (s Stated) apart() *Stated {
	s.Raw, s.Scale, s.Blurb = strings.Clone(s.Raw), strings.Clone(s.Scale), strings.Clone(s.Blurb)
	return &s
}

// complete makes the other forms of a rating whose columns are settled.
func (r *readRating) complete(weight rating.Weight) error {
	var err error
	r.values, err = r.columns.values()
	r.entry = rating.EntryOf(r.columns.Rating(), weight)
	return err
}

// unstated is what is stored of a rating of which nothing was said beside its text, as of most.
var unstated = sync.OnceValues(func() (string, error) { return jsonText(NewStated("")) })

// stored is the rating as it was stated, without its text, as a column holds it.
func (st Stated) stored() (string, error) {
	if st.Raw = ""; st == NewStated("") {
		return unstated()
	}
	return jsonText(st)
}

// values are those of ratingColumnNames.
func (c *RatingColumns) values() ([]any, error) {
	stated, err := c.RatingStated.stored()
	return []any{
		c.RatingRaw, stated, c.RatingText, whole(c.RatingValue), whole(c.RatingBest), whole(c.RatingWorst), whole(c.RatingLowest), c.RatingScale,
		string(c.RatingKind), c.RatingBlurb, c.RatingMethod, int64(c.RatingFlags), int64(c.Score), string(c.Verdict),
	}, err
}

// ReadRating reads a rating as a review from that outlet, 0 for none, states it; what cannot be taken is flagged.
func (b *Batch) ReadRating(st Stated, outlet int64) (RatingColumns, error) {
	facts, err := b.factsOf(outlet)
	if err != nil {
		return RatingColumns{}, err
	}
	r, err := b.read(&st, facts)
	return r.columns, err
}

// Rate gives a new review, whose outlet is settled, the rating that it states.
func (b *Batch) Rate(r *NewReview, st Stated) error {
	facts, err := b.factsOf(r.outlet())
	if err != nil {
		return err
	}
	r.Stating = &st
	if r.read, err = b.read(&st, facts); err == nil {
		r.RatingColumns = r.read.columns
	}
	return err
}

// HasScale tells whether there is a scale with that id.
func (b *Batch) HasScale(id string) (bool, error) {
	if is, there := b.known.scales[id]; there || id == "" {
		return is || id == "", nil
	}
	scale, err := b.s.scale(b.tx, id)
	if err == nil {
		remember(b.known.scales, id, scale != nil)
	}
	return scale != nil, err
}

func whole(d *rating.Decimal) any {
	if d == nil {
		return nil
	}
	return int64(*d)
}

// spacedOnce is spaced, remembered for the names that come again and again.
func (b *Batch) spacedOnce(name string) string {
	if w, there := b.known.words[name]; there {
		return w
	}
	w := spaced(name)
	remember(b.known.words, name, w)
	return w
}

// words are the words of several texts, as spaced would put them.
func (b *Batch) words(texts []string, names []string) string {
	var parts []string
	for _, t := range texts {
		if t != "" {
			parts = append(parts, spaced(t))
		}
	}
	for _, n := range names {
		parts = append(parts, b.spacedOnce(n))
	}
	return strings.Join(parts, " ")
}
