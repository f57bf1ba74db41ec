package models

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

const (
	// namedRequestAge is how long the answer to a named request is kept.
	namedRequestAge = 24 * time.Hour
	// namedRequestsKept bounds how many are kept: the oldest go first, even before their time.
	namedRequestsKept = 100_000
)

// RequestName is the name that a client gave to a request, so that it can be sent again. It counts for one API key, method
// and path.
type RequestName struct {
	KeyID        int64
	Method, Path string
	Name         string
}

// NamedRequest is what became of a named request.
type NamedRequest struct {
	ID int64
	RequestName
	// Fingerprint tells whether the request came again as it was; nil when it is not known.
	Fingerprint []byte
	// Status is that of the answer; 0 when the request was carried out and its answer is not known.
	Status  int
	Headers map[string]string `gorm:"serializer:json"`
	Body    []byte
	// At is when it was carried out, in milliseconds since 1970.
	At int64
}

// Once carries the name of a request to the transaction that has its effect. It belongs to one request.
type Once struct {
	name RequestName
	// done tells that a transaction with the effect has been committed.
	done bool
}

type onceKey struct{}

// WithOnce makes the first write under the context leave the name of its request behind, in its own transaction: the effect
// and the name are committed together or not at all, and a second request of that name cannot be committed.
func WithOnce(ctx context.Context, name RequestName) (context.Context, *Once) {
	once := &Once{name: name}
	return context.WithValue(ctx, onceKey{}, once), once
}

// Done tells whether something has been committed.
func (o *Once) Done() bool { return o.done }

// markOnce leaves the name behind, in the transaction of the effect. It returns what to do when that is committed.
func (s *Store) markOnce(ctx context.Context, tx *gorm.DB) (committed func(), err error) {
	once, named := ctx.Value(onceKey{}).(*Once)
	if !named || once.done {
		return func() {}, nil
	}
	now := s.now().UnixMilli()
	if err := tx.Where("at < ?", now-namedRequestAge.Milliseconds()).Delete(&NamedRequest{}).Error; err != nil {
		return nil, err
	}
	row := NamedRequest{RequestName: once.name, Headers: map[string]string{}, At: now}
	if err := tx.Create(&row).Error; err != nil {
		return nil, err
	}
	err = tx.Where("id <= ?", row.ID-namedRequestsKept).Delete(&NamedRequest{}).Error
	return func() { once.done = true }, err
}

// NamedRequest reads what became of a named request; found is false when it is new, or was carried out too long ago.
func (s *Store) NamedRequest(ctx context.Context, name RequestName) (row NamedRequest, found bool, err error) {
	q := s.read(ctx).Where("key_id = ? AND method = ? AND path = ? AND name = ?", name.KeyID, name.Method, name.Path, name.Name).
		Where("at >= ?", s.now().Add(-namedRequestAge).UnixMilli()).Limit(1).Find(&row)
	return row, q.RowsAffected > 0, q.Error
}

// KeepAnswer keeps the answer to a named request, whether it changed anything or not.
func (s *Store) KeepAnswer(ctx context.Context, row *NamedRequest) error {
	row.At = s.now().UnixMilli()
	return s.writeAs(ctx, steady, func(tx *gorm.DB) error {
		touch(tx)
		return tx.Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "key_id"}, {Name: "method"}, {Name: "path"}, {Name: "name"}},
			DoUpdates: clause.AssignmentColumns([]string{"fingerprint", "status", "headers", "body", "at"}),
		}).Create(row).Error
	})
}
