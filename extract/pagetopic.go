package extract

import (
	"regexp"
	"slices"
)

// otherTopic is the name of a shelf for reviews of other things than films.
var otherTopic = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:books?|novels?|albums?|music|records?|games?|video ?games?|board ?games?|gaming|apps?|gadgets?|phones?|restaurants?|food|products?|concerts?|theat(?:re|er)|hotels?|comics?|manga|podcasts?|buch|bücher|spiele?|musik|livres?|libros?|libri|jeux|juegos|livros?|jogos)[ -]?(?:reviews?|rezension(?:en)?|kritik(?:en)?|besprechung(?:en)?|tests?)(?:[^\pL]|$)|读后感|讀後感|书评|書評`)

// shelved reports whether the page is filed under reviews of something else, and not under films.
func (p *pageTree) shelved() bool {
	names := slices.Concat(p.shelves, p.tags.list, p.categories.list)
	return slices.ContainsFunc(names, otherTopic.MatchString) && !slices.ContainsFunc(names, filmTopic.MatchString)
}

// refuseShelf notes that the page is about something else than a film because of what it is filed under.
func (p *pageTree) refuseShelf() {
	r := p.r
	if len(r.found) > 0 && slices.ContainsFunc(r.facts.all, func(f fact) bool { return f.field == fTitle && f.conf >= 0.85 }) || !p.shelved() {
		return
	}
	r.warn(WarnNotFilm, "the page is filed under reviews of other things than films")
	r.notFilm = true
}

// shelfNames are the names of meta elements that tell what a page is filed under.
var shelfNames = wordSet("keywords news_keywords article:section article:tag parsely-section sailthru.tags")
