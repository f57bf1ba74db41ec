package rating

// parser holds a raw rating and its tokens while it is read.
type parser struct {
	raw  string
	toks []token
	// spans says that a scale may be told by both ends or by name, die that a die may be: few texts have the words, and
	// looking for them behind every number takes a third of the time.
	spans, die bool
}

// note looks for the words of rare scales once.
func (p *parser) note() {
	for i := range p.toks {
		t := &p.toks[i]
		p.spans = p.spans || t.class == wordScale || t.kind == tokMark && (t.sub == '-' || t.sub == '–')
		p.die = p.die || t.class == wordDie
	}
}

// reading is one way to understand a part of the raw text: tokens from to to.
type reading struct {
	kind        Kind
	value, best Decimal
	first       Decimal // the lower end of the scale where it is stated and not 0: 1 to 10, -4 to +4
	score       Score   // of the letter
	verdict     Verdict
	from, to    int
	flags       Flags
	stars       bool // the unit is a star
	slash       bool // written n/d
}

// strong reports whether the reading states its own scale.
func (r *reading) strong() bool {
	return r.best.Known() || r.kind == KindLetter
}

func (p *parser) at(i int) token {
	if i < 0 || i >= len(p.toks) {
		return token{kind: tokEnd, start: int32(len(p.raw)), end: int32(len(p.raw))}
	}
	return p.toks[i]
}

func (p *parser) mark(i int, sub rune) bool { t := p.at(i); return t.kind == tokMark && t.sub == sub }

func (p *parser) word(i int, class wordClass) bool {
	t := p.at(i)
	return t.kind == tokWord && t.class == class
}

// number is a value read from one or more tokens, up to next.
type number struct {
	val     Decimal
	next    int
	rounded bool
	digits  bool // written in digits
	ok      bool
}

// num reads a number at token i: 3, 3.5, 3½, 3 1/2, 3-1/2, three and a half, three-point-five, half a.
func (p *parser) num(i int) number {
	t := p.at(i)
	switch {
	case t.kind == tokNumber:
		n := number{val: t.val, next: i + 1, rounded: t.rounded, digits: true, ok: true}
		if t.val == decimalUnit && p.mark(i+1, '/') && p.halfContext(i) {
			return number{val: decimalUnit / 2, next: i + 3, digits: true, ok: true}
		}
		if t.val%decimalUnit == 0 && t.val <= Whole(100) {
			p.addPart(&n)
		}
		return n
	case t.kind == tokFrac:
		return number{val: t.val, next: i + 1, rounded: t.rounded, digits: true, ok: true}
	case t.kind == tokWord && t.class == wordNumber:
		n := number{val: t.val, next: i + 1, ok: true}
		if j := n.next; t.val == decimalUnit && (p.word(j, wordHalf) || p.mark(j, '-') && p.word(j+1, wordHalf)) {
			n.val = 0 // one half, one-half: addPart adds it
		}
		p.addDecimals(&n)
		if n.val%decimalUnit == 0 {
			p.addPart(&n)
		}
		return n
	case t.kind == tokWord && t.class == wordHalf:
		n := number{val: decimalUnit / 2, next: i + 1, ok: true}
		if p.word(n.next, wordOf) {
			n.next++
		}
		if p.word(n.next, wordArticle) || p.word(n.next, wordNumber) && p.at(n.next).val == decimalUnit {
			n.next++
		}
		n.ok = p.word(n.next, wordStar) || p.at(n.next).kind == tokAst
		return n
	}
	return number{}
}

// halfContext reports whether "1/2" at i means a half: a unit or "out of" follows.
func (p *parser) halfContext(i int) bool {
	two := p.at(i + 2)
	if two.kind != tokNumber || two.val != Whole(2) {
		return false
	}
	next := p.at(i + 3)
	return next.kind == tokAst && next.val == decimalUnit || next.kind == tokStar && next.val == decimalUnit ||
		next.kind == tokWord && (next.class == wordStar || next.class == wordOut || next.class == wordUnit) ||
		next.kind == tokMark && next.sub == '/' && p.at(i+4).kind == tokNumber && p.at(i+4).val >= Whole(4) && p.at(i+4).val <= Whole(10) && !next.glued
}

