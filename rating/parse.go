package rating

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxRaw is the longest text in bytes that Parse reads; a longer one is a page, for which there is package extract.
const MaxRaw = 1000

// Parse reads a text that is a rating, with a label, a unit and a blurb around it: "Rating: 2/5", "3 1/2 stars out of
// 4", "★★★☆☆", "My grade: B+", "4/4 - a blurb". The Rating is always returned, as far as it was read, with Raw as
// given and its flags. The error is a *ParseError, and not nil exactly when a strict caller must refuse: nothing was
// recognised, the value lies outside its scale, or there is no single reading (ambiguous, a range, a condition). A
// value without a scale is no error: it has no score and FlagScaleUnknown.
//
// A scale in the text is the writer's own word. It may be repeated by c.Scale or c.Best, but when they contradict it
// there are two readings: the rating is ambiguous. c.OutletScale never contradicts; it serves only where nothing else
// tells the scale.
func Parse(raw string, c Context) (Rating, error) {
	r := Rating{Raw: raw, Value: NoDecimal, Best: NoDecimal, Worst: NoDecimal, Lowest: c.Lowest, Score: NoScore}
	if len(raw) > MaxRaw {
		r.Flags = FlagUnreadable
		return r, &ParseError{Raw: raw, Flag: FlagUnreadable, Detail: "it is longer than 1000 bytes; give the rating alone, or the whole page to the extraction"}
	}
	if !utf8.ValidString(raw) {
		r.Flags = FlagUnreadable
		return r, &ParseError{Raw: raw, Flag: FlagUnreadable, Detail: "it is not UTF-8; convert the text first"}
	}
	if s, l, text := labelled(raw, &c); l != nil {
		r.named(s, l, text, &c)
		return r, nil
	}
	var buf [32]token
	p := parser{raw: raw, toks: scan(raw, buf[:0])}
	p.unemphasise()
	p.note()
	var rs [10]reading
	chosen, ok := p.choose(p.readings(&rs))
	if !ok {
		r.Flags = FlagUnreadable
		return r, r.refusal()
	}
	start, end, blurbStart, blurbEnd := p.cut(&chosen)
	r.Text, r.Blurb = raw[start:end], trimBlurb(raw[blurbStart:blurbEnd])
	r.fill(&chosen, &c)
	err := r.refusal()
	if err != nil && r.Flags.Has(FlagAmbiguous) && chosen.flags&refusals == 0 {
		return r, &ParseError{Raw: raw, Flag: FlagAmbiguous, Detail: contradiction}
	}
	return r, err
}

// refusal is the error that the flags call for, or nil.
func (r *Rating) refusal() error {
	if r.Flags&refusals == 0 {
		return nil
	}
	return &ParseError{Raw: r.Raw, Flag: r.Flags & refusals, Detail: r.Detail()}
}

// labelled finds a named grade of the stated or the outlet's scale in raw: the whole text, what follows a colon, or, on
// a scale without numbers, what stands before punctuation. text is the grade as written.
func labelled(raw string, c *Context) (s *Scale, l *Label, text string) {
	for _, s := range [...]*Scale{c.Scale, c.OutletScale} {
		if s == nil || len(s.Labels) == 0 || s.ID == "letter" || s.Kind == KindVerdict {
			continue
		}
		text := strings.TrimSpace(raw)
		if l := s.label(text); l != nil {
			return s, l, text
		}
		if _, after, ok := strings.Cut(text, ":"); ok {
			text = strings.TrimSpace(after)
			if l := s.label(text); l != nil {
				return s, l, text
			}
		}
		if s.numeric() {
			continue
		}
		for _, text := range [...]string{text, strings.TrimSpace(raw)} {
			if l := s.labelBefore(text); l != nil {
				return s, l, text[:len(l.Text)]
			}
		}
	}
	return nil, nil, ""
}

// labelBefore finds the longest named grade with which text begins and after which punctuation stands.
func (s *Scale) labelBefore(text string) (found *Label) {
	for i := range s.Labels {
		l := &s.Labels[i]
		if n := len(l.Text); len(text) > n && strings.EqualFold(text[:n], l.Text) && (found == nil || n > len(found.Text)) {
			rest := strings.TrimLeftFunc(text[n:], unicode.IsSpace)
			if r, size := utf8.DecodeRuneInString(rest); strings.ContainsRune(".,;:!?-–—(\n", r) && (size == len(rest) || rest[0] == '(' || unicode.IsSpace(rune(rest[size]))) {
				found = l
			}
		}
	}
	return found
}

