package handlers

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
	"reelscore/models"
	"reelscore/rating"
)

// Film is a film. With ?fields= only the named fields and those that identify the film are sent.
type Film struct {
	ID            int64             `json:"id" binding:"required" example:"1" minimum:"1"`
	Slug          string            `json:"slug" binding:"required" example:"her-2013" maxLength:"120"`
	Title         string            `json:"title" binding:"required" example:"Her" maxLength:"500"`
	OriginalTitle *string           `json:"original_title" extensions:"x-nullable" example:"Her" maxLength:"500"`
	Year          *int              `json:"year" extensions:"x-nullable" example:"2013" minimum:"1870" maximum:"2200"`
	Released      *string           `json:"released" extensions:"x-nullable" format:"partial-date" example:"2013-12-18" maxLength:"10"`
	Runtime       *int              `json:"runtime_minutes" extensions:"x-nullable" example:"126" minimum:"1" maximum:"60000"`
	Tagline       *string           `json:"tagline" extensions:"x-nullable" maxLength:"1000"`
	Synopsis      *string           `json:"synopsis" extensions:"x-nullable" maxLength:"20000"`
	Languages     []string          `json:"languages" example:"en" maxItems:"50" maxLength:"35"`
	Countries     []string          `json:"countries" example:"US" maxItems:"50" maxLength:"2"`
	Genres        []string          `json:"genres" example:"Romance,Science Fiction,Drama" maxItems:"50" maxLength:"60"`
	ExternalIDs   map[string]string `json:"external_ids" example:"imdb:tt1798709,tmdb:152601" maxLength:"200"`
	Videos        []Video           `json:"videos" maxItems:"100"`
	Links         []Link            `json:"links" maxItems:"100"`
	// The title only stands for one that is not known yet: the film is known by an outside id.
	Placeholder bool `json:"placeholder"`
	// With ?expand=credits.
	Credits []Credit `json:"credits,omitzero" maxItems:"2000"`
	// With ?expand=score.
	Score *FilmScore `json:"score,omitempty"`
	// With ?expand=reviews, the newest; /films/{film}/reviews has all.
	Reviews   []Review  `json:"reviews,omitzero" maxItems:"20"`
	Version   int64     `json:"version" minimum:"1" example:"1"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
} //@name Film

// Credit is one person's part in a film.
type Credit struct {
	Person    PersonBrief `json:"person" binding:"required"`
	Role      string      `json:"role" binding:"required" enums:"director,writer,actor,producer,composer,cinematographer,editor,other" example:"actor"`
	Character *string     `json:"character" extensions:"x-nullable" example:"Theodore Twombly" maxLength:"500"`
	Billing   *int        `json:"billing" extensions:"x-nullable" minimum:"1" maximum:"10000" example:"1"`
} //@name Credit

// FilmInput is the writable form of a film.
type FilmInput struct {
	Title         string            `json:"title" binding:"required" format:"line" minLength:"1" maxLength:"500" example:"Her"`
	OriginalTitle *string           `json:"original_title,omitempty" extensions:"x-nullable" format:"text" maxLength:"500"`
	Year          *int              `json:"year,omitempty" extensions:"x-nullable" minimum:"1870" maximum:"2200" example:"2013"`
	Released      *string           `json:"released,omitempty" extensions:"x-nullable" format:"partial-date" maxLength:"10" example:"2013-12-18"`
	Runtime       *int              `json:"runtime_minutes,omitempty" extensions:"x-nullable" minimum:"1" maximum:"60000" example:"126"`
	Tagline       *string           `json:"tagline,omitempty" extensions:"x-nullable" format:"text" maxLength:"1000"`
	Synopsis      *string           `json:"synopsis,omitempty" extensions:"x-nullable" format:"text" maxLength:"20000"`
	Languages     []string          `json:"languages,omitempty" format:"language" maxItems:"50" maxLength:"35" example:"en"`
	Countries     []string          `json:"countries,omitempty" format:"country" maxItems:"50" maxLength:"2" example:"US"`
	Genres        []string          `json:"genres,omitempty" maxItems:"50" format:"line" minLength:"1" maxLength:"60" example:"Romance,Sci-Fi,Drama"`
	ExternalIDs   map[string]string `json:"external_ids,omitempty" format:"line" minLength:"1" maxLength:"200"`
	Videos        []VideoInput      `json:"videos,omitempty" maxItems:"100"`
	Links         []LinkInput       `json:"links,omitempty" maxItems:"100"`
	Credits       []CreditInput     `json:"credits,omitempty" maxItems:"2000"`
} //@name FilmInput

// CreditInput names a person by person (id, slug or prefixed outside id), or by name: the one person of that name, or a new one.
type CreditInput struct {
	Person    *string `json:"person,omitempty" extensions:"x-nullable" format:"ref" minLength:"1" maxLength:"200" example:"joaquin-phoenix"`
	Name      *string `json:"name,omitempty" extensions:"x-nullable" format:"line" minLength:"1" maxLength:"300" example:"Joaquin Phoenix"`
	Role      string  `json:"role" binding:"required" enums:"director,writer,actor,producer,composer,cinematographer,editor,other" example:"actor"`
	Character *string `json:"character,omitempty" extensions:"x-nullable" format:"text" maxLength:"500"`
	Billing   *int    `json:"billing,omitempty" extensions:"x-nullable" minimum:"1" maximum:"10000"`
} //@name CreditInput

// VideoInput is a moving picture about a film.
type VideoInput struct {
	Kind  string  `json:"kind" binding:"required" enums:"trailer,teaser,clip,review,other" example:"trailer"`
	Site  *string `json:"site,omitempty" extensions:"x-nullable" format:"text" maxLength:"60" example:"youtube"`
	Key   *string `json:"key,omitempty" extensions:"x-nullable" format:"text" maxLength:"200" example:"WzV6mXIOVl4"`
	URL   *string `json:"url,omitempty" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	Title *string `json:"title,omitempty" extensions:"x-nullable" format:"text" maxLength:"500"`
} //@name VideoInput

