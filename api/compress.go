package api

import (
	"compress/gzip"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"
)

// compressFrom is the least size in bytes of an answer worth compressing: smaller ones fit one packet anyway.
const compressFrom = 1024

// gzipTag is what compress adds to the ETag of an answer that it compressed.
const gzipTag = "-gzip"

// compress sends large answers as gzip to clients that take it.
func compress(h http.Handler) (http.Handler, error) {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(compressFrom), gzhttp.CompressionLevel(gzip.BestSpeed), gzhttp.SuffixETag(gzipTag), gzhttp.EnableZstd(false))
	if err != nil {
		return nil, err
	}
	return wrap(h), nil
}

// sameTag gives a 304 the ETag of the answer that the client has: the compressed one, when that is what it asked about.
func sameTag(c *gin.Context) {
	tag := c.Writer.Header().Get("ETag")
	if c.Writer.Status() != http.StatusNotModified || tag == "" {
		return
	}
	if zipped := strings.TrimSuffix(tag, `"`) + gzipTag + `"`; strings.Contains(c.GetHeader("If-None-Match"), zipped) {
		c.Header("ETag", zipped)
	}
}
