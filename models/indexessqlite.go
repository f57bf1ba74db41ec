package models

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"gorm.io/gorm"
)

// missingIndexes implements bulkEngine.
func (sqliteEngine) missingIndexes(db *gorm.DB) ([]laterIndex, error) {
	var there []string
	err := db.Raw("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ('reviews', 'review_voices')").Scan(&there).Error
	return slices.DeleteFunc(slices.Clone(laterIndexes), func(i laterIndex) bool { return slices.Contains(there, i.name) }), err
}

// sortedAtOnce is how many KiB of an index are sorted in memory. The engine takes as much as its cache may have; the rest goes to
// a file without a name. Runs that stay in the cache of the processor are sorted and merged in two thirds of the time of one large list.
const sortedAtOnce = 1000

// allAtOnce is for where no such file can be made, as in a container that holds nothing but the program.
const allAtOnce = 500_000

// buildIndexes implements bulkEngine. The cache is as large as before from the next unit on.
func (sqliteEngine) buildIndexes(t turn, some []laterIndex) error {
	atOnce := allAtOnce
	if f, err := os.CreateTemp("", "reelscore-*"); err == nil {
		atOnce = sortedAtOnce
		if err := errors.Join(f.Close(), os.Remove(f.Name())); err != nil {
			return err
		}
	}
	if err := t.conn.script(fmt.Sprintf("PRAGMA cache_size = -%d", atOnce)); err != nil {
		return err
	}
	for _, index := range some {
		if err := t.exec(index.create()); err != nil {
			return err
		}
	}
	return nil
}

// leaveIndexes implements bulkEngine. Who has the file open, in whatever program, holds a shared lock on it, so the exclusive
// one tells that we are alone. It is held until the indexes are gone: who comes later finds that they are missing.
func (e sqliteEngine) leaveIndexes(ctx context.Context, writer *gorm.DB) (left bool, err error) {
	pool, err := writer.DB()
	if err != nil {
		return false, err
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return false, err
	}
	run := func(text string) error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), text)
		return err
	}
	defer func() { // The next read lets go of the lock.
		err = errors.Join(err, run("PRAGMA locking_mode = NORMAL; PRAGMA busy_timeout = 10000; SELECT 1 FROM sqlite_schema"), conn.Close())
	}()
	if err := run("PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE"); err != nil {
		if busy(err) {
			return false, nil
		}
		return false, err
	}
	var reviews int
	var gone bool
	err = conn.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM (SELECT 1 FROM reviews LIMIT ?)), NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ?)",
		mostWithout, laterIndexes[0].name).Scan(&reviews, &gone)
	if err != nil || reviews >= leaveBelow && !gone || reviews >= mostWithout {
		return false, errors.Join(err, run("ROLLBACK"))
	}
	for _, index := range laterIndexes {
		if err := run("DROP INDEX IF EXISTS " + index.name); err != nil {
			return false, errors.Join(err, run("ROLLBACK"))
		}
	}
	return true, run("COMMIT")
}

// missingIndexes implements bulkEngine.
func (postgresEngine) missingIndexes(*gorm.DB) ([]laterIndex, error) { return nil, nil }

// buildIndexes implements bulkEngine: none is missing.
func (postgresEngine) buildIndexes(turn, []laterIndex) error { return nil }

// leaveIndexes implements bulkEngine: a server may always look.
func (postgresEngine) leaveIndexes(context.Context, *gorm.DB) (bool, error) { return false, nil }
