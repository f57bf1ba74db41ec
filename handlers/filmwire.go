package handlers

import (
	"fmt"
	"maps"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
	"reelscore/models"
	"reelscore/rating"
)

// filmWire reads what the shape asks for, for all films at once, and returns what makes each film's wire type.
func (a *API) filmWire(c *gin.Context, films []models.Film, shape FilmShape) (func(*models.Film) Film, error) {
	ids := make([]int64, len(films))
	for i := range films {
		ids[i] = films[i].ID
	}
	var credits map[int64][]models.Credit
	if shape.sends("credits") {
		var err error
		if credits, err = a.Store.Credits(c.Request.Context(), ids...); err != nil {
			return nil, err
		}
	}
	method, scores, err := a.expandScores(c, ids, shape)
	if err != nil {
		return nil, err
	}
	var reviews map[int64][]models.Review
	if shape.sends("reviews") {
		if reviews, err = a.Store.FirstReviews(c.Request.Context(), ids...); err != nil {
			return nil, err
		}
	}
	return func(f *models.Film) Film {
		w := Film{
			ID: f.ID, Slug: f.Slug, Title: f.Title, OriginalTitle: orNull(f.OriginalTitle), Year: orNull(f.Year),
			Released: orNull(string(f.Released)), Runtime: orNull(f.Runtime), Tagline: orNull(f.Tagline), Synopsis: orNull(f.Synopsis),
			Languages: orEmpty(f.Languages), Countries: orEmpty(f.Countries), Genres: orEmpty(f.Genres), ExternalIDs: f.ExternalIDs,
			Videos: videoWires(f.Videos), Links: linkWires(f.Links), Placeholder: f.Placeholder,
			Version: f.Version, CreatedAt: stamp(f.CreatedAt), UpdatedAt: stamp(f.UpdatedAt),
		}
		if credits != nil {
			w.Credits = creditWires(credits[f.ID])
		}
		if scores != nil {
			score := scoreWire(f, scores[f.ID], method)
			w.Score = &score
		}
		if reviews != nil {
			w.Reviews = wires(reviews[f.ID], bareReview)
		}
		return w
	}, nil
}

// expandScores reads the scores of films when the shape asks for them, with the method for the headline.
func (a *API) expandScores(c *gin.Context, films []int64, shape FilmShape) (method rating.Method, scores map[int64]models.Score, err error) {
	if !shape.sends("score") {
		return method, nil, nil
	}
	if method, err = rating.LookupMethod(rating.DefaultMethod); err != nil {
		return method, nil, err
	}
	scores, err = a.Store.Scores(c.Request.Context(), films...)
	return method, scores, err
}

func creditWires(credits []models.Credit) []Credit {
	wires := make([]Credit, len(credits))
	for i, c := range credits {
		wires[i] = Credit{
			Person: PersonBrief{ID: c.PersonID, Slug: c.Slug, Name: c.Name}, Role: c.Role, Character: orNull(c.Character), Billing: orNull(c.Billing),
		}
	}
	return wires
}

// filmInput is the writable form of a stored film, which a patch is applied to.
func filmInput(f *models.Film, credits []models.Credit) FilmInput {
	in := FilmInput{
		Title: f.Title, OriginalTitle: orNull(f.OriginalTitle), Year: orNull(f.Year), Released: orNull(string(f.Released)),
		Runtime: orNull(f.Runtime), Tagline: orNull(f.Tagline), Synopsis: orNull(f.Synopsis),
		Languages: f.Languages, Countries: f.Countries, Genres: f.Genres, ExternalIDs: maps.Clone(f.ExternalIDs),
		Videos: videoInputs(f.Videos), Links: linkInputs(f.Links),
	}
	for _, c := range credits {
		person := fmt.Sprint(c.PersonID)
		in.Credits = append(in.Credits, CreditInput{Person: &person, Role: c.Role, Character: orNull(c.Character), Billing: orNull(c.Billing)})
	}
	return in
}

// creditsOf reads the credits of a request.
func creditsOf(in []CreditInput) ([]models.Credit, error) {
	credits := make([]models.Credit, len(in))
	for i, c := range in {
		if (c.Person == nil) == (c.Name == nil) {
			return nil, fault.New(fault.Unprocessable, "A credit must name its person in one way.").
				At(fmt.Sprintf("/credits/%d", i), "give either person or name")
		}
		credits[i] = models.Credit{
			Person: models.Ref(orZero(c.Person)), Name: orZero(c.Name), Role: c.Role, Character: orZero(c.Character), Billing: orZero(c.Billing),
		}
	}
	return credits, nil
}
