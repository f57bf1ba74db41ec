package rating

import "strings"

// letter reads a letter grade at token i: B+, B plus, (A-). A range "B/B+" or "B to B+" is flagged.
func (p *parser) letter(i int) (reading, bool) {
	r := reading{kind: KindLetter, value: NoDecimal, best: NoDecimal, score: NoScore, from: i}
	before := p.at(i - 1)
	if p.at(i).glued && (before.kind == tokNumber || before.kind == tokJunk || before.kind == tokWord ||
		before.kind == tokMark && (before.sub == '/' || before.sub == '.' || before.sub == '-' || before.sub == '&' || before.sub == '\'')) {
		return r, false
	}
	text, next, ok := p.letterAt(i)
	if !ok {
		return r, false
	}
	r.to = next
	r.score, ok = lookupLetter(text)
	if !ok {
		r.flags |= FlagOutOfRange
	}
	if t := p.at(next); t.kind == tokMark && (t.sub == '/' || t.sub == '-' || t.sub == '–' || t.sub == '|') || t.kind == tokWord && t.class == wordTo {
		if _, end, ok := p.letterAt(next + 1); ok && (p.at(end).kind != tokWord || t.sub == '/') {
			r.to, r.score = end, NoScore
			r.flags |= FlagRange | FlagAmbiguous
			return r, true
		}
		if t.sub == '/' && t.glued && p.at(next+1).glued {
			return r, false
		}
	}
	return r, p.letterStands(&r)
}

// letterAt reads one capital with its signs and returns the text in the table's writing.
func (p *parser) letterAt(i int) (text [3]byte, next int, ok bool) {
	t := p.at(i)
	if t.kind != tokWord || t.end-t.start != 1 {
		return text, i, false
	}
	c := p.raw[t.start] &^ 0x20
	if c < 'A' || c > 'F' || c == 'E' {
		return text, i, false
	}
	text[0] = c
	i++
	n := 1
	for ; n < 3; n, i = n+1, i+1 {
		s := p.at(i)
		sign := s.kind == tokMark && s.glued && (s.sub == '+' || s.sub == '-' || s.sub == '–')
		if !sign || p.at(i+1).glued && p.at(i+1).kind != tokMark && p.at(i+1).kind != tokEnd {
			break
		}
		text[n] = byte(s.sub)
		if s.sub == '–' {
			text[n] = '-'
		}
	}
	if n == 1 && p.word(i, wordPlus) {
		text[1], i = '+', i+1
	} else if n == 1 && p.word(i, wordMinus) {
		text[1], i = '-', i+1
	}
	if hyphen := p.at(i); n == 1 && hyphen.kind == tokMark && hyphen.sub == '-' && hyphen.glued && p.at(i+1).glued {
		switch { // B-plus
		case p.word(i+1, wordPlus):
			text[1], i = '+', i+2
			return text, i, true
		case p.word(i+1, wordMinus):
			text[1], i = '-', i+2
			return text, i, true
		}
	}
	// A hyphen with a word behind it: B-movie, A-list.
	if s := p.at(i); n == 1 && s.kind == tokMark && s.sub == '-' && s.glued && p.at(i+1).glued && p.at(i+1).kind == tokWord && p.at(i+1).end-p.at(i+1).start > 1 {
		return text, i, false
	}
	return text, i, true
}

func lookupLetter(text [3]byte) (Score, bool) {
	n := 0
	for n < len(text) && text[n] != 0 {
		n++
	}
	for i := range letters {
		if letters[i].Text == string(text[:n]) {
			return letters[i].Score, true
		}
	}
	return NoScore, false
}

// letterStands tells a grade from an article or an initial by what stands around it.
func (p *parser) letterStands(r *reading) bool {
	signed := r.to > r.from+1
	lower := p.raw[p.at(r.from).start] >= 'a'
	after := p.at(r.to)
	ends := after.kind == tokEnd
	if after.kind == tokMark {
		switch after.sub {
		case '.':
			ends = !p.at(r.to + 1).glued
		case ',', ';', ':', '!', '–', '|', '\n', '*', '?', '=':
			ends = true
		case ')', ']':
			ends = p.mark(r.from-1, '(') || p.mark(r.from-1, '[')
		case '-':
			ends = !p.at(r.to+1).glued && r.to+1 < len(p.toks)
		case '(', '[', '/':
			ends = p.at(r.to+1).kind == tokNumber || p.at(r.to+1).kind == tokStar || p.at(r.to+1).kind == tokAst
		}
	}
	if !ends && after.kind == tokNumber && signed {
		ends = true
	}
	led := p.led(r.from)
	switch {
	case lower && !signed:
		return after.kind == tokEnd && led
	case signed && after.kind == tokWord:
		return led
	}
	before := p.at(r.from - 1)
	if p.word(r.from-1, wordLabel) || before.kind == tokMark && before.sub == ':' && p.word(r.from-2, wordLabel) {
		return ends || after.kind == tokMark
	}
	if quote(before) && quote(after) {
		return true
	}
	return ends && (led || before.kind == tokMark && before.sub != '\'' && before.sub != '"')
}

