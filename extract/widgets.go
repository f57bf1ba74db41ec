package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"reelscore/rating"
)

// widgetClasses are the class names of star widgets.
var widgetClasses = wordSet("star-rating stars-rating rating-stars review-stars reviewstars stars rating star_rating starrating review-rating reviewrating rating-widget rating-container critic-rating score score-box review-score final-score rating-score rating-value sl-rating editor-rating author-rating film-rating movie-rating post-rating")

// scoreClasses are those of elements that hold the review's score as a bare number; bemClass brings class names into
// their form.
var (
	scoreClasses = wordSet("review-rating reviewrating review-score reviewscore review-grade critic-rating critic-score editor-rating editor-score author-rating author-score film-rating movie-rating movie-score final-score final-rating overall-score overall-rating total-score our-score our-rating my-rating")
	bemClass     = strings.NewReplacer("__", "-", "--", "-", "_", "-")
)

var (
	widgetAttrs = []string{"data-rating", "data-score", "data-stars", "data-rating-value"}
	ratingSrc   = regexp.MustCompile(`(?i)(?:^|[/_-])(?:stars?[_-]?(\d)(?:[._-]?(5|0|half))?|(\d)(?:[._-]?(5|0|half))?[_-]?stars?)\.(?:png|gif|jpe?g|svg|webp)`)
	ariaRating  = regexp.MustCompile(`(?i)(?:rat(?:ed|ing)|score)[^\d<]{0,30}?(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:stars?\s*)?(?:/|` + ofWords + `)\s*(\d{1,3})|^(\d{1,2}(?:[.,]\d)?)\s*(?:stars?\s*)?(?:/|` + ofWords + `)\s*(\d{1,3})(?: (?:stars?|sternen?))?\.?$`)
	// classRating is a class name that counts the stars: star-4, stars_35, rating-4-5, rated-3.
	classRating = regexp.MustCompile(`^(?:stars?|rating|rated|score|note)-?([0-5])(?:-?([05]))?$`)
	styleRating = regexp.MustCompile(`(?i)--(?:rating|score|stars|value)\s*:\s*(\d{1,2}(?:\.\d{1,2})?)`)
)

// widgetFind is a rating of a widget.
type widgetFind struct {
	s structuredRating
	n *node
}

// widgets reads ratings of markup without a vocabulary: data attributes, rows of icons, meters, names of images. Only a
// page with one such rating has it as its own; several are teasers or aspects.
func (p *pageTree) widgets() {
	var found []widgetFind
	skip := 0
	for i := range p.t.nodes {
		n := &p.t.nodes[i]
		if i < skip || n.zone != zoneMain || silentTags[n.tag] {
			continue
		}
		text, best := p.widgetValue(i, n)
		if text == "" {
			continue
		}
		skip = n.after
		if p.ofReaders(n) {
			s, e := p.tagSpan(n)
			p.r.reject(text, reasonAggregate, "widget", s, e)
			p.r.averages = append(p.r.averages, [2]int{s, p.endOf(n)})
			continue
		}
		c := rating.NewContext()
		if best > 0 {
			c.Best = rating.Decimal(best) * decimalOne
		}
		got, err := rating.Parse(text, c)
		if err != nil && got.Kind == rating.KindNone {
			continue
		}
		s, e := p.tagSpan(n)
		found = append(found, widgetFind{structuredRating{r: got, source: "widget", conf: 0.8, start: s, end: e}, n})
	}
	p.takeWidgets(found)
}

func (p *pageTree) takeWidgets(found []widgetFind) {
	distinct := map[rating.Decimal]bool{}
	for _, f := range found {
		distinct[f.s.r.Value] = true
	}
	switch {
	case len(found) == 0 || len(p.r.found) > 0:
		return
	case slices.ContainsFunc(p.r.warnings, func(w Warning) bool { return w.Code == WarnVoices }):
		for _, f := range found {
			p.r.reject(f.s.r.Raw, reasonOthers, "widget", f.s.start, f.s.end)
		}
		return
	case len(distinct) == 1 && len(found) <= 2:
		p.r.widget = append(p.r.widget, found[0].s)
		return
	}
	for _, f := range found {
		p.r.reject(f.s.r.Raw, reasonOtherItem, "widget", f.s.start, f.s.end)
	}
	p.r.warn(WarnRatings, "the page has several star widgets: none is picked")
}

