package api_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"reelscore/internal/testkit"
)

// seedTexts reads the five shared texts, or skips.
func seedTexts(t *testing.T) []string {
	t.Helper()
	dir := os.Getenv("REELSCORE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	names, err := filepath.Glob(filepath.Join(dir, "seeds", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if len(names) != 5 {
		t.Skipf("no five seed texts in %s: set REELSCORE_SHARED to the directory that holds seeds/", dir)
	}
	texts := make([]string, len(names))
	for i, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = string(b)
	}
	return texts
}

// between is the text between two marks, as a person would copy it.
func between(t *testing.T, text, from, to string) string {
	t.Helper()
	_, rest, found := strings.Cut(text, from)
	if !found {
		t.Fatalf("the text has no %q", from)
	}
	part, _, found := strings.Cut(rest, to)
	if !found {
		t.Fatalf("the text has no %q behind %q", to, from)
	}
	return strings.TrimSpace(part)
}

type object = map[string]any

// liveNotes reads lines such as "1:06:35 text".
func liveNotes(t *testing.T, text string) (notes []object) {
	t.Helper()
	for _, m := range regexp.MustCompile(`(?m)^(?:(\d+):)?(\d+):(\d\d) (.+)$`).FindAllStringSubmatch(text, -1) {
		seconds := 0
		for _, part := range m[1:4] {
			n, err := strconv.Atoi("0" + part)
			if err != nil {
				t.Fatal(err)
			}
			seconds = 60*seconds + n
		}
		notes = append(notes, object{"offset_seconds": seconds, "text": m[4]})
	}
	return notes
}

// readerComments reads a numbered list of comments: a name where there is one, a time, a text.
func readerComments(t *testing.T, text string) (comments []object) {
	t.Helper()
	head := regexp.MustCompile(`(?s)^(?:([^\n]+) permalink\n\s*)?(\w+ \d+, \d{4} \d+:\d\d [ap]m)\n(.+)$`)
	for _, one := range regexp.MustCompile(`(?m)^ *\d+\. `).Split(text, -1)[1:] {
		m := head.FindStringSubmatch(one)
		if m == nil {
			t.Fatalf("no comment: %q", one)
		}
		at, err := time.Parse("January 2, 2006 3:04 pm", m[2])
		if err != nil {
			t.Fatal(err)
		}
		comment := object{"posted": at.Format(time.RFC3339), "body": strings.TrimSpace(m[3])}
		if m[1] != "" {
			comment["name"] = m[1]
		}
		comments = append(comments, comment)
	}
	return comments
}

// lines are the non-empty lines of a text.
func lines(text string) string {
	return strings.TrimSpace(regexp.MustCompile(`\n\s*\n+`).ReplaceAllString(text, "\n\n"))
}

// enterHer enters the film and the five reviews through the API, with every fact that the texts hold.
func enterHer(t *testing.T, s *testkit.Server, texts []string) {
	t.Helper()
	credits := []object{{"name": "Spike Jonze", "role": "director"}, {"name": "Spike Jonze", "role": "writer"}}
	for i, name := range strings.Split(between(t, texts[1], "Starring: ", "\n"), ", ") {
		credits = append(credits, object{"name": name, "role": "actor", "billing": i + 1})
	}
	s.Do(http.MethodPost, "/v1/films", object{
		"title": "Her", "year": 2013, "runtime_minutes": 126, "genres": strings.Split(between(t, texts[0], "Genres ", "\n"), ", "),
		"tagline": between(t, texts[0], "Tagline ", "\n"), "synopsis": between(t, texts[0], "story\n", "Live blog"), "credits": credits,
	}).Want(201, nil)
	for i := range texts {
		s.Do(http.MethodPost, "/v1/outlets", object{"name": "Blog " + strconv.Itoa(i+1)}).Want(201, nil)
	}
	s.Do(http.MethodPost, "/v1/critics", object{"name": "Dave Baker", "bio": between(t, texts[2], "About the Author", "Tagged:"), "outlets": []string{"blog-3"}}).Want(201, nil)
	s.Do(http.MethodPost, "/v1/critics", object{"name": "Mikey Clarke", "outlets": []string{"blog-4"}}).Want(201, nil)
	for i, review := range []object{
		{
			"title": "Her", "published": "2014-07-08", "body": between(t, texts[0], "\n\n\nThe concept", "Rating:"), "rating": object{"raw": between(t, texts[0], "Rating:", "\n")},
			"live_notes": liveNotes(t, between(t, texts[0], "Time Comment\n", "\n\n\n")), "previous": object{"title": "Non-Stop"}, "next": object{"title": "Delivery Man"},
		},
		{
			"excerpt": between(t, texts[1], "", "\n"), "body": between(t, texts[1], "Olivia Wilde", "My Rating"), "rating": object{"raw": between(t, texts[1], "My Rating", "2 thoughts")},
			"declared_comments": 2,
		},
		{
			"title": "Her (Film Review)", "body": between(t, texts[2], "Her (Film Review)", "Share and Enjoy"), "voices": []object{{"role": "author", "critic": "dave-baker"}},
			"categories": strings.Split(between(t, texts[2], "Posted in: ", "\n"), ", "), "declared_comments": 0,
		},
		{
			"body": between(t, texts[3], "", "See this film"), "voices": []object{{"role": "author", "critic": "mikey-clarke"}}, "venue": between(t, texts[3], "now at ", ". For"),
			"liked":  []object{{"title": "Robot and Frank"}, {"title": "Stranger than Fiction"}},
			"videos": []object{{"kind": "trailer", "site": "youtube", "key": regexp.MustCompile(`id=”(\w+)″`).FindStringSubmatch(texts[3])[1]}},
		},
		{
			"title": "At the movies: Her", "published": "2014-02-13", "body": lines(between(t, texts[4], "tags: ,", "27 Comments")), "declared_comments": 27,
			"voices": []object{{"role": "host", "name": "Host of Blog 5"}, {"role": "guest", "name": "Vance"}}, "comments": readerComments(t, between(t, texts[4], "leave one →", "Leave a Reply")),
		},
	} {
		review["film"], review["outlet"] = "her-2013", "blog-"+strconv.Itoa(i+1)
		s.Do(http.MethodPost, "/v1/reviews", review).Want(201, nil)
	}
}

