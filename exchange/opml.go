package exchange

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// Subscription is one feed in a list of feeds.
type Subscription struct {
	Title string
	// URL is the feed's address, Page that of the site.
	URL, Page string
}

// subscriptionLimit is the greatest number of feeds that a list may have.
const subscriptionLimit = 5000

// outline is an element of OPML: a feed, or a group of outlines.
type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	URL      string    `xml:"xmlUrl,attr,omitempty"`
	Page     string    `xml:"htmlUrl,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

type opml struct {
	XMLName xml.Name  `xml:"opml"`
	Version string    `xml:"version,attr"`
	Title   string    `xml:"head>title"`
	Feeds   []outline `xml:"body>outline"`
}

// ReadOPML reads the feeds of an OPML document, whichever groups they stand in, each address once. The error says where
// the document breaks.
func ReadOPML(r io.Reader) ([]Subscription, error) {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	var doc opml
	if err := d.Decode(&doc); errors.Is(err, io.EOF) {
		return nil, errors.New("it is empty, and no OPML")
	} else if err != nil {
		return nil, fmt.Errorf("it is no OPML (near byte %d): %w", d.InputOffset(), err)
	}
	var feeds []Subscription
	seen := map[string]bool{}
	var walk func([]outline) error
	walk = func(all []outline) error {
		for _, o := range all {
			if address := strings.TrimSpace(o.URL); address != "" && !seen[address] {
				if seen[address] = true; len(seen) > subscriptionLimit {
					return fmt.Errorf("it has more than %d feeds; send it in parts", subscriptionLimit)
				}
				title := o.Title
				if title == "" {
					title = o.Text
				}
				feeds = append(feeds, Subscription{Title: strings.TrimSpace(title), URL: address, Page: strings.TrimSpace(o.Page)})
			}
			if err := walk(o.Outlines); err != nil {
				return err
			}
		}
		return nil
	}
	return feeds, walk(doc.Feeds)
}

// WriteOPML writes a list of feeds as OPML 2.0.
func WriteOPML(w io.Writer, title string, feeds []Subscription) error {
	doc := opml{Version: "2.0", Title: title}
	for _, f := range feeds {
		text := f.Title
		if text == "" {
			text = f.URL
		}
		doc.Feeds = append(doc.Feeds, outline{Text: text, Title: text, Type: "rss", URL: f.URL, Page: f.Page})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	return errors.Join(e.Encode(doc), e.Close())
}
