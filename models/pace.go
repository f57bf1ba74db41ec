package models

import (
	"runtime"
	"sync/atomic"
	"time"
)

// pace lets bulk writes rest while requests are answered. They keep a processor busy for long; on a small machine requests would then wait
// until the system's scheduler takes it from them, a few milliseconds, which is many times what most answers take.
type pace struct {
	// asked is when the last request came, began when bulk writes last went on, both since epoch.
	asked, began atomic.Int64
	// waited tells whether a write waits for its turn, which a rest would prolong.
	waited func() bool
}

// While requests come, which is until paceQuiet behind the last, bulk writes rest for paceRest after each paceWork. A server on two
// processors that answers 150 reads a second takes in half as many rows a second so, and the slowest hundredth of the reads takes half as long.
const (
	paceWork  = 500 * time.Microsecond
	paceRest  = 200 * time.Microsecond // at least: where nothing else is at work it becomes a millisecond
	paceQuiet = 100 * time.Millisecond
)

// epoch is the beginning of time as pace counts it, by a clock that nobody sets.
var epoch = time.Now()

// Asked tells that a read was asked for at a time. Bulk writes make room for it.
func (s *Store) Asked(at time.Time) { s.pace.asked.Store(int64(at.Sub(epoch))) }

// GiveWay is called by who works for long, often and at places where nobody waits for it. It lets those go first who answer requests.
func (s *Store) GiveWay() { s.pace.giveWay() }

// PaceBy lets a store that is only for work at hand give way to the requests of another. It is called before the store is used.
func (s *Store) PaceBy(o *Store) { s.pace, s.writer.pace = o.pace, o.pace }

func (p *pace) giveWay() {
	now := time.Since(epoch)
	if now-time.Duration(p.began.Load()) < paceWork {
		return
	}
	if now-time.Duration(p.asked.Load()) < paceQuiet && !p.waited() {
		time.Sleep(paceRest)
		now = time.Since(epoch)
	} else {
		runtime.Gosched()
	}
	p.began.Store(int64(now))
}
