package extract

import (
	"regexp"
	"strconv"
	"strings"
)

// tableaux of lines that are no part of a review, in lower case.
var (
	// skipLines stand alone and open nothing.
	skipLines = []string{"skip to content", "skip to main content", "skip to navigation", "menu", "home", "share", "tweet", "print", "email", "subscribe", "search",
		"advertisement", "connecting to %s", "%d bloggers like this:", "loading...", "see all", "read more", "continue reading", "like this:", "click to share", "back to top"}
	// tailLines open the part of a page behind its article; nothing after it is review.
	tailLines = []string{"leave a reply", "leave a comment", "post a comment", "add a comment", "write a comment", "recent posts", "related posts", "related articles",
		"related reviews", "related", "you may also like", "you might also like", "more reviews", "latest reviews", "other reviews", "recent reviews", "more from", "popular posts",
		"cancel reply", "submit a comment", "fill in your details below", "archives", "blogroll", "kommentar verfassen", "schreibe einen kommentar", "laisser un commentaire",
		"deja un comentario", "deixe um comentário", "lascia un commento", "ähnliche beiträge", "articles similaires", "entradas relacionadas", "posts relacionados", "newsletter",
		"comments", "comentarios", "comentários", "kommentare", "commentaires", "commenti", "reacties", "non ci sono commenti", "no comments", "keine kommentare", "recently viewed"}
	// shareLines open a list of share buttons.
	shareLines = []string{"share and enjoy", "share this", "share this:", "share on", "share:", "spread the word", "teilen", "teilen mit", "partager", "compartir", "compartilhe", "condividi"}
	// bioLines open the note on the author.
	bioLines = []string{"about the author", "about the reviewer", "about the critic", "über den autor", "über die autorin", "à propos de l'auteur", "sobre el autor", "sobre o autor", "sull'autore", "about author"}
)

var (
	commentCount = regexp.MustCompile(`(?i)^\W*(\d{1,5}|no|one|zero|keine?|aucun|sin|nessun|sem)\s+(?:user |reader )?(?:comments?|thoughts?\s+on|responses?|replies|reply|kommentare?|commentaires?|comentarios?|comentários?|commenti|commento|reacties?|komentarze|评论|条评论)(?:\W|$)`)
	countBehind  = regexp.MustCompile(`(?i)^\W*(?:comments?|responses|replies|kommentare|commentaires|comentarios|comentários|commenti)\s*[:(]\s*(\d{1,5})\)?\W*$`)
	thoughtsOn   = guarded{regexp.MustCompile(`(?i)(?:thoughts?|responses?|comments?|repl(?:y|ies)|kommentare?|pensamientos?|commentaires?|antworten)\s+(?:on|to|zu|sur|en|em|su)\s*[:：]?\s*["“„«‘']([^"”“»’]{1,120}?)(?:["”“»’]|$)`),
		[]string{"thought", "respon", "comment", "repl", "kommentar", "pensamiento", "antwort"}}
	previousNext = regexp.MustCompile(`(?i)^(?:[←«‹<]+\s*(?:previous|prev|older|zurück|vorheriger|précédent|anterior|precedente)?(?:\s+(?:post|review|article|film|movie|entry))?\s*:?|(previous|prev)(?:\s+(?:post|review|article|film|movie|entry))?\s*[:←«]?)\s+(\S.{0,150})$`)
	nextOnly     = regexp.MustCompile(`(?i)^(?:next|nächster|suivant|siguiente|próximo|successivo)(?:\s+(?:post|review|article|film|movie|entry))?\s*[:→»›>]+\s*(\S.{0,150})$|^(\S.{0,150}?)\s*[→»›]$`)
)

// declaredComments reads the count that a comment heading states.
func declaredComments(s string) (n int, ok bool) {
	if len(s) > 160 {
		return 0, false
	}
	m := commentCount.FindStringSubmatch(s)
	if m == nil {
		if m = countBehind.FindStringSubmatch(s); m == nil {
			return 0, false
		}
	}
	n, err := strconv.Atoi(m[1])
	switch {
	case err == nil:
		return n, true
	case strings.EqualFold(m[1], "one"):
		return 1, true
	}
	return 0, true
}

// zoneText marks the zones of a document whose markup tells none: comments, bio, share buttons, and what follows the
// article. The first third of the page can only be skipped line by line: a review stands somewhere.
func zoneText(d *document) {
	state, prose := zoneMain, false
	for i := range d.lines {
		ln := &d.lines[i]
		text := d.line(i)
		lower := strings.ToLower(text[:min(len(text), 120)])
		_, counted := declaredComments(text)
		prose = prose || ln.zone == zoneMain && len(text) > 2*proseLine
		switch {
		case d.structured && ln.zone == zoneFurniture && !prose:
			// an entry of a menu, "Archives" or "Comments", closes nothing
		case counted && i > 0 && (prose || d.structured):
			state = zoneComments
			ln.zone = zoneFurniture
			continue
		case matchesLine(lower, tailLines) && i > 1:
			state = zoneFurniture
		case matchesLine(lower, bioLines) && i > 2:
			state = zoneFurniture
		case matchesLine(lower, shareLines):
			state = shareEnd(d, i)
			ln.zone = zoneFurniture
			continue
		case matchesLine(lower, skipLines):
			ln.zone = zoneFurniture
			continue
		}
		if ln.zone == zoneMain {
			ln.zone = state
		}
	}
}

// shareEnd marks the list below a share heading and returns the state after it.
func shareEnd(d *document, i int) zone {
	for n := i + 1; n < len(d.lines) && d.lines[n].kind == lineItem; n++ {
		d.lines[n].zone = zoneFurniture
	}
	return zoneMain
}

// matchesLine reports whether a short line is one of a list, whatever marks stand around it.
func matchesLine(lower string, list []string) bool {
	lower = strings.Trim(lower, " \u00a0:.!→←»«#*_-")
	for _, t := range list {
		if lower == strings.TrimSuffix(t, ":") || strings.HasPrefix(lower, t+" ") && len(lower) < len(t)+30 && len(t) > 12 {
			return true
		}
	}
	return false
}
