package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"github.com/dustin/go-humanize"
)

// Switch is a flag that is on when it is named; its text is read with all other settings.
type Switch string

// IsBool implements kong.BoolMapperValue: the flag needs no value.
func (*Switch) IsBool() bool { return true }

// Decode implements kong.MapperValue.
func (s *Switch) Decode(ctx *kong.DecodeContext) error {
	*s = "true"
	if ctx.Scan.Peek().Type == kong.FlagValueToken {
		*s = Switch(fmt.Sprint(ctx.Scan.Pop().Value))
	}
	return nil
}

func boolean(text string) (bool, error) {
	if text == "" {
		return false, nil
	}
	on, err := strconv.ParseBool(text)
	if err != nil {
		return false, errors.New("must be true or false")
	}
	return on, nil
}

func address(text string) (string, error) {
	_, port, err := net.SplitHostPort(text)
	if err != nil {
		return "", errors.New("is not host:port, such as 127.0.0.1:8080")
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return "", fmt.Errorf("has the port %q, which must be a number up to 65535", port)
	}
	return text, nil
}

// Rate is how many requests one client may make in a window of time; the zero value is no limit.
type Rate struct {
	Requests int
	Window   time.Duration
}

func rate(text string) (Rate, error) {
	if text == "off" {
		return Rate{}, nil
	}
	windows := map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour}
	number, unit, _ := strings.Cut(text, "/")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > 1_000_000_000 || windows[unit] == 0 {
		return Rate{}, errors.New("must be a number above 0 a second, minute or hour, such as 10/s, 600/m or 5000/h, or off")
	}
	return Rate{n, windows[unit]}, nil
}

func network(text string) (string, error) {
	_, notPrefix := netip.ParsePrefix(text)
	_, notAddress := netip.ParseAddr(text)
	if notPrefix != nil && notAddress != nil {
		return "", errors.New("must be an address or a network, such as 10.0.0.1 or 10.0.0.0/8")
	}
	return text, nil
}

// prefix reads a network; an address is one of its own.
func prefix(text string) (netip.Prefix, error) {
	if addr, err := netip.ParseAddr(text); err == nil {
		return addr.Prefix(addr.BitLen())
	}
	p, err := netip.ParsePrefix(text)
	if err != nil {
		return p, errors.New("must be an address or a network, such as 10.0.0.1 or 10.0.0.0/8")
	}
	return p.Masked(), nil
}

func origin(text string) (string, error) {
	u, err := url.Parse(text)
	if text != "*" && (err != nil || u.Scheme == "" || u.Host == "" || u.Scheme+"://"+u.Host != text) {
		return "", errors.New("must be * or an origin without a path, such as https://app.example.org")
	}
	return text, nil
}

// atLeast reads a size in bytes, "512KB", "8MiB" or a plain number.
func atLeast(least int64) func(string) (int64, error) {
	return func(text string) (int64, error) {
		n, err := humanize.ParseBytes(text)
		if err != nil || n < uint64(least) || n > 1<<50 {
			return 0, fmt.Errorf("must be a size of at least %s, such as 8MiB", humanize.IBytes(uint64(least)))
		}
		return int64(n), nil
	}
}

// optional lets a value be left out.
func optional[T any](read func(string) (T, error)) func(string) (T, error) {
	return func(text string) (T, error) {
		if text == "" {
			var none T
			return none, nil
		}
		return read(text)
	}
}

func duration(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 {
		return 0, errors.New("must be a time above 0, such as 30s or 2m")
	}
	return d, nil
}

// interval reads the time between two reads of a feed: hosts do not like to be asked more often than every few minutes.
func interval(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil || d < 5*time.Minute || d > 30*24*time.Hour {
		return 0, errors.New("must be a time from 5m to 720h, such as 1h")
	}
	return d, nil
}

func oneOf(words ...string) func(string) (string, error) {
	return func(text string) (string, error) {
		if !slices.Contains(words, text) {
			return "", fmt.Errorf("must be %s", strings.Join(words, " or "))
		}
		return text, nil
	}
}

func level(text string) (slog.Level, error) {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
	l, known := levels[strings.ToLower(text)]
	if !known {
		return 0, errors.New("must be debug, info, warn or error")
	}
	return l, nil
}

// percent reads the collector's growth; 0 when it is left out.
func percent(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 10 || n > 10_000 {
		return 0, errors.New("must be a whole number from 10 to 10000")
	}
	return n, nil
}
