package models

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"gorm.io/gorm"
)

// madeUp writes words of a language of its own, whose frequencies fall as those of real ones do (Zipf's law).
type madeUp struct {
	words []string
	zipf  *rand.Zipf
}

func newMadeUp(words int) *madeUp {
	r := rand.New(rand.NewPCG(7, 11))
	m := &madeUp{zipf: rand.NewZipf(r, 1.07, 4, uint64(words-1))}
	syllables := strings.Fields("ka lo mi ter en ros val ding o shu pra el ni gost um fa wer ti ba ry")
	for i := range words {
		var w strings.Builder
		for n := i + 20; n > 0; n /= len(syllables) {
			w.WriteString(syllables[n%len(syllables)])
		}
		m.words = append(m.words, w.String())
	}
	return m
}

func (m *madeUp) text(words int) string {
	picked := make([]string, words)
	for i := range picked {
		picked[i] = m.words[m.zipf.Uint64()]
	}
	return strings.Join(picked, " ")
}

// fill makes films and reviews for a benchmark, outside of what is measured.
func fill(b *testing.B, s *Store, m *madeUp, films, reviews int) {
	b.Helper()
	err := s.write(b.Context(), func(tx *gorm.DB) error {
		for i := 1; i <= films; i++ {
			title := m.text(1 + i%4)
			sql := "INSERT INTO films (id, slug, title, sort_title, created_at, updated_at) VALUES (?, ?, ?, ?, 0, 0)"
			if err := tx.Exec(sql, i, fmt.Sprint("film-", i), title, title).Error; err != nil {
				return err
			}
			if err := s.startScore(tx, int64(i)); err != nil {
				return err
			}
			if err := index(tx, filmText, int64(i), title, m.text(30)); err != nil {
				return err
			}
		}
		for i := 1; i <= reviews; i++ {
			title, body := m.text(4), m.text(60)
			sql := "INSERT INTO reviews (id, film_id, title, body, created_at, updated_at) VALUES (?, ?, ?, ?, 0, 0)"
			if err := tx.Exec(sql, i, 1+i%films, title, body).Error; err != nil {
				return err
			}
			if err := index(tx, reviewText, int64(i), title, body); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkSearch searches a collection of 5,000 films and 100,000 reviews; the sixth part of all reviews has the
// common word.
func BenchmarkSearch(b *testing.B) {
	s, err := Open(b.Context(), newAddress(b))
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	}()
	m := newMadeUp(50_000)
	fill(b, s, m, 5_000, 100_000)
	common, rare := m.words[0], m.words[40_000]
	for _, c := range []struct {
		name string
		find Search
	}{
		{"rare", Search{Query: rare}},
		{"common", Search{Query: common}},
		{"common/films", Search{Query: common, Kinds: []string{"film"}}},
		{"common/next", Search{Query: common, Cursor: writeCursor("search", "-0.000001", math.MaxInt64)}},
		{"three", Search{Query: common + " " + m.words[1] + " " + m.words[20]}},
		{"phrase", Search{Query: `"` + common + " " + m.words[1] + `"`}},
		{"prefix1", Search{Query: common[:1], Prefix: true}},
		{"prefix2", Search{Query: common[:2], Prefix: true}},
		{"prefix4", Search{Query: rare[:4], Prefix: true}},
		{"prefix4/films", Search{Query: rare[:4], Prefix: true, Kinds: []string{"film"}}},
	} {
		c.find.Limit = 20
		b.Run(c.name, func(b *testing.B) {
			found := 0
			for b.Loop() {
				hits, _, err := s.Search(context.Background(), c.find)
				if err != nil {
					b.Fatal(err)
				}
				found = len(hits)
			}
			b.ReportMetric(float64(found), "hits")
		})
	}
}
