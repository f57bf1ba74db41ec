package models

import (
	"testing"
)

// TestAWriteFindsANewConnection ends all connections, as a restart of the server does, and writes.
func TestAWriteFindsANewConnection(t *testing.T) {
	onPostgres(t)
	s := openTest(t)
	must(t, s.CreateFilm(t.Context(), newFilm("Before"), nil))
	for range 2 {
		must(t, s.reader.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()").Error)
		must(t, s.CreateFilm(t.Context(), newFilm("After"), nil))
	}
}
