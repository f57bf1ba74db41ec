package extract

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"strings"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html/charset"
)

// Channel is a feed that is read again and again.
type Channel struct {
	Title string
	// Items are in the order of the feed, each once.
	Items []ChannelItem
	// Truncated tells that the feed has more items than are read.
	Truncated bool
}

// ChannelItem is one item of a feed.
type ChannelItem struct {
	// ID names the item within its feed: the id that the feed gives it, or else its address, or else a hash of it.
	ID, Title, URL string
	// CommentsURL is the feed of the item's comments; empty when it has none.
	CommentsURL string
	// DeclaredComments is how many comments the feed says that there are; nil when it does not say.
	DeclaredComments *int
	// List tells that it is a list of films (Letterboxd), and no review of one.
	List bool
	// Teaser tells that the feed seems to hold the beginning of the text only.
	Teaser bool
	// Document is the item alone, as RSS whatever the feed is written in: for Page, as KindFeed.
	Document []byte
}

// feedDepth is the greatest nesting of elements in a feed; the parser needs a stack for them.
const feedDepth = 100

// ReadChannel reads a feed: RSS, Atom, RDF or JSON Feed. It fails with ErrEmpty, ErrTooLarge or ErrTooMany, or with what
// the parser says of a broken feed.
func ReadChannel(content []byte) (Channel, error) {
	f, err := parseChannel(content)
	if err != nil {
		return Channel{}, err
	}
	c := Channel{Title: f.Title}
	seen := map[string]bool{}
	for _, it := range f.Items {
		item := channelItem(f, it)
		if seen[item.ID] {
			continue
		}
		if seen[item.ID] = true; len(seen) > DefaultLimits().Items {
			c.Truncated = true
			break
		}
		c.Items = append(c.Items, item)
	}
	return c, nil
}

func parseChannel(content []byte) (*gofeed.Feed, error) {
	lim := DefaultLimits()
	if err := lim.checkSize(len(content)); err != nil {
		return nil, err
	}
	if isBlankText(string(content)) {
		return nil, fmt.Errorf("content: %w", ErrEmpty)
	}
	if err := checkNesting(content, lim); err != nil {
		return nil, err
	}
	f, err := gofeed.NewParser().Parse(bytes.NewReader(content))
	if errors.Is(err, gofeed.ErrFeedTypeNotDetected) {
		return nil, fmt.Errorf("content: it is no feed: neither RSS, Atom nor JSON Feed: %w", err)
	}
	if err != nil {
		return nil, fmt.Errorf("content: the feed cannot be read: %w", err)
	}
	return f, nil
}

// checkNesting refuses XML that is nested deeper, or has more elements, than any feed. Where it cannot be read any more
// the parser of feeds, which forgives more, is the judge.
func checkNesting(content []byte, lim Limits) error {
	d := xml.NewDecoder(bytes.NewReader(content))
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	depth, nodes := 0, 0
	for {
		tok, err := d.RawToken()
		if err != nil {
			return nil //nolint:nilerr // See above.
		}
		switch tok.(type) {
		case xml.StartElement:
			depth++
			nodes++
		case xml.EndElement:
			depth--
		}
		if depth > feedDepth {
			return fmt.Errorf("content: %w: they are nested more than %d deep", ErrTooMany, feedDepth)
		}
		if err := lim.checkNodes(nodes); err != nil {
			return err
		}
	}
}

// ReadComments reads a feed of comments, in its order.
func ReadComments(content []byte) ([]Comment, error) {
	f, err := parseChannel(content)
	if err != nil {
		return nil, err
	}
	var all []Comment
	for _, it := range f.Items {
		c := Comment{Name: itemAuthor(&gofeed.Feed{}, it), Text: strings.TrimSpace(htmlText(itemHTML(f, it)))}
		if at := it.PublishedParsed; at != nil {
			c.Time = at.UTC().Format("2006-01-02T15:04:05Z")
		}
		if c.Text != "" && len(all) < DefaultLimits().Items {
			all = append(all, c)
		}
	}
	return all, nil
}

// htmlText is the text of a piece of HTML; of one that cannot be read, none.
func htmlText(src string) string {
	r := newReader("", DefaultLimits())
	if err := r.loadHTML(src, nil); err != nil {
		return ""
	}
	all := make([]int, len(r.doc.lines))
	for i := range all {
		all[i] = i
	}
	return r.doc.join(all)
}
