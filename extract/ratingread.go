package extract

import (
	"slices"
	"strings"

	"reelscore/rating"
)

// structuredRating is a rating that markup declares.
type structuredRating struct {
	r          rating.Rating
	source     string
	conf       float64
	start, end int
	blurb      string
}

// readRating finds the rating of the review: from markup if there is one, else from the text.
func (r *reader) readRating() {
	list := findCandidates(r.doc, r.labels, r.lim)
	if r.doc.truncated {
		r.warn(WarnTruncated, "too many rating candidates: the rest was not looked at")
	}
	read(r.doc, list)
	r.dropAverages(list)
	r.dropShares(list)
	judge(r.doc, list, r.labels)
	ch := choose(r.doc, list)
	if r.several && ch.winner != nil && slices.ContainsFunc(list, func(c candidate) bool { return c.reason == reasonConflict }) {
		ch.winner.reason = reasonMulti
		ch.winner = nil
	}
	if len(r.entries) == 0 {
		r.entries = ch.entries
	}
	for i := range list {
		c := &list[i]
		if c.conf > 0 || isRatingLabelled(c) {
			r.usedRating(c)
		}
	}
	if len(r.found) > 0 {
		if ch.winner != nil && r.scaledBy(ch.winner) {
			r.found = append([]structuredRating{r.winner(ch.winner)}, r.found...)
		} else if ch.winner != nil {
			ch.winner.reason = reasonWeaker
			if sameGrade(ch.winner.r, r.found[0].r) {
				ch.winner.reason = reasonRepeated
			}
		}
	} else if r.conflict && ch.winner != nil {
		ch.winner.reason = reasonConflict
	} else if len(r.entries) == 0 {
		r.chooseWidget(ch.winner)
	}
	r.ratingOfDescription()
	if len(ch.entries) > 0 && len(r.found) == 0 || len(r.found) == 0 {
		r.warnings = append(r.warnings, ch.warn...)
	}
	if len(r.found) > 0 && r.found[0].source != "json-ld" {
		r.warnings = append(r.warnings, ch.warn...)
	}
	for i := range list {
		if c := &list[i]; c.reason != "" && c.reason != reasonUnreadable {
			s, e := r.doc.span(c.start, c.end)
			r.rejected = append(r.rejected, Rejected{Text: c.text(r.doc), Reason: c.reason, Source: c.source, Confidence: c.conf, Start: s, End: e})
		}
	}
}

// scaledBy reports whether the text repeats the number of the front matter and tells its scale, which that leaves out.
func (r *reader) scaledBy(c *candidate) bool {
	f := r.found[0]
	return f.source == "front-matter" && !f.r.Best.Known() && f.r.Value.Known() && f.r.Value == c.r.Value && c.r.Best.Known()
}

// dropAverages takes out the candidates that stand where markup shows an average.
func (r *reader) dropAverages(list []candidate) {
	for i := range list {
		if c := &list[i]; !c.verb && c.r.Value.Known() && slices.Contains(r.averageValues, c.r.Value) && !isRatingLabelled(c) {
			c.reason = reasonAggregate // shown once more in the text
		}
		s, e := r.doc.span(list[i].start, list[i].end)
		for _, a := range r.averages {
			if s >= a[0] && e <= a[1] {
				list[i].reason = reasonAggregate
			}
		}
	}
}

// chooseWidget picks between the rating of the text and one of a widget: a labelled text with a scale goes first.
func (r *reader) chooseWidget(c *candidate) {
	if c != nil {
		r.found = append(r.found, r.winner(c))
	}
	if len(r.widget) == 0 {
		return
	}
	if c != nil && (hasScale(c) && c.conf >= 0.75 || r.widget[0].r.Best == rating.NoDecimal && sameGrade(c.r, r.widget[0].r)) {
		r.found = append(r.found, r.widget...)
		return
	}
	if c != nil {
		c.reason = reasonWeaker
	}
	r.found = append(append([]structuredRating{}, r.widget...), r.found...)
}

func isRatingLabelled(c *candidate) bool { return c.label != nil && isRatingLabel(c.label) }

// usedRating keeps lines that hold nothing but a rating out of the body.
func (r *reader) usedRating(c *candidate) {
	ln := r.doc.lines[c.line]
	if ln.end-ln.start < 120 && (c.source == "line" || isRatingLabelled(c) && c.label.leads) {
		r.used[c.line] = true
		if c.label != nil {
			r.used[c.label.line] = true
		}
	}
}

// winner reads the chosen candidate together with its blurb.
func (r *reader) winner(c *candidate) structuredRating {
	d := r.doc
	s, e := d.span(c.start, c.end)
	out := structuredRating{r: c.r, source: c.source, conf: c.conf, start: s, end: e}
	if c.source == "" {
		out.source = "prose"
	}
	ln := d.lines[c.line]
	tail := d.text[c.end:ln.end]
	if blurb := strings.TrimLeft(tail, " \u00a0–—-:|,)]"); (c.source == "label" || c.source == "line") && blurbText(tail) && !bareText(blurb) && len(blurb) > 3 && !strings.Contains(blurb[:min(len(blurb), 12)], ")") {
		out.blurb = strings.TrimSpace(blurb)
		r.used[c.line] = true
		b := ln.end - len(blurb)
		r.claim(fBlurb, out.blurb, out.source, c.conf-0.1, b, ln.end)
		out.r.Raw = d.text[c.start:ln.end]
		out.r.Blurb = out.blurb
	}
	return out
}

// ratingOf puts the rating into the Draft.
func (r *reader) ratingOf(out *Draft) {
	if len(r.found) == 0 {
		return
	}
	f := r.found[0]
	v := f.r
	out.Review.Rating = &v
	r.evidence[string(fRating)] = Evidence{Source: f.source, Confidence: f.conf, Start: f.start, End: f.end}
	for _, o := range r.found[1:] {
		reason := reasonWeaker
		if sameGrade(o.r, f.r) {
			reason = reasonRepeated
		}
		out.Rejected = append(out.Rejected, Rejected{Text: o.r.Raw, Reason: reason, Source: o.source, Confidence: o.conf, Start: o.start, End: o.end})
	}
}

// readNotes and readComments take what they find out of the main text.
func (r *reader) readNotes() {
	notes, spans, lines := liveNotes(r.doc, r.lim)
	r.notes = notes
	for i := range lines {
		r.used[i] = true
	}
	for i, sp := range spans {
		s, e := r.doc.span(sp[0], sp[1])
		r.evidence["/live_notes/"+itoa(i)] = Evidence{Source: "line", Confidence: 0.9, Start: s, End: e}
	}
}

func (r *reader) readComments() {
	c, span, items := readComments(r.doc, r.lim)
	if c.Declared != nil {
		s, e := r.doc.span(span[0], span[1])
		r.evidence[string(fDeclared)] = Evidence{Source: "line", Confidence: 0.9, Start: s, End: e}
		if r.comments.Declared == nil {
			r.comments.Declared = c.Declared
		}
	}
	if len(r.comments.Items) > 0 {
		return
	}
	r.comments.Items = c.Items
	for i, sp := range items {
		s, e := r.doc.span(sp[0], sp[1])
		r.evidence["/comments/items/"+itoa(i)] = Evidence{Source: "line", Confidence: 0.8, Start: s, End: e}
	}
}
