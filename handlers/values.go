package handlers

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"reelscore/internal/fault"
	"reelscore/models"
)

// Video is a moving picture about a film: a trailer, a clip, a video review.
type Video struct {
	Kind  string  `json:"kind" binding:"required" enums:"trailer,teaser,clip,review,other" example:"trailer"`
	Site  *string `json:"site" binding:"required" extensions:"x-nullable" maxLength:"60" example:"youtube"`
	Key   *string `json:"key" binding:"required" extensions:"x-nullable" maxLength:"200" example:"WzV6mXIOVl4"`
	URL   *string `json:"url" binding:"required" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	Title *string `json:"title" binding:"required" extensions:"x-nullable" maxLength:"500"`
} //@name Video

// Link is a page about something.
type Link struct {
	Title *string `json:"title" binding:"required" extensions:"x-nullable" maxLength:"500"`
	URL   string  `json:"url" binding:"required" format:"http-url" maxLength:"2000" example:"https://example.org/her"`
} //@name Link

func videoWires(videos []models.Video) []Video {
	wires := make([]Video, len(videos))
	for i, v := range videos {
		wires[i] = Video{Kind: v.Kind, Site: orNull(v.Site), Key: orNull(v.Key), URL: orNull(v.URL), Title: orNull(v.Title)}
	}
	return wires
}

func videoInputs(videos []models.Video) []VideoInput {
	in := make([]VideoInput, len(videos))
	for i, v := range videoWires(videos) {
		in[i] = VideoInput(v)
	}
	return in
}

// videosOf reads the videos of a request.
func videosOf(in []VideoInput) ([]models.Video, error) {
	videos := make([]models.Video, len(in))
	for i, v := range in {
		if orZero(v.URL) == "" && (orZero(v.Site) == "" || orZero(v.Key) == "") {
			return nil, fault.New(fault.Unprocessable, "A video cannot be found by what is given.").
				At(fmt.Sprintf("/videos/%d", i), "give url, or site and key")
		}
		videos[i] = models.Video{Kind: v.Kind, Site: orZero(v.Site), Key: orZero(v.Key), URL: orZero(v.URL), Title: orZero(v.Title)}
	}
	return videos, nil
}

func linkWires(links []models.Link) []Link {
	wires := make([]Link, len(links))
	for i, l := range links {
		wires[i] = Link{Title: orNull(l.Title), URL: l.URL}
	}
	return wires
}

func linkInputs(links []models.Link) []LinkInput {
	in := make([]LinkInput, len(links))
	for i, l := range linkWires(links) {
		in[i] = LinkInput(l)
	}
	return in
}

func linksOf(in []LinkInput) []models.Link {
	links := make([]models.Link, len(in))
	for i, l := range in {
		links[i] = models.Link{Title: orZero(l.Title), URL: l.URL}
	}
	return links
}

// checkDate refuses a date that has the form of one but is not in the calendar.
func checkDate(d models.Date, pointer string) error {
	if d.Valid() {
		return nil
	}
	return fault.New(fault.Unprocessable, "The calendar has no such date.").At(pointer, "%q is not a date", string(d))
}

// namespace is the form of the prefix of an outside id.
var namespace = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)

// outsideIDsOf reads the outside ids of a request: they must be such that "namespace:value" names the resource again.
func outsideIDsOf(in map[string]string) (map[string]string, error) {
	found := fault.New(fault.Unprocessable, "An outside id cannot be.")
	ids := make(map[string]string, len(in))
	for _, name := range slices.Sorted(maps.Keys(in)) {
		at := "/external_ids/" + escape(name)
		switch value := strings.Trim(in[name], " "); {
		case !namespace.MatchString(name):
			found.At(at, "a namespace is a word of lower-case letters, such as imdb, tmdb or wikidata")
		case strings.ContainsAny(value, ", "):
			found.At(at, "an id has no spaces and no commas")
		default:
			ids[name] = value
		}
	}
	if len(found.Fields) > 0 {
		return nil, found
	}
	return ids, nil
}

// distinct is the texts without spaces around them, each once.
func distinct(texts []string) []string {
	once := []string{}
	for _, t := range texts {
		if t = strings.Trim(t, " "); !slices.Contains(once, t) {
			once = append(once, t)
		}
	}
	return once
}
