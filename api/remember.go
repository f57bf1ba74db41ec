package api

import (
	"context"
	"sync"
	"sync/atomic"

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

// The bounds of one answer and of its address. Each entry counts as entryBytes beside its texts, and as
// againBytes more when it knows how to be asked for again.
const (
	answerBytes  = 1 << 20
	addressBytes = 1 << 10
	entryBytes   = 768
	againBytes   = 2 << 10
)

// address is what an answer is kept by. accept is empty for routes that answer in one way only.
type address struct{ path, query, accept string }

func (a address) size() int { return len(a.path) + len(a.query) + len(a.accept) }

// kept is one answer with what it rests on, for as long as that has not been written.
type kept struct {
	basis  *handlers.Basis
	status int
	tag    string
	// header is what the handler set; its values are not to be changed.
	header []headerLine
	body   []byte
	// zipped is the body as gzip, made when a client first takes that; nil until then.
	zipped atomic.Pointer[zipped]
	// again asks the handler once more, see ahead; nil for what does not rest on anything.
	again func(context.Context) (*kept, error)
	// popular tells that the answer was asked for again while the one before was kept, asked whether it was since it was made, and
	// unasked how many before it, one after the other, were not.
	popular bool
	asked   atomic.Bool
	unasked int
}

// headerLine is a header by its canonical name.
type headerLine struct {
	name   string
	values []string
}

// zipped is a compressed body with the header that differs.
type zipped struct {
	tag, length []string
	body        []byte
}

func (k *kept) size(a address) int {
	size := a.size() + len(k.body) + entryBytes
	if z := k.zipped.Load(); z != nil {
		size += len(z.body)
	}
	if k.again != nil {
		size += againBytes
	}
	return size
}

// memory keeps answers together with what they rest on. An answer is used only while nothing of that has been written since,
// so that nobody sees an answer older than a write that was acknowledged before the request.
type memory struct {
	mu      sync.Mutex
	answers *lru.LRU[address, *kept]
	bytes   int
	limit   int
	// hits and misses count the answers that were asked for.
	hits, misses atomic.Int64
	// ahead counts those that were made before anybody asked.
	ahead atomic.Int64
}

// held tells how many bytes of how many answers are kept.
func (m *memory) held() (bytes, answers int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.bytes, m.answers.Len()
}

func newMemory(limit int) (*memory, error) {
	m := &memory{limit: limit}
	answers, err := lru.NewLRU(max(1, limit/entryBytes), func(a address, k *kept) { m.bytes -= k.size(a) })
	m.answers = answers
	return m, err
}

// get is the answer that was kept last; nil when there is none.
func (m *memory) get(a address) *kept {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, _ := m.answers.Get(a)
	return k
}

func (m *memory) put(a address, k *kept) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.answers.Remove(a) {
		k.popular = true
	}
	m.bytes += k.size(a)
	m.answers.Add(a, k)
	m.shrink()
}

func (m *memory) shrink() {
	for m.bytes > m.limit {
		m.answers.RemoveOldest()
	}
}

// zip keeps the compressed body of an answer as well.
func (m *memory) zip(a address, k *kept, z *zipped) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if now, _ := m.answers.Peek(a); now != k || k.zipped.Load() != nil {
		return
	}
	k.zipped.Store(z)
	m.bytes += len(z.body)
	m.shrink()
}
