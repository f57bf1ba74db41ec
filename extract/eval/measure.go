package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"reelscore/extract"
	"reelscore/rating"
)

// share counts right answers.
type share struct {
	name       string
	floor      float64
	right, all int
}

type table struct{ rows []*share }

func (t *table) row(name string, floor float64) *share {
	s := &share{name: name, floor: floor}
	t.rows = append(t.rows, s)
	return s
}

func (s *share) count(ok bool) {
	s.all++
	if ok {
		s.right++
	}
}

func (t *table) print(w io.Writer) {
	fmt.Fprintf(w, "%-44s %9s %7s %7s\n", "measure", "right/all", "share", "floor")
	for _, s := range t.rows {
		part := math.NaN()
		if s.all > 0 {
			part = float64(s.right) / float64(s.all)
		}
		floor := "-"
		if s.floor > 0 {
			floor = fmt.Sprintf("%.2f", s.floor)
		}
		fmt.Fprintf(w, "%-44s %4d/%-4d %7.3f %7s\n", s.name, s.right, s.all, part, floor)
	}
}

// measure reads every page that counts and compares.
func measure(dir string, labels []label, urls bool, misses io.Writer) (*table, error) {
	t := &table{}
	recall := t.row("rating found, right value and scale (recall)", 0.92)
	precision := t.row("ratings given that are right (precision)", 0.97)
	none := t.row("no rating given where there is none", 0.97)
	multi := t.row("several films: none picked in silence", 0)
	title := t.row("film title", 0.90)
	noTitle := t.row("no title given where the page tells none", 0)
	year := t.row("film year", 0)
	director := t.row("director", 0)
	runtime := t.row("running time", 0)
	author := t.row("author", 0.85)
	published := t.row("published", 0.90)
	for _, l := range labels {
		if l.Ambiguous {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, l.File))
		if err != nil {
			return nil, err
		}
		url := ""
		if urls {
			url = l.URL
		}
		d, err := extract.Page(content, "", url)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", l.File, err)
		}
		check := func(s *share, ok bool, want, got any) {
			s.count(ok)
			if !ok {
				fmt.Fprintf(misses, "%-16s %-44s want %v, got %v\n", l.File, s.name, want, got)
			}
		}
		got := d.Review.Rating
		switch {
		case l.Multi:
			check(multi, got == nil && (warned(d, extract.WarnMulti) || warned(d, extract.WarnVoices) || warned(d, extract.WarnRatings)), "none and a warning", show(got))
			if got != nil {
				check(precision, false, "none (several films)", show(got))
			}
		case l.Rating != nil:
			ok := got != nil && acceptable(l, *got)
			check(recall, ok, showGrade(*l.Rating), show(got))
			if got != nil {
				check(precision, ok, showGrade(*l.Rating), show(got))
			}
		case !l.HasRating:
			check(none, got == nil, "none", show(got))
			if got != nil {
				check(precision, false, "none", show(got))
			}
		}
		if l.Title != nil {
			check(title, same(*l.Title, d.Film.Title), *l.Title, d.Film.Title)
		} else if !l.Multi {
			check(noTitle, d.Film.Title == "", "none", d.Film.Title)
		}
		if l.Year != nil {
			check(year, d.Film.Year == *l.Year, *l.Year, d.Film.Year)
		}
		if l.Runtime != nil {
			check(runtime, d.Film.RuntimeMinutes == *l.Runtime, *l.Runtime, d.Film.RuntimeMinutes)
		}
		if l.Director != nil {
			check(director, same(*l.Director, strings.Join(d.Film.Directors, " ")), *l.Director, d.Film.Directors)
		}
		if l.Author != nil {
			check(author, named(d, *l.Author), *l.Author, d.Review.Authors)
		}
		if l.Published != nil {
			check(published, d.Review.Published == *l.Published, *l.Published, d.Review.Published)
		}
	}
	return t, nil
}

func warned(d extract.Draft, code string) bool {
	for _, w := range d.Warnings {
		if w.Code == code {
			return true
		}
	}
	return false
}

func named(d extract.Draft, name string) bool {
	for _, a := range d.Review.Authors {
		if same(name, a.Name) {
			return true
		}
	}
	return false
}

func acceptable(l label, r rating.Rating) bool {
	if matches(*l.Rating, l.Score, r) {
		return true
	}
	for _, g := range l.AlsoAcceptable {
		if matches(g, nil, r) {
			return true
		}
	}
	return false
}

// matches compares value and scale; a letter has neither and is compared by its score.
func matches(g grade, score *float64, r rating.Rating) bool {
	if g.Kind == "letter" {
		return r.Kind == rating.KindLetter && score != nil && r.Score == rating.Score(math.Round(*score*1000))
	}
	return sameNumber(g.Value, r.Value) && sameNumber(g.Best, r.Best)
}

func sameNumber(want *float64, got rating.Decimal) bool {
	if want == nil || got == rating.NoDecimal {
		return want == nil && got == rating.NoDecimal
	}
	return rating.Decimal(math.Round(*want*1e6)) == got
}

// same compares names without regard to case, marks and a leading article.
func same(a, b string) bool { return bare(a) == bare(b) }

func bare(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

func show(r *rating.Rating) string {
	if r == nil {
		return "none"
	}
	return fmt.Sprintf("%q (%v of %v)", r.Raw, float64(r.Value)/1e6, float64(r.Best)/1e6)
}

func showGrade(g grade) string {
	n := func(f *float64) string {
		if f == nil {
			return "?"
		}
		return fmt.Sprint(*f)
	}
	raw := ""
	if g.Raw != nil {
		raw = *g.Raw
	}
	return fmt.Sprintf("%q (%s of %s)", raw, n(g.Value), n(g.Best))
}
