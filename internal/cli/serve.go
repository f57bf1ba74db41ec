package cli

import (
	"context"
	"errors"
	"fmt"
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
	server := &http.Server{
		Handler:           api.New(&handlers.API{Store: store, Log: log, BodyLimit: s.BodyLimit}, log),
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
