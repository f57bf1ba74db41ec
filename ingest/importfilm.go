package ingest

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"reelscore/exchange"
	"reelscore/models"
)

// hintKey is the same for all references that mean the same film: what a person's decision is remembered under.
func hintKey(f *exchange.FilmRef, details *exchange.Film) string {
	if len(f.ExternalIDs) == 1 && f.Slug == "" && f.Title == "" {
		for namespace, value := range f.ExternalIDs {
			return "id " + namespace + ":" + value
		}
	}
	var b strings.Builder
	for _, namespace := range slices.Sorted(maps.Keys(f.ExternalIDs)) {
		b.WriteString("id " + namespace + ":" + f.ExternalIDs[namespace] + "\n")
	}
	if f.Slug != "" {
		b.WriteString("slug " + f.Slug + "\n")
	}
	if f.Title != "" {
		b.WriteString("title " + f.Title + "\n")
	}
	if f.OriginalTitle != "" {
		b.WriteString("original " + f.OriginalTitle + "\n")
	}
	if f.Year != 0 {
		b.WriteString("year " + strconv.Itoa(f.Year) + "\n")
	}
	for _, d := range directorsOf(details) {
		b.WriteString("director " + d + "\n")
	}
	return b.String()
}

func directorsOf(f *exchange.Film) []string {
	var names []string
	if f != nil {
		for _, c := range f.Credits {
			if c.Role == "director" {
				names = append(names, c.Person.Name)
			}
		}
	}
	return names
}

// undecided is a row whose film a person has to name.
type undecided struct {
	reason  string
	matches []Match
}

// film finds the film that a row means: by what was found before, by outside ids, by what a person has said, by slug, by
// title, year and director; else it makes one, where the row tells enough of it. key is the hintKey of the reference.
func (r *run) film(b *models.Batch, row *models.ReportRow, key string, ref *exchange.FilmRef, details *exchange.Film) (id int64, made bool, open *undecided, err error) {
	if id := b.KnownFilm(key); id != 0 {
		return id, false, nil, nil
	}
	id, open, err = findFilm(b, key, ref, details)
	if err != nil || open != nil {
		return 0, false, open, err
	}
	if id == 0 {
		if id, open, err = r.makeFilm(b, row, ref, details); err != nil || open != nil {
			return 0, false, open, err
		}
		made = true
	}
	b.KnowFilm(key, id)
	if !made && ref.Title != "" {
		err = giveTitle(b, id, ref)
	}
	return id, made, nil, err
}

// findFilm finds a stored film; 0 for none.
func findFilm(b *models.Batch, key string, ref *exchange.FilmRef, details *exchange.Film) (int64, *undecided, error) {
	if len(ref.ExternalIDs) == 1 { // The usual case, in which the id alone decides.
		for namespace, value := range ref.ExternalIDs {
			if id, err := b.FilmByID(namespace, value); id != 0 || err != nil {
				return id, nil, err
			}
		}
	}
	if id, err := b.Decided(key); id != 0 || err != nil {
		return id, nil, err
	}
	hint := models.FilmHint{ExternalIDs: ref.ExternalIDs, Title: ref.Title, OriginalTitle: ref.OriginalTitle, Year: ref.Year, Directors: directorsOf(details)}
	if ref.Slug != "" {
		return filmBySlug(b, ref.Slug, hint)
	}
	candidates, err := b.Candidates(hint)
	if err != nil {
		return 0, nil, err
	}
	found, matches, ambiguous := Decide(hint, candidates)
	switch {
	case ambiguous:
		return 0, &undecided{reason: "several films may be meant; name the one that is", matches: matches}, nil
	case found != nil:
		return found.ID, nil, nil
	}
	return 0, nil, nil
}

// filmBySlug finds the film that an own file means. There, namesakes are told apart by their slugs, so a title decides
// nothing; a slug under which another film is known by its outside ids does not either.
func filmBySlug(b *models.Batch, slug string, hint models.FilmHint) (int64, *undecided, error) {
	byID := models.FilmHint{ExternalIDs: hint.ExternalIDs}
	candidates, err := b.Candidates(byID)
	if err != nil {
		return 0, nil, err
	}
	if found, matches, ambiguous := Decide(byID, candidates); ambiguous {
		return 0, &undecided{reason: "its outside ids are those of several films; name the one that is meant", matches: matches}, nil
	} else if found != nil {
		return found.ID, nil, nil
	}
	id, err := b.FilmBySlug(slug)
	if err != nil || id == 0 || len(hint.ExternalIDs) == 0 {
		return id, nil, err
	}
	f, err := b.Film(id)
	if err != nil || contradictingID(hint, models.Candidate{Film: f}) {
		return 0, nil, err
	}
	return id, nil, nil
}

// makeFilm makes the film that a row names by title and year, or by an outside id.
func (r *run) makeFilm(b *models.Batch, row *models.ReportRow, ref *exchange.FilmRef, details *exchange.Film) (int64, *undecided, error) {
	if len(ref.ExternalIDs) == 0 && (ref.Title == "" || ref.Year == 0) && (ref.Title == "" || ref.Slug == "") {
		return 0, &undecided{reason: "no film of that name is known, and the row tells too little of it to make one; create the film, then name it"}, nil
	}
	film := exchange.Film{}
	if details != nil {
		film = *details
	}
	film.OriginalTitle, film.Year, film.ExternalIDs, film.Slug = ref.OriginalTitle, ref.Year, ref.ExternalIDs, ref.Slug
	if !film.Placeholder {
		film.Title = ref.Title
	}
	f, credits, err := r.filmOf(b, &film, row)
	if err != nil {
		return 0, nil, err
	}
	if err := b.CreateFilm(f, credits); err != nil {
		return 0, nil, err
	}
	return f.ID, nil, nil
}

// placeholderTitle stands for a title that is not known: one of the film's outside ids.
func placeholderTitle(ids map[string]string) string {
	for _, namespace := range slices.Sorted(maps.Keys(ids)) {
		return namespace + ":" + ids[namespace]
	}
	return ""
}

// giveTitle gives a film that had only a placeholder its title.
func giveTitle(b *models.Batch, id int64, ref *exchange.FilmRef) error {
	is, err := b.Placeholder(id)
	if err != nil || !is || ref.Title == placeholderTitle(ref.ExternalIDs) {
		return err
	}
	_, err = b.UpdateFilm(id, func(f *models.Film, credits []models.Credit) ([]models.Credit, bool) {
		f.Title, f.Placeholder = ref.Title, false
		if f.Year == 0 {
			f.Year = ref.Year
		}
		if f.OriginalTitle == "" {
			f.OriginalTitle = ref.OriginalTitle
		}
		return credits, true
	})
	return err
}
