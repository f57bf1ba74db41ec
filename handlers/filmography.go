package handlers

import (
	"github.com/gin-gonic/gin"

	"reelscore/models"
)

// PersonFilm is a film with a person's credits in it.
type PersonFilm struct {
	Film  FilmBrief    `json:"film" binding:"required"`
	Roles []PersonRole `json:"roles" binding:"required" maxItems:"2000"`
} //@name PersonFilm

// PersonRole is one part that a person has in a film.
type PersonRole struct {
	Role      string  `json:"role" binding:"required" enums:"director,writer,actor,producer,composer,cinematographer,editor,other" example:"director"`
	Character *string `json:"character" binding:"required" extensions:"x-nullable" maxLength:"500"`
	Billing   *int    `json:"billing" binding:"required" extensions:"x-nullable" minimum:"1" maximum:"10000"`
} //@name PersonRole

// PersonFilmPage is a page of a person's films.
type PersonFilmPage struct {
	Items []PersonFilm `json:"items" binding:"required" maxItems:"100"`
	Next  *string      `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	Total *int64       `json:"total,omitempty" minimum:"0"`
} //@name PersonFilmPage

// FilmographyQuery narrows and orders a person's films.
type FilmographyQuery struct {
	// Films in which the person has this role; with it, only the credits of this role are sent.
	Role string `form:"role" enums:"director,writer,actor,producer,composer,cinematographer,editor,other"`
	// Order; films of unknown year come last.
	Sort string `form:"sort" enums:"year,-year,title,-title" default:"-year"`
	PageQuery
}

// ListPersonFilms godoc
// @Summary  List a person's films
// @ID       listPersonFilms
// @Tags     people
// @Produce  json
// @Param    person path string true "id, slug or prefixed outside id" maxLength(200) example(1)
// @Param    query query FilmographyQuery false "filters"
// @Success  200 {object} PersonFilmPage
// @Router   /people/{person}/films [get]
func (a *API) ListPersonFilms(c *gin.Context) error {
	var q FilmographyQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	p, err := a.Store.Person(c.Request.Context(), models.Ref(c.Param("person")))
	if err != nil {
		return err
	}
	page, credits, err := a.Store.Filmography(c.Request.Context(), p.ID, q.Role, q.list(q.Sort))
	if err != nil {
		return err
	}
	return sendPage(c, page, nil, func(f *models.Film) PersonFilm {
		roles := make([]PersonRole, len(credits[f.ID]))
		for i, c := range credits[f.ID] {
			roles[i] = PersonRole{Role: c.Role, Character: orNull(c.Character), Billing: orNull(c.Billing)}
		}
		return PersonFilm{Film: filmBrief(f), Roles: roles}
	})
}
