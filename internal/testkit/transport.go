package testkit

import (
	"bytes"
	"io"
	"net/http"
	"testing"

	"reelscore/internal/contract"
)

// checked is a transport that checks every exchange against the OpenAPI document.
type checked struct {
	t        testing.TB
	contract *contract.Contract
	next     http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (c checked) RoundTrip(req *http.Request) (*http.Response, error) {
	x := contract.Exchange{Request: req}
	if req.Body != nil {
		sent, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		x.Sent = sent
		req = req.Clone(req.Context())
		req.Body = io.NopCloser(bytes.NewReader(sent))
	}
	res, err := c.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	x.Body, err = io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	if err := res.Body.Close(); err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(bytes.NewReader(x.Body))
	x.Status, x.Header = res.StatusCode, res.Header
	if res.Header.Get("Content-Encoding") == "" {
		for _, breach := range c.contract.Breaches(x) {
			c.t.Errorf("%s\nbreaks the document: %s", x, breach)
		}
	}
	return res, nil
}
