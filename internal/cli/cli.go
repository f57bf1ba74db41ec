// Package cli holds the commands of the program, one file each.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"reelscore/internal/config"
	"reelscore/internal/fault"
)

// program is the command line: one field a command. What a command prints goes to out, the log to log.
type program struct {
	DB string `default:"reelscore.db" help:"The SQLite file, or the URL of a PostgreSQL database (postgres://USER:PASSWORD@HOST/DATABASE)." placeholder:"FILE|URL"`

	Serve   serveCmd   `cmd:"" default:"withargs" help:"Start the server (the default)."`
	Extract extractCmd `cmd:"" help:"Read a page and show the film, the review and its rating; nothing is stored."`
	Ingest  ingestCmd  `cmd:"" help:"Store the review that a page holds."`
	Demo    demoCmd    `cmd:"" help:"Fill an empty database with sample films and reviews."`
	Keys    keysCmd    `cmd:"" help:"Make, list and revoke API keys."`
	Feeds   feedsCmd   `cmd:"" help:"Add, list and read feeds; import and export them as OPML."`
	Parse   parseCmd   `cmd:"" help:"Read a rating and show what it means."`
	Import  importCmd  `cmd:"" help:"Take in a file of films and reviews."`
	Export  exportCmd  `cmd:"" help:"Write the collection into a file."`
	Backup  backupCmd  `cmd:"" help:"Copy the SQLite file while it is served, and check the copy."`
	Restore restoreCmd `cmd:"" help:"Put a backup in the place of the SQLite file."`
	Check   checkCmd   `cmd:"" help:"Check the database; --repair mends the scores."`
	Copy    copyCmd    `cmd:"" help:"Copy the collection into an empty database, of the other kind or not."`
	Migrate migrateCmd `cmd:"" help:"Bring the database up to date, or tell its state."`
	Version versionCmd `cmd:"" help:"Tell the version of the program."`

	out, log io.Writer
	// variables are the variables of the environment that the flags read.
	variables []string
}

// Main runs the command that the arguments name. The first signal asks it to end; a second one ends it at once.
func Main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// exit is the panic by which the command-line library ends the program early, after --help.
type exit int

// run runs a command and returns the exit code of the program.
func run(ctx context.Context, args []string, out, log io.Writer) (code int) {
	defer func() {
		switch caught := recover().(type) {
		case nil:
		case exit:
			code = int(caught)
		default:
			panic(caught)
		}
	}()
	p := program{out: out, log: log}
	k, err := kong.New(&p, kong.Name("reelscore"), kong.Description("Every review of a film, on one scale."),
		kong.DefaultEnvars("REELSCORE"), config.Vars(), kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Writers(out, log), kong.Exit(func(code int) { panic(exit(code)) }))
	if err != nil {
		panic(err) // The command line is described wrongly in the code.
	}
	p.variables = variables(k.Model.Node)
	parsed, err := k.Parse(args)
	if err == nil {
		err = parsed.Run(&p)
	} else {
		err = fmt.Errorf("%w (reelscore --help shows the commands and flags)", err)
	}
	var coded codeError
	if errors.As(err, &coded) {
		return int(coded)
	}
	if err != nil {
		fmt.Fprintf(log, "reelscore: %s\n", words(err)) //nolint:errcheck // There is nowhere else to tell it.
		return 1
	}
	return 0
}

// words are what an error says to the person at the shell. A fault says it without its code, field by field.
func words(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err.Error()
	}
	text := f.Detail
	for _, field := range f.Fields {
		text += fmt.Sprintf("\n  %s%s %s", field.Pointer, field.Parameter, field.Message)
	}
	return text
}

// variables lists the variables of the environment that the flags of a command and the ones below it read.
func variables(n *kong.Node) []string {
	var names []string
	for _, f := range n.Flags {
		names = append(names, f.Envs...)
	}
	for _, child := range n.Children {
		names = append(names, variables(child)...)
	}
	return names
}
