package api

import (
	"strings"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
)

// identityKey is where authenticate leaves the key of the request for authorise and limit.
const identityKey = "reelscore.identity"

// identity is whose key a request came with.
type identity interface {
	May(scope string) bool
}

// authenticate finds the key of a request. A key that is not valid is refused, even where none is needed: its owner
// wants to know. Other schemes than Bearer are not ours (a proxy may ask for them) and count as no key.
func (s *server) authenticate(c *gin.Context) {
	kind, secret, _ := strings.Cut(c.GetHeader("Authorization"), " ")
	if !strings.EqualFold(kind, "Bearer") {
		return
	}
	key, err := s.handlers.Authenticate(c.Request.Context(), strings.TrimSpace(secret))
	if err != nil {
		s.fail(c, err)
		return
	}
	c.Set(identityKey, &key)
}

// authorise refuses a request without a key that may do what the route needs.
func (s *server) authorise(needs scope) gin.HandlerFunc {
	if needs == public && s.Private {
		needs = read
	}
	return func(c *gin.Context) {
		if needs == public {
			return
		}
		key, known := c.Get(identityKey)
		switch {
		case !known:
			s.fail(c, fault.New(fault.Unauthenticated, "This needs a key of scope %s: send it as Authorization: Bearer rs_...", needs))
		case !key.(identity).May(string(needs)):
			s.fail(c, fault.New(fault.Forbidden, "This needs a key of scope %s, which the one sent does not have.", needs))
		}
	}
}
