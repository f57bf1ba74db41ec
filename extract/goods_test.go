package extract

import (
	"slices"
	"testing"
)

// TestGoodsAreNoFilms holds that a page that sells something names no film, and that a post about a film does although a plugin or
// its publisher left other things in the markup.
func TestGoodsAreNoFilms(t *testing.T) {
	const film = "Windfall"
	for name, c := range map[string]struct{ page, title string }{
		"shop": {`<html><head><meta property="og:title" content="Apple press"></head><body><div itemscope itemtype="http://schema.org/Product">
			<h1 itemprop="name">Apple press</h1><meta itemprop="sku" content="A-17"><div itemprop="aggregateRating" itemscope itemtype="http://schema.org/AggregateRating">
			<meta itemprop="ratingValue" content="4.1"><meta itemprop="ratingCount" content="31"></div></div></body></html>`, ""},
		"average of a place": {`<div class="hreview-aggregate"><div class="item vcard"><h3 class="fn org">The Orchard Inn</h3></div><p class="rating">
			<span class="average">8.1</span> out of <span class="best">10</span></p></div>`, ""},
		"plugin": {ld(`{"@type":"Product","name":"Windfall review","aggregateRating":{"ratingValue":"4","bestRating":"5","ratingCount":"3"}}`) +
			`<title>Windfall (2019) review</title>`, film},
		"post of a shop": {ld(`{"@graph":[{"@type":"BlogPosting","headline":"Windfall (2019) review"},{"@type":"Store","name":"Orchard Video","address":"12 High Street"}]}`), film},
		"publisher":      {ld(`{"@type":"Organization","name":"Orchard Films","address":"12 High Street"}`) + `<title>Windfall (2019) review</title>`, film},
	} {
		d, err := Page([]byte(c.page), "text/html", "")
		if err != nil {
			t.Fatal(err)
		}
		if d.Film.Title != c.title {
			t.Errorf("%s: the film is %q", name, d.Film.Title)
		}
		if warned := slices.ContainsFunc(d.Warnings, func(w Warning) bool { return w.Code == WarnNotFilm }); warned != (c.title == "") {
			t.Errorf("%s: warnings %+v", name, d.Warnings)
		}
	}
}
