package models

import (
	"fmt"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// VoiceRoles are the ways in which somebody speaks in a review.
func VoiceRoles() []string { return []string{"author", "host", "guest", "quoted"} }

// Voice is somebody who speaks in a review: a critic, or a plain name. A rating of its own is shown and counts nowhere.
type Voice struct {
	ReviewID int64
	Position int
	Role     string
	CriticID *int64
	// Name is the plain name; in a read the critic's, where there is one.
	Name string
	RatingColumns
	// In a write: the critic, empty for a plain name, and the rating as it was stated.
	Critic  Ref     `gorm:"-"`
	Stating *Stated `gorm:"-"`
	// In a read: the critic's slug.
	CriticSlug string `gorm:"->"`
}

// TableName implements GORM's Tabler.
func (Voice) TableName() string { return "review_voices" }

// Liked is another film that a review sends its reader on to, "see it if you liked ...": its title as written, and its row
// when it is known.
type Liked struct {
	ReviewID int64
	Position int
	Title    string
	FilmID   *int64
	// In a write: the film; empty for the one of exactly that title, if there is just one.
	Ref Ref `gorm:"-"`
	// In a read: the film that FilmID names.
	Film Film `gorm:"-"`
}

// TableName implements GORM's Tabler.
func (Liked) TableName() string { return "review_likes" }

// completeReviews reads what reviews hold in other tables, with a number of queries that does not depend on how many
// reviews there are.
func completeReviews(db *gorm.DB, reviews []Review) error {
	if len(reviews) == 0 {
		return nil
	}
	at := make(map[int64]*Review, len(reviews))
	ids := make([]int64, len(reviews))
	for i := range reviews {
		at[reviews[i].ID], ids[i] = &reviews[i], reviews[i].ID
	}
	var voices []Voice
	err := db.Table("review_voices").Select("review_voices.*, COALESCE(critics.name, review_voices.name) AS name, COALESCE(critics.slug, '') AS critic_slug").
		Joins("LEFT JOIN critics ON critics.id = review_voices.critic_id").
		Where("review_voices.review_id IN ?", ids).Order("review_voices.review_id, review_voices.position").Find(&voices).Error
	if err != nil {
		return err
	}
	for _, v := range voices {
		at[v.ReviewID].Voices = append(at[v.ReviewID].Voices, v)
	}
	var liked []Liked
	if err := db.Where("review_id IN ?", ids).Order("review_id, position").Find(&liked).Error; err != nil {
		return err
	}
	for _, l := range liked {
		at[l.ReviewID].Liked = append(at[l.ReviewID].Liked, l)
	}
	if err := nameFilmsAndOutlets(db, reviews); err != nil {
		return err
	}
	return findNeighbours(db, reviews)
}

// nameFilmsAndOutlets reads the films and outlets of reviews, as far as naming them goes.
func nameFilmsAndOutlets(db *gorm.DB, reviews []Review) error {
	var films, outlets []int64
	for i := range reviews {
		films = append(films, reviews[i].FilmID)
		if o := reviews[i].OutletID; o != nil {
			outlets = append(outlets, *o)
		}
		for _, l := range reviews[i].Liked {
			if l.FilmID != nil {
				films = append(films, *l.FilmID)
			}
		}
	}
	restOn(db.Statement.Context, films...)
	film, err := filmNames(db, films)
	if err != nil {
		return err
	}
	outlet, err := outletNames(db, outlets)
	if err != nil {
		return err
	}
	for i := range reviews {
		r := &reviews[i]
		r.Film = film[r.FilmID]
		if r.OutletID != nil {
			named := outlet[*r.OutletID]
			r.Outlet = &named
		}
		for j := range r.Liked {
			if id := r.Liked[j].FilmID; id != nil {
				r.Liked[j].Film = film[*id]
			}
		}
	}
	return nil
}

// filmNames reads what names films, by id; the rest of each Film is empty.
func filmNames(db *gorm.DB, ids []int64) (map[int64]Film, error) {
	var rows []Film
	err := db.Table("films").Select("id, slug, title, year").Where("id IN ?", ids).Find(&rows).Error
	names := make(map[int64]Film, len(rows))
	for _, f := range rows {
		names[f.ID] = f
	}
	return names, err
}

// outletNames reads what names outlets, by id; the rest of each Outlet is empty.
func outletNames(db *gorm.DB, ids []int64) (map[int64]Outlet, error) {
	var rows []Outlet
	err := db.Table("outlets").Select("id, slug, name").Where("id IN ?", ids).Find(&rows).Error
	names := make(map[int64]Outlet, len(rows))
	for _, o := range rows {
		names[o.ID] = o
	}
	return names, err
}

// dropParts deletes what a review holds in other tables, for other to take its place.
func dropParts(tx *gorm.DB, r *Review) error {
	for _, table := range []string{"review_tags", "review_voices", "review_likes"} {
		if err := tx.Exec("DELETE FROM "+table+" WHERE review_id = ?", r.ID).Error; err != nil {
			return err
		}
	}
	return nil
}

// keepParts writes what a review holds in other tables.
func keepParts(tx *gorm.DB, r *Review) error {
	t := turnOf(tx)
	for _, tag := range r.Tags {
		if err := t.exec("INSERT INTO review_tags (tag, review_id) VALUES (?, ?) ON CONFLICT DO NOTHING", fold(tag), r.ID); err != nil {
			return err
		}
	}
	for i := range r.Voices {
		v := &r.Voices[i]
		v.ReviewID, v.Position = r.ID, i
		if err := v.insert(t); err != nil {
			return err
		}
	}
	for i := range r.Liked {
		r.Liked[i].ReviewID, r.Liked[i].Position = r.ID, i
	}
	if len(r.Liked) > 0 {
		return tx.Create(&r.Liked).Error
	}
	return nil
}

// insert writes the row of a voice.
func (v *Voice) insert(t turn) error {
	var critic any
	name := v.Name
	if v.CriticID != nil {
		critic, name = *v.CriticID, ""
	}
	rated, err := v.RatingColumns.values()
	if err != nil {
		return err
	}
	return t.exec(insertRatedVoice, append([]any{v.ReviewID, int64(v.Position), v.Role, critic, name}, rated...)...)
}

// settleVoices finds the critics whom voices name, and reads the voices' ratings.
func (s *Store) settleVoices(in reading, r *Review) error {
	for i := range r.Voices {
		v := &r.Voices[i]
		at := fmt.Sprintf("/voices/%d", i)
		v.CriticID, v.CriticSlug = nil, ""
		if v.Critic != "" {
			c, err := settleCritic(in.tx, v.Critic)
			if err != nil {
				return err
			}
			if c.ID == 0 {
				return fault.New(fault.Unprocessable, "A voice names a critic who is not known.").
					At(at+"/critic", "there is no critic %q; create the critic first, or give name instead", string(v.Critic))
			}
			v.CriticID, v.CriticSlug, v.Name = &c.ID, c.Slug, c.Name
		}
		columns, err := s.readRating(in, v.Stating, r.Lenient, at+"/rating")
		if err != nil {
			return err
		}
		v.RatingColumns = columns
	}
	return nil
}

// settleCritic finds a critic, as far as naming one goes; without an id where there is none.
func settleCritic(tx *gorm.DB, ref Ref) (c Named, err error) {
	t := turnOf(tx)
	f := t.steady()
	if f != nil {
		if c, there := f.critics[ref]; there {
			return c, nil
		}
	}
	condition, args := ref.condition("critics", "")
	found, err := t.ask("SELECT id, slug, name FROM critics WHERE "+condition, args, &c.ID, &c.Slug, &c.Name)
	if found && f != nil {
		rememberIn(&f.critics, ref, c)
	}
	return c, err
}

// settleLiked finds the films that a review sends its reader on to.
func settleLiked(tx *gorm.DB, liked []Liked) error {
	for i := range liked {
		l := &liked[i]
		var found []Film
		q := tx.Table("films").Select("id, title").Limit(2)
		if l.Ref != "" {
			q = l.Ref.where(q, "films", filmByOutsideID)
		} else {
			q = q.Where("sort_title = ? AND title = ?", sortKey(l.Title), l.Title)
		}
		if err := q.Find(&found).Error; err != nil {
			return err
		}
		if l.Ref != "" && len(found) == 0 {
			return fault.New(fault.Unprocessable, "A liked film is not known.").
				At(fmt.Sprintf("/liked/%d/film", i), "there is no film %q; create the film first, or give title alone", string(l.Ref))
		}
		l.FilmID = nil
		if len(found) == 1 {
			l.FilmID = &found[0].ID
		}
		if l.Title == "" {
			l.Title = found[0].Title
		}
	}
	return nil
}
