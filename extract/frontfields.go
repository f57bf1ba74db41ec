package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"reelscore/rating"
)

// frontNames are the names of front matter that no label has.
var frontNames = map[string]labelKey{"pubdate": kPublished, "created": kPublished, "created_at": kPublished, "publishdate": kPublished, "film_title": kTitle, "movie_title": kTitle, "duration": kRuntime, "released": kYear, "release_year": kYear,
	"date_published": kPublished, "authors": kAuthor, "author_name": kAuthor, "creator": kAuthor, "stars": kRating, "star": kRating, "rating_value": kRating, "myrating": kRating, "reviewrating": kRating, "filmrating": kRating, "movierating": kRating, "starrating": kRating, "overallrating": kTotal, "movie": kTitle, "film": kTitle, "genre": kGenre, "description": kIgnored, "writer": kWriter,
	"written by": kWriter, "starring": kCast, "summary": kIgnored, "desc": kIgnored, "imdb_rating": kOthers, "content_rating": kCertificate, "mpaa_rating": kCertificate, "watched": kOtherDate, "title": kTitle,
	"lastmod": kOtherDate, "modified": kOtherDate, "tomatometer": kOthers, "data": kPublished, "text": kIgnored, "by": kAuthor, "language": kIgnored, "lang": kIgnored, "published": kPublished, "time": kOtherDate}

// numberOnly is the number of a film in a series of posts, where the page's title has words.
var numberOnly = regexp.MustCompile(`^\d+$`)

// handle is the name of an account, which front matter gives where others give a name.
var handle = regexp.MustCompile(`^[\pL\d][\pL\d_.-]{1,30}$`)

// averageName is a rating of many people, by its own name or that of the map it stands in.
var averageName = regexp.MustCompile(`^(?:.*\.)?(?:imdb|tmdb|omdb|rt|rotten[ _-]?tomatoes|metacritic|metascore|trakt|douban|online|average|avg|community|audience|public|vote)(?:[ _-]?(?:user|users|critics?))?(?:[._ -]?(?:rating|score|average|value|percent|votes?|count)s?)$`)

// ownName is the writer's rating by a name of several parts: "personal_rating", "ratingNum", "score_out_of_10".
var ownName = regexp.MustCompile(`^(?:my|our|own|personal|initial|current|final|author|critic|editor|reviewer|review|film|movie|star|site|blog)?[ _-]?(?:rating|score|star|grade)s?[ _-]?(?:num|number|value|stars|out[ _-]?of[ _-]?(5|10|100))?$`)

// sourceName is who has given the rating of front matter: "ratingSource: IMDb".
var sourceName = regexp.MustCompile(`^(?:.*\.)?(?:rating|score)[ _-]?(?:source|from|site|provider)$`)

// votesName and severalVotes say that a rating is the mean of more than one.
var (
	votesName    = regexp.MustCompile(`^(?:num_?)?(?:votes?|(?:vote|rating|ratings)_?count|number_of_(?:votes|ratings))$`)
	severalVotes = regexp.MustCompile(`^(?:[2-9]|[1-9][\d.,]+)$`)
)

// scaleNames are what front matter calls the end of the scale, within the rating's map or beside it.
var scaleNames = wordSet("max best scale outof out_of of bestrating best_rating ratingmax rating_max rating_scale ratingscale max_rating maxrating score_max max_score maxscore")

// ratedOutOf joins a rating with the end of its scale, when front matter gives both.
func ratedOutOf(entries []frontEntry) {
	for i := range entries {
		e := &entries[i]
		if k := frontKey(e.name); k != kRating && k != kTotal || !plainNum.MatchString(e.value) {
			continue
		}
		if m := ownName.FindStringSubmatch(e.name); m != nil && m[1] != "" {
			e.value += "/" + m[1]
			continue
		}
		outer := strings.TrimSuffix(e.name[:strings.LastIndexByte(e.name, '.')+1], ".")
		for _, o := range entries {
			name := o.name[strings.LastIndexByte(o.name, '.')+1:]
			same := strings.TrimSuffix(strings.TrimSuffix(o.name, name), ".") == outer || o.name == e.name+"."+name
			best, err := rating.ParseDecimal(o.value)
			if same && scaleNames[strings.ReplaceAll(name, "-", "_")] && err == nil && usualBest[best/decimalOne] {
				e.value += "/" + strings.TrimSuffix(o.value, ".0")
				break
			}
		}
	}
}

