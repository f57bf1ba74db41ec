package extract

import (
	"regexp"
	"strconv"
	"strings"

	"reelscore/rating"
)

// The types of schema.org, without hyphens and in lower case, by what they mean here.
var (
	reviewTypes    = wordSet("review criticreview userreview mediareview recommendation")
	aggregateTypes = wordSet("aggregatereview reviewaggregate aggregaterating employeraggregaterating")
	ratingTypes    = wordSet("rating")
	articleTypes   = wordSet("blogposting newsarticle article reviewnewsarticle opinionnewsarticle socialmediaposting blogpost webpage posting")
	filmTypes      = wordSet("movie film tvseries tvepisode tvseason tvminiseries videoobject shortfilm documentary creativework creativeworkseries tvshow episode")
	commentTypes   = wordSet("comment usercomments")
	otherTypes     = wordSet(`book game videogame product place restaurant localbusiness musicalbum musicrecording softwareapplication mobileapplication organization hotel event
 course recipe vehicle car foodestablishment service lodgingbusiness store webapplication boardgame podcast podcastseries audiobook musicgroup claimreview employer person`)
)

// makerTypes are those of who publishes or writes the page.
var makerTypes = wordSet("organization person employer")

// claimed is a review of structured markup with the thing that it reviews.
type claimed struct {
	it      *item
	subject *item
	name    prop
	rating  *structuredRating
	author  string
}

// interpret takes the film, the review and the rating from the items of structured markup.
func (r *reader) interpret(items []*item) {
	var reviews []claimed
	var goods *item
	posted := false
	seen := map[*item]bool{}
	var walk func(it *item, depth int)
	walk = func(it *item, depth int) {
		if it == nil || seen[it] || depth > 40 {
			return
		}
		seen[it] = true
		if goods == nil && it.zone != zoneFurniture && it.isGoods() {
			goods = it
		}
		switch {
		case it.is(commentTypes):
			r.ldComment(it)
			return
		case it.is(aggregateTypes):
			r.rejectAggregate(it)
		case it.is(reviewTypes):
			r.microReview = r.microReview || it.source == "hreview" || it.source == "h-review" || it.source == "microdata" && depth == 0 && it.ofNothing()
			reviews = append(reviews, r.reviewOf(it))
		case it.is(articleTypes):
			posted = posted || !it.is(wordSet("webpage posting"))
			r.article(it, depth)
		}
		for _, p := range it.props {
			if p.item != nil && !(it.is(reviewTypes) && p.name == "reviewrating") {
				if p.name == "aggregaterating" {
					r.rejectAggregate(p.item)
					continue
				}
				walk(p.item, depth+1)
			}
		}
	}
	for _, it := range items {
		walk(it, 0)
	}
	for _, it := range items {
		r.articleRating(it, &reviews)
	}
	if r.chooseReview(reviews) || r.notFilm {
		return
	}
	for _, it := range items {
		if it.is(filmTypes) && !it.is(wordSet("creativework videoobject")) {
			r.film(it, prop{}, 0.85)
			return
		}
	}
	if goods != nil && !posted { // a post may name its publisher's address, or a shop that sells the film
		r.refuse(goods)
	}
}

// isGoods reports whether an item is something that is sold, visited or used, and no film. A type alone does not tell: plugins for
// ratings call every post a product.
func (it *item) isGoods() bool {
	if it.is(aggregateTypes) {
		of, _ := it.first("itemreviewed")
		return of.item != nil && of.item.is(otherTypes) && !of.item.is(filmTypes)
	}
	if !it.is(otherTypes) || it.is(filmTypes) || it.is(makerTypes) {
		return false
	}
	_, ok := it.first("offers", "brand", "sku", "gtin", "gtin13", "price", "address", "geo", "pricerange")
	return ok
}

