package models

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"maps"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"gorm.io/gorm"

	"reelscore/internal/fault"
)

const (
	// keyMaxAge is how long a key that was read is trusted: the longest time that a key revoked by another process
	// (reelscore keys revoke) is still accepted.
	keyMaxAge = time.Second
	// keysInMemory bounds the keys that are remembered.
	keysInMemory = 1024
	// usePrecision is how exact last_used_at is: a key's use is written at most this often.
	usePrecision = time.Minute
	// usesTime bounds one write of uses.
	usesTime = 10 * time.Second
)

// keyring remembers keys for a moment, and writes when they were used, beside the requests that use them.
type keyring struct {
	read *lru.Cache[string, readKey]

	mu sync.Mutex
	// noted is when each key's use was last noted, due what is not written yet; both by key id, in milliseconds.
	noted, due map[int64]int64
	wake       chan struct{}
	stop       chan struct{}
	stopped    chan struct{}
	write      func(ctx context.Context, uses map[int64]int64) error
	closing    sync.Once
	last       error
}

type readKey struct {
	key Key
	at  time.Time
}

// newKeyring starts a keyring, which runs until close.
func newKeyring(write func(context.Context, map[int64]int64) error) (*keyring, error) {
	read, err := lru.New[string, readKey](keysInMemory)
	if err != nil {
		return nil, err
	}
	r := &keyring{
		read: read, noted: map[int64]int64{}, due: map[int64]int64{}, write: write,
		wake: make(chan struct{}, 1), stop: make(chan struct{}), stopped: make(chan struct{}),
	}
	go r.run()
	return r, nil
}

// Authenticate returns the key whose secret this is. The error is a fault of code Unauthenticated when there is none
// that is valid now.
func (s *Store) Authenticate(ctx context.Context, secret string) (Key, error) {
	refused := fault.New(fault.Unauthenticated, "The key is not known. Check that it is whole, or have an admin make another.")
	if CheckSecret(secret) != nil {
		return Key{}, refused
	}
	now := s.now()
	k, err := s.keyByPrefix(ctx, prefixOf(secret), now)
	if err != nil {
		return Key{}, err
	}
	// An unknown prefix has an empty row: the comparison takes place all the same.
	var stored [sha256.Size]byte
	copy(stored[:], k.Hash)
	same := subtle.ConstantTimeCompare(hashOf(secret), stored[:]) == 1
	switch {
	case !same || k.ID == 0:
		return Key{}, refused
	case k.RevokedAt != 0:
		return Key{}, fault.New(fault.Unauthenticated, "The key was revoked. Have an admin make another.")
	case k.ExpiresAt != 0 && k.ExpiresAt <= now.UnixMilli():
		return Key{}, fault.New(fault.Unauthenticated, "The key has expired. Have an admin make another.")
	}
	s.keys.used(k.ID, now)
	return k, nil
}

// keyByPrefix reads a key, from memory when that is fresh; the zero Key when there is none. Unknown prefixes are not
// remembered: they would push out the known ones.
func (s *Store) keyByPrefix(ctx context.Context, prefix string, now time.Time) (Key, error) {
	if known, ok := s.keys.read.Get(prefix); ok && now.Sub(known.at) < keyMaxAge {
		return known.key, nil
	}
	var k Key
	if err := s.read(ctx).Where("prefix = ?", prefix).Limit(1).Find(&k).Error; err != nil {
		return Key{}, fmt.Errorf("read the key: %w", err)
	}
	if k.ID != 0 {
		s.keys.read.Add(prefix, readKey{k, now})
	}
	return k, nil
}

// forget makes the next use of a key read it again.
func (r *keyring) forget(prefix string) { r.read.Remove(prefix) }

// used notes that a key was used; it does not wait for the database.
func (r *keyring) used(id int64, now time.Time) {
	at := now.UnixMilli()
	r.mu.Lock()
	defer r.mu.Unlock()
	if at-r.noted[id] < usePrecision.Milliseconds() {
		return
	}
	r.noted[id], r.due[id] = at, at
	select {
	case r.wake <- struct{}{}:
	default: // It is awake already and will find this use as well.
	}
}

func (r *keyring) run() {
	defer close(r.stopped)
	for {
		select {
		case <-r.wake:
			r.last = r.flush()
		case <-r.stop:
			r.last = r.flush()
			return
		}
	}
}

// flush writes the uses that are due. Those that could not be written stay due: the next flush, at the latest that of
// close, tries them again.
func (r *keyring) flush() error {
	r.mu.Lock()
	uses := r.due
	r.due = map[int64]int64{}
	r.mu.Unlock()
	if len(uses) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), usesTime)
	defer cancel()
	err := r.write(ctx, uses)
	if err != nil {
		r.mu.Lock()
		maps.Copy(uses, r.due)
		r.due = uses
		r.mu.Unlock()
	}
	return err
}

// close writes what is due and ends the keyring. The error is that of the last write.
func (r *keyring) close() error {
	r.closing.Do(func() { close(r.stop) })
	<-r.stopped
	return r.last
}

// keepUses writes when keys were last used. That is no change of the key: its version stays.
func (s *Store) keepUses(ctx context.Context, uses map[int64]int64) error {
	return s.writeAs(ctx, steady, func(tx *gorm.DB) error {
		touch(tx)
		for id, at := range uses {
			if err := tx.Exec("UPDATE keys SET last_used_at = ? WHERE id = ? AND last_used_at < ?", at, id, at).Error; err != nil {
				return fmt.Errorf("write when key %d was used: %w", id, err)
			}
		}
		return nil
	})
}
