package api

import (
	"mime"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"reelscore/handlers"
	"reelscore/internal/fault"
)

// linked are the routes that answer in JSON-LD as well.
var linked = map[string]bool{"/v1/films/:film": true}

// accept refuses a client that takes neither JSON nor anything. One that takes problems only is served as well: it will
// find out.
func accept(c *gin.Context) error {
	if linked[c.FullPath()] {
		c.Writer.Header().Add("Vary", "Accept")
	}
	given := strings.Join(c.Request.Header.Values("Accept"), ",")
	if strings.TrimSpace(given) == "" || given == "*/*" || acceptsJSON(given) || linked[c.FullPath()] && strings.Contains(given, handlers.LinkedDataType) {
		return nil
	}
	return fault.New(fault.NotAcceptable, "Answers are application/json.").In("Accept", "must include application/json or */*")
}

// acceptsJSON tells whether one of the media ranges takes JSON with a quality above 0. The most specific range decides.
func acceptsJSON(header string) bool {
	rank := map[string]int{"*/*": 1, "application/*": 2, "application/problem+json": 3, "application/json": 3}
	best, takes := 0, false
	for part := range strings.SplitSeq(header, ",") {
		kind, params, err := mime.ParseMediaType(part)
		if err != nil || rank[kind] < best || rank[kind] == 0 {
			continue
		}
		quality := 1.0
		if q, given := params["q"]; given {
			if quality, err = strconv.ParseFloat(q, 64); err != nil {
				continue
			}
		}
		takes = quality > 0 || takes && rank[kind] == best
		best = rank[kind]
	}
	return takes
}
