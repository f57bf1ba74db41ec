package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"reelscore/models"
)

// SimilarFilm is a film that reviews name in one breath with another ("see it if you liked ..."). Film is null when the
// title is not that of a known film.
type SimilarFilm struct {
	Film  *FilmBrief `json:"film" binding:"required" extensions:"x-nullable"`
	Title string     `json:"title" binding:"required" maxLength:"500" example:"Lost in Translation"`
	// How many reviews say so.
	Reviews int64 `json:"reviews" binding:"required" minimum:"1" example:"2"`
	// How many of them are reviews of the film that was asked about, which name this one.
	NamedHere int64 `json:"named_here" binding:"required" minimum:"0" example:"1"`
	// How many of them are reviews of this film, which name the one that was asked about.
	NamedThere int64 `json:"named_there" binding:"required" minimum:"0" example:"1"`
	// The newest of those reviews, at most five.
	Evidence []Likening `json:"evidence" binding:"required" minItems:"1" maxItems:"5"`
} //@name SimilarFilm

// Likening is a review that names two films in one breath.
type Likening struct {
	Review int64        `json:"review" binding:"required" minimum:"1" example:"1"`
	Title  *string      `json:"title" binding:"required" extensions:"x-nullable" maxLength:"500" example:"Lonely hearts and operating systems"`
	URL    *string      `json:"url" binding:"required" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	Outlet *OutletBrief `json:"outlet" binding:"required" extensions:"x-nullable"`
	// The film that the review is about.
	Film int64 `json:"film" binding:"required" minimum:"1" example:"1"`
	// The other film, as the review names it.
	Liked string `json:"liked" binding:"required" maxLength:"500" example:"Lost in Translation"`
} //@name Likening

// SimilarPage is the films that are similar to one, those that most reviews name first.
type SimilarPage struct {
	Items []SimilarFilm `json:"items" binding:"required" maxItems:"100"`
	Next  *string       `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
} //@name SimilarPage

// SimilarQuery bounds the similar films.
type SimilarQuery struct {
	// Films at most; there is no second page.
	Limit int `form:"limit" minimum:"1" maximum:"100" default:"20"`
}

// ListSimilarFilms godoc
// @Summary     List similar films
// @Description From "see it if you liked" in reviews, in both directions: films that the film's reviews name, and films whose reviews name it.
// @ID          listSimilarFilms
// @Tags        films
// @Produce     json
// @Param       film path string true "id, slug or prefixed outside id" maxLength(200) example(her-2013)
// @Param       query query SimilarQuery false "bounds"
// @Success     200 {object} SimilarPage
// @Router      /films/{film}/similar [get]
func (a *API) ListSimilarFilms(c *gin.Context) error {
	var q SimilarQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	similar, err := a.Store.Similar(c.Request.Context(), models.Ref(c.Param("film")), q.Limit)
	if err != nil {
		return err
	}
	page := SimilarPage{Items: make([]SimilarFilm, len(similar))}
	for i, s := range similar {
		w := SimilarFilm{Title: s.Title, Reviews: s.Reviews, NamedHere: s.Here, NamedThere: s.There, Evidence: make([]Likening, len(s.Evidence))}
		if s.Film != nil {
			brief := filmBrief(s.Film)
			w.Film = &brief
		}
		for k, e := range s.Evidence {
			w.Evidence[k] = Likening{Review: e.ReviewID, Title: orNull(e.Title), URL: orNull(e.URL), Film: e.FilmID, Liked: e.LikedTitle}
			if e.OutletID != 0 {
				w.Evidence[k].Outlet = &OutletBrief{ID: e.OutletID, Slug: e.OutletSlug, Name: e.OutletName}
			}
		}
		page.Items[i] = w
	}
	return send(c, http.StatusOK, 0, page)
}
