package exchange

import (
	"strconv"
	"strings"
)

// canonical reads the one form in which reviews are written here: their fields in order, nothing between them, no escapes but the
// short ones. That is nearly every line of an own file, and takes a tenth of the time that encoding/json does. Any other
// line, also one that is wrong, is none of its business: encoding/json reads it, and tells what is wrong. A fuzzer
// holds the two to the same answers.
type canonical struct {
	text  string // a line, which is UTF-8
	at    int
	other bool // it is not in that form
	// ids are the outside ids of the film of the line before, and idsText how they were written: lines of one film follow on
	// each other, and share them. Nobody changes those of a record that was read.
	ids     map[string]string
	idsText string
}

// reviewHead is how every review that is written begins.
const reviewHead = kindHead + string(KindReview) + `",`

// read reads a review; false when the line is in another form.
func (c *canonical) read(line string, r *Record) bool {
	if !strings.HasPrefix(line, reviewHead) {
		return false
	}
	c.text, c.at, c.other = line, len(reviewHead), false
	review := new(Review)
	for key, more := c.fieldIn(""); more; key, more = c.field(key) {
		c.review(review, key)
	}
	if c.other || c.at != len(line) {
		return false
	}
	*r = Record{Kind: KindReview, Review: review}
	return true
}

// object begins an object, and field goes on behind a value: more tells that there is a field with that name, whose value is
// next. The names come in their order, so that none can come twice.
func (c *canonical) object() (key string, more bool) {
	if c.skip('{') {
		if c.at < len(c.text) && c.text[c.at] == '}' {
			c.at++
			return "", false
		}
		return c.fieldIn("")
	}
	return "", false
}

func (c *canonical) field(before string) (key string, more bool) {
	if c.at < len(c.text) && c.text[c.at] == '}' {
		c.at++
		return "", false
	}
	if c.skip(',') {
		return c.fieldIn(before)
	}
	return "", false
}

func (c *canonical) fieldIn(before string) (key string, more bool) {
	key = c.string()
	if !c.skip(':') || key <= before {
		c.other = true
	}
	return key, !c.other
}

// skip steps over a character that must be there.
func (c *canonical) skip(b byte) bool {
	if c.other || c.at >= len(c.text) || c.text[c.at] != b {
		c.other = true
		return false
	}
	c.at++
	return true
}

// elements reads a list that is not empty.
func elements[T any](c *canonical, one func(*canonical) T) (list []T) {
	for c.skip('['); !c.other; c.skip(',') {
		list = append(list, one(c))
		if c.at < len(c.text) && c.text[c.at] == ']' {
			c.at++
			return list
		}
	}
	return nil
}

func (c *canonical) string() string {
	if !c.skip('"') {
		return ""
	}
	for i := c.at; i < len(c.text); i++ {
		switch b := c.text[i]; {
		case b == '"':
			s := c.text[c.at:i]
			c.at = i + 1
			return s
		case b == '\\':
			return c.escaped(i)
		case b < ' ':
			c.other = true
			return ""
		}
	}
	c.other = true
	return ""
}

// short are the short escapes, by the character behind the backslash.
var short = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escaped goes on with a text at its first escape.
func (c *canonical) escaped(i int) string {
	s := append(make([]byte, 0, i-c.at+64), c.text[c.at:i]...)
	for ; i < len(c.text); i++ {
		b := c.text[i]
		switch {
		case b == '"':
			c.at = i + 1
			return string(s)
		case b == '\\':
			if i++; i == len(c.text) || short[c.text[i]] == 0 {
				c.other = true
				return ""
			}
			b = short[c.text[i]]
		case b < ' ':
			c.other = true
			return ""
		}
		s = append(s, b)
	}
	c.other = true
	return ""
}

// digits reads a number without an exponent.
func (c *canonical) digits() []byte {
	from := c.at
	run := func() bool {
		began := c.at
		for c.at < len(c.text) && c.text[c.at] >= '0' && c.text[c.at] <= '9' {
			c.at++
		}
		return c.at > began
	}
	if c.at < len(c.text) && c.text[c.at] == '-' {
		c.at++
	}
	whole := c.at
	if !run() || c.text[whole] == '0' && c.at > whole+1 {
		c.other = true
	}
	if c.at < len(c.text) && c.text[c.at] == '.' {
		if c.at++; !run() {
			c.other = true
		}
	}
	return []byte(c.text[from:c.at])
}

func (c *canonical) yes() bool {
	is := strings.HasPrefix(c.text[c.at:], "true")
	if !is {
		c.other = true // False is left out.
		return false
	}
	c.at += len("true")
	return true
}

// number reads a whole number of at most nine digits.
func (c *canonical) number() *int {
	digits := string(c.digits())
	n, err := strconv.Atoi(digits)
	if err != nil || len(digits) > 9 {
		c.other = true
		return nil
	}
	return &n
}