// LinkInput is a page about something.
type LinkInput struct {
	Title *string `json:"title,omitempty" extensions:"x-nullable" format:"text" maxLength:"500"`
	URL   string  `json:"url" binding:"required" format:"http-url" maxLength:"2000" example:"https://example.org/her"`
} //@name LinkInput

// FilmQuery narrows and orders a list of films.
type FilmQuery struct {
	// Films by id, slug or prefixed outside id, in this order, instead of a list; goes with expand and fields only.
	IDs []string `form:"ids" format:"ref" minItems:"1" maxItems:"100" minLength:"1" maxLength:"200"`
	// Films with all of these genres; any of a genre's names is understood.
	Genre []string `form:"genre" maxItems:"20" format:"line" minLength:"1" maxLength:"60"`
	// Films with none of these genres.
	NotGenre []string `form:"not_genre" maxItems:"20" format:"line" minLength:"1" maxLength:"60"`
	// First year.
	YearFrom int `form:"year_from" minimum:"1870" maximum:"2200"`
	// Last year.
	YearTo int `form:"year_to" minimum:"1870" maximum:"2200"`
	// Shortest running time in minutes.
	RuntimeFrom int `form:"runtime_from" minimum:"1" maximum:"60000"`
	// Longest running time in minutes.
	RuntimeTo int `form:"runtime_to" minimum:"1" maximum:"60000"`
	// A person in the credits, by id, slug or prefixed outside id.
	Person string `form:"person" format:"ref" minLength:"1" maxLength:"200"`
	// The role of that person.
	Role string `form:"role" enums:"director,writer,actor,producer,composer,cinematographer,editor,other"`
	// An outlet that reviewed the film, by id or slug.
	Outlet string `form:"outlet" format:"ref" minLength:"1" maxLength:"200"`
	// Lowest mean score.
	ScoreFrom *rating.Score `form:"score_from" swaggertype:"number" minimum:"0" maximum:"100"`
	// Highest mean score.
	ScoreTo *rating.Score `form:"score_to" swaggertype:"number" minimum:"0" maximum:"100"`
	// Least distance between the best and the worst score.
	SpreadFrom *rating.Score `form:"spread_from" swaggertype:"number" minimum:"0" maximum:"100"`
	// Greatest distance between the best and the worst score.
	SpreadTo *rating.Score `form:"spread_to" swaggertype:"number" minimum:"0" maximum:"100"`
	// Least number of rated reviews.
	RatedFrom int `form:"rated_from" minimum:"1" maximum:"1000000"`
	// The verdict of the film's score.
	Verdict string `form:"verdict" enums:"positive,mixed,negative"`
	// Order; films of which it is not known come last in either direction.
	Sort string `form:"sort" enums:"added,-added,title,-title,year,-year,score,-score,bayes,-bayes,spread,-spread,reviews,-reviews" default:"-added"`
	FilmShape
	PageQuery
}

