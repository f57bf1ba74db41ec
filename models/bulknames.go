package models

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"reelscore/internal/fault"
	"reelscore/rating"
)

// oneSpaced is a text with one space where there are several.
func oneSpaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// nameKey is what two spellings of one name have in common: all but case and spaces.
func nameKey(name string) string {
	return oneSpaced(strings.ToLower(norm.NFKC.String(name)))
}

// named finds a row by its slug or else by its name; 0 for none. Of several of one name the first is meant.
func (b *Batch) named(kind namedKind, known map[string]int64, slug, name string) (int64, error) {
	key := name
	if slug != "" {
		key = "slug " + slug
	}
	if id, there := known[key]; there {
		return id, nil
	}
	var id int64
	var err error
	if slug != "" {
		id, err = b.find("SELECT id FROM "+kind.table+" WHERE slug = ?", slug)
	} else {
		id, err = b.byName(kind, name)
	}
	if id != 0 && err == nil {
		remember(known, strings.Clone(key), id) // It may be a part of a long row.
	}
	return id, err
}

func (b *Batch) byName(kind namedKind, name string) (int64, error) {
	st, err := b.prepared(b.conn.bound("SELECT id, name FROM " + kind.table + " WHERE sort_name = ? ORDER BY id"))
	if err != nil {
		return 0, err
	}
	rows, err := st.Query(sortKey(oneSpaced(name))) //nolint:noctx // See writerConn.prepared.
	if err != nil {
		return 0, err
	}
	defer rows.Close() //nolint:errcheck // Err tells.
	want := nameKey(name)
	for rows.Next() {
		var id int64
		var stored string
		if err := rows.Scan(&id, &stored); err != nil {
			return 0, err
		}
		if nameKey(stored) == want {
			return id, nil
		}
	}
	return 0, rows.Err()
}

// freeSlug is the wanted slug when it is one and free, else a free one made of the words.
func (b *Batch) freeSlug(table, wanted, words string) (string, error) {
	base := wanted
	if !isSlug(base) {
		base = slugOf(words)
	}
	for slug, n := base, 2; ; slug, n = base+"-"+strconv.Itoa(n), n+1 {
		taken, err := b.find("SELECT 1 FROM "+table+" WHERE slug = ?", slug)
		if err != nil || taken == 0 {
			return slug, err
		}
	}
}

// isSlug tells whether a text can be a slug; it may be a little longer than a new one.
func isSlug(s string) bool {
	if _, err := strconv.ParseInt(s, 10, 64); err == nil || s == "" || len(s) > 120 {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) < 0
}

// createNamed stores a new row: its columns beside those of Named.
func (b *Batch) createNamed(kind namedKind, n *Named, about, columns string, values ...any) error {
	var err error
	if n.Slug, err = b.freeSlug(kind.table, n.Slug, n.Name); err != nil {
		return err
	}
	n.SortName, n.Stamp = sortKey(n.Name), Stamp{Version: 1, CreatedAt: b.now, UpdatedAt: b.now}
	args := append([]any{n.Slug, n.Name, n.SortName, n.Version, n.CreatedAt, n.UpdatedAt}, values...)
	err = b.row("INSERT INTO "+kind.table+" (slug, name, sort_name, version, created_at, updated_at, "+columns+") VALUES (?, ?, ?, ?, ?, ?"+
		strings.Repeat(", ?", len(values))+") RETURNING id", args...).Scan(&n.ID)
	if err != nil {
		return err
	}
	b.index(kind.text, n.ID, n.Name, about)
	return b.note(kind.noun, n.ID, 0, Created, n.Version)
}

// FindOutlet finds an outlet by its slug, or else by its name; 0 for none.
func (b *Batch) FindOutlet(slug, name string) (int64, error) {
	return b.named(outletKind, b.known.outlets, slug, name)
}

