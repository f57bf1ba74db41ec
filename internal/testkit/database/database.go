// Package database makes databases for tests: SQLite files, or databases on the PostgreSQL server that
// REELSCORE_TEST_POSTGRES names (.ci/postgres starts one). It imports no other room, so that the tests in models can use it.
package database

import (
	"context"
	"crypto/rand"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Variable names the server in the environment: a URL whose user may make databases. Those named reelscore_test_... are
// made and left behind on it, so it should be one that is thrown away.
const Variable = "REELSCORE_TEST_POSTGRES"

// ReplicaVariable names a streaming replica of that server (.ci/postgres replica starts one), if there is one.
const ReplicaVariable = "REELSCORE_TEST_REPLICA"

// Replica is the address of a test's database on the replica; "" when there is no replica. The database is there.
func Replica(t testing.TB, address string) string {
	t.Helper()
	if !Postgres() || os.Getenv(ReplicaVariable) == "" {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	there := on(t, ReplicaVariable, strings.Trim(u.Path, "/"))
	for end := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		conn, err := pgx.Connect(t.Context(), there)
		if err == nil {
			err = conn.Close(t.Context())
		}
		if err == nil {
			return there
		}
		if time.Now().After(end) {
			t.Fatalf("%s: %v", ReplicaVariable, err)
		}
	}
}

// Postgres tells whether databases are those of PostgreSQL.
func Postgres() bool { return os.Getenv(Variable) != "" }

// New is the address of an empty database of the test's own. prepare brings the schema of a database up to date; it is
// called for the first database of PostgreSQL only, of which the others are copies.
func New(t testing.TB, prepare func(address string) error) string {
	t.Helper()
	if !Postgres() {
		return filepath.Join(t.TempDir(), "test.db")
	}
	template := template(t, prepare)
	name := fresh()
	run(t, "CREATE DATABASE "+name+" TEMPLATE "+template)
	t.Cleanup(func() { run(t, "DROP DATABASE "+name+" WITH (FORCE)") })
	return at(t, name)
}

// Empty is the address of a database without a schema; on SQLite, of a file that does not exist.
func Empty(t testing.TB) string {
	t.Helper()
	if !Postgres() {
		return filepath.Join(t.TempDir(), "test.db")
	}
	name := fresh()
	run(t, "CREATE DATABASE "+name)
	t.Cleanup(func() { run(t, "DROP DATABASE "+name+" WITH (FORCE)") })
	return at(t, name)
}

func fresh() string { return "reelscore_test_" + strings.ToLower(rand.Text()) }

var templated struct {
	sync.Mutex
	name string
}

func template(t testing.TB, prepare func(string) error) string {
	t.Helper()
	templated.Lock()
	defer templated.Unlock()
	if templated.name != "" {
		return templated.name
	}
	name := fresh()
	run(t, "CREATE DATABASE "+name)
	if err := prepare(at(t, name)); err != nil {
		t.Fatal(err)
	}
	templated.name = name
	return name
}

// at is the address of a database on the server.
func at(t testing.TB, name string) string {
	t.Helper()
	return on(t, Variable, name)
}

// on is the address of a database on the server that a variable names.
func on(t testing.TB, variable, name string) string {
	t.Helper()
	u, err := url.Parse(os.Getenv(variable))
	if err != nil {
		t.Fatalf("%s: %v", variable, err)
	}
	u.Path = "/" + name
	return u.String()
}

// run runs a statement on the server.
func run(t testing.TB, statement string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, os.Getenv(Variable))
	if err != nil {
		t.Fatalf("%s: %v", Variable, err)
	}
	defer conn.Close(ctx) //nolint:errcheck // It was only used for this.
	if _, err := conn.Exec(ctx, statement); err != nil {
		t.Fatal(err)
	}
}