// widget notes a rating that a meta element declares.
func (p *pageTree) widget(text, source string, conf float64, s, e int) {
	if certificateValue(text) {
		p.r.reject(text, reasonCertificate, source, s, e)
		return
	}
	got, err := rating.Parse(text, rating.NewContext())
	if err == nil || got.Kind != rating.KindNone {
		p.r.widget = append(p.r.widget, structuredRating{r: got, source: source, conf: conf, start: s, end: e})
	}
}

// widgetValue reads the rating that an element shows: its text form and the end of its scale, 0 when unknown.
func (p *pageTree) widgetValue(i int, n *node) (string, int) {
	named := n.tag == "sl-rating" || n.tag == "meter" || n.tag == "progress"
	scored := false
	for _, c := range n.classes() {
		c = bemClass.Replace(c)
		named = named || widgetClasses[c]
		scored = scored || scoreClasses[c]
	}
	if text := p.scoreText(i, n, scored); text != "" {
		return text, 0
	}
	for _, a := range widgetAttrs {
		if v := n.attr(a); v != "" && plainNum.MatchString(strings.TrimSpace(v)) && v != "0" {
			return scaled(v, n.attr("data-max")+n.attr("data-best"), p.iconsIn(i, n))
		}
	}
	if n.tag == "img" {
		if text := imageName(n); text != "" {
			return text, 0
		}
		return p.starImages(i, n)
	}
	if m := ariaRating.FindStringSubmatch(n.attr("aria-label") + n.attr("title")); m != nil && (named || n.attr("role") == "img") {
		return m[1] + m[3] + "/" + m[2] + m[4], 0
	}
	if text := p.classValue(i, n); text != "" {
		return text, 0
	}
	if !named {
		return p.iconRow(i, n)
	}
	if m := styleRating.FindStringSubmatch(n.attr("style")); m != nil {
		return scaled(m[1], n.attr("data-max")+n.attr("data-best"), icons{})
	}
	if v := n.attr("value"); v != "" && plainNum.MatchString(v) {
		if n.tag == "meter" || n.tag == "progress" {
			if n.attr("max") == "" {
				return "", 0
			}
			return scaled(v, n.attr("max"), icons{})
		}
		return scaled(v, n.attr("max"), icons{total: 5})
	}
	ic := p.iconsIn(i, n)
	if ic.total < 2 || bareNumber(p.textOf(n)) {
		return p.filledWidth(i, n)
	}
	return ic.value()
}

// value is what a row of icons shows, and the end of its scale where the row tells it.
func (ic icons) value() (string, int) {
	if ic.full == 0 && ic.half == 0 {
		return "", 0
	}
	value := strconv.Itoa(ic.full)
	if ic.half > 0 {
		value += ".5"
	}
	if ic.total > ic.full+ic.half || ic.total == 5 {
		return value, ic.total
	}
	return value, 0
}

func bareNumber(s string) bool { return strings.ContainsAny(s, "0123456789★☆") }

func scaled(value, best string, ic icons) (string, int) {
	b, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(best), ".0"))
	if err != nil {
		b = 0
		if ic.total >= 3 {
			b = ic.total
		}
	}
	return value, b
}

// icons counts the icons of a row of stars.
type icons struct{ full, half, empty, total int }

// Icon classes by what they show. "far fa-star" is the empty outline of "fas fa-star".
var (
	halfIcons  = wordSet("half icon-star-half-full star-rating-half is-half half-filled fa-star-half fa-star-half-alt fa-star-half-o fa-star-half-stroke half-star star-half star_half bi-star-half icon-star-half")
	emptyIcons = wordSet("empty is-empty star-outline unfilled star-blank blank icon-star-outline star-inactive fa-star-o empty-star star-empty star-off off star_border bi-star glyphicon-star-empty icon-star-empty icon-star-o grey gray inactive dashicons-star-empty")
	fullIcons  = wordSet("full is-full is-filled star-filled star-fill star-solid icon-star-full filled-star star-active filled fa-star star-full full-star star-on on active bi-star-fill glyphicon-star icon-star checked dashicons-star-filled")
)

func (p *pageTree) iconsIn(i int, n *node) icons {
	var ic icons
	for k := i + 1; k < n.after && k < i+60; k++ {
		c := &p.t.nodes[k]
		if c.tag != "i" && c.tag != "span" && c.tag != "svg" && c.tag != "li" && c.tag != "img" {
			continue
		}
		grey := c.parent > i && (p.t.nodes[c.parent].hasClass("empty") || p.t.nodes[c.parent].hasClass("grey") || p.t.nodes[c.parent].hasClass("gray"))
		ic.count(c, grey)
	}
	return ic
}

