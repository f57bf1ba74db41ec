package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// sample is one measurement.
type sample struct {
	perSecond, p99 float64 // p99 in milliseconds
	cpu            float64 // microseconds of the server's processor time for a request; 0 where that cannot be told
	requests       float64
	failed         int // answers that are errors, and time-outs
}

// result is what came of one case with one server.
type result struct {
	samples []sample
}

// results are by case, in their order, and by server.
type results struct {
	names []string
	of    map[string]map[string]*result
	load  string // of the machine, before and behind
}

// measure goes through all cases and servers in each round, so that what the machine does beside it meets all alike.
func measure(ctx context.Context, s settings, cases []comparison, f *fleet) (results, error) {
	r := results{of: map[string]map[string]*result{}, load: loadOf() + " before"}
	for _, c := range cases {
		r.names = append(r.names, c.name)
		r.of[c.name] = map[string]*result{}
		for name := range c.loads {
			r.of[c.name][name] = &result{}
		}
	}
	for round := range s.rounds {
		for _, c := range cases {
			for _, server := range f.servers {
				l, asked := c.loads[server.name]
				if !asked {
					continue
				}
				if l.body == "" && server.name == reelscore {
					if err := warm(ctx, server.url(), l); err != nil {
						return r, err
					}
				}
				before := f.ticks(server.name)
				one, err := wrk(ctx, s, server.url(), l)
				if err != nil {
					return r, fmt.Errorf("%s, %s: %w", c.name, server.name, err)
				}
				one.cpu = float64(f.ticks(server.name)-before) * tick / max(one.requests, 1)
				fmt.Fprintf(os.Stderr, "%d %-34s %-22s %9.0f/s  p99 %8.2f ms  %7.1f us  %d failed\n", round+1, c.name, server.name, one.perSecond, one.p99, one.cpu, one.failed)
				of := r.of[c.name][server.name]
				of.samples = append(of.samples, one)
			}
		}
	}
	r.load += ", " + loadOf() + " behind"
	return r, nil
}

// warm asks for each path once: the reviews that the last round has created have made answers old.
func warm(ctx context.Context, url string, l load) error {
	for _, path := range l.paths {
		if _, _, err := get(ctx, url+path, nil); err != nil {
			return err
		}
	}
	return nil
}

// loadOf is the machine's load average over a minute.
func loadOf() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}

// median of what a sample tells.
func (r *result) median(of func(sample) float64) float64 {
	if r == nil || len(r.samples) == 0 {
		return 0
	}
	var all []float64
	for _, s := range r.samples {
		all = append(all, of(s))
	}
	return median(all)
}

func (r *result) rate() float64 { return r.median(func(s sample) float64 { return s.perSecond }) }

// against is the median of what a sample tells as a part of what the other's of the same round does: they are next to each
// other in time, so that what the machine did beside them met both.
func (r *result) against(other *result, of func(sample) float64) float64 {
	if r == nil || other == nil {
		return 0
	}
	var all []float64
	for i := range min(len(r.samples), len(other.samples)) {
		if whole := of(other.samples[i]); whole > 0 {
			all = append(all, of(r.samples[i])/whole)
		}
	}
	return median(all)
}

func median(all []float64) float64 {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return (all[(len(all)-1)/2] + all[len(all)/2]) / 2
}

func (r *result) failed() (n int) {
	for _, s := range r.samples {
		n += s.failed
	}
	return n
}

// wrk asks a server for a while, from a process of its own.
func wrk(ctx context.Context, s settings, url string, l load) (sample, error) {
	script := filepath.Join(s.work, "load.lua")
	if err := os.WriteFile(script, []byte(scriptOf(l)), 0o600); err != nil {
		return sample{}, err
	}
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, "wrk", "-t1", fmt.Sprintf("-c%d", s.connections), fmt.Sprintf("-d%ds", max(int(s.each.Seconds()), 1)), "--timeout", "10s", "-s", script, url) //nolint:gosec // Its arguments are ours.
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	if err := cmd.Run(); err != nil {
		return sample{}, fmt.Errorf("wrk (Debian's package wrk): %w\n%s", err, out.String())
	}
	_, line, found := strings.Cut(out.String(), "RESULT ")
	var requests, micros, bad, broken, p99 int
	if _, err := fmt.Sscan(line, &requests, &micros, &bad, &broken, &p99); err != nil || !found || micros == 0 {
		return sample{}, fmt.Errorf("wrk said\n%s", out.String())
	}
	return sample{perSecond: float64(requests-bad) * 1e6 / float64(micros), p99: float64(p99) / 1000, requests: float64(requests), failed: bad + broken}, nil
}

// scriptOf is what wrk does for a load. Requests are written once, but for bodies, which differ.
func scriptOf(l load) string {
	var b strings.Builder
	b.WriteString("local headers = {}\n")
	for name, value := range l.headers {
		fmt.Fprintf(&b, "headers[%q] = %q\n", name, value)
	}
	if l.body != "" {
		fmt.Fprintf(&b, "local films, outlets, n = {%s}, {%s}, 0\n", numbers(l.films), numbers(l.outlet))
		fmt.Fprintf(&b, "local body, path, run = %s, %q, %q\n", lua(l.body), l.paths[0], strconv.FormatInt(time.Now().UnixNano(), 36))
		b.WriteString(`request = function()
  n = n + 1
  local film, outlet = films[n % #films + 1], outlets[n % #outlets + 1]
  local text = body:gsub("{n}", run .. n):gsub("{film}", film):gsub("{outlet}", outlet)
  text = text:gsub("{film:14}", string.format("%014d", film)):gsub("{outlet:14}", string.format("%014d", outlet))
  return wrk.format("POST", path, headers, text)
end
`)
	} else {
		b.WriteString("local requests, n = {}, 0\n")
		b.WriteString("init = function()\n")
		for i, path := range l.paths {
			if l.tags != nil {
				fmt.Fprintf(&b, "headers['If-None-Match'] = %s\n", lua(l.tags[i]))
			}
			fmt.Fprintf(&b, "requests[%d] = wrk.format('GET', %s, headers)\n", i+1, lua(path))
		}
		b.WriteString("end\nrequest = function()\n  n = n % #requests + 1\n  return requests[n]\nend\n")
	}
	b.WriteString(`done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, e.status, e.connect + e.read + e.write + e.timeout, latency:percentile(99)))
end
`)
	return b.String()
}

func numbers(of []int64) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(of), " ", ","), "[]")
}

// lua is a text as Lua writes it.
func lua(text string) string { return "[==[" + text + "]==]" }
