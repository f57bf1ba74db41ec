//go:build unix

package models

import (
	"fmt"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"gorm.io/gorm"
)

// bareInsert is a review's row and nothing else: what CreateReview is measured against.
const bareInsert = `INSERT INTO reviews (film_id, outlet_id, title, url, url_key, language, published, excerpt, rating_raw, rating_stated, rating_text, rating_value,
	rating_best, rating_worst, rating_scale, rating_kind, rating_method, score, verdict, rights, created_at, updated_at, body)
	VALUES (?, ?, ?, ?, ?, 'en', ?, '', '7/10', '{}', '7/10', 7000000, 10000000, 0, 'points-10', 'fraction', 'linear/1', 70000, 'positive', 'full', 1, 1, ?)`

const benchBody = `A quiet film about a loud house. The brothers argue over the kettle, the roof and their father, and somewhere in the second hour the
argument turns into the only conversation they have ever had. It is shot mostly at night, lit by the one lamp that works, and the music knows when to leave.`

// BenchmarkCreateReview compares the bare insert of a row, with its indexes, with a review as it is created: with its
// score, search, change and outlet. Both are durable; the writers are as many as the name says.
func BenchmarkCreateReview(b *testing.B) {
	var n atomic.Int64
	ways := map[string]func(s *Store) error{
		"bare": func(s *Store) error {
			return s.write(b.Context(), func(tx *gorm.DB) error {
				i := n.Add(1)
				url := fmt.Sprintf("https://example.org/bare/%d", i)
				return tx.Exec(bareInsert, 1+i%50, 1+i%5, "A review", url, url, "2024-05-06", benchBody).Error
			})
		},
		"whole": func(s *Store) error {
			i := n.Add(1)
			r, stated := newReview(), NewStated(fmt.Sprintf("%d/10", i%11))
			r.FilmRef, r.OutletRef, r.Stating = refOf(1+i%50), refOf(1+i%5), &stated
			r.Title, r.URL, r.Language, r.Published, r.Body = "A review", fmt.Sprintf("https://example.org/whole/%d", i), "en", "2024-05-06", benchBody
			return s.CreateReview(b.Context(), r, nil, nil)
		},
	}
	for _, writers := range []int{1, 64} {
		for _, way := range []string{"bare", "whole"} {
			b.Run(fmt.Sprintf("%s/%d", way, writers), func(b *testing.B) {
				s := openTest(b)
				for i := range 50 {
					must(b, s.CreateFilm(b.Context(), newFilm(fmt.Sprint("Film ", i)), nil))
				}
				for i := range 5 {
					must(b, s.CreateOutlet(b.Context(), &Outlet{Named: Named{Name: fmt.Sprint("Outlet ", i)}, Weight: 1000}))
				}
				var left atomic.Int64
				left.Store(int64(b.N))
				b.ResetTimer()
				busy := processorTime(b)
				var all sync.WaitGroup
				for range writers {
					all.Go(func() {
						for left.Add(-1) >= 0 {
							if err := ways[way](s); err != nil {
								b.Error(err)
								return
							}
						}
					})
				}
				all.Wait()
				// What others do on the machine shows less in the processor's time.
				b.ReportMetric(float64(processorTime(b)-busy)/float64(b.N), "cpu-ns/op")
			})
		}
	}
}

// processorTime is how long this process has kept processors busy, in nanoseconds.
func processorTime(b *testing.B) int64 {
	b.Helper()
	var u syscall.Rusage
	must(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return u.Utime.Nano() + u.Stime.Nano()
}