// authorName is the name within a list or a map of authors.
var authorName = regexp.MustCompile(`^authors?\.(?:display_?)?name$`)

func frontKey(name string) labelKey {
	if authorName.MatchString(name) {
		return kAuthor
	}
	if averageName.MatchString(name) {
		return kOthers
	}
	inner := false // the name is one of a map of ratings
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		outer := name[:i]
		inner = frontKey(outer) == kRating
		if name = name[i+1:]; name == "value" || name == "score" || name == "stars" || name == "rating" {
			if k := frontKey(outer); k == kRating || k == kTotal || k == kGrade || k == kOthers {
				return k
			}
		}
	}
	if name == "total" && !inner {
		return kIgnored // of anything
	}
	if k, ok := frontNames[name]; ok {
		return k
	}
	name = strings.NewReplacer("_", " ", "-", " ").Replace(name)
	if keys := labelIndex.keys[name]; keys != nil {
		for _, k := range keys {
			if k != kAspect {
				return k
			}
		}
	}
	if ownName.MatchString(name) {
		return kRating
	}
	return kIgnored
}

// dropListed takes out the ratings of front matter that lists several films, each by the same names.
func (r *reader) dropListed(entries []frontEntry) []frontEntry {
	isRating := func(e frontEntry) bool {
		k := frontKey(e.name)
		return k == kRating || k == kTotal || k == kGrade
	}
	count, most := map[string]int{}, 0
	for _, e := range entries {
		if isRating(e) {
			count[e.name]++
			most = max(most, count[e.name])
		}
	}
	if most < 2 {
		return entries
	}
	r.several = true
	r.warn(WarnMulti, "the front matter lists "+itoa(most)+" ratings: none is picked")
	out := entries[:0:0]
	for _, e := range entries {
		if !isRating(e) {
			out = append(out, e)
			continue
		}
		r.reject(e.value, reasonMulti, "front-matter", e.start, e.end)
	}
	return out
}

// dropSourced takes out the ratings of front matter that says that they are a film database's, or how many people voted.
func (r *reader) dropSourced(entries []frontEntry) []frontEntry {
	if !slices.ContainsFunc(entries, func(e frontEntry) bool {
		if votesName.MatchString(e.name) && severalVotes.MatchString(e.value) {
			return true
		}
		return sourceName.MatchString(e.name) && (labelIndex.means(strings.ToLower(e.value), kOthers) || averageName.MatchString(strings.ToLower(e.value)+" rating"))
	}) {
		return entries
	}
	out := entries[:0:0]
	for _, e := range entries {
		if k := frontKey(e.name); k == kRating || k == kTotal || k == kGrade {
			r.reject(e.value, reasonOthers, "front-matter", e.start, e.end)
			continue
		}
		out = append(out, e)
	}
	return out
}

// frontMatter reads the entries into facts; post says that they stand at the head of a post.
func (r *reader) frontMatter(entries []frontEntry, post bool) {
	entries = r.dropSourced(entries)
	ratedOutOf(entries)
	if entries = r.dropListed(entries); len(entries) == 0 {
		return
	}
	hasFilm := false
	r.filmPost, r.oneFilm = slices.ContainsFunc(entries, aboutFilms), slices.ContainsFunc(entries, func(e frontEntry) bool { return aboutOne(e, post) })
	r.kind = frontKind(entries)
	r.nameTheFilm(entries)
	headed := slices.ContainsFunc(entries, func(e frontEntry) bool { return e.name == "title" && strings.IndexFunc(e.value, unicode.IsLetter) >= 0 })
	for _, e := range entries {
		last := e.name[strings.LastIndexByte(e.name, '.')+1:]
		hasFilm = hasFilm || e.name != "title" && frontKey(e.name) == kTitle && (e.value != "" || len(e.list) > 0) && last != "movie.title" && !(headed && numberOnly.MatchString(e.value))
	}
	for _, e := range entries {
		value := strings.TrimSpace(e.value)
		list := e.list
		if value == "" && len(list) == 0 {
			continue
		}
		if value == "" {
			value = strings.Join(list, ", ")
		}
		r.frontEntry(e, value, list, hasFilm)
	}
}

