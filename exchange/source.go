package exchange

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

const (
	headSize  = 64 << 10
	bombFloor = 16 << 20 // below this size a high ratio of packing is no danger
)

// budget is what may still be unpacked from one input.
type budget struct {
	out, max, ratio int64
	in              int64 // the packed bytes: the size of the archive, or what was read so far
}

func newBudget(l Limits, packed int64) *budget {
	return &budget{max: l.Total, ratio: l.Ratio, in: packed}
}

func (b *budget) spend(n int) error {
	b.out += int64(n)
	switch {
	case b.out > b.max:
		return ErrTooLarge
	case b.in > 0 && b.out > bombFloor && b.out/b.ratio > b.in:
		return ErrBomb
	}
	return nil
}

// packed counts the bytes that go into an unpacker.
type packed struct {
	r io.Reader
	b *budget
}

func (p packed) Read(buf []byte) (int, error) {
	n, err := p.r.Read(buf)
	p.b.in += int64(n)
	return n, err
}

var errCut = errors.New("the file breaks off; it may have been cut on its way")

// unpacked stops what comes out of an unpacker at the budget.
type unpacked struct {
	r io.Reader
	b *budget
}

func (u unpacked) Read(buf []byte) (int, error) {
	n, err := u.r.Read(buf)
	if over := u.b.spend(n); over != nil {
		return n, over
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errCut
	}
	return n, err
}

// text is input as UTF-8 or, when legacy is set, as Windows-1252.
type text struct {
	r      *bufio.Reader
	head   []byte
	legacy bool  // the head is no UTF-8
	plain  bool  // the head is ASCII: the rest may be either
	begin  int64 // the length of the byte order mark
}

// openText unpacks gzip, drops the byte order mark and finds out the encoding. A nil budget is made from the limits.
func openText(r io.Reader, l Limits, b *budget) (*text, error) {
	if b == nil {
		b = newBudget(l, 0)
	}
	br := bufio.NewReaderSize(r, headSize)
	if magic, err := br.Peek(2); err == nil && magic[0] == 0x1f && magic[1] == 0x8b {
		z, err := gzip.NewReader(packed{br, b})
		if err != nil {
			return nil, &PositionError{Line: 1, Err: fmt.Errorf("it begins like gzip and is none: %w", err)}
		}
		br = bufio.NewReaderSize(unpacked{z, b}, headSize)
	} else {
		br = bufio.NewReaderSize(unpacked{br, b}, headSize)
	}
	head, err := peek(br)
	if err != nil {
		return nil, err
	}
	begin := int64(0)
	if order, ok := utf16Order(head); ok {
		wide := unicode.UTF16(order, unicode.UseBOM).NewDecoder()
		br = bufio.NewReaderSize(transform.NewReader(br, wide), headSize)
	} else if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		if _, err := br.Discard(3); err != nil {
			return nil, err
		}
		begin = 3
	}
	if head, err = peek(br); err != nil {
		return nil, err
	}
	t := &text{r: br, head: head, begin: begin}
	t.legacy, t.plain = legacy(head), ascii(head)
	return t, nil
}

// peek reads ahead as far as the buffer goes. An error of the input counts only when there is nothing before it.
func peek(br *bufio.Reader) ([]byte, error) {
	head, err := br.Peek(headSize)
	if len(head) == 0 && err != nil && err != io.EOF {
		return nil, &PositionError{Line: 1, Err: err}
	}
	return head, nil
}

// utf16Order recognises UTF-16 by its mark, or by the zero bytes that Latin letters have in it.
func utf16Order(head []byte) (unicode.Endianness, bool) {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return unicode.LittleEndian, true
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return unicode.BigEndian, true
	}
	n := min(len(head), 512) &^ 1
	var even, odd int
	for i := 0; i < n; i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	switch {
	case n >= 4 && odd*10 >= n/2*7 && even == 0:
		return unicode.LittleEndian, true
	case n >= 4 && even*10 >= n/2*7 && odd == 0:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// legacy reports whether the head is no UTF-8: it has more bytes that are none than characters of several bytes that
// are. A file in UTF-8 with some broken rows so stays one.
func legacy(head []byte) bool {
	good, bad, cut := 0, 0, len(head) >= headSize
	for len(head) > 0 {
		r, n := utf8.DecodeRune(head)
		switch {
		case r == utf8.RuneError && n == 1 && cut && !utf8.FullRune(head): // the rest of the character is behind the head
			return bad > good
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		head = head[n:]
	}
	return bad > good
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// fromLegacy reads Windows-1252, in which every byte means something.
func fromLegacy(b []byte) string {
	s, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return string(bytes.ToValidUTF8(b, []byte("\uFFFD")))
	}
	return string(s)
}
