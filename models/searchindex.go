package models

import (
	"strings"

	"gorm.io/gorm"
)

// textKind is what a row of the search index describes. It is part of the stored row ids and never changes.
type textKind int64

const (
	filmText textKind = iota
	personText
	outletText
	criticText
	reviewText
)

// kindBits is how far a row id of the search index is shifted to get the kind: each kind has a range of its own, so that
// a query can take the newest rows of one.
const kindBits = 48

// rowid is the row of the search index for one resource.
func (k textKind) rowid(id int64) int64 { return int64(k)<<kindBits + id }

// textOf is the resource that a row of the search index is for.
func textOf(rowid int64) (textKind, int64) {
	return textKind(rowid >> kindBits), rowid & (1<<kindBits - 1)
}

// searched is a row for the search index: the words of the texts, with a space between them.
type searched struct {
	rowid       int64
	title, body string
}

// index puts a resource's texts into the search index in place of what was there. The index is written behind everything
// else: it holds what it is given in memory, and writes that out, a little segment each time, before any other statement
// that can be taken back.
func index(tx *gorm.DB, kind textKind, id int64, title, body string) error {
	text := searched{kind.rowid(id), spaced(title), spaced(body)}
	return atEnd(tx, func(tx *gorm.DB) error { return engineOf(tx).index(turnOf(tx), text) })
}

// indexNew is index for a resource that has a new id: nothing is looked for that would have to go.
func indexNew(tx *gorm.DB, kind textKind, id int64, title, body string) error {
	text := searched{kind.rowid(id), spaced(title), spaced(body)}
	return atEnd(tx, func(tx *gorm.DB) error { return engineOf(tx).fillSearch(turnOf(tx), []searched{text}) })
}

// unindex takes a resource out of the search index.
func unindex(tx *gorm.DB, kind textKind, id int64) error {
	return atEnd(tx, func(tx *gorm.DB) error {
		return engineOf(tx).unindex(turnOf(tx), kind.rowid(id))
	})
}

// reviewWords is what a review is found by beside its title. The text is found whatever may be shown of it.
func reviewWords(r *Review, voices []string) string {
	return strings.Join(append([]string{r.Body, r.Excerpt, r.RatingBlurb}, voices...), "\n")
}

// voiceNames reads the names of those who speak in reviews, by review.
func voiceNames(db *gorm.DB, reviews ...int64) (map[int64][]string, error) {
	var voices []struct {
		ReviewID int64
		Name     string
	}
	err := db.Table("review_voices").Joins("LEFT JOIN critics ON critics.id = review_voices.critic_id").
		Select("review_voices.review_id, COALESCE(critics.name, review_voices.name) AS name").
		Where("review_voices.review_id IN ?", reviews).Order("review_voices.review_id, review_voices.position").Find(&voices).Error
	names := make(map[int64][]string)
	for _, v := range voices {
		names[v.ReviewID] = append(names[v.ReviewID], v.Name)
	}
	return names, err
}

// indexBatch is how many reviews are held at a time.
const indexBatch = 200

// reindexCritic puts the reviews that a critic speaks in into the search index again, under the critic's new name.
func reindexCritic(tx *gorm.DB, critic int64) error {
	for last := int64(0); ; {
		var reviews []Review
		err := tx.Where("id > ? AND id IN (SELECT review_id FROM review_voices WHERE critic_id = ?)", last, critic).Order("id").Limit(indexBatch).Find(&reviews).Error
		if err != nil || len(reviews) == 0 {
			return err
		}
		ids := make([]int64, len(reviews))
		for i := range reviews {
			ids[i] = reviews[i].ID
		}
		names, err := voiceNames(tx, ids...)
		if err != nil {
			return err
		}
		for i := range reviews {
			r := &reviews[i]
			if err := index(tx, reviewText, r.ID, r.Title, reviewWords(r, names[r.ID])); err != nil {
				return err
			}
		}
		last = reviews[len(reviews)-1].ID
	}
}
