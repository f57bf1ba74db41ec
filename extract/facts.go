package extract

import "sort"

// fact is one claim about one field, with its evidence.
type fact struct {
	field  field
	text   string
	list   []string
	source string
	conf   float64
	start  int
	end    int
}

// field is the JSON pointer of a field of the Draft.
type field string

const (
	fTitle     field = "/film/title"
	fOriginal  field = "/film/original_title"
	fYear      field = "/film/year"
	fDirectors field = "/film/directors"
	fWriters   field = "/film/writers"
	fCast      field = "/film/cast"
	fRuntime   field = "/film/runtime_minutes"
	fGenres    field = "/film/genres"
	fTagline   field = "/film/tagline"
	fSynopsis  field = "/film/synopsis"
	fTrailers  field = "/film/trailers"
	fIDs       field = "/film/ids"

	fHeadline   field = "/review/title"
	fURL        field = "/review/url"
	fOutlet     field = "/review/outlet"
	fAuthors    field = "/review/authors"
	fPublished  field = "/review/published"
	fLanguage   field = "/review/language"
	fBody       field = "/review/body"
	fExcerpt    field = "/review/excerpt"
	fRating     field = "/review/rating"
	fBlurb      field = "/review/blurb"
	fTags       field = "/review/tags"
	fCategories field = "/review/categories"
	fSimilar    field = "/review/similar_films"
	fVenue      field = "/review/venue"
	fPrevious   field = "/review/previous"
	fNext       field = "/review/next"
	fDeclared   field = "/comments/declared"
)

// facts collects the claims of all readers; the most trusted of each field wins, the earlier one of equals.
type facts struct{ all []fact }

func (f *facts) add(c fact) {
	if c.text == "" && len(c.list) == 0 || c.conf <= 0 || c.field == fTitle && noTitle(c.text, c.source) {
		return
	}
	c.conf = min(1, c.conf)
	f.all = append(f.all, c)
}

func (f *facts) best(name field) (fact, bool) {
	at := -1
	for i := range f.all {
		if f.all[i].field == name && (at < 0 || f.all[i].conf > f.all[at].conf) {
			at = i
		}
	}
	if at < 0 {
		return fact{}, false
	}
	return f.all[at], true
}

// of returns all claims about a field, most trusted first.
func (f *facts) of(name field) []fact {
	var out []fact
	for _, c := range f.all {
		if c.field == name {
			out = append(out, c)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].conf > out[j].conf })
	return out
}
