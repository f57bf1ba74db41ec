package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Database reads --db: the path of a SQLite file, alone or behind sqlite://.
func Database(text string) (path string, err error) {
	refused := func(problem string, args ...any) (string, error) {
		return "", fmt.Errorf("--db (%s): %q %w", EnvName("db"), text, fmt.Errorf(problem, args...))
	}
	scheme, rest, found := strings.Cut(text, "://")
	switch {
	case found && (scheme == "postgres" || scheme == "postgresql"):
		return refused("names a PostgreSQL database, which this version does not support yet; give the path of a SQLite file")
	case found && scheme != "sqlite":
		return refused("has the unknown scheme %s; give the path of a SQLite file, or sqlite://PATH", scheme)
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
