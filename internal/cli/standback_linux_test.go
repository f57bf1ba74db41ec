package cli

import (
	"os"
	"strconv"
	"syscall"
	"testing"
)

// TestStandingBackLowersThePriorityOfEveryThread reads the priorities from the system. Imports that other tests run in this process
// lower them as well, so that they may be at their lowest before.
func TestStandingBackLowersThePriorityOfEveryThread(t *testing.T) {
	const least = 20 - 19 // as getpriority tells the nicest
	own, err := syscall.Getpriority(syscall.PRIO_PROCESS, 0)
	if err != nil {
		t.Fatal(err)
	}
	quick := 0
	for range 3 { // A thread that begins at the same moment may take over the priority from before.
		if err := standBack(); err != nil {
			t.Fatal(err)
		}
		threads, err := os.ReadDir("/proc/self/task")
		if err != nil || len(threads) == 0 {
			t.Fatalf("%d threads: %v", len(threads), err)
		}
		quick = 0
		for _, thread := range threads {
			id, err := strconv.Atoi(thread.Name())
			if err != nil {
				t.Fatal(err)
			}
			if now, err := syscall.Getpriority(syscall.PRIO_PROCESS, id); err == nil && now > max(own-backPriority, least) {
				quick++
			}
		}
		if quick == 0 {
			return
		}
	}
	t.Errorf("%d threads have the priority of before, %d", quick, own)
}
