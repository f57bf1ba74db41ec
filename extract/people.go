package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	nameSeparators = regexp.MustCompile(`\s*(?:[,;|•·、，/]|\s&\s|\s+(?:and|und|et|y|e|en|och|og)\s+)\s*`)
	nameNote       = regexp.MustCompile(`\s*[(\[（][^()\[\]]*[)\]）]`)
	nameRole       = regexp.MustCompile(`(?i)\s+(?:as|als|como|dans le rôle de)\s+.*$`)
	genreSep       = regexp.MustCompile(`\s*(?:[,;|•·、，/]|\s&\s|\s+(?:and|und|et|y)\s+)\s*`)
)

// nameParticles are words of names that are written small.
var nameParticles = map[string]bool{"de": true, "da": true, "di": true, "du": true, "del": true, "della": true, "der": true, "den": true, "van": true,
	"von": true, "la": true, "le": true, "el": true, "al": true, "bin": true, "ibn": true, "y": true, "e": true, "dos": true, "das": true, "ter": true, "zu": true, "the": true}

// splitNames splits a list of people. Elements that cannot be names are left out.
func splitNames(s string) []string {
	if len(s) > 2000 {
		s = s[:2000]
	}
	s = nameNote.ReplaceAllString(s, "")
	s = strings.ReplaceAll(s, "...", "")
	var out []string
	seen := map[string]bool{}
	for _, p := range nameSeparators.Split(s, 200) {
		p = strings.Trim(nameRole.ReplaceAllString(p, ""), " \t\u00a0*_.:–—-'\"…")
		p = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(p, "and "), "by "))
		if initials := strings.HasSuffix(p, " Jr") || strings.HasSuffix(p, " Sr"); initials {
			p += "."
		}
		if looksLikeName(p) && !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	return out
}

// looksLikeName reports whether a text can be the name of a person: one to six words that begin with a capital, or a
// short run of letters of a script without capitals.
func looksLikeName(s string) bool {
	if s == "" || len(s) > 70 || strings.ContainsAny(s, "!?<>{}=@#%\n\"“”") {
		return false
	}
	words := strings.Fields(s)
	if len(words) > 6 {
		return false
	}
	capital := false
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "'’(.-"))
		switch {
		case unicode.IsUpper(r), unicode.Is(unicode.Lo, r):
			capital = true
		case unicode.IsDigit(r) && i > 0:
		case i > 0 && nameParticles[strings.ToLower(w)], i == 0 && len(words) > 1 && nameParticles[w]:
		default:
			return false
		}
	}
	return capital
}

// fullName reports whether a text looks like a first and last name, nothing else.
func fullName(s string) bool {
	n := len(strings.Fields(s))
	if n < 2 || n > 4 || !looksLikeName(s) || strings.ContainsAny(s, ",:;0123456789/()&") {
		return false
	}
	words := strings.Fields(s)
	if nameParticles[words[n-1]] {
		return false
	}
	for _, w := range words {
		if commonWords[strings.ToLower(w)] {
			return false
		}
		if len(w) > 3 && strings.ToUpper(w) == w {
			return false
		}
	}
	return true
}

// splitGenres splits a list of genres, which are kept as written.
func splitGenres(s string) []string {
	if len(s) > 300 {
		s = s[:300]
	}
	var out []string
	for _, p := range genreSep.Split(s, 20) {
		p = strings.Trim(p, " \t\u00a0.*_#\"'")
		if p != "" && utf8.RuneCountInString(p) <= 40 && len(strings.Fields(p)) <= 4 {
			out = append(out, p)
		}
	}
	return out
}

// splitList splits tags and categories at commas, or at hash marks.
func splitList(s string) []string {
	if strings.Count(s, "#") > 1 && !strings.Contains(s, ",") {
		s = strings.ReplaceAll(s, "#", ",")
	}
	s = strings.Trim(strings.TrimSpace(s), "[]")
	var out []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool {
		return r == ',' || r == ';' || r == '|' || r == '、' || r == '，' || r == '•' || r == '·'
	}) {
		p = strings.Trim(p, " \t\u00a0\"'#.[]")
		if p != "" && utf8.RuneCountInString(p) <= 80 {
			out = append(out, p)
		}
		if len(out) == 100 {
			break
		}
	}
	return out
}

// commonWords are capitalised words of headings and lines that are no names of people.
var commonWords = map[string]bool{"the": true, "a": true, "an": true, "movie": true, "film": true, "review": true, "reviews": true, "posts": true, "recent": true,
	"read": true, "more": true, "share": true, "leave": true, "reply": true, "comments": true, "comment": true, "my": true, "your": true, "our": true, "final": true, "verdict": true,
	"rating": true, "score": true, "overall": true, "this": true, "that": true, "it": true, "in": true, "on": true, "at": true, "for": true, "with": true, "not": true, "no": true,
	"recommended": true, "highly": true, "see": true, "all": true, "about": true, "contact": true, "home": true, "search": true, "menu": true, "next": true, "previous": true,
	"related": true, "popular": true, "latest": true, "news": true, "trailer": true, "watch": true, "good": true, "bad": true, "great": true, "best": true, "worst": true, "end": true,
	"spoiler": true, "spoilers": true, "alert": true, "warning": true, "bottom": true, "line": true, "is": true, "was": true, "very": true, "thumbs": true, "up": true, "down": true,
	"stars": true, "star": true, "out": true, "of": true, "to": true, "and": true, "or": true, "grade": true, "skip": true, "blu-ray": true, "dvd": true, "plot": true, "cast": true,
	"summary": true, "conclusion": true, "synopsis": true, "introduction": true, "i": true, "you": true, "he": true, "she": true, "we": true, "they": true, "what": true, "how": true, "why": true,
	"thanks": true, "commenta": true, "rispondi": true, "condividi": true, "teilen": true, "partager": true, "compartir": true, "comentar": true, "antworten": true, "responder": true,
	"weiterlesen": true, "leggi": true, "permalink": true, "enjoy": true, "part": true, "chapter": true, "show": true, "times": true, "pros": true, "cons": true, "well": true, "done": true, "must": true, "avoid": true,
	"pictures": true, "studios": true, "entertainment": true, "academy": true, "awards": true, "festival": true, "university": true, "street": true, "city": true, "county": true}

// companyPiece is what stands behind the director in a line of film data: the company, the certificate, the length.
var companyPiece = regexp.MustCompile(`(?i)[,|·•/]\s*(?:[^,|·•/]*\b(?:films?|pictures|studios?|entertainment|distribution|productions|releasing|media)\b|rated\b|\d{2,3} ?min|cert\b).*$`)

func peopleOnly(s string) string { return companyPiece.ReplaceAllString(s, "") }
