package extract

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// indexSegments are the parts of an address behind which the name of a tag or a category stands.
var indexSegments = wordSet("tag tags category categories topic topics label labels archive archives kategorie kategorien categorie categoria categorias etiqueta etiquetas schlagwort")

// indexClasses are what themes call the body of a page that lists posts.
var indexClasses = wordSet("archive category tag-template author-template home-template date search-results post-type-archive tax-genre")

// pageTypes are what markup calls any page or post, also in a list.
var pageTypes = wordSet("webpage posting")

// collectionTypes are what markup calls a page that lists others.
var collectionTypes = wordSet("collectionpage searchresultspage")

// indexTitle is the name of a list of posts, in front of the name of the site.
var indexTitle = regexp.MustCompile(`(?i)^\W*(?:(?:all |my |our |latest |recent )*(?:(?:movies?|films?)[ -]?)?(?:reviews?|posts|blog|articles|archives?)|(?:movies?|films?)(?: (?:&|and) tv)?|filmkritiken|kritiken|critiques?(?: de films?)?|críticas?(?: de (?:cine|películas))?|recensioni|影评|影評|映画|感想|(?:category|tag|topic|archive|posts tagged|posts in|kategorie|schlagwort|catégorie|categoría|categoria|etiqueta|标签|分类|標籤|分類)\s?[:：].{1,60})\W*$`)

// manyReviews is a headline over several reviews.
var manyReviews = regexp.MustCompile(`(?i)^\W*(?:(?:my|our|all|latest|recent) )?(?:movie|film)[ -]reviews\W*$`)

// titleBar parts what a page is called from the name of its site.
var titleBar = regexp.MustCompile(`\s+(?:[|»«·•–—-]|::)\s+|[|:：]\s`)

// postLinkClasses are what themes call the headline of a post in a list, when it is no heading.
var postLinkClasses = wordSet("post-title entry-title post-link post-stub-title post-card-title article-title card-title blog-title-link")

// findIndex notes that the page lists posts: then none of the films that they name is the page's, and no rating either.
func (p *pageTree) findIndex(items []*item) {
	r := p.r
	if r.several || r.notFilm || r.singlePost(items) || !p.isIndex(items) {
		return
	}
	r.several, r.conflict = true, true
	r.warn(WarnMulti, "the page is a list of posts: none is picked")
}

// singlePost reports whether the markup says that the page is one post or one review.
func (r *reader) singlePost(items []*item) bool {
	if len(r.found) > 0 || len(r.entries) > 0 {
		return true
	}
	return slices.ContainsFunc(items, func(it *item) bool {
		return it.source == "json-ld" && it.is(articleTypes) && !it.is(pageTypes)
	})
}

func (p *pageTree) isIndex(items []*item) bool {
	if slices.ContainsFunc(items, func(it *item) bool { return it.is(collectionTypes) }) {
		return true
	}
	own := p.address()
	if indexAddress(own) || p.feedOfIndex() {
		return true
	}
	away, here, headings := p.headlineLinks(own)
	if here == 0 && p.namedIndex(headings) && slices.ContainsFunc(headings, manyReviews.MatchString) {
		return true
	}
	if len(away) == 0 || here > 0 {
		return false
	}
	for i := range p.t.nodes {
		if n := &p.t.nodes[i]; n.tag == "body" && slices.ContainsFunc(n.classes(), func(c string) bool { return indexClasses[c] }) {
			return true
		}
	}
	return p.namedIndex(headings) || p.evenPosts(away)
}

// evenPosts reports whether the text of the page stands below three headings or more, most of it not below one of them.
func (p *pageTree) evenPosts(heads []int) bool {
	if len(heads) < 3 {
		return false
	}
	most, all := 0, 0
	for k, i := range heads {
		end := len(p.doc.text)
		if k+1 < len(heads) {
			end = p.t.nodes[heads[k+1]].from
		}
		size := end - p.t.nodes[i].to
		most, all = max(most, size), all+size
	}
	return most*3 < all*2
}

// address is where the page says that it is.
func (p *pageTree) address() string {
	if f, ok := p.r.facts.best(fURL); ok {
		return f.text
	}
	return p.r.url
}

