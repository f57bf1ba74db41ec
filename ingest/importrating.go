package ingest

import (
	"reelscore/exchange"
	"reelscore/models"
	"reelscore/rating"
)

// rate gives a review the rating of its row, which gets the flags.
func rate(b *models.Batch, row *models.ReportRow, from *exchange.Rating, review *models.NewReview) error {
	if from == nil || from.Raw == "" {
		review.RatingColumns = models.RatingColumns{RatingStated: models.NewStated(""), Score: rating.NoScore}
		return nil
	}
	st := statedIn(from)
	if err := b.Rate(review, st); err != nil {
		return err
	}
	if review.RatingFlags != 0 {
		row.Flags, row.Rating = review.RatingFlags.Names(), review.RatingRaw
	}
	known, err := b.HasScale(st.Scale)
	if err == nil && !known {
		note(row, "rating: there is no scale %q, so the rating was read without it", clipped(st.Scale))
	}
	return err
}

// rateVoice gives a voice its rating.
func rateVoice(b *models.Batch, from *exchange.Rating, outlet int64, voice *models.Voice) (err error) {
	if from == nil || from.Raw == "" {
		voice.RatingColumns = models.RatingColumns{RatingStated: models.NewStated(""), Score: rating.NoScore}
		return nil
	}
	st := statedIn(from)
	voice.Stating = &st
	voice.RatingColumns, err = b.ReadRating(st, outlet)
	return err
}

// statedIn is a rating as its row states it.
func statedIn(from *exchange.Rating) models.Stated {
	beside := from.Context()
	return models.Stated{Raw: from.Raw, Scale: from.Scale, Best: beside.Best, Worst: beside.Worst, Lowest: beside.Lowest, Blurb: clip(from.Blurb, maxLine)}
}
