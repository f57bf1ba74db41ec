package api

import (
	"strings"

	"github.com/gin-gonic/gin"

	"reelscore/handlers"
	"reelscore/internal/fault"
)

// Where authenticate leaves what it found for the steps behind it.
const (
	identityKey = "reelscore.identity"
	refusalKey  = "reelscore.refusal"
)

// identityOf is the key that the request came with; nil when it came without a valid one.
func identityOf(c *gin.Context) *handlers.Identity {
	found, _ := c.Get(identityKey)
	key, _ := found.(*handlers.Identity)
	return key
}

// authenticate finds the key of a request. Other schemes than Bearer are not ours (a proxy may ask for them) and count
// as no key. A key that is not valid is left for authorise to refuse, behind the limit.
func (s *server) authenticate(c *gin.Context) error {
	kind, secret, _ := strings.Cut(c.GetHeader("Authorization"), " ")
	if !strings.EqualFold(kind, "Bearer") {
		return nil
	}
	ctx, cancel := s.bounded(c.Request.Context()) // It may read the database.
	defer cancel()
	key, err := s.handlers.Authenticate(ctx, strings.TrimSpace(secret))
	switch {
	case err == nil:
		c.Set(identityKey, &key)
	case fault.Is(err, fault.Unauthenticated):
		c.Set(refusalKey, err)
	default:
		return err
	}
	return nil
}

// authorise refuses a request without a key that may do what the route needs. A key that is not valid is refused even
// where none is needed: its owner wants to know.
func (s *server) authorise(needs scope) step {
	if needs == public && s.Private {
		needs = read
	}
	return func(c *gin.Context) error {
		if refusal, refused := c.Get(refusalKey); refused {
			return refusal.(error)
		}
		if needs == public {
			return nil
		}
		switch key := identityOf(c); {
		case key == nil:
			return fault.New(fault.Unauthenticated, "This needs a key of scope %s: send it as Authorization: Bearer rs_...", needs)
		case !key.May(string(needs)):
			return fault.New(fault.Forbidden, "This needs a key of scope %s, which the one sent does not have.", needs)
		}
		return nil
	}
}
