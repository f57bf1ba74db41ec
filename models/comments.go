package models

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// Comment is what a reader wrote below a review.
type Comment struct {
	Remark
	// ParentID is the comment of the same review that this one answers; nil for none.
	ParentID *int64
	Name     string
	URL      string
	// Posted is a partial date, or a time in RFC 3339 and UTC; empty when unknown.
	Posted string
	Body   string
	// ReplyTo is, in comments that are stored together with their review, the place in their list of the earlier one that
	// this one answers; nil for none.
	ReplyTo *int `gorm:"-"`
}

var (
	commentKind = remarkKind{table: "comments", resource: "comment", noun: "comment", count: "stored_comments"}
	commentList = listing[Comment]{
		orders:  map[string]order[Comment]{"added": {"comments.id", "", func(c *Comment) any { return c.ID }, nil}},
		initial: "added",
		id:      "comments.id",
		key:     func(c *Comment) int64 { return c.ID },
	}
)

// Comments reads a page of the comments of a review.
func (s *Store) Comments(ctx context.Context, review Ref, list List) (Page[Comment], error) {
	db := s.readOf(ctx)
	r, err := remarked(db, review)
	if err != nil {
		return Page[Comment]{}, err
	}
	restOn(ctx, r.FilmID)
	return commentList.page(db.Table("comments").Where("comments.review_id = ?", r.ID), list)
}

// FirstComments reads the first comments of reviews, ExpandedRemarks of each, by review. The reviews have been read before.
func (s *Store) FirstComments(ctx context.Context, reviews ...int64) (map[int64][]Comment, error) {
	return firstRemarks[Comment](s.readOf(ctx), "comments", "id", reviews)
}

// Comment reads one comment of a review.
func (s *Store) Comment(ctx context.Context, review, ref Ref) (Comment, error) {
	c, _, err := oneRemark[Comment](s.read(ctx), commentKind, review, ref)
	return c, err
}

// CreateComment stores a new comment of a review, and gives it its id.
func (s *Store) CreateComment(ctx context.Context, review Ref, c *Comment) error {
	return createRemark(ctx, s, commentKind, review, c, func(tx *gorm.DB, r *Review) error {
		c.ReviewID = r.ID
		return checkParent(tx, c)
	})
}

// createComments stores the comments that come with a new review.
func (s *Store) createComments(tx *gorm.DB, r *Review, comments []Comment) error {
	for i := range comments {
		c := &comments[i]
		if to := c.ReplyTo; to != nil {
			if *to < 0 || *to >= i {
				return fault.New(fault.Unprocessable, "A comment answers one that does not stand before it.").
					At(fmt.Sprintf("/comments/%d/reply_to", i), "must be the place, from 0, of an earlier comment in the list, not %d", *to)
			}
			c.ParentID = &comments[*to].ID
		}
		if err := addRemark(s, tx, commentKind, r, c); err != nil {
			return err
		}
	}
	return nil
}

// UpdateComment stores what edit makes of a comment. The version is the one that the client saw, or AnyVersion.
func (s *Store) UpdateComment(ctx context.Context, review, ref Ref, version int64, edit func(*Comment) error) (Comment, error) {
	return updateRemark(ctx, s, commentKind, review, ref, version, func(tx *gorm.DB, c *Comment) error {
		if err := edit(c); err != nil {
			return err
		}
		return checkParent(tx, c)
	})
}

// DeleteComment deletes a comment; its answers stay, and answer none.
func (s *Store) DeleteComment(ctx context.Context, review, ref Ref, version int64) error {
	return deleteRemark[Comment](ctx, s, commentKind, review, ref, version)
}

// checkParent refuses a parent that is not a comment of the same review, or that answers c itself, however indirectly.
func checkParent(tx *gorm.DB, c *Comment) error {
	if c.ParentID == nil {
		return nil
	}
	var above []int64
	err := tx.Raw(`WITH RECURSIVE above (id) AS (
		SELECT id FROM comments WHERE id = ? AND review_id = ?
		UNION SELECT comments.parent_id FROM comments JOIN above ON comments.id = above.id WHERE comments.parent_id IS NOT NULL
	) SELECT id FROM above`, *c.ParentID, c.ReviewID).Scan(&above).Error
	if err != nil {
		return err
	}
	if len(above) == 0 {
		return fault.New(fault.Unprocessable, "The comment answers one that is not known.").
			At("/parent", "review %d has no comment %d; give the id of a comment of the same review, or leave it out", c.ReviewID, *c.ParentID)
	}
	for _, id := range above {
		if id == c.ID {
			return fault.New(fault.Unprocessable, "The comment would answer itself.").At("/parent", "comment %d is this one, or answers it", *c.ParentID)
		}
	}
	return nil
}
