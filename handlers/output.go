package handlers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
	"reelscore/models"
)

// send answers with a wire type, an ETag, and 304 where the client has it already. The version is that of the row behind
// the answer, 0 when there is none; it leads the ETag, so that If-Match can be compared with the row alone.
func send(c *gin.Context, status int, version int64, body any) error {
	text, err := encode(body)
	if err != nil {
		return err
	}
	return sendBytes(c, status, version, "application/json", text)
}

// encode writes JSON as it is read: addresses with their ampersands. What it is sent as can never be taken for HTML.
func encode(body any) ([]byte, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(body); err != nil {
		return nil, fmt.Errorf("encode the answer: %w", err)
	}
	return bytes.TrimSuffix(text.Bytes(), []byte("\n")), nil
}

func sendBytes(c *gin.Context, status int, version int64, kind string, text []byte) error {
	tag := etag(version, text)
	c.Header("ETag", tag)
	reads := c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead
	if reads && status == http.StatusOK && HasTag(c.GetHeader("If-None-Match"), tag) {
		c.Status(http.StatusNotModified)
		return nil
	}
	c.Data(status, kind, text)
	return nil
}

// etag is the strong validator of one representation: the row's version and a hash of the bytes.
func etag(version int64, text []byte) string {
	h := fnv.New64a()
	h.Write(text)
	return `"` + strconv.FormatInt(version, 10) + "." + strconv.FormatUint(h.Sum64(), 36) + `"`
}

// HasTag tells whether an If-None-Match names the tag of an answer, which the client then has already.
func HasTag(ifNoneMatch, tag string) bool {
	return matches(ifNoneMatch, func(t string) bool { return t == tag })
}

// matches tells whether one of the entity tags in a header is accepted. Tags of compressed answers end in -gzip.
func matches(header string, accept func(tag string) bool) bool {
	for tag := range strings.SplitSeq(header, ",") {
		tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/")
		tag = strings.Replace(tag, `-gzip"`, `"`, 1)
		if tag == "*" || (tag != "" && accept(tag)) {
			return true
		}
	}
	return false
}

// ifMatch is the version that the client's If-Match names, or models.AnyVersion without the header. Of several tags any may
// match; versions only grow, so that the highest is the only one that still can.
func ifMatch(c *gin.Context) (int64, error) {
	header := strings.TrimSpace(strings.Join(c.Request.Header.Values("If-Match"), ","))
	if header == "" || header == "*" {
		return models.AnyVersion, nil
	}
	var version int64
	for tag := range strings.SplitSeq(header, ",") {
		number, _, _ := strings.Cut(strings.Trim(strings.TrimPrefix(strings.TrimSpace(tag), "W/"), `"`), ".")
		if n, err := strconv.ParseInt(number, 10, 64); err == nil {
			version = max(version, n)
		}
	}
	if version < 1 {
		return 0, fault.New(fault.Stale, "If-Match does not name a version of this resource.").
			In("If-Match", "take it from the ETag of the resource, or leave it out")
	}
	return version, nil
}

// PageQuery is what every list takes.
type PageQuery struct {
	// Rows on a page.
	Limit int `form:"limit" minimum:"1" maximum:"100" default:"20"`
	// Where the page starts: taken from next of the page before.
	Cursor string `form:"cursor" maxLength:"1000"`
	// Count all rows that the filters leave, as total.
	Total bool `form:"total"`
}

// list is the page in terms of models.
func (q PageQuery) list(sort string) models.List {
	return models.List{Limit: q.Limit, Cursor: q.Cursor, Sort: sort, Total: q.Total}
}

// sendPage answers with a page of wire types, each made from a row.
func sendPage[Row, Wire any](c *gin.Context, page models.Page[Row], fields []string, wire func(*Row) Wire) error {
	items := make([]any, len(page.Items))
	for i := range page.Items {
		items[i] = trim(wire(&page.Items[i]), fields)
	}
	body := struct {
		Items []any   `json:"items"`
		Next  *string `json:"next"`
		Total *int64  `json:"total,omitempty"`
	}{Items: items, Total: page.Total}
	if page.Next != "" {
		body.Next = linkNext(c, nextURL(c.Request.URL, page.Next))
	}
	return send(c, http.StatusOK, 0, body)
}

// linkNext sets the Link header to the page that follows, and returns its address for the body.
func linkNext(c *gin.Context, next string) *string {
	c.Header("Link", "<"+next+`>; rel="next"`)
	return &next
}

// nextURL is the address of the page behind a cursor: the request's own, from there.
func nextURL(u *url.URL, cursor string) string {
	q := u.Query()
	q.Set("cursor", cursor)
	q.Del("total")
	return u.Path + "?" + q.Encode()
}

// trim keeps the named fields of a wire struct, and those that identify it (the ones that the document requires).
func trim(body any, names []string) any {
	if len(names) == 0 {
		return body
	}
	v := reflect.ValueOf(body)
	fields := fieldsOf(v.Type(), "json")
	kept := make(map[string]any, len(names))
	for _, f := range fields {
		value := v.FieldByIndex(f.index)
		if value.IsZero() && f.omitted() { // Named, but not asked for with ?expand=.
			continue
		}
		if f.required() || slices.Contains(names, f.name) {
			kept[f.name] = value.Interface()
		}
	}
	return kept
}

// kept are the fields to send: those that are named, and what is asked for with expand; nil for all.
func kept(fields, expand []string) []string {
	if len(fields) == 0 {
		return nil
	}
	return slices.Concat(fields, expand)
}

// orNull is a pointer to v, or nil for the zero value, which stands for unknown.
func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// orZero is what p points to, or the zero value, which stands for unknown.
func orZero[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// orEmpty makes sure that a list is written as [] and not as null.
func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// stamp is a stored time on the wire: RFC 3339 in UTC.
func stamp(milliseconds int64) time.Time { return time.UnixMilli(milliseconds).UTC() }
