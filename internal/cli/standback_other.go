//go:build !linux

package cli

// standBack does nothing where a priority is not lowered as on Linux: nice(1) and its like do it there.
func standBack() error { return nil }