// addPart adds a fraction that follows a whole number.
func (p *parser) addPart(n *number) {
	i := n.next
	if t := p.at(i); t.kind == tokFrac {
		n.val, n.next, n.rounded = n.val+t.val, i+1, t.rounded
		return
	}
	if p.word(i, wordHalf) && !p.word(i+1, wordStar) {
		n.val, n.next = n.val+decimalUnit/2, i+1
		return
	}
	joined := false
	if p.mark(i, '-') && p.at(i).glued && p.word(i+1, wordAnd) {
		i++ // three-and-a-half
	}
	if p.mark(i, '-') && p.at(i).glued && p.at(i+1).glued || p.word(i, wordAnd) || p.mark(i, '&') {
		i, joined = i+1, true
	}
	if part, next, ok := p.part(i); ok && (joined || !p.at(i).glued) {
		n.val, n.next = n.val+part, next
		return
	}
	if !joined {
		return
	}
	for p.mark(i, '-') || p.word(i, wordArticle) || p.word(i, wordNumber) && p.at(i).val == decimalUnit {
		i++
	}
	switch t := p.at(i); {
	case t.kind == tokWord && t.class == wordHalf:
		n.val, n.next = n.val+decimalUnit/2, i+1
	case t.kind == tokFrac:
		n.val, n.next = n.val+t.val, i+1
	case t.kind == tokWord && t.class == wordQuarter:
		n.val, n.next = n.val+decimalUnit/4, i+1
	case t.kind == tokWord && t.class == wordNumber && t.val == Whole(3) && p.word(i+1, wordQuarter):
		n.val, n.next = n.val+3*decimalUnit/4, i+2
	}
}

// part reads 1/2, 1/4 or 3/4 at i, unless it goes on like a date.
func (p *parser) part(i int) (Decimal, int, bool) {
	a, b := p.at(i), p.at(i+2)
	if a.kind != tokNumber || !p.mark(i+1, '/') || !p.at(i+1).glued || b.kind != tokNumber || !b.glued {
		return 0, 0, false
	}
	half := a.val == decimalUnit && b.val == Whole(2)
	quarters := (a.val == decimalUnit || a.val == Whole(3)) && b.val == Whole(4)
	if !half && !quarters {
		return 0, 0, false
	}
	return a.val * decimalUnit / b.val, i + 3, true
}

// addDecimals reads "point five" after a number word.
func (p *parser) addDecimals(n *number) {
	i := n.next
	if p.mark(i, '-') {
		i++
	}
	if !p.word(i, wordPoint) {
		return
	}
	i++
	for place := Decimal(10); place <= 1000; place *= 10 {
		if p.mark(i, '-') {
			i++
		}
		t := p.at(i)
		if t.kind != tokWord || t.class != wordNumber || t.val >= Whole(10) || t.val%decimalUnit != 0 {
			return
		}
		i++
		n.val, n.next = n.val+t.val/place, i
	}
}

// count reads a number with what belongs to it: a sign, a range, a unit, a scale.
func (p *parser) count(i int) (reading, bool) {
	r := reading{kind: KindNumber, value: NoDecimal, best: NoDecimal, from: i}
	negative := false
	switch {
	case p.mark(i, '-') && p.at(i+1).glued && !p.at(i).glued && p.at(i+1).kind == tokNumber, p.word(i, wordMinus) && p.num(i+1).ok:
		negative = true
		i++
	case p.word(i, wordNo):
		return p.noStars(i)
	}
	n := p.num(i)
	if p.word(n.next, wordMeasure) {
		n.next++
		if p.word(n.next, wordHalf) { // 三颗半星
			n.val, n.next = n.val+decimalUnit/2, n.next+1
		}
	}
	if !n.ok || n.digits && p.fused(i) {
		return r, false
	}
	i = n.next
	r.value = n.val
	if n.rounded {
		r.flags |= FlagRounded
	}
	if negative {
		r.value = -r.value
	}
	if next, ok := p.rangeEnd(r.from, i); ok {
		r.flags |= FlagRange | FlagAmbiguous
		r.value, i = NoDecimal, next
	}
	quarter := p.quarterSign(i)
	if quarter != 0 {
		i++
	}
	i = p.unit(i, &r)
	if r.stars && (p.word(i, wordAnd) || p.word(i, wordHalf) && p.at(i).glued) && r.value.Known() && r.value%decimalUnit == 0 {
		half := number{val: r.value, next: i} // three stars and a half
		p.addPart(&half)
		r.value, i = half.val, half.next
	}
	r.to = i
	if p.percent(&r, i) {
		return r, true
	}
	if p.wholeFirst(&r, i) {
		return r, true
	}
	if !p.scaleFor(&r, i) {
		return r, false
	}
	if quarter > 0 && r.best.Known() && r.value == r.best {
		quarter = 0 // "10+ out of 10" is no more than all of it
	}
	if quarter != 0 && r.value.Known() {
		return r, r.addQuarter(quarter)
	}
	return r, true
}

