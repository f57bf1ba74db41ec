package ingest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"reelscore/exchange"
	"reelscore/internal/fault"
	"reelscore/models"
	"reelscore/rating"
)

// pending is a review on its way from its row into the collection.
type pending struct {
	at      int    // its place among the rows of the batch
	filmKey string // what its film is remembered under
	review  *models.NewReview
	key     models.ReviewKey
}

// prepare does with a row what needs no collection, beside the batches that are being written.
func (r *run) prepare(e *entry) error {
	row := &e.report
	*row = models.ReportRow{Row: e.row.Number, File: e.row.File, Line: e.row.Line, Kind: string(e.row.Record.Kind), Notes: slices.Clip(e.row.Notes), Text: e.row.Text}
	e.review, e.taken = nil, false
	switch {
	case e.row.Err != nil:
		row.Status, row.Reason = models.RowRejected, e.row.Err.Error()
	case e.row.Skip != "":
		row.Status, row.Reason = models.RowSkipped, e.row.Skip
	case e.duplicate:
		row.Status, row.Reason = models.RowDuplicate, "an earlier row says the same"
	case e.address != 0:
		row.Status, row.Reason = models.RowRejected, fmt.Sprintf("url: row %d is a review of this film at the same address; give each its own", e.address)
	case e.row.Record.Kind == exchange.KindReview:
		to := e.room
		if v := e.row.Record.Review; to == nil || len(v.LiveNotes)+len(v.Comments) > 0 { // Which are written behind the batch.
			to = &room{}
		}
		to.review, to.voice = models.NewReview{}, [1]models.Voice{}
		review := &to.review
		review.Voices = to.voice[:0] // Nearly all have one.
		if err := refused(row, r.describe(e, &review.Review)); err != nil || row.Status != "" {
			return err
		}
		var err error
		review.Notes, review.Comments, err = remarksOf(row, e.row.Record.Review)
		to.pending = pending{review: review, filmKey: hintKey(&e.row.Record.Review.Film, e.row.Record.Film)}
		e.review = &to.pending
		return refused(row, err)
	}
	return nil
}

// review makes the review of a prepared row; nil when a person has to name its film. film is the film when it is known
// already.
func (r *run) review(b *models.Batch, e *entry, row *models.ReportRow, film int64) (*pending, *undecided, error) {
	p, v := e.review, e.row.Record.Review
	if film == 0 {
		var open *undecided
		var err error
		if film, _, open, err = r.film(b, row, p.filmKey, &v.Film, e.row.Record.Film); err != nil || open != nil {
			return nil, open, err
		}
	}
	row.Film = film
	review := p.review
	review.FilmID = film
	outlet, err := r.outlet(b, row, v.Outlet)
	if err != nil {
		return nil, nil, err
	}
	if outlet != 0 {
		review.OutletID = &outlet
	}
	if err := rate(b, row, v.Rating, review); err != nil {
		return nil, nil, err
	}
	if err := r.voices(b, row, v.Voices, outlet, &review.Review); err != nil {
		return nil, nil, err
	}
	if err := r.liked(b, v.Likes, &review.Review); err != nil {
		return nil, nil, err
	}
	p.key = models.ReviewKey{
		Film: film, Outlet: outlet, Published: review.Published, Source: review.Source, SourceID: review.SourceID, URL: review.URL, Occurrence: e.occurrence,
	}
	for i := range review.Voices {
		if voice := &review.Voices[i]; voice.Role == exchange.RoleAuthor {
			p.key.Authors = append(p.key.Authors, models.AuthorKey(voice.CriticID, voice.Name))
		}
	}
	return p, nil, nil
}

// describe fills in what needs no other rows.
func (r *run) describe(e *entry, review *models.Review) error {
	row, v := &e.report, e.row.Record.Review
	review.Title, review.Body, review.Excerpt, review.Venue, review.Licence = v.Title, v.Body, v.Excerpt, v.Venue, v.Licence
	review.Source, review.SourceID = v.Source, v.SourceID
	if review.Source == "" && !r.own {
		review.Source = r.job.Source
	}
	err := check(text{"title", &review.Title, maxTitle, false}, text{"excerpt", &review.Excerpt, maxText, false}, text{"body", &review.Body, maxBody, false},
		text{"venue", &review.Venue, maxTitle, false}, text{"licence", &review.Licence, maxTitle, false}, text{"source", &review.Source, 200, false}, text{"source_id", &review.SourceID, 490, false})
	if err != nil {
		return err
	}
	if e.occurrence > 1 && review.SourceID != "" {
		review.SourceID += "#" + strconv.Itoa(e.occurrence)
	}
	review.URL, review.Language, review.Published = urlOf(row, "url", v.URL), languageOf(row, "language", v.Language), dateOf(row, "date", v.Published)
	label := func(v string) string { return clip(r.clean(v), 200) }
	review.Tags, review.Categories, review.Videos = r.each(v.Tags, 200, label), r.each(v.Categories, 200, label), videosOf(row, v.Videos)
	review.Spoiler, review.Rights = v.Spoiler, v.Rights
	if review.Rights == "" {
		review.Rights = "full"
	}
	if !slices.Contains([]string{"full", "excerpt", "link"}, review.Rights) {
		return fault.New(fault.Unprocessable, "rights: %q is not one of full, excerpt, link", clipped(review.Rights))
	}
	if d := v.DeclaredComments; d != nil && *d >= 0 {
		review.DeclaredComments = d
	}
	for _, n := range []struct {
		from       *exchange.Neighbour
		title, url *string
	}{{v.Previous, &review.PreviousTitle, &review.PreviousURL}, {v.Next, &review.NextTitle, &review.NextURL}} {
		if n.from != nil {
			*n.title, *n.url = clip(n.from.Title, maxTitle), urlOf(row, "previous or next", n.from.URL)
		}
	}
	if v.RetrievedAt != "" {
		at, err := time.Parse(time.RFC3339Nano, v.RetrievedAt)
		if err != nil {
			note(row, "retrieved_at: %q was left out; write a time such as 2014-02-13T06:59:00Z", clipped(v.RetrievedAt))
		} else {
			review.RetrievedAt = at.UnixMilli()
		}
	}
	return nil
}

