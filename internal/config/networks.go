package config

import (
	"errors"
	"fmt"
	"net/netip"
)

// Networks reads the addresses and networks that a flag lists; the error lists all that are neither.
func Networks(flag string, texts []string) ([]netip.Prefix, error) {
	var all []netip.Prefix
	var errs []error
	for _, text := range texts {
		if _, err := network(text); err != nil {
			errs = append(errs, fmt.Errorf("--%s (%s): %q %w", flag, EnvName(flag), text, err))
			continue
		}
		if p, err := netip.ParsePrefix(text); err == nil {
			all = append(all, p)
		} else if a, err := netip.ParseAddr(text); err == nil {
			all = append(all, netip.PrefixFrom(a, a.BitLen()))
		}
	}
	return all, errors.Join(errs...)
}
