// Package contract checks HTTP exchanges against the OpenAPI document. It is for tests only: a check takes about a
// millisecond.
package contract

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"reelscore/docs"
	"reelscore/handlers"
)

// Contract is the document in a form that exchanges can be checked against.
type Contract struct {
	// Doc is the document. Its named objects are closed, also those of answers: a field that the document does not name
	// is a breach.
	Doc    *openapi3.T
	router routers.Router
}

// Load reads the document that is part of the program, once.
var Load = sync.OnceValues(load)

func load() (*Contract, error) {
	for _, kind := range []string{"application/x-ndjson", "application/atom+xml", "application/rss+xml", "application/xml", "text/html", "text/markdown", "text/csv", "text/x-opml", "text/tab-separated-values", "text/event-stream", "application/octet-stream"} {
		openapi3filter.RegisterBodyDecoder(kind, openapi3filter.PlainBodyDecoder)
	}
	doc, err := openapi3.NewLoader().LoadFromData(docs.OpenAPI())
	if err != nil {
		return nil, fmt.Errorf("docs/openapi.json cannot be read; run go generate ./...: %w", err)
	}
	no := false
	for _, s := range doc.Components.Schemas {
		if s.Value.Type.Is("object") && s.Value.AdditionalProperties.Schema == nil {
			s.Value.AdditionalProperties.Has = &no
		}
	}
	router, err := legacy.NewRouter(doc, openapi3.DisableExamplesValidation()) // docs/gen has validated them.
	return &Contract{Doc: doc, router: router}, err
}

// Exchange is a request, with the body that was sent, and its answer.
type Exchange struct {
	Request *http.Request
	Sent    []byte
	Status  int
	Header  http.Header
	Body    []byte
}

func (x Exchange) String() string {
	return fmt.Sprintf("%s %s %.500s -> %d %.500s", x.Request.Method, x.Request.URL.RequestURI(), x.Sent, x.Status, x.Body)
}

// mayRefuse are the statuses that say nothing about whether the request keeps to the document: they come before it is
// looked at, or concern what it leaves open.
var mayRefuse = []int{
	http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotAcceptable,
	http.StatusConflict, http.StatusPreconditionFailed, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusTooManyRequests,
	http.StatusServiceUnavailable, http.StatusGatewayTimeout,
}

// Breaches tells in which ways the exchange breaks the document: a request that the document refuses and the server took,
// or the other way round, and an answer that is not as described. Addresses that the document does not list are not
// checked, but for their problems.
func (c *Contract) Breaches(x Exchange) []string {
	route, params, err := c.router.FindRoute(x.Request)
	if err != nil || x.Request.Method == http.MethodHead {
		return c.unlisted(x)
	}
	in := c.input(x, route, params)
	var breaches []string
	refused := allowed(in)
	switch {
	case mentions(x.Body, "Idempotency-Key"): // The name of the request was taken; the request was not looked at.
	case refused != nil && x.Status < 400:
		breaches = append(breaches, "the server took what the document refuses: "+refused.Error())
	case refused == nil && x.Status == http.StatusBadRequest && !mentions(x.Body, "cursor"):
		breaches = append(breaches, "the server refused (400) what the document allows")
	case refused != nil && x.Status != http.StatusBadRequest && !slices.Contains(mayRefuse, x.Status) && !strings.Contains(refused.Error(), " in path has an error"):
		breaches = append(breaches, fmt.Sprintf("what the document refuses was answered with %d: %s", x.Status, refused))
	}
	return append(breaches, c.answer(x, in)...)
}

// mentions tells whether a problem is about that parameter: a cursor is opaque, so the document cannot say which are right.
func mentions(problem []byte, parameter string) bool {
	return bytes.Contains(problem, []byte(`"parameter":"`+parameter+`"`))
}

// Refuses tells why the document refuses a request; nil when it allows it.
func (c *Contract) Refuses(x Exchange) error {
	route, params, err := c.router.FindRoute(x.Request)
	if err != nil {
		return err
	}
	return allowed(c.input(x, route, params))
}

func (c *Contract) input(x Exchange, route *routers.Route, params map[string]string) *openapi3filter.RequestValidationInput {
	request := x.Request.Clone(context.Background())
	request.Body = io.NopCloser(bytes.NewReader(x.Sent))
	return &openapi3filter.RequestValidationInput{
		Request: request, Route: route, PathParams: params,
		Options: &openapi3filter.Options{
			MultiError: true, IncludeResponseStatus: true, RejectWhenRequestBodyNotSpecified: true, SkipSettingDefaults: true,
			AuthenticationFunc:      openapi3filter.NoopAuthenticationFunc,
			SchemaValidationOptions: []openapi3.SchemaValidationOption{openapi3.EnableFormatValidation()},
		},
	}
}

