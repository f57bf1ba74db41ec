package exchange

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
)

// Writer writes a collection record by record. What a format has no place for is left out.
type Writer interface {
	Write(r *Record) error
	// Close writes what is left; it does not close the output.
	Close() error
}

// ndjsonWriter writes own NDJSON. The reviews of one film are held, to put them in order.
type ndjsonWriter struct {
	w       *bufio.Writer
	rank    int // of the kind that is written, in kinds
	key     string
	begun   bool
	reviews [][]byte
}

// NewNDJSONWriter writes the own format in full. Equal collections give equal bytes, so the order is fixed: the kinds as
// they stand in this package, scales by id, the others by slug, reviews by the slug of their film. The order among the
// reviews of a film is the writer's own (it holds them in memory). Records that come in another order are an error.
func NewNDJSONWriter(w io.Writer) Writer { return &ndjsonWriter{w: bufio.NewWriter(w)} }

func (n *ndjsonWriter) Write(r *Record) error {
	rank := slices.IndexFunc(kinds[:], func(k kindOf) bool { return k.kind == r.Kind })
	line, err := encodeRecord(r)
	if err != nil {
		return err
	}
	key := kinds[rank].key(r)
	switch {
	case n.begun && rank < n.rank:
		return fmt.Errorf("a %s comes behind a %s; write the kinds in their order", r.Kind, kinds[n.rank].kind)
	case n.begun && rank == n.rank && key < n.key:
		return fmt.Errorf("the %s %q comes behind %q; write them in order", r.Kind, key, n.key)
	}
	if key != n.key || rank != n.rank {
		if err := n.flush(); err != nil {
			return err
		}
	}
	n.rank, n.key, n.begun = rank, key, true
	if r.Kind == KindReview {
		n.reviews = append(n.reviews, line)
		return nil
	}
	_, err = n.w.Write(line)
	return err
}

// flush writes the reviews of a film in their order.
func (n *ndjsonWriter) flush() error {
	slices.SortFunc(n.reviews, bytes.Compare)
	for _, line := range n.reviews {
		if _, err := n.w.Write(line); err != nil {
			return err
		}
	}
	n.reviews = n.reviews[:0]
	return nil
}

func (n *ndjsonWriter) Close() error {
	if err := n.flush(); err != nil {
		return err
	}
	return n.w.Flush()
}
