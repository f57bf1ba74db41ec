package exchange

import (
	"errors"
	"fmt"
	"io"
)

// values cuts a JSON text into its values: the elements of an array, or values one behind the other. It looks only at
// brackets and strings, so that a value that is no JSON inside costs itself alone.
type values struct {
	t            *text
	max          int
	line, offset int64
	array        bool
	buf          []byte
}

func newValues(t *text, max int) *values { return &values{t: t, max: max, line: 1, offset: t.begin} }

// rawValue is a value as it stands in the text; b is valid until the next call.
func (v *values) next() (rawRow, error) {
	for {
		c, err := v.byte()
		switch {
		case err != nil:
			return rawRow{}, v.broken(err, v.array)
		case c == ' ', c == '\t', c == '\r', c == '\n', c == ',', c == ';':
			continue
		case c == '[' && !v.array && v.offset < headSize && v.buf == nil:
			v.array, v.buf = true, []byte{}
			continue
		case c == ']':
			v.array = false
			continue
		}
		return v.value(c)
	}
}

// value reads to the end of the value that begins with c.
func (v *values) value(c byte) (rawRow, error) {
	row := rawRow{line: v.line, offset: v.offset - 1}
	v.buf = append(v.buf[:0], c)
	depth, inString, escaped := 0, c == '"', false
	if c == '{' || c == '[' {
		depth = 1
	}
	for depth > 0 || inString || scalar(c) {
		next, err := v.byte()
		if err != nil && depth == 0 && !inString && errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return row, v.broken(err, true)
		}
		c = next
		if depth == 0 && !inString && !scalar(c) {
			if err := v.back(c); err != nil {
				return row, v.broken(err, true)
			}
			break
		}
		if len(v.buf) == v.max {
			return row, v.broken(fmt.Errorf("a value is longer than the limit of %d bytes", v.max), true)
		}
		v.buf = append(v.buf, c)
		switch {
		case escaped:
			escaped = false
		case inString:
			escaped, inString = c == '\\', c != '"'
			if depth == 0 && !inString {
				row.b = v.buf
				return row, nil
			}
		case c == '"':
			inString = true
		case c == '{', c == '[':
			depth++
		case c == '}', c == ']':
			if depth--; depth == 0 {
				row.b = v.buf
				return row, nil
			}
		}
	}
	row.b = v.buf
	return row, nil
}

// scalar reports whether c continues a number or a word.
func scalar(c byte) bool {
	switch c {
	case ' ', '\t', '\r', '\n', ',', ';', '[', ']', '{', '}', '"':
		return false
	}
	return true
}

func (v *values) byte() (byte, error) {
	c, err := v.t.r.ReadByte()
	if err == nil {
		v.offset++
		if c == '\n' {
			v.line++
		}
	}
	return c, err
}

func (v *values) back(c byte) error {
	v.offset--
	if c == '\n' {
		v.line--
	}
	return v.t.r.UnreadByte()
}

// broken words the end of the input; within a value or an array it came too early.
func (v *values) broken(err error, within bool) error {
	if errors.Is(err, io.EOF) {
		if !within {
			return io.EOF
		}
		err = errCut
	}
	return &PositionError{Line: v.line, Offset: v.offset, Err: err}
}

// decode turns a value into UTF-8 and checks what it may cost.
func (v *values) decode(b []byte, items int) ([]byte, error) {
	if v.t.legacy {
		b = []byte(fromLegacy(b))
	}
	return b, checkJSON(b, items)
}
