package extract

import (
	"regexp"
	"strings"
)

const (
	// postVerb opens a line that tells who wrote a post and when.
	postVerb = `(?:review(?:ed)?|written|posted|published|words|article|text|filed|submitted|added|story|created|escrito|publicado|publicada|postado|enviado|scritto|pubblicato|postato|publié|posté|rédigé|écrit|` +
		`geschrieben|veröffentlicht|verfasst|erstellt|gepostet|eingestellt|geschreven|geplaatst|gepubliceerd|skrivet|skrevet|publicerad|kritik|rezension|critique|crítica|reseña|resenha|recensione|recensie|opublikował)`
	byWord = `(?:by|von|par|por|di|da|door|av|af|przez)`
)

var (
	byline = regexp.MustCompile(`^(?i:(?:a |guest )?(?:film |movie )?` + postVerb + `?\s*` + byWord + `|autorin?:?|author:?|auteur:?|autore:?)[:\s]+(\p{Lu}[^|•·,\n(]{1,50}?)\s*(?:(?:[|•·,(]|\s(?i:on|am|le|el|for|in|at|um|à|às|alle|op|em|il)\s|\s[-–—]|\s\d).*)?$`)
	// datedByline has something between the verb and the name, mostly the date: "Published on 4 March by Ana Bell".
	datedByline = regexp.MustCompile(`^(?i:` + postVerb + `)(?:[^\pL\n|][^|\n]{0,50}?)?\s(?i:` + byWord + `)\s*:?\s+(\p{Lu}[^|•·,\n(]{1,50}?)\s*(?:(?:[|•·,(]|\s(?i:on|am|le|el|for|in|at|um|à|às|alle|op|em|il)\s|\s[-–—]|\s\d).*)?$`)
	// roleLine is a name with an office: "Ana Bell, Staff Writer".
	roleLine   = regexp.MustCompile(`^(?i:by |von |por |par |di )?(\p{Lu}[\pL'’.-]+(?: \p{Lu}[\pL'’.-]*){1,3})\s*[,|–—-]\s*[^,|]{0,40}?(?i:reporter|writer|editor|critic|reviewer|correspondent|contributor|columnist|redakteur(?:in)?|kritiker(?:in)?|rédact(?:eur|rice)|redactora?|redattore|redattrice|colaboradora?)$`)
	rightsLine = regexp.MustCompile(`^(?i:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}\s*,?\s*)?(\p{Lu}[\pL'’.-]+(?: \p{Lu}[\pL'’.-]*){1,2})\s*,?\s*(?:\d{4})?\s*(?i:(?:film |movie )?reviews?)?\.?$`)
	pieceSep   = regexp.MustCompile(`\s*[|•·/]\s*|\s+[-–—]\s+|,\s+`)
	byLead     = regexp.MustCompile(`^(?i:` + byWord + `|` + postVerb + `|\s)+\s`)
)

// pieceAuthor finds the name that stands beside the date in a line of pieces: "4 March 2019 | Ana Bell | 3 comments".
func pieceAuthor(text string) []int {
	dt, ok := findDate(text, nil)
	if !ok || len(dt.iso) < 7 || len(text) > 110 {
		return nil
	}
	for _, part := range [][2]int{{0, dt.start}, {min(dt.end, len(text)), len(text)}} {
		at := part[0]
		for _, piece := range pieceSep.Split(text[part[0]:part[1]], 12) {
			i := strings.Index(text[at:], piece)
			at += max(i, 0)
			name := strings.TrimSpace(piece)
			if lead := byLead.FindString(name); lead != "" {
				name = name[len(lead):]
			}
			name = strings.Trim(name, " ,:;–—-")
			if fullName(name) && !placeWords[strings.Fields(name)[0]] {
				s := at + strings.Index(text[at:], name)
				return []int{s, s + len(name), s, s + len(name)}
			}
			at += len(piece)
		}
	}
	return nil
}

// placeWords open names of places and outlets that stand beside dates.
var placeWords = wordSet("New San Los Las Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Saint St. North South West East Daily Radio")

// nameLine reads a name that is a line of its own beside the date or below a headline that says it is a review's, if the
// text does not go on to speak of that person.
func (r *reader) nameLine(main []int) {
	d := r.doc
	for n := 1; n < len(main) && n < 10; n++ {
		i := main[n]
		text := strings.TrimSpace(d.line(i))
		if len(text) > 40 || r.used[i] || d.lines[i].kind == lineHeading || !fullName(text) || strings.EqualFold(text, r.title) {
			continue
		}
		words := strings.Fields(text)
		if last := words[len(words)-1]; placeWords[words[0]] || mentions(r.prose(), last) > 0 || strings.HasSuffix(words[0], "'s") || strings.HasSuffix(words[0], "’s") || r.isDirector(text) {
			continue
		}
		conf := 0.0
		switch {
		case dateLine(d.line(main[n-1])), n+1 < len(main) && dateLine(d.line(main[n+1])):
			conf = 0.74
		case r.used[main[n-1]] && hasReviewWord.MatchString(d.line(main[n-1])):
			conf = 0.64
		}
		if conf > 0 {
			s, e := d.span(d.lines[i].start, d.lines[i].end)
			r.addAuthor(text, "author", "line", conf, s, e)
			r.used[i] = true
			return
		}
	}
}

func (r *reader) isDirector(name string) bool {
	best, ok := r.facts.best(fDirectors)
	if !ok {
		return false
	}
	for _, n := range best.list {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

func dateLine(text string) bool {
	dt, ok := findDate(text, nil)
	return ok && len(dt.iso) >= 7 && len(strings.TrimSpace(text))-(dt.end-dt.start) < 30
}

// rights reads the holder of the rights in a person's review when nobody else is named.
func (r *reader) rights(main []int) {
	if len(r.authors) > 0 {
		return
	}
	d := r.doc
	for _, i := range main[max(0, len(main)-6):] {
		text := strings.TrimSpace(d.line(i))
		if m := rightsLine.FindStringSubmatchIndex(text); m != nil && fullName(text[m[2]:m[3]]) {
			s, e := d.span(d.lines[i].start+m[2], d.lines[i].start+m[3])
			r.addAuthor(text[m[2]:m[3]], "author", "line", 0.6, s, e)
			return
		}
	}
}