// refuse notes that the page is about something else than a film.
func (r *reader) refuse(it *item) {
	if of, ok := it.first("itemreviewed"); ok && of.item != nil {
		it = of.item
	}
	r.warn(WarnNotFilm, "the markup is about a "+strings.Join(it.types, ", ")+", not a film")
	r.notFilm = true
}

// articleRating reads a rating that an article or a film gives itself, without a review in between.
func (r *reader) articleRating(it *item, reviews *[]claimed) {
	if !it.is(articleTypes) && !it.is(filmTypes) {
		return
	}
	if p, ok := it.first("reviewrating"); ok && len(*reviews) == 0 {
		c := r.reviewOf(it)
		if it.is(filmTypes) {
			c.subject = it
		}
		c.rating, _ = r.ratingProp(it, p)
		*reviews = append(*reviews, c)
	}
}

// reviewOf reads one review.
func (r *reader) reviewOf(it *item) claimed {
	c := claimed{it: it}
	if p, ok := it.first("itemreviewed", "about"); ok {
		c.name, c.subject = p, p.item
	} else if it.parent != nil && it.role == "review" {
		c.subject = it.parent
	}
	if c.subject != nil && c.subject.is(reviewTypes) {
		c.subject = nil
	}
	if up := it.parent; up != nil && it.role == "review" && c.name.text() == "" && up.is(filmTypes) {
		c.subject = up // the item reviewed is no more than the address of what holds the review
	}
	if c.subject != nil && c.name.text() == "" {
		c.name, _ = c.subject.first("name")
	}
	if p, ok := it.first("author"); ok {
		c.author = p.text()
	}
	var distinct []structuredRating
	for _, p := range it.all("reviewrating", "ratingvalue") {
		if p.item != nil && !isOverall(p.item) {
			r.reject(p.item.valueText(), reasonAspect, it.source, p.start, p.end)
			continue
		}
		got, reason := r.ratingProp(it, p)
		switch {
		case got == nil && reason != "":
			r.reject(propText(p), reason, it.source, p.start, p.end)
		case got != nil:
			distinct = append(distinct, *got)
		}
	}
	c.rating = r.oneOf(distinct)
	return c
}

// oneOf picks the rating of a review that gives several: the first, when the others say the same on their scales. Ratings
// that disagree are those of aspects, and none is picked.
func (r *reader) oneOf(list []structuredRating) *structuredRating {
	if len(list) == 0 {
		return nil
	}
	first := list[0]
	for _, o := range list[1:] {
		if !sameGrade(o.r, first.r) && !(o.r.Score != rating.NoScore && first.r.Score != rating.NoScore && near(o.r.Score, first.r.Score) && o.r.Best != first.r.Best) {
			for _, l := range list {
				r.reject(l.r.Raw, reasonAspect, l.source, l.start, l.end)
			}
			r.warn(WarnRatings, "the review in the markup has several ratings that differ, none of them the total: none is picked")
			r.conflict = true
			return nil
		}
	}
	for _, o := range list[1:] {
		r.reject(o.r.Raw, reasonSecond, o.source, o.start, o.end)
	}
	return &first
}

// isOverall reports whether a rating is one of the whole and not of an aspect.
func isOverall(it *item) bool {
	p, ok := it.first("reviewaspect")
	if !ok {
		return true
	}
	switch strings.ToLower(p.text()) {
	case "", "overall", "total", "film", "movie", "review":
		return true
	}
	return false
}

func (it *item) valueText() string {
	p, _ := it.first("ratingvalue", "name")
	return p.text()
}

func propText(p prop) string {
	if p.item != nil {
		return p.item.valueText()
	}
	return p.value
}

var (
	tailScale = regexp.MustCompile(`(?i)^[\s)]{0,3}(?:/|\(?\s*(?:out of|von|sur|su|sobre|of|de)\s)\s*(\d{1,3}|` + words + `)`)
	plainNum  = regexp.MustCompile(`^[-+]?\d{1,4}(?:[.,]\d{1,4})?$`)
)