// FilmShape picks what a film is sent with.
type FilmShape struct {
	// What to send with each film. What is named in fields need not be named here.
	Expand []string `form:"expand" enums:"credits,score,reviews" maxItems:"5"`
	// Fields to send; all when left out.
	Fields []string `form:"fields" maxItems:"50" minLength:"1" maxLength:"60"`
}

// sends tells whether a part is asked for, by expand or by fields.
func (s FilmShape) sends(part string) bool {
	return slices.Contains(s.Expand, part) || slices.Contains(s.Fields, part)
}

// shape implements shaped.
func (s FilmShape) shape() (any, []string) { return Film{}, s.Fields }

// kept are the fields to send: those that are named, and what is asked for with expand.
func (s FilmShape) kept() []string { return kept(s.Fields, s.Expand) }

// ListFilms godoc
// @Summary  List films, or get up to 100 of them by their ids
// @ID       listFilms
// @Tags     films
// @Produce  json
// @Param    query query FilmQuery false "filters"
// @Success  200 {object} FilmPage
// @Router   /films [get]
func (a *API) ListFilms(c *gin.Context) error {
	var q FilmQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	if len(q.IDs) > 0 {
		return a.sendFilmBatch(c, q)
	}
	if q.Role != "" && q.Person == "" {
		return fault.New(fault.Unprocessable, "A role is one of a person.").In("role", "give person, too, or leave role out")
	}
	page, err := a.Store.Films(c.Request.Context(), models.FilmFilter{
		Genres: q.Genre, NotGenres: q.NotGenre, YearFrom: q.YearFrom, YearTo: q.YearTo, RuntimeFrom: q.RuntimeFrom, RuntimeTo: q.RuntimeTo,
		Person: models.Ref(q.Person), Role: q.Role, Outlet: models.Ref(q.Outlet), ScoreFrom: q.ScoreFrom, ScoreTo: q.ScoreTo,
		SpreadFrom: q.SpreadFrom, SpreadTo: q.SpreadTo, RatedFrom: q.RatedFrom, Verdict: q.Verdict,
	}, q.list(q.Sort))
	if err != nil {
		return err
	}
	wire, err := a.filmWire(c, page.Items, q.FilmShape)
	if err != nil {
		return err
	}
	return sendPage(c, page, q.kept(), wire)
}

