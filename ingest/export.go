package ingest

import (
	"context"
	"io"
	"strconv"
	"time"

	"reelscore/exchange"
	"reelscore/models"
	"reelscore/rating"
)

// ExportFormats are the formats that a collection can be written in.
func ExportFormats() []exchange.Format {
	return []exchange.Format{exchange.FormatNDJSON, exchange.FormatCSV, exchange.FormatLetterboxd}
}

// Export writes the collection, as of one moment, or the films and reviews of it that the filter leaves. Only NDJSON
// holds all of it.
func Export(ctx context.Context, store *models.Store, format exchange.Format, f models.ExportFilter, to io.Writer) error {
	w := map[exchange.Format]func(io.Writer) exchange.Writer{
		exchange.FormatNDJSON: exchange.NewNDJSONWriter, exchange.FormatCSV: exchange.NewCSVWriter, exchange.FormatLetterboxd: exchange.NewLetterboxdWriter,
	}[format](to)
	err := store.ReadAll(ctx, func(s *models.Snapshot) error {
		e := export{s: s, w: w, filter: f}
		if format == exchange.FormatNDJSON {
			if err := e.rest(); err != nil {
				return err
			}
			if err := s.Films(f, e.films); err != nil {
				return err
			}
		}
		return s.Films(f, func(films []models.Film, _ map[int64][]models.Credit) error { return s.Reviews(f, films, e.review) })
	})
	if err != nil {
		return err
	}
	return w.Close()
}

// ExportFilm writes one film with its reviews as a schema.org document.
func ExportFilm(ctx context.Context, store *models.Store, id int64, to io.Writer) error {
	scores, err := store.Scores(ctx, id)
	if err != nil {
		return err
	}
	score := scores[id]
	w := exchange.NewJSONLDWriter(to, exchange.Aggregate{Score: score.Mean, Rated: int(score.Rated), Reviews: int(score.Reviews)})
	f := models.ExportFilter{Film: models.Ref(strconv.FormatInt(id, 10))}
	err = store.ReadAll(ctx, func(s *models.Snapshot) error {
		e := export{s: s, w: w, filter: f}
		return s.Films(f, func(films []models.Film, credits map[int64][]models.Credit) error {
			if err := e.films(films, credits); err != nil {
				return err
			}
			return s.Reviews(f, films, e.review)
		})
	})
	if err != nil {
		return err
	}
	return w.Close()
}

// export is one export.
type export struct {
	s      *models.Snapshot
	w      exchange.Writer
	filter models.ExportFilter
}

// rest writes what is no film and no review: all of it, or of a part of the collection only the scales. The names in the
// films and reviews of a part are enough to make the rest again.
func (e *export) rest() error {
	scales, err := e.s.Scales()
	if err != nil {
		return err
	}
	for i := range scales {
		if err := e.w.Write(&exchange.Record{Kind: exchange.KindScale, Scale: scaleRecord(&scales[i])}); err != nil {
			return err
		}
	}
	if e.filter != (models.ExportFilter{}) {
		return nil
	}
	if err := e.s.People(e.people); err != nil {
		return err
	}
	if err := e.s.Outlets(e.outlets); err != nil {
		return err
	}
	return e.s.Critics(e.critics)
}

func scaleRecord(o *models.OwnScale) *exchange.Scale {
	s := exchange.Scale{ID: o.ID, Name: o.Name, Kind: o.Kind, Best: o.Best, Worst: o.Worst, Positive: o.Positive, Negative: o.Negative}
	if o.Step != 0 {
		s.Step = &o.Step
	}
	for _, l := range o.Labels {
		s.Labels = append(s.Labels, exchange.Label{Text: l.Text, Score: l.Score})
	}
	return &s
}

func (e *export) people(people []models.Person) error {
	for i := range people {
		p := &people[i]
		record := exchange.Person{Bio: p.Bio, Born: exchange.Date(p.Born), ExternalIDs: p.ExternalIDs, Links: linkRecords(p.Links), Name: p.Name, Slug: p.Slug}
		if err := e.w.Write(&exchange.Record{Kind: exchange.KindPerson, Person: &record}); err != nil {
			return err
		}
	}
	return nil
}

func (e *export) outlets(outlets []models.Outlet) error {
	for i := range outlets {
		o := &outlets[i]
		record := exchange.Outlet{
			DefaultScale: o.DefaultScale, Description: o.Description, FeedURL: o.FeedURL, Language: o.Language, Name: o.Name, Sample: o.Sample, Slug: o.Slug, URL: o.URL,
		}
		if o.Weight != rating.NormalWeight {
			weight := rating.Decimal(int64(o.Weight) * 1000) // thousandths to millionths
			record.Weight = &weight
		}
		if err := e.w.Write(&exchange.Record{Kind: exchange.KindOutlet, Outlet: &record}); err != nil {
			return err
		}
	}
	return nil
}

func (e *export) critics(critics []models.Critic, outlets map[int64][]models.Outlet) error {
	for i := range critics {
		c := &critics[i]
		record := exchange.Critic{Bio: c.Bio, Links: linkRecords(c.Links), Name: c.Name, Slug: c.Slug}
		for _, o := range outlets[c.ID] {
			record.Outlets = append(record.Outlets, exchange.NameRef{Name: o.Name, Slug: o.Slug})
		}
		if err := e.w.Write(&exchange.Record{Kind: exchange.KindCritic, Critic: &record}); err != nil {
			return err
		}
	}
	return nil
}