func (r *reader) frontEntry(e frontEntry, value string, list []string, hasFilm bool) {
	const src = "front-matter"
	add := func(f field, text string, conf float64) {
		r.facts.add(fact{field: f, text: text, source: src, conf: conf, start: e.start, end: e.end})
	}
	addList := func(f field, l []string) {
		r.facts.add(fact{field: f, list: l, source: src, conf: 0.94, start: e.start, end: e.end})
	}
	people := func() []string {
		if len(list) > 0 {
			return list
		}
		return splitNames(value)
	}
	switch frontKey(e.name) {
	case kTitle:
		r.frontTitle(e, value, hasFilm)
	case kRating, kTotal, kGrade:
		r.frontRating(e, value)
	case kDirector:
		addList(fDirectors, people())
	case kWriter:
		addList(fWriters, people())
	case kBoth:
		addList(fDirectors, people())
		addList(fWriters, people())
	case kCast:
		addList(fCast, people())
	case kGenre:
		if len(list) == 0 {
			list = splitGenres(value)
		}
		addList(fGenres, list)
	case kTags:
		addList(fTags, splitList(value))
	case kCategories:
		addList(fCategories, splitList(value))
	case kTagline:
		add(fTagline, value, 0.94)
	case kOriginal:
		add(fOriginal, value, 0.9)
	case kAuthor:
		names := people()
		if len(names) == 0 && handle.MatchString(value) {
			names = []string{value}
		}
		for _, n := range names {
			r.addAuthor(n, "author", src, 0.93, e.start, e.end)
		}
	case kRuntime:
		if m, _, _ := runtimeOf(value, true); m > 0 {
			add(fRuntime, itoa(m), 0.94)
		}
	case kYear:
		if y, _, _ := findYear(value); y > 0 {
			add(fYear, itoa(y), 0.92)
		}
	case kPublished:
		if d, ok := findDate(value, nil); ok && !d.ambiguous {
			add(fPublished, d.iso, map[bool]float64{true: 0.84, false: 0.94}[strings.HasPrefix(e.name, "created")])
		}
	case kOthers:
		r.reject(value, reasonOthers, "front-matter", e.start, e.end)
	case kCertificate:
		r.reject(value, reasonCertificate, "front-matter", e.start, e.end)
	default:
		r.frontOther(e, value)
	}
}

// frontTitle reads a film's title, or the headline of the post, in which the film's is looked for unless it has a field of its own.
func (r *reader) frontTitle(e frontEntry, value string, hasFilm bool) {
	add := func(f field, text string, conf float64) {
		r.facts.add(fact{field: f, text: text, source: "front-matter", conf: conf, start: e.start, end: e.end})
	}
	t, y := cleanTitle(value)
	if e.name != "title" {
		if t != "" && hasFilm {
			add(fTitle, t, 0.95)
			if y > 0 {
				add(fYear, itoa(y), 0.9)
			}
		}
		return
	}
	add(fHeadline, value, 0.93)
	r.fronted = true
	if strings.ContainsAny(value, solid) {
		r.starredTitle(value, "front-matter", e.start, e.end)
	} else if m := gradedTitle.FindStringSubmatch(value); m != nil && !listHeadline.MatchString(value) {
		if got, err := rating.Parse(m[1], rating.NewContext()); err == nil && (!got.Best.Known() || got.Value <= got.Best) {
			r.widget = append(r.widget, structuredRating{r: got, source: "front-matter", conf: 0.9, start: e.start, end: e.end})
		}
	}
	if hasFilm {
		return
	}
	r.headlineClaim(value, "front-matter", -0.03, e.start, e.end)
	if t == "" || generic(t) || !startsTitle(value) || listHeadline.MatchString(value) || atLarge.MatchString(value) || aboutGrades.MatchString(value) {
		return
	}
	switch words := len(strings.Fields(value)); {
	case r.oneFilm && words <= 8 || words <= 6 && titleCase(t) && !filmOfHeadline(value).matched && r.onScreen():
		add(fTitle, t, 0.76)
	case r.filmPost && words <= 8:
		add(fTitle, t, 0.59)
	}
}

// onScreen reports whether the text is one about a film or a series.
func (r *reader) onScreen() bool {
	_, screen := r.kindsOfText()
	return r.filmPost || screen >= fewWords
}

