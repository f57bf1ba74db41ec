package handlers

import (
	"context"
	"fmt"

	"reelscore/models"
)

// Collection is a small collection in the terms of the API, as the sample data is written.
type Collection struct {
	Scales  []ScaleInput      `json:"scales"`
	Outlets []OutletInput     `json:"outlets"`
	Critics []CriticInput     `json:"critics"`
	Films   []FilmWithReviews `json:"films"`
	Feeds   []FeedInput       `json:"feeds"`
}

// FilmWithReviews is a film with its reviews, whose film is this one whatever they say.
type FilmWithReviews struct {
	Film    FilmInput   `json:"film"`
	Reviews []NewReview `json:"reviews"`
}

// Load stores a collection through the same checks as requests, in its order. The film of each review is filled in.
func (a *API) Load(ctx context.Context, text []byte) (films, reviews int, err error) {
	var all Collection
	if err := decode(text, &all, false); err != nil {
		return 0, 0, err
	}
	for _, in := range all.Scales {
		var s models.OwnScale
		if err := in.apply(&s); err != nil {
			return 0, 0, err
		}
		if err := a.Store.CreateScale(ctx, &s); err != nil {
			return 0, 0, fmt.Errorf("scale %s: %w", in.Name, err)
		}
	}
	for _, in := range all.Outlets {
		var o models.Outlet
		in.apply(&o)
		if err := a.Store.CreateOutlet(ctx, &o); err != nil {
			return 0, 0, fmt.Errorf("outlet %s: %w", in.Name, err)
		}
	}
	for _, in := range all.Critics {
		var m models.Critic
		if err := a.Store.CreateCritic(ctx, &m, in.apply(&m)); err != nil {
			return 0, 0, fmt.Errorf("critic %s: %w", in.Name, err)
		}
	}
	for _, in := range all.Films {
		n, err := a.loadFilm(ctx, in)
		if err != nil {
			return films, reviews, fmt.Errorf("film %s: %w", in.Film.Title, err)
		}
		films, reviews = films+1, reviews+n
	}
	for _, in := range all.Feeds {
		var f models.Feed
		in.apply(&f)
		if err := a.Store.CreateFeed(ctx, &f); err != nil {
			return films, reviews, fmt.Errorf("feed %s: %w", in.URL, err)
		}
	}
	return films, reviews, nil
}

func (a *API) loadFilm(ctx context.Context, in FilmWithReviews) (reviews int, err error) {
	var f models.Film
	credits, err := in.Film.apply(&f)
	if err != nil {
		return 0, err
	}
	if err := a.Store.CreateFilm(ctx, &f, credits); err != nil {
		return 0, err
	}
	for _, text := range in.Reviews {
		var r models.Review
		text.Film = f.Slug
		if err := text.apply(&r); err != nil {
			return reviews, err
		}
		comments, err := newComments(text.Comments)
		if err != nil {
			return reviews, err
		}
		if err := a.Store.CreateReview(ctx, &r, liveNotesOf(text.LiveNotes), comments); err != nil {
			return reviews, err
		}
		reviews++
	}
	return reviews, nil
}
