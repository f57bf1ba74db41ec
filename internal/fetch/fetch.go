// Package fetch gets pages and feeds from the web, safely: only http and https, only public addresses (also behind names and
// redirects), within limits of time, size and redirects, under an honest name, and where robots.txt allows it.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"time"

	"reelscore/internal/fault"
)

// Options are the limits of a Client.
type Options struct {
	// Allow are the ranges beside the public ones that may be asked: for intranets and tests.
	Allow []netip.Prefix
	// MaxBytes bounds a body after decompression.
	MaxBytes int64
	// Timeout bounds a whole exchange, redirects and body included.
	Timeout time.Duration
	// MaxRedirects is how many redirects are followed.
	MaxRedirects int
	// UserAgent names the program and how its operator can be reached.
	UserAgent string
}

// Defaults are limits that suit pages and feeds.
func Defaults(version string) Options {
	return Options{MaxBytes: 10 << 20, Timeout: 20 * time.Second, MaxRedirects: 5, UserAgent: "Reelscore/" + version + " (self-hosted review collection)"}
}

// Client gets pages. It is safe for concurrent use.
type Client struct {
	o      Options
	http   *http.Client
	robots *robots
}

// New makes a Client.
func New(o Options) *Client {
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: permit(o.Allow)}
	c := &Client{o: o, robots: newRobots()}
	c.http = &http.Client{
		Timeout: o.Timeout,
		Transport: &http.Transport{
			// No proxy: it would dial in our place, and no address would be checked.
			Proxy: nil, DialContext: dialer.DialContext, ForceAttemptHTTP2: true, MaxIdleConns: 20, MaxIdleConnsPerHost: 2,
			IdleConnTimeout: 30 * time.Second, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: o.Timeout, MaxResponseHeaderBytes: 256 << 10,
		},
		CheckRedirect: c.redirect,
	}
	return c
}

// redirect stops chains, and addresses that are neither http nor https.
func (c *Client) redirect(req *http.Request, via []*http.Request) error {
	if len(via) > c.o.MaxRedirects {
		return fault.New(fault.Unprocessable, "The page redirects more than %d times.", c.o.MaxRedirects)
	}
	if _, err := parse(req.URL.String()); err != nil {
		return err
	}
	return c.robots.check(req.Context(), c, req.URL)
}

// Request is what to get. ETag and LastModified make it conditional; they come from an earlier Page.
type Request struct {
	URL          string
	ETag         string
	LastModified string
}

// Page is what was got.
type Page struct {
	// URL is where the page was found, behind all redirects.
	URL string
	// Moved is where the host says that the page is from now on: behind the permanent redirects (301, 308) with which the chain of
	// them begins; empty for none.
	Moved       string
	Status      int
	ContentType string
	Body        []byte
	// NotModified tells that the page is the one that the conditional request named; there is no body then.
	NotModified  bool
	ETag         string
	LastModified string
	// RetryAfter is how long the host asks to be left alone; 0 when it does not.
	RetryAfter time.Duration
}

// Get gets a page. An answer of the host that is neither 200 nor 304 comes back as a Page with its status together with an
// error, so that a caller can heed RetryAfter. What a client can mend is a fault of the code unprocessable.
func (c *Client) Get(ctx context.Context, r Request) (Page, error) {
	u, err := parse(r.URL)
	if err != nil {
		return Page{}, err
	}
	if err := c.robots.check(ctx, c, u); err != nil {
		return Page{}, err
	}
	return c.get(ctx, u, r)
}

// parse reads an address that may be asked at all.
func parse(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.User != nil {
		return nil, fault.New(fault.Unprocessable, "The address %q cannot be fetched; it must start with http:// or https:// and name a host, without a user.", text).Because(err)
	}
	return u, nil
}

// get asks without regard to robots.txt.
func (c *Client) get(ctx context.Context, u *url.URL, r Request) (page Page, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Page{}, err
	}
	for name, value := range map[string]string{
		"User-Agent": c.o.UserAgent, "If-None-Match": r.ETag, "If-Modified-Since": r.LastModified,
		"Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/json, text/plain;q=0.8, */*;q=0.1",
	} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	res, err := c.http.Do(req)
	if err != nil {
		return Page{}, explain(u, err)
	}
	defer func() { err = errors.Join(err, res.Body.Close()) }()
	page = Page{
		URL: res.Request.URL.String(), Moved: moved(res), Status: res.StatusCode, ContentType: res.Header.Get("Content-Type"), NotModified: res.StatusCode == http.StatusNotModified,
		ETag: res.Header.Get("ETag"), LastModified: res.Header.Get("Last-Modified"), RetryAfter: retryAfter(res.Header.Get("Retry-After"), time.Now()),
	}
	if page.NotModified {
		return page, nil
	}
	if res.StatusCode != http.StatusOK {
		return page, fault.New(fault.Unprocessable, "%s answered %s.", u.Host, res.Status)
	}
	// One byte more than allowed tells a page that is too large from one that just fits.
	page.Body, err = io.ReadAll(io.LimitReader(res.Body, c.o.MaxBytes+1))
	if err != nil {
		return page, explain(u, err)
	}
	if int64(len(page.Body)) > c.o.MaxBytes {
		return Page{}, fault.New(fault.TooLarge, "The page at %s is larger than %d bytes.", u.Host, c.o.MaxBytes)
	}
	return page, nil
}

// moved is where the permanent redirects lead with which the chain behind an answer begins; empty for none.
func moved(res *http.Response) (to string) {
	var chain []*http.Request // the last one first
	for req := res.Request; req != nil; {
		chain = append(chain, req)
		if req.Response == nil {
			break
		}
		req = req.Response.Request
	}
	for i := len(chain) - 2; i >= 0; i-- {
		if status := chain[i].Response.StatusCode; status != http.StatusMovedPermanently && status != http.StatusPermanentRedirect {
			break
		}
		to = chain[i].URL.String()
	}
	return to
}

// explain turns what the network said into something that a client can act on.
func explain(u *url.URL, err error) error {
	var inside refused
	var known *fault.Error
	var timeout interface{ Timeout() bool }
	switch {
	case errors.As(err, &known):
		return known
	case errors.As(err, &inside):
		return fault.New(fault.Unprocessable, "%s cannot be fetched: %s.", u.Host, inside).Because(err)
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &timeout) && timeout.Timeout():
		return fault.New(fault.Unprocessable, "%s did not answer in time; try again later.", u.Host).Because(err)
	}
	return fault.New(fault.Unprocessable, "%s could not be reached.", u.Host).Because(fmt.Errorf("get %s: %w", u.Redacted(), err))
}

// retryAfter reads the header of that name: seconds or a date. Anything else is 0.
func retryAfter(header string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(header); err == nil && seconds > 0 {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}