// outlet finds or makes an outlet; 0 for none.
func (r *run) outlet(b *models.Batch, row *models.ReportRow, ref exchange.NameRef) (int64, error) {
	if ref.Slug == "" && strings.TrimSpace(ref.Name) == "" {
		return 0, nil
	}
	id, err := b.FindOutlet(ref.Slug, ref.Name)
	if id != 0 || err != nil {
		return id, err
	}
	o := models.Outlet{Named: models.Named{Slug: ref.Slug, Name: r.clean(ref.Name)}, Weight: rating.NormalWeight}
	if err := check(text{"outlet", &o.Name, maxName, true}); err != nil {
		return 0, err
	}
	err = b.CreateOutlet(&o)
	return o.ID, err
}

// critic finds or makes a critic.
func (r *run) critic(b *models.Batch, row *models.ReportRow, ref exchange.NameRef) (int64, error) {
	id, err := b.FindCritic(ref.Slug, ref.Name)
	if id != 0 || err != nil {
		return id, err
	}
	c := models.Critic{Named: models.Named{Slug: ref.Slug, Name: r.clean(ref.Name)}}
	if err := check(text{"critic", &c.Name, maxName, true}); err != nil {
		return 0, err
	}
	err = b.CreateCritic(&c, nil)
	return c.ID, err
}

func (r *run) voices(b *models.Batch, row *models.ReportRow, from []exchange.Voice, outlet int64, review *models.Review) error {
	if len(from) > 50 {
		return fault.New(fault.Unprocessable, "voices: there are %d, at most 50 can be kept", len(from))
	}
	for _, v := range from {
		voice := models.Voice{Role: v.Role, Name: r.clean(v.Name)}
		if !slices.Contains(models.VoiceRoles(), v.Role) {
			return fault.New(fault.Unprocessable, "voices: role: %q is not one of %s", clipped(v.Role), strings.Join(models.VoiceRoles(), ", "))
		}
		if v.Critic.Slug != "" || v.Critic.Name != "" {
			id, err := r.critic(b, row, v.Critic)
			if err != nil {
				return err
			}
			voice.CriticID, voice.Name = &id, ""
		} else if err := check(text{"voices: name", &voice.Name, maxName, true}); err != nil {
			return err
		}
		if err := rateVoice(b, v.Rating, outlet, &voice); err != nil {
			return err
		}
		review.Voices = append(review.Voices, voice)
	}
	return nil
}

// liked names the films of "see it if you liked"; one that is not known stays a title.
func (r *run) liked(b *models.Batch, from []exchange.Liked, review *models.Review) error {
	for i, l := range from {
		if i == 100 {
			break
		}
		liked := models.Liked{Title: clip(r.clean(l.Title), maxTitle)}
		if l.Film != nil {
			id, _, err := findFilm(b, hintKey(l.Film, nil), l.Film, nil)
			if err != nil {
				return err
			}
			if id != 0 {
				liked.FilmID = &id
			}
			if liked.Title == "" {
				liked.Title = l.Film.Title
			}
		}
		if liked.Title != "" {
			review.Liked = append(review.Liked, liked)
		}
	}
	return nil
}

// remarksOf makes the live notes and comments of a row.
func remarksOf(row *models.ReportRow, v *exchange.Review) ([]models.LiveNote, []models.Comment, error) {
	var notes []models.LiveNote
	for _, n := range v.LiveNotes {
		if n.Offset < 0 || n.Offset > 3_600_000 || strings.TrimSpace(n.Text) == "" {
			return nil, nil, fault.New(fault.Unprocessable, "live_notes: a note needs a text and an offset from 0 to 3600000 seconds")
		}
		notes = append(notes, models.LiveNote{OffsetSeconds: n.Offset, Text: clip(n.Text, maxText)})
	}
	var comments []models.Comment
	for i, c := range v.Comments {
		if strings.TrimSpace(c.Body) == "" || c.ReplyTo != nil && (*c.ReplyTo < 0 || *c.ReplyTo >= i) {
			return nil, nil, fault.New(fault.Unprocessable, "comments: comment %d needs a body, and can answer earlier ones only", i+1)
		}
		comments = append(comments, models.Comment{
			Name: clip(c.Name, maxName), URL: urlOf(row, "comments: url", c.URL), Body: clip(c.Body, 100_000), ReplyTo: c.ReplyTo,
			Posted: formed(row, "comments: posted", c.Posted, moment, 30, "write a date or a time in UTC"),
		})
	}
	return notes, comments, nil
}
