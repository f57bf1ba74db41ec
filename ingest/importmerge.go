package ingest

import (
	"reflect"
	"slices"

	"reelscore/models"
)

// merge puts what a row says over a stored review, and tells whether that changes it. What the row does not say stays,
// and so do the film and where the review was first taken from.
func merge(old *models.StoredReview, row *models.NewReview) (merged models.Review, changed bool) {
	merged = old.Review
	for _, t := range []struct{ to, from *string }{
		{&merged.Title, &row.Title}, {&merged.URL, &row.URL}, {&merged.Language, &row.Language}, {(*string)(&merged.Published), (*string)(&row.Published)},
		{&merged.Excerpt, &row.Excerpt}, {&merged.Body, &row.Body}, {&merged.Venue, &row.Venue}, {&merged.Licence, &row.Licence},
		{&merged.PreviousTitle, &row.PreviousTitle}, {&merged.PreviousURL, &row.PreviousURL}, {&merged.NextTitle, &row.NextTitle}, {&merged.NextURL, &row.NextURL},
	} {
		if *t.from != "" && *t.from != *t.to {
			*t.to, changed = *t.from, true
		}
	}
	if old.SourceID == "" && row.SourceID != "" {
		merged.Source, merged.SourceID, changed = row.Source, row.SourceID, true
	}
	if row.Rights != "full" && row.Rights != merged.Rights {
		merged.Rights, changed = row.Rights, true
	}
	if row.Spoiler && !merged.Spoiler {
		merged.Spoiler, changed = true, true
	}
	if row.OutletID != nil && (merged.OutletID == nil || *row.OutletID != *merged.OutletID) {
		merged.OutletID, changed = row.OutletID, true
	}
	if d := row.DeclaredComments; d != nil && (merged.DeclaredComments == nil || *d != *merged.DeclaredComments) {
		merged.DeclaredComments, changed = d, true
	}
	if row.RetrievedAt > merged.RetrievedAt {
		merged.RetrievedAt, changed = row.RetrievedAt, true
	}
	for _, l := range []struct{ to, from *[]string }{{&merged.Tags, &row.Tags}, {&merged.Categories, &row.Categories}} {
		if len(*l.from) > 0 && !slices.Equal(*l.to, *l.from) {
			*l.to, changed = *l.from, true
		}
	}
	if len(row.Videos) > 0 && !slices.Equal(merged.Videos, row.Videos) {
		merged.Videos, changed = row.Videos, true
	}
	if row.Rated() && !sameRating(&merged.RatingColumns, &row.RatingColumns) {
		merged.RatingColumns, changed = row.RatingColumns, true
	}
	if len(row.Voices) > 0 && !slices.EqualFunc(merged.Voices, row.Voices, sameVoice) {
		merged.Voices, changed = row.Voices, true
	}
	if len(row.Liked) > 0 && !slices.EqualFunc(merged.Liked, row.Liked, sameLiked) {
		merged.Liked, changed = row.Liked, true
	}
	return merged, changed
}

// sameRating compares what was read; how exactly it was stated may differ.
func sameRating(a, b *models.RatingColumns) bool {
	x, y := *a, *b
	x.RatingStated, y.RatingStated = models.Stated{}, models.Stated{}
	return reflect.DeepEqual(x, y)
}

func sameVoice(a, b models.Voice) bool {
	return a.Role == b.Role && models.AuthorKey(a.CriticID, a.Name) == models.AuthorKey(b.CriticID, b.Name) && sameRating(&a.RatingColumns, &b.RatingColumns)
}

func sameLiked(a, b models.Liked) bool {
	return a.Title == b.Title && (a.FilmID == nil) == (b.FilmID == nil) && (a.FilmID == nil || *a.FilmID == *b.FilmID)
}

// newNotes are the live notes of a row when they differ from the stored ones; nil when they do not, or there are none.
func newNotes(old []models.LiveNote, row []models.LiveNote) []models.LiveNote {
	same := slices.EqualFunc(sortedNotes(old), sortedNotes(row), func(a, b models.LiveNote) bool { return a.OffsetSeconds == b.OffsetSeconds && a.Text == b.Text })
	if len(row) == 0 || same {
		return nil
	}
	return row
}

func sortedNotes(notes []models.LiveNote) []models.LiveNote {
	sorted := slices.Clone(notes)
	slices.SortStableFunc(sorted, func(a, b models.LiveNote) int { return a.OffsetSeconds - b.OffsetSeconds })
	return sorted
}

// newComments are the comments of a row when they differ from the stored ones; nil when they do not, or there are none.
func newComments(old, row []models.Comment) []models.Comment {
	same := slices.EqualFunc(old, row, func(a, b models.Comment) bool {
		return a.Name == b.Name && a.URL == b.URL && a.Posted == b.Posted && a.Body == b.Body
	})
	if len(row) == 0 || same {
		return nil
	}
	return row
}
