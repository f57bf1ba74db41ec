// Package docs holds the OpenAPI document and Swagger UI, which are part of the program: both work without a network.
package docs

import (
	"embed"
	"io/fs"
)

//go:generate go run ./gen

//go:embed openapi.json
var document string

//go:embed ui/*.html ui/*.js ui/*.css ui/*.png
var ui embed.FS

// OpenAPI is the document of the API, as JSON.
func OpenAPI() []byte { return []byte(document) }

// UI are the files of Swagger UI; index.html shows the document at ../openapi.json.
func UI() fs.FS {
	files, err := fs.Sub(ui, "ui")
	if err != nil { // Only for a path that is not valid.
		panic(err)
	}
	return files
}
