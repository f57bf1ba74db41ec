package extract

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// A page that reviews a book, an album or a game names no film, though it has a title, an author and a rating. What it reviews is told by names
// and topics of front matter, by its headline, or by how often its text speaks of each kind of thing.

// kindWords are the words that a text about each kind of thing has again and again.
var kindWords = map[string]string{
	"book": "book", "books": "book", "novel": "book", "novels": "book", "novella": "book", "chapter": "book", "chapters": "book", "paperback": "book", "hardcover": "book", "audiobook": "book", "memoir": "book", "prose": "book",
	"reader": "book", "readers": "book", "buch": "book", "buches": "book", "roman": "book", "livre": "book", "libro": "book", "livro": "book",
	"album": "album", "albums": "album", "song": "album", "songs": "album", "track": "album", "tracks": "album", "lyrics": "album", "vocals": "album", "guitars": "album", "guitar": "album", "lp": "album", "ep": "album", "single": "album", "band's": "album",
	"game": "game", "games": "game", "gameplay": "game", "gamer": "game", "gamers": "game", "playthrough": "game", "console": "game", "multiplayer": "game", "dlc": "game", "nintendo": "game", "playstation": "game", "xbox": "game", "gaming": "game", "spiel": "game", "spiele": "game", "spieler": "game", "jeu": "game", "juego": "game", "jogo": "game",
	"restaurant": "place", "restaurants": "place", "menu": "place", "dish": "place", "dishes": "place", "hotel": "place", "food": "place", "meal": "place",
}

// screenWords are the words of a text about a film or a series.
var screenWords = wordSet(`film films movie movies flick flicks cinema cinemas theater theaters theatre theatres director directors directed directing director's film's movie's actor actors actress actresses watch watched watching watches
 episode episodes season seasons series show shows cast casting acting acted screenplay script documentary dvd vhs screen screening scene scenes starring sequel remake filmmaker filmmakers filmmaking cinematography
 фильм фильма фильме фильмы кино kino regie regisseur schauspieler filme filmen réalisateur acteurs acteur réalisation película películas filmes diretor ator atores attori regista oscar oscars hollywood bollywood anime cartoon tv television`)

// topicKinds are the topics and types of front matter by the kind of thing that they file.
var topicKinds = map[string]string{
	"book": "book", "books": "book", "book-review": "book", "book-reviews": "book", "book review": "book", "book reviews": "book", "bookreview": "book", "bookreviews": "book", "reading": "book", "novel": "book", "novels": "book", "literature": "book", "libros": "book", "livres": "book", "bücher": "book",
	"album": "album", "albums": "album", "album-review": "album", "music": "album", "music-review": "album", "music review": "album", "musik": "album", "música": "album", "musique": "album",
	"game": "game", "games": "game", "gaming": "game", "game-review": "game", "game review": "game", "game reviews": "game", "video games": "game", "video-games": "game", "videogames": "game", "videogame": "game", "boardgames": "game", "board games": "game",
	"restaurant": "place", "restaurants": "place", "food": "place", "recipe": "place", "recipes": "place", "travel": "place",
}

// nameKinds are the names of front matter that only one kind of thing has.
var nameKinds = map[string]string{
	"isbn": "book", "isbn10": "book", "isbn13": "book", "book": "book", "book_title": "book", "book_author": "book", "bookauthor": "book", "pages": "book", "page_count": "book", "pagecount": "book", "num_pages": "book", "goodreads": "book", "goodreads_id": "book", "goodreads_url": "book", "publishyear": "book", "publish_year": "book",
	"artist": "album", "artists": "album", "album": "album", "band": "album",
	"game": "game", "game_title": "game", "developer": "game", "steam_id": "game",
}

// frontKind is what front matter says its page reviews, "" for a film or when it does not say.
func frontKind(entries []frontEntry) string {
	kind := ""
	for _, e := range entries {
		name := e.name[strings.LastIndexByte(e.name, '.')+1:]
		switch k := frontKey(e.name); {
		case k == kDirector || k == kBoth || strings.HasPrefix(name, "imdb") || strings.HasPrefix(name, "tmdb") || strings.HasPrefix(name, "letterboxd"):
			return ""
		case topicNames[name]:
			for _, topic := range append(splitList(e.value), e.list...) {
				low := strings.ToLower(strings.TrimSpace(topic))
				if filmTopic.MatchString(low) || screenWords[low] {
					return ""
				}
				kind = cmp.Or(kind, topicKinds[low])
			}
		case e.value != "" || len(e.list) > 0:
			kind = cmp.Or(kind, nameKinds[strings.ReplaceAll(name, "-", "_")])
		}
	}
	return kind
}

// fewWords is how often a text must speak of another kind of thing to be about it.
const fewWords = 4

// kindsOfText counts the words for other kinds of things in the text, and those for films.
func (r *reader) kindsOfText() (counts map[string]int, screen int) {
	counts = map[string]int{}
	for i := range r.doc.lines {
		if r.doc.lines[i].zone != zoneMain {
			continue
		}
		for w := range strings.FieldsFuncSeq(r.doc.line(i), func(c rune) bool { return !unicode.IsLetter(c) && c != '\'' && c != '’' }) {
			low := strings.ToLower(w)
			if screenWords[low] {
				screen++
			} else if k := kindWords[low]; k != "" {
				counts[k]++
			}
		}
	}
	return counts, screen
}

// otherKind is the kind of thing that the page reviews when it is no film, else "".
func (r *reader) otherKind() string {
	told := r.kind
	counts, screen := r.kindsOfText()
	if told != "" {
		if screen > 3 && screen > 2*counts[told] {
			return ""
		}
		return told
	}
	if r.filmPost || r.tellsOf(fDirectors, fIDs, fRuntime) {
		return ""
	}
	title, _ := r.facts.best(fTitle)
	for _, w := range strings.Fields(strings.ToLower(title.text)) {
		counts[kindWords[w]] = 0 // the title is what the text repeats
	}
	for _, k := range []string{"book", "album", "game", "place"} {
		if n := counts[k]; n >= fewWords && n >= 2*screen {
			return k
		}
	}
	if slices.ContainsFunc(r.facts.of(fHeadline), func(f fact) bool { return otherWork.MatchString(f.text) }) && screen < fewWords {
		return "book"
	}
	if r.microReview && screen == 0 && !r.tellsOf(fYear) {
		return "thing" // microformats, and reviews of an item without a type, are used for all that can be reviewed
	}
	return ""
}

// tellsOf reports whether the page has any of these fields.
func (r *reader) tellsOf(fields ...field) bool {
	return slices.ContainsFunc(r.facts.all, func(f fact) bool { return slices.Contains(fields, f.field) })
}
