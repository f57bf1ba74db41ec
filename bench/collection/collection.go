// Package collection makes collections of films and reviews to measure with, as records of the own format: made up, of any
// size and always the same, or from a table of critics' ratings taken several times over.
package collection

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"

	"reelscore/exchange"
)

// writer writes records, one a line. Reviews come in no order, as they do in life, which the writer of package exchange
// would refuse.
type writer struct {
	to  *bufio.Writer
	err error
}

func newWriter(to io.Writer) *writer { return &writer{to: bufio.NewWriterSize(to, 1<<20)} }

func write[T any](w *writer, kind exchange.Kind, record T) {
	line, err := json.Marshal(record)
	if err != nil {
		w.err = errors.Join(w.err, err)
		return
	}
	w.text(`{"kind":"` + string(kind) + `",`)
	w.text(string(line[1:]) + "\n")
}

func (w *writer) text(text string) {
	if _, err := w.to.WriteString(text); err != nil && w.err == nil {
		w.err = err
	}
}

func (w *writer) close() error { return errors.Join(w.err, w.to.Flush()) }