func quote(t token) bool {
	return t.kind == tokMark && (t.sub == '"' || t.sub == '\'' || t.sub >= '‘' && t.sub <= '‟' || t.sub == '«' || t.sub == '»')
}

// led reports whether a value at token i is announced: it starts the text, or a label or a lead-in stands before it.
func (p *parser) led(i int) bool {
	for i--; i >= 0; i-- {
		t := p.at(i)
		if t.kind == tokMark {
			if t.sub == '\n' {
				return true
			}
			continue
		}
		if t.kind != tokWord {
			return false
		}
		switch t.class {
		case wordLabel, wordTotal, wordDie:
			return true
		case wordLead:
			return !p.word(i-1, wordOf) // "3 of my 20 ..."
		case wordArticle:
		case wordUnit: // 评分
			if !p.word(i-1, wordLabel) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// phrase is a verdict in words.
type phrase struct {
	text    string
	verdict Verdict
}

// phrases are the verdicts in words that need no number, folded; they must fill the text or be followed by
// punctuation. None is the beginning of another with a different verdict.
var phrases = [...]phrase{
	{"highly recommended", VerdictPositive}, {"strongly recommended", VerdictPositive}, {"recommended", VerdictPositive},
	{"recommend", VerdictPositive}, {"must see", VerdictPositive}, {"must-see", VerdictPositive}, {"certified fresh", VerdictPositive},
	{"fresh", VerdictPositive}, {"see it", VerdictPositive}, {"👍", VerdictPositive}, {"empfehlenswert", VerdictPositive},
	{"sehenswert", VerdictPositive}, {"recommandé", VerdictPositive}, {"à voir", VerdictPositive}, {"recomendado", VerdictPositive},
	{"recomendada", VerdictPositive}, {"recomendable", VerdictPositive}, {"consigliato", VerdictPositive}, {"推荐", VerdictPositive},
	{"not recommended", VerdictNegative}, {"do not recommend", VerdictNegative}, {"don't recommend", VerdictNegative},
	{"not worth seeing", VerdictNegative}, {"rotten", VerdictNegative}, {"skip it", VerdictNegative}, {"skip", VerdictNegative},
	{"avoid", VerdictNegative}, {"avoid it", VerdictNegative}, {"👎", VerdictNegative}, {"nicht empfehlenswert", VerdictNegative},
	{"à éviter", VerdictNegative}, {"no recomendada", VerdictNegative}, {"no recomendado", VerdictNegative},
	{"não recomendado", VerdictNegative}, {"sconsigliato", VerdictNegative}, {"不推荐", VerdictNegative}, {"mixed", VerdictMixed},
}

// verdictAt reads a verdict in words that starts at token i.
func (p *parser) verdictAt(i int) (reading, bool) {
	r := reading{kind: KindVerdict, value: NoDecimal, best: NoDecimal, from: i}
	rest := p.raw[p.at(i).start:]
	for _, ph := range phrases {
		if len(rest) < len(ph.text) || !strings.EqualFold(rest[:len(ph.text)], ph.text) {
			continue
		}
		end := p.at(i).start + int32(len(ph.text))
		j := i
		for p.at(j).kind != tokEnd && p.at(j).start < end {
			j++
		}
		if after := p.at(j); after.kind != tokEnd && (after.kind != tokMark || after.sub == ':' || after.glued && after.sub == '-') || j == i || p.at(j-1).end < end {
			continue
		}
		r.verdict, r.to = ph.verdict, j
		return r, true
	}
	return r, false
}

// thumbs reads "two thumbs way up", "thumbs down", "one thumb up, one thumb down".
func (p *parser) thumbs(i int, r *reading) bool {
	*r = reading{kind: KindVerdict, value: NoDecimal, best: NoDecimal, from: i}
	j := i
	if p.num(j).ok || p.word(j, wordArticle) {
		j++
	}
	if !p.word(j, wordThumb) {
		return false
	}
	for k := j + 1; k <= j+3; k++ {
		switch {
		case p.word(k, wordUp):
			r.verdict = VerdictPositive
		case p.word(k, wordDown):
			r.verdict = VerdictNegative
		case p.word(k, wordSideways):
			r.verdict = VerdictMixed
		default:
			continue
		}
		r.to = k + 1
		var other reading
		for n := k + 1; n <= k+2; n++ {
			if p.thumbs(n, &other) && other.verdict != r.verdict {
				r.verdict, r.to = VerdictMixed, other.to
				break
			}
		}
		return true
	}
	return false
}
