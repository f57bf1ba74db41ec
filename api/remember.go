package api

import (
	"bytes"
	"net/http"
	"strconv"
	"sync"

	"github.com/gin-gonic/gin"
	lru "github.com/hashicorp/golang-lru/v2/simplelru"

	"reelscore/handlers"
)

// remembered are the routes whose answers are kept as the bytes that they are sent as. Streams, what depends on the key and
// what is only computed are not among them.
var remembered = map[string]bool{
	"/films": true, "/films/:film": true, "/films/:film/score": true, "/films/:film/reviews": true, "/films/:film/similar": true,
	"/films/:film/live-notes": true, "/reviews": true, "/reviews/:review": true, "/reviews/:review/comments": true, "/reviews/:review/live-notes": true,
	"/people": true, "/people/:person": true, "/people/:person/films": true, "/outlets": true, "/outlets/:outlet": true, "/critics": true,
	"/critics/:critic": true, "/genres": true, "/scales": true, "/scales/:scale": true, "/search": true,
}

// The bounds of one answer and of its address. Each entry counts as entryBytes beside its texts.
const (
	answerBytes  = 1 << 20
	addressBytes = 1 << 10
	entryBytes   = 512
)

// memory keeps answers with the generation of the collection from before they were read. An answer is used only while that
// is still the generation, so that nobody sees an answer older than a write that was acknowledged before the request.
type memory struct {
	mu      sync.Mutex
	answers *lru.LRU[string, *kept]
	bytes   int
	limit   int
}

// kept is one answer of status 200.
type kept struct {
	generation              uint64
	tag, kind, link, length string
	body                    []byte
}

func newMemory(limit int) (*memory, error) {
	m := &memory{limit: limit}
	answers, err := lru.NewLRU(max(1, limit/entryBytes), func(key string, k *kept) { m.bytes -= k.size(key) })
	m.answers = answers
	return m, err
}

func (k *kept) size(key string) int { return len(key) + len(k.body) + entryBytes }

// get is the answer of that generation; nil when there is none.
func (m *memory) get(key string, generation uint64) *kept {
	m.mu.Lock()
	defer m.mu.Unlock()
	if k, known := m.answers.Get(key); known && k.generation == generation {
		return k
	}
	return nil
}

func (m *memory) put(key string, k *kept) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.answers.Remove(key)
	m.bytes += k.size(key)
	m.answers.Add(key, k)
	for m.bytes > m.limit {
		m.answers.RemoveOldest()
	}
}

// recall answers from memory, or asks the handler and remembers what it says. The handler always gives the whole answer,
// so that it can be kept; whether the client has it already is decided here.
func (s *server) recall(handle step) step {
	return func(c *gin.Context) error {
		key := c.Request.URL.Path + "?" + c.Request.URL.RawQuery + "\n" + c.GetHeader("Accept")
		if len(key) > addressBytes {
			return handle(c)
		}
		generation := s.handlers.Store.Generation()
		k := s.memory.get(key, generation)
		if k == nil {
			var err error
			if k, err = s.hold(c, handle, generation); err != nil || k == nil {
				return err
			}
			s.memory.put(key, k)
		}
		k.send(c)
		sameTag(c)
		return nil
	}
}

// hold asks the handler for the whole answer. What cannot be kept is sent as it is, and nil.
func (s *server) hold(c *gin.Context, handle step, generation uint64) (*kept, error) {
	condition := c.Request.Header["If-None-Match"]
	delete(c.Request.Header, "If-None-Match")
	r := &holder{ResponseWriter: c.Writer, status: http.StatusOK}
	c.Writer = r
	err := func() error {
		defer func() { // Also for a panic, whose answer must not be held back.
			c.Writer = r.ResponseWriter
			if condition != nil {
				c.Request.Header["If-None-Match"] = condition
			}
		}()
		return handle(c)
	}()
	if err != nil {
		return nil, err
	}
	answer := c.Writer.Header()
	if r.status != http.StatusOK || r.body.Len() > answerBytes {
		c.Writer.WriteHeader(r.status)
		_, err := c.Writer.Write(r.body.Bytes())
		return nil, err
	}
	return &kept{
		generation: generation, tag: answer.Get("ETag"), kind: answer.Get("Content-Type"), link: answer.Get("Link"),
		length: strconv.Itoa(r.body.Len()), body: r.body.Bytes(),
	}, nil
}

// send sends a kept answer, or 304 to a client who has it.
func (k *kept) send(c *gin.Context) {
	answer := c.Writer.Header()
	answer["Etag"] = []string{k.tag}
	if k.link != "" {
		answer["Link"] = []string{k.link}
	}
	if handlers.HasTag(c.GetHeader("If-None-Match"), k.tag) {
		c.Status(http.StatusNotModified)
		return
	}
	answer["Content-Type"] = []string{k.kind}
	answer["Content-Length"] = []string{k.length}
	c.Status(http.StatusOK)
	c.Writer.Write(k.body) //nolint:errcheck // A client that went away is told nothing.
}

// holder holds an answer back.
type holder struct {
	gin.ResponseWriter
	status int
	body   bytes.Buffer
}

func (r *holder) WriteHeader(status int)               { r.status = status }
func (r *holder) WriteHeaderNow()                      {}
func (r *holder) Write(b []byte) (int, error)          { return r.body.Write(b) }
func (r *holder) WriteString(text string) (int, error) { return r.body.WriteString(text) }
func (r *holder) Status() int                          { return r.status }
func (r *holder) Size() int                            { return r.body.Len() }
func (r *holder) Written() bool                        { return r.body.Len() > 0 }
