package rating

// scaleFor reads the scale that follows a value ("/5", "out of ten", "(out of ****)") into r and steps over its unit.
// It is false when what follows shows that the value is no rating: a date, a count of people.
func (p *parser) scaleFor(r *reading, i int) bool {
	if p.die && (p.word(r.from-1, wordDie) || p.at(r.from-1).kind == tokMark && p.word(r.from-2, wordDie)) {
		r.best, r.first = Whole(6), decimalUnit
		if r.kind == KindNumber {
			r.kind = KindFraction
		}
	}
	j, open := i, false
	if p.mark(j, '(') || p.mark(j, '[') || p.mark(j, ',') {
		open = !p.mark(j, ',')
		j++
	}
	if p.spans && p.span(r, j, open) {
		return true
	}
	j, slash, ok := p.connector(j, r)
	if !ok {
		p.oddUnit(r, i)
		return true
	}
	if p.spans && p.span(r, j, true) {
		return true
	}
	best, next, glyphs, ok := p.bestAt(j)
	if !ok {
		return true
	}
	if k := p.at(next + 1).kind; slash && p.mark(next, '/') && p.at(next).glued && (k == tokNumber || k == tokJunk) {
		return false // a date
	}
	if p.word(next, wordPeople) || p.word(next, wordCount) {
		return false
	}
	if r.best.Known() && r.best != best {
		r.flags |= FlagAmbiguous
	}
	if r.kind == KindNumber {
		r.kind = KindFraction
	}
	r.best, r.slash = best, slash
	if glyphs {
		r.kind, r.stars = KindStars, true
	}
	next = p.unit(next, r)
	if open && (p.mark(next, ')') || p.mark(next, ']')) {
		next++
		next = p.unit(next, r)
	}
	r.to = next
	return true
}

// connector reads what stands between a value and its scale.
func (p *parser) connector(i int, r *reading) (next int, slash, ok bool) {
	switch {
	case p.mark(i, '/'):
		return i + 1, true, true
	case p.word(i, wordOut) && p.word(i+1, wordOf):
		i += 2
	case p.word(i, wordOf):
		// "one of the three best" is no rating: plain "of" wants the number at once.
		if n := p.num(i + 1); n.ok && !n.digits && r.kind == KindNumber && !customary(n.val) {
			return i, false, false
		}
		i++
		for p.word(i, wordOf) || p.word(i, wordOfPart) { // van de 5
			i++
		}
		return i, false, true
	case p.word(i, wordOfPart):
	default:
		return i, false, false
	}
	for p.word(i, wordArticle) || p.word(i, wordOfPart) || p.word(i, wordTotal) || p.word(i, wordOf) || p.word(i, wordUnit) || p.word(i, wordLead) || p.mark(i, '.') {
		i++
	}
	return i, false, true
}

// bestAt reads the upper end of a scale: a number, a number word or a run of stars.
func (p *parser) bestAt(i int) (best Decimal, next int, glyphs, ok bool) {
	switch t := p.at(i); t.kind {
	case tokNumber:
		return t.val, i + 1, false, true
	case tokWord:
		return t.val, i + 1, false, t.class == wordNumber
	case tokAst, tokStar, tokEmpty:
		return t.val, i + 1, true, t.val > decimalUnit
	}
	return 0, i, false, false
}

// customary reports whether best is a scale in wide use; others are believed only where nothing speaks against them.
func customary(best Decimal) bool {
	for _, n := range [...]int{4, 5, 6, 10, 20, 30, 100} {
		if best == Whole(n) {
			return true
		}
	}
	return false
}

// run reads a run of stars, asterisks or one emoji, with halves, empties and a scale.
func (p *parser) run(i int) (reading, bool) {
	r := reading{kind: KindStars, best: NoDecimal, from: i, stars: true}
	first := p.at(i)
	slots := Decimal(0)
	switch first.kind {
	case tokStar, tokAst, tokEmoji:
		r.value, slots = first.val, first.val
		i++
	}
	if part, next, ok := p.runPart(i); ok {
		r.value, slots, i = r.value+part, slots+decimalUnit, next
	}
	if t := p.at(i); t.kind == tokEmpty {
		r.best, i = slots+t.val, i+1
		full := p.at(i).kind == tokStar
		if full {
			r.best, i = r.best+p.at(i).val, i+1
		}
		// Only empties, or full stars after them, do not tell which of the two counts.
		if slots == 0 || full {
			r.flags |= FlagAmbiguous
			r.value = NoDecimal
		}
	}
	r.to = i
	if first.kind == tokStar && first.val == decimalUnit && r.value == decimalUnit && p.num(i).ok {
		return r, false // one star as decoration: ★ 4.5/5
	}
	if t := p.at(i); first.val == decimalUnit && t.glued && (t.kind == tokWord && t.class == wordNone || t.kind == tokJunk) {
		return r, false // ★x4
	}
	if !p.scaleFor(&r, i) {
		return r, false
	}
	switch first.kind {
	case tokEmoji:
		return r, r.best.Known()
	case tokAst:
		return r, r.best.Known() || p.standsAlone(r.from, r.to)
	}
	return r, true
}

// runPart reads the half after a run of stars: ½, 1/2, a half star, "and a half".
func (p *parser) runPart(i int) (Decimal, int, bool) {
	t := p.at(i)
	switch {
	case t.kind == tokHalf && t.val == decimalUnit:
		return decimalUnit / 2, i + 1, true
	case t.kind == tokFrac:
		return t.val, i + 1, true
	case t.kind == tokNumber && t.val%decimalUnit != 0 && t.val < decimalUnit:
		return t.val, i + 1, true
	}
	if part, next, ok := p.part(i); ok {
		return part, next, true
	}
	if p.word(i, wordAnd) || p.mark(i, '+') {
		n := number{next: i}
		p.addPart(&n)
		return n.val, n.next, n.next > i
	}
	return 0, i, false
}

// standsAlone reports whether tokens from to to touch no word: masked words and emphasis do.
func (p *parser) standsAlone(from, to int) bool {
	before, after := p.at(from-1), p.at(to)
	if p.at(from).glued && before.kind != tokMark && before.kind != tokEnd {
		return false
	}
	return !after.glued || after.kind == tokMark || after.kind == tokEnd
}

// unemphasise turns the asterisks of *emphasis* and **strong** into plain marks, so that they count as no stars.
func (p *parser) unemphasise() {
	for i := range p.toks {
		open := &p.toks[i]
		next := p.at(i + 1)
		if open.kind != tokAst || open.val > Whole(3) || !next.glued || next.kind == tokMark && next.sub == '/' || next.kind == tokEnd {
			continue
		}
		for j := i + 2; j < len(p.toks); j++ {
			if shut := &p.toks[j]; shut.kind == tokAst && shut.val == open.val && shut.glued {
				open.kind, open.sub, shut.kind, shut.sub = tokMark, '*', tokMark, '*'
				break
			}
		}
	}
}
