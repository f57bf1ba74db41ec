package extract

import "strings"

// zoneTags tell the part of a page from tags.
var zoneTags = map[string]zone{"nav": zoneFurniture, "footer": zoneFurniture, "aside": zoneFurniture, "form": zoneFurniture}

// commentNames and furnitureNames tell it from the names of classes and ids.
var (
	commentNames = wordSet(`comments comment-list commentlist comments-area comment comments-list comments-wrapper commentblock comment-body post-comments
 disqus_thread disqus_comments blog-comments comments-section commentarea comment-thread responses kommentare commentaires comentarios`)
	furnitureNames = wordSet(`sidebar widget widget-area widgets related related-posts relatedposts jp-relatedposts related-articles yarpp-related share sharing sharedaddy social social-share
 social-links social-media addtoany share-buttons sharing-buttons navigation nav navbar menu main-menu site-nav breadcrumb breadcrumbs pagination pager footer site-footer page-footer cookie
 cookie-notice cookie-banner newsletter subscribe popup modal advertisement ad ads ad-container adsbygoogle banner skip-link screen-reader-text respond comment-respond comment-form reply
 post-navigation nav-links recent-posts popular-posts archive-list tag-cloud tagcloud blogroll site-header masthead topbar top-bar login search search-form secondary toc table-of-contents
 more-posts read-next read-more-posts recommended recommended-posts up-next trending most-read latest-posts teaser teasers`)
	// mainNames win over the names above: themes call the whole article "post sidebar-right".
	mainNames = wordSet("post entry article hentry main content entry-content post-content hreview h-review review site-main")
)

// zoneOf is the zone of an element within one of another zone. What is inside comments or furniture stays there.
func zoneOf(n *node, outer zone) zone {
	if outer == zoneComments || outer == zoneFurniture {
		return outer
	}
	if n.tag == "body" || n.tag == "html" || n.tag == "main" || n.tag == "article" {
		return zoneMain
	}
	if z, ok := zoneTags[n.tag]; ok {
		return z
	}
	if _, hidden := n.lookup("hidden"); hidden || strings.Contains(strings.ReplaceAll(n.attr("style"), " ", ""), "display:none") {
		return zoneFurniture
	}
	if !blockTags[n.tag] {
		return outer
	}
	found := outer
	for _, c := range append(n.classes(), strings.ToLower(n.attr("id"))) {
		switch {
		case c == "masthead" && n.tag == "header" && n.attr("id") == "" && !n.hasClass("site-header"):
			// themes call the head of a post so, with its headline and its date
		case mainNames[c]:
			return zoneMain
		case commentNames[c]:
			found = zoneComments
		case furnitureNames[c] && found != zoneComments:
			found = zoneFurniture
		}
	}
	return found
}