// ratingProp reads a rating that is an item or a bare value. The reason tells why there is none.
func (r *reader) ratingProp(owner *item, p prop) (*structuredRating, string) {
	c := rating.NewContext()
	value := p
	if p.item != nil {
		var ok bool
		if value, ok = p.item.first("ratingvalue"); !ok || value.text() == "" {
			if value, ok = p.item.first("name", "alternatename"); !ok {
				return nil, ""
			}
		}
		c.Best, c.Lowest = decimalOf(p.item, "bestrating"), decimalOf(p.item, "worstrating")
	} else {
		c.Best, c.Lowest = decimalOf(owner, "bestrating"), decimalOf(owner, "worstrating")
	}
	text := strings.TrimSpace(value.text())
	if certificateValue(text) {
		return nil, reasonCertificate
	}
	defaulted := false
	if plainNum.MatchString(text) && c.Best == rating.NoDecimal {
		c.Best = scaleBehind(value, p)
		if v, err := rating.ParseDecimal(strings.ReplaceAll(text, ",", ".")); c.Best == rating.NoDecimal && err == nil && v >= 0 && v <= 5*decimalOne && owner.source != "hreview" && owner.source != "h-review" {
			c.Best, defaulted = 5*decimalOne, true
		}
	}
	if c.Lowest != rating.NoDecimal && c.Best != rating.NoDecimal && c.Lowest >= c.Best {
		c.Lowest = rating.NoDecimal
	}
	if v, err := rating.ParseDecimal(text); err == nil && v == 0 && c.Lowest != rating.NoDecimal && c.Lowest > 0 {
		return nil, reasonUnrated
	}
	got, err := rating.Parse(text, c)
	if err != nil && got.Kind == rating.KindNone {
		return nil, reasonUnreadable
	}
	if defaulted {
		r.warn("scale_default", "the markup states no scale: its standard's default of 5 was taken")
	}
	return &structuredRating{r: got, source: owner.source, conf: 0.95, start: value.start, end: value.end}, ""
}

// scaleBehind reads the scale that stands behind a value as text: "/5", "out of 5 stars".
func scaleBehind(props ...prop) rating.Decimal {
	for _, p := range props {
		if m := tailScale.FindStringSubmatch(p.tail); m != nil {
			if v, err := rating.Parse("0/"+m[1], rating.NewContext()); err == nil {
				return v.Best
			}
		}
	}
	return rating.NoDecimal
}

func decimalOf(it *item, name string) rating.Decimal {
	p, ok := it.first(name)
	if !ok {
		return rating.NoDecimal
	}
	v, err := rating.ParseDecimal(strings.ReplaceAll(strings.TrimSpace(p.text()), ",", "."))
	if err != nil || name == "bestrating" && v <= 0 {
		return rating.NoDecimal
	}
	return v
}

func (r *reader) reject(text, reason, source string, start, end int) {
	if text != "" && len(r.rejected) < r.lim.Candidates {
		r.rejected = append(r.rejected, Rejected{Text: text, Reason: reason, Source: source, Start: start, End: end})
	}
}

func (r *reader) rejectAggregate(it *item) {
	if it.source != "json-ld" {
		r.averages = append(r.averages, [2]int{it.start, it.end})
	}
	many := votesOf(it) >= manyVotes
	for _, p := range it.all("ratingvalue", "reviewrating") {
		r.reject(propText(p), reasonAggregate, it.source, p.start, p.end)
		if v, err := rating.Parse(propText(p), rating.NewContext()); many && err == nil && v.Value.Known() {
			r.averageValues = append(r.averageValues, v.Value)
		}
	}
}

// votesOf is the number of votes that an average counts.
func votesOf(it *item) int {
	most := 0
	for _, n := range []string{"ratingcount", "reviewcount"} {
		if c, ok := it.first(n); ok {
			if v, err := strconv.Atoi(strings.NewReplacer(",", "", ".", "", " ", "").Replace(c.text())); err == nil {
				most = max(most, v)
			}
		}
	}
	return most
}
