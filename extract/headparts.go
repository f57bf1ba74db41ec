package extract

import (
	"regexp"
	"strings"
	"unicode"
)

// behindReview is the title behind the word review, where the headline has a series or a festival before it: "Harbour Fest
// Review: ‘Ida's Day’ is a walk". It is "" when the text names what stands before the word, or nothing behind it.
func (r *reader) behindReview(h readHeadline, body string) string {
	if h.rest == "" || named(body, h.title) > 0 {
		return ""
	}
	if q := quotedLead.FindStringSubmatch(h.rest); q != nil && !quotation(q[1]) {
		return q[1]
	}
	if named(body, h.rest) > 0 && startsTitle(h.rest) {
		return h.rest
	}
	if lead := leadingCapitals(h.rest); lead != "" && (lead == strings.ToUpper(lead) || named(body, lead) > 0) {
		return lead
	}
	return ""
}

// leadingCapitals is how a headline that is a sentence begins, up to its verb in small letters: "Ida's Day is a walk".
func leadingCapitals(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		first := firstRune(w)
		if i == 0 && !unicode.IsUpper(first) && !unicode.IsDigit(first) {
			return ""
		}
		if unicode.IsLower(first) && (!smallWords[w] || sentenceVerbs[w]) {
			if !sentenceVerbs[w] {
				return ""
			}
			lead := strings.Join(words[:i], " ")
			if j := strings.LastIndex(lead, ": "); j >= 0 {
				lead = lead[j+2:]
			}
			return strings.Trim(lead, " ,:–-")
		}
	}
	return ""
}

var sentenceVerbs = wordSet(`is was has isn't isn’t doesn't doesn’t neither can can't can’t will won't won’t may might could would just never
 brings shows delivers makes takes gives shines shatters proves fails finds gets goes keeps lacks leaves lives loses misses offers plays remains rises sinks soars stands stays struggles
 stumbles succeeds tells turns wins works packs hits feels falls comes does explores captures celebrates tackles balances blends ist bleibt hat est n'est n’est reste es no é non è`)

// remarkOff is the head of a headline whose tail, behind a colon, is the writer's remark: the text names the head and
// nothing of the rest, and the tail is long or holds a preposition, as remarks do and subtitles rarely.
func (r *reader) remarkOff(title, body string, whole int) string {
	head, tail, two := strings.Cut(title, ": ")
	if !two || whole > 0 || named(body, head) == 0 || named(body, tail) > 0 || len(strings.Fields(head)) > 8 || ofPerson(body, head) {
		return ""
	}
	words := strings.Fields(tail)
	first := strings.ToLower(words[0])
	if first == "the" || first == "part" || first == "chapter" || first == "episode" || first == "volume" || len(words) < 3 {
		return ""
	}
	for _, w := range words[1:] {
		if remarkWords[strings.ToLower(w)] {
			return head
		}
	}
	if len(words) > 5 {
		return head
	}
	return ""
}

// remarkWords are the small words of remarks.
var remarkWords = wordSet("on for in with to at from without is are was were has by into about than as not no but it its it's your my our how why what this that")

// standsAlone is the part of a headline that is a short line of its own as well: the name of the blog or the writer's remark stand only beside
// the title. It is "" when there is none. What stands before a subtitle may be a line for another reason, as the tag of a series.
func (r *reader) standsAlone(title string) string {
	at := titleJoints.FindStringIndex(title)
	if at == nil {
		return ""
	}
	head, tail := strings.TrimSpace(title[:at[0]]), strings.TrimSpace(title[at[1]:])
	part := ""
	for _, i := range r.doc.zoned(zoneMain) {
		if ln := r.doc.lines[i]; ln.end-ln.start > proseLine {
			continue
		}
		line, _ := cleanTitle(r.doc.line(i))
		switch {
		case strings.EqualFold(line, title):
			return ""
		case strings.EqualFold(line, tail), strings.EqualFold(line, head) && len(strings.Fields(tail)) > 4:
			part = line
		}
	}
	return part
}

// quotedPart is a part of a headline in quotes.
var quotedPart = regexp.MustCompile(`(?:^|\s)["“„«‘']([\p{Lu}\d][^"“”„«»‘]{0,60}?)["”“»’'](?:[\s:,;!?.]|$)`)

// quotedNamed is the part of a headline in quotes that the text names, where it does not name all of the headline.
func quotedNamed(title, body string) string {
	for _, m := range quotedPart.FindAllStringSubmatch(title, 3) {
		part := strings.TrimRight(m[1], ",.")
		if part != "" && len(part)+4 < len(title) && !quotation(part) && named(body, part) > 0 && named(body, title) == 0 {
			return part
		}
	}
	return ""
}
