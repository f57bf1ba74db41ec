package api

import (
	"net/http"

	"reelscore/handlers"
)

// NewWith is New with routes of a test in place of the table.
func NewWith(h *handlers.API, o Options, get map[string]handlers.Handler) (http.Handler, error) {
	var table []route
	for path, handle := range get {
		table = append(table, route{http.MethodGet, path, handle, public})
	}
	return build(h, o, table, nil)
}
