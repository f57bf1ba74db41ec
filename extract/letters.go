package extract

import (
	"regexp"
	"strings"
)

// titledLetter is the form of a grade in brackets behind the title of an entry.
const titledLetter = "titled letter"

var (
	letterAlone  = regexp.MustCompile(`^[\s*_(\[#>-]*([A-F](?:[+＋]{1,2}|[-−–]{1,2})?)[\s*_)\].]*$`)
	letterBehind = regexp.MustCompile(`^[\pL\d"“‘'].{0,90}?[\s:–—|(-][(\[]?([A-F](?:[+＋]|[-−–])?)[)\]]?\s*$`)
	letterIs     = regexp.MustCompile(`(?:^|[^\pL])(?i:(?:this|the) (?:film|movie|one|picture) (?:is|was|gets|earns) an? (?:solid |strong |weak |high |low )?)["“']?([A-F][+-])(?:["”'.,!;:)\s]|$)`)
	letterFirst  = regexp.MustCompile(`^([A-F](?:[+＋]|[-−–])?) (?:overall|from me|for me)[.!]*$`)
	letterLast   = regexp.MustCompile(`[.!?…]["”»)]*\s+(?:([A-F](?:[+＋]|[-−–]))\.?|\(([A-F](?:[+＋]|[-−–])?)\)\.?)$`)
	letterRated  = regexp.MustCompile(`^[\pL\d"“‘'][^()\n]{0,80} \((?:G|PG|PG-13|R|NC-17|NR|U|12A?|15|18|TV-[A-Z0-9]{1,4})\) ([A-F](?:[+＋]|[-−–])?)$`)
	letterTitled = regexp.MustCompile(`^[\pL\d"“‘'][^:()\n]{1,80}:?\s\(([A-F](?:[+＋]|[-−–])?)\)\s`)
)

// letterCandidates finds grades without a label by their place: alone in a line, behind a title, in brackets behind one.
func letterCandidates(d *document, i int, have []candidate) []candidate {
	ln := d.lines[i]
	text := d.line(i)
	c := candidate{form: "letter", line: i, scaled: true}
	m := letterAlone.FindStringSubmatchIndex(text)
	if m == nil && len(text) < 100 && titleCase(strings.TrimRight(text, "+-−–)] ")) {
		m = letterBehind.FindStringSubmatchIndex(text)
		c.weak = !letterRated.MatchString(text)
	}
	if m == nil && (strings.Contains(text, "- ") || strings.ContainsAny(text, "+") || strings.Contains(text, "-.")) {
		if m = letterIs.FindStringSubmatchIndex(text); m != nil {
			c.weak, c.verb = false, true
		}
	}
	if m == nil {
		if m = letterFirst.FindStringSubmatchIndex(text); m != nil {
			c.weak, c.verb = false, true
		}
	}
	if m == nil {
		if m = letterLast.FindStringSubmatchIndex(text); m != nil {
			c.weak = false
			if m[2] < 0 {
				m[2], m[3] = m[4], m[5]
			}
		}
	}
	if m == nil {
		if m = letterTitled.FindStringSubmatchIndex(text[:min(len(text), 120)]); m == nil {
			return nil
		}
		c.form, c.weak = titledLetter, true
	}
	c.start, c.end = ln.start+m[2], ln.start+m[3]
	if overlaps(have, c.start, c.end) {
		return nil
	}
	return []candidate{c}
}

// bareLabel reads a label that only a blank parts from the rating behind it: "Rating 7/10", "Overall ★★★".
func bareLabel(d *document, c *candidate) *labelled {
	ln := d.lines[c.line]
	lead := strings.ToLower(strings.Trim(d.text[ln.start:min(c.start, ln.start+labelIndex.maxLen+8)], " *_#([-–—\u00a0"))
	if lead == "" {
		return labelBehind(d, c)
	}
	if c.start-ln.start > labelIndex.maxLen+8 {
		return labelInside(d, c)
	}
	for _, k := range labelIndex.keys[lead] {
		switch k {
		case kRating, kTotal, kGrade, kOthers, kAspect:
			return &labelled{key: k, word: lead, line: c.line, valueLine: c.line, start: ln.start, vstart: c.start, vend: ln.end, leads: true, bare: true, confidence: 0.85}
		}
	}
	return labelInside(d, c)
}

// insideLabel is a rating label in the middle of a line that data fields make: "Watched at home Rating 2.5/5  With ...".
var insideLabel = regexp.MustCompile(`(?:\s|^)(Rating|Score|Nota|Note|Voto|Wertung|Grade|Betyg|Ocena)\s*$`)

func labelInside(d *document, c *candidate) *labelled {
	from := max(d.lines[c.line].start, c.start-20)
	m := insideLabel.FindStringSubmatchIndex(d.text[from:c.start])
	if m == nil || !c.scaled {
		return nil
	}
	return &labelled{key: kRating, word: strings.ToLower(d.text[from+m[2] : from+m[3]]), line: c.line, valueLine: c.line, start: from + m[2], vstart: c.start, vend: c.end, bare: true, confidence: 0.85}
}

// labelBehind reads the label of a line that begins with its rating: "5/10 animation", "2.5/10 overall".
func labelBehind(d *document, c *candidate) *labelled {
	end := d.lines[c.line].end
	word := strings.ToLower(strings.Trim(d.text[c.end:min(end, c.end+labelIndex.maxLen+8)], " *_#)]-–—:.\u00a0"))
	for _, k := range labelIndex.keys[word] {
		if (k == kTotal || k == kAspect) && c.scaled && c.end+len(word)+8 > end {
			return &labelled{key: k, word: word, line: c.line, valueLine: c.line, start: c.end, vstart: c.start, vend: end, bare: true, confidence: 0.85}
		}
	}
	return nil
}
