package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	_ "modernc.org/sqlite" // The engine of the collections that are looked at.
)

// about is what there is in a collection to ask for.
type about struct {
	films, reviews int64
	popular        []int64 // the films with the most reviews
	most, ten      int64   // films: with the most reviews, with ten
	mostReviews    int64
	outlets        []int64
	words          []string
}

// look reads what the cases ask for.
func look(ctx context.Context, path string) (about, error) {
	var a about
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		return a, err
	}
	defer db.Close()
	list := func(query string, to *[]int64) error {
		rows, err := db.QueryContext(ctx, query)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var n int64
			if err := rows.Scan(&n); err != nil {
				return err
			}
			*to = append(*to, n)
		}
		return rows.Err()
	}
	err = db.QueryRowContext(ctx, `SELECT (SELECT COUNT(*) FROM films), (SELECT COUNT(*) FROM reviews), (SELECT film_id FROM film_scores ORDER BY reviews DESC LIMIT 1),
		(SELECT MAX(reviews) FROM film_scores), (SELECT film_id FROM film_scores ORDER BY abs(reviews - 10), film_id LIMIT 1)`).Scan(&a.films, &a.reviews, &a.most, &a.mostReviews, &a.ten)
	if err != nil {
		return a, err
	}
	if err := list("SELECT film_id FROM film_scores ORDER BY reviews DESC LIMIT 200", &a.popular); err != nil {
		return a, err
	}
	if err := list("SELECT outlet_id FROM reviews WHERE outlet_id IS NOT NULL GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 50", &a.outlets); err != nil {
		return a, err
	}
	var titles sql.NullString
	if err := db.QueryRowContext(ctx, "SELECT group_concat(title, ' ') FROM (SELECT title FROM reviews WHERE title <> '' LIMIT 200)").Scan(&titles); err != nil {
		return a, err
	}
	seen := map[string]bool{}
	for _, word := range strings.Fields(titles.String) {
		if !seen[word] && len(a.words) < 50 {
			seen[word], a.words = true, append(a.words, word)
		}
	}
	if len(a.words) == 0 {
		a.words = []string{"film"}
	}
	return a, nil
}

// load is what one server is asked in one case: one after the other of some paths, or bodies that are posted.
type load struct {
	paths   []string
	headers map[string]string
	tags    []string // the If-None-Match of each path
	// body is posted, with numbers in the places of {film}, {outlet} and {n}, the last another one each time.
	body          string
	films, outlet []int64
}

// comparison is one case: what is measured, by server.
type comparison struct {
	name  string
	loads map[string]load
}

// each makes one path for each value.
func each[T any](values []T, path func(T) string) load {
	l := load{}
	for _, v := range values {
		l.paths = append(l.paths, path(v))
	}
	return l
}

// byServer makes the loads of reelscore (with the memory of answers or without), naive and PocketBase.
func byServer[T any](values []T, ours, others, pocket func(T) string) map[string]load {
	return map[string]load{reelscore: each(values, ours), uncached: each(values, ours), naive: each(values, others), pocketbase: each(values, pocket)}
}

// format is fmt.Sprintf with one value.
func format[T any](text string) func(T) string {
	return func(v T) string { return fmt.Sprintf(text, v) }
}

const (
	records = "/api/collections/%s/records"
	newest  = "&sort=-published&perPage=20&skipTotal=1"
)

