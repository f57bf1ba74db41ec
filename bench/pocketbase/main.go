// Pocketbase serves a copy of a collection with PocketBase, at the same durability, to compare with.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	_ "github.com/pocketbase/pocketbase/migrations" // those of PocketBase itself
	"github.com/pocketbase/pocketbase/tools/types"
	_ "modernc.org/sqlite"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8092", "where to listen")
	dir := flag.String("dir", "pb_data", "its directory")
	from := flag.String("from", "", "fill it from this database of reelscore, and end")
	flag.Parse()
	if err := run(*addr, *dir, *from); err != nil {
		fmt.Fprintln(os.Stderr, "pocketbase:", err)
		os.Exit(1)
	}
}

func run(addr, dir, from string) error {
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: dir, DBConnect: connect})
	if err := app.Bootstrap(); err != nil {
		return err
	}
	if err := app.RunAllMigrations(); err != nil {
		return err
	}
	if from != "" {
		return errors.Join(collections(app), fill(app, from))
	}
	return apis.Serve(app, apis.ServeConfig{HttpAddr: addr})
}

// connect is PocketBase's own, but for synchronous: an answered write has to survive a loss of power in both.
func connect(path string) (*dbx.DB, error) {
	return dbx.Open("sqlite", path+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=journal_size_limit(200000000)&_pragma=synchronous(FULL)"+
		"&_pragma=foreign_keys(ON)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-32000)")
}

// collections makes what the endpoints show, with an index for every query that is measured.
func collections(app core.App) error {
	text := func(name string) core.Field { return &core.TextField{Name: name} }
	number := func(name string) core.Field { return &core.NumberField{Name: name} }
	object := func(name string) core.Field { return &core.JSONField{Name: name} }
	outlets := core.NewBaseCollection("outlets")
	outlets.Fields.Add(text("slug"), text("name"), text("url"))
	films := core.NewBaseCollection("films")
	films.Fields.Add(text("slug"), text("title"), number("year"), number("runtime"), text("tagline"), text("synopsis"), object("languages"), object("countries"),
		object("genres"), object("external_ids"), number("mean"), number("reviews"))
	films.AddIndex("films_by_mean", false, "mean", "")
	for _, c := range []*core.Collection{outlets, films} {
		open(c)
		if err := app.Save(c); err != nil {
			return err
		}
	}
	reviews := core.NewBaseCollection("reviews")
	reviews.Fields.Add(&core.RelationField{Name: "film", CollectionId: films.Id, MaxSelect: 1}, &core.RelationField{Name: "outlet", CollectionId: outlets.Id, MaxSelect: 1},
		text("title"), text("url"), text("language"), text("published"), text("body"), text("rating"), number("score"), text("verdict"), object("tags"))
	reviews.AddIndex("reviews_by_film", false, "film, published", "")
	reviews.AddIndex("reviews_by_outlet", false, "outlet, published", "")
	reviews.AddIndex("reviews_by_date", false, "published", "")
	reviews.AddIndex("reviews_by_score", false, "score", "")
	reviews.AddIndex("reviews_by_url", false, "url", "")
	open(reviews)
	return app.Save(reviews)
}

// open lets everybody read and write.
func open(c *core.Collection) {
	c.ListRule, c.ViewRule, c.CreateRule = types.Pointer(""), types.Pointer(""), types.Pointer("")
}

// fill copies the rows. The ids are those of the other database, at PocketBase's length.
func fill(app core.App, from string) error {
	for _, statement := range []string{
		"ATTACH '" + from + "' AS reel",
		"INSERT INTO outlets (id, slug, name, url) SELECT printf('o%014d', id), slug, name, url FROM reel.outlets",
		`INSERT INTO films (id, slug, title, year, runtime, tagline, synopsis, languages, countries, genres, external_ids, mean, reviews)
			SELECT printf('f%014d', id), slug, title, year, runtime, tagline, synopsis, languages, countries, genres, external_ids, mean / 1000.0, reviews
			FROM reel.films JOIN reel.film_scores ON film_id = id`,
		`INSERT INTO reviews (id, film, outlet, title, url, language, published, body, rating, score, verdict, tags)
			SELECT printf('r%014d', id), printf('f%014d', film_id), printf('o%014d', outlet_id), title, url, language, published, body, rating_raw,
			CASE WHEN score < 0 THEN -1 ELSE score / 1000.0 END, verdict, tags FROM reel.reviews`,
		"DETACH reel",
	} {
		if _, err := app.NonconcurrentDB().NewQuery(statement).Execute(); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}
