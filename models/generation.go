package models

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"gorm.io/gorm"
)

// generation tells of every film when it was last written, and of the whole collection, by the number of the write. What
// rests on a film and was read before that is old. See docs/adr/0111-exact-invalidation.md.
type generation struct {
	mu sync.Mutex // held by those who count
	// now is the number of the last write.
	now atomic.Uint64
	// whole is the last write that may have changed any answer.
	whole atomic.Uint64
	// films are, by the remainder of their ids, the last writes that changed what is shown of one of them.
	films [filmPlaces]atomic.Uint64
}

// filmPlaces is how many numbers are kept for films; those that share one are old together.
const filmPlaces = 1 << 15

func (g *generation) place(film int64) *atomic.Uint64 { return &g.films[uint64(film)%filmPlaces] }

// count counts a write. It is called behind the commit, and before the writer is told. The number of the write goes up
// last: who has it begins to read behind the commit.
func (g *generation) count(t *touched) {
	if t.nothing() {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	n := g.now.Load() + 1
	if t.whole || !t.told {
		g.whole.Store(n)
	}
	for _, film := range t.films {
		g.place(film).Store(n)
	}
	t.ahead.counted(n)
	g.now.Store(n)
}

// Doubt tells the store that another program may have committed anything to the same database, as after a connection was lost
// over which word would have come. Once it returns, no answer is held to be right that was read before.
func (s *Store) Doubt() {
	s.needs.doubt()
	s.generation.count(&touched{told: true, whole: true})
}

// touched is what the pages of which a write changes.
type touched struct {
	// told is that the write has said what it touches; one that has not touches everything.
	told, whole bool
	// listed is that lists change, whatever the films: there is a new outlet, for example.
	listed bool
	films  []int64
	// ahead is what was answered again in the write's transaction; nil for nothing.
	ahead *ahead
}

// nothing tells whether every answer stays right.
func (t *touched) nothing() bool { return t.told && !t.whole && !t.listed && len(t.films) == 0 }

type touchedKey struct{}

// touches are those of the write that tx belongs to.
func touches(tx *gorm.DB) *touched { return touchedBy(tx.Statement.Context) }

// touchedBy are the touches of the write under ctx.
func touchedBy(ctx context.Context) *touched {
	if t, writing := ctx.Value(touchedKey{}).(*touched); writing {
		return t
	}
	return &touched{} // Nobody looks at it: what is no write has no touches.
}

// add adds what another write touches.
func (t *touched) add(o *touched) {
	t.whole = t.whole || o.whole || !o.told
	t.listed = t.listed || o.listed
	t.films = append(t.films, o.films...)
}

// touch says that the write changes what is shown of these films; of none, that it changes nothing which is kept in
// answers.
func touch(tx *gorm.DB, films ...int64) {
	t := touches(tx)
	t.told = true
	for _, film := range films {
		if film != 0 && (len(t.films) == 0 || t.films[len(t.films)-1] != film) {
			t.films = append(t.films, film)
		}
	}
	if len(t.films) > filmPlaces { // It touches nearly everything.
		t.films, t.whole = nil, true
	}
}

// touchAll says that the write may change any answer.
func touchAll(tx *gorm.DB) { touches(tx).whole = true }

// touchNoted says what a change row says. People, outlets, critics and scales are shown by name on pages that are not
// theirs; a new one is on none yet.
func touchNoted(tx *gorm.DB, c *Change) {
	touch(tx, c.FilmID)
	if c.FilmID != 0 || c.Resource == "key" {
		return
	}
	touches(tx).listed = true
	if c.Action != Created {
		touchAll(tx)
	}
}

// Basis is what an answer rests on: the films that were read for it, as they were at one moment, or the whole collection.
type Basis struct {
	since uint64
	mu    sync.Mutex // reads of one answer may run side by side
	films []int64
	whole bool
	// replicas are what may be asked in place of the primary, and from the one that is; nil for the primary.
	replicas *replicas
	chosen   sync.Once
	from     atomic.Pointer[replica]
}

// OnAnything tells whether the answer rests on the whole collection.
func (b *Basis) OnAnything() bool { return b.whole }

type basisKey struct{}

// Moment is the number of the last write that every read which begins now sees.
func (s *Store) Moment() uint64 { return s.generation.now.Load() }

// Resting returns a context whose reads are noted in the basis: what they read is from the moment or later, which must
// have been asked for before.
func (s *Store) Resting(ctx context.Context, moment uint64) (context.Context, *Basis) {
	b := &Basis{since: moment, replicas: s.replicas}
	if a, within := ctx.Value(aheadKey{}).(*ahead); within {
		b.since, b.replicas = a.moment, nil
		a.bases = append(a.bases, b)
	}
	return context.WithValue(ctx, basisKey{}, b), b
}

// Holds tells whether an answer is still right: nothing that it rests on has been written, by this program, before it was
// asked; or by others, within a tenth of a second.
func (s *Store) Holds(b *Basis) bool {
	g := &s.generation
	if b.whole {
		return g.now.Load() <= b.since
	}
	if g.whole.Load() > b.since {
		return false
	}
	for _, film := range b.films {
		if g.place(film).Load() > b.since {
			return false
		}
	}
	return true
}

// basisFilms bounds the films that a basis lists; of more it rests on everything.
const basisFilms = 100

// restOn notes that what is read under ctx rests on these films alone.
func restOn(ctx context.Context, films ...int64) {
	b, noted := ctx.Value(basisKey{}).(*Basis)
	if !noted {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, film := range films {
		if !b.whole && !slices.Contains(b.films, film) {
			b.films = append(b.films, film)
		}
	}
	if len(b.films) > basisFilms {
		b.films, b.whole = nil, true
	}
}

// restOnAll notes that what is read under ctx may change with every write.
func restOnAll(ctx context.Context) {
	if b, noted := ctx.Value(basisKey{}).(*Basis); noted {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.films, b.whole = nil, true
	}
}
