package api_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"

	"reelscore/handlers"
	"reelscore/internal/testkit"
)

// pasted is a page as a person would paste it, with the furniture around it.
const pasted = `Home | About | Archive

Film info

  • Title Paper Lanterns
  • Director Ines Exemplo
  • Year 2011
  • Run time 1hrs 42m
  • Genres Drama, Science-Fiction

Published March 4, 2012

A quiet film about loud neighbours, and the best use of a kettle that I have seen in years. It takes its time and earns it.

Rating: 4/5

← Previous The Long Corridor
Next → Salt and Wire`

func send(s *testkit.Server, path, kind, body string) testkit.Answer {
	return s.Do(http.MethodPost, path, body, "Content-Type", kind)
}

func TestExtractReadsAPageAndStoresNothing(t *testing.T) {
	s := testkit.Start(t)
	var d handlers.Draft
	send(s, "/v1/extract", "text/plain", pasted).Want(200, &d)
	if *d.Film.Title != "Paper Lanterns" || *d.Film.Year != 2011 || *d.Film.Runtime != 102 || d.Review.Rating == nil || d.Review.Rating.Score != 80000 {
		t.Errorf("draft %+v %+v", d.Film, d.Review)
	}
	e := d.Evidence["/film/title"]
	if pasted[e.Start:e.End] != "Paper Lanterns" {
		t.Errorf("evidence of the title is %q", pasted[e.Start:e.End])
	}
	var films handlers.FilmPage
	s.Get("/v1/films").Want(200, &films)
	if len(films.Items) != 0 {
		t.Errorf("extract stored %v", films.Items)
	}
	s.Do(http.MethodPost, "/v1/extract", pasted, "Content-Type", "text/plain", "Authorization", "").Want(200, nil)
}

func TestIngestStoresAPageOnce(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/ingest", pasted, "Content-Type", "text/plain", "Authorization", "").Want(401, nil)
	var first, second handlers.Ingested
	send(s, "/v1/ingest?outlet=Kettle+Review", "text/plain", pasted).Want(201, &first)
	if c := first.Created; !c.Film || !c.Outlet || !c.Review || first.Film.Slug != "paper-lanterns-2011" || first.Review.Rating.Raw != "4/5" || first.Review.Outlet.Slug != "kettle-review" {
		t.Errorf("first %+v %+v", first.Created, first.Review)
	}
	send(s, "/v1/ingest?outlet=Kettle+Review", "text/plain", strings.ReplaceAll(pasted, "\n", " \r\n")).Want(200, &second)
	if c := second.Created; c.Film || c.Outlet || c.Review || second.Review.ID != first.Review.ID || second.Film.Version != first.Film.Version {
		t.Errorf("second %+v %+v", second.Created, second.Review)
	}
}

func TestIngestKnowsAPageByItsAddress(t *testing.T) {
	s := testkit.Start(t)
	var first, second handlers.Ingested
	page := `<html><head><title>x</title><link rel="canonical" href="https://kettle.example.com/paper-lanterns"></head><body><h1>Paper Lanterns (2011) review</h1><p>Good.</p><p>Rating: 4/5</p></body></html>`
	send(s, "/v1/ingest?url=https://kettle.example.com/paper-lanterns?utm_source=x", "text/html", page).Want(201, &first)
	send(s, "/v1/ingest?url=https://kettle.example.com/paper-lanterns", "text/html", strings.Replace(page, "Good.", "Very good.", 1)).Want(200, &second)
	if first.Review.ID != second.Review.ID || first.Review.Outlet == nil {
		t.Errorf("%+v, then %+v", first.Review, second.Review)
	}
}

func TestIngestAddsToAFilmWhatItDidNotKnow(t *testing.T) {
	s := testkit.Start(t)
	s.Do(http.MethodPost, "/v1/films", object{"title": "Paper Lanterns", "year": 2011, "runtime_minutes": 100}).Want(201, nil)
	var got handlers.Ingested
	send(s, "/v1/ingest", "text/plain", pasted).Want(201, &got)
	if got.Created.Film || *got.Film.Runtime != 100 || !slices.Equal(got.Film.Genres, []string{"Drama", "Science Fiction"}) || len(got.Film.Credits) != 1 {
		t.Errorf("film %+v", got.Film)
	}
}

