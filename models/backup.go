package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// Copied is what a backup or a restore has written.
type Copied struct {
	Bytes int64
	// Rows are those of all tables.
	Rows int64
	// Schema is the version of the copy's schema.
	Schema int64
}

// copyPages is how many pages are copied between two looks at the context.
const copyPages = 2048

// Backup copies the collection in a SQLite file, as it is at one moment, into a new file, while others read and write it. The
// copy is checked (the engine's integrity, the number of rows in every table) before it gets its name. tell is told how
// many of all pages are copied.
func Backup(ctx context.Context, database, file string, tell func(done, all int)) (Copied, error) {
	if _, err := os.Stat(database); err != nil {
		return Copied{}, fmt.Errorf("read the database: %w", err)
	}
	part := file + ".part"
	copied, err := copyChecked(ctx, database, part, tell)
	if err == nil {
		err = os.Rename(part, file)
	}
	if err != nil {
		return copied, errors.Join(err, remove(part))
	}
	return copied, syncDir(file)
}

// Restore puts the collection of a backup in the place of a database, which nobody may have open: that is an error. The
// backup is checked first, as is the copy that takes the place; until then the database is left as it is.
func Restore(ctx context.Context, backup, database string, tell func(done, all int)) (Copied, error) {
	schema, err := SchemaOf(ctx, backup)
	switch {
	case err != nil:
		return Copied{}, fmt.Errorf("read the backup: %w", err)
	case schema.Stored == 0:
		return Copied{}, fmt.Errorf("%s holds no collection of reelscore", backup)
	case schema.Stored > schema.Newest:
		return Copied{}, fmt.Errorf("%s is at schema version %d and this program knows %d: use a newer reelscore", backup, schema.Stored, schema.Newest)
	}
	release, err := seize(ctx, database)
	if err != nil {
		return Copied{}, err
	}
	part := database + ".part"
	copied, err := copyChecked(ctx, backup, part, tell)
	if err == nil {
		// What stands beside the old database would be taken for the new one's, and spoil it.
		err = errors.Join(remove(database+"-wal"), remove(database+"-shm"), remove(database+"-journal"))
	}
	if err == nil {
		err = os.Rename(part, database)
	}
	if err = errors.Join(err, release()); err != nil {
		return copied, errors.Join(err, remove(part))
	}
	return copied, syncDir(database)
}

// seize makes sure that nobody has a database open, and keeps others from it until release; there may be none yet. One that
// is no database any more cannot be seized, and need not be.
func seize(ctx context.Context, database string) (release func() error, err error) {
	free := func() error { return nil }
	if _, err := os.Stat(database); errors.Is(err, fs.ErrNotExist) {
		return free, nil
	}
	db, err := openAlone(database, "busy_timeout(500)", "locking_mode(EXCLUSIVE)")
	if err != nil {
		return nil, err
	}
	for _, statement := range []string{"PRAGMA journal_mode = DELETE", "BEGIN EXCLUSIVE"} { // The first needs that nobody else is there.
		if _, err = db.ExecContext(ctx, statement); err != nil {
			break
		}
	}
	var e *driver.Error
	switch {
	case err == nil:
		return db.Close, nil
	case errors.As(err, &e) && slices.Contains([]int{lib.SQLITE_NOTADB, lib.SQLITE_CORRUPT}, e.Code()&0xff):
		return free, db.Close()
	case errors.As(err, &e) && e.Code()&0xff == lib.SQLITE_BUSY:
		err = fmt.Errorf("%s is in use: stop the server, and whatever else has it open, first", database)
	}
	return nil, errors.Join(err, db.Close())
}

// openAlone opens a SQLite file by itself, with one connection.
func openAlone(path string, pragmas ...string) (*sql.DB, error) {
	q := url.Values{"_pragma": pragmas}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: url.PathEscape(path), RawQuery: q.Encode()}).String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// connAlone is openAlone with its connection; done closes both.
func connAlone(ctx context.Context, path string, pragmas ...string) (conn *sql.Conn, done func() error, err error) {
	db, err := openAlone(path, pragmas...)
	if err != nil {
		return nil, nil, err
	}
	if conn, err = db.Conn(ctx); err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return conn, func() error { return errors.Join(conn.Close(), db.Close()) }, nil
}

