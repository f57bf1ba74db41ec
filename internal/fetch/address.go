package fetch

import (
	"fmt"
	"net"
	"net/netip"
	"syscall"
)

// special are the ranges that no public page stands in: this host, private networks, links, documentation, multicast and
// what carries IPv4 inside IPv6. Source: the IANA special-purpose address registries.
var special = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
	"5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
)

func prefixes(texts ...string) []netip.Prefix {
	list := make([]netip.Prefix, len(texts))
	for i, t := range texts {
		list[i] = netip.MustParsePrefix(t)
	}
	return list
}

// refused is the error of an address that must not be dialled.
type refused struct{ addr netip.Addr }

func (r refused) Error() string {
	return fmt.Sprintf("%s is not a public address; allow it with --fetch-allow when it is meant", r.addr)
}

// permit refuses every address that is not public and not on the allow list. It runs for each connection after the name
// has been resolved, so that neither a name nor a redirect can lead inside.
func permit(allow []netip.Prefix) func(network, address string, _ syscall.RawConn) error {
	return func(_, address string, _ syscall.RawConn) error {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return err
		}
		addr, err := netip.ParseAddr(host)
		if err != nil {
			return err
		}
		addr = addr.Unmap().WithZone("")
		if contains(special, addr) && !contains(allow, addr) {
			return refused{addr}
		}
		return nil
	}
}

func contains(list []netip.Prefix, addr netip.Addr) bool {
	for _, p := range list {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}
