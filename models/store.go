// Package models holds what is stored: the GORM models, their queries and transactions, and the schema's migrations. It
// is the only room that imports gorm. Every exported write is one transaction, which also keeps the score rollup, the
// search index and the changes; helpers that take a tx are part of their caller's transaction.
package models

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// Store is an open collection. It is safe for concurrent use.
type Store struct {
	reader     *gorm.DB
	writer     *writer
	wal        *wal // nil where there is none
	keys       *keyring
	schema     int64
	now        func() time.Time
	generation generation
	pace       *pace
	needs      needs
	replicas   *replicas // nil where there are none
	elsewhere  watch
	// few is fewRows.
	few int
	// rehearsing is set by Rehearse.
	rehearsing bool
	// answer is set by AnswerAhead.
	answer atomic.Pointer[func(ctx context.Context) (keep func())]
	// unindexed tells that indexes are left out, see OpenToFill.
	unindexed atomic.Bool
}

// Open opens the collection at an address, which is the path of a SQLite file, made when it does not exist, or the URL of a
// PostgreSQL database. Its schema is brought up to date; one that a newer program has written is refused.
func Open(ctx context.Context, address string, options ...Option) (*Store, error) {
	return open(ctx, address, false, options)
}

func open(ctx context.Context, address string, fill bool, options []Option) (*Store, error) {
	e, err := engineAt(address)
	if err != nil {
		return nil, err
	}
	writer, err := e.pool(ctx, forWriting, options)
	if err != nil {
		return nil, err
	}
	schema, err := migrate(ctx, writer)
	if err != nil {
		return nil, errors.Join(err, closePool(writer))
	}
	unindexed := false
	if fill {
		if unindexed, err = e.leaveIndexes(ctx, writer); err != nil {
			return nil, errors.Join(err, closePool(writer))
		}
	}
	reader, err := e.pool(ctx, forReading, options)
	if err != nil {
		return nil, errors.Join(err, closePool(writer))
	}
	s := &Store{reader: reader, schema: schema, now: time.Now, few: fewRows}
	if s.keys, err = newKeyring(s.keepUses); err != nil {
		return nil, errors.Join(err, closePool(reader), closePool(writer))
	}
	s.writer = newWriter(writer, e.words(), func() { s.Doubt() })
	s.pace = s.writer.pace
	s.writer.wrote, s.writer.follow = s.needs.rise, s.follow
	if s.elsewhere, err = e.watch(s); err != nil {
		return nil, errors.Join(err, s.keys.close(), s.writer.close(), closePool(reader), closePool(writer))
	}
	s.writer.hurried.Store(fill)
	if s.unindexed.Store(unindexed); !unindexed {
		if err := s.BuildIndexes(ctx); err != nil { // What a program that ended early has left out.
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

func closePool(db *gorm.DB) error {
	pool, err := db.DB()
	if err != nil {
		return err
	}
	return pool.Close()
}

// Close writes what is still to be written and closes both pools. Reads and writes under way finish first.
func (s *Store) Close() error {
	return errors.Join(s.keys.close(), s.elsewhere.close(), s.writer.close(), s.replicas.close(), closePool(s.reader), closePool(s.writer.db))
}

// Relax lets writes be acknowledged before they would survive a loss of power: the last ones before it may then be gone, and
// the collection is whole all the same. A crash of the program loses nothing either way. It holds
// from the next write on.
func (s *Store) Relax() { s.writer.relaxed.Store(true) }

// Rehearse makes every write but those of imports run twice, the first time in vain, as when the database takes it back: tests
// find out with it whether all bear that. It is called before the store is used.
func (s *Store) Rehearse() { s.rehearsing = true }

// read returns the pool for reads, bound to ctx. An answer that is made of what it reads may change with every write.
func (s *Store) read(ctx context.Context) *gorm.DB {
	restOnAll(ctx)
	return s.readOf(ctx)
}

// readOf is read for what rests on some films alone, which the caller names by restOn: every row that it reads belongs to
// one of them, or is a name (of a person, an outlet, a critic, a scale), or the prior.
func (s *Store) readOf(ctx context.Context) *gorm.DB {
	if tx := within(ctx); tx != nil {
		return tx
	}
	return s.reader.WithContext(ctx)
}

// write runs do in a transaction: what it did is committed before write returns, or nothing is. Short writes that come at
// the same time share a transaction, but not their fates: see writer. Constraint violations come back as conflicts that a
// client may see. The name of the request behind it, if it has one (see WithOnce), is kept with it.
func (s *Store) write(ctx context.Context, do func(tx *gorm.DB) error) error {
	return s.writeAs(ctx, together, do)
}

// writeAlone is write for what may take long: others do not wait for it with their answers.
func (s *Store) writeAlone(ctx context.Context, do func(tx *gorm.DB) error) error {
	return s.writeAs(ctx, alone, do)
}

// ErrUnchanged ends a write in which there is nothing to do: what was read stays as it is, its version too. Those who change
// what is stored, such as the edit of UpdateFilm, return it before they have changed anything.
var ErrUnchanged = errors.New("there is nothing to change")

// writeAs runs do again when the database took it back because of what others did at the same time. So do begins by
// forgetting what a run before has left in what it shares with its caller. The units of an import are not run again: their
// job is.
func (s *Store) writeAs(ctx context.Context, kind unitKind, do func(tx *gorm.DB) error) error {
	if kind == bulk {
		return s.writeOnce(ctx, kind, do)
	}
	if s.rehearsing {
		// What is wrong with it, the second run tells.
		_ = s.writeOnce(ctx, kind, func(tx *gorm.DB) error { return errors.Join(do(tx), ErrUnchanged) })
	}
	return again(ctx, engineOf(s.reader), func() error { return s.writeOnce(ctx, kind, do) })
}

func (s *Store) writeOnce(ctx context.Context, kind unitKind, do func(tx *gorm.DB) error) error {
	var committed func()
	var touched touched
	err := s.writer.do(context.WithValue(ctx, touchedKey{}, &touched), kind, func(tx *gorm.DB) error {
		committed = nil
		if err := do(tx); err != nil {
			return err
		}
		var err error
		committed, err = s.markOnce(ctx, tx)
		return err
	})
	if err != nil {
		touched.ahead = nil
	}
	if committed != nil { // Even where the commit failed: who knows whether nothing of it was kept.
		s.generation.count(&touched)
	}
	if err == nil {
		committed()
	}
	if errors.Is(err, ErrUnchanged) {
		return nil
	}
	return translate(engineOf(s.reader), err)
}

// translate turns the errors that a client can mend into faults.
func translate(e engine, err error) error {
	var known *fault.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case errors.Is(err, gorm.ErrRecordNotFound):
		return fault.New(fault.NotFound, "There is no such resource.").Because(err)
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return fault.New(fault.Conflict, "Another resource already has this value; change it, or update that resource.").Because(err)
	case errors.Is(err, gorm.ErrForeignKeyViolated):
		return fault.New(fault.Conflict, "Other resources still refer to this one, or it refers to one that is gone.").Because(err)
	case errors.Is(err, gorm.ErrCheckConstraintViolated):
		return fault.New(fault.Unprocessable, "A value is outside what can be stored.").Because(err)
	}
	if told := e.told(err); told != nil {
		return told
	}
	return err
}

// Stamp is what every versioned row carries. Times are milliseconds since 1970 in UTC.
type Stamp struct {
	Version   int64
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	UpdatedAt int64 `gorm:"autoUpdateTime:false"`
}

// born stamps a new row.
func (s *Store) born() Stamp {
	now := s.now().UnixMilli()
	return Stamp{Version: 1, CreatedAt: now, UpdatedAt: now}
}

// changed stamps the next version of a row.
func (s *Store) changed(old Stamp) Stamp {
	return Stamp{Version: old.Version + 1, CreatedAt: old.CreatedAt, UpdatedAt: s.now().UnixMilli()}
}

// AnyVersion accepts whatever version is stored.
const AnyVersion int64 = 0

// fresh refuses a write that was made against another version than the stored one.
func fresh(stored, want int64) error {
	if want != AnyVersion && stored != want {
		return fault.New(fault.Stale, "The resource has changed since it was read: it is at version %d. Read it again, then repeat the change.", stored).
			In("If-Match", "names version %d", want)
	}
	return nil
}
