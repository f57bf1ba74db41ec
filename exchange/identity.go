package exchange

import (
	"cmp"
	"encoding/binary"
	"hash/maphash"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"reelscore/rating"
)

// appendIdentity writes what tells which review a row is of, so that reading it again changes the review and does not double it.
// It does not depend on the place of the row in its file. It is made of the source and its id where the row has one, else of the
// authors, the film, the outlet and the date. Names are compared without regard to case and spaces; a film by its outside ids,
// else by slug, else by title and year.
func (r *Review) appendIdentity(b []byte) []byte {
	if r.SourceID != "" {
		return part(b, "source", r.Source, r.SourceID)
	}
	b = r.partAuthors(b)
	f := &r.Film
	switch {
	case len(f.ExternalIDs) > 0:
		b = partIDs(b, f.ExternalIDs)
	case f.Slug != "":
		b = part(b, "slug", f.Slug)
	default:
		b = partFolded(part(b, "title", strconv.Itoa(f.Year)), f.Title)
	}
	return partFolded(part(b, "date", string(r.Published)), cmp.Or(r.Outlet.Slug, r.Outlet.Name))
}

// partAuthors adds the authors, in whatever order they stand.
func (r *Review) partAuthors(b []byte) []byte {
	var authors []string
	for i := range r.Voices {
		v := &r.Voices[i]
		switch {
		case v.Role != RoleAuthor:
		case len(r.Voices) == 1: // Nearly all reviews.
			return partFolded(b, v.author())
		default:
			authors = append(authors, string(partFolded(nil, v.author())))
		}
	}
	slices.Sort(authors)
	return part(b, authors...)
}

// author is what an author is compared by.
func (v *Voice) author() string { return cmp.Or(v.Critic.Slug, v.Critic.Name, v.Name) }

// appendDigest writes all that a row says: two rows of which it is the same say the same.
func (r *Review) appendDigest(b []byte) []byte {
	b = part(b, r.Body, r.Excerpt, r.Language, r.Licence, string(r.Published), r.RetrievedAt, r.Rights, r.Source, r.SourceID, r.Title, r.URL, r.Venue)
	b = partBool(part(b, r.Outlet.Name, r.Outlet.Slug), r.Spoiler)
	b = partFilm(b, &r.Film)
	b = partRating(b, r.Rating)
	b = partList(b, r.Voices, func(b []byte, v *Voice) []byte {
		return partRating(part(b, v.Critic.Name, v.Critic.Slug, v.Name, v.Role), v.Rating)
	})
	b = part(part(b, r.Categories...), r.Tags...)
	b = partInt(b, r.DeclaredComments)
	b = partList(b, r.Comments, func(b []byte, c *Comment) []byte { return partInt(part(b, c.Body, c.Name, c.Posted, c.URL), c.ReplyTo) })
	b = partList(b, r.Likes, func(b []byte, l *Liked) []byte {
		if b = partBool(part(b, l.Title), l.Film != nil); l.Film != nil {
			b = partFilm(b, l.Film)
		}
		return b
	})
	b = partList(b, r.LiveNotes, func(b []byte, n *LiveNote) []byte { return binary.AppendVarint(part(b, n.Text), int64(n.Offset)) })
	b = partList(b, r.Videos, func(b []byte, v *Video) []byte { return part(b, v.Key, v.Kind, v.Site, v.Title, v.URL) })
	for _, n := range [...]*Neighbour{r.Next, r.Previous} {
		if b = partBool(b, n != nil); n != nil {
			b = part(b, n.Title, n.URL)
		}
	}
	return b
}

func partFilm(b []byte, f *FilmRef) []byte {
	return binary.AppendVarint(partIDs(part(b, f.OriginalTitle, f.Slug, f.Title), f.ExternalIDs), int64(f.Year))
}

func partRating(b []byte, r *Rating) []byte {
	if b = partBool(b, r != nil); r == nil {
		return b
	}
	b = part(b, r.Raw, r.Blurb, r.Scale, string(r.Verdict))
	b = partDecimals(b, r.Best, r.Lowest, r.Worst)
	if b = partBool(b, r.Reading != nil); r.Reading == nil {
		return b
	}
	read := r.Reading
	b = part(part(b, read.Blurb, string(read.Kind), read.Method, read.Scale, read.Text, string(read.Verdict)), read.Flags...)
	if b = partBool(b, read.Score != nil); read.Score != nil {
		b = binary.AppendVarint(b, int64(*read.Score))
	}
	return partDecimals(b, read.Best, read.Lowest, read.Value, read.Worst)
}

