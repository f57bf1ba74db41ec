package extract

import (
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

func itoa(n int) string { return strconv.Itoa(n) }

// draft reads the document and puts the Draft together.
func (r *reader) draft() Draft {
	d := r.doc
	r.labels = findLabels(d)
	r.language = r.findLanguage()
	r.readCredits()
	r.readNotes()
	r.readComments()
	r.readTitle()
	r.proseYear()
	r.yearBelow()
	r.readDates()
	r.readLinks()
	r.readExtras()
	r.readRating()
	r.findAuthors()
	r.readSynopsis()
	r.readProseCredits()
	r.readBody()
	return r.assemble()
}

// assemble picks the best claim of each field.
func (r *reader) assemble() Draft {
	out := Draft{LiveNotes: r.notes, Comments: r.comments, Entries: r.entries, Rejected: r.rejected, Evidence: r.evidence}
	r.originalAsTitle()
	if kind := r.otherKind(); kind != "" && !r.notFilm {
		r.notFilm = true
		r.warn(WarnNotFilm, "the page is about another kind of thing: "+kind)
	}
	f, v := &out.Film, &out.Review
	f.Title = r.filmTitle()
	if f.Title == "" && !r.notFilm && len(r.entries) == 0 {
		r.warn(WarnTitle, "the page does not name its film: give the title")
	}
	f.OriginalTitle = r.text(fOriginal)
	f.Year = r.number(fYear)
	f.RuntimeMinutes = r.number(fRuntime)
	f.Directors, f.Writers, f.Cast, f.Genres = r.list(fDirectors), r.list(fWriters), r.list(fCast), r.list(fGenres)
	f.Tagline, f.Synopsis = r.text(fTagline), r.text(fSynopsis)
	f.Trailers, f.IDs = r.videos(), r.ids()
	v.Title, v.URL, v.Outlet, v.Published, v.Language = r.text(fHeadline), r.text(fURL), r.text(fOutlet), r.text(fPublished), r.text(fLanguage)
	v.Body, v.Excerpt, v.Blurb, v.Venue = r.text(fBody), r.text(fExcerpt), r.text(fBlurb), r.text(fVenue)
	v.Tags, v.Categories, v.SimilarFilms = r.list(fTags), r.list(fCategories), r.list(fSimilar)
	v.Previous, v.Next = r.link(fPrevious), r.link(fNext)
	v.Authors = r.voices()
	r.ratingOf(&out)
	out.Warnings = r.warnings
	fillEmpty(&out)
	return out
}

// originalAsTitle takes a labelled original title for the title of a page that has no better one.
func (r *reader) originalAsTitle() {
	if o, ok := r.facts.best(fOriginal); ok && o.source == "label" {
		if t, found := r.facts.best(fTitle); !found || t.conf < 0.7 {
			r.facts.add(fact{field: fTitle, text: o.text, source: o.source, conf: 0.72, start: o.start, end: o.end})
		}
	}
}

// filmTitle is the title of the one film that the page is about.
func (r *reader) filmTitle() string {
	if r.several || len(r.entries) > 1 || r.notFilm {
		return ""
	}
	return r.text(fTitle)
}

// fillEmpty makes every list of the Draft an empty one instead of null.
func fillEmpty(d *Draft) {
	for _, l := range []*[]string{&d.Film.Directors, &d.Film.Writers, &d.Film.Cast, &d.Film.Genres, &d.Review.Tags, &d.Review.Categories, &d.Review.SimilarFilms} {
		if *l == nil {
			*l = []string{}
		}
	}
	d.Film.Trailers = orEmpty(d.Film.Trailers)
	d.Film.IDs = orEmpty(d.Film.IDs)
	d.Review.Authors = orEmpty(d.Review.Authors)
	d.LiveNotes = orEmpty(d.LiveNotes)
	d.Comments.Items = orEmpty(d.Comments.Items)
	d.Entries = orEmpty(d.Entries)
	d.Rejected = orEmpty(d.Rejected)
	d.Warnings = orEmpty(d.Warnings)
}

func orEmpty[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

func (r *reader) evident(name field, c fact) {
	r.evidence[string(name)] = Evidence{Source: c.source, Confidence: c.conf, Start: c.start, End: c.end}
}

func (r *reader) text(name field) string {
	c, ok := r.facts.best(name)
	if !ok {
		return ""
	}
	r.evident(name, c)
	return c.text
}

func (r *reader) number(name field) int {
	n, err := strconv.Atoi(r.text(name))
	if err != nil {
		return 0
	}
	return n
}

func (r *reader) list(name field) []string {
	c, ok := r.facts.best(name)
	if !ok {
		return nil
	}
	r.evident(name, c)
	return c.list
}

// link reads a fact whose list is the title and the address of a neighbour.
func (r *reader) link(name field) *Link {
	l := r.list(name)
	if len(l) < 2 {
		return nil
	}
	return &Link{Title: l[0], URL: l[1]}
}

func (r *reader) voices() []Author {
	order := make([]int, len(r.authors))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return r.authorEv[order[a]].Confidence > r.authorEv[order[b]].Confidence })
	var out []Author
	best := 0.0
	for _, i := range order {
		e := r.authorEv[i]
		if r.accountBeside(i) {
			continue
		}
		// A name that is much less certain than another author's is likely a site's or an account's.
		if r.authors[i].Role == "author" && e.Confidence < best-0.12 {
			continue
		}
		if r.authors[i].Role == "author" {
			best = max(best, e.Confidence)
		}
		r.evidence["/review/authors/"+itoa(len(out))] = e
		out = append(out, r.authors[i])
	}
	return out
}

