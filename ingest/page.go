package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"slices"
	"strings"

	"reelscore/extract"
	"reelscore/internal/fault"
	"reelscore/models"
)

// Read reads a page into a draft; nothing is stored. kind is a media type or one of extract's kinds, empty to find it out.
func Read(content []byte, kind, address string) (extract.Draft, error) {
	d, err := extract.Page(content, kind, address)
	switch {
	case err == nil:
		return d, nil
	case errors.Is(err, extract.ErrTooLarge):
		return d, fault.New(fault.TooLarge, "The page cannot be read: %s.", err).Because(err)
	default: // It has nothing but the page to fail on.
		return d, fault.New(fault.Unprocessable, "The page cannot be read: %s.", err).Because(err)
	}
}

// Source is where a draft comes from, and what its sender knows better.
type Source struct {
	// Content is the page as it was given: its fingerprint tells whether it is known.
	Content []byte
	// Film and Outlet are what the caller says that they are; empty to go by the page.
	Film, Outlet models.Ref
}

// certainTitle is the confidence from which a title may make a new film. Below it the text never says that it is the film's: it
// is good enough to know a film of the collection by.
const certainTitle = 0.5

// Take stores a draft. A page that is known already is answered with its review. An error tells what is missing: it
// carries the draft when no film can be told, and the candidates ([]Match) when several may be meant.
func Take(ctx context.Context, store *models.Store, d extract.Draft, from Source) (models.Taken, error) {
	if from.Film == "" {
		switch {
		case len(d.Entries) > 1:
			return models.Taken{}, fault.New(fault.Unprocessable, "The page is about %d films; send each review on its own, or say with film which one is meant.", len(d.Entries)).
				At("/film", "is needed").With(d)
		case d.Film.Title == "" && notFilm(d):
			return models.Taken{}, fault.New(fault.Unprocessable, "By its markup the page is about something other than a film; give film, or changes with the film's title, to store it all the same.").
				At("/film", "is needed").With(d)
		case d.Film.Title == "":
			return models.Taken{}, fault.New(fault.Unprocessable, "The page does not tell which film it is about; give film, or changes with the film's title.").
				At("/film", "is needed").With(d)
		}
	}
	page := reviewPage(d)
	page.FilmRef, page.Review.OutletRef = from.Film, from.Outlet
	page.Review.Source, page.Review.SourceID = models.PageTaken, fingerprint(from.Content)
	return store.TakePage(ctx, &page, func(h models.FilmHint, all []models.Candidate) (*models.Film, error) {
		found, matches, ambiguous := Decide(h, all)
		if ambiguous {
			return nil, fault.New(fault.Conflict, "The page may be about one of %d films that are known; say with film which one.", len(matches)).
				At("/film", "is needed").With(matches)
		}
		if e, read := d.Evidence["/film/title"]; found == nil && read && e.Confidence < certainTitle {
			return nil, fault.New(fault.Unprocessable, "The page does not tell for certain which film it is about, perhaps %q; give film, or changes with the film's title.", d.Film.Title).
				At("/film", "is needed").With(d)
		}
		return found, nil
	})
}

// notFilm reports whether the markup of a page says that it is about another kind of thing.
func notFilm(d extract.Draft) bool {
	return slices.ContainsFunc(d.Warnings, func(w extract.Warning) bool { return w.Code == extract.WarnNotFilm })
}

// fingerprint tells texts apart, whatever their white space.
func fingerprint(content []byte) string {
	sum := sha256.Sum256([]byte(strings.Join(strings.Fields(string(content)), " ")))
	return hex.EncodeToString(sum[:16])
}

// front is the front page of the site that an address belongs to.
func front(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
