package extract

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// jsonValue is a JSON value with its place in the source.
type jsonValue struct {
	kind       byte // {, [, s, n, b or 0 for null
	text       string
	keys       []string
	list       []*jsonValue // of an array its elements, of an object the values of keys
	start, end int
}

func (v *jsonValue) get(name string) *jsonValue {
	for i, k := range v.keys {
		if k == name {
			return v.list[i]
		}
	}
	return nil
}

var errDepth = errors.New("nested too deeply")

// parseJSON reads a JSON text leniently: raw line breaks in strings, trailing commas and semicolons, and the comments
// that scripts are wrapped in are passed over. Offsets are those of the text plus base.
func parseJSON(text string, base int, lim Limits) (*jsonValue, error) {
	fixed := repairJSON(text)
	d := json.NewDecoder(strings.NewReader(fixed))
	d.UseNumber()
	p := &jsonParser{d: d, base: base, text: fixed, lim: lim}
	v, err := p.value(0)
	if err != nil {
		return nil, err
	}
	return v, nil
}

type jsonParser struct {
	d     *json.Decoder
	text  string
	base  int
	nodes int
	lim   Limits
}

func (p *jsonParser) value(depth int) (*jsonValue, error) {
	start := p.skip()
	tok, err := p.d.Token()
	if err != nil {
		return nil, err
	}
	if p.nodes++; depth > p.lim.Depth {
		return nil, errDepth
	}
	if err := p.lim.checkNodes(p.nodes); err != nil {
		return nil, err
	}
	v := &jsonValue{start: p.base + start}
	switch t := tok.(type) {
	case json.Delim:
		v.kind = byte(t)
		err = p.children(v, depth)
	case string:
		v.kind, v.text = 's', t
	case json.Number:
		v.kind, v.text = 'n', t.String()
	case bool:
		v.kind = 'b'
	}
	v.end = p.base + int(p.d.InputOffset())
	return v, err
}

func (p *jsonParser) children(v *jsonValue, depth int) error {
	for p.d.More() {
		if v.kind == '{' {
			tok, err := p.d.Token()
			if err != nil {
				return err
			}
			k, ok := tok.(string)
			if !ok {
				return errors.New("object key is not a string")
			}
			v.keys = append(v.keys, k)
		}
		c, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		v.list = append(v.list, c)
	}
	_, err := p.d.Token()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// skip is the offset at which the next value begins.
func (p *jsonParser) skip() int {
	i := int(p.d.InputOffset())
	for i < len(p.text) && strings.IndexByte(" \t\r\n,:", p.text[i]) >= 0 {
		i++
	}
	return i
}

// repairJSON replaces, byte for byte, what is not JSON but often stands in scripts.
func repairJSON(s string) string {
	b := []byte(s)
	lead := 0
	if i := strings.Index(s, "<![CDATA["); i >= 0 {
		for ; lead < i+len("<![CDATA["); lead++ {
			b[lead] = ' '
		}
	}
	for lead < len(b) && b[lead] != '{' && b[lead] != '[' && b[lead] != '"' {
		if strings.HasPrefix(s[lead:], "null") {
			break
		}
		b[lead] = ' '
		lead++
	}
	inString := false
	lastComma := -1
	for i := lead; i < len(b); i++ {
		c := b[i]
		switch {
		case inString && c == '\\':
			i++
			if i < len(b) && strings.IndexByte(`"\/bfnrtu`, b[i]) < 0 {
				b[i-1] = ' '
			}
		case c == '"':
			inString = !inString
			lastComma = -1
		case inString && c < 0x20:
			b[i] = ' '
		case inString:
		case c == ',':
			lastComma = i
		case c == '}' || c == ']':
			if lastComma >= 0 {
				b[lastComma] = ' '
			}
			lastComma = -1
		case c != ' ' && c != '\n' && c != '\t' && c != '\r':
			lastComma = -1
		}
	}
	return string(b)
}
