package exchange

import "strings"

// splitCells cuts a record into its cells, into buf. repaired tells that a mark within a quoted cell was not doubled;
// ok is false when a quoted cell does not end, or there are more than max cells.
func splitCells(record string, delim byte, buf []string, max int) (cells []string, repaired, ok bool) {
	cells = buf[:0]
	for {
		if len(cells) == max {
			return cells, repaired, false
		}
		if !strings.HasPrefix(record, `"`) {
			i := strings.IndexByte(record, delim)
			if i < 0 {
				return append(cells, record), repaired, true
			}
			cells = append(cells, record[:i])
			record = record[i+1:]
			continue
		}
		cell, rest, broken, closed := quotedCell(record[1:], delim)
		cells, repaired = append(cells, cell), repaired || broken
		if !closed {
			return cells, repaired, false
		}
		if rest == "" {
			return cells, repaired, true
		}
		record = rest[1:]
	}
}

// quotedCell reads a cell from behind its opening mark; rest begins with the delimiter, or is empty.
func quotedCell(s string, delim byte) (cell, rest string, broken, closed bool) {
	var b strings.Builder
	for from := 0; ; {
		i := strings.IndexByte(s[from:], '"')
		if i < 0 {
			return s, "", broken, false
		}
		i += from
		switch after := s[i+1:]; {
		case after == "" || after[0] == delim:
			if b.Len() == 0 {
				return s[:i], after, broken, true
			}
			b.WriteString(s[:i])
			return b.String(), after, broken, true
		case after[0] == '"':
			b.WriteString(s[:i+1])
			s, from = s[i+2:], 0
		default:
			broken = true
			from = i + 1
		}
	}
}
