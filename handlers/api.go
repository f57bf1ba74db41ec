// Package handlers holds what each endpoint does: one file a resource, with its wire types and the annotations that the
// OpenAPI document is generated from. A handler reads its input, asks models, and sends a wire type; an error it returns.
package handlers

import (
	"log/slog"

	"github.com/gin-gonic/gin"

	"reelscore/ingest"
	"reelscore/models"
)

// Handler is one endpoint. It never writes an error itself.
type Handler func(*gin.Context) error

// API is all endpoints over one store.
type API struct {
	Store *models.Store
	Log   *slog.Logger
	// Feeds reads feeds.
	Feeds *ingest.Feeds
	// BodyLimit is the most bytes that a request body may have.
	BodyLimit int64
	// Imports runs the imports; ImportLimit is the most bytes that an uploaded file may have.
	Imports     *ingest.Imports
	ImportLimit int64
	// Version is the program's, for the index.
	Version string
	// Stopping is closed when the server begins to shut down; nil when it never does.
	Stopping <-chan struct{}
}
