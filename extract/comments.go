package extract

import (
	"regexp"
	"strings"
)

// commentHead is the line that begins a comment of a plain page: "15. lab1990 permalink", "3. February 13, 2014 8:10 am".
var commentHead = regexp.MustCompile(`^(\d{1,4})[.)]\s+(\S.*)$`)

// saysWords end the name in lines such as "Ann says:" and "Bob said on May 3, 2012 at 9:00".
var commentSays = regexp.MustCompile(`(?i)^(.{1,60}?)\s+(?:says?|said|sagt|schrieb|wrote|dit|dice|disse|commented)\b[:\s]*(.*)$`)

var permalink = regexp.MustCompile(`(?i)\s*\b(?:permalink|reply|antworten|#)\s*$`)

// readComments reads the comments that stand on a page without markup, and their declared count.
func readComments(d *document, lim Limits) (c Comments, span [2]int, itemSpans [][2]int) {
	for i := range d.lines {
		n, ok := declaredComments(d.line(i))
		if !ok || i == 0 || c.Declared != nil {
			continue
		}
		count := n
		c.Declared = &count
		span = [2]int{d.lines[i].start, d.lines[i].end}
	}
	var cur *Comment
	var from, to int
	flush := func() {
		if cur != nil && cur.Text != "" && len(c.Items) < lim.Items {
			c.Items = append(c.Items, *cur)
			itemSpans = append(itemSpans, [2]int{from, to})
		}
		cur = nil
	}
	next := 1
	for _, i := range d.zoned(zoneComments) {
		text := d.line(i)
		switch {
		case newComment(text, next):
			flush()
			cur = &Comment{}
			next++
			from = d.lines[i].start
			m := commentHead.FindStringSubmatch(text)
			commentLine(cur, m[2])
		case commentSays.MatchString(text) && len(text) < 120 && (strings.HasSuffix(text, ":") || dateTime(text) != ""):
			flush()
			m := commentSays.FindStringSubmatch(text)
			cur = &Comment{Name: m[1], Time: dateTime(m[2])}
			from = d.lines[i].start
		case cur == nil:
		case cur.Text == "" && cur.Time == "" && len(text) < 60 && dateTime(text) != "":
			cur.Time = dateTime(text)
		default:
			if cur.Text != "" {
				cur.Text += "\n\n"
			}
			cur.Text += text
		}
		to = d.lines[i].end
	}
	flush()
	return c, span, itemSpans
}

// newComment reports whether a line begins the comment of the number: numbers rise by one, so that a numbered list in
// a comment is not taken for comments.
func newComment(text string, next int) bool {
	m := commentHead.FindStringSubmatch(text)
	return m != nil && m[1] == itoa(next) && len(text) < 120
}

// commentLine reads what stands behind the number: a name, a time, or both.
func commentLine(c *Comment, s string) {
	s = strings.TrimSpace(permalink.ReplaceAllString(s, ""))
	if d, ok := findDate(s, nil); ok && len(d.iso) == 10 {
		c.Time = dateTime(s)
		c.Name = strings.Trim(s[:d.start], " ,-–—|")
		return
	}
	c.Name = s
}
