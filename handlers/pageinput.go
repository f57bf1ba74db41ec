package handlers

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"reelscore/extract"
	"reelscore/internal/fault"
	"reelscore/models"
	"reelscore/rating"
)

// PageInput is a page with a review: pasted text, HTML, a feed item, JSON-LD, Markdown.
type PageInput struct {
	Content string `json:"content" binding:"required" minLength:"1" maxLength:"10485760" example:"Her (2013), directed by Spike Jonze. Rating: 2/5"`
	// What the content is; found out when it is left out.
	ContentType *string `json:"content_type,omitempty" extensions:"x-nullable" enums:"text/plain,text/html,text/markdown,application/xml,application/rss+xml,application/atom+xml,application/ld+json" example:"text/plain"`
	// Where the page stands on the web. It is not fetched.
	URL *string `json:"url,omitempty" extensions:"x-nullable" format:"http-url" maxLength:"2000"`
	// The film, by id, slug or prefixed outside id, when the page need not be asked.
	Film *string `json:"film,omitempty" extensions:"x-nullable" format:"ref" minLength:"1" maxLength:"200"`
	// The outlet, by id or slug, or a new one by its name.
	Outlet *string `json:"outlet,omitempty" extensions:"x-nullable" minLength:"1" maxLength:"300"`
	// What the sender knows better than the page.
	Changes *DraftChanges `json:"changes,omitempty" extensions:"x-nullable"`
} //@name PageInput

// DraftChanges take the place of what was read from the page; what is left out stays.
type DraftChanges struct {
	Film   *FilmChanges   `json:"film,omitempty" extensions:"x-nullable"`
	Review *ReviewChanges `json:"review,omitempty" extensions:"x-nullable"`
} //@name DraftChanges

// FilmChanges take the place of what a page says about the film.
type FilmChanges struct {
	Title         *string  `json:"title,omitempty" extensions:"x-nullable" minLength:"1" maxLength:"500" example:"Her"`
	OriginalTitle *string  `json:"original_title,omitempty" extensions:"x-nullable" maxLength:"500"`
	Year          *int     `json:"year,omitempty" extensions:"x-nullable" minimum:"1870" maximum:"2200"`
	Directors     []string `json:"directors,omitempty" maxItems:"100" minLength:"1" maxLength:"300"`
	Writers       []string `json:"writers,omitempty" maxItems:"100" minLength:"1" maxLength:"300"`
	Cast          []string `json:"cast,omitempty" maxItems:"500" minLength:"1" maxLength:"300"`
	Runtime       *int     `json:"runtime_minutes,omitempty" extensions:"x-nullable" minimum:"1" maximum:"60000"`
	Genres        []string `json:"genres,omitempty" maxItems:"50" minLength:"1" maxLength:"60"`
	Tagline       *string  `json:"tagline,omitempty" extensions:"x-nullable" maxLength:"1000"`
	Synopsis      *string  `json:"synopsis,omitempty" extensions:"x-nullable" maxLength:"20000"`
} //@name FilmChanges

// ReviewChanges take the place of what a page says about the review.
type ReviewChanges struct {
	Title      *string        `json:"title,omitempty" extensions:"x-nullable" maxLength:"500"`
	Authors    []AuthorChange `json:"authors,omitempty" maxItems:"50"`
	Published  *string        `json:"published,omitempty" extensions:"x-nullable" format:"partial-date" maxLength:"10"`
	Language   *string        `json:"language,omitempty" extensions:"x-nullable" format:"language" maxLength:"35"`
	Body       *string        `json:"body,omitempty" extensions:"x-nullable" maxLength:"1000000"`
	Excerpt    *string        `json:"excerpt,omitempty" extensions:"x-nullable" maxLength:"20000"`
	Rating     *RatingInput   `json:"rating,omitempty" extensions:"x-nullable"`
	Tags       []string       `json:"tags,omitempty" maxItems:"200" minLength:"1" maxLength:"200"`
	Categories []string       `json:"categories,omitempty" maxItems:"200" minLength:"1" maxLength:"200"`
	Liked      []string       `json:"liked,omitempty" maxItems:"100" minLength:"1" maxLength:"500"`
	Venue      *string        `json:"venue,omitempty" extensions:"x-nullable" maxLength:"500"`
} //@name ReviewChanges

// AuthorChange is one voice of the review.
type AuthorChange struct {
	Name string `json:"name" binding:"required" minLength:"1" maxLength:"300" example:"Dave Baker"`
	Role string `json:"role" binding:"required" enums:"author,host,guest,quoted" example:"author"`
} //@name AuthorChange

// PageAbout is what can be said of a page that is the body itself.
type PageAbout struct {
	// Where the page stands on the web. It is not fetched.
	URL string `form:"url" format:"http-url" maxLength:"2000"`
	// The film, by id, slug or prefixed outside id, when the page need not be asked.
	Film string `form:"film" format:"ref" minLength:"1" maxLength:"200"`
	// The outlet, by id or slug, or a new one by its name.
	Outlet string `form:"outlet" minLength:"1" maxLength:"300"`
}

// pageTypes are the media types in which a page can be the body itself.
func pageTypes() []string {
	return []string{"text/plain", "text/html", "text/markdown", "application/xml", "application/rss+xml", "application/atom+xml", "application/ld+json"}
}

