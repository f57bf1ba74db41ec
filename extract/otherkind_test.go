package extract

import (
	"slices"
	"testing"
)

// TestOtherKindsOfThingsNameNoFilm holds that a page about a book, an album or a game names no film, and that one about a film that speaks of
// them does.
func TestOtherKindsOfThingsNameNoFilm(t *testing.T) {
	for name, c := range map[string]struct{ page, title string }{
		"album by its names":    {"---\ntitle: \"Orchard Nights\"\nartist: The Gannets\nrating: 8\n---\n\nTen quiet pieces, and not one too many.\n", ""},
		"album with its length": {"---\ntitle: \"Orchard Nights\"\nartist: The Gannets\nruntime: 41 min\n---\n\nTen quiet pieces, and not one too many.\n", ""},
		"book by its tags":      {"---\ntitle: Orchard Nights\ntags: [book, review]\n---\n\nThe farmer is a person one wants to meet.\n", ""},
		"book by its number":    {"---\ntitle: Orchard Nights\nisbn: 9780000000002\nrating: 3\n---\n\nThe farmer is a person one wants to meet.\n", ""},
		"game by its words":     {"---\ntitle: Orchard Nights\n---\n\nThis game is hard. I play games for the story, and the gameplay of this game is slow. I finished the game twice.\n", ""},
		"microformats":          {"<div class=\"h-review\"><a class=\"p-item h-item\">The Orchard Inn</a> <span class=\"p-rating\">4</span> out of 5 stars</div>", ""},
		"film in microformats":  {"<div class=\"h-review\"><a class=\"p-item h-item\">Orchard Nights</a> <span class=\"p-rating\">4</span> out of 5 stars <p>A movie to see twice.</p></div>", "Orchard Nights"},
		"film with an artist":   {"---\ntitle: Orchard Nights\nartist: The Gannets\n---\n\nI watched this film twice. The director films each scene in one take, the cast is small, and the screenplay is better than most movies have.\n", "Orchard Nights"},
		"film of a book":        {"---\ntitle: Orchard Nights\ntags: [books, movies]\n---\n\nThe book was long, the book was dull, and no other book or novel needed a film more. The movie is short.\n", "Orchard Nights"},
		"film with a director":  {"---\ntitle: Orchard Nights\ndirector: Ann Bell\npages: 3\n---\n\nA game of chess, a game of cards and a game of dice: games all the way, and no game is won.\n", "Orchard Nights"},
		"film about a game":     {"Orchard Game (2019) review\n\nIn this game the farmer is the prey, and the game, like each game, has rules. The games end at dawn.\n\nDirector: Ann Bell\n", "Orchard Game"},
		"post about a film":     {"---\ntitle: Orchard Nights\n---\n\nI watched Gannet first. This movie is another kind of film: the scenes are slow, the cast is small, and nobody is in a hurry in any scene of it.\n", "Orchard Nights"},
		"post about its grades": {"---\ntitle: How I Grade\n---\n\nA movie that I watched to its end has two stars, a film that I watch again has four, and the cast never counts.\n", ""},
	} {
		d, err := Page([]byte(c.page), "", "")
		if err != nil {
			t.Fatal(err)
		}
		if d.Film.Title != c.title {
			t.Errorf("%s: the film is %q, want %q", name, d.Film.Title, c.title)
		}
		warned := slices.ContainsFunc(d.Warnings, func(w Warning) bool { return w.Code == WarnNotFilm })
		if c.title != "" && warned {
			t.Errorf("%s: warnings %+v", name, d.Warnings)
		}
	}
}

// TestRulesAcrossThePageAreNoStars holds that the asterisks by which Markdown parts a post from its comments rate nothing, but those behind a
// label do.
func TestRulesAcrossThePageAreNoStars(t *testing.T) {
	const post = "# Windfall\n\nThe orchard is worth the ticket, and so is the dog.\n\n"
	for tail, want := range map[string]string{"* * *\n\n### 3 Comments\n\nI liked the dog.\n": "", "***\n\nAnother text.\n": "", "Rating:\n\n***\n": "***", "**½\n": "**½"} {
		d, err := Page([]byte(post+tail), "text/markdown", "")
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if d.Review.Rating != nil {
			got = d.Review.Rating.Raw
		}
		if got != want {
			t.Errorf("%q: %q, want %q", tail, got, want)
		}
	}
}
