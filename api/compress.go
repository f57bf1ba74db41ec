package api

import (
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"
)

// compressFrom is the least size in bytes of an answer worth compressing: smaller ones fit one packet anyway.
const compressFrom = 1024

// gzipTag is what compress adds to the ETag of an answer that it compressed.
const gzipTag = "-gzip"

// compress sends large answers as gzip to clients that take it. Answers from memory are compressed already (see recall).
func compress(h http.Handler) (http.Handler, error) {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(compressFrom), gzhttp.CompressionLevel(gzip.BestSpeed), gzhttp.SuffixETag(gzipTag), gzhttp.EnableZstd(false))
	if err != nil {
		return nil, err
	}
	wrapped := wrap(h)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.Header["Accept-Encoding"]) > 0 {
			wrapped(w, r)
			return
		}
		h.ServeHTTP(w, r) // Vary is among the standing headers.
	}), nil
}

// takesGzip tells whether a client takes gzip, by its Accept-Encoding.
func takesGzip(header []string) bool {
	for _, line := range header {
		for coding := range strings.SplitSeq(line, ",") {
			name, params, _ := strings.Cut(coding, ";")
			if !strings.EqualFold(strings.TrimSpace(name), "gzip") {
				continue
			}
			_, q, given := strings.Cut(params, "=")
			quality, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
			return !given || err == nil && quality > 0
		}
	}
	return false
}

// withGzip is the ETag of the compressed form of an answer.
func withGzip(tag string) string { return strings.TrimSuffix(tag, `"`) + gzipTag + `"` }

// sameTag gives a 304 the ETag of the answer that the client has: the compressed one, when that is what it asked about.
func sameTag(c *gin.Context) {
	tag := c.Writer.Header().Get("ETag")
	if c.Writer.Status() != http.StatusNotModified || tag == "" {
		return
	}
	if zipped := withGzip(tag); strings.Contains(c.GetHeader("If-None-Match"), zipped) {
		c.Header("ETag", zipped)
	}
}
