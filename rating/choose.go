package rating

// readings collects the ways to read the parts of the text, from left to right.
func (p *parser) readings(buf *[10]reading) []reading {
	n := 0
	for i := 0; i < len(p.toks) && n < len(buf); {
		r, ok := p.readAt(i)
		if !ok {
			i = max(i+1, p.skipDate(i))
			continue
		}
		buf[n] = r
		n++
		i = max(r.to, i+1)
	}
	return buf[:n]
}

// skipDate steps over n/n/n, of which no part is a rating.
func (p *parser) skipDate(i int) int {
	for p.at(i).kind == tokNumber && p.mark(i+1, '/') && p.at(i+2).kind == tokNumber {
		i += 2
	}
	return i + 1
}

func (p *parser) readAt(i int) (reading, bool) {
	var thumb reading
	switch t := p.at(i); t.kind {
	case tokNumber:
		if p.thumbs(i, &thumb) {
			return thumb, true
		}
		return p.count(i)
	case tokFrac:
		if k := p.at(i + 1).kind; k == tokEmpty {
			return p.run(i)
		}
		return p.count(i)
	case tokStar, tokHalf, tokEmpty, tokAst:
		return p.run(i)
	case tokEmoji:
		if r, ok := p.run(i); ok {
			return r, true
		}
		return p.headVerdict(i)
	case tokMark:
		if t.sub == '-' {
			return p.count(i)
		}
	case tokWord:
		if (t.class == wordNumber || t.class == wordThumb || t.class == wordArticle) && p.thumbs(i, &thumb) {
			return thumb, true
		}
		switch t.class {
		case wordNumber, wordHalf, wordMinus, wordNo:
			if r, ok := p.count(i); ok && (r.strong() || r.stars || p.lone(&r)) {
				return r, true
			}
		}
		if t.class == wordOfPart {
			if r, ok := p.wholeAhead(i); ok {
				return r, true
			}
		}
		if t.end-t.start == 1 {
			if r, ok := p.letter(i); ok {
				return r, true
			}
		}
		return p.headVerdict(i)
	}
	return reading{}, false
}

// headVerdict reads a verdict in words where only a label stands before it.
func (p *parser) headVerdict(i int) (reading, bool) {
	for j := range i {
		t := p.at(j)
		if t.kind != tokMark && !(t.kind == tokWord && (t.class == wordLabel || t.class == wordTotal || t.class == wordLead || t.class == wordArticle)) {
			return reading{}, false
		}
	}
	return p.verdictAt(i)
}

// lone reports whether a value without a scale may be the rating: it is announced, and what follows does not make it a
// count of something.
func (p *parser) lone(r *reading) bool {
	// "null" is German for zero, but alone it is a hole in somebody's data.
	if !p.led(r.from) || r.kind == KindNumber && p.raw[p.at(r.from).start:p.at(r.to-1).end] == "null" {
		return false
	}
	if p.mark(r.from-1, '/') || p.mark(r.from-1, '@') || p.mark(r.from-1, '#') || p.mark(r.from-1, '$') || p.mark(r.from-1, '€') || p.mark(r.from-1, '£') {
		return false
	}
	after := p.at(r.to)
	switch after.kind {
	case tokEnd:
		return true
	case tokMark:
		return after.sub != '/' && after.sub != '\'' && !(after.sub == ':' && p.at(r.to+1).kind == tokNumber)
	case tokNumber, tokJunk, tokFrac:
		return false
	case tokWord:
		// A joke unit: "three buckets of popcorn", at the head and short.
		return after.class == wordUntil || after.class == wordIf || after.class == wordUnit ||
			len(p.toks)-r.to <= 4 && after.class != wordPeople && after.class != wordCount && after.class != wordOf
	}
	return true
}

// choose settles which reading is the rating. A reading with its own scale comes before one without, one without
// before a verdict in words.
func (p *parser) choose(rs []reading) (reading, bool) {
	own := rs[:0]
	for i := range rs {
		if !p.foreign(&rs[i]) {
			own = append(own, rs[i])
		}
	}
	best, found := p.strongest(own)
	if !found {
		best, found = p.weakest(own)
	}
	if found && best.kind != KindVerdict && p.conditional(&best) {
		best.flags |= FlagHypothetical
	}
	return best, found
}

