package rating

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cut tells where in the raw text a reading stands, and where the text is that may hold the blurb: what follows, or if
// that is empty what stands before, unless it only announces the rating. It returns offsets, not strings, so that the
// tokens can stay on the stack.
func (p *parser) cut(x *reading) (start, end, blurbStart, blurbEnd int32) {
	start, end = p.at(x.from).start, p.at(x.to-1).end
	if c := p.raw[end-1]; (c == ')' || c == ']') && !strings.ContainsAny(p.raw[start:end], "([") {
		end--
	}
	size := int32(len(p.raw))
	if trimBlurb(p.raw[end:]) != "" {
		return start, end, end, size
	}
	for i := range x.from {
		if t := p.at(i); t.kind == tokWord && (t.class == wordNone || t.class == wordNumber) || t.kind == tokNumber || t.kind == tokJunk {
			return start, end, 0, start
		}
	}
	return start, end, size, size
}

// trimBlurb takes the separators off both ends of a blurb, and leaves the punctuation that closes a sentence.
func trimBlurb(s string) string {
	s = strings.TrimLeftFunc(s, blurbLead)
	// A quotation mark that closes what stood before.
	if r, size := utf8.DecodeRuneInString(s); strings.ContainsRune("\"'”’»", r) {
		if next, _ := utf8.DecodeRuneInString(s[size:]); size == len(s) || blurbLead(next) {
			s = strings.TrimLeftFunc(s[size:], blurbLead)
		}
	}
	return strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("([{<-–—|:*_=", r)
	})
}

// blurbLead reports whether r only parts a blurb from the rating before it.
func blurbLead(r rune) bool {
	return unicode.IsSpace(r) || invisible(r) || strings.ContainsRune(".,;:!|/\\-–—―)]}>*_=+，。；：、", r)
}