// creditLabels are the fields of the film that labels of people fill.
var creditLabels = []struct {
	key    labelKey
	fields []field
}{
	{kDirector, []field{fDirectors}},
	{kWriter, []field{fWriters}},
	{kBoth, []field{fDirectors, fWriters}},
	{kCast, []field{fCast}},
}

// readCredits fills the film from labels.
func (r *reader) readCredits() {
	d := r.doc
	for i := range r.labels {
		l := &r.labels[i]
		if d.lines[l.line].zone == zoneComments || l.vend-l.vstart > 1500 {
			continue
		}
		value := d.text[l.vstart:l.vend]
		took := false
		for _, c := range creditLabels {
			if !labelIndex.means(l.word, c.key) || strings.Contains(value, "/10") {
				continue
			}
			if names := splitNames(peopleOnly(firstSentence(value))); len(names) > 0 && (len(names) > 1 || len(value) < 100) {
				for _, f := range c.fields {
					r.claimList(f, names, "label", l.confidence, l.vstart, l.vend)
				}
				took = true
			}
		}
		took = r.readFilmLabel(l, value) || took
		if took && l.leads && d.lines[l.line].end-d.lines[l.line].start < 600 {
			r.used[l.line] = true
			r.used[l.valueLine] = true
		}
	}
}

// firstSentence cuts a value that runs on into prose: "Spike Jonze. A lonely writer ..."; initials do not end it.
func firstSentence(s string) string {
	for i := 0; i+1 < len(s); i++ {
		if s[i] != '.' || s[i+1] != ' ' {
			continue
		}
		word := s[strings.LastIndexAny(s[:i], " ,")+1 : i]
		if utf8.RuneCountInString(word) > 2 && word != "Jr" && word != "Sr" && word != "Dr" && word != "St" {
			return s[:i]
		}
	}
	return s
}

