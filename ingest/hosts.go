package ingest

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"time"

	"reelscore/internal/fault"
)

const (
	// hostPatience is the longest wait for a host's turn.
	hostPatience = 30 * time.Second
	// hostsKept bounds the hosts that are remembered.
	hostsKept = 1000
)

// hosts keeps the requests to one host apart, and heeds a host that asks to be left alone.
type hosts struct {
	pace time.Duration
	now  func() time.Time

	mu   sync.Mutex
	next map[string]time.Time
}

// wait waits for a turn with the host of an address. It fails when that is too far away.
func (h *hosts) wait(ctx context.Context, address string) error {
	name := hostName(address)
	h.mu.Lock()
	now := h.now()
	at := h.next[name]
	if at.Before(now) {
		at = now
	}
	if at.Sub(now) > hostPatience {
		h.mu.Unlock()
		return fault.New(fault.Unprocessable, "%s has asked to be left alone until %s.", name, at.UTC().Format(time.RFC3339))
	}
	if h.pace > 0 {
		h.keep(name, at.Add(h.pace), now)
	}
	h.mu.Unlock()
	timer := time.NewTimer(at.Sub(now))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// hold leaves a host alone for some time.
func (h *hosts) hold(address string, d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.now()
	if name := hostName(address); now.Add(d).After(h.next[name]) {
		h.keep(name, now.Add(d), now)
	}
}

// keep remembers when a host's next turn is. Turns that are over are forgotten when they become many.
func (h *hosts) keep(name string, next, now time.Time) {
	if len(h.next) >= hostsKept {
		for other, at := range h.next {
			if at.Before(now) {
				delete(h.next, other)
			}
		}
	}
	h.next[name] = next
}

// hostName is the host of an address with its port.
func hostName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return strings.ToLower(u.Host)
}
