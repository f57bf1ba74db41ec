package cli

import (
	"errors"
	"os"
	"strconv"
	"syscall"
)

// backPriority is how much lower the priority of a program that stands back is, in steps of nice(1).
const backPriority = 10

// standBack lowers the priority of this program, as nice does: a server beside it then answers as soon as it is asked. Where
// nothing else wants the processors it costs nothing.
func standBack() error {
	threads, err := os.ReadDir("/proc/self/task") // Linux has a priority for each; those that come later take it over.
	if err != nil {
		return err
	}
	var failed error
	for _, t := range threads {
		id, err := strconv.Atoi(t.Name())
		if err != nil {
			return err
		}
		now, err := syscall.Getpriority(syscall.PRIO_PROCESS, id) // 20 less what nice shows
		if err == nil {
			err = syscall.Setpriority(syscall.PRIO_PROCESS, id, 20-now+backPriority)
		}
		if err != nil && !errors.Is(err, syscall.ESRCH) { // A thread that has ended needs no priority.
			failed = errors.Join(failed, err)
		}
	}
	return failed
}