// strongest settles among the readings with a scale: the one for the whole film, or all of them joined.
func (p *parser) strongest(rs []reading) (best reading, found bool) {
	for i := range rs {
		if rs[i].strong() && p.total(rs[i].from) {
			best, found = rs[i], true
		}
	}
	if found {
		return best, true
	}
	for i := range rs {
		r := rs[i]
		if !r.strong() {
			continue
		}
		if !found {
			best, found = r, true
			continue
		}
		adjacent := p.adjacent(&best, &r)
		switch {
		case customary(best.best) && r.kind == KindFraction && !customary(r.best), !adjacent && p.dubious(&r):
		case !adjacent && p.labelBefore(best.from) && p.closed(best.to) && !p.labelBefore(r.from):
			// The labelled one is the rating; the other stands in the blurb.
		case best.kind == KindFraction && !customary(best.best) && customary(r.best) && !p.labelBefore(best.from):
			best = r // a title: 9/11, 50/50
		case !adjacent && p.dubious(&best) && !p.led(best.from):
			best = r
		default:
			best = p.merge(best, r, adjacent)
		}
	}
	if found {
		p.beside(&best, rs)
	}
	return best, found
}

// weakest settles among the readings without a scale.
func (p *parser) weakest(rs []reading) (best reading, found bool) {
	for i := range rs {
		r := rs[i]
		if r.strong() || r.kind == KindVerdict || r.kind == KindNumber && !p.lone(&r) {
			continue
		}
		if !found {
			best, found = r, true
		} else if r.value != best.value {
			best.flags |= FlagAmbiguous
		}
	}
	for i := 0; i < len(rs) && !found; i++ {
		best, found = rs[i], rs[i].kind == KindVerdict
	}
	return best, found
}

// labelBefore reports whether a label stands right before token i, with at most one mark between.
func (p *parser) labelBefore(i int) bool {
	if p.at(i-1).kind == tokMark {
		i--
	}
	return p.word(i-1, wordLabel) || p.word(i-1, wordTotal) || p.word(i-1, wordDie)
}

// closed reports whether token i ends the statement before it.
func (p *parser) closed(i int) bool {
	t := p.at(i)
	return t.kind == tokMark && (t.sub == '.' || t.sub == '!' || t.sub == '-' || t.sub == '–' || t.sub == '\n' || t.sub == '|' || t.sub == '(')
}

// total reports whether the label before token i says that the value is the one for the whole film.
func (p *parser) total(i int) bool {
	for i--; i >= 0; i-- {
		t := p.at(i)
		if t.kind == tokWord && t.class == wordTotal {
			return true
		}
		if t.kind != tokMark && !(t.kind == tokWord && (t.class == wordLabel || t.class == wordArticle || t.class == wordLead)) {
			return false
		}
	}
	return false
}

// adjacent reports whether only punctuation within a sentence, or "and", "or" stands between two readings.
func (p *parser) adjacent(a, b *reading) bool {
	for i := a.to; i < b.from; i++ {
		t := p.at(i)
		joins := t.kind == tokWord && (t.class == wordTo || t.class == wordAnd)
		newSentence := t.sub == '.' && !p.at(i+1).glued
		if t.kind != tokMark && !joins || newSentence {
			return false
		}
	}
	return true
}

// dubious reports whether a reading within prose is more likely something else: 24/7, 9/11, 3/4, a share, a letter.
func (p *parser) dubious(r *reading) bool {
	switch r.kind {
	case KindLetter:
		return !p.labelBefore(r.from)
	case KindPercent:
		return true
	}
	return !customary(r.best) || r.value > r.best || r.slash && !r.stars && r.best == Whole(4) && (r.value == Whole(1) || r.value == Whole(3))
}

