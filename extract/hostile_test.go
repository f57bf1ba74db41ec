package extract

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// hostile are inputs that must be answered in time, with a Draft or with a clear error.
func hostile() map[string]string {
	const n = 1 << 14
	deepJSON := `<script type="application/ld+json">` + strings.Repeat(`{"review":`, n/10) + `1` + strings.Repeat(`}`, n/10) + `</script>`
	return map[string]string{
		"open tags":            strings.Repeat("<b>", 20_000) + "4/5",
		"open blocks":          strings.Repeat("<div>", 20_000) + "4/5",
		"end tags":             strings.Repeat("<div><i>", 300) + strings.Repeat("</p></i>", 20_000),
		"one line":             strings.Repeat("it is 3/5 and ", n/14),
		"one word":             strings.Repeat("a", n),
		"stars":                strings.Repeat("★", n/3),
		"asterisks":            strings.Repeat("*", n),
		"spaced asterisks":     strings.Repeat("* ", n/2),
		"digits":               strings.Repeat("7/", n/2),
		"colons":               strings.Repeat("rating:", n/7),
		"quotes":               strings.Repeat(`"A `, n/3),
		"capitals":             strings.Repeat("The Of Her ", n/11),
		"names":                strings.Repeat("Ann Bell, ", n/10),
		"brackets":             strings.Repeat("([{", n/3),
		"entities":             "<p>" + strings.Repeat("&amp;&#9733;&", n/13),
		"open entity":          "<p>" + strings.Repeat("&a", n/2),
		"comments":             strings.Repeat("1. x\n", n/5),
		"short lines":          strings.Repeat("Her\n\n", n/5),
		"labels":               strings.Repeat("Director: Ann Bell\n", n/19),
		"time codes":           strings.Repeat("1:02:03 gull\n", n/13),
		"deep JSON":            deepJSON,
		"wide JSON":            `<script type="application/ld+json">[` + strings.Repeat(`{"@type":"Review","reviewRating":5},`, 5000) + `1]</script>`,
		"many scripts":         strings.Repeat(`<script type="application/ld+json">{}</script>`, 5000),
		"JSON references":      `<script type="application/ld+json">{"@graph":[{"@id":"a","@type":"Review","author":[{"@id":"a"},{"@id":"b"}]},{"@id":"b","@type":"Review","author":[{"@id":"a"},{"@id":"b"}]}]}</script>`,
		"nested microdata":     strings.Repeat(`<div itemscope itemprop="review" itemtype="http://schema.org/Review">`, 20_000),
		"microdata properties": `<div itemscope itemtype="http://schema.org/Review">` + strings.Repeat(`<i itemprop="author">`, 20_000) + strings.Repeat("x", 10_000),
		"nested hreview":       strings.Repeat(`<div class="hreview"><span class="item">`, 20_000),
		"widgets":              strings.Repeat(`<div class="rating"><i class="fa fa-star">`, 20_000),
		"tables":               strings.Repeat(`<table><tr><td>`, 30_000),
		"laughs":               `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rss><channel><item><title>&c;</title><description>&c;&c;</description></item></channel></rss>`,
		"deep XML":             "<rss><channel><item>" + strings.Repeat("<a>", 20_000),
		"many items":           "<rss><channel>" + strings.Repeat("<item><title>Review: Her</title><description>4/5</description></item>", 3000) + "</channel></rss>",
		"front matter":         "---\n" + strings.Repeat("a: b\n", 10_000) + "---\n" + strings.Repeat("[a](b) ![c](d) ", 20_000),
		"open front matter":    "---\n" + strings.Repeat("rating: 4\n", 50_000),
		"invalid bytes":        strings.Repeat("Her \xff\xfe\xc3 4/5 ", n/14),
		"broken UTF-16":        "\xff\xfe" + strings.Repeat("\x00\xd8", 10_000),
		"attributes":           "<div " + strings.Repeat(`class="rating" `, 20_000) + ">4/5</div>",
		"long attribute":       `<div class="` + strings.Repeat("rating ", 50_000) + `">4/5</div>`,
		"long lead":            strings.Repeat("W", 2000) + ": x 4/5\n" + strings.Repeat("Xyz: a film 3/5\n", 5000),
		"previous":             strings.Repeat("← Previous Her Next → Him\n", 20_000),
		"years":                strings.Repeat("(2013) ", n/7),
		"dates":                strings.Repeat("3 May 2013\n", n/11),
	}
}