// feedOfIndex reports whether the page has a feed of its own that is one of a tag or a category.
func (p *pageTree) feedOfIndex() bool {
	return slices.ContainsFunc(p.t.nodes, func(n node) bool {
		return n.tag == "link" && n.attr("rel") == "alternate" && strings.HasSuffix(n.attr("type"), "+xml") && indexAddress(n.attr("href"))
	})
}

// indexAddress reports whether an address is that of a tag or a category: one name behind the word, and a number of the page at most.
func indexAddress(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	var parts []string
	for s := range strings.SplitSeq(strings.ToLower(u.Path), "/") {
		if s = strings.TrimSuffix(s, ".html"); s != "" && s != "index" && s != "feed" && s != "index.xml" && s != "feed.xml" {
			parts = append(parts, s)
		}
	}
	if n := len(parts); n > 2 && parts[n-2] == "page" {
		parts = parts[:n-2]
	}
	n := len(parts)
	return n >= 2 && indexSegments[parts[n-2]]
}

// headlineLinks finds the headings of the page that lead to other pages, and counts those that lead to this one or nowhere, without those that only say
// what kind of page it is, which it returns.
func (p *pageTree) headlineLinks(own string) (away []int, here int, named []string) {
	var headings []int
	for i := range p.t.nodes {
		n := &p.t.nodes[i]
		if n.zone == zoneFurniture && n.tag == "h1" && indexTitle.MatchString(p.textOf(n)) {
			named = append(named, p.textOf(n))
		}
		if n.zone == zoneMain && n.to > n.from && (len(n.tag) == 2 && n.tag[0] == 'h' && n.tag[1] >= '1' && n.tag[1] <= '4' || slices.ContainsFunc(n.classes(), func(c string) bool { return postLinkClasses[c] })) {
			headings = append(headings, i)
		}
	}
	for _, i := range headings {
		n := &p.t.nodes[i]
		text := p.textOf(n)
		switch href := p.linkAround(i); {
		case text == "" || len(text) > maxHeadline || noTitle(text, "heading") && !indexTitle.MatchString(text):
		case n.tag == "h1" && (p.r.siteNames[text] || p.siteName(text)), indexTitle.MatchString(text):
			named = append(named, text)
		case href == "" || strings.HasPrefix(href, "#") || samePage(href, own):
			here++
		case !rootLink(href):
			away = append(away, i)
		}
	}
	return away, here, named
}

// siteName reports whether a heading is what the title of the page ends with.
func (p *pageTree) siteName(text string) bool {
	return slices.ContainsFunc(p.pending, func(h headline) bool { return strings.HasSuffix(h.text, text) && h.text != text })
}

// linkAround is the address of the link in or around an element.
func (p *pageTree) linkAround(i int) string {
	for k := i; k < p.t.nodes[i].after; k++ {
		if n := &p.t.nodes[k]; n.tag == "a" && n.attr("href") != "" {
			return n.attr("href")
		}
	}
	for k := p.t.nodes[i].parent; k >= 0; k = p.t.nodes[k].parent {
		if n := &p.t.nodes[k]; n.tag == "a" {
			return n.attr("href")
		}
	}
	return ""
}

func rootLink(href string) bool {
	u, err := url.Parse(href)
	return err == nil && href != "" && (strings.Trim(u.Path, "./") == "" || strings.Trim(u.Path, "./") == "index.html")
}

func samePage(href, own string) bool {
	a, err := url.Parse(href)
	b, err2 := url.Parse(own)
	trim := func(s string) string { return strings.TrimSuffix(strings.TrimSuffix(s, "index.html"), "/") }
	return err == nil && err2 == nil && own != "" && trim(a.Path) == trim(b.Path)
}

// namedIndex reports whether what the page calls itself is a list of posts, and nothing in its first headings is anything else.
func (p *pageTree) namedIndex(headings []string) bool {
	title := ""
	for _, h := range p.pending {
		title = h.text
		if h.text != "" {
			break
		}
	}
	first, _, _ := strings.Cut(titleBar.ReplaceAllString(title, "\n"), "\n")
	return indexTitle.MatchString(first) || slices.ContainsFunc(headings, indexTitle.MatchString)
}