// CreateOutlet stores a new outlet, under its slug where that is free.
func (b *Batch) CreateOutlet(o *Outlet) error {
	if err := b.s.checkDefaultScale(b.tx, o.DefaultScale); err != nil {
		return err
	}
	return b.createNamed(outletKind, &o.Named, o.about(), "url, feed_url, description, language, default_scale, weight, sample",
		o.URL, o.FeedURL, o.Description, o.Language, o.DefaultScale, int64(o.Weight), o.Sample)
}

// FindCritic finds a critic by slug, or else by name; 0 for none.
func (b *Batch) FindCritic(slug, name string) (int64, error) {
	return b.named(criticKind, b.known.critics, slug, name)
}

// CreateCritic stores a new critic, under the slug where that is free.
func (b *Batch) CreateCritic(c *Critic, outlets []int64) error {
	links, err := jsonText(orNone(c.Links))
	if err != nil {
		return err
	}
	if err := b.createNamed(criticKind, &c.Named, c.about(), "bio, links", c.Bio, links); err != nil {
		return err
	}
	for _, o := range outlets {
		if err := b.exec("INSERT INTO critic_outlets (critic_id, outlet_id) VALUES (?, ?) ON CONFLICT DO NOTHING", c.ID, o); err != nil {
			return err
		}
	}
	return nil
}

// FindPerson finds a person by slug, or else by name; 0 for none.
func (b *Batch) FindPerson(slug, name string) (int64, error) {
	return b.named(personKind, b.known.people, slug, name)
}

// PersonByID finds the person that has an outside id; 0 for none.
func (b *Batch) PersonByID(namespace, value string) (int64, error) {
	return b.find(personByOutsideID, namespace, value)
}

// CreatePerson stores a new person, under the slug where that is free.
func (b *Batch) CreatePerson(p *Person) error {
	links, err := jsonText(orNone(p.Links))
	if err != nil {
		return err
	}
	if p.ExternalIDs == nil {
		p.ExternalIDs = map[string]string{}
	}
	ids, err := jsonText(p.ExternalIDs)
	if err != nil {
		return err
	}
	if err := b.createNamed(personKind, &p.Named, p.about(), "bio, born, external_ids, links", p.Bio, string(p.Born), ids, links); err != nil {
		return err
	}
	return keepOutsideIDs(b.tx, personIDs, p.ID, p.ExternalIDs)
}

// factsOf is what the ratings of an outlet's reviews depend on; 0 is no outlet.
func (b *Batch) factsOf(outlet int64) (outletFacts, error) {
	if outlet == 0 {
		return outletFacts{weight: rating.NormalWeight}, nil
	}
	if f, there := b.known.about[outlet]; there {
		return f, nil
	}
	var f outletFacts
	var scale string
	if err := b.row("SELECT weight, default_scale FROM outlets WHERE id = ?", outlet).Scan(&f.weight, &scale); err != nil {
		return f, err
	}
	if scale != "" {
		var err error
		if f.scale, err = b.s.scale(b.tx, scale); err != nil {
			return f, err
		}
	}
	remember(b.known.about, outlet, f)
	return f, nil
}

// PutScale stores one of the collection's own scales, or leaves the one that is there already; one that differs from it
// is refused, since ratings were read on it.
func (b *Batch) PutScale(want OwnScale) (Action, error) {
	var stored OwnScale
	found := b.tx.Where("id = ?", want.ID).Limit(1).Find(&stored)
	if found.Error != nil {
		return "", found.Error
	}
	if found.RowsAffected > 0 {
		if !sameScores(&stored, &want) {
			return "", fault.New(fault.Conflict, "There is another scale %q; change the id in the file, or the scale in the collection.", want.ID)
		}
		return "", nil
	}
	if err := notBuiltIn(want.ID); err != nil {
		return "", err
	}
	want.Stamp = Stamp{Version: 1, CreatedAt: b.now, UpdatedAt: b.now}
	if err := b.tx.Create(&want).Error; err != nil {
		return "", err
	}
	clear(b.known.ratings)
	clear(b.known.scales)
	clear(b.known.about)
	return Created, b.noteNamed("scale", want.ID, 0, Created, 1)
}

// jsonText is a value as a JSON column holds it.
func jsonText(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// orNone makes sure that a list is stored as [].
func orNone[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
