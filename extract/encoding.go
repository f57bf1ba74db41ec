package extract

import (
	"bytes"
	"fmt"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// source is the input in UTF-8 and the way back to its own bytes.
type source struct {
	text string
	// enc is the encoding of the input; nil when the text is the input itself from offset skip on.
	enc      encoding.Encoding
	skip     int
	size     int // of the input in bytes, when enc is set
	replaced int
	// m leads back when invalid bytes of UTF-8 were replaced.
	m *mapping
}

var xmlEncoding = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}encoding=["']([A-Za-z0-9_.:-]{1,40})["']`)

// decode brings the input to UTF-8. Bytes win over what the page declares: valid UTF-8 is read as UTF-8.
func decode(content []byte) (source, error) {
	switch {
	case bytes.HasPrefix(content, []byte("\xef\xbb\xbf")):
		content = content[3:]
		s, err := decode(content)
		if s.enc == nil && s.m == nil {
			s.skip += 3
		}
		return s, err
	case bytes.HasPrefix(content, []byte("\xff\xfe")):
		return decodeWith(content, 2, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))
	case bytes.HasPrefix(content, []byte("\xfe\xff")):
		return decodeWith(content, 2, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM))
	}
	if controls(content) > len(content)/20+1 {
		return source{}, fmt.Errorf("content: %w: too many control characters; send text, HTML or XML", ErrBinary)
	}
	if utf8.Valid(content) {
		return source{text: string(content)}, nil
	}
	return decodeDeclared(content)
}

func decodeDeclared(content []byte) (source, error) {
	head := content[:min(len(content), 4096)]
	enc, name, _ := charset.DetermineEncoding(head, "")
	if m := xmlEncoding.FindSubmatch(head); m != nil {
		if e, n := charset.Lookup(string(m[1])); e != nil {
			enc, name = e, n
		}
	}
	// DetermineEncoding answers windows-1252 when nothing is declared; text that is UTF-8 but for a few bytes is UTF-8.
	if good, bad := multibyte(content); name != "utf-8" && !(name == "windows-1252" && good > 2*bad) {
		return decodeWith(content, 0, enc)
	}
	good, bad := multibyte(content)
	if bad > good && name == "utf-8" {
		return decodeWith(content, 0, charmap.Windows1252)
	}
	return replaceInvalid(content), nil
}

func decodeWith(content []byte, skip int, enc encoding.Encoding) (source, error) {
	out, err := enc.NewDecoder().Bytes(content[skip:])
	if err != nil {
		return source{}, fmt.Errorf("content: %w: its encoding cannot be read (%w); send UTF-8", ErrBinary, err)
	}
	return source{text: strings.ToValidUTF8(string(out), "\uFFFD"), enc: enc, skip: skip, size: len(content)}, nil
}

// replaceInvalid puts U+FFFD in the place of each byte that is not UTF-8 and remembers where.
func replaceInvalid(content []byte) source {
	s := source{m: &mapping{}}
	var b strings.Builder
	b.Grow(len(content) + 64)
	for i := 0; i < len(content); {
		r, n := utf8.DecodeRune(content[i:])
		if r == utf8.RuneError && n == 1 {
			s.replaced++
			b.WriteRune(utf8.RuneError)
			s.m.add(b.Len(), i+1)
		} else {
			b.Write(content[i : i+n])
		}
		i += n
	}
	s.text = b.String()
	return s
}

// multibyte counts the sequences of several bytes that are valid UTF-8, and the bytes that are not.
func multibyte(content []byte) (good, bad int) {
	for i := 0; i < len(content); {
		if content[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(content[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good, bad
}

func controls(content []byte) int {
	n := 0
	for _, c := range content {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			n++
		}
	}
	return n
}

// restore turns ascending offsets of the text into offsets of the input, in one pass.
func (s source) restore(offsets []int) []int {
	out := make([]int, len(offsets))
	pos, at := 0, s.skip
	for i, off := range offsets {
		for off > pos && off < len(s.text) && !utf8.RuneStart(s.text[off]) {
			off-- // half a rune has no length in another encoding
		}
		switch {
		case s.enc != nil:
			at += encodedLen(s.enc, s.text[pos:off])
			pos = off
			out[i] = min(at, s.size) // half a unit at the end of the input has become a whole character
		case s.m != nil:
			out[i] = s.m.at(off)
		default:
			out[i] = off + s.skip
		}
	}
	return out
}

func encodedLen(enc encoding.Encoding, text string) int {
	b, err := encoding.ReplaceUnsupported(enc.NewEncoder()).String(text)
	if err != nil {
		// Only reached for text that the decoder cannot have made; its own length is the best there is.
		return len(text)
	}
	return len(b)
}

// restoreAll rewrites every offset of the Draft from the text to the input.
func (s source) restoreAll(d *Draft) {
	if s.enc == nil && s.m == nil && s.skip == 0 {
		return
	}
	var all []int
	visit := func(f func(*int)) {
		for k, e := range d.Evidence {
			f(&e.Start)
			f(&e.End)
			d.Evidence[k] = e
		}
		for i := range d.Rejected {
			f(&d.Rejected[i].Start)
			f(&d.Rejected[i].End)
		}
		for i := range d.Entries {
			f(&d.Entries[i].Start)
			f(&d.Entries[i].End)
		}
	}
	visit(func(p *int) { all = append(all, *p) })
	sort.Ints(all)
	back := s.restore(all)
	table := make(map[int]int, len(all))
	for i, off := range all {
		table[off] = back[i]
	}
	visit(func(p *int) { *p = table[*p] })
}
