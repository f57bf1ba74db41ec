// Package api is the HTTP surface as a whole: the one table of routes, what stands around every handler, and how an error
// becomes an answer.
package api

import (
	"net/http"

	"reelscore/handlers"
)

// scope is what a key must be allowed to do for a route; public routes need none, unless the collection is private.
type scope string

const (
	public scope = ""
	write  scope = "write"
	admin  scope = "admin"
)

// route is one line of the table.
type route struct {
	method, path string
	handle       handlers.Handler
	scope        scope
}

// routes is THE table of routes. Paths are below /v1.
func routes(h *handlers.API) []route {
	return []route{
		{http.MethodGet, "/films", h.ListFilms, public},
		{http.MethodPost, "/films", h.CreateFilm, write},
		{http.MethodGet, "/films/:film", h.GetFilm, public},
		{http.MethodPatch, "/films/:film", h.UpdateFilm, write},
		{http.MethodDelete, "/films/:film", h.DeleteFilm, write},
		{http.MethodGet, "/scales", h.ListScales, public},
		{http.MethodPost, "/scales", h.CreateScale, write},
		{http.MethodGet, "/scales/:scale", h.GetScale, public},
		{http.MethodPatch, "/scales/:scale", h.UpdateScale, write},
		{http.MethodDelete, "/scales/:scale", h.DeleteScale, write},
	}
}