// readFilmLabel fills the single fields of the film and the review that labels name.
func (r *reader) readFilmLabel(l *labelled, value string) bool {
	add := func(f field, text string) bool {
		if text != "" {
			r.claim(f, text, "label", l.confidence, l.vstart, l.vend)
		}
		return text != ""
	}
	addList := func(f field, list []string) bool {
		if len(list) > 0 {
			r.claimList(f, list, "label", l.confidence, l.vstart, l.vend)
		}
		return len(list) > 0
	}
	switch l.key {
	case kTitle:
		return l.leads && r.titleLabel(l, value)
	case kOriginal:
		t, _ := cleanTitle(value)
		return add(fOriginal, t)
	case kYear:
		if l.word == "copyright" && siteRights(r.doc, l) {
			return false
		}
		if y, _, _ := findYear(value); y > 0 && (len(value) < 80) {
			return add(fYear, itoa(y))
		}
	case kRuntime:
		if m, _, _ := runtimeOf(value, true); m > 0 && len(value) < 120 {
			return add(fRuntime, itoa(m))
		}
	case kGenre:
		return addList(fGenres, splitGenres(value))
	case kTagline:
		return add(fTagline, unquote(value))
	case kTags:
		return addList(fTags, splitList(value)) || l.leads
	case kCategories:
		return addList(fCategories, splitList(value)) || l.leads
	case kVenue:
		if len(value) < 100 && !l.section {
			return add(fVenue, value)
		}
	case kSimilar:
		return addList(fSimilar, splitFilms(value))
	case kAuthor:
		r.authorLabel(l, value)
	case kOtherDate:
		return len(value) < 200 && l.leads && !filmOfHeadline(r.doc.line(l.line)).matched
	case kCertificate, kOthers, kIgnored:
		return len(value) < 200 && l.leads
	}
	return false
}

func (r *reader) authorLabel(l *labelled, value string) {
	value = firstSentence(value)
	if d, ok := findDate(value, nil); ok && d.start > 0 {
		value = onDate.ReplaceAllString(value[:d.start], "")
	}
	if len(value) > 80 || !l.leads && !strings.Contains(l.word, "review") {
		return
	}
	s, e := r.doc.span(l.vstart, l.vend)
	names := splitNames(value)
	if len(names) == 0 && strings.Contains(l.word, "review") && handle.MatchString(value) {
		names = []string{value}
	}
	for _, n := range names {
		r.addAuthor(n, "author", "label", l.confidence, s, e)
	}
}

// onDate is the word between a name and the date behind it.
var onDate = regexp.MustCompile(`(?i)[\s,|–-]+(?:on|am|le|el|em|il|op|den)?\s*$`)

// titleLabel reads a film's title behind a label. Several different ones make a page about several films.
func (r *reader) titleLabel(l *labelled, value string) bool {
	if len(value) > 150 || l.word == "film" && len(value) > 60 && !titleCase(value) || l.section && !titleCase(value) {
		return false
	}
	conf := l.confidence
	if l.word != "title" && l.word != "titel" {
		conf -= 0.04
	}
	h := filmOfHeadline(value)
	title, year := h.title, h.year
	if gradeOnly.MatchString(value) {
		return false
	}
	if m := parenTitle.FindStringSubmatch(title); m != nil {
		title = m[1]
		r.claim(fOriginal, m[2], "label", conf-0.2, l.vstart, l.vend)
	}
	if title == "" {
		return false
	}
	r.claim(fTitle, title, "label", conf, l.vstart, l.vend)
	if year > 0 {
		r.claim(fYear, itoa(year), "label", conf, l.vstart, l.vend)
	}
	return true
}

// splitFilms splits a list of films: "Robot and Frank & Stranger than Fiction".
func splitFilms(s string) []string {
	s = shortcode.ReplaceAllString(s, "")
	if i := strings.Index(s, ". "); i > 0 {
		s = s[:i]
	}
	seps := []string{";", ",", " & ", " / ", " and "}
	for _, sep := range seps {
		if strings.Contains(s, sep) {
			var out []string
			for _, p := range strings.Split(s, sep) {
				for _, q := range strings.Split(p, " & ") {
					if t, _ := cleanTitle(strings.Trim(strings.TrimPrefix(strings.TrimSpace(q), "and "), " .")); t != "" && len(t) < 100 {
						out = append(out, t)
					}
				}
			}
			return out
		}
	}
	if t, _ := cleanTitle(strings.Trim(s, " .")); t != "" && len(t) < 100 {
		return []string{t}
	}
	return nil
}
