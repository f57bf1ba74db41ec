package ingest

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"reelscore/exchange"
	"reelscore/internal/fault"
	"reelscore/models"
)

// note adds a remark to the report of a row.
func note(row *models.ReportRow, format string, args ...any) {
	row.Notes = append(row.Notes, fmt.Sprintf(format, args...))
}

// text is a text of a row, and the most characters that it may have.
type text struct {
	field  string
	value  *string
	most   int
	needed bool
}

// check refuses texts that are longer than the collection takes. Nothing is cut in silence.
func check(texts ...text) error {
	for _, t := range texts {
		if len(*t.value) > t.most && utf8.RuneCountInString(*t.value) > t.most {
			return fault.New(fault.Unprocessable, "%s: it has more than %d characters; shorten it", t.field, t.most)
		}
		if t.needed && strings.TrimSpace(*t.value) == "" {
			return fault.New(fault.Unprocessable, "%s: it is missing", t.field)
		}
	}
	return nil
}

// The forms are those of requests (handlers/formats.go). What describes a film or review and has another form is left
// out, with a note: it is not worth the row.
var (
	countryID = regexp.MustCompile(`^[A-Z]{2}$`)
	moment    = regexp.MustCompile(`^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z)?)?)?$`)
	idSpace   = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*$`)
)

// formed is the value when it has the form and at most that many bytes, and else nothing, with a note.
func formed(row *models.ReportRow, field, value string, form *regexp.Regexp, most int, remedy string) string {
	value = strings.TrimSpace(value)
	if value == "" || len(value) <= most && form.MatchString(value) {
		return value
	}
	note(row, "%s: %q was left out; %s", field, clipped(value), remedy)
	return ""
}

func clipped(s string) string {
	if len(s) <= 60 {
		return s
	}
	return strings.ToValidUTF8(s[:60], "") + "..."
}

func urlOf(row *models.ReportRow, field, value string) string {
	return formed(row, field, value, webAddress, 2000, "write a whole address that begins with http:// or https://")
}

func languageOf(row *models.ReportRow, field, value string) string {
	return formed(row, field, value, language, 35, "write a language tag such as en or pt-BR")
}

// dateOf is a date of a row; a time is cut to its day.
func dateOf(row *models.ReportRow, field string, value exchange.Date) models.Date {
	d := models.Date(value)
	if len(d) > len(time.DateOnly) {
		d = d[:len(time.DateOnly)]
	}
	if !d.Valid() {
		note(row, "%s: %q was left out; write a date such as 2013, 2013-12 or 2013-12-18", field, clipped(string(value)))
		return ""
	}
	return d
}

func linksOf(row *models.ReportRow, links []exchange.Link) []models.Link {
	kept := []models.Link{}
	for _, l := range links {
		if address := urlOf(row, "links", l.URL); address != "" && len(kept) < 100 {
			kept = append(kept, models.Link{Title: clip(l.Title, maxTitle), URL: address})
		}
	}
	return kept
}

// videoKinds are the kinds of video that the collection knows.
var videoKinds = [...]string{"trailer", "teaser", "clip", "review", "other"}

func videosOf(row *models.ReportRow, videos []exchange.Video) []models.Video {
	kept := []models.Video{}
	for _, v := range videos {
		kind := strings.ToLower(v.Kind)
		if !slices.Contains(videoKinds[:], kind) {
			kind = "other"
		}
		if len(kept) < 100 {
			kept = append(kept, models.Video{Kind: kind, Site: clip(v.Site, 60), Key: clip(v.Key, 200), URL: urlOf(row, "videos", v.URL), Title: clip(v.Title, maxTitle)})
		}
	}
	return kept
}

// clean takes needless spaces out of a name or label; in own files they are part of what is carried.
func (r *run) clean(s string) string {
	if r.own {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// each keeps the values of a list that make one.
func (r *run) each(values []string, most int, make func(string) string) []string {
	kept := []string{}
	for _, v := range values {
		if v = make(v); v != "" && (r.own || !slices.Contains(kept, v)) && len(kept) < most {
			kept = append(kept, v)
		}
	}
	return kept
}

// filmOf makes a film of a row, and its credits. Row gets the notes.
func (r *run) filmOf(b *models.Batch, f *exchange.Film, row *models.ReportRow) (*models.Film, []models.Credit, error) {
	film := models.Film{Slug: f.Slug, Title: f.Title, OriginalTitle: f.OriginalTitle, Year: f.Year, Runtime: f.Runtime, Tagline: f.Tagline, Synopsis: f.Synopsis, Placeholder: f.Placeholder}
	if strings.TrimSpace(film.Title) == "" {
		film.Title, film.Placeholder = placeholderTitle(f.ExternalIDs), true
	}
	err := check(text{"film_title", &film.Title, maxTitle, true}, text{"original_title", &film.OriginalTitle, maxTitle, false}, text{"tagline", &film.Tagline, maxLine, false},
		text{"synopsis", &film.Synopsis, maxText, false})
	if err != nil {
		return nil, nil, err
	}
	if film.Year != 0 && (film.Year < 1870 || film.Year > 2200) {
		return nil, nil, fault.New(fault.Unprocessable, "year: %d is not a year from 1870 to 2200", film.Year)
	}
	if film.Runtime < 0 || film.Runtime > 60_000 {
		note(row, "runtime: %d was left out; write minutes from 1 to 60000", film.Runtime)
		film.Runtime = 0
	}
	film.Released = dateOf(row, "released", f.Released)
	film.Languages = r.each(f.Languages, 50, func(v string) string { return languageOf(row, "languages", v) })
	film.Countries = r.each(f.Countries, 50, func(v string) string {
		return formed(row, "countries", v, countryID, 2, "write a code of two capital letters such as US")
	})
	film.Genres = r.each(f.Genres, 50, func(v string) string { return clip(models.CanonicalGenre(v), 60) })
	film.Videos, film.Links = videosOf(row, f.Videos), linksOf(row, f.Links)
	if film.ExternalIDs, err = outsideIDs(f.ExternalIDs); err != nil {
		return nil, nil, err
	}
	credits, err := r.credits(b, row, f.Credits)
	return &film, credits, err
}

// outsideIDs are ids that can be part of an address.
func outsideIDs(ids map[string]string) (map[string]string, error) {
	for _, namespace := range slices.Sorted(maps.Keys(ids)) {
		value := ids[namespace]
		if !idSpace.MatchString(namespace) || len(namespace) > 60 || value == "" || len(value) > 200 || strings.ContainsAny(value, " \t\r\n") {
			return nil, fault.New(fault.Unprocessable, "external_ids: %q is no outside id; write a namespace in small letters, a colon, and an id without spaces", clipped(namespace+":"+value))
		}
	}
	return maps.Clone(ids), nil
}

// credits finds or makes the people of a film.
func (r *run) credits(b *models.Batch, row *models.ReportRow, from []exchange.Credit) ([]models.Credit, error) {
	var credits []models.Credit
	for _, c := range from {
		role := strings.ToLower(c.Role)
		if !slices.Contains(models.Roles(), role) {
			role = "other"
		}
		if len(credits) == 2000 || c.Person.Name == "" && c.Person.Slug == "" {
			continue
		}
		id, err := b.FindPerson(c.Person.Slug, c.Person.Name)
		if err != nil {
			return nil, err
		}
		if id == 0 {
			p := models.Person{Named: models.Named{Slug: c.Person.Slug, Name: r.clean(c.Person.Name)}}
			if err := check(text{"credits: name", &p.Name, maxName, true}); err != nil {
				return nil, err
			}
			if err := b.CreatePerson(&p); err != nil {
				return nil, err
			}
			id = p.ID
		}
		credits = append(credits, models.Credit{Person: models.Ref(fmt.Sprint(id)), Role: role, Character: clip(c.Character, maxTitle), Billing: min(max(c.Billing, 0), 10_000)})
	}
	return credits, nil
}
