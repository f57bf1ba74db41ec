package api

import (
	"bytes"
	"context"
	"crypto/subtle"
	"io"
	"net/http"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"reelscore/handlers"
	"reelscore/internal/fault"
)

const (
	idempotencyHeader = "Idempotency-Key"
	replayedHeader    = "Idempotent-Replayed"
	// requestNameLength is the greatest length of a request's name, in characters.
	requestNameLength = 255
	// keptAnswer is the greatest answer, in bytes, that is kept for a replay.
	keptAnswer = 1 << 20
	// keepTime bounds the writing of one answer.
	keepTime = 10 * time.Second
)

// keptHeaders are the headers that belong to an answer; all others are those of the request that it is sent to.
var keptHeaders = [...]string{"Content-Type", "Location", "ETag"}

// takesName tells whether requests of a route can be named: those that create something.
func takesName(r route) bool {
	return r.method == http.MethodPost && (r.scope == write || r.scope == admin)
}

// once lets a client send a request again without its effect taking place again: the first answer to a request of that
// name is sent once more. The name counts for one key, method and path. A twin that comes while the first is under way
// waits for it. Kept are answers below 400: whatever was refused had no effect, and its name is free again.
//
// The name is committed in the transaction of the effect, the answer right behind it. When the server dies between the
// two, the request is not carried out again; its client is told so (409), though not the answer.
func (s *server) once(c *gin.Context) error {
	given := c.GetHeader(idempotencyHeader)
	if given == "" {
		return nil
	}
	if utf8.RuneCountInString(given) > requestNameLength {
		return fault.New(fault.Invalid, "The name of the request is too long.").
			In(idempotencyHeader, "must have at most %d characters; a UUID is usual", requestNameLength)
	}
	name := handlers.RequestName{KeyID: identityOf(c).ID, Method: c.Request.Method, Path: c.Request.URL.Path, Name: given}
	leave, err := s.underway.enter(c.Request.Context(), name)
	if err != nil {
		return err
	}
	defer leave()
	before, found, err := s.handlers.NamedRequest(c.Request.Context(), name)
	if err != nil {
		return err
	}
	if found {
		return s.replay(c, before)
	}
	return s.record(c, name)
}

// record lets the request through, and keeps its answer.
func (s *server) record(c *gin.Context, name handlers.RequestName) error {
	plain := c.Request.Context()
	ctx, once := s.handlers.WithOnce(plain, name)
	c.Request = c.Request.WithContext(ctx)
	print := newFingerprinting(c.Request)
	defer print.stop()
	answer := &recorder{ResponseWriter: c.Writer}
	c.Writer = answer
	c.Next()
	if answer.Status() >= http.StatusBadRequest {
		return nil // When something was committed all the same, its mark stands without an answer.
	}
	row := handlers.NamedRequest{RequestName: name, Fingerprint: print.sum(), Headers: map[string]string{}}
	for _, h := range keptHeaders {
		if v := answer.Header().Get(h); v != "" {
			row.Headers[h] = v
		}
	}
	var err error
	if row.Fingerprint != nil && answer.body.Len() <= keptAnswer {
		row.Status = answer.Status()
		row.Body, err = seal(c.GetHeader("Authorization"), answer.body.Bytes())
	}
	if err == nil {
		// The client may have gone: its next try wants the answer.
		keep, cancel := context.WithTimeout(context.WithoutCancel(plain), keepTime)
		defer cancel()
		err = s.handlers.KeepAnswer(keep, &row)
	}
	if err != nil {
		s.Log.ErrorContext(ctx, "the answer to a named request is not kept", "request_id", requestIDOf(c), "committed", once.Done(), "error", err)
	}
	return nil
}

// replay sends the answer that a request of that name got before.
func (s *server) replay(c *gin.Context, before handlers.NamedRequest) error {
	if before.Status == 0 {
		f := fault.New(fault.Conflict, "The request of this name was carried out already, but its answer is not known any more. Look for what it made; do not send it again.").
			In(idempotencyHeader, "was used for a request that was carried out at %s", time.UnixMilli(before.At).UTC().Format(time.RFC3339))
		if made := before.Headers["Location"]; made != "" {
			f.In(idempotencyHeader, "GET %s is what it made", made)
		}
		return f
	}
	sum, err := fingerprint(c.Request, c.Request.Body)
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare(sum, before.Fingerprint) != 1 {
		return fault.New(fault.Unprocessable, "This name was used for another request: its body or query was not the same. Send the request as it was, or give this one a name of its own.").
			In(idempotencyHeader, "was used for another request within the last day")
	}
	body, err := unseal(c.GetHeader("Authorization"), before.Body)
	if err != nil {
		return err
	}
	for name, value := range before.Headers {
		c.Header(name, value)
	}
	c.Header(replayedHeader, "true")
	c.Abort()
	c.Data(before.Status, before.Headers["Content-Type"], body)
	return nil
}

// recorder keeps a copy of an answer while it is sent.
type recorder struct {
	gin.ResponseWriter
	body bytes.Buffer
}

// Write implements io.Writer.
func (r *recorder) Write(b []byte) (int, error) {
	r.copy(b)
	return r.ResponseWriter.Write(b)
}

// WriteString implements io.StringWriter.
func (r *recorder) WriteString(s string) (int, error) {
	return io.WriteString(struct{ io.Writer }{r}, s)
}

// copy stops once the answer is too large to be kept.
func (r *recorder) copy(b []byte) {
	if r.body.Len() <= keptAnswer {
		r.body.Write(b)
	}
}

// underway are the named requests that are being carried out.
type underway struct {
	mu   sync.Mutex
	ends map[handlers.RequestName]chan struct{}
}

// enter waits until no other request of that name is under way. The caller leaves when its own is done.
func (u *underway) enter(ctx context.Context, name handlers.RequestName) (leave func(), err error) {
	for {
		u.mu.Lock()
		end, busy := u.ends[name]
		if !busy {
			end = make(chan struct{})
			u.ends[name] = end
			u.mu.Unlock()
			return func() {
				u.mu.Lock()
				delete(u.ends, name)
				u.mu.Unlock()
				close(end)
			}, nil
		}
		u.mu.Unlock()
		select {
		case <-end:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
