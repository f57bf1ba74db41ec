package models

import (
	"context"
	"math/rand/v2"
	"time"
)

const (
	// runs is how often something is tried that the database takes back because of what others do at the same time.
	runs = 5
	// firstWait is before the second run, on average; each one after it is twice as long.
	firstWait = 10 * time.Millisecond
)

// again runs do until it does not fail in a way that passes, within bounds. The waits are of chance lengths, so that those
// who were in each other's way do not meet again.
func again(ctx context.Context, e interface{ passes(err error) bool }, do func() error) error {
	for run, wait := 1, firstWait; ; run, wait = run+1, 2*wait {
		err := do()
		if run == runs || err == nil || !e.passes(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(wait/2 + rand.N(wait)):
		}
	}
}
