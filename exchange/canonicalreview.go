package exchange

import (
	"encoding/json"
	"strings"

	"reelscore/rating"
)

func (c *canonical) review(r *Review, key string) {
	if to := r.plainText(key); to != nil {
		*to = c.string()
		return
	}
	switch key {
	case "categories":
		r.Categories = elements(c, (*canonical).string)
	case "comments":
		r.Comments = elements(c, (*canonical).comment)
	case "declared_comments":
		r.DeclaredComments = c.number()
	case "film":
		r.Film = c.film()
	case "liked":
		r.Likes = elements(c, (*canonical).liked)
	case "live_notes":
		r.LiveNotes = elements(c, (*canonical).liveNote)
	case "next":
		r.Next = c.neighbour()
	case "outlet":
		r.Outlet = c.name()
	case "previous":
		r.Previous = c.neighbour()
	case "published":
		r.Published = Date(c.string())
	case "rating":
		r.Rating = c.rating()
	case "spoiler":
		r.Spoiler = c.yes()
	case "tags":
		r.Tags = elements(c, (*canonical).string)
	case "videos":
		r.Videos = elements(c, (*canonical).video)
	case "voices":
		r.Voices = elements(c, (*canonical).voice)
	default:
		c.other = true
	}
}

// plainText is the text that a field holds; nil for other fields.
func (r *Review) plainText(key string) *string {
	switch key {
	case "body":
		return &r.Body
	case "excerpt":
		return &r.Excerpt
	case "language":
		return &r.Language
	case "licence":
		return &r.Licence
	case "retrieved_at":
		return &r.RetrievedAt
	case "rights":
		return &r.Rights
	case "source":
		return &r.Source
	case "source_id":
		return &r.SourceID
	case "title":
		return &r.Title
	case "url":
		return &r.URL
	case "venue":
		return &r.Venue
	}
	return nil
}

func (c *canonical) film() (f FilmRef) {
	for key, more := c.object(); more; key, more = c.field(key) {
		switch key {
		case "external_ids":
			f.ExternalIDs = c.outsideIDs()
		case "original_title":
			f.OriginalTitle = c.string()
		case "slug":
			f.Slug = c.string()
		case "title":
			f.Title = c.string()
		case "year":
			if n := c.number(); n != nil {
				f.Year = *n
			}
		default:
			c.other = true
		}
	}
	return f
}

func (c *canonical) outsideIDs() map[string]string {
	if c.idsText != "" && strings.HasPrefix(c.text[c.at:], c.idsText) {
		c.at += len(c.idsText)
		return c.ids
	}
	began := c.at
	ids := map[string]string{}
	for key, more := c.object(); more; key, more = c.field(key) {
		ids[key] = c.string()
	}
	if !c.other {
		c.ids, c.idsText = ids, c.text[began:c.at]
	}
	return ids
}

func (c *canonical) name() (n NameRef) {
	for key, more := c.object(); more; key, more = c.field(key) {
		switch key {
		case "name":
			n.Name = c.string()
		case "slug":
			n.Slug = c.string()
		default:
			c.other = true
		}
	}
	return n
}

func (c *canonical) voice() (v Voice) {
	for key, more := c.object(); more; key, more = c.field(key) {
		switch key {
		case "critic":
			v.Critic = c.name()
		case "name":
			v.Name = c.string()
		case "rating":
			v.Rating = c.rating()
		case "role":
			v.Role = c.string()
		default:
			c.other = true
		}
	}
	return v
}

func (c *canonical) liked() (l Liked) {
	for key, more := c.object(); more; key, more = c.field(key) {
		switch key {
		case "film":
			film := c.film()
			l.Film = &film
		case "title":
			l.Title = c.string()
		default:
			c.other = true
		}
	}
	return l
}

func (c *canonical) liveNote() (n LiveNote) {
	for key, more := c.object(); more; key, more = c.field(key) {
		switch key {
		case "offset_seconds":
			if at := c.number(); at != nil {
				n.Offset = *at
			}
		case "text":
			n.Text = c.string()
		default:
			c.other = true
		}
	}
	return n
}

func (c *canonical) comment() (m Comment) {
	for key, more := c.object(); more; key, more = c.field(key) {
		switch key {
		case "body":
			m.Body = c.string()
		case "name":
			m.Name = c.string()
		case "posted":
			m.Posted = c.string()
		case "reply_to":
			m.ReplyTo = c.number()
		case "url":
			m.URL = c.string()
		default:
			c.other = true
		}
	}
	return m
}

func (c *canonical) neighbour() *Neighbour {
	n := &Neighbour{}
	for key, more := c.object(); more; key, more = c.field(key) {
		switch key {
		case "title":
			n.Title = c.string()
		case "url":
			n.URL = c.string()
		default:
			c.other = true
		}
	}
	return n
}

func (c *canonical) video() (v Video) {
	for key, more := c.object(); more; key, more = c.field(key) {
		switch key {
		case "key":
			v.Key = c.string()
		case "kind":
			v.Kind = c.string()
		case "site":
			v.Site = c.string()
		case "title":
			v.Title = c.string()
		case "url":
			v.URL = c.string()
		default:
			c.other = true
		}
	}
	return v
}

// ratingParts are a rating and its reading, which nearly always come together.
type ratingParts struct {
	Rating
	reading Reading
	score   rating.Score
	numbers [7]rating.Decimal
	used    int
}

func (c *canonical) rating() *Rating {
	r := &ratingParts{}
	for key, more := c.object(); more; key, more = c.field(key) {
		switch key {
		case "best":
			r.Best = c.decimal(r)
		case "blurb":
			r.Blurb = c.string()
		case "lowest":
			r.Lowest = c.decimal(r)
		case "raw":
			r.Raw = c.string()
		case "reading":
			r.Reading = c.reading(r)
		case "scale":
			r.Scale = c.string()
		case "verdict":
			r.Verdict = rating.Verdict(c.string())
		case "worst":
			r.Worst = c.decimal(r)
		default:
			c.other = true
		}
	}
	return &r.Rating
}

func (c *canonical) reading(in *ratingParts) *Reading {
	r := &in.reading
	for key, more := c.object(); more; key, more = c.field(key) {
		switch key {
		case "best":
			r.Best = c.decimal(in)
		case "blurb":
			r.Blurb = c.string()
		case "flags":
			r.Flags = elements(c, (*canonical).string)
		case "kind":
			r.Kind = rating.Kind(c.string())
		case "lowest":
			r.Lowest = c.decimal(in)
		case "method":
			r.Method = c.string()
		case "scale":
			r.Scale = c.string()
		case "score":
			r.Score = &in.score
			c.into(r.Score)
		case "text":
			r.Text = c.string()
		case "value":
			r.Value = c.decimal(in)
		case "verdict":
			r.Verdict = rating.Verdict(c.string())
		case "worst":
			r.Worst = c.decimal(in)
		default:
			c.other = true
		}
	}
	return r
}

func (c *canonical) decimal(in *ratingParts) *rating.Decimal {
	d := &in.numbers[in.used%len(in.numbers)]
	in.used++
	c.into(d)
	return d
}

// into reads a number of the kinds that read themselves.
func (c *canonical) into(number json.Unmarshaler) {
	if digits := c.digits(); number.UnmarshalJSON(digits) != nil {
		c.other = true
	}
}
