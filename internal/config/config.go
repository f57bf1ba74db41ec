// Package config holds the settings of the program. Each has a flag, an environment variable and a default, in this order
// of precedence; all that is wrong is told at once.
package config

import (
	"errors"
	"fmt"
	"net"
	"time"
)

// Serve are the settings of the server. The env names are prefixed with REELSCORE_.
type Serve struct {
	Addr            string        `default:"127.0.0.1:8080" help:"Address to listen on."`
	RequestTimeout  time.Duration `default:"30s" help:"Longest time that one request may take."`
	ShutdownTimeout time.Duration `default:"15s" help:"Longest time that requests under way get to finish at shutdown."`
	BodyLimit       int64         `default:"8388608" help:"Largest request body in bytes."`
}

// Check tells everything that is wrong with the settings.
func (s Serve) Check() error {
	var errs []error
	if _, _, err := net.SplitHostPort(s.Addr); err != nil {
		errs = append(errs, fmt.Errorf("--addr (REELSCORE_ADDR): %q is not host:port, such as 127.0.0.1:8080", s.Addr))
	}
	for flag, d := range map[string]time.Duration{"--request-timeout": s.RequestTimeout, "--shutdown-timeout": s.ShutdownTimeout} {
		if d <= 0 {
			errs = append(errs, fmt.Errorf("%s: must be longer than nothing, such as 30s", flag))
		}
	}
	if s.BodyLimit < 1024 {
		errs = append(errs, errors.New("--body-limit (REELSCORE_BODY_LIMIT): must be at least 1024 bytes"))
	}
	return errors.Join(errs...)
}
