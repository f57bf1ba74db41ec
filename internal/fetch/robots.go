package fetch

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/temoto/robotstxt"

	"reelscore/internal/fault"
)

// A host's robots.txt is kept for robotsAge; of at most robotsHosts hosts.
const (
	robotsAge   = 24 * time.Hour
	robotsHosts = 1000
)

// robots remembers the robots.txt of hosts.
type robots struct {
	mu    sync.Mutex
	hosts map[string]robotsEntry
}

type robotsEntry struct {
	rules *robotstxt.RobotsData
	at    time.Time
}

func newRobots() *robots { return &robots{hosts: map[string]robotsEntry{}} }

// check refuses an address that the host's robots.txt closes to us. By RFC 9309 a host without one allows all, and one
// whose robots.txt cannot be had now (a 5xx) allows nothing.
func (r *robots) check(ctx context.Context, c *Client, u *url.URL) error {
	if u.Path == "/robots.txt" {
		return nil
	}
	rules, err := r.rules(ctx, c, u)
	if err != nil {
		return err
	}
	if !rules.TestAgent(u.RequestURI(), "Reelscore") {
		return fault.New(fault.Unprocessable, "%s asks programs, in its robots.txt, not to fetch this page; paste the page instead.", u.Host)
	}
	return nil
}

func (r *robots) rules(ctx context.Context, c *Client, u *url.URL) (*robotstxt.RobotsData, error) {
	key := u.Scheme + "://" + u.Host
	r.mu.Lock()
	entry, known := r.hosts[key]
	r.mu.Unlock()
	if known && time.Since(entry.at) < robotsAge {
		return entry.rules, nil
	}
	page, err := c.get(ctx, &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}, Request{})
	if err != nil && page.Status == 0 {
		return nil, err
	}
	status := page.Status
	if status >= 300 && status < 500 {
		status = http.StatusNotFound
	}
	rules, err := robotstxt.FromStatusAndBytes(status, page.Body)
	if err != nil { // A file that cannot be read closes nothing.
		if rules, err = robotstxt.FromStatusAndBytes(http.StatusNotFound, nil); err != nil {
			return nil, err
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.hosts) >= robotsHosts {
		clear(r.hosts)
	}
	r.hosts[key] = robotsEntry{rules, time.Now()}
	return rules, nil
}
