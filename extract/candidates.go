package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"reelscore/rating"
)

// candidate is a text that may be the rating of the review.
type candidate struct {
	form       string
	scaled     bool
	weak       bool
	line       int
	start, end int // in the document
	label      *labelled
	verb       bool // a first-person verb stands before it
	total      bool // "overall" stands behind it
	r          rating.Rating
	conf       float64
	reason     string // why it lost; empty while it is in
	source     string
}

// isTotal reports whether a candidate is marked as the rating of the whole.
func (c *candidate) isTotal() bool { return c.total || c.label != nil && c.label.key == kTotal }

func (c *candidate) text(d *document) string { return d.text[c.start:c.end] }

func sortHits(h []hit) []hit {
	slices.SortStableFunc(h, func(a, b hit) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	return h
}

// findCandidates returns every rating candidate of the main text and the header, in order.
func findCandidates(d *document, labels []labelled, lim Limits) []candidate {
	var out []candidate
	byLine := labelsByLine(labels)
	code := codeLines(d)
	for i := range d.lines {
		ln := d.lines[i]
		if code[i] || ln.zone == zoneComments || ln.zone == zoneFurniture || ln.kind == lineRule && len(byLine[i]) == 0 {
			continue
		}
		text := d.line(i)
		lower := strings.ReplaceAll(strings.ToLower(text), "\n", " ") // a line that was joined has breaks
		var line []candidate
		if len(lower) == len(text) || len(text) < 1<<20 {
			for _, h := range hits(text, lower, lim.Candidates) {
				line = append(line, candidate{form: h.form.name, scaled: h.form.scaled, weak: h.form.weak, line: i, start: ln.start + h.start, end: ln.start + h.end})
			}
		}
		line = append(line, saidCandidates(d, i, lower, line)...)
		line = append(line, labelCandidates(d, byLine[i], line)...)
		line = append(line, letterCandidates(d, i, line)...)
		if m := lastDecimal.FindStringSubmatchIndex(text); m != nil && !overlaps(line, ln.start+m[2], ln.start+m[3]) {
			line = append(line, candidate{form: decimalEnd, line: i, start: ln.start + m[2], end: ln.start + m[3]})
		}
		if len(line) == 0 && aboveDate(d, i) {
			line = append(line, candidate{form: bareAbove, line: i, start: ln.start, end: ln.end})
		}
		slices.SortStableFunc(line, func(a, b candidate) int { return cmp.Compare(a.start, b.start) })
		out = append(out, line...)
		if len(out) > lim.Candidates {
			d.truncated = true
			return out[:lim.Candidates]
		}
	}
	for i := range out {
		if c := &out[i]; c.form == "letter" {
			c.end += len(signWord.FindString(d.text[c.end:d.lines[c.line].end]))
		}
		for _, l := range byLine[out[i].line] {
			if out[i].start >= l.vstart && out[i].end <= l.vend {
				out[i].label = l
			}
		}
		if out[i].label == nil {
			out[i].label = bareLabel(d, &out[i])
		}
	}
	return out
}

// codeLines are the lines between the fences of code in Markdown, where examples and templates stand.
func codeLines(d *document) map[int]bool {
	out := map[int]bool{}
	open := -1
	for i := range d.lines {
		if line := d.line(i); !strings.HasPrefix(line, "```") {
			continue
		}
		if open < 0 {
			open = i
			continue
		}
		for k := open; k <= i && open > 0; k++ { // a text that begins with a fence is quoted as a whole
			out[k] = true
		}
		open = -1
	}
	return out
}

// lastDecimal is a number from 0 to 10 with a decimal behind the last sentence of a paragraph.
var lastDecimal = regexp.MustCompile(`[.!?…]["”»)]?\s+([0-9][.,][0-9])\.?$`)

// labelsByLine groups labels by the line of their value.
func labelsByLine(labels []labelled) map[int][]*labelled {
	out := map[int][]*labelled{}
	for i := range labels {
		out[labels[i].valueLine] = append(out[labels[i].valueLine], &labels[i])
	}
	return out
}

// labelCandidates reads the value of a rating label that has no recognisable form: "Rating: 9", "Grade: B", "nota 8".
func labelCandidates(d *document, labels []*labelled, have []candidate) []candidate {
	var out []candidate
	for _, l := range labels {
		if !isRatingLabel(l) || overlaps(have, l.vstart, l.vend) {
			continue
		}
		value := d.text[l.vstart:l.vend]
		if m := labelValue.FindStringSubmatchIndex(value); m != nil && !l.bare {
			c := candidate{form: "label value", line: l.valueLine, start: l.vstart + m[2], end: l.vstart + m[3]}
			if countOnly(value[m[2]:m[3]], value[m[3]:]) {
				continue
			}
			if grade := value[m[2]:m[3]]; letterGrade.MatchString(grade) {
				if !plusMinus(grade) && articleLike.MatchString(value[m[3]:]) && !signWord.MatchString(value[m[3]:]) {
					continue
				}
				c.form = "letter"
				c.scaled = true
			}
			out = append(out, c)
		}
	}
	return out
}

// mostBare is the highest number that may be a rating without a scale.
const mostBare = 100

// countOnly reports whether the value of a label is no rating but a number of something: "Rated: 577", "Verdict: One of the
// best".
func countOnly(value, rest string) bool {
	if n, err := strconv.Atoi(value); err == nil {
		return n > mostBare
	}
	return !strings.ContainsAny(value, "0123456789０１２３４５６７８９") && !letterGrade.MatchString(value) && (ofMany.MatchString(rest) || oneThing.MatchString(value+rest))
}

var (
	ofMany   = regexp.MustCompile(`(?i)^\s+(?:of|von|de|des|der|di|av|van)\s`)
	oneThing = regexp.MustCompile(`^(?i:one|eine?|une?|uno|una|een|en)\s+\p{Ll}`)
)

// signWord is the sign of a grade as a word: "B plus".
var signWord = regexp.MustCompile(`^ (?:plus|minus)\b`)

// articleLike is what follows a capital that begins a sentence: "A fine film".
var articleLike = regexp.MustCompile(`^\s+\p{Ll}`)

func isRatingLabel(l *labelled) bool {
	return l.key == kRating || l.key == kTotal || l.key == kGrade || labelIndex.means(l.word, kRating) && l.key != kAspect
}

func overlaps(list []candidate, start, end int) bool {
	for i := range list {
		if list[i].start < end && list[i].end > start {
			return true
		}
	}
	return false
}

// read lets package rating read the value of each candidate. A candidate that it cannot read is out.
func read(d *document, list []candidate) {
	for i := range list {
		c := &list[i]
		text := readable(c.text(d))
		switch c.form {
		case "emoji":
			text = asStars(text)
			if strings.ContainsRune(text, '☆') {
				c.weak, c.scaled = false, true
			}
		case thingsOutOf:
			text = thingsBetween.ReplaceAllString(text, "$1 out of")
		case glyphNumber:
			text = strings.Trim(text, "★☆⭐\ufe0f点分 ") + " stars"
		}
		ctx := rating.NewContext()
		if c.label != nil && c.label.best > 0 && plainNum.MatchString(text) {
			ctx.Best = c.label.best
		}
		r, err := rating.Parse(text, ctx)
		if r.Kind != rating.KindLetter && r.Value.Known() && !r.Best.Known() && !ctx.Best.Known() {
			if ctx.Best = scaleNear(d, c); ctx.Best.Known() && r.Value <= ctx.Best {
				if scaled, err := rating.Parse(text, ctx); err == nil && scaled.Value == r.Value {
					r, c.scaled = scaled, true
				}
			}
		}
		if err != nil && (r.Kind == rating.KindNone || r.Kind == rating.KindStars && !r.Value.Known()) {
			c.reason = reasonUnreadable
		}
		if r.Raw = c.text(d); text != readable(r.Raw) || !strings.Contains(r.Raw, r.Text) && !strings.Contains(r.Raw, `\*`) {
			r.Text = r.Raw
		}
		c.r = r
	}
}

// thingsBetween is what is counted, between the value and its scale.
var thingsBetween = regexp.MustCompile(`(?i)^(.+?) \pL[\pL'’-]*(?: \pL[\pL'’-]*)? \(?out of`)

// readable takes away what belongs to the page's markup and not to the rating (the backslashes of Markdown, breaks, quotation
// marks around a number), and writes as a sign what is said in words or shortcodes, as rating.Parse knows signs only.
func readable(s string) string {
	return asideWord.ReplaceAllString(shortOutOf.ReplaceAllString(markup.Replace(s), "${1}out of "), " ")
}

// shortOutOf is "out of" as it is misspelt: "8 out 10", "4 outta 5".
var shortOutOf = regexp.MustCompile(`(?i)(\s|\()out(?:ta)? (?:of )?`)

// asideWord is a word in brackets between a number and its unit: "5 (generous) stars".
var asideWord = regexp.MustCompile(` \(\pL{1,12}\) `)

var markup = strings.NewReplacer(`\*`, "*", "\r\n", " ", "\n", " ", `"`, "", "”", "", " and 1/2", " 1/2", " plus", "+", " minus", "-", ":star:", "★", ":star2:", "★", ":half_star:", "½")