func TestIngestAsksWhichFilm(t *testing.T) {
	s := testkit.Start(t)
	for range 2 {
		s.Do(http.MethodPost, "/v1/films", object{"title": "Paper Lanterns", "year": 2011}).Want(201, nil)
	}
	var p handlers.Problem
	send(s, "/v1/ingest", "text/plain", pasted).Want(409, &p)
	if len(p.Candidates) != 2 || p.Candidates[0].Reason == "" || p.Candidates[1].Film.ID != 2 {
		t.Errorf("candidates %+v", p.Candidates)
	}
	var got handlers.Ingested
	send(s, "/v1/ingest?film=2", "text/plain", pasted).Want(201, &got)
	if got.Film.ID != 2 || got.Created.Film {
		t.Errorf("film %+v", got.Film)
	}
	send(s, "/v1/ingest?film=99", "text/plain", pasted+"!").Want(422, nil)
}

func TestIngestNeverInventsATitle(t *testing.T) {
	s := testkit.Start(t)
	page := "It was fine. I liked the second half better than the first.\n\n3/5"
	var p handlers.Problem
	send(s, "/v1/ingest", "text/plain", page).Want(422, &p)
	if p.Draft == nil || p.Draft.Film.Title != nil || p.Draft.Review.Rating == nil {
		t.Fatalf("problem %+v", p)
	}
	var got handlers.Ingested
	s.Do(http.MethodPost, "/v1/ingest", object{"content": page, "changes": object{"film": object{"title": "Paper Lanterns", "year": 2011}, "review": object{"rating": object{"raw": "7", "scale": "points-10"}}}}).Want(201, &got)
	if got.Film.Title != "Paper Lanterns" || got.Review.Rating.Score != 70000 {
		t.Errorf("%+v %+v", got.Film, got.Review.Rating)
	}
}

// TestIngestAsksBeforeItBelievesAGuess sends a text that names its film in passing only.
func TestIngestAsksBeforeItBelievesAGuess(t *testing.T) {
	s := testkit.Start(t)
	const page = "Horrible! The script was poor and I hated every minute. Everything about Marrow Falls is cheap: the barn, the goat, the lines. Avoid."
	var draft handlers.Draft
	send(s, "/v1/extract", "text/plain", page).Want(200, &draft)
	if draft.Film.Title == nil || *draft.Film.Title != "Marrow Falls" {
		t.Fatalf("%+v", draft.Film)
	}
	a := send(s, "/v1/ingest", "text/plain", page).Want(422, nil)
	if !strings.Contains(string(a.Body), "Marrow Falls") || !strings.Contains(string(a.Body), `"draft"`) {
		t.Errorf("%s", a.Body)
	}
	var got handlers.Ingested
	s.Do(http.MethodPost, "/v1/ingest", object{"content": page, "changes": object{"film": object{"title": "Marrow Falls"}}}).Want(201, &got)
	if !got.Created.Film || !got.Created.Review {
		t.Errorf("%+v", got.Created)
	}
	send(s, "/v1/ingest", "text/plain", page+" And again.").Want(201, &got) // Now there is such a film.
	if got.Created.Film || got.Film.ID != 1 {
		t.Errorf("%+v of film %d", got.Created, got.Film.ID)
	}
}

func TestIngestTakesNoGoodsForFilms(t *testing.T) {
	s := testkit.Start(t)
	const page = `<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Apple press</h1><b itemprop="brand">Orchard</b>
		<div itemprop="review" itemscope itemtype="https://schema.org/Review"><i itemprop="author">Ann</i><i itemprop="reviewRating">4</i></div></div>`
	wantText(t, send(s, "/v1/ingest", "text/html", page).Want(422, nil), "other than a film", `"pointer":"/film"`, "not_a_film")
}

func TestIngestRefusesRoundUps(t *testing.T) {
	s := testkit.Start(t)
	page := "# Three from the festival\n\n## Paper Lanterns (2011)\n\nGood.\n\nRating: 4/5\n\n## Salt and Wire (2010)\n\nBad.\n\nRating: 1/5\n\n## The Long Corridor (2009)\n\nLong.\n\nRating: 2/5\n"
	var p handlers.Problem
	send(s, "/v1/ingest", "text/markdown", page).Want(422, &p)
	if p.Draft == nil || len(p.Draft.Entries) != 3 {
		t.Errorf("problem %s %+v", p.Detail, p.Draft)
	}
}

