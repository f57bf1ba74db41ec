package exchange

import (
	"reflect"
	"strings"
	"testing"
)

func TestOPMLThereAndBack(t *testing.T) {
	const given = `<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Blogs"><outline text="Kino" title="Kino &amp; Caf` + "\xe9" + `" type="rss" xmlUrl=" https://kino.example/feed " htmlUrl="https://kino.example/"/>
<outline text="deeper"><outline text="Lantern" xmlUrl="https://lantern.example/feed"/></outline></outline>
<outline text="again" xmlUrl="https://kino.example/feed"/><outline text="no feed"/></body></opml>`
	want := []Subscription{{"Kino & Café", "https://kino.example/feed", "https://kino.example/"}, {"Lantern", "https://lantern.example/feed", ""}}
	got, err := ReadOPML(strings.NewReader(given))
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("%+v, %v", got, err)
	}
	var b strings.Builder
	if err := WriteOPML(&b, "Reelscore", got); err != nil {
		t.Fatal(err)
	}
	if again, err := ReadOPML(strings.NewReader(b.String())); err != nil || !reflect.DeepEqual(again, want) {
		t.Errorf("%+v, %v from %s", again, err, b.String())
	}
}

func TestWhatIsNoOPML(t *testing.T) {
	many := "<opml><body>" + strings.Repeat("<outline>", 20_000)
	for _, text := range []string{"", "feeds", "<rss></rss>", "<opml><body><outline", many} {
		if feeds, err := ReadOPML(strings.NewReader(text)); err == nil {
			t.Errorf("%.20q gave %v", text, feeds)
		}
	}
}