// casesFor are the cases, with the ceilings that belong to them.
func casesFor(ctx context.Context, a about, f *fleet, only string) ([]comparison, error) {
	query := func(path, filter, rest string) string {
		return fmt.Sprintf(records, path) + "?filter=" + url.QueryEscape("("+filter+")") + rest
	}
	score := func(film int64) map[string]load {
		loads := byServer([]int64{film}, format[int64]("/v1/films/%d/score"), format[int64]("/films/%d/score"), format[int64](""))
		delete(loads, pocketbase)
		return loads
	}
	all := []comparison{
		{"film by id", byServer(a.popular, format[int64]("/v1/films/%d"), format[int64]("/films/%d"), format[int64](fmt.Sprintf(records, "films")+"/f%014d"))},
		{"film by id, 304", map[string]load{reelscore: each(a.popular, format[int64]("/v1/films/%d"))}},
		{"film page", map[string]load{reelscore: each(a.popular, format[int64]("/v1/films/%d?expand=score,reviews,credits")),
			uncached: each(a.popular, format[int64]("/v1/films/%d?expand=score,reviews,credits"))}},
		{"20 reviews of a film", byServer(a.popular, format[int64]("/v1/films/%d/reviews"), format[int64]("/films/%d/reviews"),
			func(id int64) string { return query("reviews", fmt.Sprintf("film='f%014d'", id), newest) })},
		{"filtered list", byServer(a.outlets, format[int64]("/v1/reviews?outlet=%d&score_from=60"), format[int64]("/reviews?outlet=%d&score_from=60"),
			func(id int64) string { return query("reviews", fmt.Sprintf("outlet='o%014d'&&score>=60", id), newest) })},
		{"search", byServer(a.words, format[string]("/v1/search?q=%s&kind=review"), format[string]("/search?q=%s"),
			func(word string) string {
				return query("reviews", fmt.Sprintf("title~'%s'||body~'%s'", word, word), newest)
			})},
		{"chart", byServer([]int{20}, format[int]("/v1/films?sort=-score&limit=%d"), format[int]("/films?limit=%d"),
			func(int) string { return fmt.Sprintf(records, "films") + "?sort=-mean&perPage=20&skipTotal=1" })},
		{fmt.Sprintf("score of a film with %d reviews", a.mostReviews), score(a.most)},
		{"score of a film with 10 reviews", score(a.ten)},
		{"create a review", map[string]load{
			reelscore: post(a, "/v1/reviews", `{"film":"{film}","outlet":"{outlet}","title":"A title","url":"https://new.example/{n}","published":"2024-05-06","body":"`+prose+`","rating":{"raw":"7/10"}}`),
			naive:     post(a, "/reviews", `{"film_id":{film},"outlet_id":{outlet},"title":"A title","url":"https://new.example/{n}","published":"2024-05-06","body":"`+prose+`","rating":"7/10","score":70000,"verdict":"positive","tags":"[]"}`),
			pocketbase: post(a, fmt.Sprintf(records, "reviews"), `{"film":"f{film:14}","outlet":"o{outlet:14}","title":"A title","url":"https://new.example/{n}","published":"2024-05-06","body":"`+prose+
				`","rating":"7/10","score":70,"verdict":"positive"}`),
		}},
	}
	var kept []comparison
	for _, c := range all {
		if !strings.Contains(c.name, only) {
			continue
		}
		if err := complete(ctx, f, &c); err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
		kept = append(kept, c)
	}
	return kept, nil
}

// prose is the text of the reviews that are created.
const prose = "It begins slowly and takes its time, and then it does not let go for an hour and a half; the music alone is worth it."

func post(a about, path, body string) load {
	return load{paths: []string{path}, body: body, films: a.popular, outlet: a.outlets, headers: map[string]string{"Content-Type": "application/json", "Authorization": "Bearer " + adminKey}}
}

// complete asks each path once, which warms what can be warm, finds out the size of the answers and the tags, and adds the
// ceiling: constant bytes of the same size, asked in the same way.
func complete(ctx context.Context, f *fleet, c *comparison) error {
	if c.loads[reelscore].body != "" {
		return nil
	}
	size := 0
	for name, l := range c.loads {
		for _, path := range l.paths {
			answer, body, err := get(ctx, f.url(name)+path, nil)
			if err != nil {
				return err
			}
			if answer.StatusCode != http.StatusOK {
				return fmt.Errorf("%s answers %d to %s: %s", name, answer.StatusCode, path, body)
			}
			if name == reelscore {
				size += len(body)
				l.tags = append(l.tags, answer.Header.Get("ETag"))
			}
		}
		if !strings.HasSuffix(c.name, "304") {
			l.tags = nil
		}
		c.loads[name] = l
	}
	paths := c.loads[reelscore].paths
	size = size / len(paths) / 64 * 64
	c.loads[ceiling] = each(paths, func(string) string { return fmt.Sprintf("/%d", size) })
	return nil
}
