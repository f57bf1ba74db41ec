package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// report prints the results and, with --out, writes them with their plot.
func report(s settings, a about, r results) error {
	text := tables(s, a, r)
	fmt.Print(text)
	if s.out == "" {
		return nil
	}
	if err := os.WriteFile(filepath.Join(s.out, "RESULTS.md"), []byte(text), 0o644); err != nil { //nolint:gosec // It is to be read.
		return err
	}
	return plotTo(filepath.Join(s.out, "results.svg"), r)
}

var columns = []string{ceiling, reelscore, uncached, naive, pocketbase}

func tables(s settings, a about, r results) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Results\n\nMade by `%s`\non %s, %s, %d cores shared with the load; load average %s.\n\n", command(s), time.Now().UTC().Format(time.DateOnly), runtime.Version(), runtime.NumCPU(), r.load)
	fmt.Fprintf(&b, "%d reviews of %d films; the film with the most has %d. `wrk` with %d connections from a process of its own, %s a measurement, medians of the ratios in %d rounds that go through all.\n",
		a.reviews, a.films, a.mostReviews, s.connections, s.each, s.rounds)
	b.WriteString("Only ratios mean anything: what a machine manages depends on the machine.\n\n![ratios](results.svg)\n")
	section(&b, "Of the ceiling", "The ceiling is gin answering constant bytes of the same size, built and set as the server is.", r, ceiling)
	section(&b, "PocketBase is 1", "PocketBase 0.36.8 with the same rows, an index for each query and the same durability, its scores copied and not kept. "+
		"It and the naive handlers send the texts of the reviews in lists as well, and the outlet by its id.", r, pocketbase)
	b.WriteString("\n## Processor time\n\nOf the server for one request, of the ceiling's; where the machine is busy otherwise, this says more than rates. Small is good.\n\n")
	grid(&b, r, func(of map[string]*result, name string) string {
		cpu := func(s sample) float64 { return s.cpu }
		if of[ceiling] == nil || of[name] == nil || of[ceiling].median(cpu) == 0 {
			return ""
		}
		return ratio(of[name].against(of[ceiling], cpu))
	})
	b.WriteString("\n## Slowest one in a hundred, in milliseconds\n\n")
	grid(&b, r, func(of map[string]*result, name string) string {
		if of[name] == nil {
			return ""
		}
		return fmt.Sprintf("%.1f", of[name].median(func(s sample) float64 { return s.p99 }))
	})
	failures(&b, r)
	return b.String()
}

// command is how this run is made again.
func command(s settings) string {
	args := fmt.Sprintf("--reviews %d", s.reviews)
	if s.data != "" {
		args = fmt.Sprintf("--data %s --times %d", s.data, s.times)
	}
	return fmt.Sprintf("make bench BENCH='%s --rounds %d --each %s'", args, s.rounds, s.each)
}

func section(b *strings.Builder, title, about string, r results, to string) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n", title, about)
	grid(b, r, func(of map[string]*result, name string) string {
		if of[to] == nil || of[name] == nil || of[to].rate() == 0 {
			return ""
		}
		return ratio(of[name].against(of[to], func(s sample) float64 { return s.perSecond }))
	})
}

func ratio(x float64) string {
	if x >= 10 {
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.2f", x)
}

// grid writes a table of cases and servers; lines with nothing in them are left out.
func grid(b *strings.Builder, r results, cell func(of map[string]*result, name string) string) {
	b.WriteString("| |")
	for _, c := range columns {
		b.WriteString(" " + c + " |")
	}
	b.WriteString("\n|---|" + strings.Repeat("--:|", len(columns)) + "\n")
	for _, name := range r.names {
		line, some := "| "+name+" |", false
		for _, c := range columns {
			text := cell(r.of[name], c)
			line += " " + text + " |"
			some = some || text != ""
		}
		if some {
			b.WriteString(line + "\n")
		}
	}
}

// failures tells what was answered with an error or not at all.
func failures(b *strings.Builder, r results) {
	for _, name := range r.names {
		for _, c := range columns {
			if of := r.of[name][c]; of != nil && of.failed() > 0 {
				fmt.Fprintf(b, "\n%s, %s: %d requests failed or took more than ten seconds.\n", name, c, of.failed())
			}
		}
	}
}
