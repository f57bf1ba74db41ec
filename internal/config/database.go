package config

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// Database reads --db: the path of a SQLite file, alone or behind sqlite://, or the URL of a PostgreSQL database.
func Database(text string) (address string, err error) {
	refused := func(problem string, args ...any) (string, error) {
		return "", fmt.Errorf("--db (%s): %q %w", EnvName("db"), text, fmt.Errorf(problem, args...))
	}
	scheme, rest, found := strings.Cut(text, "://")
	switch {
	case found && (scheme == "postgres" || scheme == "postgresql"):
		return postgresURL(text)
	case found && scheme != "sqlite":
		return refused("has the unknown scheme %s; give the path of a SQLite file, or postgres://USER:PASSWORD@HOST/DATABASE", scheme)
	case found:
		text = rest
	}
	if text == "" || text == ":memory:" || strings.HasPrefix(text, "file:") {
		return refused("is no path; give the path of a SQLite file, such as reelscore.db")
	}
	at, err := os.Stat(text)
	switch {
	case err == nil && at.IsDir():
		return refused("is a directory; give a file in it, such as %s", filepath.Join(text, "reelscore.db"))
	case errors.Is(err, os.ErrNotExist):
		dir := filepath.Dir(text)
		if at, err := os.Stat(dir); err != nil || !at.IsDir() {
			return refused("is in the directory %s, which does not exist; make it first", dir)
		}
	case err != nil:
		return refused("cannot be looked at: %w", err)
	}
	return text, nil
}

// postgresURL checks the URL of a PostgreSQL database. It is not shown as it is: it may hold a password.
func postgresURL(text string) (string, error) {
	if err := checkPostgresURL(text); err != nil {
		return "", fmt.Errorf("--db (%s): %w", EnvName("db"), err)
	}
	return text, nil
}

func checkPostgresURL(text string) error {
	u, err := url.Parse(text)
	if err != nil {
		return errors.New("the address of the PostgreSQL database cannot be read; write it as postgres://USER:PASSWORD@HOST/DATABASE, with %40 for an @ in the password")
	}
	if strings.Trim(u.Path, "/") == "" {
		return fmt.Errorf("%q names no database; write it as postgres://USER:PASSWORD@HOST/DATABASE", u.Redacted())
	}
	return nil
}

// replicas reads --db-replica.
func replicas(r *reader, texts []string) (all []string) {
	const flag = "db-replica"
	for _, text := range texts {
		text = strings.TrimSpace(text)
		scheme, _, _ := strings.Cut(text, "://")
		var err error
		switch {
		case text == "":
			continue
		case scheme != "postgres" && scheme != "postgresql":
			err = errors.New("an address is not that of a PostgreSQL database, postgres://USER:PASSWORD@HOST/DATABASE; write %2C for a comma in it")
		default:
			err = checkPostgresURL(text)
		}
		if err != nil {
			r.errs = append(r.errs, fmt.Errorf("--%s (%s): %w", flag, EnvName(flag), err))
		}
		all = append(all, text)
	}
	return all
}

// Shown is the address of a database as people may see it: without a password.
func Shown(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return address
	}
	if q := u.Query(); q.Has("password") {
		q.Del("password")
		u.RawQuery = q.Encode()
	}
	return u.Redacted()
}
