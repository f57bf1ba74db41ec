package extract

import (
	"regexp"
	"strings"
)

// What themes print around every post reads like data of the film: the site's own copyright, the day of the post, the account that
// owns the pages.

// publishedAhead is what stands before the day of a post: "Published · March 22, 2026".
var publishedAhead = regexp.MustCompile(`^(?i:published|posted|updated|last updated|written|reviewed|veröffentlicht|publié|publicado|pubblicato|geplaatst)(?i: on| le| el| am| il| op)?[\s·•:|–—-]*$`)

// titleAhead is a heading that goes on with words behind its first number: "1984 - A Tale of Two Towns" is a title, not the data of one.
var titleAhead = regexp.MustCompile(`^\d{4}\s*[-–—:]\s*\pL`)

// siteRights reports whether a label "copyright" is that of the site, not of the film: in the foot, or with all rights reserved.
func siteRights(d *document, l *labelled) bool {
	low := strings.ToLower(d.line(l.line))
	return d.lines[l.line].zone != zoneMain || strings.Contains(low, "rights reserved")
}

// accountBeside reports whether an author is only the account that the head names, when a label or a byline in the text names a person.
func (r *reader) accountBeside(i int) bool {
	if r.authorEv[i].Source != "meta" || strings.Contains(r.authors[i].Name, " ") {
		return false
	}
	for k, e := range r.authorEv {
		if k != i && r.authors[k].Role == "author" && (e.Source == "label" || e.Source == "byline") && e.Confidence >= 0.8 {
			return true
		}
	}
	return false
}

// ofNothing reports whether the markup of a review leaves out what is reviewed, or calls it no more than a thing.
func (it *item) ofNothing() bool {
	p, ok := it.first("itemreviewed")
	return !ok || p.item != nil && p.item.is(anyThing) && len(p.item.types) == 1
}

// anyThing is the type of everything.
var anyThing = wordSet("thing")

// criticClasses are the class names under which pages of film data put each of the critics that they quote.
var criticClasses = wordSet("reviewer critic review-author reviewer-name critic-name")

// manyCritics is how many critics a page must quote to be by none of them.
const manyCritics = 3
