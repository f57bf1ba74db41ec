package fetch

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"reelscore/internal/fault"
)

// site is a small web of its own, on loopback.
func site(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /closed\n") })
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, "hello, ", r.Header.Get("User-Agent"))
	})
	mux.HandleFunc("/closed", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "secret") })
	mux.HandleFunc("/to-closed", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/closed", http.StatusFound) })
	mux.HandleFunc("/to-inside", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "http://[::1]:1/", http.StatusFound) })
	mux.HandleFunc("/to-file", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	})
	mux.HandleFunc("/round", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) })
	mux.HandleFunc("/busy", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "90")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(make([]byte, 4<<20))
		z.Close()
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(b.Bytes())
	})
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func client(allow ...string) *Client {
	o := Defaults("test")
	o.MaxBytes, o.Timeout, o.Allow = 1<<20, 500*time.Millisecond, prefixes(allow...)
	return New(o)
}

func TestGetPageAndItsConditionalTwin(t *testing.T) {
	s, c := site(t), client("127.0.0.1/32")
	page, err := c.Get(t.Context(), Request{URL: s.URL + "/page"})
	if err != nil || !strings.HasPrefix(string(page.Body), "hello, Reelscore/test") {
		t.Fatalf("%q, %v", page.Body, err)
	}
	again, err := c.Get(t.Context(), Request{URL: s.URL + "/page", ETag: page.ETag})
	if err != nil || !again.NotModified || again.Body != nil {
		t.Fatalf("%+v, %v", again, err)
	}
}

func TestWhatMustNotBeFetched(t *testing.T) {
	s := site(t)
	for _, test := range []struct {
		name, url, says string
		code            fault.Code
		allow           string
	}{
		{"loopback", s.URL + "/page", "not a public address", fault.Unprocessable, "192.0.2.0/24"},
		{"another scheme", "ftp://example.org/x", "http:// or https://", fault.Unprocessable, "127.0.0.1/32"},
		{"a user", "http://me@example.org/", "without a user", fault.Unprocessable, "127.0.0.1/32"},
		{"metadata address", "http://169.254.169.254/latest", "not a public address", fault.Unprocessable, "127.0.0.1/32"},
		{"IPv4 within IPv6", "http://[::ffff:10.0.0.1]/", "not a public address", fault.Unprocessable, "127.0.0.1/32"},
		{"redirect inside", s.URL + "/to-inside", "not a public address", fault.Unprocessable, "127.0.0.1/32"},
		{"redirect to a file", s.URL + "/to-file", "http:// or https://", fault.Unprocessable, "127.0.0.1/32"},
		{"redirects without end", s.URL + "/round", "redirects more than 5 times", fault.Unprocessable, "127.0.0.1/32"},
		{"closed by robots.txt", s.URL + "/closed", "robots.txt", fault.Unprocessable, "127.0.0.1/32"},
		{"redirect to a closed page", s.URL + "/to-closed", "robots.txt", fault.Unprocessable, "127.0.0.1/32"},
		{"larger than it seems", s.URL + "/bomb", "larger than", fault.TooLarge, "127.0.0.1/32"},
		{"too slow", s.URL + "/slow", "in time", fault.Unprocessable, "127.0.0.1/32"},
	} {
		t.Run(test.name, func(t *testing.T) {
			page, err := client(test.allow).Get(t.Context(), Request{URL: test.url})
			if !fault.Is(err, test.code) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%q, %v; want %s with %q", page.Body, err, test.code, test.says)
			}
		})
	}
}

func TestBusyHostSaysHowLongToWait(t *testing.T) {
	page, err := client("127.0.0.1/32").Get(t.Context(), Request{URL: site(t).URL + "/busy"})
	if err == nil || page.RetryAfter != 90*time.Second {
		t.Fatalf("%+v, %v", page, err)
	}
}

func TestSpecialAddressesAreNotPublic(t *testing.T) {
	for _, inside := range []string{"127.8.8.8", "10.1.2.3", "172.31.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0", "255.255.255.255", "::1", "fe80::1", "fd00::1", "64:ff9b::7f00:1", "2002:7f00:1::"} {
		if !contains(special, netip.MustParseAddr(inside)) {
			t.Errorf("%s passes for public", inside)
		}
	}
	for _, outside := range []string{"1.1.1.1", "172.32.0.1", "2606:4700::1111"} {
		if contains(special, netip.MustParseAddr(outside)) {
			t.Errorf("%s passes for special", outside)
		}
	}
}
