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

// fail answers with the problem that err is. What a client may not see goes to the log, under the same request id.
func (s *server) fail(c *gin.Context, err error) {
	var f *fault.Error
	switch {
	case errors.As(err, &f):
	case errors.Is(err, context.DeadlineExceeded):
		f = fault.New(fault.Timeout, "The answer took too long; ask for less, or try again.").Because(err)
	default:
		f = fault.New(fault.Internal, "Something went wrong here. The operator finds the cause in the log under this request id.").Because(err)
	}
	known := answers[f.Code]
	id := c.Writer.Header().Get(requestIDHeader)
	if known.status >= 500 {
		s.Log.ErrorContext(c.Request.Context(), "request failed", "request_id", id, "error", err)
	}
	p := handlers.Problem{
		Type: "urn:reelscore:problem:" + string(f.Code), Title: known.title, Status: known.status, Detail: f.Detail, Code: string(f.Code), RequestID: id,
	}
	for _, field := range f.Fields {
		p.Errors = append(p.Errors, handlers.ProblemField{Pointer: field.Pointer, Parameter: field.Parameter, Message: field.Message})
	}
	text, err := json.Marshal(p)
	if err != nil { // A struct of texts and numbers always marshals.
		panic(err)
	}
	if f.Code == fault.Unauthenticated {
		c.Header("WWW-Authenticate", `Bearer realm="reelscore"`)
	}
	c.Header("Cache-Control", "no-store")
	c.Writer.Header().Del("ETag")
	c.Abort()
	c.Data(known.status, "application/problem+json", text)
}