// named is the rating of a named grade, written as text.
func (r *Rating) named(s *Scale, l *Label, text string, c *Context) {
	i := strings.LastIndex(r.Raw, text)
	r.Text, r.Blurb = text, trimBlurb(r.Raw[i+len(text):])
	r.Kind, r.Scale, r.Method, r.Score = KindLabel, s.ID, MethodLabels, l.Score
	r.Verdict = s.Verdict(l.Score)
	if s.numeric() {
		r.Value, r.Best, r.Worst = s.valueOf(l.Score), s.Best, s.Worst
	}
	if s != c.Scale {
		r.Flags |= FlagScaleFromOutlet
	}
}

// fill turns the chosen reading into the rating's fields, with the scale that the context adds.
func (r *Rating) fill(x *reading, c *Context) {
	r.Kind, r.Flags, r.Value = x.kind, x.flags, x.value
	switch x.kind {
	case KindVerdict:
		r.Scale, r.Verdict = "thumbs", x.verdict
		return
	case KindLetter:
		r.fillLetter(x, c)
		return
	}
	scale, best, worst := r.scaleOf(x, c)
	r.Best, r.Worst = best, worst
	if !best.Known() {
		r.Flags |= FlagScaleUnknown
		if r.Value.Known() && r.Value < 0 {
			r.Flags |= FlagOutOfRange
		}
		return
	}
	if scale != nil {
		r.Scale = scale.ID
	}
	if r.Flags&refusals != 0 || !r.Value.Known() {
		return
	}
	r.Score = linear(r.Value, best, worst)
	if below := r.Lowest.Known() && best > worst && r.Value < r.Lowest; below || !r.Score.Known() {
		r.Score = NoScore
		r.Flags |= FlagOutOfRange
		return
	}
	r.Method, r.Verdict = MethodLinear, scale.Verdict(r.Score)
}

func (r *Rating) fillLetter(x *reading, c *Context) {
	scale := registered("letter")
	for _, s := range [...]*Scale{c.Scale, c.OutletScale} {
		if s == nil || s.ID == scale.ID {
			continue
		}
		if l := s.label(r.Text); l != nil && x.flags&refusals&^FlagOutOfRange == 0 {
			r.Flags &^= FlagOutOfRange // A++ may be a grade of the user's
			blurb := r.Blurb
			r.named(s, l, r.Text, c)
			r.Blurb = blurb
			return
		}
	}
	if s := c.Scale; s != nil && s.ID != scale.ID || c.Best.Known() {
		r.Flags |= FlagAmbiguous
	}
	r.Scale, r.Score = scale.ID, x.score
	if r.Flags&refusals != 0 {
		r.Score = NoScore
		return
	}
	r.Method, r.Verdict = MethodLetters, scale.Verdict(r.Score)
}

// contradiction is why a rating is refused whose text states another scale than the caller.
const contradiction = "the text states one scale and the caller another; leave the scale out, or state the one in the text"

// scaleOf decides the scale and the ends of a reading in numbers.
func (r *Rating) scaleOf(x *reading, c *Context) (scale *Scale, best, worst Decimal) {
	stated := x.best.Known()
	if s := c.Scale; s != nil {
		switch {
		case s.numeric() && (!stated || x.best == s.Best || x.best == s.Worst):
			return s, s.Best, s.Worst
		case !stated:
			r.Flags |= FlagAmbiguous // a number for a scale of names
			return nil, NoDecimal, NoDecimal
		}
		r.Flags |= FlagAmbiguous
	}
	if c.Best.Known() && stated && x.best != c.Best {
		r.Flags |= FlagAmbiguous
	}
	if !stated {
		switch s := c.OutletScale; {
		case c.Best.Known():
			x.best = c.Best
		case s != nil && s.numeric():
			r.Flags |= FlagScaleFromOutlet
			return s, s.Best, s.Worst
		default:
			return nil, NoDecimal, NoDecimal
		}
	}
	best, worst = x.best, 0
	if c.Worst.Known() {
		worst = c.Worst
	} else if c.Lowest.Known() && c.Lowest > best {
		worst = c.Lowest // a scale that runs downwards: best 1, worst 6
	} else if x.first < 0 {
		worst = x.first // -4 to +4: no rating is worse than its lower end
	} else if x.first > 0 && !c.Lowest.Known() {
		r.Lowest = x.first
	}
	if !validEnds(best, worst) {
		r.Flags |= FlagUnreadable
		return nil, best, worst
	}
	return scaleBetween(x, best, worst), best, worst
}

// scaleBetween finds the scale of a reading by its ends, or makes it.
func scaleBetween(x *reading, best, worst Decimal) *Scale {
	if worst == 0 && x.kind == KindPercent {
		return registered("percent")
	}
	if worst == 0 {
		kind := KindFraction
		if x.stars {
			kind = KindStars
		}
		if s := byEnds(kind, best); s != nil {
			return s
		}
	}
	s := pointScale(best, worst)
	if worst == 0 && x.stars {
		s = starScale(best)
	}
	return &s
}
