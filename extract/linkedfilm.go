package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// filmPage is the address of a film in a database.
var filmPage = regexp.MustCompile(`imdb\.com/(?:[a-z]{2}/)?[Tt]itle[/?]|letterboxd\.com/(?:[\w-]+/)?film/|themoviedb\.org/(?:movie|tv)/|rottentomatoes\.com/m/|filmaffinity\.com/\w\w/film\d|allocine\.fr/film/|movie\.douban\.com/subject/|moviepilot\.de/movies/`)

// linkWords are the words of a link to a film's page that are not its title.
var linkWords = regexp.MustCompile(`(?i)\b(?:imdb|letterboxd|tmdb|rotten|tomatoes|allocin[eé]|douban|trailers?|reviews?|page|links?|here|see|more|watch|info|credits|cast|official|website|poster|rating|source|wikipedia|database)\b`)

// filmLink notes the title that a link to the film's page in a database has for its text.
func (p *pageTree) filmLink(n *node, href, text string) string {
	if text == "" || len(text) > 90 || !filmPage.MatchString(href) {
		return ""
	}
	title, _ := cleanTitle(text)
	if title == "" || linkWords.MatchString(title) || strings.IndexFunc(title, unicode.IsLetter) < 0 {
		return ""
	}
	if n.zone == zoneMain && len(p.r.filmLinks) < 20 {
		p.r.filmLinks = append(p.r.filmLinks, title)
	}
	return title
}

// behindLinked is what a headline says behind the title: ": Not Bad", " - our verdict", "!".
var behindLinked = regexp.MustCompile(`^(?:\s*[:：]|\s+[-–—|(]|[,!?])\s?\S`)

// trimToLinked cuts a headline down to the title at its start that the text links to a film's page, when the text does not name more of it.
func (r *reader) trimToLinked(body string) {
	for i := range r.facts.all {
		f := &r.facts.all[i]
		if f.field != fTitle || f.source != "heading" && f.source != "meta" {
			continue
		}
		for _, t := range r.filmLinks {
			if len(t) >= 3 && len(f.text) > len(t) && strings.EqualFold(f.text[:len(t)], t) && behindLinked.MatchString(f.text[len(t):]) && named(body, f.text) == 0 {
				f.text, f.conf = t, max(f.conf, 0.8)
				break
			}
		}
	}
}

// ofOtherFilm reports whether a link with a number of a film says that it leads to another film than the page's.
func (r *reader) ofOtherFilm(l linkText) bool {
	return l.said != "" && r.title != "" && !foreign(r.lang()) && titleCase(l.said) && !related(l.said, r.title) && !strings.EqualFold(l.said, r.text(fOriginal))
}

// capitalised is a headline of one word in small letters as the text writes it, when the text names it so again and again.
func capitalised(title, body string) string {
	first, size := utf8.DecodeRuneInString(title)
	if strings.ContainsAny(title, " \t") || title != strings.ToLower(title) || len(title) < 4 || !unicode.IsLetter(first) {
		return ""
	}
	if t := string(unicode.ToUpper(first)) + title[size:]; mentions(body, t) > 1 && !smallWords[title] && !functionWords[title] && !genericTitle[title] {
		return t
	}
	return ""
}