// merge joins a further reading to the one held: it repeats it, agrees with it on another scale, makes a range of it,
// or contradicts it.
func (p *parser) merge(a, b reading, adjacent bool) reading {
	sameScale := a.best == b.best && a.kind != KindLetter && b.kind != KindLetter || a.kind == KindLetter && b.kind == KindLetter
	switch {
	case a.flags&refusals != 0:
		return a
	case sameScale && a.value == b.value && a.score == b.score && b.flags&refusals == 0:
		return a
	case sameScale:
		t := p.at(a.to)
		if adjacent && (t.kind == tokMark && (t.sub == '-' || t.sub == '–') || t.kind == tokWord && t.class == wordTo) {
			a.flags |= FlagRange
			a.to, a.value = b.to, NoDecimal
		}
		a.flags |= FlagAmbiguous
		return a
	}
	if !agree(&a, &b) {
		a.flags |= FlagAmbiguous
		return a
	}
	// The finer of the two is the rating; stars and letters are often rounded from it.
	if finer(&b) > finer(&a) {
		a, b = b, a
	}
	a.flags |= FlagSecondScale
	return a
}

func finer(r *reading) int {
	switch {
	case r.kind == KindLetter:
		return 0
	case r.stars:
		return 1
	}
	return 2
}

// agree reports whether one of two readings is what the other becomes on its scale.
func agree(a, b *reading) bool {
	return rounds(a, b) || rounds(b, a)
}

func rounds(fine, coarse *reading) bool {
	score := fine.score
	if fine.kind != KindLetter {
		score = linear(fine.value, fine.best, 0)
	}
	if !score.Known() {
		return false
	}
	if coarse.kind == KindLetter {
		return coarse.score.Known() && nearest(letters[:], score).Score == coarse.score
	}
	if coarse.best <= 0 {
		return false
	}
	scale := Scale{Best: coarse.best, Step: stepHalf}
	if coarse.value%stepHalf != 0 || coarse.best >= Whole(50) {
		scale.Step = stepTenth
	}
	if coarse.stars && !fine.stars {
		// Writers cut as well as round: 7/10 is printed as three stars of five and as four.
		off := coarse.value*Decimal(MaxScore) - coarse.best*Decimal(score)
		return max(off, -off) < decimalUnit*Decimal(MaxScore)
	}
	return scale.valueOf(score) == coarse.value
}

// beside looks for a value without a scale right beside the rating: ★★★ (6/10), ★★☆☆☆ 5.
func (p *parser) beside(best *reading, rs []reading) {
	for i := range rs {
		r := &rs[i]
		if r.strong() || r.kind == KindVerdict || r.value == best.value {
			continue
		}
		if r.to <= best.from && p.adjacent(r, best) && (r.stars || p.lone(r)) || r.from >= best.to && p.adjacent(best, r) && p.at(r.to).kind != tokWord {
			best.flags |= FlagSecondScale
		}
	}
}

// foreign reports whether the words before or right after a reading say that it is somebody else's: "IMDb: 7.1", "users
// gave it 8/10", "68% on Rotten Tomatoes".
func (p *parser) foreign(r *reading) bool {
	for i := r.from - 1; i >= max(0, r.from-5); i-- {
		t := p.at(i)
		if t.kind == tokWord && (t.class == wordOther || t.class == wordPeople) {
			return true
		}
		if t.kind != tokWord && !(t.kind == tokMark && (t.sub == ':' || t.sub == '=' || t.sub == '-' || t.sub == '–')) {
			break
		}
	}
	for i := r.to; i < r.to+3 && p.at(i).kind == tokWord; i++ {
		if p.word(i, wordOther) {
			return true
		}
	}
	return false
}

// conditional reports whether the words around a rating say what it would have been, not what it is.
func (p *parser) conditional(r *reading) bool {
	for i := max(0, r.from-4); i < r.from; i++ {
		if p.word(i, wordWould) && p.word(i+1, wordHave) {
			return true
		}
	}
	i := r.to
	if p.mark(i, ',') {
		i++
	}
	return p.word(i, wordUntil) || p.word(i, wordUp) && p.word(i+1, wordTo) ||
		p.word(i, wordIf) && (p.word(i+1, wordWould) || p.word(i+2, wordWould))
}
