package models

import (
	"reflect"

	"gorm.io/gorm"
)

// rereadBatch is how many reviews are held at a time.
const rereadBatch = 500

// reread reads the ratings of an outlet's reviews again, with the default scale that the outlet has now, and stores those
// that come out differently. What cannot be taken on the new scale is kept without a score, with the flags that say why.
func (s *Store) reread(tx *gorm.DB, outlet int64) error {
	scale, err := s.outletScale(tx, &outlet)
	if err != nil {
		return err
	}
	in := reading{tx: tx, outlet: scale}
	for last := int64(0); ; {
		var reviews []Review
		if err := tx.Omit("Body").Where("outlet_id = ? AND id > ?", outlet, last).Order("id").Limit(rereadBatch).Find(&reviews).Error; err != nil {
			return err
		}
		if len(reviews) == 0 {
			return nil
		}
		voices, err := ratedVoices(tx, reviews)
		if err != nil {
			return err
		}
		for i := range reviews {
			if err := s.rereadReview(in, &reviews[i], voices[reviews[i].ID]); err != nil {
				return err
			}
		}
		last = reviews[len(reviews)-1].ID
	}
}

// ratedVoices reads the voices with ratings of their own, by review.
func ratedVoices(tx *gorm.DB, reviews []Review) (map[int64][]Voice, error) {
	ids := make([]int64, len(reviews))
	for i := range reviews {
		ids[i] = reviews[i].ID
	}
	var rows []Voice
	err := tx.Table("review_voices").Where("review_id IN ? AND rating_raw <> ''", ids).Find(&rows).Error
	voices := make(map[int64][]Voice)
	for _, v := range rows {
		voices[v.ReviewID] = append(voices[v.ReviewID], v)
	}
	return voices, err
}

// rereadReview reads the ratings of one review and of its voices again.
func (s *Store) rereadReview(in reading, old *Review, voices []Voice) error {
	r := *old
	var err error
	if r.RatingColumns, err = s.readRating(in, old.Stated(), true, "/rating"); err != nil {
		return err
	}
	changed := !reflect.DeepEqual(r.RatingColumns, old.RatingColumns)
	for i := range voices {
		v := &voices[i]
		columns, err := s.readRating(in, v.Stated(), true, "/rating")
		if err != nil {
			return err
		}
		if reflect.DeepEqual(columns, v.RatingColumns) {
			continue
		}
		changed, v.RatingColumns = true, columns
		err = in.tx.Table("review_voices").Where("review_id = ? AND position = ?", v.ReviewID, v.Position).
			Select(ratingFields()).Updates(v).Error
		if err != nil {
			return err
		}
	}
	if !changed {
		return nil
	}
	r.Stamp = s.changed(old.Stamp)
	if err := in.tx.Select(ratingFields("Version", "UpdatedAt")).Updates(&r).Error; err != nil {
		return err
	}
	if err := s.keepScore(in.tx, old, &r); err != nil {
		return err
	}
	return s.note(in.tx, "review", r.ID, r.FilmID, Updated, r.Version)
}

// ratingFields are the fields of RatingColumns, and more.
func ratingFields(more ...string) []string {
	return append([]string{
		"RatingRaw", "RatingStated", "RatingText", "RatingValue", "RatingBest", "RatingWorst", "RatingLowest", "RatingScale",
		"RatingKind", "RatingBlurb", "RatingMethod", "RatingFlags", "Score", "Verdict",
	}, more...)
}