// partIDs adds outside ids, which have no order.
func partIDs(b []byte, ids map[string]string) []byte {
	b = binary.AppendUvarint(b, uint64(len(ids)))
	if len(ids) > 1 {
		for _, namespace := range slices.Sorted(maps.Keys(ids)) {
			b = part(b, namespace, ids[namespace])
		}
		return b
	}
	for namespace, value := range ids {
		b = part(b, namespace, value)
	}
	return b
}

// partFolded adds a text without regard to case and spaces.
func partFolded(b []byte, s string) []byte {
	at := len(b)
	b = appendFolded(append(b, 0, 0, 0, 0), s)
	binary.LittleEndian.PutUint32(b[at:], uint32(len(b)-at-4)) //nolint:gosec // A row is shorter.
	return b
}

func appendFolded(b []byte, s string) []byte {
	at := len(b)
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf: // The way below is for texts that are ASCII.
			return append(b[:at], strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(s))), " ")...)
		case c == ' ' || c >= '\t' && c <= '\r':
			if len(b) > at && b[len(b)-1] != ' ' {
				b = append(b, ' ')
			}
		case c >= 'A' && c <= 'Z':
			b = append(b, c+'a'-'A')
		default:
			b = append(b, c)
		}
	}
	if len(b) > at && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	return b
}

// part adds texts so that no two lists of texts look the same.
func part(b []byte, texts ...string) []byte {
	b = binary.AppendUvarint(b, uint64(len(texts)))
	for _, t := range texts {
		b = binary.AppendUvarint(b, uint64(len(t)))
		b = append(b, t...)
	}
	return b
}

func partList[T any](b []byte, list []T, add func([]byte, *T) []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for i := range list {
		b = add(b, &list[i])
	}
	return b
}

func partBool(b []byte, is bool) []byte {
	if is {
		return append(b, 1)
	}
	return append(b, 0)
}

func partInt(b []byte, n *int) []byte {
	if b = partBool(b, n != nil); n != nil {
		b = binary.AppendVarint(b, int64(*n))
	}
	return b
}

func partDecimals(b []byte, list ...*rating.Decimal) []byte {
	for _, d := range list {
		if b = partBool(b, d != nil); d != nil {
			b = binary.AppendVarint(b, int64(*d))
		}
	}
	return b
}

// Occurrences keeps the rows of one file apart that share an identity and differ, and finds exact copies. It remembers
// at least its maximum and at most twice as many of the last rows, about 100 bytes each; a row whose like came longer ago
// counts as the first of its identity again.
type Occurrences struct {
	max            int
	seed           maphash.Seed
	buf            []byte
	recent, remote generation
}

// generation is a run of rows.
type generation struct {
	place map[[2]uint64]int // identity and digest -> place among the different rows of the identity
	count map[uint64]int    // identity -> how many different rows
}

func newGeneration() generation {
	return generation{place: map[[2]uint64]int{}, count: map[uint64]int{}}
}

// MaxOccurrences is how many rows NewOccurrences remembers by default: all of most files, in 200 MB at the most.
const MaxOccurrences = 1_000_000

// NewOccurrences makes a counter; max 0 is MaxOccurrences.
func NewOccurrences(max int) *Occurrences {
	return &Occurrences{max: orInt(max, MaxOccurrences), seed: maphash.MakeSeed(), recent: newGeneration()}
}

// hash is the hash of what add writes.
func (o *Occurrences) hash(add func([]byte) []byte) uint64 {
	o.buf = add(o.buf[:0])
	return maphash.Bytes(o.seed, o.buf)
}

// Add counts a review: n is its place among the different rows of its identity, from 1; duplicate tells that a row that
// says the same was there before.
func (o *Occurrences) Add(r *Review) (n int, duplicate bool) {
	row := [2]uint64{o.hash(r.appendIdentity), o.hash(r.appendDigest)}
	n, duplicate = o.recent.place[row]
	if duplicate {
		return n, true
	}
	count := max(o.recent.count[row[0]], o.remote.count[row[0]])
	if n, duplicate = o.remote.place[row]; !duplicate {
		count++
		n = count
	}
	o.recent.place[row], o.recent.count[row[0]] = n, count
	if len(o.recent.place) >= o.max {
		o.remote, o.recent = o.recent, newGeneration()
	}
	return n, duplicate
}
