package collection

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"reelscore/exchange"
)

// Real writes the reviews of a packed table of critics' ratings (film_id, critic, publication, top_critic, rating, fresh,
// date) so many times over, each time of other films.
func Real(to io.Writer, path string, times int) error {
	w := newWriter(to)
	for film := range times { // Films come before reviews.
		known := map[string]bool{}
		err := eachRow(path, func(row []string) {
			if slug := realSlug(film, row[0]); !known[slug] {
				known[slug] = true
				write(w, exchange.KindFilm, exchange.Film{Title: fmt.Sprintf("Film %s of %d", row[0], film), Slug: slug})
			}
		})
		if err != nil {
			return err
		}
	}
	n := 0
	for film := range times {
		err := eachRow(path, func(row []string) {
			n++
			r := exchange.Review{Film: exchange.FilmRef{Slug: realSlug(film, row[0])}, Outlet: exchange.NameRef{Name: row[2]}, URL: fmt.Sprintf("https://reviews.example/%d", n)}
			if day, err := time.Parse("January 2, 2006", row[6]); err == nil {
				r.Published = exchange.Date(day.Format(time.DateOnly))
			}
			if row[4] != "" {
				r.Rating = &exchange.Rating{Raw: row[4]}
			}
			if row[1] != "" {
				r.Voices = []exchange.Voice{{Role: exchange.RoleAuthor, Critic: exchange.NameRef{Name: row[1]}}}
			}
			write(w, exchange.KindReview, r)
		})
		if err != nil {
			return err
		}
	}
	return w.close()
}

func realSlug(time int, film string) string { return fmt.Sprintf("film-%s-of-%d", film, time) }

// eachRow reads the rows of the table, its header aside.
func eachRow(path string, use func(row []string)) error {
	f, err := os.Open(path) //nolint:gosec // The file that the user names.
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	table := csv.NewReader(z)
	table.Comma, table.LazyQuotes, table.FieldsPerRecord = '\t', true, 7
	if _, err := table.Read(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		use(row)
	}
}
