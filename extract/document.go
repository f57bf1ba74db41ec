package extract

import "strings"

// zone is the part of a page in which a line stands.
type zone uint8

const (
	zoneMain zone = iota
	zoneHeader
	zoneComments
	zoneFurniture // menus, share buttons, teasers, forms
)

// lineKind is what a line is by its markup.
type lineKind uint8

const (
	linePara lineKind = iota
	lineHeading
	lineItem  // a list item
	lineCell  // a cell or definition
	lineQuote // a quotation
	lineRule  // a rule across the page in Markdown: asterisks alone
)

// line is a line of the document's text: a paragraph of HTML, a line of plain text. It is never empty.
type line struct {
	start, end int
	kind       lineKind
	level      int // of a heading, 1 to 6
	zone       zone
	gap        bool // an empty line, or the edge of a block, stands before it
}

// document is a page in the common form: one text in UTF-8, its lines, and the way back to the input.
type document struct {
	text  string
	lines []line
	m     *mapping
	// structured says that the markup tells headings and zones, so that they need not be guessed from the text.
	structured bool
	truncated  bool
	declared   string // the language that the page declares
	url        string
	// commentLines are the first lines of the comments that markup told apart; used by the comment reader.
}

func (d *document) line(i int) string { return d.text[d.lines[i].start:d.lines[i].end] }

// span maps a range of the text to the input.
func (d *document) span(start, end int) (int, int) { return d.m.span(start, end) }

// zoned returns the indexes of the lines of a zone, in order.
func (d *document) zoned(z zone) []int {
	var out []int
	for i := range d.lines {
		if d.lines[i].zone == z {
			out = append(out, i)
		}
	}
	return out
}

// join returns the lines as text, paragraphs parted by an empty line.
func (d *document) join(lines []int) string {
	size := 0
	for _, i := range lines {
		size += d.lines[i].end - d.lines[i].start + 2
	}
	var b strings.Builder
	b.Grow(size)
	for n, i := range lines {
		if n > 0 {
			b.WriteByte('\n')
			if d.lines[i].gap || i != lines[n-1]+1 {
				b.WriteByte('\n')
			}
		}
		b.WriteString(d.line(i))
	}
	return b.String()
}
