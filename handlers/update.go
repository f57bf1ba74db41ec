package handlers

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"reelscore/models"
)

// readUpdate reads what every PATCH has: a merge patch, and the version that it was made against.
func (a *API) readUpdate(c *gin.Context) (patch func(to any) error, version int64, err error) {
	if err := noQuery(c); err != nil {
		return nil, 0, err
	}
	if version, err = ifMatch(c); err != nil {
		return nil, 0, err
	}
	patch, err = a.readPatch(c)
	return patch, version, err
}

// remove answers a DELETE of the resource that the path parameter names.
func remove(c *gin.Context, parameter string, del func(context.Context, models.Ref, int64) error) error {
	return removeBy(c, func(version int64) error { return del(c.Request.Context(), models.Ref(c.Param(parameter)), version) })
}

// removeFrom answers a DELETE of what hangs on the resource that the path parameter owner names.
func removeFrom(c *gin.Context, owner, parameter string, del func(ctx context.Context, owner, ref models.Ref, version int64) error) error {
	return removeBy(c, func(version int64) error {
		return del(c.Request.Context(), models.Ref(c.Param(owner)), models.Ref(c.Param(parameter)), version)
	})
}

func removeBy(c *gin.Context, del func(version int64) error) error {
	if err := noQuery(c); err != nil {
		return err
	}
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	if err := del(version); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}
