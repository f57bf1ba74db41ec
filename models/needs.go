package models

import "sync/atomic"

// needs is what a replica must have before it may answer: all that this store has acknowledged, and what the stores of other
// programs have told of. See docs/adr/0114-read-replicas.md.
type needs struct {
	// write is the id of the transaction of the last write. Writes are one after the other, so who has it has those before it.
	write atomic.Uint64
	// doubts is how often something may have been written of which no more is known.
	doubts atomic.Uint64
	// known is where the primary's log was behind some doubts.
	known atomic.Pointer[logPlace]
}

// logPlace is how far a log was when there had been so many doubts: what they were about is in it.
type logPlace struct{ doubts, log uint64 }

// need is what is needed at one moment. unknown tells that there is a doubt about it, so that the primary has to be asked.
type need struct {
	write, log uint64
	unknown    bool
}

func (n *needs) now() need {
	now := need{write: n.write.Load()}
	doubts := n.doubts.Load()
	if known := n.known.Load(); known != nil {
		now.log, now.unknown = known.log, known.doubts < doubts
	} else {
		now.unknown = doubts > 0
	}
	return now
}

// rise notes a write by the id of its transaction. It is called behind the commit, and before anybody is told of it.
func (n *needs) rise(write uint64) {
	for {
		was := n.write.Load()
		if write <= was || n.write.CompareAndSwap(was, write) {
			return
		}
	}
}

// doubt notes that something may have been written.
func (n *needs) doubt() { n.doubts.Add(1) }

// settle notes where the log was behind so many doubts. One goroutine calls it.
func (n *needs) settle(doubts, log uint64) { n.known.Store(&logPlace{doubts, log}) }
