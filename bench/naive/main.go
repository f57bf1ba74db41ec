// Naive is what the server is measured against: the same endpoints written the short way, with GORM's defaults, a pool of
// any size, Preload for what hangs on a row, and scores that are computed when they are asked for.
package main

import (
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/gin-gonic/gin"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	_ "modernc.org/sqlite"

	"reelscore/internal/config"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8091", "where to listen")
	path := flag.String("db", "naive.db", "its database")
	from := flag.String("from", "", "fill the database from this one of reelscore, and end")
	flag.Parse()
	err := run(*addr, *path, *from)
	fmt.Fprintln(os.Stderr, "naive:", err)
	if err != nil {
		os.Exit(1)
	}
}

func run(addr, path, from string) error {
	pool, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)")
	if err != nil {
		return err
	}
	db, err := gorm.Open(sqlite.Dialector{Conn: pool}, &gorm.Config{Logger: logger.Discard})
	if err != nil {
		return err
	}
	if from != "" {
		return errors.Join(fill(db, from), pool.Close())
	}
	config.GC{}.Apply()
	gin.SetMode(gin.ReleaseMode)
	server := &http.Server{Addr: addr, Handler: routes(db), ReadHeaderTimeout: 10 * time.Second}
	return server.ListenAndServe()
}

// fill copies what the endpoints show.
func fill(db *gorm.DB, from string) error {
	if err := db.AutoMigrate(&Genre{}, &Film{}, &Outlet{}, &Critic{}, &Review{}, &Voice{}); err != nil {
		return err
	}
	return db.Connection(func(db *gorm.DB) error {
		for _, statement := range []string{
			"ATTACH '" + from + "' AS reel",
			"INSERT INTO genres (name) SELECT DISTINCT genre FROM reel.film_genres",
			`INSERT INTO films (id, slug, title, year, runtime, tagline, synopsis, languages, countries, external_ids, created_at, updated_at)
				SELECT id, slug, title, year, runtime, tagline, synopsis, languages, countries, external_ids, created_at, updated_at FROM reel.films`,
			"INSERT INTO film_genres SELECT film_id, genres.id FROM reel.film_genres JOIN genres ON genres.name = genre",
			"INSERT INTO outlets (id, slug, name, url) SELECT id, slug, name, url FROM reel.outlets",
			"INSERT INTO critics (id, slug, name) SELECT id, slug, name FROM reel.critics",
			`INSERT INTO reviews (id, film_id, outlet_id, title, url, language, published, body, rating, score, verdict, tags, created_at, updated_at)
				SELECT id, film_id, outlet_id, title, url, language, published, body, rating_raw, score, verdict, tags, created_at, updated_at FROM reel.reviews`,
			"INSERT INTO voices (review_id, critic_id, role) SELECT review_id, critic_id, role FROM reel.review_voices WHERE critic_id IS NOT NULL",
			"DETACH reel",
		} {
			if err := db.Exec(statement).Error; err != nil {
				return fmt.Errorf("%s: %w", statement, err)
			}
		}
		return nil
	})
}