// hostileTime is how long a hostile megabyte may take; far more than it does, because machines differ.
const hostileTime = 30 * time.Second

func TestHostile(t *testing.T) {
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			for _, kind := range []string{"", "html"} {
				start := time.Now()
				d, err := Page([]byte(text), kind, "")
				if took := time.Since(start); took > hostileTime {
					t.Errorf("%q took %v", kind, took)
				}
				if err != nil {
					if !errors.Is(err, ErrTooMany) && !errors.Is(err, ErrTooLarge) && !errors.Is(err, ErrBinary) && !errors.Is(err, ErrEmpty) {
						t.Errorf("%q: unexpected error %v", kind, err)
					}
					continue
				}
				checkEvidence(t, []byte(text), d)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	lim := DefaultLimits()
	lim.Bytes = 10
	if _, err := PageWithin([]byte("longer than ten bytes"), "", "", lim); !errors.Is(err, ErrTooLarge) {
		t.Errorf("size: %v", err)
	}
	lim = DefaultLimits()
	lim.Nodes = 5
	if _, err := PageWithin([]byte(strings.Repeat("<p>x</p>", 10)), "html", "", lim); !errors.Is(err, ErrTooMany) {
		t.Errorf("nodes: %v", err)
	}
	for _, c := range []struct {
		text, kind string
		want       error
	}{{"", "", ErrEmpty}, {" \n\t", "text", ErrEmpty}, {"x", "pdf", ErrKind}, {"\x00\x01\x02\x03\x04\x05", "", ErrBinary}} {
		if _, err := Page([]byte(c.text), c.kind, ""); !errors.Is(err, c.want) {
			t.Errorf("%q %q: %v, want %v", c.text, c.kind, err, c.want)
		}
	}
}

func TestEntitiesAreNotExpanded(t *testing.T) {
	d, err := Page([]byte(hostile()["laughs"]), "", "")
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Review.Title) > 20 {
		t.Errorf("title %q", d.Review.Title)
	}
}

func TestEncodings(t *testing.T) {
	for name, text := range map[string]string{
		"declared latin 1":  "<html><head><meta charset=\"iso-8859-1\"><title>Caf\xe9 Review</title></head><body><p>Rating: 3/5</p></body></html>",
		"undeclared":        "Caf\xe9 (Film Review)\n\nDer Kaffee war hei\xdf, der Film nicht. Und die Musik war gut.\n\nRating: 3/5\n",
		"wrongly declared":  "<html><head><meta charset=\"iso-8859-1\"><title>Café Review</title></head><body><p>Rating: 3/5</p></body></html>",
		"byte order mark":   "\xef\xbb\xbfCafé (Film Review)\n\nRating: 3/5\n",
		"UTF-16":            utf16("Café (Film Review)\n\nRating: 3/5\n"),
		"some bytes broken": "Café (Film Review)\n\nétait très bon, déjà vu là-bas \xff \n\nRating: 3/5\n",
	} {
		d, err := Page([]byte(text), "", "")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		equal(t, name+" title", d.Film.Title, "Café")
		e := d.Evidence["/review/rating"]
		equal(t, name+" evidence", strings.ReplaceAll(text[e.Start:e.End], "\x00", ""), "3/5")
	}
}

// TestHalfCharacters: a range must not end inside a character, nor outside the input in another encoding.
func TestHalfCharacters(t *testing.T) {
	for _, in := range [][]byte{[]byte("-" + strings.Repeat("\xf6", 161)), []byte("-" + strings.Repeat("ö", 600)), []byte("1" + strings.Repeat("\xd1", 500)), []byte("\xfe\xff\x00\xffR")} {
		d, err := Page(in, "", "")
		if err != nil {
			t.Fatal(err)
		}
		checkEvidence(t, in, d)
	}
}

