package models

import (
	"context"
	"net/url"
	"strings"

	"gorm.io/gorm"

	"reelscore/rating"
)

// PageTaken is the Review.Source of reviews that were taken from a page; their SourceID is the fingerprint of the text.
const PageTaken = "page"

// ReviewPage is a review page on its way in, as far as it could be read.
type ReviewPage struct {
	// Film is what the page tells of the film, and Credits of its people, by their names.
	Film    Film
	Credits []Credit
	// FilmRef names the film when the caller knows it; nothing is matched then.
	FilmRef Ref
	// Outlet is the outlet's name, or the host of the page where it has none; OutletURL its front page.
	Outlet, OutletURL string
	Review            Review
	Voices            []PageVoice
	Notes             []LiveNote
	Comments          []Comment
}

// PageVoice is somebody who speaks on a page.
type PageVoice struct {
	Role, Name, Bio, URL string
}

// Taken is what became of a page.
type Taken struct {
	Film   Film
	Review Review
	// What was created; all false when the review was known already.
	NewFilm, NewOutlet, NewReview bool
}

// TakePage stores a page in one transaction: the film, its outlet and critics where they are new, and the review. A review
// that is known by its address or fingerprint is left as it is. decide picks the film among the candidates: nil for a new one.
func (s *Store) TakePage(ctx context.Context, p *ReviewPage, decide func(FilmHint, []Candidate) (*Film, error)) (Taken, error) {
	var t Taken
	given := *p
	err := s.write(ctx, func(tx *gorm.DB) error {
		*p, t = given, Taken{}
		known, err := knownPage(tx, &p.Review)
		if err != nil {
			return err
		}
		if known != 0 {
			return t.read(tx, known)
		}
		return s.createTaken(tx, p, &t, decide)
	})
	return t, err
}

// createTaken stores the review of a page that is not known yet, in the caller's transaction.
func (s *Store) createTaken(tx *gorm.DB, p *ReviewPage, t *Taken, decide func(FilmHint, []Candidate) (*Film, error)) error {
	if err := s.takeFilm(tx, p, t, decide); err != nil {
		return err
	}
	if err := s.takeOutlet(tx, p, t); err != nil {
		return err
	}
	if err := s.takeVoices(tx, p); err != nil {
		return err
	}
	p.Review.FilmRef, p.Review.Lenient = refOf(t.Film.ID), true
	if err := s.createReview(tx, &p.Review, p.Notes, p.Comments); err != nil {
		return err
	}
	t.NewReview = true
	return t.read(tx, p.Review.ID)
}

// knownPage is the id of the review that a page was taken to before; 0 for none.
func knownPage(tx *gorm.DB, r *Review) (int64, error) {
	var id int64
	key := urlKey(r.URL)
	err := tx.Table("reviews").Select("id").Where("(url_key = ? AND url_key <> '') OR (source = ? AND source_id = ? AND source_id <> '')", key, r.Source, r.SourceID).
		Order("id").Limit(1).Scan(&id).Error
	return id, err
}

// read reads what is stored, for the answer.
func (t *Taken) read(tx *gorm.DB, review int64) error {
	var err error
	if t.Review, err = oneReview(tx, refOf(review)); err != nil {
		return err
	}
	t.Film, err = one[Film](tx, refOf(t.Review.FilmID), "films", "", "film")
	return err
}

// takeOutlet finds the outlet of a page by its name or its host, or makes it. A page that tells neither has none.
func (s *Store) takeOutlet(tx *gorm.DB, p *ReviewPage, t *Taken) error {
	if p.Review.OutletRef != "" {
		id, err := idOf(tx, p.Review.OutletRef, "outlets", "")
		if err != nil || id != 0 {
			return err
		}
		// Not the id or slug of an outlet: its name, then.
		p.Outlet, p.Review.OutletRef = string(p.Review.OutletRef), ""
	}
	host := hostOf(p.OutletURL)
	var same []int64
	q := tx.Table("outlets").Order("id").Limit(2)
	switch {
	case p.Outlet != "":
		q = q.Where("sort_name = ?", sortKey(p.Outlet))
	case host != "":
		q = q.Where("url IN ?", []string{"https://" + host, "http://" + host, "https://" + host + "/", "http://" + host + "/", "https://www." + host, "http://www." + host})
		p.Outlet = host
	default:
		return nil
	}
	if err := q.Pluck("id", &same).Error; err != nil {
		return err
	}
	if len(same) == 0 {
		o := Outlet{Named: Named{Name: p.Outlet}, Weight: rating.NormalWeight}
		if host != "" {
			o.URL = p.OutletURL
		}
		if err := s.createOutlet(tx, &o); err != nil {
			return err
		}
		t.NewOutlet, same = true, []int64{o.ID}
	}
	p.Review.OutletRef = refOf(same[0])
	return nil
}

// hostOf is the host of an address without a leading www.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// takeVoices names the voices of a page: authors and hosts are critics, found by name or made; the others stay plain names.
// A name that several critics have stays a plain name, since none of them can be told to be meant.
func (s *Store) takeVoices(tx *gorm.DB, p *ReviewPage) error {
	for _, v := range p.Voices {
		voice := Voice{Role: v.Role, Name: v.Name}
		if v.Name != "" && (v.Role == "author" || v.Role == "host") {
			id, err := s.pageCritic(tx, v, p.Review.OutletRef)
			if err != nil {
				return err
			}
			if id != 0 {
				voice.Critic = refOf(id)
			}
		}
		p.Review.Voices = append(p.Review.Voices, voice)
	}
	return nil
}

// pageCritic is the id of the one critic of that name, made when there is none; 0 when there are several.
func (s *Store) pageCritic(tx *gorm.DB, v PageVoice, outlet Ref) (int64, error) {
	var same []int64
	if err := tx.Table("critics").Where("sort_name = ?", sortKey(v.Name)).Order("id").Limit(2).Pluck("id", &same).Error; err != nil {
		return 0, err
	}
	if len(same) > 1 {
		return 0, nil
	}
	if len(same) == 1 {
		return same[0], nil
	}
	c := Critic{Named: Named{Name: v.Name}, Bio: v.Bio, Links: []Link{}}
	if v.URL != "" {
		c.Links = []Link{{URL: v.URL}}
	}
	var outlets []Ref
	if outlet != "" {
		outlets = []Ref{outlet}
	}
	err := s.createCritic(tx, &c, outlets)
	return c.ID, err
}
