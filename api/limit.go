package api

import (
	"math"
	"net/netip"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"

	"reelscore/internal/fault"
)

// Rate is how many requests one client may make in a window of time. The zero value is no limit.
type Rate struct {
	Requests int
	Window   time.Duration
}

// clientsInMemory bounds the clients whose share is remembered, about 100 bytes each; the ones not seen for longest go.
const clientsInMemory = 1 << 16

// ipv6Network is the part of an IPv6 address that counts as one client: what one customer is given at least.
const ipv6Network = 64

// limiter gives every client a bucket that holds Rate.Requests and fills up again over Rate.Window.
type limiter struct {
	policy  Rate
	header  []string // shared by all answers
	buckets *lru.Cache[client, *rate.Limiter]
}

// client is who is charged: a key, or else an address.
type client struct {
	key  int64
	addr netip.Prefix
}

func newLimiter(r Rate) (*limiter, error) {
	if r.Requests <= 0 {
		return nil, nil
	}
	buckets, err := lru.New[client, *rate.Limiter](clientsInMemory)
	if err != nil {
		return nil, err
	}
	header := []string{`"default";q=` + strconv.Itoa(r.Requests) + ";w=" + strconv.Itoa(seconds(r.Window))}
	return &limiter{policy: r, header: header, buckets: buckets}, nil
}

// share is what is left to a client.
type share struct {
	left int
	// wait is the time until the bucket is full or, when the request is one too many, until there is room for one.
	wait time.Duration
	// first tells that nothing was known of the client; over that the request is one too many.
	first, over bool
}

// take charges a client for one request.
func (l *limiter) take(who client, now time.Time) share {
	bucket, known := l.buckets.Get(who)
	if !known {
		perSecond := rate.Limit(float64(l.policy.Requests) / l.policy.Window.Seconds())
		bucket = rate.NewLimiter(perSecond, l.policy.Requests)
		if other, raced, _ := l.buckets.PeekOrAdd(who, bucket); raced {
			bucket = other
		}
	}
	over := !bucket.AllowN(now, 1)
	tokens := max(bucket.TokensAt(now), 0)
	missing := float64(l.policy.Requests) - tokens
	if over {
		missing = 1 - tokens
	}
	return share{left: int(tokens), wait: time.Duration(missing / float64(bucket.Limit()) * float64(time.Second)), first: !known, over: over}
}

// limit charges the request to its key or, without a valid one, to its address; so wrong keys are limited as well. The
// headers are those of draft-ietf-httpapi-ratelimit-headers-10. The policy, which stays the same, is told to who does not
// know it yet and to who has not kept to it: a ninth header makes an answer from memory dearer by a twentieth.
func (s *server) limit(c *gin.Context) error {
	if s.limiter == nil {
		return nil
	}
	var who client
	if key := identityOf(c); key != nil {
		who.key = key.ID
	} else if peer, err := netip.ParseAddrPort(c.Request.RemoteAddr); err == nil && len(s.TrustedProxies) == 0 {
		who.addr = networkOf(peer.Addr())
	} else {
		who.addr = network(c.ClientIP())
	}
	has := s.limiter.take(who, time.Now())
	answer := c.Writer.Header()
	if has.first || has.over {
		answer["Ratelimit-Policy"] = s.limiter.header
	}
	var text [64]byte
	rest := strconv.AppendInt(append(text[:0], `"default";r=`...), int64(has.left), 10)
	answer["Ratelimit"] = []string{string(strconv.AppendInt(append(rest, ";t="...), int64(seconds(has.wait)), 10))}
	if !has.over {
		return nil
	}
	wait := max(seconds(has.wait), 1)
	c.Header("Retry-After", strconv.Itoa(wait))
	return fault.New(fault.RateLimited, "You have made more than %d requests in %s; go on in %d s.", s.limiter.policy.Requests, s.limiter.policy.Window, wait)
}

// seconds rounds up to whole seconds.
func seconds(d time.Duration) int { return int(math.Ceil(d.Seconds())) }

// network is the part of an address that counts as one client. Whatever is no address counts as one together.
func network(address string) netip.Prefix {
	addr, err := netip.ParseAddr(address)
	if err != nil {
		return netip.Prefix{}
	}
	return networkOf(addr)
}

func networkOf(addr netip.Addr) netip.Prefix {
	addr = addr.Unmap().WithZone("")
	bits := addr.BitLen()
	if addr.Is6() {
		bits = ipv6Network
	}
	prefix, err := addr.Prefix(bits)
	if err != nil { // The bits are within the address's length.
		return netip.Prefix{}
	}
	return prefix
}