func TestPagesComeInManyTypes(t *testing.T) {
	s := testkit.Start(t)
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", "page.txt")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte(pasted)); err != nil {
		t.Fatal(err)
	}
	if err := w.WriteField("outlet", "Kettle Review"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for kind, body := range map[string]string{
		"application/ld+json":   `{"@context":"https://schema.org","@type":"Review","itemReviewed":{"@type":"Movie","name":"Paper Lanterns"},"reviewRating":{"@type":"Rating","ratingValue":"4","bestRating":"5"},"author":{"name":"Ines"}}`,
		"text/markdown":         "---\ntitle: Paper Lanterns\nrating: 4/5\n---\nGood.\n",
		w.FormDataContentType(): form.String(),
	} {
		var d handlers.Draft
		send(s, "/v1/extract", kind, body).Want(200, &d)
		if d.Film.Title == nil || *d.Film.Title != "Paper Lanterns" || d.Review.Rating == nil || d.Review.Rating.Score != 80000 {
			t.Errorf("%s: %+v %+v", kind, d.Film, d.Review.Rating)
		}
	}
	send(s, "/v1/extract", "image/png", "x").Want(415, nil)
	send(s, "/v1/extract", "text/plain", "").Want(400, nil)
	send(s, "/v1/extract", "text/plain", "\x00\x01\x02\x03\x00").Want(422, nil)
	send(s, "/v1/extract?titel=x", "text/plain", pasted).Want(400, nil)
}

func TestTheFiveTextsGoInAsTheyAre(t *testing.T) {
	texts := seedTexts(t)
	// The order in which pages come in must not matter to what the film is in the end.
	for name, order := range map[string][]int{"as given": {0, 1, 2, 3, 4}, "backwards": {4, 3, 2, 1, 0}} {
		t.Run(name, func(t *testing.T) {
			s := testkit.Start(t)
			reviews := map[int]handlers.Review{}
			for _, i := range order {
				path := "/v1/ingest"
				answer := send(s, path, "text/plain", texts[i])
				if answer.Status == 422 { // The text may leave its title to be asked for.
					answer = send(s, path+"?film=1", "text/plain", texts[i])
				}
				var got handlers.Ingested
				answer.Want(201, &got)
				reviews[i] = got.Review
			}
			checkHer(t, s, reviews)
		})
	}
}

func checkHer(t *testing.T, s *testkit.Server, reviews map[int]handlers.Review) {
	t.Helper()
	var her handlers.Film
	s.Get("/v1/films/1?expand=credits").Want(200, &her)
	cast, director := 0, ""
	for _, c := range her.Credits {
		switch c.Role {
		case "actor":
			cast++
		case "director":
			director += c.Person.Name
		}
	}
	if her.Title != "Her" || *her.Year != 2013 || *her.Runtime != 126 || director != "Spike Jonze" || cast != 7 || her.Tagline == nil || her.Synopsis == nil ||
		!slices.Equal(slices.Sorted(slices.Values(her.Genres)), []string{"Drama", "Romance", "Science Fiction"}) {
		t.Errorf("film %s", s.Get("/v1/films/1?expand=credits").Body)
	}
	if len(reviews) != 5 {
		t.Fatalf("%d reviews", len(reviews))
	}
	live := reviews[0]
	if live.Rating == nil || live.Rating.Score != 40000 || live.LiveNoteCount != 21 || *live.Published != "2014-07-08" || *live.Previous.Title != "Non-Stop" || *live.Next.Title != "Delivery Man" {
		t.Errorf("live blog %+v", live)
	}
	if r := reviews[1]; r.Rating == nil || r.Rating.Score != 100000 || r.Rating.Blurb == nil || *r.Comments.Declared != 2 || r.Comments.Stored != 0 {
		t.Errorf("four of four %+v", r)
	}
	if r := reviews[2]; r.Rating != nil || *r.Voices[0].Name != "Dave Baker" || len(r.Categories) != 5 || *r.Comments.Declared != 0 {
		t.Errorf("Dave Baker %+v", r)
	}
	if r := reviews[3]; r.Rating != nil || *r.Voices[0].Name != "Mikey Clarke" || len(r.Liked) != 2 || r.Venue == nil || len(r.Videos)+len(her.Videos) == 0 {
		t.Errorf("Mikey Clarke %+v", r)
	}
	guests := 0
	for _, v := range reviews[4].Voices {
		if v.Role == "guest" && *v.Name == "Vance" {
			guests++
		}
	}
	if r := reviews[4]; r.Rating != nil || guests != 1 || len(r.Voices) < 2 || *r.Published != "2014-02-13" || *r.Comments.Declared != 27 || r.Comments.Stored != 27 {
		t.Errorf("with a guest %+v", r)
	}
	var score struct{ Mean, Spread float64 }
	s.Get("/v1/films/1/score").Want(200, &score)
	if score.Mean != 70 || score.Spread != 60 {
		t.Errorf("score %+v", score)
	}
}
