package api

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// form is a request with a file, sent as a form of the given boundary.
func form(t *testing.T, boundary, file string) *http.Request {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.SetBoundary(boundary); err != nil {
		t.Fatal(err)
	}
	part, err := w.CreateFormFile("file", "ratings.csv")
	if err == nil {
		_, err = io.WriteString(part, file)
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/v1/imports", &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

func TestFingerprintIsTakenWhileTheBodyIsRead(t *testing.T) {
	text := func(query, body string) *http.Request {
		return httptest.NewRequest(http.MethodPost, "/v1/films?"+query, strings.NewReader(body))
	}
	big := strings.Repeat("film,rating\n", 100_000)
	for _, test := range []struct {
		name string
		a, b *http.Request
		same bool
	}{
		{"the same text", text("", "a"), text("", "a"), true},
		{"another text", text("", "a"), text("", "b"), false},
		{"another query", text("dry_run=true", "a"), text("", "a"), false},
		{"the same form, divided otherwise", form(t, "one", big), form(t, "two", big), true},
		{"another file", form(t, "one", big), form(t, "one", big+"x"), false},
		{"a form cut off", form(t, "one", big), func() *http.Request {
			r := form(t, "one", big)
			r.Body = io.NopCloser(io.LimitReader(r.Body, 1000))
			return r
		}(), false},
	} {
		// The handler of a reads half of the body; that of b is asked again, and does not read at all.
		f := newFingerprinting(test.a)
		if _, err := io.CopyN(io.Discard, test.a.Body, 50); err != nil && err != io.EOF {
			t.Fatal(err)
		}
		first := f.sum()
		second, err := fingerprint(test.b, test.b.Body)
		if first == nil || bytes.Equal(first, second) != test.same || (err == nil) != (test.name != "a form cut off") {
			t.Errorf("%s: %x, %x, %v", test.name, first, second, err)
		}
	}
	f := newFingerprinting(form(t, "one", big))
	f.stop()
	if sum := <-f.done; sum != nil {
		t.Error("stopped, and yet a sum")
	}
}

func TestOnlyTheOwnKeyUnsealsAnAnswer(t *testing.T) {
	sealed, err := seal("Bearer rs_one", []byte("answer"))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := unseal("bearer  rs_one", sealed); err != nil || string(text) != "answer" {
		t.Errorf("%q, %v", text, err)
	}
	if text, err := unseal("Bearer rs_two", sealed); err == nil {
		t.Errorf("another key reads %q", text)
	}
}
