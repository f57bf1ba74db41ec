package ingest

import (
	"reelscore/exchange"
	"reelscore/internal/fault"
	"reelscore/models"
	"reelscore/rating"
)

// takeOther takes in a row that is no review.
func (r *run) takeOther(b *models.Batch, record *exchange.Record, row *models.ReportRow) error {
	take := map[exchange.Kind]func(*models.Batch, *exchange.Record, *models.ReportRow) (bool, error){
		exchange.KindScale: r.takeScale, exchange.KindPerson: r.takePerson, exchange.KindOutlet: r.takeOutlet, exchange.KindCritic: r.takeCritic,
		exchange.KindFilm: r.takeFilm,
	}[record.Kind]
	made, err := take(b, record, row)
	if err != nil {
		return err
	}
	if row.Status == "" {
		row.Status = models.RowUnchanged
		if made {
			row.Status = models.RowCreated
		}
	}
	return nil
}

func (r *run) takeScale(b *models.Batch, record *exchange.Record, _ *models.ReportRow) (bool, error) {
	s := record.Scale
	scale := rating.Scale{ID: s.ID, Name: s.Name, Kind: s.Kind, Best: rating.NoDecimal, Worst: rating.NoDecimal, Positive: s.Positive, Negative: s.Negative}
	if s.Best != nil && s.Worst != nil {
		scale.Best, scale.Worst = *s.Best, *s.Worst
	}
	if s.Step != nil {
		scale.Step = *s.Step
	}
	for _, l := range s.Labels {
		scale.Labels = append(scale.Labels, rating.Label{Text: l.Text, Score: l.Score})
	}
	if err := scale.Validate(); err != nil {
		return false, fault.New(fault.Unprocessable, "scale: %s", err)
	}
	var own models.OwnScale
	own.SetScale(scale)
	action, err := b.PutScale(own)
	return action == models.Created, err
}

func (r *run) takePerson(b *models.Batch, record *exchange.Record, row *models.ReportRow) (bool, error) {
	p := record.Person
	id, err := r.person(b, p)
	if err != nil || id != 0 {
		row.ID = id
		return false, err
	}
	if err := check(text{"name", &p.Name, maxName, true}, text{"bio", &p.Bio, maxText, false}); err != nil {
		return false, err
	}
	person := models.Person{Named: models.Named{Slug: p.Slug, Name: p.Name}, Bio: p.Bio, Born: dateOf(row, "born", p.Born), ExternalIDs: p.ExternalIDs, Links: linksOf(row, p.Links)}
	err = b.CreatePerson(&person)
	row.ID = person.ID
	return true, err
}

// person finds the person that a row means; 0 for none.
func (r *run) person(b *models.Batch, p *exchange.Person) (int64, error) {
	for namespace, value := range p.ExternalIDs {
		if id, err := b.PersonByID(namespace, value); id != 0 || err != nil {
			return id, err
		}
	}
	return b.FindPerson(p.Slug, p.Name)
}

func (r *run) takeOutlet(b *models.Batch, record *exchange.Record, row *models.ReportRow) (bool, error) {
	o := record.Outlet
	id, err := b.FindOutlet(o.Slug, o.Name)
	if err != nil || id != 0 {
		row.ID = id
		return false, err
	}
	err = check(text{"name", &o.Name, maxName, true}, text{"description", &o.Description, maxText, false}, text{"url", &o.URL, maxURL, false}, text{"feed_url", &o.FeedURL, maxURL, false})
	if err != nil {
		return false, err
	}
	outlet := models.Outlet{
		Named: models.Named{Slug: o.Slug, Name: o.Name}, URL: urlOf(row, "url", o.URL), FeedURL: urlOf(row, "feed_url", o.FeedURL), Description: o.Description,
		Language: languageOf(row, "language", o.Language), DefaultScale: o.DefaultScale, Weight: rating.NormalWeight, Sample: o.Sample,
	}
	if o.Weight != nil {
		weight := int64(*o.Weight) / 1000 // millionths to thousandths
		if *o.Weight < 0 || weight > 100_000 {
			return false, fault.New(fault.Unprocessable, "weight: %s is not between 0 and 100", o.Weight)
		}
		outlet.Weight = rating.Weight(weight)
	}
	err = b.CreateOutlet(&outlet)
	row.ID = outlet.ID
	return true, err
}

func (r *run) takeCritic(b *models.Batch, record *exchange.Record, row *models.ReportRow) (bool, error) {
	c := record.Critic
	id, err := b.FindCritic(c.Slug, c.Name)
	if err != nil || id != 0 {
		row.ID = id
		return false, err
	}
	if err := check(text{"name", &c.Name, maxName, true}, text{"bio", &c.Bio, maxText, false}); err != nil {
		return false, err
	}
	var outlets []int64
	for _, o := range c.Outlets {
		outlet, err := r.outlet(b, row, o)
		if err != nil {
			return false, err
		}
		outlets = append(outlets, outlet)
	}
	critic := models.Critic{Named: models.Named{Slug: c.Slug, Name: c.Name}, Bio: c.Bio, Links: linksOf(row, c.Links)}
	err = b.CreateCritic(&critic, outlets)
	row.ID = critic.ID
	return true, err
}

// takeFilm takes in a film: a new one, or what is not yet known of a stored one.
func (r *run) takeFilm(b *models.Batch, record *exchange.Record, row *models.ReportRow) (bool, error) {
	f := record.Film
	ref := exchange.FilmRef{ExternalIDs: f.ExternalIDs, OriginalTitle: f.OriginalTitle, Slug: f.Slug, Title: f.Title, Year: f.Year}
	if f.Placeholder { // The placeholder is no title: what follows makes it again, and lets another row give the true one.
		ref.Title = ""
	}
	id, made, open, err := r.film(b, row, hintKey(&ref, f), &ref, f)
	if err != nil {
		return false, err
	}
	if open != nil {
		row.Status, row.Reason = models.RowRejected, open.reason
		return false, nil
	}
	row.ID, row.Film = id, id
	if made {
		return true, nil
	}
	more, credits, err := r.filmOf(b, f, row)
	if err != nil {
		return false, err
	}
	for namespace, value := range more.ExternalIDs { // What another film has is left to it.
		other, err := b.FilmByID(namespace, value)
		if err != nil {
			return false, err
		}
		if other != 0 && other != id {
			note(row, "external_ids: %s:%s is that of film %d and was left out; merge the films if they are one", namespace, value, other)
			delete(more.ExternalIDs, namespace)
		}
	}
	action, err := b.UpdateFilm(id, func(stored *models.Film, has []models.Credit) ([]models.Credit, bool) {
		changed := stored.Complete(more)
		if len(has) == 0 && len(credits) > 0 {
			return credits, true
		}
		return has, changed
	})
	if action == models.Updated {
		row.Status = models.RowUpdated
	}
	return false, err
}
