package handlers

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
	"reelscore/models"
)

// Comment is what a reader wrote below a review.
type Comment struct {
	ID     int64 `json:"id" binding:"required" minimum:"1" example:"1"`
	Review int64 `json:"review" binding:"required" minimum:"1" example:"1"`
	// The comment of the same review that this one answers.
	Parent *int64  `json:"parent" binding:"required" extensions:"x-nullable" minimum:"1"`
	Name   *string `json:"name" binding:"required" extensions:"x-nullable" maxLength:"300" example:"talesofwhimsy"`
	URL    *string `json:"url" binding:"required" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	// When it was written: a date as far as it is known, or a time in UTC.
	Posted    *string   `json:"posted" binding:"required" extensions:"x-nullable" format:"timestamp" maxLength:"30" example:"2014-02-13T14:54:00Z"`
	Body      string    `json:"body" binding:"required" maxLength:"100000" example:"I am not sure that this one is for me."`
	Version   int64     `json:"version" binding:"required" minimum:"1" example:"1"`
	CreatedAt time.Time `json:"created_at" binding:"required"`
	UpdatedAt time.Time `json:"updated_at" binding:"required"`
} //@name Comment

// CommentText is what a comment says, who wrote it, and when.
type CommentText struct {
	Name   *string `json:"name,omitempty" extensions:"x-nullable" format:"text" maxLength:"300" example:"talesofwhimsy"`
	URL    *string `json:"url,omitempty" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	Posted *string `json:"posted,omitempty" extensions:"x-nullable" format:"timestamp" maxLength:"30" example:"2014-02-13T14:54:00Z"`
	Body   string  `json:"body" binding:"required" format:"text" minLength:"1" maxLength:"100000" example:"I am not sure that this one is for me."`
}

// CommentInput is the writable form of a comment.
type CommentInput struct {
	CommentText
	// The comment of the same review that this one answers.
	Parent *int64 `json:"parent,omitempty" extensions:"x-nullable" minimum:"1" maximum:"9007199254740991"`
} //@name CommentInput

// NewCommentInput is a comment that is stored together with its review.
type NewCommentInput struct {
	CommentText
	// The place in the list, from 0, of the earlier comment that this one answers.
	ReplyTo *int `json:"reply_to,omitempty" extensions:"x-nullable" minimum:"0" maximum:"5000"`
} //@name NewCommentInput

