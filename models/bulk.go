package models

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"reelscore/rating"
)

// Batch is one transaction of many writes. It keeps the same rows as single writes do, by prepared statements and with
// what follows from them written once: the score of a film once a batch, changes and lookups many rows a statement. It
// is for one goroutine.
type Batch struct {
	turn
	s     *Store
	tx    *gorm.DB
	now   int64
	known *Known
	// What is written at the end: changes, texts for the search, and what is added to the scores of films.
	noted []Change
	texts []searched
	added map[int64]*added
	// places are the numbers of what reviews share in the temporary table; nil when it is not made yet.
	places map[shared]int64
	// remarked are the new reviews with live notes or comments.
	remarked []*NewReview
}

// Known is what batches remember of the collection between them: which film, outlet or critic a name means. It is
// forgotten when anybody else has written. The zero value is empty.
type Known struct {
	seq     int64 // the newest change when it was right
	films   map[string]int64
	outlets map[string]int64
	critics map[string]int64
	people  map[string]int64
	names   map[int64]string // of critics
	about   map[int64]outletFacts
	ratings map[ratingKey]*readRating
	scales  map[string]bool // by id, whether there is one
	words   map[string]string
}

// outletFacts is what the ratings of an outlet's reviews depend on.
type outletFacts struct {
	weight rating.Weight
	scale  *rating.Scale
}

// maxKnown bounds each of the maps; a full one begins anew.
const maxKnown = 200_000

func remember[K comparable, V any](m map[K]V, k K, v V) {
	if len(m) >= maxKnown {
		clear(m)
	}
	m[k] = v
}

func (k *Known) forget() {
	*k = Known{
		films: map[string]int64{}, outlets: map[string]int64{}, critics: map[string]int64{}, people: map[string]int64{},
		names: map[int64]string{}, about: map[int64]outletFacts{}, ratings: map[ratingKey]*readRating{}, scales: map[string]bool{},
		words: map[string]string{},
	}
}

// WriteBatch runs the steps in one transaction, and behind each writes what follows from it: scores, changes, search. known
// is the same from batch to batch; it is not for concurrent use.
func (s *Store) WriteBatch(ctx context.Context, known *Known, steps ...func(*Batch) error) error {
	if err := errors.Join(s.indexesInTime(ctx), s.awaitLog(ctx)); err != nil {
		return err
	}
	err := s.writeAs(ctx, bulk, func(tx *gorm.DB) error {
		b := &Batch{turn: turnOf(tx), s: s, tx: tx, now: s.now().UnixMilli(), known: known, added: map[int64]*added{}}
		seq, err := b.lastChange()
		if err != nil {
			return err
		}
		if known.films == nil || seq != known.seq {
			known.forget()
		}
		if err := b.do(steps); err != nil {
			return err
		}
		if err := b.conn.flush(); err != nil {
			return err
		}
		return s.answerAhead(tx)
	})
	if err != nil {
		known.forget()
	}
	return err
}

func (b *Batch) do(steps []func(*Batch) error) (err error) {
	for _, step := range steps {
		if err := step(b); err != nil {
			return err
		}
		if err := b.follow(); err != nil {
			return err
		}
	}
	b.known.seq, err = b.lastChange()
	return err
}

// follow writes what follows from the writes so far.
func (b *Batch) follow() error {
	if err := b.keepScores(); err != nil {
		return err
	}
	if err := b.changes(); err != nil {
		return err
	}
	for _, r := range b.remarked { // Their changes follow those of their reviews.
		if err := errors.Join(b.s.createNotes(b.tx, &r.Review, r.Notes), b.s.createComments(b.tx, &r.Review, r.Comments)); err != nil {
			return err
		}
	}
	b.remarked = nil
	return b.fillSearch()
}

func (b *Batch) lastChange() (seq int64, err error) {
	err = b.row("SELECT COALESCE(MAX(seq), 0) FROM changes").Scan(&seq)
	return seq, err
}

// find reads one id; 0 for none.
func (b *Batch) find(text string, args ...any) (id int64, err error) {
	_, err = b.ask(text, args, &id)
	return id, err
}

// note records a change.
func (b *Batch) note(resource string, id int64, film int64, action Action, version int64) error {
	return b.noteNamed(resource, strconv.FormatInt(id, 10), film, action, version)
}

// noteNamed is note for a resource whose id is a word.
func (b *Batch) noteNamed(resource, id string, film int64, action Action, version int64) error {
	b.noted = append(b.noted, Change{At: b.now, Resource: resource, ResourceID: id, FilmID: film, Action: action, Version: version})
	return nil
}

// changes writes the changes that were noted.
func (b *Batch) changes() error {
	touch(b.tx)
	if len(b.noted) == 0 {
		return nil
	}
	for i := range b.noted {
		touchNoted(b.tx, &b.noted[i])
	}
	rows := b.rowsInto("INSERT OR FAIL INTO changes (at, resource, resource_id, film_id, action, version) VALUES ", "(?, ?, ?, ?, ?, ?)", "")
	for _, c := range b.noted {
		if err := rows.add(c.At, c.Resource, c.ResourceID, c.FilmID, string(c.Action), c.Version); err != nil {
			return err
		}
	}
	b.noted = b.noted[:0]
	return rows.flush()
}

// index puts the texts of a new row into the search index, at the end of the batch.
func (b *Batch) index(kind textKind, id int64, title, body string) {
	b.texts = append(b.texts, searched{kind.rowid(id), spaced(title), spaced(body)})
}

// fillSearch writes the search index, behind everything else, in the order of its rows: SQLite's writes out what it holds, a little
// segment, whenever a row comes behind one with a higher number.
func (b *Batch) fillSearch() error {
	defer func() { b.texts = b.texts[:0] }()
	slices.SortFunc(b.texts, func(x, y searched) int { return cmp.Compare(x.rowid, y.rowid) })
	return engineOf(b.tx).fillSearch(b.turn, b.texts)
}
