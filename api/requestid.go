package api

import (
	"math/rand/v2"
	"regexp"
	"strconv"

	"github.com/gin-gonic/gin"
)

const requestIDHeader = "X-Request-Id"

// saneID is a request id from a client or proxy that can stand in a log line as it is.
var saneID = regexp.MustCompile(`^[A-Za-z0-9._:-]{1,100}$`)

// requestID names the request: by the client's name for it, when that is sane, or by a new one. It is a name, not a
// secret, so a fast generator will do.
func requestID(c *gin.Context) {
	id := c.GetHeader(requestIDHeader)
	if id == "" || !saneID.MatchString(id) {
		var text [26]byte
		id = string(strconv.AppendUint(strconv.AppendUint(text[:0], rand.Uint64(), 36), rand.Uint64(), 36))
	}
	c.Writer.Header()[requestIDHeader] = []string{id}
}

func requestIDOf(c *gin.Context) string { return c.Writer.Header().Get(requestIDHeader) }
