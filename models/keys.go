package models

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// Scopes are what keys may do, each including the ones before it.
func Scopes() []string { return []string{"read", "write", "admin"} }

// Key is an API key. Its secret is not stored, only a hash of it. Times of 0 are "never".
type Key struct {
	ID     int64
	Name   string
	Prefix string
	Hash   []byte
	Scopes []string `gorm:"serializer:json"`
	// Configured marks the key that the configuration sets.
	Configured bool
	ExpiresAt  int64
	LastUsedAt int64
	RevokedAt  int64
	Stamp
}

// May tells whether the key's scopes include the scope.
func (k *Key) May(scope string) bool {
	all := Scopes()
	return slices.ContainsFunc(k.Scopes, func(own string) bool { return slices.Index(all, own) >= slices.Index(all, scope) })
}

var keyList = listing[Key]{
	orders:  map[string]order[Key]{"added": {"keys.id", "", func(k *Key) any { return k.ID }, nil}},
	initial: "added",
	id:      "keys.id",
	key:     func(k *Key) int64 { return k.ID },
}

// Keys reads a page of keys, revoked ones too.
func (s *Store) Keys(ctx context.Context, list List) (Page[Key], error) {
	return keyList.page(s.read(ctx).Table("keys"), list)
}

// Key reads the key that a text names: by its id or its prefix.
func (s *Store) Key(ctx context.Context, name string) (Key, error) {
	return keyNamed(s.read(ctx), name)
}

func keyNamed(db *gorm.DB, name string) (Key, error) {
	var k Key
	if !storable(name) {
		return k, fault.New(fault.NotFound, "There is no key %q.", name)
	}
	q := db.Where("prefix = ?", name)
	if id, err := strconv.ParseInt(name, 10, 64); err == nil {
		q = db.Where("id = ?", id)
	}
	found := q.Limit(1).Find(&k)
	if found.Error == nil && found.RowsAffected == 0 {
		return k, fault.New(fault.NotFound, "There is no key %q.", name)
	}
	return k, found.Error
}

// CreateKey stores a new key with the name, scopes and expiry of k, and returns its secret: this once.
func (s *Store) CreateKey(ctx context.Context, k *Key) (secret string, err error) {
	secret = newSecret()
	return secret, s.write(ctx, func(tx *gorm.DB) error { return s.createKey(tx, k, secret) })
}

func (s *Store) createKey(tx *gorm.DB, k *Key, secret string) error {
	k.ID, k.Stamp, k.LastUsedAt, k.RevokedAt = 0, s.born(), 0, 0
	k.Prefix, k.Hash = prefixOf(secret), hashOf(secret)
	k.Scopes = slices.DeleteFunc(Scopes(), func(scope string) bool { return !slices.Contains(k.Scopes, scope) })
	if k.ExpiresAt != 0 && k.ExpiresAt <= k.CreatedAt {
		return fault.New(fault.Unprocessable, "The key would be expired from the start.").At("/expires_at", "must be in the future")
	}
	if err := tx.Create(k).Error; err != nil {
		return err
	}
	return s.note(tx, "key", k.ID, 0, Created, k.Version)
}

// RevokeKey revokes the key that a text names, by its id or prefix; a revoked one stays as it is. This process stops
// accepting it at once, another one within keyMaxAge. The last valid key of scope admin is kept, unless lockOut allows that
// there is none: then only a command on the server's machine can make another.
func (s *Store) RevokeKey(ctx context.Context, name string, version int64, lockOut bool) (Key, error) {
	var k Key
	err := s.write(ctx, func(tx *gorm.DB) error {
		var err error
		if k, err = keyNamed(tx, name); err != nil {
			return err
		}
		if err := fresh(k.Version, version); err != nil {
			return err
		}
		if !lockOut {
			if err := s.notLastAdmin(tx, &k); err != nil {
				return err
			}
		}
		return s.revokeKey(tx, &k)
	})
	s.keys.forget(k.Prefix)
	return k, err
}

// notLastAdmin refuses the one key of scope admin that is valid, and stays so.
func (s *Store) notLastAdmin(tx *gorm.DB, k *Key) error {
	if k.RevokedAt != 0 || !k.May("admin") {
		return nil
	}
	var others []Key
	if err := tx.Where("id <> ? AND revoked_at = 0 AND (expires_at = 0 OR expires_at > ?)", k.ID, s.now().UnixMilli()).Find(&others).Error; err != nil {
		return err
	}
	if slices.ContainsFunc(others, func(o Key) bool { return o.May("admin") }) {
		return nil
	}
	return fault.New(fault.Conflict, "This is the last valid key of scope admin: make another one first, or revoke it on the server with reelscore keys revoke %d.", k.ID)
}

func (s *Store) revokeKey(tx *gorm.DB, k *Key) error {
	if k.RevokedAt != 0 {
		return nil
	}
	k.RevokedAt, k.Stamp = s.now().UnixMilli(), s.changed(k.Stamp)
	// Not the whole row: last_used_at is written beside this.
	if err := tx.Select("revoked_at", "version", "updated_at").Updates(k).Error; err != nil {
		return err
	}
	return s.note(tx, "key", k.ID, 0, Updated, k.Version)
}

// FirstKey makes an admin key when the collection has never had a key, and returns its secret; otherwise "".
func (s *Store) FirstKey(ctx context.Context) (secret string, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		var keys int64
		if err := tx.Table("keys").Count(&keys).Error; err != nil || keys > 0 {
			return err
		}
		secret = newSecret()
		return s.createKey(tx, &Key{Name: "first start", Scopes: []string{"admin"}}, secret)
	})
	return secret, err
}

// ConfigureKey makes sure that the secret from the configuration is an admin key, and revokes the one that the
// configuration set before. A key that was revoked is not brought back: that is an error.
func (s *Store) ConfigureKey(ctx context.Context, secret string) error {
	if err := CheckSecret(secret); err != nil {
		return err
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		var before []Key
		if err := tx.Where("prefix = ? OR configured AND revoked_at = 0", prefixOf(secret)).Find(&before).Error; err != nil {
			return err
		}
		known := false
		for i := range before {
			k := &before[i]
			switch same := slices.Equal(k.Hash, hashOf(secret)); {
			case same && (k.RevokedAt != 0 || !k.May("admin") || k.ExpiresAt != 0):
				return fmt.Errorf("key %d (%s) was revoked, expires or is no admin key: set another secret", k.ID, k.Prefix)
			case same:
				known = true
			case k.Configured:
				if err := s.revokeKey(tx, k); err != nil {
					return err
				}
			}
		}
		if known {
			return nil
		}
		return s.createKey(tx, &Key{Name: "configuration", Scopes: []string{"admin"}, Configured: true}, secret)
	})
}
