package api

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"reelscore/docs"
	"reelscore/internal/fault"
)

// docsPolicy lets Swagger UI load what this server has, and nothing else.
const docsPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// docsRoutes are the OpenAPI document and Swagger UI, which the document itself does not list.
func docsRoutes() []route {
	document, ui := docs.OpenAPI(), docs.UI()
	return []route{
		{http.MethodGet, "/openapi.json", func(c *gin.Context) error { return serveFile(c, "openapi.json", document) }, open},
		{http.MethodGet, "/docs/*file", func(c *gin.Context) error { return servePage(c, ui) }, open},
		{http.MethodGet, "/docs", toDocs, open},
		{http.MethodGet, "/", toDocs, open},
	}
}

func toDocs(c *gin.Context) error {
	c.Redirect(http.StatusFound, "/docs/")
	return nil
}

// servePage serves a file of Swagger UI.
func servePage(c *gin.Context, ui fs.FS) error {
	name := c.Param("file")[1:]
	if name == "" {
		name = "index.html"
	}
	text, err := fs.ReadFile(ui, name)
	if err != nil {
		return fault.New(fault.NotFound, "There is no such page; /docs/ is the start.").Because(err)
	}
	c.Header("Content-Security-Policy", docsPolicy)
	c.Header("X-Frame-Options", "DENY") // To browsers that do not know frame-ancestors.
	c.Header("Referrer-Policy", "no-referrer")
	return serveFile(c, name, text)
}

// serveFile serves a part of the program, with an entity tag: a hash of the bytes, which no other file has.
func serveFile(c *gin.Context, name string, text []byte) error {
	sum := sha256.Sum256(text)
	hash := hex.EncodeToString(sum[:12])
	c.Header("ETag", `"`+hash+`"`)
	c.Header("Cache-Control", "public, max-age=0, must-revalidate")
	if strings.Contains(c.GetHeader("If-None-Match"), hash) { // The tag of the compressed answer, too.
		c.Status(http.StatusNotModified)
		return nil
	}
	c.Data(http.StatusOK, mime.TypeByExtension(path.Ext(name)), text)
	return nil
}