// count adds an element to the row when it is an icon, and reports whether it is one. grey is what stands in an empty row.
func (ic *icons) count(c *node, grey bool) bool {
	has := func(set map[string]bool) bool {
		return slices.ContainsFunc(c.classes(), func(cl string) bool { return set[cl] || set[bemClass.Replace(cl)] })
	}
	switch {
	case has(halfIcons):
		ic.half++
	case has(emptyIcons), has(fullIcons) && (grey || c.hasClass("far") || c.hasClass("fa-regular")):
		ic.empty++
	case has(fullIcons):
		ic.full++
	default:
		return false
	}
	ic.total++
	return true
}

// imageName reads a rating out of the name of an image without an alternative text: 4_stars.png, stars-3-5.gif. A name
// may count halves without saying so ("35_star.png" is 3.5), so two digits are read only when the second is 5 or 0.
func imageName(n *node) string {
	if strings.TrimSpace(n.attr("alt")) != "" {
		return ""
	}
	m := ratingSrc.FindStringSubmatch(n.attr("src"))
	if m == nil {
		return ""
	}
	value, half := m[1]+m[3], m[2]+m[4]
	if half == "5" || half == "half" {
		value += ".5"
	}
	return value + " stars"
}

// listing reads a page that lists films in data attributes: it is about no single one.
func (p *pageTree) listing() {
	var list []Entry
	seen := map[string]bool{}
	for i := range p.t.nodes {
		n := &p.t.nodes[i]
		for _, a := range []string{"data-film-name", "data-item-name", "data-movie-title", "data-film-title"} {
			name := n.attr(a)
			if name == "" || seen[name] || len(list) >= p.r.lim.Items {
				continue
			}
			seen[name] = true
			title, year := cleanTitle(name)
			s, e := p.attrSpan(n, name)
			list = append(list, Entry{Title: title, Year: year, Start: s, End: e})
		}
	}
	if len(list) > 1 && len(p.doc.zoned(zoneMain)) < 2*len(list) {
		p.r.entries = list
		p.r.several = true
		p.r.warn(WarnMulti, "the page lists "+itoa(len(list))+" films: none is picked; see entries")
	}
}

// comments reads readers' comments from the class names of common themes, when the markup did not declare them.
func (p *pageTree) comments() {
	r := p.r
	if len(r.comments.Items) > 0 {
		return
	}
	for i := range p.t.nodes {
		n := &p.t.nodes[i]
		if !isComment(n) {
			continue
		}
		if len(r.comments.Items) >= r.lim.Items {
			r.warn(WarnTruncated, "too many comments: the rest was left out")
			return
		}
		if c, ok := p.comment(i, n); ok {
			s, e := p.outer.span(n.start, n.end)
			r.evidence["/comments/items/"+itoa(len(r.comments.Items))] = Evidence{Source: "meta", Confidence: 0.85, Start: s, End: e}
			r.comments.Items = append(r.comments.Items, c)
		}
	}
}

func isComment(n *node) bool {
	if n.tag != "li" && n.tag != "div" && n.tag != "article" {
		return false
	}
	id := n.attr("id")
	return n.hasClass("comment") && !n.hasClass("comment-content") || strings.HasPrefix(id, "comment-") && len(id) > 8 && id[8] >= '0' && id[8] <= '9'
}

var (
	commentAuthor = wordSet("fn comment-author author comment-author-name user cite")
	commentText   = wordSet("comment-content comment-body comment-text comment_content commenttext e-content")
)

// comment reads one comment; what belongs to a comment inside it is left to that one.
func (p *pageTree) comment(i int, n *node) (Comment, bool) {
	var c Comment
	textAt := -1
	for k := i + 1; k < n.after; k++ {
		m := &p.t.nodes[k]
		if isComment(m) {
			k = m.after - 1
			continue
		}
		for _, cl := range m.classes() {
			switch {
			case commentAuthor[cl] && c.Name == "" && m.to-m.from < 200:
				c.Name = strings.TrimSuffix(strings.TrimSuffix(p.textOf(m), ":"), " says")
			case commentText[cl] && (textAt < 0 || cl == "comment-content"):
				textAt = k
			}
		}
		if m.tag == "time" && c.Time == "" {
			c.Time = dateTime(m.attr("datetime") + " " + p.textOf(m))
		}
		if m.tag == "a" && m.hasClass("url") && c.URL == "" {
			c.URL = m.attr("href")
		}
	}
	if textAt < 0 {
		return c, false
	}
	m := &p.t.nodes[textAt]
	c.Text = strings.TrimSpace(p.doc.text[m.from:m.to])
	return c, c.Text != ""
}
