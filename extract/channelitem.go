package extract

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/mmcdole/gofeed"
)

func channelItem(f *gofeed.Feed, it *gofeed.Item) ChannelItem {
	item := ChannelItem{ID: it.GUID, Title: plainText(it.Title), URL: itemURL(it), CommentsURL: extension(it, "wfw", "commentRss", "commentRSS")}
	if n, err := strconv.Atoi(extension(it, "slash", "comments")); err == nil && n >= 0 {
		item.DeclaredComments = &n
	}
	item.Document = itemDocument(f, it, item.URL)
	item.List, item.Teaser = strings.HasPrefix(it.GUID, "letterboxd-list-"), isTeaser(it)
	if item.ID == "" {
		item.ID = item.URL
	}
	if item.ID == "" {
		sum := sha256.Sum256(item.Document)
		item.ID = "sha256:" + hex.EncodeToString(sum[:16])
	}
	return item
}

func itemURL(it *gofeed.Item) string {
	for _, address := range append([]string{it.Link}, append(it.Links, it.GUID)...) {
		if strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://") {
			return address
		}
	}
	return ""
}

// extension is the text of an element of another name space; empty for none.
func extension(it *gofeed.Item, prefix string, names ...string) string {
	for _, name := range names {
		for _, e := range it.Extensions[prefix][name] {
			if v := strings.TrimSpace(e.Value); v != "" {
				return v
			}
		}
	}
	return ""
}

const (
	// teaserLength is the greatest length, in bytes, of a text that is taken for a beginning only.
	teaserLength = 500
	// teaserTail is how much of the end of a text may tell that it goes on elsewhere.
	teaserTail = 300
)

var goesOn = regexp.MustCompile(`(?i)\[\s*(?:…|\.\.\.|&#8230;|&hellip;)\s*\]|(?:…|\.\.\.)\s*$|\b(?:read (?:more|on|the (?:rest|full))|continue reading|keep reading|weiterlesen|lire la suite|leer más|sigue leyendo|continua a leggere|lees verder)\b`)

// isTeaser guesses whether an item holds the beginning of its text only. Letterboxd gives whole texts, however short.
func isTeaser(it *gofeed.Item) bool {
	if strings.HasPrefix(it.GUID, "letterboxd-") {
		return false
	}
	text := strings.TrimSpace(htmlText(cmp.Or(it.Content, it.Description)))
	return len(text) < teaserLength || goesOn.MatchString(text[max(0, len(text)-teaserTail):])
}

// carried are the elements that feedItem reads, in lower case, whatever name space they come from; and those of other
// name spaces that go by the same names but mean something else.
var (
	carried     = wordSet("filmtitle filmyear memberrating movieid tvid movie film movietitle year rating myrating user_rating average_rating score stars user_review")
	notCarried  = wordSet("media itunes podcast georss yt")
	elementName = regexp.MustCompile(`^[A-Za-z_][\w.-]*$`)
)

// itemDocument writes an item alone as RSS.
func itemDocument(f *gofeed.Feed, it *gofeed.Item, address string) []byte {
	var b bytes.Buffer
	put := func(name, value string) {
		if value = strings.TrimSpace(value); value != "" {
			b.WriteString("<" + name + ">")
			xml.EscapeText(&b, []byte(value)) //nolint:errcheck // A buffer takes everything.
			b.WriteString("</" + name + ">\n")
		}
	}
	b.WriteString(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:letterboxd="https://letterboxd.com" xmlns:tmdb="https://themoviedb.org"><channel>` + "\n")
	put("title", f.Title)
	put("language", f.Language)
	b.WriteString("<item>\n")
	put("title", it.Title)
	put("link", address)
	put("guid", it.GUID)
	put("pubDate", cmp.Or(it.Published, it.Updated))
	put("dc:creator", itemAuthor(f, it))
	for _, c := range it.Categories {
		put("category", c)
	}
	put("content:encoded", itemHTML(f, it))
	for _, prefix := range slices.Sorted(maps.Keys(it.Extensions)) {
		for _, name := range slices.Sorted(maps.Keys(it.Extensions[prefix])) {
			if carried[strings.ToLower(name)] && !notCarried[prefix] {
				for _, e := range it.Extensions[prefix][name] {
					put(carriedName(prefix, name), e.Value)
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(it.Custom)) {
		if carried[strings.ToLower(name)] && elementName.MatchString(name) {
			put(name, it.Custom[name])
		}
	}
	b.WriteString("</item></channel></rss>")
	return b.Bytes()
}

// carriedName is the name of an element in the document: the name spaces that it declares keep theirs.
func carriedName(prefix, name string) string {
	if prefix == "letterboxd" || prefix == "tmdb" {
		return prefix + ":" + name
	}
	return name
}

// itemAuthor is who wrote an item: the one whom it names, or else the only one whom the feed names.
func itemAuthor(f *gofeed.Feed, it *gofeed.Item) string {
	authors := it.Authors
	if len(authors) == 0 && len(f.Authors) == 1 {
		authors = f.Authors
	}
	if len(authors) == 0 {
		return ""
	}
	return cmp.Or(authors[0].Name, authors[0].Email)
}

// itemHTML is the fullest text of an item. JSON Feed may hold it as plain text, in paragraphs.
func itemHTML(f *gofeed.Feed, it *gofeed.Item) string {
	text := cmp.Or(strings.TrimSpace(it.Content), strings.TrimSpace(it.Description))
	if f.FeedType != "json" || htmlTags.MatchString(text) {
		return text
	}
	var b strings.Builder
	for p := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		b.WriteString("<p>")
		xml.EscapeText(&b, []byte(p)) //nolint:errcheck // A builder takes everything.
		b.WriteString("</p>\n")
	}
	return b.String()
}
