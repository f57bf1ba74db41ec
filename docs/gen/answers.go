package main

import (
	"net/http"
	"strconv"
	"strings"
)

const problemJSON = "application/problem+json"

// failure is one kind of failed answer: when an operation has it, and what it looks like. Code, title and status are those
// of the table in api/problem.go; a test there compares them.
type failure struct {
	status              int
	name, code          string
	title, detail, when string
	on                  func(operation) bool
	pointer, parameter  string
	message             string
}

func everywhere(operation) bool { return true }
func below(o operation) bool    { return !o.system() }
func strict(o operation) bool   { return strings.HasPrefix(o.path, "/v1") }
func hasBody(o operation) bool  { return o.node.object("requestBody") != nil }
func hasPath(o operation) bool  { return o.takes("path") }
func changes(o operation) bool  { return o.writes() && o.secured() }
func conditional(o operation) bool {
	return o.method == "patch" || o.method == "put" || o.method == "delete"
}

// says tells whether the operation takes values that may name what is not there.
func says(o operation) bool { return hasBody(o) || o.takes("query") || o.named() }

// takes tells whether the operation has a parameter in that place.
func (o operation) takes(in string) bool {
	for _, p := range o.node.list("parameters") {
		if object(p).text("in") == in {
			return true
		}
	}
	return false
}

// failures is the table of failed answers.
var failures = []failure{
	{status: 400, name: "Invalid", code: "invalid", title: "Invalid request", on: strict, parameter: "limit", message: "must be at least 1",
		when: "The request breaks this document.", detail: "The query has parameters that are not known or not right."},
	{status: 401, name: "Unauthenticated", code: "unauthenticated", title: "Key needed", on: below,
		when: "A key is needed, or the one sent is not valid.", detail: "This needs a key of scope write: send it as Authorization: Bearer rs_..."},
	{status: 403, name: "Forbidden", code: "forbidden", title: "Not allowed", on: below,
		when: "The key lacks the scope.", detail: "This needs a key of scope write, which the one sent does not have."},
	{status: 404, name: "NotFound", code: "not_found", title: "Not found", on: hasPath,
		when: "There is no such resource.", detail: "There is no film \"hers-2013\"."},
	{status: 406, name: "NotAcceptable", code: "not_acceptable", title: "Not acceptable", on: below, parameter: "Accept",
		when: "The client takes no JSON.", message: "must include application/json or */*", detail: "Answers are application/json."},
	{status: 409, name: "Conflict", code: "conflict", title: "Conflict", on: changes,
		when: "The write clashes with what is stored.", detail: "Film 1 already has the imdb id tt1798709."},
	{status: 412, name: "Stale", code: "stale", title: "Changed in the meantime", on: conditional, parameter: "If-Match",
		when: "If-Match names another version.", message: "read the resource again and send its new ETag", detail: "The resource has changed since it was read."},
	{status: 413, name: "TooLarge", code: "too_large", title: "Too large", on: hasBody,
		when: "The body is over its limit.", detail: "The body is larger than 8388608 bytes; send it in parts."},
	{status: 415, name: "UnsupportedMediaType", code: "unsupported_media_type", title: "Unsupported media type", on: hasBody, parameter: "Content-Type",
		when: "The body has another media type.", message: "must be application/json", detail: "The body must be application/json in UTF-8."},
	{status: 422, name: "Unprocessable", code: "unprocessable", title: "Cannot be", on: says, pointer: "/released", message: "\"2013-02-31\" is not a date",
		when: "Well-formed, but it cannot be.", detail: "The calendar has no such date."},
	{status: 429, name: "RateLimited", code: "rate_limited", title: "Too many requests", on: below,
		when: "Too many requests in a short time.", detail: "You have made more than 600 requests in 1m0s; go on in 5 s."},
	{status: 500, name: "Internal", code: "internal", title: "Internal error", on: everywhere,
		when: "A fault of the server.", detail: "Something went wrong here. The operator finds the cause in the log under this request id."},
	{status: 503, name: "Unavailable", code: "unavailable", title: "Not available", on: below,
		when: "Shutting down, or the database cannot be reached.", detail: "The server is shutting down; try again."},
	{status: 504, name: "Timeout", code: "timeout", title: "Took too long", on: below,
		when: "The answer took too long.", detail: "The answer took too long; ask for less, or try again."},
}

// problem is the answer of a failure, with its example.
func (f failure) problem() node {
	example := node{
		"type": "urn:reelscore:problem:" + f.code, "title": f.title, "status": f.status, "detail": f.detail, "code": f.code,
		"request_id": "01JD3V7K2QWERTY0123456789A",
	}
	if f.message != "" {
		field := node{"message": f.message}
		if f.pointer != "" {
			field["pointer"] = f.pointer
		} else {
			field["parameter"] = f.parameter
		}
		example["errors"] = list{field}
	}
	return node{
		"description": f.when,
		"content":     node{problemJSON: node{"schema": schemaRef("Problem"), "example": example}},
	}
}

// answers gives every operation its failures, its conditional answers, and the headers of all answers.
func (d *document) answers() {
	shared := d.root.child("components").child("responses")
	for _, f := range failures {
		p := f.problem()
		addHeaders(p, operation{}, f.status)
		shared[f.name] = p
	}
	d.headers()
	for _, o := range d.all() {
		responses := o.node.child("responses")
		for _, status := range responses.keys() {
			d.answer(o, status, responses.object(status))
		}
		for _, f := range failures {
			status := strconv.Itoa(f.status)
			if responses[status] != nil || f.on(o) {
				own := responses.object(status).text("description")
				ref := node{"$ref": "#/components/responses/" + f.name}
				if own != "" && own != http.StatusText(f.status) {
					ref["description"] = own
				}
				responses[status] = ref
			}
		}
		if strings.Contains(o.path, "{film}") {
			moved := node{"description": "The film was merged into another one: send the request there."}
			addHeaders(moved, o, http.StatusPermanentRedirect)
			responses["308"] = moved
		}
		if tagged(o) {
			unchanged := node{"description": "Unchanged: the client has this answer already."}
			addHeaders(unchanged, o, http.StatusNotModified)
			responses["304"] = unchanged
		}
	}
}

// answer finishes one annotated answer that is no failure.
func (d *document) answer(o operation, status string, r node) {
	code, err := strconv.Atoi(status)
	if err != nil {
		d.fault(o.id, "answers with %q instead of a status", status)
		return
	}
	for _, media := range r.object("content").keys() {
		if object(r.object("content")[media])["schema"] == nil {
			d.fault(o.id, "answer %s has no schema", status)
		}
	}
	if code < 400 {
		addHeaders(r, o, code)
	}
}
