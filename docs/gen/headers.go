package main

import (
	"net/http"
	"strings"
)

// header is one header of answers, and which answers have it; o is empty for shared failures.
type header struct {
	name, description string
	schema            node
	on                func(o operation, status int) bool
}

// answerHeaders is the table of the headers that the server sends on purpose.
var answerHeaders = []header{
	{"ETag", "The version of this answer, for If-None-Match and If-Match.", node{"type": "string", "maxLength": 200, "examples": list{`"1.3w5e11264sgsf"`}},
		func(o operation, status int) bool {
			return status == http.StatusNotModified || status < 300 && o.versioned()
		}},
	{"Location", "The address of what was made.", node{"type": "string", "maxLength": 4000, "examples": list{"/v1/films/1"}},
		func(_ operation, status int) bool {
			return status == http.StatusCreated || status == http.StatusAccepted || status == http.StatusPermanentRedirect
		}},
	{"Link", "The next page, where there is one.", node{"type": "string", "maxLength": 8000, "examples": list{`</v1/films?cursor=WzFd>; rel="next"`}},
		func(o operation, status int) bool {
			return (status == http.StatusOK || status == http.StatusNotModified) && o.takesQuery("limit")
		}},
	{"Cache-Control", "Who may keep the answer, and how long.", node{"type": "string", "maxLength": 200, "examples": list{"public, max-age=0, must-revalidate"}}, always},
	{"X-Request-Id", "The name of the request: the client's own, or a new one. The log has it too.", node{"type": "string", "maxLength": 100, "examples": list{"1i3xd2s0b3c9u"}}, always},
	{"Access-Control-Allow-Origin", "The web origins that may read the answer, where the request names its own.", node{"type": "string", "maxLength": 300, "examples": list{"*"}}, always},
	{"RateLimit-Policy", "How many requests may be made in how many seconds, unless limits are off. Told with the first answer to a client and with 429.", node{"type": "string", "maxLength": 100, "examples": list{`"default";q=600;w=60`}}, limited},
	{"RateLimit", "How many requests are left, and in how many seconds all are again.", node{"type": "string", "maxLength": 100, "examples": list{`"default";r=599;t=1`}}, limited},
	{"Retry-After", "In how many seconds to ask again.", node{"type": "integer", "format": "int32", "minimum": 1, "maximum": 86400, "examples": list{5}},
		func(_ operation, status int) bool {
			return status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable
		}},
	{"Idempotent-Replayed", "true: the answer that a request of this Idempotency-Key got before; nothing was done again.", node{"type": "string", "enum": list{"true"}},
		func(o operation, status int) bool { return o.named() && status < 300 }},
	{"WWW-Authenticate", "How to send a key.", node{"type": "string", "maxLength": 200, "examples": list{`Bearer realm="reelscore"`}},
		func(_ operation, status int) bool { return status == http.StatusUnauthorized }},
}

func always(operation, int) bool      { return true }
func limited(o operation, _ int) bool { return !o.system() }

// requestHeader is one header of requests.
type requestHeader struct {
	component, name, description string
	length                       int
	on                           func(operation) bool
}

// requestHeaders is the table of the headers that requests may have.
var requestHeaders = []requestHeader{
	{"IfNoneMatch", "If-None-Match", "The ETag of the answer that the client has; 304 when it is still the same.", 1000, tagged},
	{"IfMatch", "If-Match", "The ETag of the resource as it was read; 412 when it has changed since.", 1000, conditional},
	{"IdempotencyKey", "Idempotency-Key", "A name for this request, such as a UUID, so that it can be sent again without being carried out again: for a day the answer is the first one. " +
		"With another body or query it is 422. While the first is under way a second one waits for it.", 255, operation.named},
}

// versioned tells whether the operation's answers have entity tags: all JSON below /v1, and lists of feeds.
func (o operation) versioned() bool {
	_, answer := o.success()
	content := answer.object("content")
	return strings.HasPrefix(o.path, "/v1") && (content["application/json"] != nil || content[opmlType] != nil)
}

// named tells whether requests can be named: those that create something.
func (o operation) named() bool { return o.method == "post" && o.secured() }

// tagged tells whether If-None-Match is compared with the answer.
func tagged(o operation) bool { return o.method == "get" && o.versioned() }

// takesQuery tells whether the operation has that parameter.
func (o operation) takesQuery(name string) bool {
	for _, p := range o.node.list("parameters") {
		if object(p).text("name") == name {
			return true
		}
	}
	return false
}

// addHeaders names the headers of one answer.
func addHeaders(answer node, o operation, status int) {
	for _, h := range answerHeaders {
		if h.on(o, status) {
			answer.child("headers")[h.name] = node{"$ref": "#/components/headers/" + h.name}
		}
	}
}

// headers writes the shared headers and gives each operation those that it reads.
func (d *document) headers() {
	components := d.root.child("components")
	for _, h := range answerHeaders {
		components.child("headers")[h.name] = node{"description": h.description, "schema": h.schema}
	}
	for _, h := range requestHeaders {
		components.child("parameters")[h.component] = node{
			"name": h.name, "in": "header", "description": h.description, "schema": node{"type": "string", "maxLength": h.length},
		}
		for _, o := range d.all() {
			if h.on(o) {
				o.node["parameters"] = append(o.node.list("parameters"), node{"$ref": "#/components/parameters/" + h.component})
			}
		}
	}
}