// copyChecked copies a SQLite file, as it is at one moment, and checks the copy, which is whole by itself: nothing stands
// beside it.
func copyChecked(ctx context.Context, from, to string, tell func(done, all int)) (Copied, error) {
	var copied Copied
	if err := remove(to); err != nil {
		return copied, err
	}
	want, err := copyFile(ctx, from, to, tell)
	if err != nil {
		return copied, fmt.Errorf("copy %s: %w", from, err)
	}
	got, err := checkCopy(ctx, to)
	if err != nil {
		return copied, fmt.Errorf("check the copy of %s: %w", from, err)
	}
	for table, rows := range want {
		if got[table] != rows {
			return copied, fmt.Errorf("the copy of %s is not right: of %s it has %d rows, not %d", from, table, got[table], rows)
		}
		copied.Rows += rows
	}
	schema, err := SchemaOf(ctx, to)
	if err != nil {
		return copied, err
	}
	copied.Schema = schema.Stored
	f, err := os.OpenFile(to, os.O_RDWR, 0)
	if err != nil {
		return copied, err
	}
	at, err := f.Stat()
	if err == nil {
		copied.Bytes = at.Size()
	}
	return copied, errors.Join(err, f.Sync(), f.Close())
}

// copyFile copies the pages, and counts the rows of every table as of the same moment.
func copyFile(ctx context.Context, from, to string, tell func(done, all int)) (rows map[string]int64, err error) {
	conn, done, err := connAlone(ctx, from, "busy_timeout(10000)", "query_only(1)")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, done()) }()
	if _, err := conn.ExecContext(ctx, "BEGIN"); err != nil { // All that follows reads the same state.
		return nil, err
	}
	if rows, err = countRows(ctx, conn); err != nil {
		return nil, err
	}
	err = conn.Raw(func(c any) error {
		source, ok := c.(interface {
			NewBackup(uri string) (*driver.Backup, error)
		})
		if !ok {
			return fmt.Errorf("the engine makes no backups: %T", c)
		}
		backup, err := source.NewBackup((&url.URL{Scheme: "file", Opaque: url.PathEscape(to), RawQuery: "_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)"}).String())
		if err != nil {
			return err
		}
		for more := true; more && err == nil; {
			if err = ctx.Err(); err == nil {
				more, err = backup.Step(copyPages)
				tell(backup.PageCount()-backup.Remaining(), backup.PageCount())
			}
		}
		return errors.Join(err, backup.Finish())
	})
	if err != nil {
		return nil, err
	}
	_, err = conn.ExecContext(ctx, "ROLLBACK")
	return rows, err
}

// countRows counts the rows of every table.
func countRows(ctx context.Context, conn *sql.Conn) (map[string]int64, error) {
	names, err := texts(ctx, conn, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'")
	if err != nil {
		return nil, err
	}
	rows := make(map[string]int64, len(names))
	for _, name := range names {
		var n int64
		if err := conn.QueryRowContext(ctx, `SELECT COUNT(*) FROM "`+strings.ReplaceAll(name, `"`, `""`)+`"`).Scan(&n); err != nil {
			return nil, fmt.Errorf("count the rows of %s: %w", name, err)
		}
		rows[name] = n
	}
	return rows, nil
}

// checkCopy checks the integrity of a copy and counts its rows. Its journal is switched to the kind that needs no file
// beside it while nobody writes.
func checkCopy(ctx context.Context, path string) (rows map[string]int64, err error) {
	conn, done, err := connAlone(ctx, path, "journal_mode(DELETE)", "mmap_size(1073741824)")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, done()) }()
	found, err := texts(ctx, conn, "PRAGMA integrity_check(3)")
	if err == nil && !slices.Equal(found, []string{"ok"}) {
		err = fmt.Errorf("it is damaged, as the original may be (reelscore check tells): %s", strings.Join(found, "; "))
	}
	if err != nil {
		return nil, err
	}
	return countRows(ctx, conn)
}

// texts reads the one column of a query.
func texts(ctx context.Context, conn *sql.Conn, query string) (all []string, err error) {
	rows, err := conn.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, rows.Err()
}

// remove deletes a file that need not be there.
func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncDir makes the new name of a file survive a loss of power, where a directory can be synced.
func syncDir(file string) error {
	dir, err := os.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	_ = dir.Sync() // Not every system can.
	return dir.Close()
}