func (e *export) films(films []models.Film, credits map[int64][]models.Credit) error {
	for i := range films {
		f := &films[i]
		record := exchange.Film{
			Countries: f.Countries, ExternalIDs: f.ExternalIDs, Genres: f.Genres, Languages: f.Languages, Links: linkRecords(f.Links), OriginalTitle: f.OriginalTitle,
			Placeholder: f.Placeholder, Released: exchange.Date(f.Released), Runtime: f.Runtime, Slug: f.Slug, Synopsis: f.Synopsis, Tagline: f.Tagline, Title: f.Title,
			Videos: videoRecords(f.Videos), Year: f.Year,
		}
		for _, c := range credits[f.ID] {
			record.Credits = append(record.Credits, exchange.Credit{Billing: c.Billing, Character: c.Character, Person: exchange.NameRef{Name: c.Name, Slug: c.Slug}, Role: c.Role})
		}
		if err := e.w.Write(&exchange.Record{Kind: exchange.KindFilm, Film: &record}); err != nil {
			return err
		}
	}
	return nil
}

func linkRecords(links []models.Link) []exchange.Link {
	var records []exchange.Link
	for _, l := range links {
		records = append(records, exchange.Link(l))
	}
	return records
}

func videoRecords(videos []models.Video) []exchange.Video {
	var records []exchange.Video
	for _, v := range videos {
		records = append(records, exchange.Video{Key: v.Key, Kind: v.Kind, Site: v.Site, Title: v.Title, URL: v.URL})
	}
	return records
}

// filmRef names a film in every way that is known. A placeholder is no name.
func filmRef(f *models.Film) exchange.FilmRef {
	ref := exchange.FilmRef{ExternalIDs: f.ExternalIDs, OriginalTitle: f.OriginalTitle, Slug: f.Slug, Title: f.Title, Year: f.Year}
	if f.Placeholder {
		ref.Title = ""
	}
	return ref
}

func (e *export) review(f *models.Film, r *models.StoredReview) error {
	record := exchange.Review{
		Body: r.Body, Categories: r.Categories, DeclaredComments: r.DeclaredComments, Excerpt: r.Excerpt, Film: filmRef(f), Language: r.Language, Licence: r.Licence,
		Published: exchange.Date(r.Published), Rating: ratingRecord(&r.RatingColumns), Source: r.Source, SourceID: r.SourceID, Spoiler: r.Spoiler, Tags: r.Tags,
		Title: r.Title, URL: r.URL, Venue: r.Venue, Videos: videoRecords(r.Videos),
	}
	if r.Rights != "full" {
		record.Rights = r.Rights
	}
	if r.Outlet != nil {
		record.Outlet = exchange.NameRef{Name: r.Outlet.Name, Slug: r.Outlet.Slug}
	}
	if r.RetrievedAt != 0 {
		record.RetrievedAt = time.UnixMilli(r.RetrievedAt).UTC().Format(time.RFC3339Nano)
	}
	if r.PreviousTitle != "" || r.PreviousURL != "" {
		record.Previous = &exchange.Neighbour{Title: r.PreviousTitle, URL: r.PreviousURL}
	}
	if r.NextTitle != "" || r.NextURL != "" {
		record.Next = &exchange.Neighbour{Title: r.NextTitle, URL: r.NextURL}
	}
	for i := range r.Voices {
		v := &r.Voices[i]
		voice := exchange.Voice{Rating: ratingRecord(&v.RatingColumns), Role: v.Role}
		if v.CriticID != nil {
			voice.Critic = exchange.NameRef{Name: v.Name, Slug: v.CriticSlug}
		} else {
			voice.Name = v.Name
		}
		record.Voices = append(record.Voices, voice)
	}
	for i := range r.Liked {
		l := &r.Liked[i]
		like := exchange.Liked{Title: l.Title}
		if l.FilmID != nil {
			ref := filmRef(&l.Film)
			like.Film = &ref
		}
		record.Likes = append(record.Likes, like)
	}
	remarkRecords(&record, r)
	return e.w.Write(&exchange.Record{Kind: exchange.KindReview, Review: &record})
}

// ratingRecord is a rating as it was stated, with how it was read; nil for none.
func ratingRecord(c *models.RatingColumns) *exchange.Rating {
	st := c.Stated()
	if st == nil {
		return nil
	}
	r := exchange.Rating{Blurb: st.Blurb, Raw: st.Raw, Reading: exchange.NewReading(c.Rating()), Scale: st.Scale}
	for _, d := range []struct {
		from rating.Decimal
		to   **rating.Decimal
	}{{st.Best, &r.Best}, {st.Worst, &r.Worst}, {st.Lowest, &r.Lowest}} {
		if d.from.Known() {
			*d.to = &d.from
		}
	}
	return &r
}

func remarkRecords(record *exchange.Review, r *models.StoredReview) {
	for _, n := range r.Notes {
		record.LiveNotes = append(record.LiveNotes, exchange.LiveNote{Offset: n.OffsetSeconds, Text: n.Text})
	}
	place := map[int64]int{}
	for i, c := range r.Comments {
		place[c.ID] = i
		comment := exchange.Comment{Body: c.Body, Name: c.Name, Posted: c.Posted, URL: c.URL}
		if c.ParentID != nil {
			if to, there := place[*c.ParentID]; there {
				comment.ReplyTo = &to
			}
		}
		record.Comments = append(record.Comments, comment)
	}
}
