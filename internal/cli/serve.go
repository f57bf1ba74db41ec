package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"reelscore/api"
	"reelscore/handlers"
	"reelscore/models"
)

// Run starts the server and stops it, gently, when ctx ends.
func (s serveCmd) Run(ctx context.Context, p *program) (err error) {
	if err := s.Check(); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	store, err := models.Open(ctx, p.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := firstKey(ctx, store, os.Stderr); err != nil {
		return err
	}
	handler, err := api.New(&handlers.API{Store: store, Log: log, BodyLimit: s.BodyLimit}, api.Options{Log: log, RequestTimeout: s.RequestTimeout})
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       s.RequestTimeout,
		WriteTimeout:      s.RequestTimeout + 5*time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	listener, err := net.Listen("tcp", s.Addr)
	if err != nil {
		return fmt.Errorf("listen on --addr %s: %w", s.Addr, err)
	}
	log.Info("serving", "url", "http://"+listener.Addr().String(), "db", p.DB)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping", "within", s.ShutdownTimeout)
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.ShutdownTimeout)
	defer cancel()
	return server.Shutdown(last)
}

// adminKeyVariable sets the admin key. It is no flag: what stands on a command line is seen by every user of the machine.
const adminKeyVariable = "REELSCORE_ADMIN_KEY"

// firstKey makes sure that there is a key to begin with: the one from the environment, or else, in a collection that
// never had any, a new one, which is told this once.
func firstKey(ctx context.Context, store *models.Store, out io.Writer) error {
	if set := os.Getenv(adminKeyVariable); set != "" {
		if err := store.ConfigureKey(ctx, set); err != nil {
			return fmt.Errorf("%s: %w", adminKeyVariable, err)
		}
		return nil
	}
	secret, err := store.FirstKey(ctx)
	if err != nil || secret == "" {
		return err
	}
	_, err = fmt.Fprintf(out, "\n  Admin key, shown only this once:\n\n    %s\n\n  Send it with writes: Authorization: Bearer %s\n\n", secret, secret)
	return err
}