// FilmPage is a page of films.
type FilmPage struct {
	Items []Film  `json:"items" binding:"required" maxItems:"100"`
	Next  *string `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	Total *int64  `json:"total,omitempty" minimum:"0"`
	// The ids that name no film, when films were asked for by ids.
	Missing []string `json:"missing,omitempty" maxItems:"100" maxLength:"200"`
} //@name FilmPage

// GetFilm godoc
// @Summary  Get a film
// @Description With Accept: application/ld+json the answer is a schema.org document: the film with its aggregate rating and all its reviews.
// @ID       getFilm
// @Tags     films
// @Produce  json,application/ld+json
// @Param    film path string true "id, slug or prefixed outside id" maxLength(200) example(her-2013)
// @Param    query query FilmShape false "shape"
// @Success  200 {object} Film
// @Router   /films/{film} [get]
func (a *API) GetFilm(c *gin.Context) error {
	var q FilmShape
	if err := readQuery(c, &q); err != nil {
		return err
	}
	f, err := a.Store.Film(c.Request.Context(), models.Ref(c.Param("film")))
	if err != nil {
		return err
	}
	if wantsLinkedData(c) {
		return a.sendLinkedData(c, &f)
	}
	wire, err := a.filmWire(c, []models.Film{f}, q)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, f.Version, trim(wire(&f), q.kept()))
}

// CreateFilm godoc
// @Summary  Create a film
// @ID       createFilm
// @Tags     films
// @Accept   json
// @Produce  json
// @Param    film body FilmInput true "the film"
// @Success  201 {object} Film
// @Security bearer
// @Router   /films [post]
func (a *API) CreateFilm(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	var in FilmInput
	if err := a.readBody(c, &in); err != nil {
		return err
	}
	var f models.Film
	credits, err := in.apply(&f)
	if err != nil {
		return err
	}
	if err := a.Store.CreateFilm(c.Request.Context(), &f, credits); err != nil {
		return err
	}
	c.Header("Location", "/v1/films/"+strconv.FormatInt(f.ID, 10))
	return a.sendFilm(c, http.StatusCreated, f)
}

// UpdateFilm godoc
// @Summary  Change a film
// @ID       updateFilm
// @Tags     films
// @Accept   application/merge-patch+json
// @Produce  json
// @Param    film path string true "id, slug or prefixed outside id" maxLength(200) example(her-2013)
// @Param    patch body FilmInput true "what to change; null deletes"
// @Success  200 {object} Film
// @Security bearer
// @Router   /films/{film} [patch]
func (a *API) UpdateFilm(c *gin.Context) error {
	patch, version, err := a.readUpdate(c)
	if err != nil {
		return err
	}
	f, err := a.Store.UpdateFilm(c.Request.Context(), models.Ref(c.Param("film")), version, func(f *models.Film, credits []models.Credit) ([]models.Credit, error) {
		in := filmInput(f, credits)
		if err := patch(&in); err != nil {
			return nil, err
		}
		return in.apply(f)
	})
	if err != nil {
		return err
	}
	return a.sendFilm(c, http.StatusOK, f)
}

// DeleteFilm godoc
// @Summary  Delete a film that has no reviews
// @ID       deleteFilm
// @Tags     films
// @Param    film path string true "id, slug or prefixed outside id" maxLength(200) example(her-2013)
// @Success  204
// @Security bearer
// @Router   /films/{film} [delete]
func (a *API) DeleteFilm(c *gin.Context) error { return remove(c, "film", a.Store.DeleteFilm) }

// sendFilm answers a write with the film as it is stored, credits included.
func (a *API) sendFilm(c *gin.Context, status int, f models.Film) error {
	wire, err := a.filmWire(c, []models.Film{f}, FilmShape{Expand: []string{"credits"}})
	if err != nil {
		return err
	}
	return send(c, status, f.Version, wire(&f))
}

// apply writes the input into a film and returns its credits.
func (in FilmInput) apply(f *models.Film) ([]models.Credit, error) {
	f.Title, f.OriginalTitle = strings.Trim(in.Title, " "), orZero(in.OriginalTitle)
	f.Year, f.Released, f.Runtime = orZero(in.Year), models.Date(orZero(in.Released)), orZero(in.Runtime)
	f.Tagline, f.Synopsis = orZero(in.Tagline), orZero(in.Synopsis)
	f.Languages, f.Countries = distinct(in.Languages), distinct(in.Countries)
	f.Genres = models.CanonicalGenres(in.Genres)
	f.Links = linksOf(in.Links)
	var err error
	if f.ExternalIDs, err = outsideIDsOf(in.ExternalIDs); err != nil {
		return nil, err
	}
	if f.Videos, err = videosOf(in.Videos); err != nil {
		return nil, err
	}
	if err := checkDate(f.Released, "/released"); err != nil {
		return nil, err
	}
	return creditsOf(in.Credits)
}