// addQuarter applies the Italian "6-" and "6+", a quarter point on a scale of 10; on another scale it has no fixed
// meaning, and "18+" is a certificate.
func (r *reading) addQuarter(quarter Decimal) bool {
	if r.best.Known() && r.best != Whole(10) || r.stars {
		r.flags |= FlagAmbiguous
		return true
	}
	r.value += quarter
	return r.best.Known() || r.value <= Whole(10)
}

// noStars reads "no stars", with a scale or without.
func (p *parser) noStars(i int) (reading, bool) {
	r := reading{kind: KindStars, best: NoDecimal, from: i, to: i + 2, stars: true}
	if !p.word(i+1, wordStar) {
		return r, false
	}
	return r, p.scaleFor(&r, i+2)
}

// unit steps over the word or sign that names the unit.
func (p *parser) unit(i int, r *reading) int {
	t := p.at(i)
	if t.kind == tokMark && t.sub == '-' && t.glued && p.word(i+1, wordStar) && p.at(i+1).glued {
		t, i = p.at(i+1), i+1
	}
	switch {
	case t.kind == tokWord && t.class == wordStar, t.kind == tokAst && t.val == decimalUnit && t.glued, t.kind == tokStar && t.val == decimalUnit:
		r.kind, r.stars = KindStars, true
		return i + 1
	case t.kind == tokWord && t.class == wordUnit, t.kind == tokWord && t.class == wordPoint:
		return i + 1
	}
	return i
}

// percent reads the sign or word for percent at i.
func (p *parser) percent(r *reading, i int) bool {
	switch {
	case p.mark(i, '%'), p.word(i, wordPercent):
		r.to = i + 1
	case p.word(i, wordPer) && p.word(i+1, wordPercent):
		r.to = i + 2
	default:
		return false
	}
	r.kind, r.best = KindPercent, Whole(100)
	return true
}

// quarterSign reads a plus or minus glued to a number and to nothing after it but "/".
func (p *parser) quarterSign(i int) Decimal {
	t, next := p.at(i), p.at(i+1)
	if t.kind != tokMark || !t.glued || next.glued && next.kind != tokEnd && next.kind != tokMark {
		return 0
	}
	switch t.sub {
	case '+':
		return decimalUnit / 4
	case '-':
		return -decimalUnit / 4
	}
	return 0
}

// fused reports whether a number goes on from what stands before it: the 21 of 2014/10/21, the 2 of 1e2.
func (p *parser) fused(i int) bool {
	before := p.at(i - 1)
	if !p.at(i).glued {
		return false
	}
	return before.kind == tokJunk || before.kind == tokWord && before.class == wordNone ||
		before.kind == tokMark && before.sub == '/' && before.glued && (p.at(i-2).kind == tokNumber || p.at(i-2).kind == tokJunk)
}

// rangeEnd reads the second number of a range whose first began at from and ended before i.
func (p *parser) rangeEnd(from, i int) (int, bool) {
	j := p.unit(i, &reading{})
	t := p.at(j)
	dash := t.kind == tokMark && (t.sub == '-' || t.sub == '–')
	if !dash && !p.word(j, wordTo) && !(p.word(j, wordAnd) && p.word(from-1, wordBetween)) {
		return 0, false
	}
	n := p.num(j + 1)
	if !n.ok {
		return 0, false
	}
	if !dash || t.glued && p.at(j+1).glued {
		return n.next, true
	}
	// Spaced: "8 - 3 reasons" is no range, nor "Lamps 2 - 3/5"; "7 - 8/10" is one.
	if !p.led(from) {
		return 0, false
	}
	next := p.at(n.next)
	unit := next.kind == tokWord && (next.class == wordStar || next.class == wordOut || next.class == wordOf)
	return n.next, next.kind == tokEnd || unit || next.kind == tokMark && (next.sub == '/' || next.sub == '%')
}
