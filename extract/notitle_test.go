package extract

import "testing"

func TestPartsOfAPageAreNoTitles(t *testing.T) {
	for _, text := range []string{"Rating", "📝 Plot", "© Lou Marr", ":category", "Monthly Archives: May 2011", "Reviews by Lou Marr", "How this blog works", "Must see!", "Orchard-Archiv",
		"[Windfall](https://example.org/windfall)", "Anonymous user", "Latest reviews", "Year of Release"} {
		if !noTitle(text, "heading") {
			t.Errorf("%q may be a title", text)
		}
	}
	for _, text := range []string{"Windfall", "It", "Home", "Archive", "The Archives of Night", "About Schmidt", "How to Prune a Tree", "The Rating Game", "Year of the Dragon", "!?", "(500) Days", "Reviews"} {
		source := "heading"
		if got, want := noTitle(text, source), text == "Archive" || text == "Reviews"; got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if !noTitle("It", "prose") || noTitle("Reviews", "json-ld") {
		t.Error("the source does not count")
	}
}

// TestTheNextBestTitleIsTaken holds that a heading over a part of the review does not hide the title.
func TestTheNextBestTitleIsTaken(t *testing.T) {
	d, err := Page([]byte("---\ntitle: \"Windfall\"\nrating: 4\n---\n\n### Rating ⭐⭐⭐⭐\n\nThe orchard is worth the ticket.\n"), "text/markdown", "")
	if err != nil || d.Film.Title != "Windfall" {
		t.Errorf("%q, %v", d.Film.Title, err)
	}
}
