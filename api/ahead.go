package api

import (
	"context"
	"net/http"
	"time"
)

// The bounds of what is answered ahead: so many answers in so long a time at the end of each batch, which others wait for who write; and
// none that nobody has asked for during so many batches.
const (
	aheadAnswers = 32
	aheadTime    = 50 * time.Millisecond
	aheadUnasked = 32
)

// ahead answers again what a batch of an import makes old and clients ask for often, such as charts and the first letters of searches. They
// would otherwise all wait for answers behind each batch, several times a second.
func (s *server) ahead(ctx context.Context) (keep func()) {
	var at []address
	var answers []*kept
	begin := time.Now()
	for _, e := range s.memory.popular() {
		if time.Since(begin) > aheadTime {
			break
		}
		k, err := e.kept.again(ctx)
		if err != nil || k.status != http.StatusOK || len(k.body) > answerBytes {
			continue // Whoever asks for it is told.
		}
		k.again, k.popular = e.kept.again, true
		if !e.kept.asked.Load() {
			k.unasked = e.kept.unasked + 1
		}
		if e.kept.zipped.Load() != nil {
			k.zipped.Store(pack(k))
		}
		at, answers = append(at, e.address), append(answers, k)
	}
	return func() {
		for i, k := range answers {
			s.memory.put(at[i], k)
		}
		s.memory.ahead.Add(int64(len(answers)))
	}
}

// entry is an answer and where it is kept.
type entry struct {
	address
	kept *kept
}

// popular are the answers that are worth being made ahead, the ones last asked for first.
func (m *memory) popular() []entry {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []entry
	all := m.answers.Keys()
	for i := len(all) - 1; i >= 0 && len(found) < aheadAnswers; i-- {
		k, _ := m.answers.Peek(all[i])
		if k.again != nil && k.popular && k.unasked < aheadUnasked {
			found = append(found, entry{all[i], k})
		}
	}
	return found
}
