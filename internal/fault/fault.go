// Package fault holds the errors that a client may see: a code, a sentence, and the fields at fault with their remedy.
// Everything that is not a *Error is an internal error, of which a client learns its request id only.
package fault

import (
	"errors"
	"fmt"
)

// Code names a class of error. It is part of the HTTP contract and never changes its meaning.
type Code string

// The codes. api maps each to one HTTP status.
const (
	Invalid         Code = "invalid"         // the request breaks the document: unknown or ill-formed field
	Unauthenticated Code = "unauthenticated" // no key, or one that is not valid
	Forbidden       Code = "forbidden"       // the key lacks the scope
	NotFound        Code = "not_found"       // no such resource or route
	MethodNotKnown  Code = "method_not_allowed"
	NotAcceptable   Code = "not_acceptable" // no representation that the client accepts
	Conflict        Code = "conflict"       // the write clashes with what is stored
	Stale           Code = "stale"          // If-Match names another version
	TooLarge        Code = "too_large"      // the body is over its limit
	MediaType       Code = "unsupported_media_type"
	Unprocessable   Code = "unprocessable" // well-formed, but cannot be: a rating out of range, an unknown reference
	RateLimited     Code = "rate_limited"
	Unavailable     Code = "unavailable" // shutting down, or the database cannot be reached
	Timeout         Code = "timeout"
	Internal        Code = "internal"
)

// Field is one field at fault. Exactly one of Pointer (RFC 6901, into the body) and Parameter (of the query, path or
// header) is set.
type Field struct {
	Pointer   string
	Parameter string
	Message   string
}

// Error is an error that a client may see.
type Error struct {
	Code   Code
	Detail string
	Fields []Field
	// Extra is what helps a client to go on: candidates, a draft. handlers gives it its form.
	Extra any
	cause error
}

// New makes an Error; the detail is a whole sentence that tells what to do.
func New(code Code, detail string, args ...any) *Error {
	if len(args) > 0 {
		detail = fmt.Sprintf(detail, args...)
	}
	return &Error{Code: code, Detail: detail}
}

// Count writes a number of things: "1 review", "2 reviews".
func Count[N int | int64](n N, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// At adds a field of the body by its JSON pointer and returns the same error.
func (e *Error) At(pointer, message string, args ...any) *Error {
	e.Fields = append(e.Fields, Field{Pointer: pointer, Message: fmt.Sprintf(message, args...)})
	return e
}

// In adds a parameter of the query, path or header and returns the same error.
func (e *Error) In(parameter, message string, args ...any) *Error {
	e.Fields = append(e.Fields, Field{Parameter: parameter, Message: fmt.Sprintf(message, args...)})
	return e
}

// With adds what helps a client to go on, and returns the same error.
func (e *Error) With(extra any) *Error {
	e.Extra = extra
	return e
}

// Because keeps the cause for the log; a client does not see it.
func (e *Error) Because(cause error) *Error {
	e.cause = cause
	return e
}

// Error implements error.
func (e *Error) Error() string {
	s := string(e.Code) + ": " + e.Detail
	for _, f := range e.Fields {
		s += fmt.Sprintf(" [%s%s: %s]", f.Pointer, f.Parameter, f.Message)
	}
	if e.cause != nil {
		s += ": " + e.cause.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.cause }

// Is tells whether err is, or wraps, an Error of that code.
func Is(err error, code Code) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == code
}
