// Package api is the HTTP surface as a whole: the one table of routes, what stands around every handler, and how an error
// becomes an answer.
package api

import (
	"net/http"
	"strings"

	"reelscore/handlers"
)

// scope is what a key must be allowed to do for a route. Public routes need none, unless the collection is private; open
// ones never do, nor do they look at one.
type scope string

const (
	open   scope = "open"
	public scope = ""
	read   scope = "read"
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
func routes(h *handlers.API) []route { //nolint:funlen // One table is easier to read than two.
	return []route{
		{http.MethodGet, "/films", h.ListFilms, public},
		{http.MethodPost, "/films", h.CreateFilm, write},
		{http.MethodGet, "/films/:film", h.GetFilm, public},
		{http.MethodPatch, "/films/:film", h.UpdateFilm, write},
		{http.MethodDelete, "/films/:film", h.DeleteFilm, write},
		{http.MethodPost, "/films/:film/merge", h.MergeFilm, write},
		{http.MethodGet, "/films/:film/score", h.GetFilmScore, public},
		{http.MethodGet, "/films/:film/similar", h.ListSimilarFilms, public},
		{http.MethodGet, "/films/:film/reviews", h.ListFilmReviews, public},
		{http.MethodGet, "/films/:film/live-notes", h.ListFilmLiveNotes, public},

		{http.MethodGet, "/reviews", h.ListReviews, public},
		{http.MethodPost, "/reviews", h.CreateReview, write},
		{http.MethodGet, "/reviews/:review", h.GetReview, public},
		{http.MethodPatch, "/reviews/:review", h.UpdateReview, write},
		{http.MethodDelete, "/reviews/:review", h.DeleteReview, write},
		{http.MethodGet, "/reviews/:review/comments", h.ListComments, public},
		{http.MethodPost, "/reviews/:review/comments", h.CreateComment, write},
		{http.MethodGet, "/reviews/:review/comments/:comment", h.GetComment, public},
		{http.MethodPatch, "/reviews/:review/comments/:comment", h.UpdateComment, write},
		{http.MethodDelete, "/reviews/:review/comments/:comment", h.DeleteComment, write},
		{http.MethodGet, "/reviews/:review/live-notes", h.ListLiveNotes, public},
		{http.MethodPost, "/reviews/:review/live-notes", h.CreateLiveNote, write},
		{http.MethodGet, "/reviews/:review/live-notes/:note", h.GetLiveNote, public},
		{http.MethodPatch, "/reviews/:review/live-notes/:note", h.UpdateLiveNote, write},
		{http.MethodDelete, "/reviews/:review/live-notes/:note", h.DeleteLiveNote, write},

		{http.MethodPost, "/ratings/parse", h.ParseRatings, public}, // it stores nothing
		{http.MethodGet, "/ratings/parse", h.ParseRating, public},
		{http.MethodGet, "/ratings/convert", h.ConvertRating, public},
		{http.MethodGet, "/scales", h.ListScales, public},
		{http.MethodPost, "/scales", h.CreateScale, write},
		{http.MethodGet, "/scales/:scale", h.GetScale, public},
		{http.MethodPatch, "/scales/:scale", h.UpdateScale, write},
		{http.MethodDelete, "/scales/:scale", h.DeleteScale, write},

		{http.MethodPost, "/extract", h.ExtractPage, public}, // it stores nothing
		{http.MethodPost, "/ingest", h.IngestPage, write},

		{http.MethodGet, "/imports", h.ListImports, read},
		{http.MethodPost, "/imports", h.CreateImport, write},
		{http.MethodGet, "/imports/:import", h.GetImport, read},
		{http.MethodDelete, "/imports/:import", h.DeleteImport, write},
		{http.MethodGet, "/imports/:import/rows", h.ListImportRows, read},
		{http.MethodGet, "/imports/:import/events", h.FollowImport, read},
		{http.MethodPost, "/imports/:import/rows/:row/match", h.MatchImportRow, write},
		{http.MethodGet, "/exports", h.Export, read},

		{http.MethodGet, "/feeds", h.ListFeeds, read},
		{http.MethodPost, "/feeds", h.CreateFeed, write},
		{http.MethodGet, "/feeds.opml", h.ExportFeeds, read},
		{http.MethodPost, "/feeds.opml", h.ImportFeeds, write},
		{http.MethodGet, "/feeds/:feed", h.GetFeed, read},
		{http.MethodPatch, "/feeds/:feed", h.UpdateFeed, write},
		{http.MethodDelete, "/feeds/:feed", h.DeleteFeed, write},
		{http.MethodPost, "/feeds/:feed/refresh", h.RefreshFeed, write},
		{http.MethodGet, "/feeds/:feed/items", h.ListFeedItems, read},
		{http.MethodPost, "/feeds/:feed/items/:item/match", h.MatchFeedItem, write},

		{http.MethodGet, "/people", h.ListPeople, public},
		{http.MethodPost, "/people", h.CreatePerson, write},
		{http.MethodGet, "/people/:person", h.GetPerson, public},
		{http.MethodPatch, "/people/:person", h.UpdatePerson, write},
		{http.MethodDelete, "/people/:person", h.DeletePerson, write},
		{http.MethodGet, "/people/:person/films", h.ListPersonFilms, public},
		{http.MethodGet, "/outlets", h.ListOutlets, public},
		{http.MethodPost, "/outlets", h.CreateOutlet, write},
		{http.MethodGet, "/outlets/:outlet", h.GetOutlet, public},
		{http.MethodPatch, "/outlets/:outlet", h.UpdateOutlet, write},
		{http.MethodDelete, "/outlets/:outlet", h.DeleteOutlet, write},
		{http.MethodGet, "/critics", h.ListCritics, public},
		{http.MethodPost, "/critics", h.CreateCritic, write},
		{http.MethodGet, "/critics/:critic", h.GetCritic, public},
		{http.MethodPatch, "/critics/:critic", h.UpdateCritic, write},
		{http.MethodDelete, "/critics/:critic", h.DeleteCritic, write},
		{http.MethodGet, "/genres", h.ListGenres, public},
		{http.MethodGet, "/search", h.SearchAll, public},
		{http.MethodGet, "/changes", h.ListChanges, public},

		{http.MethodGet, "/keys", h.ListKeys, admin},
		{http.MethodPost, "/keys", h.CreateKey, admin},
		{http.MethodGet, "/keys/:key", h.GetKey, admin},
		{http.MethodDelete, "/keys/:key", h.RevokeKey, admin},
	}
}

// rootRoutes is the table of the routes of the system itself. They are open to all and not limited, so that probes and
// newcomers get through.
func rootRoutes(h *handlers.API) []route {
	return []route{
		{http.MethodGet, "/healthz", h.Healthz, open},
		{http.MethodGet, "/readyz", h.Readyz, open},
		{http.MethodGet, "/v1", h.Index(collections(routes(h))), open},
	}
}

// collections are the paths that lists of resources stand at.
func collections(table []route) []string {
	var paths []string
	for _, r := range table {
		if r.method == http.MethodGet && strings.Count(r.path, "/") == 1 {
			paths = append(paths, "/v1"+r.path)
		}
	}
	return paths
}

// Route is one route as a client sees it: its whole path in gin's form, and the scope that a key needs for it: ""
// for none unless the collection is private, "open" for none ever.
type Route struct{ Method, Path, Scope string }

// Table lists all routes, for the document and the tests to be compared with.
func Table() []Route {
	var table []Route
	for _, r := range routes(&handlers.API{}) {
		table = append(table, Route{r.method, "/v1" + r.path, string(r.scope)})
	}
	for _, r := range rootRoutes(&handlers.API{}) {
		table = append(table, Route{r.method, r.path, string(r.scope)})
	}
	return table
}
