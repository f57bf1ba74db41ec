package ingest

import (
	"testing"

	"reelscore/models"
)

func film(id int64, year int, ids map[string]string) models.Film {
	return models.Film{ID: id, Title: "Her", Year: year, ExternalIDs: ids}
}

func TestDecide(t *testing.T) {
	imdb := map[string]string{"imdb": "tt1798709"}
	jonze, other := []string{"Spike Jonze"}, []string{"Jean Exemple"}
	for _, test := range []struct {
		name       string
		hint       models.FilmHint
		candidates []models.Candidate
		film       int64 // 0: none
		ambiguous  bool
	}{
		{"nothing of that title", models.FilmHint{Title: "Her"}, nil, 0, false},
		{"outside id beats title and year", models.FilmHint{ExternalIDs: imdb, Year: 1999}, []models.Candidate{{Film: film(1, 2013, imdb), ByID: true}, {Film: film(2, 1999, nil)}}, 1, false},
		{"title and year", models.FilmHint{Year: 2013}, []models.Candidate{{Film: film(1, 2013, nil)}, {Film: film(2, 1990, nil)}}, 1, false},
		{"a namesake of another time is no candidate", models.FilmHint{Year: 1990}, []models.Candidate{{Film: film(1, 2013, nil)}}, 0, false},
		{"one year apart is a candidate only", models.FilmHint{Year: 2014}, []models.Candidate{{Film: film(1, 2013, nil)}}, 0, true},
		{"one year apart with the same director", models.FilmHint{Year: 2014, Directors: jonze}, []models.Candidate{{Film: film(1, 2013, nil), Directors: []string{"spike jonze"}}}, 1, false},
		{"one year apart with another director", models.FilmHint{Year: 2014, Directors: other}, []models.Candidate{{Film: film(1, 2013, nil), Directors: jonze}}, 0, false},
		{"two films of one title and year", models.FilmHint{Year: 2013}, []models.Candidate{{Film: film(1, 2013, nil)}, {Film: film(2, 2013, nil)}}, 0, true},
		{"the director tells them apart", models.FilmHint{Year: 2013, Directors: jonze}, []models.Candidate{{Film: film(1, 2013, nil), Directors: jonze}, {Film: film(2, 2013, nil), Directors: other}}, 1, false},
		{"no year, one film", models.FilmHint{}, []models.Candidate{{Film: film(1, 2013, nil)}}, 1, false},
		{"no year, two films", models.FilmHint{}, []models.Candidate{{Film: film(1, 2013, nil)}, {Film: film(2, 1990, nil)}}, 0, true},
		{"another id in the same namespace is another film", models.FilmHint{ExternalIDs: map[string]string{"imdb": "tt1"}, Year: 2013}, []models.Candidate{{Film: film(1, 2013, imdb)}}, 0, false},
		{"outside ids of two films", models.FilmHint{ExternalIDs: imdb}, []models.Candidate{{Film: film(1, 2013, imdb), ByID: true}, {Film: film(2, 2013, nil), ByID: true}}, 0, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			found, matches, ambiguous := Decide(test.hint, test.candidates)
			var id int64
			if found != nil {
				id = found.ID
			}
			if id != test.film || ambiguous != test.ambiguous || (ambiguous && len(matches) == 0) {
				t.Errorf("film %d, ambiguous %v, %v; want film %d, ambiguous %v", id, ambiguous, matches, test.film, test.ambiguous)
			}
		})
	}
}
