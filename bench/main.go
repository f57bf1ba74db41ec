// Bench measures the server side by side with what it could be at best and with what others are: see RESULTS.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

// settings are what a run is made of.
type settings struct {
	reviews, times      int
	data                string
	rounds, connections int
	each                time.Duration
	only, out, work     string
}

func main() {
	var s settings
	flag.IntVar(&s.reviews, "reviews", 100_000, "how many reviews to make up")
	flag.StringVar(&s.data, "data", "", "take the reviews from this packed table of critics' ratings instead")
	flag.IntVar(&s.times, "times", 10, "how many times over to take the table")
	flag.IntVar(&s.rounds, "rounds", 5, "how many times each case is measured; the median counts")
	flag.IntVar(&s.connections, "connections", 64, "how many connections ask at once")
	flag.DurationVar(&s.each, "each", 2*time.Second, "how long one measurement takes")
	flag.StringVar(&s.only, "only", "", "measure the cases alone whose names hold this")
	flag.StringVar(&s.out, "out", "", "write the results into this directory as RESULTS.md and results.svg")
	flag.StringVar(&s.work, "work", filepath.Join(os.TempDir(), "reelscore-bench"), "where programs and databases are kept, for the next run as well")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, s); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1) //nolint:gocritic // What is deferred has been done.
	}
}

func run(ctx context.Context, s settings) error {
	if err := os.MkdirAll(s.work, 0o750); err != nil {
		return err
	}
	if err := build(ctx, s.work); err != nil {
		return err
	}
	name, err := prepare(ctx, s)
	if err != nil {
		return err
	}
	running, err := start(ctx, s.work, name)
	defer running.stop()
	if err != nil {
		return err
	}
	about, err := look(ctx, filepath.Join(s.work, name+".db"))
	if err != nil {
		return err
	}
	cases, err := casesFor(ctx, about, running, s.only)
	if err != nil {
		return err
	}
	results, err := measure(ctx, s, cases, running)
	if err != nil {
		return err
	}
	return report(s, about, results)
}
