package api

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
)

// fingerprint tells two requests to one path apart: a SHA-256 of the query, the media type and the body. The parts of a
// form are taken without the line that divides them, which is another one each time the form is sent.
func fingerprint(r *http.Request, body io.Reader) ([]byte, error) {
	h := sha256.New()
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		kind = r.Header.Get("Content-Type")
	}
	fmt.Fprintf(h, "%q %q\n", r.URL.RawQuery, kind) //nolint:errcheck // A hash takes everything.
	if kind != "multipart/form-data" || params["boundary"] == "" {
		_, err := io.Copy(h, body)
		return h.Sum(nil), err
	}
	form := multipart.NewReader(body, params["boundary"])
	for {
		part, err := form.NextRawPart()
		if errors.Is(err, io.EOF) {
			return h.Sum(nil), nil
		}
		if err != nil {
			return nil, err
		}
		content := sha256.New()
		if _, err := io.Copy(content, part); err != nil {
			return nil, err
		}
		fmt.Fprintf(h, "%q %q %q %x\n", part.FormName(), part.FileName(), part.Header.Get("Content-Type"), content.Sum(nil)) //nolint:errcheck // A hash takes everything.
	}
}

// fingerprinting takes the fingerprint of a request while its handler reads the body, which need not fit into memory.
type fingerprinting struct {
	body io.ReadCloser
	to   *io.PipeWriter
	done chan []byte
}

// newFingerprinting puts itself between the request and its body.
func newFingerprinting(r *http.Request) *fingerprinting {
	from, to := io.Pipe()
	f := &fingerprinting{body: r.Body, to: to, done: make(chan []byte, 1)}
	head := &http.Request{URL: r.URL, Header: r.Header.Clone()}
	go func() {
		sum, err := fingerprint(head, from)
		if _, rest := io.Copy(io.Discard, from); err != nil || rest != nil {
			sum = nil
		}
		f.done <- sum
	}()
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.TeeReader(r.Body, to), r.Body}
	return f
}

// sum is the fingerprint, for which what the handler left of the body is read; nil when that cannot be.
func (f *fingerprinting) sum() []byte {
	_, err := io.Copy(f.to, f.body)
	f.to.CloseWithError(err) //nolint:errcheck // It never fails.
	return <-f.done
}

// stop ends it when nobody asked for the sum.
func (f *fingerprinting) stop() { f.to.CloseWithError(io.ErrUnexpectedEOF) } //nolint:errcheck // It never fails.

// sealing is the cipher of a kept answer. Its key is the secret that the request came with, which the database does not
// hold: an answer may tell a secret itself (that of a new key), and a stolen database must not.
func sealing(authorization string) (cipher.AEAD, error) {
	_, secret, _ := strings.Cut(authorization, " ")
	key := sha256.Sum256([]byte("reelscore answer\n" + strings.TrimSpace(secret)))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func seal(authorization string, text []byte) ([]byte, error) {
	c, err := sealing(authorization)
	if err != nil {
		return nil, err
	}
	return c.Seal(nil, nil, text, nil), nil
}

func unseal(authorization string, sealed []byte) ([]byte, error) {
	c, err := sealing(authorization)
	if err != nil {
		return nil, err
	}
	return c.Open(nil, nil, sealed, nil)
}
