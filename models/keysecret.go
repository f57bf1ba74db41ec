package models

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"regexp"
)

// A key's text is "rs_", a public prefix of prefixLength characters by which its row is found, and the secret rest.
const (
	keyMark      = "rs_"
	prefixLength = 10
)

// secretForm is what a key looks like: at least 38 secret characters, of which hex digits hold 152 bits, base32 190 and
// base62 226; the program's own have 42 of base32, 210 bits.
var secretForm = regexp.MustCompile(`^rs_[A-Za-z0-9]{48,200}$`)

// errSecretForm tells how to make a key that has the form.
var errSecretForm = errors.New("must be rs_ and 48 to 200 random letters and digits; `echo rs_$(openssl rand -hex 32)` makes one")

// CheckSecret tells whether a text has the form of a key.
func CheckSecret(secret string) error {
	if !secretForm.MatchString(secret) {
		return errSecretForm
	}
	return nil
}

// newSecret makes a key: 10 public characters and 42 secret ones of base32, 210 bits from the system's random source.
func newSecret() string { return keyMark + rand.Text() + rand.Text() }

// prefixOf is the public part of a key that has the form.
func prefixOf(secret string) string { return secret[:len(keyMark)+prefixLength] }

// hashOf is what is stored of a key. A fast hash is enough, since the key is random and not a password: see
// docs/adr/0050-keys.md.
func hashOf(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}
