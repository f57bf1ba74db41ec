package models

import "context"

// ReviewsOfAFilm is how many reviews a film is sent with.
const ReviewsOfAFilm = 20

// FirstReviews reads the newest reviews of films, by film, without their bodies. Of each film no more index entries are read
// than it has reviews in the answer.
func (s *Store) FirstReviews(ctx context.Context, films ...int64) (map[int64][]Review, error) {
	restOn(ctx, films...)
	db := s.readOf(ctx)
	var reviews []Review
	err := db.Table("reviews").Omit("Body").Where("reviews.id IN ("+engineOf(db).newestReviews()+")", ReviewsOfAFilm, films).
		Order("reviews.film_id, reviews.published DESC, reviews.id DESC").Find(&reviews).Error
	if err == nil {
		err = completeReviews(db, reviews)
	}
	by := make(map[int64][]Review, len(films))
	for _, r := range reviews {
		by[r.FilmID] = append(by[r.FilmID], r)
	}
	return by, err
}
