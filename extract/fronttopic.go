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