// gradedTitle is the title of a post with the rating in brackets or behind a dash: "Salt Road (4/5)", "Salt Road [B+]".
var gradedTitle = regexp.MustCompile(`[^\s\d](?:\s?[(\[]\s?|\s[-–—|]\s)(\d{1,2}(?:[.,]\d)?\s?/\s?(?:5|10|100)(?: stars?)?|[A-F][+-])[)\]]?$`)

// frontOther reads what only front matter has: ids, descriptions, the language.
func (r *reader) frontOther(e frontEntry, value string) {
	switch {
	case strings.Contains(e.name, "imdb") && imdbNumber.MatchString(value):
		id := imdbNumber.FindStringSubmatch(value)[1]
		r.facts.add(fact{field: fIDs, list: []string{"imdb", "tt" + id}, source: "front-matter", conf: 0.96, start: e.start, end: e.end})
	case strings.HasPrefix(e.name, "tmdb") && plainNum.MatchString(value):
		r.facts.add(fact{field: fIDs, list: []string{"tmdb", value}, source: "front-matter", conf: 0.96, start: e.start, end: e.end})
	case e.name == "slug" && slugYear.MatchString(value):
		r.facts.add(fact{field: fYear, text: slugYear.FindStringSubmatch(value)[1], source: "front-matter", conf: 0.7, start: e.start, end: e.end})
	case e.name == "lang" || e.name == "language":
		r.doc.declared = value
	case e.name == "desc" || e.name == "description" || e.name == "summary" || e.name == "excerpt":
		r.facts.add(fact{field: fExcerpt, text: value, source: "front-matter", conf: 0.7, start: e.start, end: e.end})
		if m := descYear.FindStringSubmatch(value); m != nil {
			r.facts.add(fact{field: fYear, text: m[1], source: "front-matter", conf: 0.7, start: e.start, end: e.end})
		}
		r.readSpanCredits(value, e.start, e.end)
	case strings.Contains(value, "://"):
		r.links = append(r.links, linkText{text: value, start: e.start, end: e.end, marked: true})
	}
}

var (
	imdbNumber = regexp.MustCompile(`^(?:.*/title/)?(?:tt)?(\d{7,9})/?$`)
	slugYear   = regexp.MustCompile(`-((?:19|20)\d\d)$`)
	descYear   = regexp.MustCompile(`\((?:[^()\d]{0,40}, )?((?:19|20)\d\d)\)`)
)

func (r *reader) frontRating(e frontEntry, value string) {
	if certificateValue(value) {
		r.reject(value, reasonCertificate, "front-matter", e.start, e.end)
		return
	}
	got, err := rating.Parse(value, rating.NewContext())
	if err != nil && got.Kind == rating.KindNone {
		r.reject(value, reasonUnreadable, "front-matter", e.start, e.end)
		return
	}
	if got.Kind == rating.KindNumber && got.Value == 0 && !got.Best.Known() {
		r.reject(value, reasonUnrated, "front-matter", e.start, e.end) // what templates begin with
		return
	}
	r.found = append(r.found, structuredRating{r: got, source: "front-matter", conf: 0.95, start: e.start, end: e.end})
}

// frontJSON reads an object of plain JSON as if it were front matter.
func (r *reader) frontJSON(v *jsonValue) {
	r.frontMatter(jsonEntries(v, "", 0), false)
	for _, name := range []string{"body", "content", "text", "review"} {
		if c := v.get(name); c != nil && c.kind == 's' && len(c.text) > 100 {
			r.facts.add(fact{field: fBody, text: plainText(c.text), source: "json", conf: 0.8, start: c.start, end: c.end})
			return
		}
	}
}

// jsonEntries are the members of an object; those of an object inside it go by both names.
func jsonEntries(v *jsonValue, outer string, depth int) []frontEntry {
	var out []frontEntry
	for i, k := range v.keys {
		c := v.list[i]
		e := frontEntry{name: outer + strings.ToLower(k), start: c.start, end: c.end}
		switch c.kind {
		case 's', 'n':
			e.value = c.text
		case '[':
			for _, x := range c.list {
				if x.kind == 's' {
					e.list = append(e.list, x.text)
				}
			}
		case '{':
			if depth < 2 {
				out = append(out, jsonEntries(c, e.name+".", depth+1)...)
			}
			continue
		}
		out = append(out, e)
	}
	return out
}
