package api

import (
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"reelscore/handlers"
	"reelscore/internal/fault"
)

// linked are the routes that answer in JSON-LD as well, otherTypes those whose GET answers in something else than JSON.
var (
	linked     = map[string]bool{"/v1/films/:film": true}
	otherTypes = map[string]string{"/v1/feeds.opml": handlers.OPMLType}
)

// varyAccept is Vary where the answer depends on Accept, too; it is not to be changed.
var varyAccept = []string{"Accept-Encoding, Authorization, Accept"}

// accept refuses a client that takes neither what the route answers in nor anything. One that takes problems only is
// served as well: it will find out.
func accept(c *gin.Context) error {
	kind := "application/json"
	if other := otherTypes[c.FullPath()]; other != "" && c.Request.Method != http.MethodPost {
		kind = other
	}
	if linked[c.FullPath()] {
		c.Writer.Header()["Vary"] = varyAccept
	}
	given := strings.Join(c.Request.Header.Values("Accept"), ",")
	if strings.TrimSpace(given) == "" || given == "*/*" || accepts(given, kind) || linked[c.FullPath()] && strings.Contains(given, handlers.LinkedDataType) {
		return nil
	}
	return fault.New(fault.NotAcceptable, "Answers are %s.", kind).In("Accept", "must include %s or */*", kind)
}

// accepts tells whether one of the media ranges takes a type with a quality above 0. The most specific range decides.
func accepts(header, want string) bool {
	group, _, _ := strings.Cut(want, "/")
	rank := map[string]int{"*/*": 1, group + "/*": 2, "application/problem+json": 3, want: 3}
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
