package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"
)

// What TakeItem did.
const (
	ItemCreated   = "created"
	ItemUpdated   = "updated"
	ItemUnchanged = "unchanged"
)

// TakeItem stores the review of an item of a feed, and what is known of the item, in one transaction. The review is told by
// its Source and SourceID: a new one is created, one that was stored from here before follows what the item says now, but
// stays with its film. A review whose texts or rating have been changed otherwise since, or that came from elsewhere, is
// left as it is. decide is that of TakePage.
func (s *Store) TakeItem(ctx context.Context, item *FeedItem, p *ReviewPage, decide func(FilmHint, []Candidate) (*Film, error)) (done string, t Taken, err error) {
	givenItem, givenPage := *item, *p
	err = s.write(ctx, func(tx *gorm.DB) error {
		*item, *p, t = givenItem, givenPage, Taken{}
		known, err := knownItem(tx, item, &p.Review)
		if err != nil {
			return err
		}
		item.Status, item.Reason, item.Candidates = ItemStored, "", nil
		if known == 0 {
			done, err = ItemCreated, s.createTaken(tx, p, &t, decide)
		} else {
			done, err = s.followItem(tx, item, p, &t, known)
		}
		if err != nil {
			return err
		}
		item.ReviewID = &t.Review.ID
		if done != ItemUnchanged {
			item.ReviewPrint = t.Review.print()
		}
		return s.keepItem(tx, item)
	})
	return done, t, err
}

// knownItem is the id of the review that an item was stored as, also under an older address of its feed, or else of one that
// came from elsewhere and is at the same address; 0 for none. Items of one feed that share an address are not the same.
func knownItem(tx *gorm.DB, item *FeedItem, r *Review) (int64, error) {
	var ids []int64
	err := tx.Table("reviews").Where("source = ? AND source_id = ?", r.Source, r.SourceID).Limit(1).Pluck("id", &ids).Error
	if err == nil && len(ids) == 0 && item.made() {
		err = tx.Table("reviews").Where("id = ?", *item.ReviewID).Pluck("id", &ids).Error
	}
	if key := urlKey(r.URL); err == nil && len(ids) == 0 && key != "" {
		err = tx.Table("reviews").Where("url_key = ? AND source <> ?", key, r.Source).Order("id").Limit(1).Pluck("id", &ids).Error
	}
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return ids[0], nil
}

// made tells whether the item has made a review, rather than found one at its address.
func (item *FeedItem) made() bool { return item.ReviewID != nil && item.ReviewPrint != "" }

// followItem brings a known review up to what its item says now.
func (s *Store) followItem(tx *gorm.DB, item *FeedItem, p *ReviewPage, t *Taken, known int64) (done string, err error) {
	if err := t.read(tx, known); err != nil {
		return "", err
	}
	switch r := &t.Review; {
	case (r.Source != p.Review.Source || r.SourceID != p.Review.SourceID) && !(item.made() && *item.ReviewID == r.ID):
		item.Reason = fmt.Sprintf("Review %d, which is at the same address, was in the collection already.", r.ID)
		return ItemUnchanged, nil
	case item.ReviewPrint != "" && r.print() != item.ReviewPrint:
		item.Reason = fmt.Sprintf("The item has changed, but so has review %d, in another way: it is left as it is.", r.ID)
		return ItemUnchanged, nil
	}
	if err := s.takeOutlet(tx, p, t); err != nil {
		return "", err
	}
	if err := s.takeVoices(tx, p); err != nil {
		return "", err
	}
	stored, q := t.Review, &p.Review
	r := stored.restated()
	r.OutletRef, r.Lenient, r.Stating = q.OutletRef, true, q.Stating
	r.Title, r.URL, r.Language, r.Published, r.Body, r.Excerpt = q.Title, q.URL, q.Language, q.Published, q.Body, q.Excerpt
	r.Venue, r.Tags, r.Categories, r.Liked, r.Voices = q.Venue, q.Tags, q.Categories, q.Liked, q.Voices
	r.RetrievedAt = q.RetrievedAt
	if q.DeclaredComments != nil {
		r.DeclaredComments = q.DeclaredComments
	}
	if err := s.updateReview(tx, &stored, &r); err != nil {
		return "", err
	}
	return ItemUpdated, t.read(tx, known)
}

// print is a fingerprint of what an item of a feed says of its review: neither the film and the outlet, which can be merged,
// nor what a rating comes to, which a new scale can change.
func (r *Review) print() string {
	type voice struct{ Role, Name string }
	said := struct {
		Texts, Tags, Categories []string
		Stated                  *Stated
		Voices                  []voice
		Liked                   []string
	}{Texts: []string{r.Title, r.URL, r.Language, string(r.Published), r.Body, r.Excerpt, r.Venue}, Tags: r.Tags, Categories: r.Categories, Stated: r.Stated()}
	if said.Stated != nil {
		said.Texts = append(said.Texts, said.Stated.Raw) // Which the JSON of a statement leaves out.
	}
	for _, v := range r.Voices {
		said.Voices = append(said.Voices, voice{v.Role, v.Name})
	}
	for _, l := range r.Liked {
		said.Liked = append(said.Liked, l.Title)
	}
	text, err := json.Marshal(said)
	if err != nil { // Texts and numbers always marshal.
		panic(err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// AddComments stores the comments of a review that it does not have yet, told by name, time and text, and how many the page
// declares; nil when it does not say. It answers how many are new. That is no new version of the review.
func (s *Store) AddComments(ctx context.Context, review int64, declared *int, comments []Comment) (added int, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		added = 0
		r, err := remarked(tx, refOf(review))
		if err != nil {
			return err
		}
		var stored []Comment
		if err := tx.Table("comments").Where("review_id = ?", review).Find(&stored).Error; err != nil {
			return err
		}
		type identity struct{ name, posted, body string }
		known := make(map[identity]bool, len(stored))
		for _, c := range stored {
			known[identity{c.Name, c.Posted, c.Body}] = true
		}
		for i := range comments {
			c := &comments[i]
			id := identity{c.Name, c.Posted, c.Body}
			if known[id] {
				continue
			}
			known[id] = true
			if err := addRemark(s, tx, commentKind, &r, c); err != nil {
				return err
			}
			added++
		}
		if err := countRemarks(tx, commentKind, review, added); err != nil {
			return err
		}
		if declared == nil {
			return nil
		}
		return tx.Exec("UPDATE reviews SET declared_comments = ? WHERE id = ?", *declared, review).Error
	})
	return added, err
}
