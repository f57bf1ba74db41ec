package extract

import (
	"regexp"
	"strings"
)

var (
	youtubeID   = regexp.MustCompile(`(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:[^"'\s<>]{0,80}&(?:amp;)?)?v=|embed/|v/|shorts/)|youtu\.be/)([A-Za-z0-9_-]{11})(?:[^A-Za-z0-9_-]|$)`)
	shortcode   = regexp.MustCompile(`\[(?:youtube|embed|video|vimeo)\b[^\]]{0,300}\]`)
	shortcodeID = regexp.MustCompile(`\[youtube\b[^\]]{0,60}?(?:id\s*=\s*["“”'″]?\s*|=\s*|\s)["“”'″]?([A-Za-z0-9_-]{11})(?:[^A-Za-z0-9_-])`)
	liquidTube  = regexp.MustCompile(`\{[{%]<?\s*youtube\s+(?:id=)?["']?([A-Za-z0-9_-]{11})["'\s%>}]`)
	vimeoID     = regexp.MustCompile(`(?:player\.)?vimeo\.com/(?:video/)?(\d{5,12})`)
	imdbID      = regexp.MustCompile(`imdb\.com/(?:[a-z]{2}/)?title/(tt\d{7,9})`)
	tmdbID      = regexp.MustCompile(`themoviedb\.org/(?:movie|tv)/(\d{1,9})`)
	wikidataID  = regexp.MustCompile(`wikidata\.org/(?:wiki|entity)/(Q\d{1,10})`)
	letterboxd  = regexp.MustCompile(`letterboxd\.com/(?:[\w-]+/)?film/([\w-]{1,100})`)
	doubanID    = regexp.MustCompile(`(?:movie\.)?douban\.com/subject/(\d{5,10})`)
	venueProse  = regexp.MustCompile(`(?:[Nn]ow|[Ss]howing|[Ss]creening|[Pp]laying|[Ss]aw (?:it|this|the film|this film)|[Ww]atched (?:it|this)|[Ss]een) at (?:the )?(\p{Lu}[\pL'’&-]*(?: \p{Lu}[\pL'’&-]*){0,4}(?:, \p{Lu}[\pL'’-]+(?: \p{Lu}[\pL'’-]+)?)?)(?:[.,;:!)\n]|\s|$)`)
)

// linkForms are the addresses that hold ids of films and videos.
var linkForms = []struct {
	re     *regexp.Regexp
	source string
	field  field
	conf   float64
}{
	{imdbID, "imdb", fIDs, 0.9}, {tmdbID, "tmdb", fIDs, 0.9}, {wikidataID, "wikidata", fIDs, 0.9}, {letterboxd, "letterboxd", fIDs, 0.8}, {doubanID, "douban", fIDs, 0.9},
	{youtubeID, "youtube", fTrailers, 0.7}, {shortcodeID, "youtube", fTrailers, 0.85}, {liquidTube, "youtube", fTrailers, 0.85}, {vimeoID, "vimeo", fTrailers, 0.6},
}

// readLinks finds outside ids and trailers in the addresses of the page.
func (r *reader) readLinks() {
	for _, l := range r.linkTexts() {
		for _, f := range linkForms {
			for _, m := range f.re.FindAllStringSubmatchIndex(l.text, 20) {
				if f.field == fIDs && r.ofOtherFilm(l) {
					continue
				}
				s, e := r.linkSpan(l, m[2], m[3])
				r.facts.add(fact{field: f.field, list: []string{f.source, l.text[m[2]:m[3]]}, source: "link", conf: l.conf(f.conf), start: s, end: e})
			}
		}
	}
}

// linkText is a text with addresses in it. In a document its offsets are those of the text; an address of the markup
// brings its own.
type linkText struct {
	text       string
	start, end int
	marked     bool
	own        bool   // the markup says that it is the film's own
	said       string // the title that the link has for its text
}

func (l linkText) conf(c float64) float64 {
	if l.own {
		return 0.95
	}
	return c
}

