package extract

import (
	"regexp"
	"strconv"
	"strings"
)

// readersClasses are parts of class names of widgets in which the readers vote.
var readersClasses = []string{"user-rating", "users-rating", "userrating", "user-score", "reader", "visitor", "kksr", "kk-star", "post-ratings", "postratings", "gdrts",
	"rate-this", "aggregate", "average", "community", "audience", "votes", "voting", "imdb", "metacritic", "tomato"}

// ofReaders reports whether a widget shows what readers or other sites think: its own class or one close around it says so.
func (p *pageTree) ofReaders(n *node) bool {
	for depth := 0; depth < 4; depth++ {
		names := bemClass.Replace(strings.ToLower(n.attr("class") + " " + n.attr("id")))
		if containsAny(names, readersClasses) {
			return true
		}
		if n.parent < 0 || n.tag == "article" || n.tag == "body" {
			return false
		}
		n = &p.t.nodes[n.parent]
	}
	return false
}

// endOf is the end of an element in the input.
func (p *pageTree) endOf(n *node) int {
	_, end := p.outer.span(n.start, n.end)
	return end
}

// classValue reads a rating that only a class name tells, in an element that shows no text of its own: class="star-4".
func (p *pageTree) classValue(i int, n *node) string {
	if !strings.Contains(n.attr("class"), "star") && !strings.Contains(n.attr("class"), "rat") || p.textOf(n) != "" && !onlyStars(p.textOf(n)) || p.iconsIn(i, n).total > 0 {
		return ""
	}
	for _, c := range n.classes() {
		m := classRating.FindStringSubmatch(bemClass.Replace(c))
		if m == nil || m[1] == "0" && m[2] != "5" || strings.HasPrefix(c, "rat") && !strings.Contains(n.attr("class"), "star") {
			continue
		}
		if m[2] == "5" {
			return m[1] + ".5 stars"
		}
		return m[1] + " stars"
	}
	return ""
}

// onlyStars reports whether a text is nothing but star glyphs, all alike.
func onlyStars(s string) bool {
	return strings.Trim(s, solid+empty+" ") == ""
}

var filled = regexp.MustCompile(`(?i)(?:^|[;\s])width:\s*(\d{1,3}(?:\.\d{1,2})?)%`)

// filledWidth reads a row of stars that is filled as far as a width tells: <div class="stars"><div style="width:80%">.
func (p *pageTree) filledWidth(i int, n *node) (string, int) {
	if text := p.textOf(n); text != "" && !onlyStars(text) {
		return "", 0
	}
	for k := i; k < n.after && k < i+8; k++ {
		m := filled.FindStringSubmatch(p.t.nodes[k].attr("style"))
		if m == nil {
			continue
		}
		width, err := strconv.ParseFloat(m[1], 64)
		if err != nil || width > 100 || k == i && n.after > i+1 {
			return "", 0
		}
		if halves := width / 10; halves == float64(int(halves)) {
			return strconv.FormatFloat(halves/2, 'f', -1, 64), 5
		}
		return m[1] + "%", 0
	}
	return "", 0
}

// starFile is the name of an image of one star; a digit in it would count several.
var starFile = regexp.MustCompile(`(?i)(?:^|/)[^/\d]*(?:star|stern|etoile|estrella|stella)[^/\d]*\.(?:png|gif|jpe?g|svg|webp)`)

// starImages counts images of single stars that stand side by side: star.gif, star.gif, half-star.gif. It is called for
// the first of them.
func (p *pageTree) starImages(i int, n *node) (string, int) {
	if n.parent < 0 || !starFile.MatchString(n.attr("src")) {
		return "", 0
	}
	var ic icons
	for k := i; k < len(p.t.nodes) && k < i+12; k++ {
		c := &p.t.nodes[k]
		if c.parent != n.parent || !starFile.MatchString(c.attr("src")) {
			break
		}
		name := strings.ToLower(c.attr("src")[strings.LastIndexByte(c.attr("src"), '/')+1:])
		switch {
		case strings.Contains(name, "half"):
			ic.half++
		case containsAny(name, []string{"empty", "off", "grey", "gray", "blank", "outline", "leer", "no-star", "nostar"}):
			ic.empty++
		default:
			ic.full++
		}
		ic.total++
	}
	if prev := i - 1; prev >= 0 && p.t.nodes[prev].parent == n.parent && starFile.MatchString(p.t.nodes[prev].attr("src")) || ic.total < 2 {
		return "", 0
	}
	return ic.value()
}

// scoreText reads a bare number in an element whose class says that it is the review's score, or in the one element within
// it that holds nothing else: <div class="final-score">Overall <b>4.2</b></div>. "rating" and "score" alone are common
// names, and say so only within a review.
func (p *pageTree) scoreText(i int, n *node, scored bool) string {
	own := !scored && (n.hasClass("rating") || n.hasClass("score")) && p.withinReview(n)
	if n.to-n.from < 40 && (scored || own) {
		if text := p.textOf(n); plainNum.MatchString(text) {
			return text
		}
	}
	if !scored || n.to-n.from > 200 {
		return ""
	}
	value := ""
	for k := i + 1; k < n.after; k++ {
		c := &p.t.nodes[k]
		if text := p.textOf(c); c.after == k+1 && plainNum.MatchString(text) {
			if value != "" {
				return ""
			}
			value = text
		}
	}
	return value
}

// withinReview reports whether one of the elements around another is called a review.
func (p *pageTree) withinReview(n *node) bool {
	for depth := 0; depth < 3 && n.parent >= 0; depth++ {
		n = &p.t.nodes[n.parent]
		for _, c := range n.classes() {
			if c == "review" || strings.HasPrefix(c, "review-") || strings.HasSuffix(c, "-review") {
				return true
			}
		}
	}
	return false
}

// iconRow counts icons of stars that stand side by side in an element of any name. It is called for the first of them.
// Stars that can be pressed are for the readers.
func (p *pageTree) iconRow(i int, n *node) (string, int) {
	if n.parent < 0 || n.tag != "i" && n.tag != "span" && n.tag != "svg" || !strings.Contains(n.attr("class"), "star") || n.to > n.from && p.textOf(n) != "" {
		return "", 0
	}
	for up, depth := n.parent, 0; up >= 0 && depth < 3; up, depth = p.t.nodes[up].parent, depth+1 {
		switch p.t.nodes[up].tag {
		case "a", "button", "label", "form":
			return "", 0
		}
	}
	var ic icons
	for k := n.parent + 1; k < p.t.nodes[n.parent].after && ic.total < 12; k = p.t.nodes[k].after {
		c := &p.t.nodes[k]
		if !strings.Contains(c.attr("class"), "star") || !ic.count(c, false) {
			if ic.total > 0 {
				break
			}
			continue
		}
		if ic.total == 1 && k != i {
			return "", 0
		}
	}
	if ic.total < 3 {
		return "", 0
	}
	return ic.value()
}
