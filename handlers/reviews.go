package handlers

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
	"reelscore/models"
	"reelscore/rating"
)

// ReviewPage is a page of reviews.
type ReviewPage struct {
	Items []Review `json:"items" binding:"required" maxItems:"100"`
	Next  *string  `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	Total *int64   `json:"total,omitempty" minimum:"0"`
} //@name ReviewPage

// FilmReviewQuery narrows and orders a list of the reviews of one film.
type FilmReviewQuery struct {
	// The outlet, by id or slug.
	Outlet string `form:"outlet" format:"ref" minLength:"1" maxLength:"200"`
	// A critic who speaks in the review, by id or slug.
	Critic string `form:"critic" format:"ref" minLength:"1" maxLength:"200"`
	// Only reviews with a score, or only those without.
	Rated *bool `form:"rated"`
	// Lowest score.
	ScoreFrom *rating.Score `form:"score_from" swaggertype:"number" minimum:"0" maximum:"100"`
	// Highest score.
	ScoreTo *rating.Score `form:"score_to" swaggertype:"number" minimum:"0" maximum:"100"`
	// The verdict of the review's rating.
	Verdict string `form:"verdict" enums:"positive,mixed,negative"`
	// First date; a partial date counts as its first day.
	PublishedFrom string `form:"published_from" format:"partial-date" maxLength:"10"`
	// Last date, with all the days in it.
	PublishedTo string `form:"published_to" format:"partial-date" maxLength:"10"`
	// A tag, in any case and with or without accents.
	Tag string `form:"tag" format:"line" minLength:"1" maxLength:"200"`
	// The language, and what is narrower: en is also en-GB.
	Language string `form:"language" format:"language" maxLength:"35"`
	// Order; reviews without a date or score come last in either direction.
	Sort string `form:"sort" enums:"published,-published,score,-score,added,-added" default:"-published"`
	ReviewShape
	PageQuery
}

// ReviewQuery narrows and orders a list of reviews.
type ReviewQuery struct {
	// The film, by id, slug or prefixed outside id.
	Film string `form:"film" format:"ref" minLength:"1" maxLength:"200"`
	FilmReviewQuery
}

// filter is the query in terms of models.
func (q FilmReviewQuery) filter(film models.Ref) (models.ReviewFilter, error) {
	for _, d := range []struct{ name, date string }{{"published_from", q.PublishedFrom}, {"published_to", q.PublishedTo}} {
		if !models.Date(d.date).Valid() {
			return models.ReviewFilter{}, fault.New(fault.Unprocessable, "The calendar has no such date.").In(d.name, "%q is not a date", d.date)
		}
	}
	return models.ReviewFilter{
		Film: film, Outlet: models.Ref(q.Outlet), Critic: models.Ref(q.Critic), Rated: q.Rated, ScoreFrom: q.ScoreFrom, ScoreTo: q.ScoreTo,
		Verdict: q.Verdict, PublishedFrom: models.Date(q.PublishedFrom), PublishedTo: models.Date(q.PublishedTo), Tag: q.Tag, Language: q.Language,
	}, nil
}

// ListReviews godoc
// @Summary  List reviews
// @ID       listReviews
// @Tags     reviews
// @Produce  json
// @Param    query query ReviewQuery false "filters"
// @Success  200 {object} ReviewPage
// @Router   /reviews [get]
func (a *API) ListReviews(c *gin.Context) error {
	var q ReviewQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	return a.sendReviews(c, q.FilmReviewQuery, models.Ref(q.Film))
}

// ListFilmReviews godoc
// @Summary  List the reviews of a film
// @ID       listFilmReviews
// @Tags     films
// @Produce  json
// @Param    film path string true "id, slug or prefixed outside id" maxLength(200) example(her-2013)
// @Param    query query FilmReviewQuery false "filters"
// @Success  200 {object} ReviewPage
// @Router   /films/{film}/reviews [get]
func (a *API) ListFilmReviews(c *gin.Context) error {
	var q FilmReviewQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	film, err := a.Store.FilmID(c.Request.Context(), models.Ref(c.Param("film")))
	if err != nil {
		return err
	}
	return a.sendReviews(c, q, models.Ref(strconv.FormatInt(film, 10)))
}

func (a *API) sendReviews(c *gin.Context, q FilmReviewQuery, film models.Ref) error {
	filter, err := q.filter(film)
	if err != nil {
		return err
	}
	page, err := a.Store.Reviews(c.Request.Context(), filter, q.sends("body"), q.list(q.Sort))
	if err != nil {
		return err
	}
	wire, err := a.reviewWire(c, page.Items, q.ReviewShape)
	if err != nil {
		return err
	}
	return sendPage(c, page, q.kept(), wire)
}

// GetReview godoc
// @Summary  Get a review
// @ID       getReview
// @Tags     reviews
// @Produce  json
// @Param    review path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Param    query query ReviewShape false "shape"
// @Success  200 {object} Review
// @Router   /reviews/{review} [get]
func (a *API) GetReview(c *gin.Context) error {
	var q ReviewShape
	if err := readQuery(c, &q); err != nil {
		return err
	}
	r, err := a.Store.Review(c.Request.Context(), models.Ref(c.Param("review")))
	if err != nil {
		return err
	}
	return a.sendReview(c, http.StatusOK, r, q)
}

// CreateReview godoc
// @Summary     Create a review
// @Description The rating is read as it is written. One that cannot be, or that lies outside its scale, is refused with the reason; one on an unknown scale is kept without a score.
// @ID          createReview
// @Tags        reviews
// @Accept      json
// @Produce     json
// @Param       review body NewReview true "the review"
// @Success     201 {object} Review
// @Security    bearer
// @Router      /reviews [post]
func (a *API) CreateReview(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	var in NewReview
	if err := a.readBody(c, &in); err != nil {
		return err
	}
	var r models.Review
	if err := in.apply(&r); err != nil {
		return err
	}
	comments, err := newComments(in.Comments)
	if err != nil {
		return err
	}
	if err := a.Store.CreateReview(c.Request.Context(), &r, liveNotesOf(in.LiveNotes), comments); err != nil {
		return err
	}
	c.Header("Location", "/v1/reviews/"+strconv.FormatInt(r.ID, 10))
	return a.sendReview(c, http.StatusCreated, r, ReviewShape{})
}

// UpdateReview godoc
// @Summary     Change a review
// @Description A review can be moved to another film; its live notes go with it.
// @ID          updateReview
// @Tags        reviews
// @Accept      application/merge-patch+json
// @Produce     json
// @Param       review path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Param       patch body ReviewInput true "what to change; null deletes"
// @Success     200 {object} Review
// @Security    bearer
// @Router      /reviews/{review} [patch]
func (a *API) UpdateReview(c *gin.Context) error {
	patch, version, err := a.readUpdate(c)
	if err != nil {
		return err
	}
	r, err := a.Store.UpdateReview(c.Request.Context(), models.Ref(c.Param("review")), version, func(r *models.Review) error {
		in := reviewInput(r)
		if err := patch(&in); err != nil {
			return err
		}
		return in.apply(r)
	})
	if err != nil {
		return err
	}
	return a.sendReview(c, http.StatusOK, r, ReviewShape{})
}

// DeleteReview godoc
// @Summary  Delete a review with its comments and live notes
// @ID       deleteReview
// @Tags     reviews
// @Param    review path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Success  204
// @Security bearer
// @Router   /reviews/{review} [delete]
func (a *API) DeleteReview(c *gin.Context) error { return remove(c, "review", a.Store.DeleteReview) }

// sendReview answers with one review, its text included.
func (a *API) sendReview(c *gin.Context, status int, r models.Review, shape ReviewShape) error {
	fields := shape.kept()
	shape.Expand = append(slices.Clone(shape.Expand), "body")
	wire, err := a.reviewWire(c, []models.Review{r}, shape)
	if err != nil {
		return err
	}
	return send(c, status, r.Version, trim(wire(&r), fields))
}