// TestEmptyTail: marks alone behind the joint of a headline were searched for without end.
func TestEmptyTail(t *testing.T) {
	if _, err := Page([]byte("eviw – 82 0\n"+opening+"Characters: 9/10 - dear\nChaetting: .\n\nS"), "text", ""); err != nil {
		t.Fatal(err)
	}
	equal(t, "mentions of nothing", mentions("Stubble", ""), 0)
}

func utf16(s string) string {
	var b strings.Builder
	b.WriteString("\xff\xfe")
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

// samplePages are the pages of the benchmarks: a plain one and one of HTML, about as long as reviews are.
func samplePages() map[string][]byte {
	text := opening + strings.Repeat(middle, 30) + "Rating: 3/5\n"
	html := `<html lang="en"><head><title>Windfall Review</title></head><body><nav>` + strings.Repeat(`<a href="/x">x</a>`, 50) + `</nav><article><h1>Windfall</h1>` +
		strings.Repeat("<p>"+strings.TrimSpace(middle)+" <a href='/y'>more</a> &amp; <em>so on</em>.</p>\n", 60) + `<p>Rating: 3/5</p></article></body></html>`
	return map[string][]byte{"text": []byte(text), "html": []byte(html)}
}

func BenchmarkPage(b *testing.B) {
	for name, page := range samplePages() {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Page(page, name, ""); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
		})
	}
}

// BenchmarkLargest reads pages of the greatest size and reports the heap that one needs at its peak.
func BenchmarkLargest(b *testing.B) {
	for name, page := range samplePages() {
		big := bytes.Repeat(page, DefaultLimits().Bytes/len(page))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(big)))
			peak := uint64(0)
			for b.Loop() {
				done := make(chan uint64)
				stop := make(chan struct{})
				go watchHeap(stop, done)
				if _, err := Page(big, name, ""); err != nil && !errors.Is(err, ErrTooMany) {
					b.Fatal(err)
				}
				close(stop)
				peak = max(peak, <-done)
			}
			b.ReportMetric(float64(peak)/(1<<20), "peak-MiB")
		})
	}
}

func watchHeap(stop chan struct{}, done chan uint64) {
	peak := uint64(0)
	var m runtime.MemStats
	for {
		runtime.ReadMemStats(&m)
		peak = max(peak, m.HeapAlloc)
		select {
		case <-stop:
			done <- peak
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func ExamplePage() {
	d, err := Page([]byte("Windfall (Film Review)\n\nAn orchard, a dog, and nothing else.\n\nRating: 3/5 - bring a coat\n"), "text/plain", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Film.Title, d.Review.Rating.Text, d.Review.Blurb, d.Evidence["/review/rating"])
	// Output: Windfall 3/5 bring a coat {label 0.94 70 73}
}

// TestSameTwice reads a page on which two titles start at one place with equal points: each reading picks the same.
func TestSameTwice(t *testing.T) {
	in := []byte("\"ad<itle>Windfall Review - Orchard Filmeta property=\"og:title\" content=\"Windfall (2019) Review\"><meta name=\"author\" content=\"\xff\xffu Marr\"><meta property=\"\x00\x80\x00\x00cle:published_time\" content=\"2019-05-06T01:02:03+00")
	first, err := Page(in, "", "")
	if err != nil {
		t.Fatal(err)
	}
	for range 40 {
		if d, err := Page(in, "", ""); err != nil || d.Film.Title != first.Film.Title {
			t.Fatalf("%q, then %q %v", first.Film.Title, d.Film.Title, err)
		}
	}
}

// TestConfidence reads a page whose headline is hardly believed: a claim of which nothing is left is none.
func TestConfidence(t *testing.T) {
	in := []byte(".org/2005/A\x90om\"><ti\x80le>Orchard</titlE>\xb1<entry><title>Review: Windfall</ti\x7f\x00\x00\x00<author><name>Lou thor><nMarr</name></author><published>2019-05-06T00:00:00Z</")
	d, err := Page(in, "html", "")
	if err != nil {
		t.Fatal(err)
	}
	for name, e := range d.Evidence {
		if e.Confidence <= 0 || e.Confidence > 1 {
			t.Errorf("%s: %+v", name, e)
		}
	}
}
