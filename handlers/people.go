package handlers

import (
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/models"
)

// Person is somebody with a part in films.
type Person struct {
	ID          int64             `json:"id" binding:"required" minimum:"1" example:"1"`
	Slug        string            `json:"slug" binding:"required" maxLength:"120" example:"spike-jonze"`
	Name        string            `json:"name" binding:"required" maxLength:"300" example:"Spike Jonze"`
	Bio         *string           `json:"bio" binding:"required" extensions:"x-nullable" maxLength:"20000"`
	Born        *string           `json:"born" binding:"required" extensions:"x-nullable" format:"partial-date" maxLength:"10" example:"1969-10-22"`
	ExternalIDs map[string]string `json:"external_ids" binding:"required" example:"imdb:nm0005069" maxLength:"200"`
	Links       []Link            `json:"links" binding:"required" maxItems:"100"`
	Version     int64             `json:"version" binding:"required" minimum:"1" example:"1"`
	CreatedAt   time.Time         `json:"created_at" binding:"required"`
	UpdatedAt   time.Time         `json:"updated_at" binding:"required"`
} //@name Person

// PersonInput is the writable form of a person.
type PersonInput struct {
	Name        string            `json:"name" binding:"required" format:"line" minLength:"1" maxLength:"300" example:"Spike Jonze"`
	Bio         *string           `json:"bio,omitempty" extensions:"x-nullable" format:"text" maxLength:"20000"`
	Born        *string           `json:"born,omitempty" extensions:"x-nullable" format:"partial-date" maxLength:"10" example:"1969-10-22"`
	ExternalIDs map[string]string `json:"external_ids,omitempty" format:"line" minLength:"1" maxLength:"200"`
	Links       []LinkInput       `json:"links,omitempty" maxItems:"100"`
} //@name PersonInput

// PersonPage is a page of people.
type PersonPage struct {
	Items []Person `json:"items" binding:"required" maxItems:"100"`
	Next  *string  `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	Total *int64   `json:"total,omitempty" minimum:"0"`
} //@name PersonPage

// NameQuery orders a list of what is known by a name.
type NameQuery struct {
	// Order.
	Sort string `form:"sort" enums:"name,-name,added,-added" default:"name"`
	PageQuery
}

// ListPeople godoc
// @Summary  List people
// @ID       listPeople
// @Tags     people
// @Produce  json
// @Param    query query NameQuery false "order"
// @Success  200 {object} PersonPage
// @Router   /people [get]
func (a *API) ListPeople(c *gin.Context) error {
	var q NameQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	page, err := a.Store.People(c.Request.Context(), q.list(q.Sort))
	if err != nil {
		return err
	}
	return sendPage(c, page, nil, personWire)
}

// GetPerson godoc
// @Summary  Get a person
// @ID       getPerson
// @Tags     people
// @Produce  json
// @Param    person path string true "id, slug or prefixed outside id" maxLength(200) example(1)
// @Success  200 {object} Person
// @Router   /people/{person} [get]
func (a *API) GetPerson(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	p, err := a.Store.Person(c.Request.Context(), models.Ref(c.Param("person")))
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, p.Version, personWire(&p))
}

// CreatePerson godoc
// @Summary  Create a person
// @ID       createPerson
// @Tags     people
// @Accept   json
// @Produce  json
// @Param    person body PersonInput true "the person"
// @Success  201 {object} Person
// @Security bearer
// @Router   /people [post]
func (a *API) CreatePerson(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	var in PersonInput
	if err := a.readBody(c, &in); err != nil {
		return err
	}
	var p models.Person
	if err := in.apply(&p); err != nil {
		return err
	}
	if err := a.Store.CreatePerson(c.Request.Context(), &p); err != nil {
		return err
	}
	c.Header("Location", "/v1/people/"+strconv.FormatInt(p.ID, 10))
	return send(c, http.StatusCreated, p.Version, personWire(&p))
}

// UpdatePerson godoc
// @Summary  Change a person
// @ID       updatePerson
// @Tags     people
// @Accept   application/merge-patch+json
// @Produce  json
// @Param    person path string true "id, slug or prefixed outside id" maxLength(200) example(1)
// @Param    patch body PersonInput true "what to change; null deletes"
// @Success  200 {object} Person
// @Security bearer
// @Router   /people/{person} [patch]
func (a *API) UpdatePerson(c *gin.Context) error {
	patch, version, err := a.readUpdate(c)
	if err != nil {
		return err
	}
	p, err := a.Store.UpdatePerson(c.Request.Context(), models.Ref(c.Param("person")), version, func(p *models.Person) error {
		in := PersonInput{
			Name: p.Name, Bio: orNull(p.Bio), Born: orNull(string(p.Born)), ExternalIDs: maps.Clone(p.ExternalIDs), Links: linkInputs(p.Links),
		}
		if err := patch(&in); err != nil {
			return err
		}
		return in.apply(p)
	})
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, p.Version, personWire(&p))
}

// DeletePerson godoc
// @Summary  Delete a person whom no film credits
// @ID       deletePerson
// @Tags     people
// @Param    person path string true "id, slug or prefixed outside id" maxLength(200) example(1)
// @Success  204
// @Security bearer
// @Router   /people/{person} [delete]
func (a *API) DeletePerson(c *gin.Context) error { return remove(c, "person", a.Store.DeletePerson) }

// apply writes the input into a person.
func (in PersonInput) apply(p *models.Person) error {
	p.Name, p.Bio, p.Born = strings.Trim(in.Name, " "), orZero(in.Bio), models.Date(orZero(in.Born))
	p.Links = linksOf(in.Links)
	var err error
	if p.ExternalIDs, err = outsideIDsOf(in.ExternalIDs); err != nil {
		return err
	}
	return checkDate(p.Born, "/born")
}

func personWire(p *models.Person) Person {
	return Person{
		ID: p.ID, Slug: p.Slug, Name: p.Name, Bio: orNull(p.Bio), Born: orNull(string(p.Born)), ExternalIDs: p.ExternalIDs, Links: linkWires(p.Links),
		Version: p.Version, CreatedAt: stamp(p.CreatedAt), UpdatedAt: stamp(p.UpdatedAt),
	}
}
