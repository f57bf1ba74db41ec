package exchange

import "strings"

// A spreadsheet runs a cell that begins with one of these; an apostrophe before it makes it a text. Doubling the
// apostrophe of a text that has one already keeps every text readable again.
const formulaMarks = "=+-@\t\r"

// Guard makes a text safe to open in a spreadsheet.
func Guard(cell string) string {
	if runs(cell) {
		return "'" + cell
	}
	return cell
}

// unguard takes back what guard did.
func unguard(cell string) string {
	if strings.HasPrefix(cell, "'") && runs(cell) {
		return cell[1:]
	}
	return cell
}

// runs reports whether a cell begins, behind any apostrophes, with what a spreadsheet runs.
func runs(cell string) bool {
	rest := strings.TrimLeft(cell, "'")
	return rest != "" && strings.IndexByte(formulaMarks, rest[0]) >= 0
}
