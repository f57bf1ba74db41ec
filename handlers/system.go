package handlers

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
)

// Health is the state of the server.
type Health struct {
	Status string `json:"status" binding:"required" enums:"ok" example:"ok"`
} //@name Health

// Index is where everything is.
type Index struct {
	Name    string `json:"name" binding:"required" maxLength:"60" example:"Reelscore"`
	Version string `json:"version" binding:"required" maxLength:"100" example:"v1.0.0"`
	// The documentation, to read and try out.
	Docs string `json:"docs" binding:"required" maxLength:"200" example:"/docs/"`
	// The OpenAPI document.
	OpenAPI string `json:"openapi" binding:"required" maxLength:"200" example:"/openapi.json"`
	// Where the resources are, by name.
	Resources map[string]string `json:"resources" binding:"required" maxLength:"200" example:"films:/v1/films,reviews:/v1/reviews"`
} //@name Index

// Healthz godoc
// @Summary     Tell whether the server is up
// @Description It answers as long as the process does; /readyz tells whether requests can be served.
// @ID          healthz
// @Tags        system
// @Produce     json
// @Success     200 {object} Health
// @Router      /healthz [get]
func (a *API) Healthz(c *gin.Context) error {
	c.JSON(http.StatusOK, Health{Status: "ok"})
	return nil
}

// Readyz godoc
// @Summary     Tell whether requests can be served
// @Description 503 while the server shuts down, and when the database does not answer or has another schema than the program.
// @ID          readyz
// @Tags        system
// @Produce     json
// @Success     200 {object} Health
// @Failure     503 {object} Problem
// @Router      /readyz [get]
func (a *API) Readyz(c *gin.Context) error {
	select {
	case <-a.Stopping:
		return fault.New(fault.Unavailable, "The server is shutting down.")
	default:
	}
	if err := a.Store.Ready(c.Request.Context()); err != nil {
		return fault.New(fault.Unavailable, "The database does not answer as it should; the log has the cause.").Because(err)
	}
	c.JSON(http.StatusOK, Health{Status: "ok"})
	return nil
}

// Index godoc
// @Summary  List the resources
// @ID       index
// @Tags     system
// @Produce  json
// @Success  200 {object} Index
// @Router   /v1 [get]
func (a *API) Index(collections []string) Handler {
	i := Index{Name: "Reelscore", Version: a.Version, Docs: "/docs/", OpenAPI: "/openapi.json", Resources: map[string]string{}}
	for _, path := range collections {
		i.Resources[path[strings.LastIndexByte(path, '/')+1:]] = path
	}
	return func(c *gin.Context) error {
		if err := noQuery(c); err != nil {
			return err
		}
		return send(c, http.StatusOK, 0, i)
	}
}
