package exchange

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Identity tells which review a row is of, so that reading it again changes the review and does not double it. It does
// not depend on the place of the row in its file.
type Identity [16]byte

// String is the identity in 32 hexadecimal digits.
func (id Identity) String() string { return hex.EncodeToString(id[:]) }

// Key is the text under which the n-th different row of one identity is kept, n from 1.
func (id Identity) Key(n int) string {
	if n <= 1 {
		return id.String()
	}
	return id.String() + "-" + strconv.Itoa(n)
}

// Identity is made of the source and its id where the row has one, else of the authors, the film, the outlet and the
// date. Names are compared without regard to case and spaces; a film by its outside ids, else by slug, else by title and
// year.
func (r *Review) Identity() Identity {
	b := make([]byte, 0, 256)
	if r.SourceID != "" {
		return sum(part(b, "source", r.Source, r.SourceID))
	}
	var authors []string
	for _, v := range r.Voices {
		if v.Role == RoleAuthor {
			authors = append(authors, v.Critic.key(v.Name))
		}
	}
	slices.Sort(authors)
	b = part(b, authors...)
	f := &r.Film
	switch {
	case len(f.ExternalIDs) > 0:
		b = partIDs(b, f.ExternalIDs)
	case f.Slug != "":
		b = part(b, "slug", f.Slug)
	default:
		b = part(b, "title", folded(f.Title), strconv.Itoa(f.Year))
	}
	return sum(part(b, "outlet", r.Outlet.key(""), "date", string(r.Published)))
}

// partIDs adds outside ids, which have no order.
func partIDs(b []byte, ids map[string]string) []byte {
	if len(ids) > 1 {
		for _, namespace := range slices.Sorted(maps.Keys(ids)) {
			b = part(b, "id", namespace, ids[namespace])
		}
		return b
	}
	for namespace, value := range ids {
		b = part(b, "id", namespace, value)
	}
	return b
}

// key is what a reference is compared by.
func (n NameRef) key(name string) string {
	switch {
	case n.Slug != "":
		return n.Slug
	case n.Name != "":
		name = n.Name
	}
	return folded(name)
}

func folded(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(s))), " ")
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

func sum(b []byte) Identity {
	whole := sha256.Sum256(b)
	return Identity(whole[:16])
}

// Digest tells whether two rows say the same: it is made of everything in the review.
func (r *Review) Digest() (Identity, error) {
	// What nearly every row of a table has is taken by hand, whatever else there is as JSON, which takes ten times as long.
	b := part(make([]byte, 0, 512), r.Body, r.Title, r.URL, string(r.Published), r.Source, r.SourceID, r.Outlet.Name, r.Outlet.Slug, r.Film.Slug, r.Film.Title)
	rest := *r
	rest.Body, rest.Title, rest.URL, rest.Published, rest.Source, rest.SourceID = "", "", "", "", "", ""
	rest.Outlet, rest.Film.Slug, rest.Film.Title = NameRef{}, "", ""
	if len(rest.Film.ExternalIDs) > 0 {
		b, rest.Film.ExternalIDs = partIDs(b, rest.Film.ExternalIDs), nil
	}
	if len(r.Voices) == 1 && r.Voices[0].Rating == nil {
		b, rest.Voices = part(b, "voice", r.Voices[0].Critic.Name, r.Voices[0].Critic.Slug, r.Voices[0].Name, r.Voices[0].Role), nil
	}
	if r.Rating != nil && *r.Rating == (Rating{Raw: r.Rating.Raw}) {
		b, rest.Rating = part(b, "rating", r.Rating.Raw), nil
	}
	if reflect.ValueOf(&rest).Elem().IsZero() {
		return sum(b), nil
	}
	more := bytes.NewBuffer(append(b, "more"...))
	err := encode(more, &rest)
	return sum(more.Bytes()), err
}

// Occurrences keeps the rows of one file apart that share an identity and differ, and finds exact copies. It remembers
// at least its maximum and at most twice as many of the last rows, about 100 bytes each; a row whose like came longer ago
// counts as the first of its identity again.
type Occurrences struct {
	max            int
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
	return &Occurrences{max: orInt(max, MaxOccurrences), recent: newGeneration()}
}

// Add counts a review: n is its place among the different rows of its identity, from 1; duplicate tells that a row that
// says the same was there before.
func (o *Occurrences) Add(r *Review) (id Identity, n int, duplicate bool, err error) {
	digest, err := r.Digest()
	if err != nil {
		return Identity{}, 0, false, err
	}
	id = r.Identity()
	row := [2]uint64{binary.LittleEndian.Uint64(id[:]), binary.LittleEndian.Uint64(digest[:])}
	n, duplicate = o.recent.place[row]
	if duplicate {
		return id, n, true, nil
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
	return id, n, duplicate, nil
}
