package ingest

import (
	"regexp"
	"unicode/utf8"

	"reelscore/extract"
	"reelscore/models"
	"reelscore/rating"
)

// The longest texts that are stored, in characters: those that the API takes.
const (
	maxName  = 300
	maxTitle = 500
	maxLine  = 1000
	maxURL   = 2000
	maxText  = 20_000
	maxBody  = 1_000_000
	maxItems = 5000
)

// clip cuts a text at a number of characters.
func clip(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	i := 0
	for at := range s {
		if i == n {
			return s[:at]
		}
		i++
	}
	return s
}

// clipAll cuts each text, leaves the empty ones out, and keeps at most most.
func clipAll(texts []string, n, most int) []string {
	kept := []string{}
	for _, t := range texts {
		if t = clip(t, n); t != "" && len(kept) < most {
			kept = append(kept, t)
		}
	}
	return kept
}

var (
	webAddress = regexp.MustCompile(`^https?://[^\s/?#]+\S*$`)
	language   = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
	localTime  = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$`)
)

// address keeps what is an address of the web.
func address(s string) string {
	if len(s) > maxURL || !webAddress.MatchString(s) {
		return ""
	}
	return s
}

// reviewPage puts a draft into the terms of models. What is longer than the API lets through is cut.
func reviewPage(d extract.Draft) models.ReviewPage {
	p := models.ReviewPage{Film: draftFilm(d.Film), Credits: draftCredits(d.Film), Outlet: clip(d.Review.Outlet, maxName), OutletURL: front(address(d.Review.URL))}
	r := d.Review
	p.Review = models.Review{
		Title: clip(r.Title, maxTitle), URL: address(r.URL), Published: date(r.Published), Body: clip(r.Body, maxBody), Excerpt: clip(r.Excerpt, maxText),
		Rights: "full", Venue: clip(r.Venue, maxTitle), Tags: clipAll(r.Tags, 200, 200), Categories: clipAll(r.Categories, 200, 200), Videos: []models.Video{},
		DeclaredComments: d.Comments.Declared,
	}
	if language.MatchString(r.Language) {
		p.Review.Language = r.Language
	}
	if r.Rating != nil {
		st := stated(*r.Rating)
		st.Blurb = clip(r.Blurb, maxLine)
		p.Review.Stating = &st
	}
	if r.Previous != nil {
		p.Review.PreviousTitle, p.Review.PreviousURL = clip(r.Previous.Title, maxTitle), address(r.Previous.URL)
	}
	if r.Next != nil {
		p.Review.NextTitle, p.Review.NextURL = clip(r.Next.Title, maxTitle), address(r.Next.URL)
	}
	for _, title := range clipAll(r.SimilarFilms, maxTitle, 100) {
		p.Review.Liked = append(p.Review.Liked, models.Liked{Title: title})
	}
	for _, a := range r.Authors {
		if (a.Name != "" || a.Role == "host") && len(p.Voices) < 50 {
			p.Voices = append(p.Voices, models.PageVoice{Role: a.Role, Name: clip(a.Name, maxName), Bio: clip(a.Bio, maxText), URL: address(a.URL)})
		}
	}
	for _, n := range d.LiveNotes {
		if n.Text != "" && len(p.Notes) < maxItems {
			p.Notes = append(p.Notes, models.LiveNote{OffsetSeconds: n.OffsetSeconds, Text: clip(n.Text, maxText)})
		}
	}
	for _, c := range d.Comments.Items {
		if c.Text != "" && len(p.Comments) < maxItems {
			p.Comments = append(p.Comments, models.Comment{Name: clip(c.Name, maxName), URL: address(c.URL), Posted: posted(c.Time), Body: clip(c.Text, maxText)})
		}
	}
	return p
}

func draftFilm(f extract.Film) models.Film {
	film := models.Film{
		Title: clip(f.Title, maxTitle), OriginalTitle: clip(f.OriginalTitle, maxTitle), Tagline: clip(f.Tagline, maxLine), Synopsis: clip(f.Synopsis, maxText),
		Languages: []string{}, Countries: []string{}, ExternalIDs: map[string]string{}, Videos: []models.Video{}, Links: []models.Link{},
	}
	if f.Year >= 1870 && f.Year <= 2200 {
		film.Year = f.Year
	}
	if f.RuntimeMinutes >= 1 && f.RuntimeMinutes <= 60000 {
		film.Runtime = f.RuntimeMinutes
	}
	film.Genres = models.CanonicalGenres(clipAll(f.Genres, 60, 50))
	for _, v := range f.Trailers {
		film.Videos = append(film.Videos, models.Video{Kind: "trailer", Site: clip(v.Host, 60), Key: clip(v.ID, 200), URL: address(v.URL)})
	}
	for _, id := range f.IDs {
		if id.Source != "" && id.ID != "" && len(id.ID) <= 200 {
			film.ExternalIDs[id.Source] = id.ID
		}
	}
	return film
}

func draftCredits(f extract.Film) (credits []models.Credit) {
	for _, part := range []struct {
		role  string
		names []string
	}{{"director", f.Directors}, {"writer", f.Writers}, {"actor", f.Cast}} {
		for i, name := range clipAll(part.names, maxName, 500) {
			c := models.Credit{Role: part.role, Name: name}
			if part.role == "actor" {
				c.Billing = i + 1
			}
			credits = append(credits, c)
		}
	}
	return credits
}

// stated is how a rating was stated on its page, so that reading it again gives the same. The ends of its scale are given
// only where the text alone does not tell them.
func stated(r rating.Rating) models.Stated {
	st := models.NewStated(r.Raw)
	if alone, err := rating.Parse(r.Raw, rating.NewContext()); err == nil && alone.Score == r.Score && alone.Scale == r.Scale {
		return st
	}
	st.Best, st.Worst, st.Lowest = r.Best, r.Worst, r.Lowest
	return st
}

// date keeps what is a date of the calendar.
func date(s string) models.Date {
	if d := models.Date(s); d.Valid() {
		return d
	}
	return ""
}

// posted is the time of a comment. Pages seldom tell a zone; their time is taken for UTC.
func posted(s string) string {
	if localTime.MatchString(s) {
		return s + "Z"
	}
	return string(date(s))
}
