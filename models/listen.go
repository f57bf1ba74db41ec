package models

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// channel is where the stores of one database tell each other what they have written: who, the ids of films in base 36
	// or everything, and the id of the transaction.
	channel    = "reelscore"
	everything = "*"
	// tellFilms is how many films one message names; of more than tellAtMost a write touches everything.
	tellFilms, tellAtMost = 500, 5000
	// listenQuiet is after how much silence the connection is asked whether it is still there, listenAnswer how long it may take
	// to say so. A connection that is lost without a word is noticed after both.
	listenQuiet, listenAnswer = time.Second, 2 * time.Second
	// listenAgain is how long after a connection was lost a new one is tried. Until there is one, the state of the database is
	// asked for every watchEvery.
	listenAgain = 500 * time.Millisecond
)

// listener hears what other programs write to a PostgreSQL database.
type listener struct {
	s      *Store
	config *pgx.ConnConfig
	stop   context.CancelFunc
	ended  chan struct{}
}

// watch implements engine. That there is no connection to listen on is no error: it is tried again.
func (e postgresEngine) watch(s *Store) (watch, error) {
	ctx, stop := context.WithCancel(context.Background())
	config := e.session(watcherTimes)
	config.RuntimeParams["application_name"] += " listener"
	l := &listener{s: s, config: config, stop: stop, ended: make(chan struct{})}
	go func() {
		defer close(l.ended)
		l.run(ctx)
	}()
	return l, nil
}

func (l *listener) close() error {
	l.stop()
	<-l.ended
	return nil
}

func (l *listener) run(ctx context.Context) {
	for ctx.Err() == nil {
		// What ended it does not matter: whatever it was, words may have been missed.
		_ = l.listen(ctx)
		l.poll(ctx)
	}
}

// listen hears what is told until the connection is lost.
func (l *listener) listen(ctx context.Context) (err error) {
	begun, cancel := context.WithTimeout(ctx, listenAnswer)
	defer cancel()
	conn, err := pgx.ConnectConfig(begun, l.config)
	if err != nil {
		return err
	}
	defer func() {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), listenAnswer)
		defer cancel()
		err = errors.Join(err, conn.Close(last))
	}()
	if _, err := conn.Exec(begun, "LISTEN "+channel); err != nil {
		return err
	}
	l.s.Doubt() // What was written before it was listened to.
	for {
		if err := l.hear(ctx, conn); err != nil {
			return err
		}
	}
}

// hear waits for one word, or makes sure that there was none.
func (l *listener) hear(ctx context.Context, conn *pgx.Conn) error {
	quiet, cancel := context.WithTimeout(ctx, listenQuiet)
	told, err := conn.WaitForNotification(quiet)
	cancel()
	if err == nil {
		l.told(told.Payload)
		return nil
	}
	if ctx.Err() != nil || quiet.Err() == nil {
		return err
	}
	asked, cancel := context.WithTimeout(ctx, listenAnswer)
	defer cancel()
	return conn.Ping(asked)
}

// told passes a message on, unless it is our own.
func (l *listener) told(message string) {
	who, what, _ := strings.Cut(message, " ")
	if who == l.s.writer.name {
		return
	}
	what, id, _ := strings.Cut(what, " ")
	write, err := strconv.ParseUint(id, 10, 64)
	if err != nil { // It is the word of an older or newer program.
		l.s.Doubt()
		return
	}
	t := touched{told: true}
	for _, id := range strings.Split(what, ",") {
		film, err := strconv.ParseInt(id, 36, 64)
		if err != nil { // Everything.
			t.whole = true
			break
		}
		t.films = append(t.films, film)
	}
	l.s.needs.rise(write)
	l.s.generation.count(&t)
}

// poll looks whether anything was committed, until it is time to try to listen again.
func (l *listener) poll(ctx context.Context) {
	l.s.Doubt()
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	last := ""
	for end := time.Now().Add(listenAgain); time.Now().Before(end); {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		// What a snapshot sees changes with every commit.
		now, err := l.snapshot(ctx)
		if err != nil || now != last {
			l.s.Doubt()
		}
		last = now
	}
}

func (l *listener) snapshot(ctx context.Context) (string, error) {
	pool, err := l.s.reader.DB()
	if err != nil {
		return "", err
	}
	asked, cancel := context.WithTimeout(ctx, watchEvery)
	defer cancel()
	var now string
	err = pool.QueryRowContext(asked, "SELECT CAST(pg_current_snapshot() AS text)").Scan(&now)
	return now, err
}

// tellOthers says in the transaction what it touches and which it is, so that others hear it when it is committed.
func tellOthers(c *writerConn, t *touched) (write uint64, err error) {
	const notify = "SELECT pg_notify('" + channel + "', ? || ' ' || pg_current_xact_id()), pg_current_xact_id()::text::bigint"
	tell := func(what string) error {
		var none any
		return turn{context.Background(), c, nil}.row(notify, c.name+" "+what).Scan(&none, &write)
	}
	if t.whole || len(t.films) > tellAtMost {
		err = tell(everything)
		return write, err
	}
	films := t.films
	if t.listed && len(films) == 0 {
		films = []int64{0}
	}
	for len(films) > 0 {
		n := min(len(films), tellFilms)
		ids := make([]string, n)
		for i, film := range films[:n] {
			ids[i] = strconv.FormatInt(film, 36)
		}
		if err := tell(strings.Join(ids, ",")); err != nil {
			return 0, err
		}
		films = films[n:]
	}
	return write, nil
}