// CommentPage is a page of comments.
type CommentPage struct {
	Items []Comment `json:"items" binding:"required" maxItems:"100"`
	Next  *string   `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	Total *int64    `json:"total,omitempty" minimum:"0"`
} //@name CommentPage

// ListComments godoc
// @Summary  List the comments of a review in the order in which they were added
// @ID       listComments
// @Tags     reviews
// @Produce  json
// @Param    review path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Param    query query PageQuery false "page"
// @Success  200 {object} CommentPage
// @Router   /reviews/{review}/comments [get]
func (a *API) ListComments(c *gin.Context) error {
	var q PageQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	page, err := a.Store.Comments(c.Request.Context(), models.Ref(c.Param("review")), q.list(""))
	if err != nil {
		return err
	}
	return sendPage(c, page, nil, commentWire)
}

// GetComment godoc
// @Summary  Get a comment
// @ID       getComment
// @Tags     reviews
// @Produce  json
// @Param    review path int true "id of the review" minimum(1) maximum(9007199254740991) example(1)
// @Param    comment path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Success  200 {object} Comment
// @Router   /reviews/{review}/comments/{comment} [get]
func (a *API) GetComment(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	comment, err := a.Store.Comment(c.Request.Context(), models.Ref(c.Param("review")), models.Ref(c.Param("comment")))
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, comment.Version, commentWire(&comment))
}

// CreateComment godoc
// @Summary  Add a comment to a review
// @ID       createComment
// @Tags     reviews
// @Accept   json
// @Produce  json
// @Param    review path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Param    comment body CommentInput true "the comment"
// @Success  201 {object} Comment
// @Security bearer
// @Router   /reviews/{review}/comments [post]
func (a *API) CreateComment(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	var in CommentInput
	if err := a.readBody(c, &in); err != nil {
		return err
	}
	var comment models.Comment
	if err := in.apply(&comment); err != nil {
		return err
	}
	if err := a.Store.CreateComment(c.Request.Context(), models.Ref(c.Param("review")), &comment); err != nil {
		return err
	}
	c.Header("Location", remarkPath(comment.Remark, "comments"))
	return send(c, http.StatusCreated, comment.Version, commentWire(&comment))
}

// UpdateComment godoc
// @Summary  Change a comment
// @ID       updateComment
// @Tags     reviews
// @Accept   application/merge-patch+json
// @Produce  json
// @Param    review path int true "id of the review" minimum(1) maximum(9007199254740991) example(1)
// @Param    comment path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Param    patch body CommentInput true "what to change; null deletes"
// @Success  200 {object} Comment
// @Security bearer
// @Router   /reviews/{review}/comments/{comment} [patch]
func (a *API) UpdateComment(c *gin.Context) error {
	patch, version, err := a.readUpdate(c)
	if err != nil {
		return err
	}
	review, ref := models.Ref(c.Param("review")), models.Ref(c.Param("comment"))
	comment, err := a.Store.UpdateComment(c.Request.Context(), review, ref, version, func(stored *models.Comment) error {
		in := CommentInput{
			CommentText: CommentText{Name: orNull(stored.Name), URL: orNull(stored.URL), Posted: orNull(stored.Posted), Body: stored.Body},
			Parent:      stored.ParentID,
		}
		if err := patch(&in); err != nil {
			return err
		}
		return in.apply(stored)
	})
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, comment.Version, commentWire(&comment))
}

// DeleteComment godoc
// @Summary  Delete a comment; answers to it stay
// @ID       deleteComment
// @Tags     reviews
// @Param    review path int true "id of the review" minimum(1) maximum(9007199254740991) example(1)
// @Param    comment path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Success  204
// @Security bearer
// @Router   /reviews/{review}/comments/{comment} [delete]
func (a *API) DeleteComment(c *gin.Context) error {
	return removeFrom(c, "review", "comment", a.Store.DeleteComment)
}

// apply writes the text into a comment. What is wrong with it is found below the pointer.
func (in CommentText) apply(c *models.Comment, pointer string) error {
	c.Name, c.URL, c.Posted, c.Body = orZero(in.Name), orZero(in.URL), orZero(in.Posted), in.Body
	valid := models.Date(c.Posted).Valid()
	if strings.Contains(c.Posted, "T") {
		_, err := time.Parse(time.RFC3339Nano, c.Posted)
		valid = err == nil
	}
	if !valid {
		return fault.New(fault.Unprocessable, "The calendar has no such time.").At(pointer+"/posted", "%q is not a time", c.Posted)
	}
	return nil
}

func (in CommentInput) apply(c *models.Comment) error {
	c.ParentID = in.Parent
	return in.CommentText.apply(c, "")
}

// newComments are the comments that come with a new review.
func newComments(in []NewCommentInput) ([]models.Comment, error) {
	comments := make([]models.Comment, len(in))
	for i := range in {
		comments[i].ReplyTo = in[i].ReplyTo
		if err := in[i].apply(&comments[i], "/comments/"+strconv.Itoa(i)); err != nil {
			return nil, err
		}
	}
	return comments, nil
}

func commentWire(c *models.Comment) Comment {
	return Comment{
		ID: c.ID, Review: c.ReviewID, Parent: c.ParentID, Name: orNull(c.Name), URL: orNull(c.URL), Posted: orNull(c.Posted), Body: c.Body,
		Version: c.Version, CreatedAt: stamp(c.CreatedAt), UpdatedAt: stamp(c.UpdatedAt),
	}
}

// remarkPath is the address of a comment or live note.
func remarkPath(r models.Remark, kind string) string {
	return "/v1/reviews/" + strconv.FormatInt(r.ReviewID, 10) + "/" + kind + "/" + strconv.FormatInt(r.ID, 10)
}
