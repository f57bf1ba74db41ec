package cli

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"sync"
	"time"

	"reelscore/internal/config"
)

// A line a request, each written by itself, would cost a system call a request. The log is written in larger pieces
// instead, at the latest after logDelay; warnings and errors at once, with all that stands before them.
const (
	logBuffer = 64 << 10
	logDelay  = 200 * time.Millisecond
)

// newLog makes the log of the server. close writes the rest; nothing may be logged after it.
func newLog(out io.Writer, s config.Settings) (log *slog.Logger, closeLog func()) {
	w := &delayedWriter{out: out, to: bufio.NewWriterSize(out, logBuffer), stop: make(chan struct{}), stopped: make(chan struct{})}
	go w.run()
	options := &slog.HandlerOptions{Level: s.LogLevel}
	var h slog.Handler = slog.NewTextHandler(w, options)
	if s.LogFormat == "json" {
		h = slog.NewJSONHandler(w, options)
	}
	return slog.New(prompt{h, w}), func() {
		close(w.stop)
		<-w.stopped
	}
}

// delayedWriter writes in larger pieces, at the latest after logDelay.
type delayedWriter struct {
	mu            sync.Mutex
	out           io.Writer
	to            *bufio.Writer
	stop, stopped chan struct{}
}

// Write implements io.Writer.
func (w *delayedWriter) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.to.Write(b)
}

// flush writes what is held back. There is nowhere to tell that a log cannot be written: the lines are lost, and the
// buffer is ready for the next.
func (w *delayedWriter) flush() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.to.Flush() != nil {
		w.to.Reset(w.out)
	}
}

func (w *delayedWriter) run() {
	defer close(w.stopped)
	tick := time.NewTicker(logDelay)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			w.flush()
		case <-w.stop:
			w.flush()
			return
		}
	}
}

// prompt writes warnings and errors at once.
type prompt struct {
	slog.Handler
	w *delayedWriter
}

// Handle implements slog.Handler.
func (p prompt) Handle(ctx context.Context, r slog.Record) error {
	err := p.Handler.Handle(ctx, r)
	if r.Level >= slog.LevelWarn {
		p.w.flush()
	}
	return err
}

// WithAttrs implements slog.Handler.
func (p prompt) WithAttrs(attrs []slog.Attr) slog.Handler {
	return prompt{p.Handler.WithAttrs(attrs), p.w}
}

// WithGroup implements slog.Handler.
func (p prompt) WithGroup(name string) slog.Handler { return prompt{p.Handler.WithGroup(name), p.w} }
