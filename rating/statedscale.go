package rating

// wholeFirst reads a value that follows the end of its scale, which was read as r up to token i: 10点中8点, 10 üzerinden 8,
// 10점 만점에 8점.
func (p *parser) wholeFirst(r *reading, i int) bool {
	for p.word(i, wordOfPart) || p.word(i, wordUnit) {
		i++
	}
	if !p.word(i, wordWhole) || !r.value.Known() {
		return false
	}
	n := p.num(i + 1)
	if !n.ok {
		return false
	}
	r.best, r.value = r.value, n.val
	r.kind = KindFraction
	r.to = p.unit(n.next, r)
	return true
}

// wholeAhead reads a value behind a scale that begins with the word for all of it: 满分10分，我给8分.
func (p *parser) wholeAhead(i int) (reading, bool) {
	r := reading{kind: KindFraction, from: i, value: NoDecimal, best: NoDecimal}
	whole := p.num(i + 2)
	if !p.word(i+1, wordUnit) || !whole.ok {
		return r, false
	}
	j := whole.next
	for p.word(j, wordUnit) || p.word(j, wordLead) || p.mark(j, ',') {
		j++
	}
	n := p.num(j)
	if !n.ok {
		return r, false
	}
	r.value, r.best = n.val, whole.val
	r.to = p.unit(n.next, &r)
	return r, true
}

// span reads a scale that is stated by both ends, by its name or in brackets: "on a scale of 1 to 10", "(1-5 scale)", "(-4 to +4)",
// "on a 10-point scale". The plain range needs a bracket or "out of" before it.
func (p *parser) span(r *reading, i int, bracket bool) bool {
	j, named := i, false
	for j < i+2 && p.at(j).kind == tokWord && (p.at(j).class == wordNone || p.at(j).class == wordArticle || p.at(j).class == wordNumber || p.at(j).class == wordOf) {
		if p.at(j).class == wordNumber && p.at(j).val != decimalUnit { // "una" and "einer" are numbers too
			break
		}
		j++
	}
	if p.word(j, wordScale) {
		named = true
		for j++; p.word(j, wordOf) || p.word(j, wordArticle) || p.mark(j, ':'); j++ {
		}
	} else if j > i && !bracket && !p.scaleWithin(j) {
		return false
	}
	first, next, ok := p.signed(j)
	if !ok {
		return false
	}
	last, end, ranged := p.upperEnd(next)
	switch {
	case ranged:
		next = end
	case named, p.scaleWithin(j):
		first, last = 0, first
	default:
		return false
	}
	for k := 0; k < 3 && !named && (p.mark(next, '-') || p.word(next, wordPoint) || p.word(next, wordUnit) || p.word(next, wordStar)); k++ {
		next++
	}
	if p.word(next, wordScale) {
		named = true
		next++
	}
	closed := p.mark(next, ')') || p.mark(next, ']')
	plain := first < 0 && (bracket || first == -last && p.at(j+1).glued) // 2 -4..+4
	if !named && !plain || first >= last || r.best.Known() && r.best != last {
		return false
	}
	if closed {
		next++
	}
	r.best, r.first, r.to = last, first, next
	if r.kind == KindNumber {
		r.kind = KindFraction
	}
	return true
}

// scaleWithin reports whether the word scale stands a few tokens after i, behind a number.
func (p *parser) scaleWithin(i int) bool {
	for j := i + 1; j < i+7; j++ {
		if p.word(j, wordScale) {
			return true
		}
		if t := p.at(j); t.kind == tokEnd || t.kind == tokMark && (t.sub == ')' || t.sub == '.' && !p.mark(j+1, '.') && !p.mark(j-1, '.') || t.sub == '\n') {
			return false
		}
	}
	return false
}

// signed reads a number with its sign.
func (p *parser) signed(i int) (Decimal, int, bool) {
	negative := p.mark(i, '-') || p.mark(i, '–')
	if negative || p.mark(i, '+') {
		i++
	}
	n := p.num(i)
	if negative {
		n.val = -n.val
	}
	return n.val, n.next, n.ok
}

// upperEnd reads what joins the ends of a range, and its upper end: "to 10", "-10", "..+4".
func (p *parser) upperEnd(i int) (Decimal, int, bool) {
	switch {
	case p.mark(i, '.') && p.mark(i+1, '.'):
		for p.mark(i, '.') {
			i++
		}
	case p.mark(i, '-'), p.mark(i, '–'), p.mark(i, '…'), p.word(i, wordTo):
		i++
	default:
		return 0, i, false
	}
	return p.signed(i)
}

// oddUnit reads the scale behind a unit that is no known word: "3 buckets of popcorn out of 5". In prose the words between
// would as well be what is counted; so the value has to be announced, and the scale be a customary one that ends the statement.
func (p *parser) oddUnit(r *reading, i int) {
	if !p.led(r.from) || !r.value.Known() || r.stars {
		return
	}
	j := i
	for j < i+4 && (p.word(j, wordNone) || j > i && p.word(j, wordOf) && !p.word(j-1, wordOut)) {
		j++
	}
	if j == i || !p.word(j, wordOut) || !p.word(j+1, wordOf) {
		return
	}
	j, _, _ = p.connector(j, r)
	best, next, _, ok := p.bestAt(j)
	if after := p.at(next); !ok || !customary(best) || r.value > best || after.kind != tokEnd && after.kind != tokMark {
		return
	}
	r.best, r.to, r.kind = best, next, KindFraction
}
