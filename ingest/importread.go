package ingest

import (
	"context"
	"errors"
	"hash/maphash"
	"io"

	"reelscore/exchange"
	"reelscore/models"
)

// A batch is read ahead and written as one; a transaction holds one or several. Their bounds never depend on the clock, so that a
// job that was killed stores the same rows under the same ids as one that was not.
const (
	batchRows  = 5_000
	batchBytes = 3 << 20
)

// remembered is how many rows at least are remembered, to find copies and twins among them: about 100 bytes each.
const remembered = 250_000

// entry is a row of the input with what the rows before it say about it.
type entry struct {
	row exchange.Row
	// occurrence is the place of a review among the different ones of its identity.
	occurrence int
	duplicate  bool
	// address is the row of another review that has the same address; 0 for none.
	address int64
	// report is what there is to say about the row without the collection, and review what can be made of its review so, nil
	// for none. See prepare. A row that was taken has to be prepared again.
	report models.ReportRow
	review *pending
	taken  bool
	// room is where review is made; nil for new memory.
	room *room
}

// inputBatch is a stretch of rows; err ends the input: io.EOF, or what is wrong with it.
type inputBatch struct {
	entries []entry
	err     error
	memory  *memory
}

// memory is that of a batch, used again for another one: half of what an import would leave behind. What is kept of a batch
// when its rows have been taken in must not point here.
type memory struct {
	entries []entry
	rooms   []*[roomsTogether]room
}

const roomsTogether = 100

// room is the n-th room.
func (m *memory) room(n int) *room {
	if n/roomsTogether == len(m.rooms) {
		m.rooms = append(m.rooms, new([roomsTogether]room))
	}
	return &m.rooms[n/roomsTogether][n%roomsTogether]
}

// room is that of one review.
type room struct {
	pending pending
	review  models.NewReview
	voice   [1]models.Voice
}

// memories are those that no batch uses.
type memories chan *memory

func (m memories) take() *memory {
	select {
	case memory := <-m:
		return memory
	default:
		return &memory{}
	}
}

func (m memories) give(b inputBatch) {
	b.memory.entries = b.entries
	select {
	case m <- b.memory:
	default:
	}
}

// readBatches reads the input, and prepares its rows, ahead of who takes the batches. Rows up to position were taken in
// before: of them only what they say about later ones is kept.
func readBatches(ctx context.Context, r exchange.Reader, position int64, prepare func(*entry) error, g *gate, unused memories) <-chan inputBatch {
	to := make(chan inputBatch)
	go func() {
		defer close(to)
		in := input{prepare: prepare, seen: exchange.NewOccurrences(remembered), addresses: map[uint64]int64{}, seed: maphash.MakeSeed()}
		for {
			leave := g.enter()
			b := in.batch(ctx, r, position, g, unused.take())
			leave()
			select {
			case to <- b:
			case <-ctx.Done():
				return
			}
			if b.err != nil {
				return
			}
		}
	}()
	return to
}

// input is what the rows so far say about the next ones.
type input struct {
	prepare   func(*entry) error
	seen      *exchange.Occurrences
	addresses map[uint64]int64 // address and film -> row
	seed      maphash.Seed
}

func (in *input) batch(ctx context.Context, r exchange.Reader, position int64, g *gate, m *memory) inputBatch {
	b := inputBatch{entries: m.entries[:0], memory: m}
	for size := 0; len(b.entries) < batchRows && size < batchBytes; {
		row, err := r.Next(ctx)
		if err != nil {
			b.err = err
			return b
		}
		g.giveWay()
		n := len(b.entries)
		b.entries = append(b.entries, entry{row: row, room: m.room(n)})
		e := &b.entries[n]
		if in.place(e); row.Number <= position {
			b.entries = b.entries[:n]
			continue
		}
		if err := in.prepare(e); err != nil {
			b.entries, b.err = b.entries[:n], err
			return b
		}
		size += len(row.Text)
	}
	return b
}

// place finds what the rows before say about a row.
func (in *input) place(e *entry) {
	review := e.row.Record.Review
	if e.row.Err != nil || e.row.Skip != "" || review == nil { // The row's error goes into the report.
		return
	}
	if e.occurrence, e.duplicate = in.seen.Add(review); e.duplicate || review.URL == "" {
		return
	}
	key := maphash.String(in.seed, review.URL+"\x00"+hintKey(&review.Film, nil))
	if e.address = in.addresses[key]; e.address == 0 {
		in.addresses[key] = e.row.Number
	}
}

// ended tells whether the input was read to its end without trouble.
func (b inputBatch) ended() bool { return errors.Is(b.err, io.EOF) }
