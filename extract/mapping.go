package extract

import "sort"

// anchor says that from offset out on, the text was copied from offset in of the text before it.
type anchor struct{ out, in int }

// mapping leads from offsets of a text to offsets of the text that it was made of, and on to the one before. Between two
// anchors the copy is byte for byte. A nil mapping is the identity.
type mapping struct {
	anchors []anchor
	outer   *mapping
	// fixed, when positive, maps everything to one range: what was made of it cannot be followed byte by byte.
	fixedStart, fixedEnd int
}

func (m *mapping) add(out, in int) {
	if n := len(m.anchors); n > 0 {
		last := m.anchors[n-1]
		if out-last.out == in-last.in {
			return
		}
		if last.out == out {
			m.anchors[n-1] = anchor{out, in}
			return
		}
	}
	m.anchors = append(m.anchors, anchor{out, in})
}

// span maps the range [start, end) to the input. The end is mapped through the last byte of the range, so that a gap
// after it (a tag, say) is not swallowed.
func (m *mapping) span(start, end int) (int, int) {
	for ; m != nil; m = m.outer {
		if m.fixedEnd > 0 {
			start, end = m.fixedStart, m.fixedEnd
			continue
		}
		s := m.at(start)
		e := s
		if end > start {
			e = m.at(end-1) + 1
		}
		start, end = s, e
	}
	return start, end
}

func (m *mapping) at(off int) int {
	i := sort.Search(len(m.anchors), func(i int) bool { return m.anchors[i].out > off })
	if i == 0 {
		return off
	}
	a := m.anchors[i-1]
	in := a.in + off - a.out
	if i < len(m.anchors) && in > m.anchors[i].in && m.anchors[i].in >= a.in {
		in = m.anchors[i].in
	}
	return in
}
