package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	// attribution is the director behind a title: "Roma, de Alfonso Cuarón".
	attribution = regexp.MustCompile(`^(.{1,80}?),\s+(?i:(?:(?:un film|ein film|a film|una película|um filme) )?(?:de|di|d['’]|von|by|par|du|van|av|af|from))\s*` + fullPerson + `$`)
	// credited is the same without the comma, believed only if the text names the shorter title.
	credited = regexp.MustCompile(`^(.{1,80}?)\s+(?i:de|di|d['’]|von|by|par|van|av|af)\s*` + fullPerson + `$`)
	// titleJoints part a title from what a headline adds to it.
	titleJoints = regexp.MustCompile(`\s+[-–—|]+\s+|\s*:\s+|…\s*|\.{3,4}\s*`)
)

// narrow cuts off what a headline puts around a title: the director, a subtitle of its own, the name of a series of
// posts. The text decides where it names one part and not the whole.
func narrow(title, body string) string {
	if m := attribution.FindStringSubmatch(title); m != nil {
		title = m[1]
	}
	if named(body, title) > 0 {
		return title
	}
	if short := uncredited(title, body); short != title {
		return short
	}
	for _, at := range titleJoints.FindAllStringIndex(title, 4) {
		head, tail := strings.TrimSpace(title[:at[0]]), strings.TrimSpace(title[at[1]:])
		if head == "" || tail == "" {
			continue
		}
		bare := strings.TrimRight(tail, "?!.")
		inHead, inTail := named(body, head) > 0, named(body, bare) > 0
		ellipsis := strings.HasPrefix(title[at[0]:], "…") || strings.HasPrefix(title[at[0]:], "..")
		switch {
		case inHead && inTail && !ellipsis:
			return title
		case inTail && startsTitle(bare) && len(strings.Fields(bare)) <= 8 && (ellipsis || !titleCase(head) || ofPosts(head, body)):
			return unquote(bare)
		case inTail, personName(head) && !ellipsis && len(strings.Fields(tail)) <= 5 && namesSubtitle(tail):
			return title
		case inHead && strings.Contains(title[at[0]:at[1]], "|"), remark(tail, strings.Contains(title[at[0]:at[1]], ":"), inHead) && len(strings.Fields(head)) <= 8:
			return unquote(head)
		}
	}
	return title
}

// ofPosts reports whether what stands before a title is the name of a series of posts: the text has none of its words.
func ofPosts(head, body string) bool {
	for _, w := range strings.FieldsFunc(head, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(w) > 3 && !genericTitle[strings.ToLower(w)] && indexFold(body, w) >= 0 {
			return false
		}
	}
	return true
}

// namesSubtitle reports whether what stands behind a person's name begins with an article and is no sentence, so that both
// are the title of a film about somebody: "Ida Bell – Die letzten Tage".
func namesSubtitle(tail string) bool {
	first, _, _ := strings.Cut(tail, " ")
	return subtitleLeads[first] && !strings.ContainsAny(tail, ".!?,")
}

var subtitleLeads = wordSet("Der Die Das The Le La Les El Los Las Il Lo O A An Ein Eine Un Une Una")

// uncredited takes the director off the end of a title if the text names the shorter one: "Ida's Day by Ann Bell".
func uncredited(title, body string) string {
	if m := credited.FindStringSubmatch(title); m != nil && endsInName(m[2]) && named(body, m[1]) > named(body, title) {
		return m[1]
	}
	return title
}

// remark reports whether what stands behind a title in a headline is the writer's and no part of the title.
func remark(tail string, colon, named bool) bool {
	n := len(strings.Fields(tail))
	first, _ := utf8.DecodeRuneInString(tail)
	last := tail[len(tail)-1]
	switch {
	case !titleCase(tail):
		return named || n >= 5 || unicode.IsLower(first) || last == '!' || last == '?'
	case named && colon:
		return n > 6
	case named:
		return n > 4 || strings.Contains(tail, ",") || n > 2 && (strings.HasPrefix(tail, "A ") || strings.HasPrefix(tail, "An "))
	}
	return n > 9
}

func startsTitle(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "\"“„«‘'¡¿"))
	return unicode.IsUpper(first) || unicode.IsDigit(first) || unicode.Is(unicode.Lo, first)
}

// named counts how often a text names a title, in its own case or in capitals, or in title case if it is in capitals.
func named(body, title string) int {
	title = unquote(title)
	n := mentions(body, title)
	if upper := strings.ToUpper(title); upper != title {
		return n + mentions(body, upper)
	}
	if len(title) < 3 {
		return n
	}
	for pos := 0; pos < len(body); {
		i := indexFold(body[pos:], title)
		if i < 0 {
			break
		}
		at := pos + i
		pos = at + len(title)
		if first, _ := utf8.DecodeRuneInString(body[at:]); unicode.IsUpper(first) && body[at:pos] != title && wordEdge(body, at, pos) {
			n++
		}
	}
	return n
}

// indexFold is strings.Index without regard to the case of ASCII letters.
func indexFold(s, part string) int {
	for i := 0; i+len(part) <= len(s); i++ {
		if s[i]|0x20 == part[0]|0x20 && strings.EqualFold(s[i:i+len(part)], part) {
			return i
		}
	}
	return -1
}

// claimsOf are the claims of a text about its title, kept for the next headline that is weighed against the same text.
func (r *reader) claimsOf(text string) []*titleClaim {
	if r.claimed.text != text {
		r.claimed.text, r.claimed.list = text, titleClaims(text, r.lang())
	}
	return r.claimed.list
}

// agreed is the title that the text speaks of and the headline holds: "Juno Shines in Every Way" above "Juno is a comedy".
func (r *reader) agreed(headline, body string) string {
	if head, _, two := strings.Cut(headline, ": "); two && titleCase(headline) && titleCase(head) && len(strings.Fields(headline)) <= 8 {
		return ""
	}
	if len(body) > maxProse {
		body = strings.ToValidUTF8(body[:maxProse], "")
	}
	for _, c := range r.claimsOf(body) {
		if c.points < 1 {
			return ""
		}
		if i := strings.Index(headline, c.title); i >= 0 && wordEdge(headline, i, i+len(c.title)) && len(c.title) < len(headline) && (c.quoted || !fullName(c.title)) {
			return c.title
		}
	}
	return ""
}
