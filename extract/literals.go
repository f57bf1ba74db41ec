package extract

import (
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// literalIndex finds many literals in one walk over a text.
type literalIndex struct {
	// stems holds the literals by their first two bytes; pairs tells in which element, counted from one.
	stems [][]stem
	pairs [1 << 16]uint16
}

// stem is a literal in small letters, of two bytes at least, and whose it is.
type stem struct {
	text string
	id   int
}

func (x *literalIndex) add(s string, id int) {
	pair := int(s[0])<<8 | int(s[1])
	if x.pairs[pair] == 0 {
		x.stems = append(x.stems, nil)
		x.pairs[pair] = uint16(len(x.stems)) //nolint:gosec // There are at most 65536 pairs, and far fewer literals.
	}
	n := x.pairs[pair] - 1
	x.stems[n] = append(x.stems[n], stem{s, id})
}

// scan calls a function for every place of a text, in small letters, at which a literal stands.
func (x *literalIndex) scan(lower string, found func(id, at int)) {
	for i := 0; i+1 < len(lower); i++ {
		if n := x.pairs[int(lower[i])<<8|int(lower[i+1])]; n > 0 {
			for _, st := range x.stems[n-1] {
				if strings.HasPrefix(lower[i:], st.text) {
					found(st.id, i)
				}
			}
		}
	}
}

// literalStarts are the literals, in small letters, with one of which every match of a pattern begins: nil when it has none, or
// one of a single byte.
func literalStarts(pattern string) []string {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	all, _ := prefixes(re)
	for i, s := range all {
		if len(s) < 2 {
			return nil
		}
		for _, t := range all[:i] {
			if strings.HasPrefix(s, t) || strings.HasPrefix(t, s) {
				return shortest(all)
			}
		}
	}
	return all
}

// shortest leaves out literals that begin with another.
func shortest(all []string) []string {
	var out []string
	for i, s := range all {
		keep := true
		for j, t := range all {
			if s != t && strings.HasPrefix(s, t) || s == t && j < i {
				keep = false
			}
		}
		if keep {
			out = append(out, s)
		}
	}
	return out
}

// maxPrefixes is how many literals a pattern may begin with.
const maxPrefixes = 120

// prefixes are the literals that a pattern begins with, and whether they are all of it.
func prefixes(re *syntax.Regexp) ([]string, bool) {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{lowerBytes(string(re.Rune))}, true
	case syntax.OpCharClass:
		var out []string
		for i := 0; i < len(re.Rune); i += 2 {
			for c := re.Rune[i]; c <= re.Rune[i+1]; c++ {
				if len(out) == 12 {
					return nil, false
				}
				out = append(out, lowerBytes(string(c)))
			}
		}
		return shortest(out), true
	case syntax.OpEmptyMatch, syntax.OpWordBoundary:
		return []string{""}, true
	case syntax.OpCapture:
		return prefixes(re.Sub[0])
	case syntax.OpQuest:
		some, whole := prefixes(re.Sub[0])
		return append(some, ""), whole
	case syntax.OpAlternate:
		var out []string
		whole := true
		for _, s := range re.Sub {
			some, all := prefixes(s)
			if len(some) == 0 {
				return nil, false
			}
			out, whole = append(out, some...), whole && all
		}
		return out, whole
	case syntax.OpConcat:
		out := []string{""}
		for _, s := range re.Sub {
			some, whole := prefixes(s)
			if len(some) == 0 || len(some)*len(out) > maxPrefixes {
				return out, false
			}
			var longer []string
			for _, a := range out {
				for _, b := range some {
					longer = append(longer, a+b)
				}
			}
			if out = longer; !whole {
				return out, false
			}
		}
		return out, true
	}
	return nil, false
}

// lowerBytes is a text in small letters, each as long as it was, so that places in it are places of the text.
func lowerBytes(s string) string {
	out := []byte(s)
	for i := 0; i < len(out); {
		if c := out[i]; c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				out[i] = c + 'a' - 'A'
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(out[i:])
		if l := unicode.ToLower(r); l != r && utf8.RuneLen(l) == n {
			utf8.EncodeRune(out[i:], l)
		}
		i += n
	}
	return string(out)
}

// literalsWithin are literals in small letters of which every match of a pattern holds one: nil when there are none, or too
// many, or one of a single byte.
func literalsWithin(pattern string) []string {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	return within(re)
}

func within(re *syntax.Regexp) []string {
	if some, _ := prefixes(re); usable(some) {
		return shortest(some)
	}
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return within(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return within(re.Sub[0])
		}
	case syntax.OpAlternate:
		var out []string
		for _, s := range re.Sub {
			some := within(s)
			if len(some) == 0 {
				return nil
			}
			out = append(out, some...)
		}
		return shortest(out)
	case syntax.OpConcat:
		var out []string
		for i := range re.Sub {
			rest := syntax.Regexp{Op: syntax.OpConcat, Sub: re.Sub[i:]}
			some, _ := prefixes(&rest)
			if !usable(some) {
				some = within(re.Sub[i])
			}
			if usable(some) && (len(out) == 0 || len(some) < len(out)) {
				out = shortest(some)
			}
		}
		return out
	}
	return nil
}

// usable reports whether literals can be looked for: none is of a single byte.
func usable(all []string) bool {
	for _, s := range all {
		if len(s) < 2 {
			return false
		}
	}
	return len(all) > 0
}

// sieve tells which of up to 64 patterns may match a text, by the literals that they need.
type sieve struct {
	always   uint64
	literals literalIndex
}

func sift(patterns ...string) *sieve {
	out := &sieve{}
	for i, p := range patterns {
		need := literalsWithin(p)
		if len(need) == 0 {
			out.always |= 1 << i
		}
		for _, s := range need {
			out.literals.add(s, i)
		}
	}
	return out
}

// of has a bit set for each pattern that may match.
func (s *sieve) of(text string) uint64 {
	may := s.always
	s.literals.scan(lowerBytes(text), func(id, _ int) { may |= 1 << id })
	return may
}
