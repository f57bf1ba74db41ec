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
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"reelscore/api"
	"reelscore/handlers"
	"reelscore/ingest"
	"reelscore/internal/config"
	"reelscore/models"
)

type serveCmd struct {
	config.Serve
}

// adminKeyVariable sets the admin key. It is no flag: what stands on a command line is seen by every user of the machine.
const adminKeyVariable = "REELSCORE_ADMIN_KEY"

// Run starts the server and stops it, gently, when ctx ends.
func (s serveCmd) Run(ctx context.Context, p *program) (err error) {
	settings, settingsErr := s.Read()
	address, addressErr := config.Database(p.DB)
	adminKey := os.Getenv(adminKeyVariable)
	if err := errors.Join(addressErr, settingsErr, checkAdminKey(adminKey)); err != nil {
		return fmt.Errorf("the configuration cannot be used:\n%w", err)
	}
	settings.GC.Apply()
	log, closeLog := newLog(p.log, settings)
	defer closeLog()
	for _, warning := range config.Unknown(os.Environ(), append(p.variables, adminKeyVariable)) {
		log.Warn(warning)
	}
	// The address first: when it is taken, no database and no key are made.
	listener, err := listen(ctx, "addr", settings.Addr)
	if err != nil {
		return err
	}
	defer listener.Close() //nolint:errcheck // The server has closed it already, but for errors before it started.
	var private net.Listener
	if settings.DebugAddr != "" {
		if private, err = listen(ctx, "debug-addr", settings.DebugAddr); err != nil {
			return err
		}
		defer private.Close() //nolint:errcheck // As above.
	}
	store, err := models.Open(ctx, address)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if settings.Relaxed {
		store.Relax()
	}
	if err := store.ReadFrom(settings.Replicas, log); err != nil {
		return fmt.Errorf("--db-replica (%s): %w", config.EnvName("db-replica"), err)
	}
	if err := s.greet(ctx, p.out, store, listener.Addr(), config.Shown(address), adminKey); err != nil {
		return err
	}
	stopping := make(chan struct{})
	imports := ingest.NewImports(store, log)
	feeds := newFeeds(store, settings.FetchAllow, settings.FeedInterval, log)
	registry := newRegistry(store, log)
	handler, err := api.New(&handlers.API{
		Store: store, Log: log, BodyLimit: settings.BodyLimit, Imports: imports, ImportLimit: settings.ImportLimit, Feeds: feeds, Version: version(), Stopping: stopping,
	}, options(settings, registry, log))
	if err != nil {
		return err
	}
	// These end, and are waited for, before the store is closed.
	var beside sync.WaitGroup
	until, stop := context.WithCancel(ctx)
	defer func() { stop(); beside.Wait() }()
	beside.Go(func() { imports.Run(until) })
	if private != nil {
		beside.Go(func() { serveDebug(until, private, registry, log) })
	}
	if settings.Feeds {
		beside.Go(func() { feeds.Run(until) })
	}
	return serve(ctx, listener, newServer(handler, settings, log), stopping, settings.ShutdownTimeout, log)
}

func options(s config.Settings, registry *prometheus.Registry, log *slog.Logger) api.Options {
	return api.Options{
		Log: log, Metrics: registry, Private: s.Private, RequestTimeout: s.RequestTimeout, Rate: api.Rate(s.Rate),
		TrustedProxies: s.TrustedProxies, CORSOrigins: s.CORSOrigins, Memory: int(s.AnswerCache),
	}
}

// checkAdminKey checks the form of the admin key, when one is set.
func checkAdminKey(secret string) error {
	if secret == "" {
		return nil
	}
	if err := models.CheckSecret(secret); err != nil {
		return fmt.Errorf("%s: %w", adminKeyVariable, err)
	}
	return nil
}

// listen listens on the address that the flag gives.
func listen(ctx context.Context, flag, addr string) (net.Listener, error) {
	setting := fmt.Sprintf("--%s (%s)", flag, config.EnvName(flag))
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s: %s is used by another program, perhaps another reelscore: stop that one, or choose another port", setting, addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("%s: %s is not allowed to this user: choose a port above 1023", setting, addr)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", setting, err)
	}
	return l, nil
}

// greet makes sure that there is a key to begin with and tells where everything is. The key is the one from the
// environment or else, in a collection that never had any, a new one, which is told this once.
func (s serveCmd) greet(ctx context.Context, out io.Writer, store *models.Store, addr net.Addr, database, adminKey string) error {
	var made string
	if adminKey != "" {
		if err := store.ConfigureKey(ctx, adminKey); err != nil {
			return fmt.Errorf("%s: %w", adminKeyVariable, err)
		}
	} else {
		var err error
		if made, err = store.FirstKey(ctx); err != nil {
			return err
		}
	}
	url := "http://" + reachable(addr)
	text := fmt.Sprintf("Reelscore %s\n  address    %s\n  docs       %s/docs/\n  database   %s\n", version(), url, url, database)
	if made != "" {
		text += fmt.Sprintf("  admin key  %s\n             (shown only this once; send it with writes: Authorization: Bearer rs_...)\n", made)
	}
	_, err := io.WriteString(out, text)
	return err
}

// reachable is an address at which this machine reaches the listener.
func reachable(addr net.Addr) string {
	if at, ok := addr.(*net.TCPAddr); ok && at.IP.IsUnspecified() {
		return net.JoinHostPort("localhost", strconv.Itoa(at.Port))
	}
	return addr.String()
}

// newServer is the HTTP server. Its time-outs leave room for the answer that a request took too long.
func newServer(h http.Handler, s config.Settings, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       s.RequestTimeout,
		WriteTimeout:      s.RequestTimeout + 5*time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// serve answers requests until ctx ends. Then /readyz says so (stopping is closed), no new connection is taken, and the
// requests under way get the time to finish; those that do not are cut off, which is an error.
func serve(ctx context.Context, l net.Listener, server *http.Server, stopping chan<- struct{}, patience time.Duration, log *slog.Logger) error {
	log.Info("serving", "addr", l.Addr().String())
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping", "within", patience)
	close(stopping)
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return errors.Join(fmt.Errorf("requests were still under way after --shutdown-timeout %s and were cut off", patience), server.Close())
	}
	return nil
}
