package extract

import (
	"errors"
	"fmt"
)

// Limits bound what one page may cost. A limit that is exceeded is an error, except where a field says that the rest
// is left out with a warning.
type Limits struct {
	// Bytes is the greatest input size.
	Bytes int
	// Nodes is the greatest number of elements of a page, JSON values of its scripts or XML elements of a feed.
	Nodes int
	// Depth is the greatest nesting of JSON; deeper HTML and XML is read flat.
	Depth int
	// Items is the greatest number of feed items, comments and live notes; what is beyond is left out with a warning.
	Items int
	// Candidates is the greatest number of rating candidates looked at; what is beyond is left out with a warning.
	Candidates int
}

// DefaultLimits are the limits of Page.
func DefaultLimits() Limits {
	return Limits{Bytes: 10 << 20, Nodes: 400_000, Depth: 64, Items: 2000, Candidates: 1000}
}

// The errors of Page. Test for them with errors.Is.
var (
	ErrTooLarge = errors.New("page is too large")
	ErrTooMany  = errors.New("page has too many elements")
	ErrKind     = errors.New("kind of page is unknown")
	ErrBinary   = errors.New("page is not text")
	ErrEmpty    = errors.New("page is empty")
)

func (l Limits) checkSize(n int) error {
	if n > l.Bytes {
		return fmt.Errorf("content: %w: %d bytes, at most %d; send the part with the review", ErrTooLarge, n, l.Bytes)
	}
	return nil
}

func (l Limits) checkNodes(n int) error {
	if n > l.Nodes {
		return fmt.Errorf("content: %w: more than %d; send the part with the review", ErrTooMany, l.Nodes)
	}
	return nil
}
