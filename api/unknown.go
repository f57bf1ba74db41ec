package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
)

func unknownRoute(*gin.Context) error {
	return fault.New(fault.NotFound, "There is no such address. GET /v1 lists the resources, /docs/ explains them; addresses do not end in a slash.")
}

// unknownMethod answers OPTIONS, and refuses all other methods; gin has set Allow to what the address knows.
func unknownMethod(c *gin.Context) error {
	allowed := c.Writer.Header().Get("Allow") + ", " + http.MethodOptions
	c.Header("Allow", allowed)
	if c.Request.Method == http.MethodOptions {
		c.Status(http.StatusNoContent)
		return nil
	}
	return fault.New(fault.MethodNotKnown, "This address does not know %s; it knows %s.", c.Request.Method, allowed)
}
