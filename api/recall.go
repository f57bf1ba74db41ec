package api

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"runtime/debug"
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzip"

	"reelscore/handlers"
)

// recall answers from memory, or asks the handler and remembers what it says. The handler always gives the whole answer, so
// that it can be kept; whether the client has it already is decided here.
func (s *server) recall(handle step) step {
	return func(c *gin.Context) error {
		s.handlers.Store.Asked(time.Now())
		a := address{path: c.Request.URL.Path, query: c.Request.URL.RawQuery}
		if linked[c.FullPath()] {
			a.accept = c.GetHeader("Accept")
		}
		if a.size() > addressBytes {
			return s.timed(handle)(c)
		}
		k := s.memory.get(a)
		if k != nil && s.handlers.Store.Holds(k.basis) {
			s.memory.hits.Add(1)
			if !k.asked.Load() { // Written once only: processors that answer at the same time would take it from each other.
				k.asked.Store(true)
			}
		} else {
			s.memory.misses.Add(1)
			var err error
			if k, err = s.fetch(c, a, handle); err != nil {
				return err
			}
		}
		s.send(c, a, k)
		return nil
	}
}

// resting lets the answer of a public read that is not kept come from a replica, as if it were.
func (s *server) resting(c *gin.Context) error {
	s.handlers.Store.Asked(time.Now())
	ctx, _ := s.handlers.Store.Resting(c.Request.Context(), s.handlers.Store.Moment())
	c.Request = c.Request.WithContext(ctx)
	return nil
}

// fetch asks the handler. Of many that ask for the same at once, one does; the others wait for its answer. They are those
// who came after the same write: an answer that was begun before a later one would be too old for who came after it. The
// handler goes on when its client goes away.
func (s *server) fetch(c *gin.Context, a address, handle step) (*kept, error) {
	moment := s.handlers.Store.Moment()
	own := c.Copy()
	came := s.flights.DoChan(fmt.Sprintf("%d\n%s\n%s\n%s", moment, a.path, a.query, a.accept), func() (any, error) {
		if k := s.memory.get(a); k != nil && s.handlers.Store.Holds(k.basis) { // The one before was answered in the meantime.
			return k, nil
		}
		k, err := s.hold(own.Copy(), handle, moment)
		if err == nil && k.status == http.StatusOK && len(k.body) <= answerBytes {
			if k.basis.OnAnything() {
				k.again = func(ctx context.Context) (*kept, error) {
					c := own.Copy()
					c.Request = c.Request.WithContext(ctx)
					return s.hold(c, handle, moment)
				}
			}
			s.memory.put(a, k)
		}
		return k, err
	})
	select {
	case <-c.Request.Context().Done():
		return nil, c.Request.Context().Err()
	case r := <-came:
		if r.Err != nil {
			return nil, r.Err
		}
		return r.Val.(*kept), nil
	}
}

// hold asks the handler for the whole answer, under a copy of the request's context.
func (s *server) hold(c *gin.Context, handle step, moment uint64) (k *kept, err error) {
	defer func() {
		if caught := recover(); caught != nil {
			k, err = nil, fmt.Errorf("panic: %v\n%s", caught, debug.Stack())
		}
	}()
	ctx, basis := s.handlers.Store.Resting(context.WithoutCancel(c.Request.Context()), moment)
	c.Request = c.Request.WithContext(ctx)
	c.Request.Header = maps.Clone(c.Request.Header)
	delete(c.Request.Header, "If-None-Match")
	h := &holder{ResponseWriter: c.Writer, header: http.Header{}, status: http.StatusOK}
	c.Writer = h
	if err := s.timed(handle)(c); err != nil {
		return nil, err
	}
	delete(h.header, "Content-Length") // gin sets it.
	if h.body.Len() >= countedBytes {
		h.header["Content-Length"] = []string{strconv.Itoa(h.body.Len())}
	}
	k = &kept{basis: basis, status: h.status, tag: h.header.Get("ETag"), body: h.body.Bytes()}
	for name, values := range h.header {
		k.header = append(k.header, headerLine{name, values})
	}
	return k, nil
}

// countedBytes is the size from which net/http does not tell the length of an answer by itself. Each header more costs one or
// two in a hundred of the processor time of an answer.
const countedBytes = 2048

// send sends a kept answer, or 304 to a client who has it.
func (s *server) send(c *gin.Context, a address, k *kept) {
	answer := c.Writer.Header()
	if k.tag != "" && k.status == http.StatusOK && handlers.HasTag(c.GetHeader("If-None-Match"), k.tag) {
		for _, line := range k.header {
			if line.name == "Etag" || line.name == "Link" {
				answer[line.name] = line.values
			}
		}
		for _, name := range unsaid {
			delete(answer, name)
		}
		c.Status(http.StatusNotModified)
		sameTag(c)
		return
	}
	for _, line := range k.header {
		answer[line.name] = line.values
	}
	body := k.body
	if z := s.zipped(c, a, k); z != nil {
		answer["Etag"], answer["Content-Length"], answer["Content-Encoding"] = z.tag, z.length, gzipCoding
		body = z.body
	}
	c.Status(k.status)
	c.Writer.Write(body) //nolint:errcheck // A client that went away is told nothing.
}

// unsaid are standing headers that say nothing about an answer without a body.
var unsaid = []string{"X-Content-Type-Options", "Content-Security-Policy"}

// gzipCoding is the value of a header; it is not to be changed.
var gzipCoding = []string{"gzip"}

// zipped is the answer as gzip for a client that takes it; nil when it is sent as it is.
func (s *server) zipped(c *gin.Context, a address, k *kept) *zipped {
	if len(k.body) < compressFrom || k.status != http.StatusOK || c.Request.Method == http.MethodHead || !takesGzip(c.Request.Header["Accept-Encoding"]) {
		return nil
	}
	if z := k.zipped.Load(); z != nil {
		return z
	}
	z := pack(k)
	s.memory.zip(a, k, z)
	return z
}

// packers are used again: each has most of a megabyte of its own.
var packers = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

// pack compresses an answer.
func pack(k *kept) *zipped {
	var b bytes.Buffer
	w := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	w.Reset(&b)
	w.Write(k.body) //nolint:errcheck // A buffer takes everything.
	w.Close()       //nolint:errcheck // As above.
	return &zipped{tag: []string{withGzip(k.tag)}, length: []string{strconv.Itoa(b.Len())}, body: b.Bytes()}
}

// holder holds an answer back, its header too.
type holder struct {
	gin.ResponseWriter
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *holder) Header() http.Header                  { return r.header }
func (r *holder) WriteHeader(status int)               { r.status = status }
func (r *holder) WriteHeaderNow()                      {}
func (r *holder) Write(b []byte) (int, error)          { return r.body.Write(b) }
func (r *holder) WriteString(text string) (int, error) { return r.body.WriteString(text) }
func (r *holder) Status() int                          { return r.status }
func (r *holder) Size() int                            { return r.body.Len() }
func (r *holder) Written() bool                        { return r.body.Len() > 0 }