// allowed tells why the document refuses a request. Parameters that it does not list are refused, which OpenAPI has no
// words for; a parameter that is given twice is, too.
func allowed(in *openapi3filter.RequestValidationInput) error {
	for name, values := range in.Request.URL.Query() {
		if !strings.HasPrefix(in.Request.URL.Path, "/v1") { // Probes and browsers add their own.
			break
		}
		listed := in.Route.Operation.Parameters.GetByInAndName(openapi3.ParameterInQuery, name)
		if listed == nil {
			return fmt.Errorf("the parameter %q is not listed", name)
		}
		if listed.Schema.Value.Type.Is("boolean") && values[0] != "true" && values[0] != "false" { // kin takes 0, 1, T, ... too.
			return fmt.Errorf("the parameter %q is neither true nor false", name)
		}
		if len(values) > 1 {
			return fmt.Errorf("the parameter %q is given %d times", name, len(values))
		}
	}
	return openapi3filter.ValidateRequest(context.Background(), in)
}

// answer tells in which ways an answer is not as its operation says.
func (c *Contract) answer(x Exchange, in *openapi3filter.RequestValidationInput) []string {
	documented := in.Route.Operation.Responses.Status(x.Status)
	if documented == nil {
		return []string{fmt.Sprintf("the status %d is not documented", x.Status)}
	}
	var breaches []string
	for _, name := range c.headers() {
		if x.Header.Get(name) != "" && documented.Value.Headers[name] == nil {
			breaches = append(breaches, fmt.Sprintf("the header %s is not documented for %d", name, x.Status))
		}
	}
	if len(documented.Value.Content) == 0 && len(x.Body) > 0 {
		breaches = append(breaches, fmt.Sprintf("the answer %d has a body, which is not documented", x.Status))
	}
	options := *in.Options
	if x.Status >= http.StatusBadRequest {
		options.ExcludeResponseBody = !bytes.Contains(x.Body, []byte(`"draft":`)) && !bytes.Contains(x.Body, []byte(`"candidates":`))
		breaches = append(breaches, problemBreaches(x)...)
	}
	err := openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: x.Status, Header: x.Header, Body: io.NopCloser(bytes.NewReader(x.Body)), Options: &options,
	})
	if err != nil {
		breaches = append(breaches, err.Error())
	}
	return breaches
}

// headers are the headers that the document knows.
func (c *Contract) headers() []string {
	var names []string
	for name := range c.Doc.Components.Headers {
		names = append(names, name)
	}
	return names
}

// unlisted checks the problem that answers an address or method that the document does not list.
func (c *Contract) unlisted(x Exchange) []string {
	if x.Status < 400 || x.Request.Method == http.MethodHead {
		return nil
	}
	return problemBreaches(x)
}

// problemBreaches tells in which ways an answer is not the problem that all failures are answered with. Reading it into
// its Go type, from which the schema is made, is a hundred times faster than compiling the schema.
func problemBreaches(x Exchange) []string {
	if kind := x.Header.Get("Content-Type"); kind != "application/problem+json" {
		return []string{fmt.Sprintf("%d is answered with the Content-Type %q, not with a problem", x.Status, kind)}
	}
	var p handlers.Problem
	d := json.NewDecoder(bytes.NewReader(x.Body))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return []string{"the problem cannot be read: " + err.Error()}
	}
	var breaches []string
	if p.Status != x.Status {
		breaches = append(breaches, fmt.Sprintf("the problem says %d, the answer %d", p.Status, x.Status))
	}
	for name, text := range map[string]string{"type": p.Type, "title": p.Title, "detail": p.Detail, "code": p.Code, "request_id": p.RequestID} {
		if text == "" || len(text) > 4000 {
			breaches = append(breaches, fmt.Sprintf("the problem has no %s, or too long a one", name))
		}
	}
	for _, f := range p.Errors {
		if f.Message == "" || (f.Pointer != "" && f.Parameter != "") {
			breaches = append(breaches, fmt.Sprintf("the problem has the field %+v, without a message or with two places", f))
		}
	}
	return breaches
}
