package extract

import (
	"regexp"
	"strings"
	"unicode"
)

// Texts that stand where a title may stand and name a part of a page or of a site instead.
var (
	// partOfPage is a heading over a part of a review, or a label that lost its value.
	partOfPage = phraseSet(`rating|ratings|my rating|date|date of|year|year of movie|year of release|facts|plot|the plot|synopsis|handlung|inhalt|trama|argumento|sinopsis|comments|kommentare|commentaires|comentarios|
		category|categories|kategorien|catégories|tags|technical details|details|title|titel|titre|título|item reviewed|credits|besetzung|titel of the|add|share this|leave a reply|
		must see|a must see|must-see|most of the movie|recent posts|related posts|recent comments|search results|table of contents|contents|about me|about us|
		site map|privacy policy|contact us|sign in|subscribe|newsletter|no comments|read critic|reviews|movie reviews|homepage|navigation|read more|skip to content|main navigation|toggle navigation|main menu|log in|search|film reviews|filmkritiken|critiques|críticas|recensioni`)
	aboutSite = regexp.MustCompile(`(?i)^(?:about|how|why|über) (?:the|this|our|my|a|diese[rs]?)\b.*\b(?:site|website|blog|grades?|ratings?|scale|reviews?|works)\b`)
	archives  = regexp.MustCompile(`(?i)^(?:(?:monthly|daily|yearly|category|author|tag) )?archives?(?:$|[ :–-])|\barchives?:|^(?:monats|jahres)?archive?\b|[- ]archiv$|/archive$|^backfill\b`)
	listBy    = regexp.MustCompile(`(?i)^(?:(?:new|selected|recent|latest|more|other|all|our|my) (?:film |movie )?reviews?$|(?:kritiken|kritik|reviews|críticas|criticas|critiques|recensioni|posts|beiträge|opiniones|resenhas|отзывы|рецензии) (?:von|de|by|di|da|du|por|ordenad[oa]s|par)\b)`)
	someUser  = regexp.MustCompile(`(?i)^(?:anonymer|anonymous|registrierter|registered|guest) (?:user|nutzer|benutzer|reviewer)$`)
	// loneWords begin sentences; in prose they are titles only in quotes, where no capital is needed to see them.
	loneWords = wordSet("this that it what nevertheless however over overall also but and so then there here they these those why when where")
)

// phraseSet is a set of phrases in lower case, between bars.
func phraseSet(s string) map[string]bool {
	out := map[string]bool{}
	for p := range strings.SplitSeq(s, "|") {
		out[strings.TrimSpace(p)] = true
	}
	return out
}

// noTitle reports whether a text that stands where a title may stand is surely none. source is where it was found.
func noTitle(text, source string) bool {
	bare := strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if bare == "" || source == "json-ld" || source == "microdata" {
		return false
	}
	switch firstRune(text) {
	case '©', ':', '`':
		return true
	}
	if strings.Contains(text, "](") || strings.Contains(text, "://") || strings.Contains(text, "{#") {
		return true
	}
	low := strings.ToLower(bare)
	return partOfPage[low] || source == "prose" && loneWords[low] ||
		aboutSite.MatchString(bare) || archives.MatchString(bare) || listBy.MatchString(bare) || someUser.MatchString(bare)
}