func (r *reader) linkTexts() []linkText {
	out := []linkText{}
	for i := range r.doc.lines {
		ln := r.doc.lines[i]
		if ln.zone != zoneComments && ln.zone != zoneFurniture && containsAny(r.doc.line(i), []string{"://", "[youtube", "{% youtube", "{{< youtube", "www."}) {
			out = append(out, linkText{text: r.doc.line(i), start: ln.start})
		}
	}
	return append(out, r.links...)
}

func (r *reader) linkSpan(l linkText, start, end int) (int, int) {
	if l.marked {
		return l.start, l.end
	}
	return r.doc.span(l.start+start, l.start+end)
}

// videos lists the trailers, each once.
func (r *reader) videos() []Video {
	var out []Video
	seen := map[string]bool{}
	for _, c := range r.facts.of(fTrailers) {
		host, id := c.list[0], c.list[1]
		if seen[host+id] || len(out) == 20 {
			continue
		}
		seen[host+id] = true
		r.evident(field(string(fTrailers)+"/"+itoa(len(out))), c)
		url := "https://www.youtube.com/watch?v=" + id
		if host == "vimeo" {
			url = "https://vimeo.com/" + id
		}
		out = append(out, Video{Host: host, ID: id, URL: url})
	}
	return out
}

// ids lists the outside ids. A page that links to several films of one database names none of them as its own.
func (r *reader) ids() []ExternalID {
	bySource := map[string]map[string]bool{}
	all := r.facts.of(fIDs)
	for _, c := range all {
		if bySource[c.list[0]] == nil {
			bySource[c.list[0]] = map[string]bool{}
		}
		if c.conf < 0.95 {
			bySource[c.list[0]][c.list[1]] = true
		}
	}
	var out []ExternalID
	done := map[string]bool{}
	for _, c := range all {
		source := c.list[0]
		if done[source] || c.conf < 0.95 && len(bySource[source]) > 1 {
			continue
		}
		done[source] = true
		r.evident(field(string(fIDs)+"/"+itoa(len(out))), c)
		out = append(out, ExternalID{Source: source, ID: c.list[1]})
	}
	return out
}

// readExtras reads venue, neighbours and what a page says about itself.
func (r *reader) readExtras() {
	d := r.doc
	for i := range d.lines {
		ln := d.lines[i]
		if ln.end-ln.start < 200 {
			r.neighbour(i)
		}
		if ln.zone != zoneMain {
			continue
		}
		if !strings.Contains(d.line(i), " at ") {
			continue
		}
		if m := venueProse.FindStringSubmatchIndex(d.line(i)); m != nil {
			r.claim(fVenue, d.line(i)[m[2]:m[3]], "prose", 0.7, ln.start+m[2], ln.start+m[3])
		}
	}
	if r.url != "" {
		r.facts.add(fact{field: fURL, text: r.url, source: "url", conf: 0.5})
	}
}

// neighbour reads the lines that lead to the previous and the next review.
func (r *reader) neighbour(i int) {
	d := r.doc
	text := d.line(i)
	add := func(f field, start, end int) {
		s, e := d.span(d.lines[i].start+start, d.lines[i].start+end)
		r.facts.add(fact{field: f, list: []string{strings.TrimSpace(text[start:end]), ""}, source: "line", conf: 0.8, start: s, end: e})
		r.used[i] = true
		d.lines[i].zone = zoneFurniture
	}
	if m := previousNext.FindStringSubmatchIndex(text); m != nil {
		start, end := m[4], m[5]
		// "← Previous A   Next → B" may stand on one line.
		if k := strings.Index(strings.ToLower(text[start:end]), "next"); k > 0 {
			if n := nextOnly.FindStringSubmatchIndex(text[start+k : end]); n != nil && n[2] >= 0 {
				add(fNext, start+k+n[2], start+k+n[3])
				end = start + k
			}
		}
		add(fPrevious, start, end)
		return
	}
	if m := nextOnly.FindStringSubmatchIndex(text); m != nil && i > 2 {
		g := 2
		if m[2] < 0 {
			g = 4
		}
		if d.lines[i].zone == zoneMain && g == 4 && i+6 < len(d.lines) {
			return
		}
		if _, counted := declaredComments(text); !counted {
			add(fNext, m[g], m[g+1])
		}
	}
}
