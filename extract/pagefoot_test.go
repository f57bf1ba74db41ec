package extract

import (
	"fmt"
	"testing"
)

// TestYearsOfThePage holds that years of the page are none of the film: a headline that begins with one, the day of the post, the rights of the site.
func TestYearsOfThePage(t *testing.T) {
	for name, page := range map[string]string{
		"1984 - A Tale of Two Towns": `<section>20 May 2018 / #movie reviews</section><h1>1984 - A Tale of Two Towns - A Review</h1>` + orchardText,
		"Windfall":                   `<h1>Windfall Review: Pick it up</h1><div><span>Published · March 22, 2021</span> <span>By Ann Bell</span> <span>5 min read</span></div>` + orchardText,
		"Windfall Three":             `<h1>Windfall Three (film review)</h1><p>Copyright: 2022 The Tarn Post. All rights reserved.</p>` + orchardText,
		"Windfall Four":              `<h1>Windfall Four (film review)</h1>` + orchardText + `<footer><p>Copyright: 2022</p></footer>`,
		"Windfall Two":               `<h1>Windfall Two (film review)</h1>` + orchardText + `<footer><p>Copyright 2022 © The Tarn Post. All rights reserved.</p></footer>`,
	} {
		d := page2(t, `<title>`+name+`</title>`+page)
		equal(t, "title", d.Film.Title, name)
		if d.Film.Year != 0 {
			t.Errorf("%s: year %d", name, d.Film.Year)
		}
	}
	d := page2(t, `<h1>Windfall (film review)</h1><p>Copyright: 2022</p>`+orchardText)
	if d.Film.Year != 2022 {
		t.Errorf("a film's copyright: year %d", d.Film.Year)
	}
}

// TestAccounts holds that neither the name of the site nor the account of the head is an author beside a person.
func TestAccounts(t *testing.T) {
	authors := func(page string) (names string) {
		for _, a := range page2(t, page).Review.Authors {
			names += a.Name + ";"
		}
		return names
	}
	equal(t, "site", authors(`<a href="/"><span>Second Helpings</span></a><h1>Windfall: Review</h1><p>Mon 26 December 2022</p>`+orchardText), "")
	head := `<meta name="author" content="Tarnpost">`
	equal(t, "account beside a person", authors(head+`<h1>Windfall: Review</h1><p>Author: Ann</p>`+orchardText), "Ann;")
	critic := `<p><q>It drags.</q></p><p class="reviewer">Peg Orr<br>The Tarn Post</p>`
	equal(t, "critics quoted", authors(`<h1>Windfall (2019)</h1>`+critic+critic+critic+orchardText), "")
	equal(t, "account alone", authors(head+`<h1>Windfall: Review</h1>`+orchardText), "Tarnpost;")
}

// TestReviewsOfNothing holds that markup of reviews that leaves out of what they are names no film where nothing speaks of one.
func TestReviewsOfNothing(t *testing.T) {
	reviews := `<div itemscope itemtype="http://schema.org/Review"><p itemprop="reviewBody">%s</p><span itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating"><span itemprop="ratingValue">4</span></span></div>`
	thing := `<div itemscope itemtype="http://schema.org/Review"><p itemprop="itemReviewed" itemscope itemtype="http://schema.org/Thing"><b itemprop="name">Tarn Kettle</b></p><p itemprop="reviewBody">%s</p></div>`
	equal(t, "thing", page2(t, fmt.Sprintf(thing, "It boils fast and does not drip.")).Film.Title, "")
	equal(t, "thing in a film", page2(t, fmt.Sprintf(thing, "A film that boils fast.")).Film.Title, "Tarn Kettle")
	for text, want := range map[string]string{
		"We slept well under the roof and the children liked the garden with the goats.": "",
		"We liked this film with the goats in the garden, and the children did so too.":  "Tarn Cottage",
	} {
		d := page2(t, `<title>Tarn Cottage</title><h1>Tarn Cottage</h1>`+fmt.Sprintf(reviews, text))
		equal(t, text, d.Film.Title, want)
	}
}
