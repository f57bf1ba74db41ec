// Package cli holds the commands of the program.
package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"reelscore/internal/config"
)

// program is the command line: one field a command.
type program struct {
	DB    string   `default:"reelscore.db" help:"The SQLite file." placeholder:"FILE"`
	Serve serveCmd `cmd:"" default:"withargs" help:"Start the server (the default)."`
}

type serveCmd struct {
	config.Serve
}

// Main runs the command that the arguments name.
func Main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var p program
	k := kong.Parse(&p, kong.Name("reelscore"), kong.Description("Every review of a film, on one scale."),
		kong.DefaultEnvars("REELSCORE"), kong.BindTo(ctx, (*context.Context)(nil)), kong.UsageOnError())
	k.FatalIfErrorf(k.Run(&p))
}
