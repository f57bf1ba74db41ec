package ingest

import (
	"reelscore/exchange"
	"reelscore/models"
	"reelscore/rating"
)

// rating makes the rating of a row: what is stated, and how it reads. Row, nil for a voice, gets its flags.
func (r *run) rating(b *models.Batch, row *models.ReportRow, from *exchange.Rating, outlet int64) (*models.Stated, models.RatingColumns, error) {
	if from == nil || from.Raw == "" {
		return nil, models.RatingColumns{RatingStated: models.NewStated(""), Score: rating.NoScore}, nil
	}
	beside := from.Context()
	st := models.Stated{Raw: from.Raw, Scale: from.Scale, Best: beside.Best, Worst: beside.Worst, Lowest: beside.Lowest, Blurb: clip(from.Blurb, maxLine)}
	columns, err := b.ReadRating(st, outlet)
	if err != nil {
		return nil, columns, err
	}
	if row != nil {
		if columns.RatingFlags != 0 {
			row.Flags, row.Rating = columns.RatingFlags.Names(), columns.RatingRaw
		}
		if known, err := b.HasScale(st.Scale); err != nil || !known {
			note(row, "rating: there is no scale %q, so the rating was read without it", clipped(st.Scale))
			return &st, columns, err
		}
	}
	return &st, columns, nil
}
