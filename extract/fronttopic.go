package extract

import (
	"regexp"
	"slices"
	"strings"
)

// topicNames are the names of front matter that tell what a page is about.
var topicNames = wordSet("tags tag categories category type post_type section topics topic layout kind genre_type media")

var filmTopic = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:movies?|films?|cinema|kino|cine|cinéma|película|filme)(?:[^\pL]|$)`)

// aboutFilms reports whether an entry of front matter files its page under films.
func aboutFilms(e frontEntry) bool {
	name := e.name[strings.LastIndexByte(e.name, '.')+1:]
	return topicNames[name] && (filmTopic.MatchString(e.value) || slices.ContainsFunc(e.list, filmTopic.MatchString))
}

// filmWork is the name of the film in a map about it: "subject.about.name".
var filmWork = regexp.MustCompile(`^(?:film|movie|subject|item|work|media)\w*\.(?:[\w.]+\.)?(?:name|title)$`)

// aboutOne reports whether an entry is about one film, as its director and its number in a database are, and the rating at the head of a post.
func aboutOne(e frontEntry, post bool) bool {
	switch frontKey(e.name) {
	case kRating, kTotal, kGrade:
		return post
	case kDirector, kBoth, kRuntime:
		return true
	}
	name := e.name[strings.LastIndexByte(e.name, '.')+1:]
	return strings.HasPrefix(name, "imdb") || strings.HasPrefix(name, "tmdb") || strings.HasPrefix(name, "letterboxd") || name == "type" && wholeTopic.MatchString(e.value)
}

var wholeTopic = regexp.MustCompile(`(?i)^(?:film|movie)s?(?:[ -]?reviews?)?$`)

// nameTheFilm lets "name" tell the film's title where the front matter is about one film: in a map about it, or where nothing else is called
// a title.
func (r *reader) nameTheFilm(entries []frontEntry) {
	titled := slices.ContainsFunc(entries, func(e frontEntry) bool { return e.name == "title" })
	for i := range entries {
		if e := &entries[i]; filmWork.MatchString(e.name) || e.name == "name" && !titled && r.oneFilm && !generic(e.value) {
			e.name = "film_title"
		}
	}
}