func TestFiveRealReviewsGiveOneExplainedScore(t *testing.T) {
	texts := seedTexts(t)
	s := testkit.Start(t)
	enterHer(t, s, texts)
	var score struct {
		Mean, Spread, Score     float64
		Status                  string
		Reviews, Rated, Unrated int
		Contributions           []struct {
			Raw          *string
			Score        *float64
			Contribution *float64
			LeftOut      *string `json:"left_out"`
		}
	}
	answer := s.Get("/v1/films/her-2013/score?explain=true").Want(200, &score)
	if score.Mean != 70 || score.Score != 70 || score.Spread != 60 || score.Status != "provisional" || score.Reviews != 5 || score.Rated != 2 || score.Unrated != 3 {
		t.Errorf("score %s", answer.Body)
	}
	if len(score.Contributions) != 5 {
		t.Fatalf("%d lines of explanation: %s", len(score.Contributions), answer.Body)
	}
	sum, leftOut := 0.0, 0
	for _, c := range score.Contributions {
		if c.LeftOut != nil {
			leftOut++
			continue
		}
		sum += *c.Contribution
	}
	if sum != 70 || leftOut != 3 {
		t.Errorf("contributions sum to %v, %d left out", sum, leftOut)
	}
}

func TestEveryFactOfTheFiveTextsHasItsPlace(t *testing.T) {
	texts := seedTexts(t)
	s := testkit.Start(t)
	enterHer(t, s, texts)
	for path, facts := range map[string][]string{
		"/v1/films/her-2013?expand=credits":       {`"runtime_minutes":126`, `"Romance","Science Fiction","Drama"`, "A Spike Jonze love story", "Olivia Wilde", "unique entity in its own right"},
		"/v1/films/her-2013/live-notes?limit=100": {`"offset_seconds":205`, `"offset_seconds":6813`},
		"/v1/reviews?film=her-2013&expand=body":   {`"raw":"2/5"`, `"raw":"4/4 –`, "Non-Stop", "Delivery Man", "Showcase, Peterborough", "WzV6mXIOVl4", "Stranger than Fiction", "Cult Movies", "Vance", "Dave Baker", "Mikey Clarke"},
		"/v1/critics/dave-baker":                  {"wasteland that is Arizona"},
		"/v1/reviews/5/comments?limit=100":        {`"name":"lab1990"`, `"posted":"2014-02-26T16:32:00Z"`},
	} {
		body := string(s.Get(path).Want(200, nil).Body)
		for _, fact := range facts {
			if !strings.Contains(body, fact) {
				t.Errorf("%s does not tell %q", path, fact)
			}
		}
	}
	for path, count := range map[string]int{"/v1/films/her-2013/live-notes?limit=100": 21, "/v1/reviews/5/comments?limit=100": 27, "/v1/reviews?film=her-2013": 5, "/v1/films/her-2013?expand=credits": 9} {
		var list struct{ Items, Credits []any }
		s.Get(path).Want(200, &list)
		if n := len(list.Items) + len(list.Credits); n != count {
			t.Errorf("%s has %d, want %d", path, n, count)
		}
	}
}
