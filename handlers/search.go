package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"reelscore/models"
	"reelscore/rating"
)

// SearchQuery is what is searched for.
type SearchQuery struct {
	// Words that all have to be found, upper or lower case, with or without diacritics; in double quotes, side by side.
	Q string `form:"q" binding:"required" minLength:"1" maxLength:"200" example:"her"`
	// Kinds of resources to find.
	Kind []string `form:"kind" enums:"film,person,outlet,critic,review" maxItems:"5"`
	// Take the last word as the beginning of one, for a query that is still being typed. A single letter is looked for at
	// the beginning of titles and names only.
	Prefix bool `form:"prefix"`
	// Results on a page.
	Limit int `form:"limit" minimum:"1" maximum:"50" default:"20"`
	// Where the page starts: taken from next of the page before.
	Cursor string `form:"cursor" maxLength:"1000"`
}

// SearchResult is one resource that was found. Beside title and snippet it names the resource in the field of its kind;
// a review also has its film and, if it has one, its outlet.
type SearchResult struct {
	Kind string `json:"kind" binding:"required" enums:"film,person,outlet,critic,review" example:"film"`
	// The title or name; a review without a title has that of its film.
	Title string `json:"title" binding:"required" maxLength:"1000" example:"Her"`
	// Plain text in one line, around the words that were found; empty where there is no text that may be shown.
	Snippet    string           `json:"snippet" binding:"required" maxLength:"1000"`
	Highlights SearchHighlights `json:"highlights" binding:"required"`
	Film       *FilmBrief       `json:"film,omitempty"`
	Person     *PersonBrief     `json:"person,omitempty"`
	Outlet     *OutletBrief     `json:"outlet,omitempty"`
	Critic     *CriticBrief     `json:"critic,omitempty"`
	Review     *ReviewBrief     `json:"review,omitempty"`
} //@name SearchResult

// SearchHighlights are the places in title and snippet that were searched for, in order, without overlaps.
type SearchHighlights struct {
	Title   []Highlight `json:"title" binding:"required" maxItems:"1000"`
	Snippet []Highlight `json:"snippet" binding:"required" maxItems:"1000"`
} //@name SearchHighlights

// Highlight is a part of a text, from start up to, not including, end, in characters: Unicode code points, as Python
// counts them, and JavaScript in [...text].slice(start, end).
type Highlight struct {
	Start int `json:"start" binding:"required" minimum:"0" maximum:"1000" example:"0"`
	End   int `json:"end" binding:"required" minimum:"1" maximum:"1000" example:"3"`
} //@name Highlight

// ReviewBrief names a review.
type ReviewBrief struct {
	ID        int64        `json:"id" binding:"required" minimum:"1" example:"1"`
	Title     *string      `json:"title" binding:"required" extensions:"x-nullable" maxLength:"1000"`
	URL       *string      `json:"url" binding:"required" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	Published *string      `json:"published" binding:"required" extensions:"x-nullable" format:"timestamp" maxLength:"40" example:"2014-02-13"`
	Score     rating.Score `json:"score" binding:"required" swaggertype:"number" extensions:"x-nullable" minimum:"0" maximum:"100" example:"87.5"`
	Verdict   *string      `json:"verdict" binding:"required" extensions:"x-nullable" enums:"positive,mixed,negative" example:"positive"`
	// The review gives the story away, and so may its snippet.
	Spoiler bool `json:"spoiler" binding:"required"`
} //@name ReviewBrief

// SearchPage is a page of results, the best first.
type SearchPage struct {
	Items []SearchResult `json:"items" binding:"required" maxItems:"50"`
	Next  *string        `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
} //@name SearchPage

// SearchAll godoc
// @Summary     Search films, people, outlets, critics and reviews
// @Description Finds the resources whose texts have all the words, the best first: those that have the query for their name, then by how often and where the words stand; a title counts more than a text. Of a word that very many have, only the newest 1,000 reviews and the newest 1,000 other resources are ranked. A review whose rights do not let its text be shown is found by it, but shows none of it.
// @ID          search
// @Tags        search
// @Produce     json
// @Param       query query SearchQuery false "what to find"
// @Success     200 {object} SearchPage
// @Router      /search [get]
func (a *API) SearchAll(c *gin.Context) error {
	var q SearchQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	hits, cursor, err := a.Store.Search(c.Request.Context(), models.Search{Query: q.Q, Kinds: q.Kind, Prefix: q.Prefix, Limit: q.Limit, Cursor: q.Cursor})
	if err != nil {
		return err
	}
	page := SearchPage{Items: make([]SearchResult, len(hits))}
	for i := range hits {
		page.Items[i] = searchResult(&hits[i])
	}
	if cursor != "" {
		page.Next = linkNext(c, nextURL(c.Request.URL, cursor))
	}
	return send(c, http.StatusOK, 0, page)
}

func searchResult(h *models.Hit) SearchResult {
	r := SearchResult{
		Kind: h.Kind, Title: h.Title.Text, Snippet: h.Snippet.Text,
		Highlights: SearchHighlights{Title: highlights(h.Title), Snippet: highlights(h.Snippet)},
	}
	if h.Film != nil {
		brief := filmBrief(h.Film)
		r.Film = &brief
	}
	if h.Person != nil {
		r.Person = &PersonBrief{ID: h.Person.ID, Slug: h.Person.Slug, Name: h.Person.Name}
	}
	if h.Outlet != nil {
		brief := outletBrief(h.Outlet)
		r.Outlet = &brief
	}
	if h.Critic != nil {
		r.Critic = &CriticBrief{ID: h.Critic.ID, Slug: h.Critic.Slug, Name: h.Critic.Name}
	}
	if h.Review != nil {
		v := h.Review
		r.Review = &ReviewBrief{
			ID: v.ID, Title: orNull(v.Title), URL: orNull(v.URL), Published: orNull(v.Published), Score: rating.Score(v.Score), Verdict: orNull(v.Verdict), Spoiler: v.Spoiler,
		}
	}
	return r
}

func highlights(m models.Marked) []Highlight {
	ranges := make([]Highlight, len(m.Marks))
	for i, r := range m.Marks {
		ranges[i] = Highlight(r)
	}
	return ranges
}
