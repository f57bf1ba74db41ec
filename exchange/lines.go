package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

var (
	errLong  = errors.New("the row is longer than the limit")
	errQuote = errors.New("a quotation mark opens a cell and none closes it; double the marks within a cell")
)

// lines cuts a text into rows: lines, or the records of a table, whose quoted cells may hold line ends.
type lines struct {
	t   *text
	max int
	// delim is the delimiter of a table; 0 for plain lines.
	delim byte
	eol   byte

	buf    []byte
	start  int
	err    error // of the input; io.EOF at its end
	line   int64 // of buf[start], from 1
	offset int64 // of buf[start]
}

// rawRow is a row as it stands in the text; b is valid until the next call.
type rawRow struct {
	b            []byte
	line, offset int64
	err          error
}

func newLines(t *text, max int, delim byte) *lines {
	l := &lines{t: t, max: max, delim: delim, eol: '\n', line: 1, offset: t.begin, buf: make([]byte, 0, headSize)}
	if !bytes.Contains(t.head, []byte{'\n'}) && bytes.Contains(t.head, []byte{'\r'}) {
		l.eol = '\r'
	}
	return l
}

// next reads a row, without its line end. The error is io.EOF, or a *PositionError for input that broke off.
func (l *lines) next() (rawRow, error) {
	row := rawRow{line: l.line, offset: l.offset}
	n, err := l.end()
	switch {
	case errors.Is(err, errLong):
		row.err = fmt.Errorf("%w of %d bytes; it begins with %q", errLong, l.max, clip(string(l.buf[l.start:]), 40))
		l.discardLine()
		return row, nil
	case err != nil && !errors.Is(err, errQuote):
		return row, err
	}
	row.err = err
	row.b = bytes.TrimSuffix(bytes.TrimSuffix(l.buf[l.start:l.start+n], []byte{l.eol}), []byte{'\r'})
	l.step(n)
	return row, nil
}

// step moves behind n bytes.
func (l *lines) step(n int) {
	l.line += int64(bytes.Count(l.buf[l.start:l.start+n], []byte{l.eol}))
	l.offset += int64(n)
	l.start += n
}

// end finds the length of the next row, its line end included. With errQuote the row is only its first line.
func (l *lines) end() (int, error) {
	var first int
	for scan := 0; ; {
		window := l.buf[l.start:]
		i := bytes.IndexByte(window[scan:], l.eol)
		if i < 0 {
			scan = len(window)
			if len(window) > l.max {
				return 0, errLong
			}
			if l.fill() {
				continue
			}
			if !errors.Is(l.err, io.EOF) {
				return 0, &PositionError{Line: l.line, Offset: l.offset, Err: l.err}
			}
			if first = len(window); first == 0 {
				return 0, io.EOF
			}
			break
		}
		if first = scan + i + 1; first > l.max {
			return 0, errLong
		}
		break
	}
	if l.delim == 0 || bytes.IndexByte(l.buf[l.start:l.start+first], '"') < 0 {
		return first, nil
	}
	return l.quoted(first)
}

// quoted finds the end of a record with quotation marks. first is the length of its first line: what is left of the
// record when its marks do not add up, so that one lost mark costs one line and not the rest of the file.
func (l *lines) quoted(first int) (int, error) {
	inside, cellStart := false, true
	for i := 0; ; {
		if i >= len(l.buf)-l.start && !l.fill() {
			if !errors.Is(l.err, io.EOF) || inside {
				return first, errQuote // where the input broke off is told when its rest is read
			}
			return len(l.buf) - l.start, nil
		}
		if i > l.max {
			return first, errQuote
		}
		window := l.buf[l.start:]
		c := window[i]
		switch {
		case inside && c == '"':
			closes, known := l.closes(i + 1)
			switch {
			case !known:
				return first, errQuote
			case closes:
				inside = false
			default:
				i++ // a doubled mark
			}
			i++
		case inside:
			if n := bytes.IndexByte(window[i:], '"'); n >= 0 {
				i += n
			} else {
				i = len(window)
			}
		case c == '"' && cellStart:
			inside, cellStart = true, false
			i++
		case c == l.eol:
			return i + 1, nil
		default:
			cellStart = c == l.delim
			i++
		}
	}
}

// closes reports whether the mark before i closes its cell (true) or is doubled (false); neither is not known.
func (l *lines) closes(i int) (closes, known bool) {
	for i+1 >= len(l.buf)-l.start && l.fill() {
	}
	window := l.buf[l.start:]
	switch {
	case i >= len(window), window[i] == l.delim, window[i] == l.eol:
		return true, true
	case window[i] == '"':
		return false, true
	case window[i] == '\r':
		return true, i+1 >= len(window) || window[i+1] == l.eol
	}
	return false, false
}

// fill reads more of the text into the buffer; false at its end.
func (l *lines) fill() bool {
	if l.err != nil {
		return false
	}
	if l.start > 0 && len(l.buf) == cap(l.buf) {
		l.buf = append(l.buf[:0], l.buf[l.start:]...)
		l.start = 0
	}
	if len(l.buf) == cap(l.buf) {
		l.buf = append(make([]byte, 0, 2*cap(l.buf)), l.buf...)
	}
	n, err := l.t.r.Read(l.buf[len(l.buf):cap(l.buf)])
	l.buf = l.buf[:len(l.buf)+n]
	l.err = err
	return n > 0 || err == nil
}

// discardLine drops the rest of a line that is too long, without holding it.
func (l *lines) discardLine() {
	for {
		window := l.buf[l.start:]
		if i := bytes.IndexByte(window, l.eol); i >= 0 {
			l.step(i + 1)
			return
		}
		l.step(len(window))
		l.buf, l.start = l.buf[:0], 0
		if !l.fill() {
			return
		}
	}
}

// decode turns the bytes of a row into text, with a note where it had to guess.
func (l *lines) decode(b []byte) (s string, note string, err error) {
	switch {
	case bytes.IndexByte(b, 0) >= 0:
		return string(bytes.ToValidUTF8(b, []byte("\uFFFD"))), "", fmt.Errorf("there is a NUL character at byte %d of the row; remove it", bytes.IndexByte(b, 0)+1)
	case l.t.legacy:
		return fromLegacy(b), "", nil
	case utf8.Valid(b):
		return string(b), "", nil
	case l.t.plain:
		return fromLegacy(b), "the row is no UTF-8 and was read as Windows-1252", nil
	}
	bad := 0
	for bad < len(b) {
		r, n := utf8.DecodeRune(b[bad:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		bad += n
	}
	return string(bytes.ToValidUTF8(b, []byte("\uFFFD"))), "", fmt.Errorf("byte %d of the row is no UTF-8, as the rest of the file is; convert the file", bad+1)
}