// readPage reads a page in whichever way it was sent.
func (a *API) readPage(c *gin.Context) (in PageInput, err error) {
	var about PageAbout
	if err := readQuery(c, &about); err != nil {
		return in, err
	}
	kind, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	switch {
	case err == nil && kind == "application/json":
		err = a.readBody(c, &in)
	case err == nil && kind == "multipart/form-data":
		in, err = a.readForm(c, &about)
	case err == nil && slices.Contains(pageTypes(), kind):
		var text []byte
		if text, err = a.wholeBody(c); err == nil && len(text) == 0 {
			err = fault.New(fault.Invalid, "The body is empty; it must be the page.")
		}
		in.Content, in.ContentType = string(text), &kind
	default:
		err = fault.New(fault.MediaType, "The page must be the body itself (text/plain, text/html, text/markdown, XML or JSON-LD), JSON that holds it as content, or a file of a form.").
			In("Content-Type", "is not one of these").Because(err)
	}
	for _, p := range []struct {
		to    **string
		given string
	}{{&in.URL, about.URL}, {&in.Film, about.Film}, {&in.Outlet, about.Outlet}} {
		if p.given != "" {
			*p.to = &p.given
		}
	}
	return in, err
}

// readForm reads the parts of a form: the page as a file, the rest as fields.
func (a *API) readForm(c *gin.Context, about *PageAbout) (in PageInput, err error) {
	refused := func(err error) error {
		var big *http.MaxBytesError
		if errors.As(err, &big) {
			return fault.New(fault.TooLarge, "The body is larger than %d bytes.", big.Limit)
		}
		return fault.New(fault.Invalid, "The form cannot be read.").At("/file", "send the page as the file of a multipart form").Because(err)
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, a.BodyLimit)
	form, err := c.MultipartForm()
	if err != nil {
		return in, refused(err)
	}
	if err := readParameters(form.Value, about); err != nil {
		return in, err
	}
	files := form.File["file"]
	if len(files) != 1 {
		return in, refused(nil)
	}
	file, err := files[0].Open()
	if err != nil {
		return in, refused(err)
	}
	defer file.Close() //nolint:errcheck // It was only read.
	text, err := io.ReadAll(file)
	if err != nil {
		return in, refused(err)
	}
	in.Content = string(text)
	if kind, _, err := mime.ParseMediaType(files[0].Header.Get("Content-Type")); err == nil && slices.Contains(pageTypes(), kind) {
		in.ContentType = &kind
	}
	return in, nil
}

// apply puts the changes into a draft.
func (ch *DraftChanges) apply(d *extract.Draft) error {
	if ch == nil {
		return nil
	}
	if f := ch.Film; f != nil {
		if f.Title != nil { // It is not what the page says.
			delete(d.Evidence, "/film/title")
		}
		change(&d.Film.Title, f.Title)
		change(&d.Film.OriginalTitle, f.OriginalTitle)
		change(&d.Film.Year, f.Year)
		change(&d.Film.RuntimeMinutes, f.Runtime)
		change(&d.Film.Tagline, f.Tagline)
		change(&d.Film.Synopsis, f.Synopsis)
		changeAll(&d.Film.Directors, f.Directors)
		changeAll(&d.Film.Writers, f.Writers)
		changeAll(&d.Film.Cast, f.Cast)
		changeAll(&d.Film.Genres, f.Genres)
	}
	if ch.Review == nil {
		return nil
	}
	return ch.Review.apply(&d.Review)
}

func (ch *ReviewChanges) apply(r *extract.Review) error {
	change(&r.Title, ch.Title)
	change(&r.Published, ch.Published)
	change(&r.Language, ch.Language)
	change(&r.Body, ch.Body)
	change(&r.Excerpt, ch.Excerpt)
	change(&r.Venue, ch.Venue)
	changeAll(&r.Tags, ch.Tags)
	changeAll(&r.Categories, ch.Categories)
	changeAll(&r.SimilarFilms, ch.Liked)
	if ch.Authors != nil {
		r.Authors = nil
		for _, a := range ch.Authors {
			r.Authors = append(r.Authors, extract.Author{Name: a.Name, Role: a.Role})
		}
	}
	if err := checkDate(models.Date(r.Published), "/changes/review/published"); err != nil {
		return err
	}
	if ch.Rating == nil {
		return nil
	}
	read, err := ch.Rating.read()
	if err != nil {
		return err
	}
	r.Rating, r.Blurb = &read, read.Blurb
	return nil
}

// read reads the rating that takes the place of the page's.
func (in *RatingInput) read() (rating.Rating, error) {
	st := in.stated()
	given := rating.Context{Best: st.Best, Worst: st.Worst, Lowest: st.Lowest}
	if st.Scale != "" {
		scale, known := rating.LookupScale(st.Scale)
		if !known {
			return rating.Rating{}, fault.New(fault.Unprocessable, "The scale of the rating is not known.").
				At("/changes/review/rating/scale", "there is no built-in scale %q", st.Scale)
		}
		given.Scale = &scale
	}
	r, err := rating.Parse(st.Raw, given)
	if err != nil {
		return r, fault.New(fault.Unprocessable, "The rating cannot be taken as it is.").At("/changes/review/rating/raw", "%s", err)
	}
	if st.Blurb != "" {
		r.Blurb = st.Blurb
	}
	return r, nil
}

// change and changeAll write what is given in place of what was read.
func change[T any](to *T, given *T) {
	if given != nil {
		*to = *given
	}
}

func changeAll(to *[]string, given []string) {
	if given != nil {
		*to = given
	}
}
