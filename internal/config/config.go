// Package config holds the settings of the program. Each has a flag, an environment variable and a default, in this order
// of precedence. Values are taken as texts and read together, so that all that is wrong is told at once.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// Serve are the settings of the server as they are written. The environment's name of a flag is EnvName of it.
type Serve struct {
	Addr            string   `default:"127.0.0.1:8080" help:"Address to listen on." placeholder:"HOST:PORT"`
	DebugAddr       string   `help:"Private address for metrics and profiles, to anybody who reaches it; none when left out." placeholder:"HOST:PORT"`
	DBReplica       []string `help:"Streaming replicas of the PostgreSQL database to read from (postgres://USER:PASSWORD@HOST/DATABASE)." placeholder:"URL"`
	Private         Switch   `help:"Ask for a key (scope read) to read as well."`
	RateLimit       string   `default:"6000/m" help:"Requests that one key or address may make: 600/m, 10/s, 5000/h, or off." placeholder:"N/m"`
	TrustedProxies  []string `help:"Addresses or networks whose X-Forwarded-For is believed." placeholder:"CIDR"`
	CORSOrigins     []string `name:"cors-origins" help:"Origins whose pages may read and write; * for all. When left out, all may read." placeholder:"ORIGIN"`
	BodyLimit       string   `default:"8MiB" help:"Largest request body." placeholder:"SIZE"`
	AnswerCache     string   `default:"64MiB" help:"Memory for answers that have not changed since they were last given; 0B for none." placeholder:"SIZE"`
	Durability      string   `default:"full" help:"What an acknowledged write survives: full (a loss of power) or normal (a crash of the program)." placeholder:"full|normal"`
	ImportLimit     string   `default:"1GiB" help:"Largest file to import by upload." placeholder:"SIZE"`
	RequestTimeout  string   `default:"30s" help:"Longest time that one request may take." placeholder:"TIME"`
	ShutdownTimeout string   `default:"15s" help:"Longest time that requests under way get to finish at shutdown." placeholder:"TIME"`
	Feeds           string   `default:"on" help:"Read feeds when they are due: on or off. Off, they are read only when they are refreshed." placeholder:"on|off"`
	FeedInterval    string   `default:"1h" help:"Time between two reads of a feed that has none of its own." placeholder:"TIME"`
	FetchAllow      []string `help:"Addresses or networks, beside the public ones, from which pages and feeds may be fetched." placeholder:"CIDR"`
	LogFormat       string   `default:"text" help:"Form of the log: text or json."`
	LogLevel        string   `default:"info" help:"Least level that is logged: debug, info, warn or error. Requests are logged at info."`
	GCPercent       string   `name:"gc-percent" help:"Garbage collector: how much the heap may grow between collections (${gc_percent} unless GOGC is set)." placeholder:"N"`
	MemoryLimit     string   `help:"Garbage collector: memory from which it works harder (${memory_limit} unless GOMEMLIMIT is set)." placeholder:"SIZE"`
}

// Vars are the values that the help texts of the settings name.
func Vars() kong.Vars {
	return kong.Vars{"gc_percent": fmt.Sprint(defaultGCPercent), "memory_limit": defaultMemoryLimit}
}

// Settings are the settings of the server as the program uses them.
type Settings struct {
	Addr, DebugAddr                     string
	Replicas                            []string
	Private                             bool
	Rate                                Rate
	TrustedProxies, CORSOrigins         []string
	BodyLimit, ImportLimit, AnswerCache int64
	Relaxed                             bool // durability normal
	RequestTimeout, ShutdownTimeout     time.Duration
	Feeds                               bool
	FeedInterval                        time.Duration
	FetchAllow                          []netip.Prefix
	LogFormat                           string
	LogLevel                            slog.Level
	GC                                  GC
}

// Read reads all settings; the error lists everything that is wrong with them.
func (s Serve) Read() (Settings, error) {
	var r reader
	read := Settings{
		Addr:            parse(&r, "addr", s.Addr, address),
		DebugAddr:       parse(&r, "debug-addr", s.DebugAddr, optional(address)),
		Replicas:        replicas(&r, s.DBReplica),
		Private:         parse(&r, "private", string(s.Private), boolean),
		Rate:            parse(&r, "rate-limit", s.RateLimit, rate),
		TrustedProxies:  each(&r, "trusted-proxies", s.TrustedProxies, network),
		CORSOrigins:     each(&r, "cors-origins", s.CORSOrigins, origin),
		BodyLimit:       parse(&r, "body-limit", s.BodyLimit, atLeast(1024)),
		AnswerCache:     parse(&r, "answer-cache", s.AnswerCache, atLeast(0)),
		Relaxed:         parse(&r, "durability", s.Durability, oneOf("full", "normal")) == "normal",
		ImportLimit:     parse(&r, "import-limit", s.ImportLimit, atLeast(1024)),
		RequestTimeout:  parse(&r, "request-timeout", s.RequestTimeout, duration),
		ShutdownTimeout: parse(&r, "shutdown-timeout", s.ShutdownTimeout, duration),
		Feeds:           parse(&r, "feeds", s.Feeds, oneOf("on", "off")) == "on",
		FeedInterval:    parse(&r, "feed-interval", s.FeedInterval, interval),
		FetchAllow:      each(&r, "fetch-allow", s.FetchAllow, prefix),
		LogFormat:       parse(&r, "log-format", s.LogFormat, oneOf("text", "json")),
		LogLevel:        parse(&r, "log-level", s.LogLevel, level),
		GC: GC{
			Percent: parse(&r, "gc-percent", s.GCPercent, percent),
			Limit:   parse(&r, "memory-limit", s.MemoryLimit, optional(atLeast(16<<20))),
		},
	}
	return read, errors.Join(r.errs...)
}

// Prefixes reads --fetch-allow of a command other than serve.
func Prefixes(texts []string) ([]netip.Prefix, error) {
	var r reader
	read := each(&r, "fetch-allow", texts, prefix)
	return read, errors.Join(r.errs...)
}

// EnvName is the environment variable of a flag.
func EnvName(flag string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

const envPrefix = "REELSCORE_"

// reader collects everything that is wrong.
type reader struct{ errs []error }

func (r *reader) refuse(flag, value string, err error) {
	r.errs = append(r.errs, fmt.Errorf("--%s (%s): %q %w", flag, EnvName(flag), value, err))
}

// parse reads one value; the error of read continues the sentence that begins with the value.
func parse[T any](r *reader, flag, value string, read func(string) (T, error)) T {
	v, err := read(strings.TrimSpace(value))
	if err != nil {
		r.refuse(flag, value, err)
	}
	return v
}

// each reads the values of a list.
func each[T any](r *reader, flag string, values []string, read func(string) (T, error)) []T {
	var all []T
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			all = append(all, parse(r, flag, v, read))
		}
	}
	return all
}
