package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"reelscore/handlers"
	"reelscore/internal/fault"
)

// answers maps each error code to its status and title.
var answers = map[fault.Code]struct {
	status int
	title  string
}{
	fault.Invalid:         {http.StatusBadRequest, "Invalid request"},
	fault.Unauthenticated: {http.StatusUnauthorized, "Key needed"},
	fault.Forbidden:       {http.StatusForbidden, "Not allowed"},
	fault.NotFound:        {http.StatusNotFound, "Not found"},
	fault.MethodNotKnown:  {http.StatusMethodNotAllowed, "Method not allowed"},
	fault.NotAcceptable:   {http.StatusNotAcceptable, "Not acceptable"},
	fault.Conflict:        {http.StatusConflict, "Conflict"},
	fault.Stale:           {http.StatusPreconditionFailed, "Changed in the meantime"},
	fault.TooLarge:        {http.StatusRequestEntityTooLarge, "Too large"},
	fault.MediaType:       {http.StatusUnsupportedMediaType, "Unsupported media type"},
	fault.Unprocessable:   {http.StatusUnprocessableEntity, "Cannot be"},
	fault.RateLimited:     {http.StatusTooManyRequests, "Too many requests"},
	fault.Unavailable:     {http.StatusServiceUnavailable, "Not available"},
	fault.Timeout:         {http.StatusGatewayTimeout, "Took too long"},
	fault.Internal:        {http.StatusInternalServerError, "Internal error"},
}

// retryAfter is when a client should ask again after a 503.
const retryAfter = "5"

// fail answers with the problem that err is. What a client may not see goes to the log, under the same request id. An
// answer that has begun cannot be taken back: its connection is cut, so that it is not taken for a whole one.
func (s *server) fail(c *gin.Context, err error) {
	f := s.faultOf(c, err)
	known := answers[f.Code]
	id := requestIDOf(c)
	if known.status >= http.StatusInternalServerError && c.Request.Context().Err() != context.Canceled {
		s.Log.ErrorContext(c.Request.Context(), "request failed", "request_id", id, "error", err)
	}
	if c.Writer.Written() {
		panic(http.ErrAbortHandler)
	}
	p := handlers.Problem{
		Type: "urn:reelscore:problem:" + string(f.Code), Title: known.title, Status: known.status, Detail: f.Detail, Code: string(f.Code), RequestID: id,
	}
	for _, field := range f.Fields {
		p.Errors = append(p.Errors, handlers.ProblemField{Pointer: field.Pointer, Parameter: field.Parameter, Message: field.Message})
	}
	p.Extend(f)
	text, err := json.Marshal(p)
	if err != nil { // A struct of texts and numbers always marshals.
		panic(err)
	}
	if f.Code == fault.Unauthenticated {
		c.Header("WWW-Authenticate", `Bearer realm="reelscore"`)
	}
	if f.Code == fault.Unavailable {
		c.Header("Retry-After", retryAfter)
	}
	c.Header("Cache-Control", "no-store")
	c.Writer.Header().Del("ETag")
	c.Abort()
	c.Data(known.status, "application/problem+json", text)
}

// faultOf is what of an error a client may see. A request whose time is over failed for that reason, whatever error
// the layer that was interrupted makes of it.
func (s *server) faultOf(c *gin.Context, err error) *fault.Error {
	var f *fault.Error
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(c.Request.Context().Err(), context.Canceled):
		return fault.New(fault.Timeout, "The client gave up.").Because(err)
	case errors.Is(err, context.DeadlineExceeded) || errors.Is(c.Request.Context().Err(), context.DeadlineExceeded):
		return fault.New(fault.Timeout, "The answer took longer than %s; ask for less, or try again.", s.RequestTimeout).Because(err)
	}
	return fault.New(fault.Internal, "Something went wrong here. The operator finds the cause in the log under this request id.").Because(err)
}
